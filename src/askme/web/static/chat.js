/* The page's script. It runs as the body of the bridge component's js_on_load, which hands over `trigger`.
   Texts are never turned into markup here: sources are moved as nodes, everything else is textContent. */
/* global trigger */
const $ = (selector, from = document) => from.querySelector(selector);
const root = document.documentElement;
const wide = window.matchMedia("(min-width: 961px)");
const still = window.matchMedia("(prefers-reduced-motion: reduce)");

let opener = null;
let busy = false;
let key = "";
let asked = "";
const halted = new Map(); // key of an answer -> what ended it: "stop" or "clear"

/* --- asking --------------------------------------------------------------------------------------------------- */

const person = () => $("#askme-who")?.value ?? $("[data-only]")?.dataset.only ?? "";

function complain(line) {
  const place = $(".complaint");
  place.textContent = line;
  place.hidden = !line;
}

function ask(text) {
  const question = text.trim();
  const most = Number($(".composer").dataset.max);
  if (busy) return complain("Still answering. Stop it first, or wait a moment.");
  if (!question) return complain("The question is empty. Write a few words first.");
  if ([...question].length > most) {
    return complain(`The question has ${[...question].length} characters; ${most} is the most. Shorten it.`);
  }
  complain("");
  asked = question;
  const field = $("#askme-question");
  field.value = "";
  fit(field);
  rest();
  key = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  setBusy(true);
  trigger("submit", { question, profile: person(), key });
}

function halt(event, more = {}) {
  if (busy) halted.set(key, event);
  trigger(event, { key, ...more });
  setBusy(false);
  rest();
}

/* Where the focus goes from what is about to be hidden or replaced: to the question; on a phone, where that would call
   the keyboard, to the answer. */
function rest() {
  const place = wide.matches ? $("#askme-question") : $("#askme-current");
  if (!wide.matches) place.tabIndex = -1;
  place.focus({ preventScroll: true });
}

function setBusy(now) {
  if (!now && document.activeElement === $(".stop")) rest();
  busy = now;
  $(".send").hidden = now;
  $(".stop").hidden = !now;
}

/* Gradio tells of a failed request by a toast; the page hides those and says it in its own place. Once the server is
   back, Gradio loads the page anew: the question that was not sent is kept for that moment. */
function failed(told) {
  setBusy(false);
  const turn = $("#askme-current .turn");
  if (turn?.dataset.state === "busy") turn.dataset.state = "lost";
  const field = $("#askme-question");
  field.value ||= asked;
  fit(field);
  const lost = /connection/i.test(told);
  if (lost) remember({ question: field.value, talking: Boolean(turn) });
  complain(
    lost
      ? "The connection to the server was lost. Wait a moment, then ask again."
      : "The server is busy. Ask again in a moment.",
  );
}

const SAVED = "askme-interrupted";

function remember(state) {
  try {
    sessionStorage.setItem(SAVED, JSON.stringify(state));
  } catch {
    /* no storage: the visitor types the question again */
  }
}

function recall() {
  try {
    const state = JSON.parse(sessionStorage.getItem(SAVED));
    sessionStorage.removeItem(SAVED);
    return state;
  } catch {
    return null;
  }
}

