/* askme's widget. One script tag puts a button on a page; behind it is a conversation about a person, or about several:

     <script src="https://HOST/embed.js" data-profile="ID" async></script>

   No dependency and no build step: this file is served as it stands. Nothing else is loaded until a visitor opens it.
   Every text, whoever wrote it, becomes a text node. Styles are a constructed sheet: a strict content security policy
   needs HOST in `script-src` and `connect-src`, and no more. All attributes and variables: docs/widget.md. */
(() => {
  "use strict";
  const TAG = "askme-widget";
  const ATTRIBUTES = ["profile", "name", "label", "position", "accent", "theme", "dir", "inline"];
  const current = document.currentScript;
  const script = current instanceof HTMLScriptElement ? current : document.querySelector('script[src*="/embed.js"]');
  if (!/^https?:/.test(script?.src)) return console.warn("askme: embed.js does not know its own address.");
  const HOST = new URL(".", script.src).href;

  /* --- looks ---------------------------------------------------------------------------------------------------- */

  const LIGHT = `
    --paper: #f6f5f1; --surface: #fffefb; --raised: #ffffff; --ink: #1c2024; --ink-2: #565c62; --line: #e3e0d8;
    --line-2: #cfcbc0; --own-accent: #1f5c4d; --own-soft: #e4eeea; --own-on: #ffffff; --bar: #ffe08a; --marker: #ffe69a;
    --marker-ink: #2b2410; --trouble: #9c2f22; --trouble-soft: #fbeeeb; --shade: #1c202433; color-scheme: light;`;
  const DARK = `
    --paper: #151719; --surface: #1c1f22; --raised: #24282b; --ink: #eceae4; --ink-2: #a9adb0; --line: #2f3437;
    --line-2: #444a4e; --own-accent: #8fcdb8; --own-soft: #20332d; --own-on: #10211c; --bar: #10211c; --marker: #5c4a12;
    --marker-ink: #fff1c4; --trouble: #f0a397; --trouble-soft: #33211e; --shade: #000a; color-scheme: dark;`;

  /* On the host everything is important: there, a page's own important rules lose to these. Sizes are em of the size
     that the visitor has set, not of what the page makes of it. */
  const STYLE = `
    :host { all: initial !important; display: block !important; position: absolute !important; }
    :host([data-inline]) { position: static !important; block-size: 100% !important; }
    .root { ${LIGHT} }
    @media (prefers-color-scheme: dark) { :host(:not([data-theme="light"])) .root { ${DARK} } }
    :host([data-theme="dark"]) .root { ${DARK} }
    .root {
      --accent: var(--askme-accent, var(--own-accent)); --on-accent: var(--askme-on-accent, var(--own-on));
      --soft: var(--own-soft); --link: var(--accent);
      --sans: var(--askme-font, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif);
      position: fixed; z-index: 2147483647; inset: auto; bottom: calc(20px + var(--place, 0) * 64px); margin: 0;
      padding: 0; border: 0; overflow: visible; width: auto; height: auto; background: none;
      font: 400 1em/1.55 var(--sans); color: var(--ink);
    }
    .root[data-side="right"] { right: 20px; }
    .root[data-side="left"] { left: 20px; }
    .root.inline { position: static; block-size: 100%; }
    *, ::before, ::after { box-sizing: border-box; }
    h1, h2, h3, h4, p, ul, figure, blockquote { margin: 0; padding: 0; font: inherit; list-style: none; }
    h1, h2, h3, h4, p, li, a, button, blockquote, figcaption { overflow-wrap: anywhere; }
    button, textarea { font: inherit; color: inherit; }
    button, a { cursor: pointer; }
    [hidden] { display: none !important; }
    :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
    a { color: var(--link); text-underline-offset: 2px; }

    .launch {
      display: flex; align-items: center; gap: 10px; min-height: 48px; max-width: min(300px, 100vw - 40px);
      padding: 10px 20px; border: 1px solid transparent; border-radius: 24px; background: var(--accent);
      color: var(--on-accent); font-weight: 600; line-height: 1.3; text-align: start; box-shadow: 0 4px 16px var(--shade);
    }
    .launch::before { content: ""; flex: none; width: 16px; height: 9px; border-radius: 2px; background: var(--bar); }
    .root[data-side="right"] .launch { margin-left: auto; }
    .launch:hover, .send:hover { filter: brightness(1.1); }
    .launch:focus-visible { outline-color: var(--ink); box-shadow: 0 0 0 2px var(--surface); }

    .panel {
      position: absolute; inset: auto; bottom: calc(100% + 12px); width: min(25em, 100vw - 40px);
      height: min(40em, 100vh - 112px - var(--place, 0) * 64px); max-width: none; max-height: none; margin: 0; padding: 0;
      flex-direction: column; overflow: hidden; background: var(--surface); color: var(--ink);
      border: 1px solid var(--line-2); border-radius: 16px; box-shadow: 0 12px 40px var(--shade);
    }
    .panel[open], .inline .panel { display: flex; }
    .root[data-side="right"] .panel { right: 0; }
    .root[data-side="left"] .panel { left: 0; }
    .panel:modal { position: fixed; inset: 0; width: 100%; height: 100vh; height: 100dvh; border: 0; border-radius: 0; }
    .inline .panel { position: static; width: 100%; height: 100%; border: 0; border-radius: 0; box-shadow: none; }
    .bar { display: flex; align-items: center; gap: 2px; min-height: 56px; padding: 8px 8px 8px 20px; border-bottom: 1px solid var(--line); }
    [dir="rtl"] .bar { padding: 8px 20px 8px 8px; }
    [dir="rtl"] .title { text-align: right; }
    .title { flex: 1; font-weight: 650; line-height: 1.3; }
    .tool { flex: none; min-width: 40px; min-height: 40px; padding: 0 10px; border: 0; border-radius: 8px; background: none; color: var(--ink-2); }
    .tool:hover { background: var(--soft); color: var(--ink); }
    .tool.close { font-size: 1.375em; line-height: 1; }

    .log { position: relative; flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; padding: 0 20px; }
    .inline :is(.bar, .log, .composer) { padding-inline: max(20px, (100% - 44em) / 2); }
    .log:focus-visible { outline-offset: -3px; }
    .welcome { padding: 20px 0; }
    .lead { color: var(--ink-2); }
    .eyebrow { margin-top: 20px; font-size: .8125em; font-weight: 600; color: var(--ink-2); }
    .asks { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 8px; }
    .asks button { min-height: 40px; padding: 8px 14px; border: 1px solid var(--line-2); border-radius: 20px; background: none; color: var(--link); font-size: .9375em; font-weight: 500; line-height: 1.35; text-align: start; }
    .asks button:hover { background: var(--soft); border-color: var(--link); }
    .welcome .asks { flex-direction: column; }
    .welcome .asks button { width: 100%; padding: 11px 14px; border-radius: 12px; background: var(--raised); color: var(--ink); }

    .turn { padding: 18px 0 20px; }
    .turn:not(:last-child) { border-bottom: 1px solid var(--line); }
    .turn:last-child { min-height: 100%; }
    .question { font-size: 1.0625em; font-weight: 620; line-height: 1.4; white-space: pre-line; }
    .understood, .aside { margin-top: 4px; font-size: .8125em; color: var(--ink-2); }
    .claims { margin-top: 10px; }
    .claims > * + * { margin-top: 10px; }
    .claims h4 { margin-top: 16px; font-weight: 620; }
    .claims h4 .ours { color: inherit; }
    .claims li { position: relative; padding: 4px 0; padding-inline-start: 18px; }
    .claims li::before { content: ""; position: absolute; inset-inline-start: 3px; top: calc(4px + .66em); width: 5px; height: 5px; border-radius: 50%; background: var(--ink-2); }
    .ours { color: var(--ink-2); }
    .hold { white-space: nowrap; }
    .cite {
      position: relative; display: inline-block; min-width: 22px; height: 22px; margin-inline-start: 4px; padding: 0 5px;
      border: 1px solid transparent; border-radius: 6px; background: var(--soft); color: var(--link); vertical-align: .1em;
      font-size: .75em; font-weight: 600; line-height: 20px; text-align: center; font-variant-numeric: tabular-nums;
    }
    .cite::after { content: ""; position: absolute; inset: -10px; }
    .cite + .cite::after { inset-inline-start: -2px; }
    .cite:hover { border-color: var(--link); }
    .cite[aria-expanded="true"] { background: var(--marker); color: var(--marker-ink); border-color: currentColor; }
    .source { margin-top: 8px; padding: 12px 14px 4px; border-inline-start: 3px solid var(--marker); border-radius: 8px; background: var(--paper); font-size: .875em; }
    .source blockquote { white-space: pre-wrap; }
    .source mark { padding: 1px 2px; border-radius: 3px; background: var(--marker); color: var(--marker-ink); box-decoration-break: clone; -webkit-box-decoration-break: clone; }
    .source figcaption { margin-top: 6px; color: var(--ink-2); font-size: .9286em; }
    .file { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .9286em; }
    .place { display: flex; flex-wrap: wrap; align-items: baseline; column-gap: 16px; }
    .open { padding: 10px 0 9px; }
    .note { margin-top: 10px; padding: 12px 16px; border: 1px dashed var(--ink-2); border-radius: 12px; color: var(--ink-2); }
    .note strong { display: block; font-weight: 620; color: var(--ink); }
    .trouble { margin-top: 12px; padding: 12px 16px; border: 1px solid transparent; border-radius: 12px; background: var(--trouble-soft); color: var(--ink); }
    .again { min-height: 40px; margin-top: 8px; padding: 0 16px; border: 1px solid currentColor; border-radius: 20px; background: none; color: var(--trouble); font-weight: 600; }
    .again[aria-disabled] { color: var(--ink-2); cursor: default; }
    .doing { margin-top: 10px; color: var(--ink-2); }
    .nearest li + li { border-top: 1px solid var(--line); }
    .nearest .source { margin: 0; padding: 12px 0 4px; border: 0; background: none; font-size: .9375em; }

    .composer { padding: 10px 14px 0; }
    .field { display: flex; align-items: flex-end; gap: 6px; padding: 5px; padding-inline-start: 16px; border: 1px solid var(--ink-2); border-radius: 24px; background: var(--raised); }
    .field:focus-within { border-color: var(--link); outline: 1px solid var(--link); }
    textarea { flex: 1; min-width: 0; max-height: 140px; padding: 7px 0; border: 0; outline: 0; resize: none; background: none; line-height: 1.5; }
    textarea:focus-visible { outline: 0; }
    textarea::placeholder { color: var(--ink-2); opacity: 1; }
    .send { flex: none; width: 40px; height: 40px; padding: 0; border: 1px solid transparent; border-radius: 50%; background: var(--accent); color: var(--on-accent); font-weight: 600; line-height: 1; }
    .hint { padding: 2px 20px 4px; font-size: .75em; text-align: center; color: var(--ink-2); padding-bottom: max(4px, env(safe-area-inset-bottom)); }
    .hint a { display: inline-block; padding: 11px 6px; color: inherit; }
    .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    @media (max-width: 640px), (max-height: 480px) { .panel { border-radius: 0; } }
    @media (prefers-reduced-motion: no-preference) {
      .panel[open] { animation: rise .16s ease-out; }
      .claims > *, .claims li { animation: rise .24s ease-out both; }
      @keyframes rise { from { opacity: 0; translate: 0 6px; } }
    }
    @media (forced-colors: active) { mark { background: Mark; color: MarkText; } .cite { border-color: ButtonText; } }
    @media print { .root:not(.inline) { display: none; } }`;

  let sheet; // one for all widgets of the page

  function styles() {
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
    }
    return [sheet];
  }

  /* --- small helpers -------------------------------------------------------------------------------------------- */

  /* An element with attributes, listeners (`onclick`) and children; strings become text nodes, nothing empty is added. */
  function make(tag, given = {}, ...inside) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(given)) {
      if (typeof value === "function") node.addEventListener(name.slice(2), value);
      else if (value !== undefined && value !== null && value !== false) node.setAttribute(name, value);
    }
    node.append(...inside.filter((one) => one !== undefined && one !== null && one !== ""));
    return node;
  }

  const textOf = (value) => (typeof value === "string" ? value : "");
  const listOf = (value) => (Array.isArray(value) ? value : []);
  const oneLine = (value) => textOf(value).split(/\s+/).join(" ").trim();
  const placeOf = (citation) => JSON.stringify([citation.source, citation.start, citation.end]);

  /* The address of a source page, or nothing when it is anything but one of our own. */
  function sourceUrl(base, path) {
    try {
      const { href } = new URL(textOf(path).replace(/^\/+/, ""), base);
      return href.startsWith(`${base}sources/`) ? href : null;
    } catch {
      return null;
    }
  }

  /* Red, green and blue (0 to 255) of a computed colour; nothing for other colour spaces. */
  const channels = (colour) => colour.match(/^rgba?\((\d+), (\d+), (\d+)/)?.slice(1).map(Number);

  /* WCAG 2 contrast of two colours. */
  function contrast(one, other) {
    const [high, low] = [one, other]
      .map((colour) => {
        const [r, g, b] = colour.map((value) => (value <= 10 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      })
      .sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  }

  /* What went wrong, in one line for the visitor. */
  class Trouble extends Error {
    constructor(line, wait = 0, kind = "") {
      super(line);
      this.wait = wait; // seconds after which asking again makes sense
      this.kind = kind;
    }
  }

  const ODD = "The answer cannot be read. Try again in a moment.";
  const BROKE_OFF = "The connection broke before the answer was whole.";
  const unreachable = () =>
    navigator.onLine === false
      ? "You are offline. Connect, then try again."
      : "The server cannot be reached from this page. Try again in a moment.";

  async function request(url, signal, body) {
    let response;
    try {
      response = await fetch(url, {
        signal, body, method: body ? "POST" : "GET", credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store",
        headers: body ? { "content-type": "application/json", accept: "text/event-stream" } : {},
      });
    } catch {
      throw new Trouble(unreachable());
    }
    if (response.ok) return response;
    const told = (await response.json().catch(() => null)) ?? {};
    const line = textOf(told.detail).slice(0, 400) || `The server answered with status ${response.status}. Try again later.`;
    throw new Trouble(line, Number(response.headers.get("retry-after")) || 0, textOf(told.type));
  }

  /* The server-sent events of a response: [name, data], as they come. */
  async function* eventsOf(response) {
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    for (let rest = "", ended = false; !ended; ) {
      const { done, value } = await reader.read().catch(() => { throw new Trouble(BROKE_OFF); });
      ended = done;
      rest += done ? "" : decoder.decode(value, { stream: true });
      const blocks = rest.split(/\r?\n\r?\n/);
      rest = blocks.pop();
      for (const block of blocks) {
        const fields = block.split(/\r?\n/).map((line) => line.match(/^(event|data): ?(.*)/s)).filter(Boolean);
        const data = fields.filter(([, key]) => key === "data").map(([, , text]) => text).join("\n");
        if (data) yield [fields.find(([, key]) => key === "event")?.[2], parsed(data)];
      }
    }
  }

  function parsed(data) {
    try {
      return JSON.parse(data);
    } catch {
      throw new Trouble(ODD);
    }
  }

  /* --- one question and its answer ------------------------------------------------------------------------------ */

  const TITLES = {
    not_stated: "The profile does not say",
    off_topic: "Not about the people here",
    instruction: "An instruction, not a question",
    opinion: "No source states an opinion on this",
    withheld: "Nothing that could be supported",
    private: "Kept private",
  };
  let ids = 0;

  class Turn {
    constructor(question, base) {
      this.question = question;
      this.base = base;
      this.count = 0;
      this.numbers = new Map(); // place of a citation -> its number in this turn
      this.understood = make("p", { class: "understood", dir: "auto", hidden: "" });
      this.doing = make("p", { class: "doing" }, "Reading the profile …");
      this.claims = make("div", { class: "claims" });
      this.after = make("div");
      const asked = make("h3", { class: "question", dir: "auto" }, question);
      this.node = make("article", { class: "turn", "aria-busy": "true" }, asked, this.understood, this.doing, this.claims, this.after);
    }

    /* How a follow-up was understood, where that is not how it was asked. */
    understand(standalone) {
      if (!oneLine(standalone) || oneLine(standalone) === oneLine(this.question)) return;
      this.understood.textContent = `Understood as “${oneLine(standalone)}”`;
      this.understood.hidden = false;
    }

    /* Show one sentence; its text, to be announced. */
    claim(claim) {
      this.count += 1;
      this.doing.hidden = true;
      if (claim.form === "heading") this.claims.append(make("h4", { dir: "auto" }, ...this.words(claim, new Map())));
      else this.sentence(claim);
      return textOf(claim.text);
    }

    sentence(claim) {
      const citations = new Map(listOf(claim.citations).map((one) => [placeOf(one), one]));
      const markers = new Map([...citations].map(([place, one]) => [place, this.marker(place, one)]));
      const words = make("p", { dir: "auto" }, ...this.words(claim, markers));
      const sources = [...markers.values()].map((marker) => marker.source);
      if (claim.form !== "item") return this.claims.append(make("div", {}, words, ...sources));
      if (this.claims.lastChild?.localName !== "ul") this.claims.append(make("ul"));
      this.claims.lastChild.append(make("li", {}, words, ...sources));
    }

    /* Quoted words and words of ours apart. Each number stands once: if there are several, after the words of its own. */
    words(claim, markers) {
      const pieces = listOf(claim.pieces).length ? claim.pieces : [{ text: claim.text, citation: 0 }];
      const parts = pieces.map((one) => make("span", { class: Number.isInteger(one.citation) ? "said" : "ours" }, textOf(one.text)));
      const after = new Map(); // from a part to the buttons that follow it
      for (const [place, marker] of markers) {
        const own = markers.size > 1 ? pieces.findLastIndex((one) => place === placeOf(claim.citations[one.citation] ?? {})) : -1;
        const part = parts.at(own);
        after.set(part, [...(after.get(part) ?? []), marker.button]);
      }
      for (const [part, buttons] of after) hold(part, buttons);
      return parts;
    }

    /* The numbered button of a citation, and the quote that it unfolds. */
    marker(place, citation) {
      if (!this.numbers.has(place)) this.numbers.set(place, this.numbers.size + 1);
      const number = this.numbers.get(place);
      const source = this.source(citation);
      source.id = `source-${(ids += 1)}`;
      source.hidden = true;
      const name = `Source ${number}: ${textOf(citation.name)}, ${textOf(citation.source)}`;
      const unfold = () => {
        source.hidden = !source.hidden;
        button.setAttribute("aria-expanded", String(!source.hidden));
        if (!source.hidden) reveal(source);
      };
      const given = { class: "cite", type: "button", "aria-label": name, "aria-expanded": "false", "aria-controls": source.id };
      const button = make("button", { ...given, onclick: unfold }, String(number));
      return { button, source };
    }

    /* The quote with its trail, its file and the way to the page that shows it in its place. */
    source(citation, quote = make("mark", {}, textOf(citation.quote))) {
      const trail = [citation.name, ...listOf(citation.trail), citation.dates].map(oneLine).filter(Boolean);
      const url = sourceUrl(this.base, citation.url);
      const link = url && make("a", { class: "open", href: url, target: "_blank", rel: "noopener" }, "Open the source");
      return make(
        "figure", { class: "source" },
        make("blockquote", { dir: "auto" }, quote),
        make("figcaption", {}, make("div", { dir: "auto" }, trail.join(" · ")), make("div", { class: "place" }, make("span", { class: "file", dir: "auto" }, textOf(citation.source)), link)),
      );
    }

    /* The whole answer is here. Returns what has not been announced yet. */
    finish(answer, ask) {
      const rest = listOf(answer.claims).slice(this.count).map((one) => this.claim(one));
      this.end();
      if (answer.status === "abstained") rest.push(this.abstain(answer));
      else if (answer.withheld) this.after.append(make("p", { class: "aside" }, `Sentences left out because no source supports them: ${answer.withheld}.`));
      const next = listOf(answer.suggestions).filter((one) => textOf(one));
      if (next.length) this.after.append(make("div", { class: "next" }, make("h4", { class: "eyebrow" }, "Ask next"), asks(next, ask)));
      return rest;
    }

    abstain(answer) {
      const title = TITLES[answer.reason] ?? TITLES.not_stated;
      const told = oneLine(answer.text);
      const more = told.toLowerCase().startsWith(title.toLowerCase()) ? "" : told;
      this.after.append(make("p", { class: "note", dir: "auto" }, make("strong", {}, more ? title : told || title), more));
      const nearest = listOf(answer.nearest);
      if (nearest.length) {
        const list = make("ul", { class: "nearest" }, ...nearest.map((one) => make("li", {}, this.source(one, textOf(one.quote)))));
        this.after.append(make("h4", { class: "eyebrow" }, "Closest in the profile"), list);
      }
      return told || title;
    }

    /* It ended otherwise; what came stays. */
    end() {
      this.node.removeAttribute("aria-busy");
      this.doing.hidden = true;
    }

    stop() {
      this.end();
      this.after.append(make("p", { class: "aside" }, "Stopped."));
    }

    fail(trouble, again) {
      this.end();
      this.after.append(complaint(trouble, again));
    }
  }

  /* Put buttons behind a text, so that no line ends between them and its last word. */
  function hold(part, buttons) {
    const text = part.textContent;
    const at = Math.max(0, text.search(/\S{1,20}\s*$/));
    part.replaceChildren(text.slice(0, at), make("span", { class: "hold" }, text.slice(at), ...buttons));
  }

  /* Buttons that ask a question each. */
  function asks(questions, ask) {
    const items = questions.map((text) => make("li", {}, make("button", { type: "button", dir: "auto", onclick: () => ask(text) }, text)));
    return make("ul", { class: "asks" }, ...items);
  }

  /* One line and a button to try again, which waits for as long as the server says. */
  function complaint(trouble, again) {
    const until = Date.now() + trouble.wait * 1000;
    const button = make("button", { type: "button", class: "again", onclick: () => Date.now() >= until && again() });
    const tell = () => {
      const left = Math.ceil((until - Date.now()) / 1000);
      button.textContent = left > 0 ? `Try again in ${left} s` : "Try again";
      if (left > 0) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
      if (left > 0) setTimeout(tell, 500);
    };
    tell();
    return make("div", { class: "trouble" }, make("p", { dir: "auto" }, trouble.message), button);
  }

  /* Scroll the conversation, never the page, until an element shows. */
  function reveal(node) {
    const log = node.closest(".log");
    const [inner, outer] = [node.getBoundingClientRect(), log.getBoundingClientRect()];
    const below = inner.bottom + 12 - outer.bottom;
    if (below > 0) log.scrollTop += Math.min(below, inner.top - outer.top - 60);
  }

  /* --- the element ---------------------------------------------------------------------------------------------- */

  const phone = window.matchMedia("(max-width: 640px), (max-height: 480px)");
  let shown = null; // the open widget: opening another closes it

  class Widget extends HTMLElement {
    #base;
    #parts; // its elements, by name
    #people; // what the server said of whom can be asked about
    #loading = false;
    #conversation = null;
    #turn = null;
    #control = null; // of the answer that streams now
    #follow = () => shown === this && this.#show(this.shadowRoot.activeElement);
    #shrink = () => this.#keyboard();

    constructor(base = HOST) {
      super();
      this.#base = base;
    }

    get key() {
      return JSON.stringify([this.#base, this.dataset.profile]);
    }

    get #inline() {
      return "inline" in this.dataset;
    }

    connectedCallback() {
      if (!this.#parts) this.#build();
      this.#place();
      if (this.#inline) this.#load();
      else phone.addEventListener("change", this.#follow);
      window.visualViewport?.addEventListener("resize", this.#shrink);
    }

    disconnectedCallback() {
      phone.removeEventListener("change", this.#follow);
      window.visualViewport?.removeEventListener("resize", this.#shrink);
      this.#control?.abort();
      this.close(false);
    }

    /* --- building --- */

    #build() {
      const inline = this.#inline;
      const parts = (this.#parts = { ...this.#composer() });
      parts.title = make("h2", { class: "title", dir: "auto" });
      parts.renew = make("button", { type: "button", class: "tool", onclick: () => this.#renew(), "aria-label": "New conversation", hidden: "" }, "New");
      const close = make("button", { type: "button", class: "tool close", onclick: () => this.close(), "aria-label": "Close" }, "×");
      parts.log = make("div", { class: "log", tabindex: "0", role: "group", "aria-label": "Conversation" });
      parts.live = make("div", { class: "unseen", "aria-live": "polite" });
      const brand = make("a", { href: this.#base, target: "_blank", rel: "noopener", translate: "no" }, "askme");
      parts.panel = make(
        inline ? "section" : "dialog", { class: "panel", id: "panel" },
        make("div", { class: "bar" }, parts.title, parts.renew, inline ? null : close),
        parts.log, parts.form, make("p", { class: "hint" }, "Answers quote the profile · ", brand), parts.live,
      );
      parts.launch = make("button", { type: "button", class: "launch", dir: "auto", "aria-haspopup": "dialog", "aria-expanded": "false", "aria-controls": "panel" });
      parts.launch.addEventListener("click", () => (shown === this ? this.close() : this.open()));
      parts.panel.addEventListener("cancel", (event) => (event.preventDefault(), this.close()));
      parts.root = make("div", { class: inline ? "root inline" : "root", lang: "en", popover: inline ? null : "manual" }, inline ? null : parts.launch, parts.panel);
      parts.root.addEventListener("keydown", (event) => this.#key(event));
      for (const name of ["keyup", "keypress"]) parts.root.addEventListener(name, (event) => event.stopPropagation());
      const shadow = this.attachShadow({ mode: "open" });
      shadow.adoptedStyleSheets = styles();
      shadow.append(parts.root);
      this.#title();
      this.#welcome();
    }

    #composer() {
      const field = make("textarea", { rows: "1", placeholder: "Ask a question", "aria-label": "Your question", autocomplete: "off", enterkeyhint: "send", dir: "auto" });
      const send = make("button", { type: "submit", class: "send", "aria-label": "Send" }, "↑");
      const stop = make("button", { type: "button", class: "send", "aria-label": "Stop", hidden: "", onclick: () => this.#stop() }, "■");
      const form = make("form", { class: "composer" }, make("div", { class: "field" }, field, send, stop));
      form.addEventListener("submit", (event) => (event.preventDefault(), this.#submit()));
      field.addEventListener("input", () => this.#fit());
      return { field, send, stop, form };
    }

    /* The side, the direction and the colours, from the attributes and from the page around. */
    #place() {
      const { root, launch } = this.#parts;
      const { dir, position, accent } = this.dataset;
      const around = getComputedStyle(this.parentElement ?? document.documentElement).direction;
      const direction = ["ltr", "rtl"].includes(dir) ? dir : around;
      const side = ["left", "right"].includes(position) ? position : direction === "rtl" ? "left" : "right";
      root.dir = direction;
      root.dataset.side = side;
      if (accent && CSS.supports("color", accent)) root.style.setProperty("--askme-accent", accent);
      if (this.#inline) return this.#tune();
      launch.textContent = this.dataset.label || (this.dataset.name ? `Ask about ${this.dataset.name}` : "Ask a question");
      const others = [...document.querySelectorAll(TAG)].filter((one) => one.shadowRoot?.querySelector(`.root[data-side="${side}"][popover]`));
      root.style.setProperty("--place", String(Math.max(0, others.indexOf(this))));
      root.showPopover?.(); // the browser's top layer: above every z-index, beyond every transform of the page
      this.#tune();
    }

    /* Readable words on and in a colour that the owner chose. */
    #tune() {
      const { root, send, panel } = this.#parts;
      const page = getComputedStyle(root);
      if (!page.getPropertyValue("--askme-accent")) return;
      const [accent, surface] = [send, panel].map((one) => channels(getComputedStyle(one).backgroundColor));
      if (!accent || !surface) return;
      const white = contrast(accent, [255, 255, 255]) >= contrast(accent, [16, 20, 24]);
      if (!page.getPropertyValue("--askme-on-accent")) root.style.setProperty("--on-accent", white ? "#fff" : "#101418");
      root.style.setProperty("--link", contrast(accent, surface) >= 4.5 ? "var(--accent)" : "var(--ink)");
      root.style.setProperty("--bar", "var(--on-accent)");
      root.style.setProperty("--soft", "var(--paper)");
    }

    /* --- opening and closing --- */

    open() {
      if (this.#inline || !this.isConnected) return;
      shown?.close(false);
      shown = this;
      const { root, launch, field } = this.#parts;
      root.hidePopover?.(); // and shown anew by `#place`: to the front of the top layer
      this.#place();
      launch.setAttribute("aria-expanded", "true");
      this.#show(field);
      this.#load();
    }

    /* Modal and full screen on a phone, else beside the page; anew when the screen changes between the two. */
    #show(focused) {
      const { panel } = this.#parts;
      panel.close();
      if (phone.matches) panel.showModal();
      else panel.show();
      this.#keyboard();
      (focused ?? panel).focus({ preventScroll: true });
    }

    /* The full screen ends where a phone's keyboard begins. */
    #keyboard() {
      const { style } = this.#parts.panel;
      const { height, offsetTop, scale } = window.visualViewport ?? {};
      const covered = shown === this && phone.matches && scale === 1 && height < window.innerHeight;
      style.height = covered ? `${height}px` : "";
      style.top = covered ? `${offsetTop}px` : "";
    }

    close(focus = true) {
      if (shown !== this) return;
      shown = null;
      const { panel, launch } = this.#parts;
      panel.close();
      launch.setAttribute("aria-expanded", "false");
      if (focus) launch.focus({ preventScroll: true });
    }

    /* Keys stay here: a page's own shortcuts would take letters for theirs. */
    #key(event) {
      const { field } = this.#parts;
      event.stopPropagation();
      if (event.key === "Escape" && shown === this && !event.isComposing) {
        event.preventDefault();
        this.close();
      } else if (event.key === "Enter" && event.target === field && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.#submit();
      }
    }

    /* --- before a conversation --- */

    async #load() {
      if (this.#people || this.#loading) return;
      this.#loading = true;
      try {
        const response = await request(new URL("api/v1/profiles", this.#base));
        this.#people = (await response.json().catch(() => null)) ?? {};
        this.#title();
        if (!this.#turn) this.#welcome();
      } catch (trouble) {
        if (!this.#turn) this.#welcome(trouble);
      }
      this.#loading = false;
    }

    get #person() {
      return listOf(this.#people?.profiles).find((one) => one?.id === this.dataset.profile);
    }

    #title() {
      const { title, panel, launch } = this.#parts;
      const name = oneLine(this.dataset.name) || oneLine(this.#person?.name);
      title.textContent = name ? `Ask about ${name}` : "Ask a question";
      panel.setAttribute("aria-label", title.textContent);
      if (!this.dataset.label && name) launch.textContent = title.textContent;
    }

    #welcome(trouble) {
      const { log, field } = this.#parts;
      const all = listOf(this.#people?.profiles);
      const unknown = this.#people && (this.dataset.profile ? !this.#person : !all.length);
      const names = all.map((one) => oneLine(one?.name)).filter(Boolean);
      const about = this.dataset.profile ? oneLine(this.#person?.headline) : names.slice(0, 4).join(", ") + (names.length > 4 ? ` and ${names.length - 4} more` : "");
      const lead = unknown ? "There is nobody here who can be asked about from this page." : about;
      const starters = listOf(this.dataset.profile ? this.#person?.starters : this.#people?.starters).filter((one) => textOf(one));
      const again = () => (this.#welcome(), this.#load(), field.focus());
      log.replaceChildren(
        make(
          "div", { class: "welcome" }, make("p", { class: "lead", dir: "auto" }, lead),
          starters.length ? make("h3", { class: "eyebrow" }, "Try asking") : null,
          starters.length ? asks(starters, (text) => this.#ask(text)) : null, trouble ? complaint(trouble, again) : null,
        ),
      );
    }

    #renew() {
      const { log, live, renew, field } = this.#parts;
      this.#control?.abort();
      this.#conversation = this.#turn = null;
      renew.hidden = true;
      live.replaceChildren();
      log.scrollTop = 0;
      this.#welcome();
      field.focus();
    }

    /* --- asking --- */

    #fit() {
      const { field } = this.#parts;
      field.style.height = "auto";
      field.style.height = `${field.scrollHeight}px`;
    }

    #submit() {
      const { field } = this.#parts;
      if (this.#control || !field.value.trim()) return field.focus();
      const question = field.value;
      field.value = "";
      this.#fit();
      this.#ask(question);
    }

    #stop() {
      this.#control?.abort();
      this.#parts.field.focus();
    }

    #say(...lines) {
      this.#parts.live.append(...lines.map((line) => make("p", {}, line)));
    }

    #begin(question) {
      const { log, live, renew, send, stop, field } = this.#parts;
      if (this.#turn) for (const old of log.querySelectorAll(".next")) old.remove();
      else log.replaceChildren();
      this.#turn = new Turn(question, this.#base);
      log.append(this.#turn.node);
      log.scrollTop = this.#turn.node.offsetTop;
      live.replaceChildren();
      renew.hidden = send.hidden = true;
      stop.hidden = false;
      if (!phone.matches) field.focus({ preventScroll: true });
      else if (!this.shadowRoot.activeElement) log.focus({ preventScroll: true });
      return this.#turn;
    }

    async #ask(text) {
      const question = text.trim();
      if (!question || this.#control) return;
      const control = (this.#control = new AbortController());
      const turn = this.#begin(question);
      try {
        await this.#stream(turn, control.signal);
      } catch (trouble) {
        this.#ended(turn, control, trouble);
      }
      if (this.#control === control) this.#control = null;
      const { renew, send, stop, field } = this.#parts;
      const focused = this.shadowRoot.activeElement === stop;
      stop.hidden = true;
      renew.hidden = !this.#turn;
      send.hidden = false;
      if (focused) field.focus({ preventScroll: true });
    }

    async #stream(turn, signal) {
      for await (const [name, data] of eventsOf(await this.#post(turn.question, signal))) {
        if (signal.aborted) throw new Trouble("");
        if (name === "understood") turn.understand(data.standalone);
        else if (name === "claimed") this.#say(turn.claim(data.claim));
        else if (name === "problem") throw new Trouble(textOf(data.detail).slice(0, 400) || ODD);
        else if (name === "finished") {
          this.#conversation = data.answer.conversation ?? null;
          return this.#say(...turn.finish(data.answer, (text) => this.#ask(text)));
        }
      }
      throw new Trouble(BROKE_OFF);
    }

    /* A conversation that the server has forgotten is begun anew, once. */
    async #post(question, signal) {
      const url = new URL("api/v1/ask/stream", this.#base);
      const send = () => request(url, signal, JSON.stringify({ question, profile: this.dataset.profile || null, conversation: this.#conversation }));
      try {
        return await send();
      } catch (trouble) {
        if (!this.#conversation || !trouble.kind?.endsWith(":no-conversation")) throw trouble;
        this.#conversation = null;
        return send();
      }
    }

    #ended(turn, control, trouble) {
      if (this.#turn !== turn) return; // a new conversation was begun
      if (control.signal.aborted) {
        turn.stop();
        return this.#say("Stopped.");
      }
      const told = trouble instanceof Trouble ? trouble : new Trouble(ODD);
      turn.fail(told, () => {
        if (this.#control) return;
        turn.node.remove();
        this.#ask(turn.question);
      });
      this.#say(told.message);
    }
  }

  /* --- putting it on the page ----------------------------------------------------------------------------------- */

  if (!customElements.get(TAG)) customElements.define(TAG, Widget);

  function place() {
    const widget = new (customElements.get(TAG))(HOST);
    for (const name of ATTRIBUTES) if (name in script.dataset) widget.dataset[name] = script.dataset[name];
    if ("inline" in script.dataset) return script.after(widget);
    if ([...document.querySelectorAll(TAG)].some((one) => one.key === widget.key)) return; // loaded twice
    document.body.append(widget);
  }

  if (document.body) place();
  else document.addEventListener("DOMContentLoaded", place, { once: true });
})();
