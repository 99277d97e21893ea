/* Puts hostile texts to every place of a page, as a visitor would come upon them; run by page.evaluate with the texts.
   Each deed returns what does not stand where it should: {place: [texts]}. */
(() => {
  const { missing, until, squash } = window.askme;
  const $ = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const found = (given) => Object.fromEntries(Object.entries(given).filter(([, texts]) => texts.length));

  const joined = (selector, from) => ({ textContent: all(selector, from).map((one) => one.textContent).join("") });
  const isShort = (text) => text.length < 300 && !text.includes("\n"); // the panel shows long lines in part

  /* --- the chat page ----------------------------------------------------------------------------------------------- */

  const turn = () => $("#askme-current .turn");
  const over = (before) => turn() && turn().id !== before && turn().dataset.state !== "busy";

  async function askChat(question) {
    const before = turn()?.id;
    const halves = new Set();
    const look = () => turn()?.dataset.state === "busy" && halves.add(all(".claim", turn()).length);
    const observer = new MutationObserver(look);
    observer.observe(document.body, { childList: true, subtree: true });
    const field = $("#askme-question");
    field.value = question;
    field.form.requestSubmit();
    await until(() => over(before), `an answer to ${question.slice(0, 80)}`);
    observer.disconnect();
    return [...halves].filter(Boolean).length;
  }

  const chat = {
    /* Pick each person; of welcomes that come at once not all are seen, those are asked for again. */
    async people(texts, groups) {
      const who = $("#askme-who");
      const seen = new Map();
      let last = performance.now();
      const note = () => {
        const welcome = $("#askme-current .welcome");
        last = performance.now();
        if (welcome) seen.set(welcome.dataset.about, welcome.cloneNode(true));
      };
      const observer = new MutationObserver(note);
      observer.observe($("#askme-current"), { childList: true, subtree: true });
      const pick = (id) => {
        who.value = id;
        who.dispatchEvent(new Event("change", { bubbles: true }));
      };
      const ids = [...groups.map((_, n) => `g${n}`), ""];
      for (const id of ids) {
        pick(id);
        await new Promise((go) => setTimeout(go, 5));
      }
      await until(() => $('#askme-current .welcome[data-about=""]'), "the welcome of everybody");
      for (const id of ids) {
        for (let tries = 0; tries < 20 && !seen.has(id); tries += 1) {
          pick(tries % 2 ? "" : id);
          await Promise.race([until(() => seen.has(id), id).catch(() => null), new Promise((go) => setTimeout(go, 400))]);
        }
      }
      pick("");
      const everybodys = () => $('#askme-current .welcome[data-about=""]') && !missing(texts, all(".starter")).length;
      await until(() => ids.every((id) => seen.has(id)) && everybodys(), "each welcome, and that of everybody");
      await until(() => performance.now() - last > 600, "the last welcome"); // one that is late would cover an answer
      observer.disconnect();
      const each = (selector) => groups.flatMap((some, n) => missing(some, all(selector, seen.get(`g${n}`))));
      const blank = (one) => !one.trim();
      return found({ options: missing(texts, all("option", who)), names: each("h2"), leads: each(".lead").filter((one) => !blank(one)), starters: each(".starter") });
    },

    async answer(texts, question) {
      const halves = await askChat(question);
      const [names, trails, files, quotes, around, told] = [[], [], [], [], [], []];
      const markers = all(".cite", turn());
      for (const text of texts) {
        const marker = markers.shift();
        marker.click();
        const panel = $("#askme-source");
        names.push(...missing([text], all(".person", panel)));
        trails.push(...missing([text], [$(".trail", panel)]));
        files.push(...missing([text], all(".file", panel)));
        quotes.push(...missing([`Said ${text} here`], [joined(".excerpt mark", panel)]));
        if (isShort(text)) around.push(...missing([`Before ${text}`, `After ${text}`], all(".excerpt .words", panel)));
        if (!squash(marker.getAttribute("aria-label")).includes(squash(text))) told.push(text);
      }
      $("[data-do=close]", $("#askme-source")).click();
      return { halves, ...found({ claims: missing(texts, all(".claim", turn())), spoken: missing(texts, [$("#askme-live")]), suggestions: missing(texts, all(".chip", turn())), names, trails, files, quotes, around, told }) };
    },

    async questions(questions) {
      const [asked, understood] = [[], []];
      for (const question of questions) {
        await askChat(question);
        asked.push(...missing([question.trim().slice(0, 390)], all("h2", turn())));
        understood.push(...missing([question], all(".understood", turn())));
      }
      return found({ asked, understood, past: missing(questions.slice(0, -1).map((one) => one.trim().slice(0, 390)), all("#askme-past h2")) });
    },

    async nearest(texts) {
      await askChat("What comes nearest?");
      return found({ quotes: missing(texts, all(".nearest blockquote", turn())), from: missing(texts.filter((one) => one.trim()), all(".nearest .from", turn())), note: missing(texts, all(".note", turn())) });
    },

    async error(texts) {
      await askChat("What goes wrong?");
      return found({ trouble: missing(texts, all(".trouble", turn())) });
    },
  };

  /* --- the widget -------------------------------------------------------------------------------------------------- */

  const widget = {
    /* A widget about each person, open from the start, and a closed one with the text in each of its attributes. */
    async people(texts) {
      const Widget = customElements.get("askme-widget");
      const base = $("askme-widget").shadowRoot.querySelector(".hint a").href;
      const [names, leads, starters, labels] = [[], [], [], []];
      const added = texts.map((text, n) => {
        const [inline, closed] = [new Widget(base), new Widget(base)];
        Object.assign(inline.dataset, { profile: `p${n}`, inline: "" });
        Object.assign(closed.dataset, { profile: text, name: text, label: text, position: text, accent: text, theme: text, dir: text });
        document.body.append(inline, closed);
        return [text, inline, closed];
      });
      for (const [text, inline, closed] of added) {
        const { shadowRoot: root } = inline;
        await until(() => $(".welcome button", root), `the welcome of ${text}`);
        names.push(...missing([text], all(".title", root)));
        leads.push(...missing([text], all(".lead", root)));
        starters.push(...missing([text], all(".welcome button", root)));
        labels.push(...missing([text], all(".launch, .title", closed.shadowRoot)));
        widget.found.push(...window.askme.strange(root), ...window.askme.strange(closed.shadowRoot));
        window.askme.shapes(root).forEach((one) => widget.kinds.add(one));
        inline.remove();
        closed.remove();
      }
      return found({ names, leads, starters, labels });
    },

    found: [],
    kinds: new Set(),
    root: () => $("askme-widget").shadowRoot,
    turn: () => all(".turn", widget.root()).at(-1),

    async ask(question) {
      const root = widget.root();
      const before = all(".turn", root).length;
      const field = $("textarea", root);
      field.value = question;
      field.form.requestSubmit();
      const halves = new Set();
      const over = () => {
        const one = widget.turn();
        if (all(".turn", root).length === before) return false;
        if (one.ariaBusy === "true") halves.add(all(".claims p, .claims h4", one).length);
        return one.ariaBusy !== "true" && !$(".send[aria-label=Send]", root).hidden;
      };
      await until(over, `an answer to ${question.slice(0, 80)}`);
      return [...halves].filter(Boolean).length;
    },

    async open() {
      const root = widget.root();
      $(".launch", root)?.click();
      await until(() => $(".welcome button", root), "the welcome");
    },

    async answer(texts, question) {
      const halves = await widget.ask(question);
      const one = widget.turn();
      const [quotes, captions, files, told] = [[], [], [], []];
      const markers = all(".cite", one);
      for (const text of texts) {
        const marker = markers.shift();
        marker.click();
        const source = all(`#${marker.getAttribute("aria-controls")}`, one);
        quotes.push(...missing([`Said ${text} here`], all("mark", source[0])));
        captions.push(...missing([text], all("figcaption > div", source[0])));
        files.push(...missing([text], all(".file", source[0])));
        if (!squash(marker.getAttribute("aria-label")).includes(squash(text))) told.push(text);
      }
      return { halves, ...found({ claims: missing(texts, all(".claims", one)), spoken: missing(texts, all("[aria-live]", widget.root())), suggestions: missing(texts, all(".next", one)), quotes, captions, files, told }) };
    },

    async questions(questions) {
      const [asked, understood] = [[], []];
      for (const question of questions) {
        await widget.ask(question);
        asked.push(...missing([question], all(".question", widget.turn())));
        understood.push(...missing([question], all(".understood", widget.turn())));
      }
      return found({ asked, understood });
    },

    async nearest(texts) {
      await widget.ask("What comes nearest?");
      const one = widget.turn();
      return found({ quotes: missing(texts, all(".nearest blockquote", one)), from: missing(texts, all(".nearest figcaption", one)), note: missing(texts, all(".note", one)) });
    },

    async error(texts) {
      await widget.ask("What goes wrong?");
      const shown = texts.filter((_, n) => texts.slice(0, n + 1).join(" ").length < 390); // it repeats 400 characters
      return found({ trouble: missing(shown, all(".trouble", widget.turn())) });
    },
  };

  /* --- pages in frames --------------------------------------------------------------------------------------------- */

  /* Load addresses in frames, a few at a time, and look into each once it is ready. */
  async function frames(urls, ready, look) {
    const results = [];
    const waiting = [...urls.entries()];
    const work = async () => {
      for (let next; (next = waiting.shift()); ) {
        const [n, url] = next;
        const frame = document.createElement("iframe");
        frame.name = `n${n}`;
        frame.src = url;
        document.body.append(frame);
        const inside = () => frame.contentDocument?.readyState === "complete" && ready(frame.contentDocument) && frame.contentDocument;
        results[n] = look(await until(inside, url.slice(0, 200)), n);
        frame.remove();
      }
    };
    await Promise.all(Array.from({ length: 8 }, work));
    return results;
  }

  /* What does not show of texts of the same order, place by place. */
  const absent = (texts, looked) => {
    const gone = {};
    looked.forEach((places, n) => {
      for (const [place, nodes] of Object.entries(places)) if (missing([texts[n]], nodes).length) (gone[place] ??= []).push(texts[n]);
    });
    return gone;
  };

  const seen = { kinds: new Set(), strange: [], links: new Set() };

  function inspect(root) {
    window.askme.shapes(root).forEach((one) => seen.kinds.add(one));
    seen.strange.push(...window.askme.strange(root));
    window.askme.links(root).forEach((one) => seen.links.add(one));
  }

  const copies = (nodes) => [...nodes].map((one) => ({ textContent: one.textContent }));

  async function sources(texts, urls) {
    const look = (inside) => {
      inspect(inside.body);
      const at = (selector) => copies(inside.querySelectorAll(selector));
      return { names: at("h1"), files: at(".file"), titles: at("title"), quotes: at(".quoted"), marks: [{ textContent: at("mark").map((one) => one.textContent).join("") }], lines: at(".text") };
    };
    const gone = absent(texts, await frames(urls, (inside) => inside.querySelector("mark"), look));
    if (gone.quotes) gone.quotes = gone.quotes.filter((text) => text.length < 200); // the top repeats a part of it
    return found(gone);
  }

  async function embedded(texts) {
    const root = (inside) => inside.querySelector("askme-widget")?.shadowRoot;
    const look = (inside) => {
      inspect(root(inside));
      const at = (selector) => copies(root(inside).querySelectorAll(selector));
      return { names: at(".title"), leads: at(".lead"), starters: at(".welcome button"), titles: copies(inside.querySelectorAll("title")) };
    };
    return absent(texts, await frames(texts.map((_, n) => `/embed/p${n}`), (inside) => root(inside)?.querySelector(".welcome button"), look));
  }

  /* The kinds of elements in pages, read by the browser's own parser and not run. */
  const written = (pages) => {
    const kinds = pages.flatMap((page) => window.askme.shapes(new DOMParser().parseFromString(page, "text/html")));
    return [...new Set(kinds)].sort();
  };

  window.places = { chat, widget, sources, embedded, written, seen, found };
})();