function fit(field) {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, 180)}px`;
}

/* --- the source panel ----------------------------------------------------------------------------------------- */

const panel = () => $("#askme-source");
const isOpen = () => panel().classList.contains("open");
const markersOf = (marker) => {
  const all = [...marker.closest(".turn").querySelectorAll(".cite")];
  return all.filter((one, at) => all.findIndex((other) => other.dataset.source === one.dataset.source) === at);
};

function openSource(marker, focus = true) {
  const source = document.getElementById(marker.dataset.source);
  if (!source) return;
  opener = marker;
  const copy = source.cloneNode(true);
  copy.removeAttribute("id");
  $(".panel-body", panel()).replaceChildren(copy);
  $("#askme-source-title").textContent = source.dataset.title;
  $(".panel-tools", panel()).hidden = false;
  $(".panel-intro", panel()).hidden = true;
  panel().classList.add("open");
  $(".backdrop").hidden = false;
  root.classList.add("source-open");
  const several = markersOf(marker).length > 1;
  for (const name of ["previous", "next"]) $(`[data-do=${name}]`, panel()).hidden = !several;
  showOpener();
  centre(copy);
  if (focus) $("#askme-source-title").focus({ preventScroll: true });
}

function centre(source) {
  const mark = $("mark", source);
  const frame = $(".excerpt", source);
  const above = mark.getBoundingClientRect().top - frame.getBoundingClientRect().top;
  frame.scrollTop = Math.max(0, above - frame.clientHeight / 3);
}

function showOpener() {
  for (const one of document.querySelectorAll(".cite[aria-current]")) one.removeAttribute("aria-current");
  if (!isOpen() || !opener) return;
  for (const one of document.querySelectorAll(`.cite[data-source="${CSS.escape(opener.dataset.source)}"]`)) {
    one.setAttribute("aria-current", "true");
  }
}

function step(by) {
  const all = markersOf(opener);
  const at = all.findIndex((one) => one.dataset.source === opener.dataset.source);
  openSource(all[(at + by + all.length) % all.length], false);
}

function closeSource(returnFocus = true) {
  if (!isOpen()) return;
  panel().classList.remove("open");
  $(".backdrop").hidden = true;
  root.classList.remove("source-open");
  $(".panel-body", panel()).replaceChildren();
  $("#askme-source-title").textContent = "Source";
  $(".panel-tools", panel()).hidden = true;
  $(".panel-intro", panel()).hidden = false;
  showOpener();
  if (returnFocus && opener?.isConnected) opener.focus({ preventScroll: true });
  opener = null;
}

/* Tab stays inside the sheet while it covers the page. */
function keepInside(event) {
  const stops = [...panel().querySelectorAll('button:not([hidden]), a[href], [tabindex="0"]')];
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  const outside = document.activeElement === edge || document.activeElement === $("#askme-source-title");
  if (!outside || (!event.shiftKey && document.activeElement !== edge)) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0]).focus();
}

/* --- what the visitor does ------------------------------------------------------------------------------------ */

const deeds = {
  clear() {
    closeSource(false);
    complain("");
    halt("clear", { profile: person() });
  },
  stop: () => halt("stop"),
  close: () => closeSource(),
  previous: () => step(-1),
  next: () => step(1),
};

document.addEventListener("click", (event) => {
  const marker = event.target.closest(".cite[data-source]");
  if (marker) return openSource(marker);
  const chip = event.target.closest("[data-ask]");
  if (chip) return ask(chip.dataset.ask);
  const deed = event.target.closest("[data-do]");
  if (deed) deeds[deed.dataset.do]();
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches(".composer")) return;
  event.preventDefault();
  ask($("#askme-question").value);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.id === "askme-question" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    ask(event.target.value);
  } else if (event.key === "Escape" && isOpen()) {
    event.preventDefault();
    closeSource();
  } else if (event.key === "Tab" && isOpen() && !wide.matches) keepInside(event);
});

document.addEventListener("input", (event) => {
  if (event.target.id !== "askme-question") return;
  fit(event.target);
  complain("");
});

document.addEventListener("change", (event) => {
  if (event.target.id === "askme-who") trigger("select", { profile: person() });
});

/* --- what the server shows ------------------------------------------------------------------------------------ */

let seen = { turn: "", state: "", about: undefined };
let held = null; // the focused part of an answer: its node, its turn, its place among those that take the focus

const stopsOf = (turn) => [...(turn?.querySelectorAll("a[href], button, [tabindex]") ?? [])];

document.addEventListener("focusin", ({ target }) => {
  const turn = target.closest(".turn");
  held = turn && { node: target, turn: turn.id, at: stopsOf(turn).indexOf(target) };
});

/* The next question moves an answer up into the past, as new nodes: whoever stood on a part of it goes along. */
function keepFocus() {
  if (!held || held.node.isConnected || document.activeElement !== document.body) return;
  stopsOf(document.getElementById(held.turn))[held.at]?.focus({ preventScroll: true });
}

function changed() {
  const turn = $("#askme-current .turn");
  keepFocus();
  root.classList.toggle("talking", Boolean(turn));
  const now = { turn: turn?.id ?? "", state: turn?.dataset.state ?? "" };
  if (now.turn && now.turn !== seen.turn) {
    /* The turn before has moved up into the past, and its markers are new nodes. */
    if (opener && !opener.isConnected) {
      opener = $(`#askme-past .cite[data-source="${CSS.escape(opener.dataset.source)}"]`);
      if (!opener) closeSource(false);
    }
    turn.scrollIntoView({ block: "start", behavior: still.matches ? "auto" : "smooth" });
  }
  if (now.state !== seen.state || now.turn !== seen.turn) {
    if (now.state && now.state !== "busy") {
      setBusy(false);
      $("#askme-live").textContent = turn.dataset.spoken || "Stopped.";
    }
    if (now.state === "busy") $("#askme-live").textContent = "";
  }
  /* A part of the answer that was under way when it was ended has come after the end: end it again. */
  const ended = now.state === "busy" && halted.get(turn.dataset.key);
  if (ended) trigger(ended, { key: turn.dataset.key, profile: person() });
  const shown = $("#askme-current .welcome")?.dataset.about;
  if (shown !== undefined && shown !== person() && shown !== seen.about) trigger("select", { profile: person() });
  seen = { ...now, about: shown };
  showOpener();
}

function follow() {
  let waiting = false;
  const look = () => {
    waiting = false;
    changed();
    const toast = $(".toast-body.error");
    if (busy && toast) failed(toast.textContent);
  };
  const observer = new MutationObserver(() => {
    if (!waiting) queueMicrotask(look);
    waiting = true;
  });
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ["data-state", "id"] });
}

/* Light or dark is Gradio's to say (its `dark` class follows the system, or ?__theme=). */
function followScheme() {
  const tell = () => (root.dataset.scheme = document.body.classList.contains("dark") ? "dark" : "light");
  tell();
  new MutationObserver(tell).observe(document.body, { attributeFilter: ["class"] });
}

function begin() {
  if (!$("#askme-current") || !$(".composer")) return setTimeout(begin, 20);
  follow();
  followScheme();
  changed();
  trigger("select", { profile: person() });
  const state = recall();
  if (state) $("#askme-question").value = state.question;
  if (state?.talking) complain("The connection was lost for a moment. This is a new conversation.");
  root.classList.add("ready");
  if (wide.matches) $("#askme-question").focus({ preventScroll: true });
}
begin();
