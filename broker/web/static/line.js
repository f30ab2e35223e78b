// The open line to the service: pieces of the page as they change, the engine's beat, and whether both still come.
// A page that hears nothing for a while says so by itself: it is never wrong in silence.

const QUIET_MS = 3500; // three beats and a little
const AGAIN_MS = 2000;

const line = { beat: null, beatAt: 0, heardAt: 0, source: null, office: null };
const elsewhere = new EventTarget();
let was = null;

/** Told of "piece" {name}, "beat", "stale" {stale}. */
export const told = elsewhere;

/** What a press of this moment names: the engine's beat that this page has heard last. */
export function seen() {
  return line.beat ? { epoch: line.beat.epoch, beat: line.beat.beat } : { epoch: 0, beat: 0 };
}

/** Office time now, in ms; a demonstration runs faster than the clock on the wall. */
export function now() {
  if (!line.beat) return Date.now();
  return line.beat.now + (performance.now() - line.beatAt) * line.beat.speed;
}

/** Whether what is shown may be old. */
export function stale() {
  return !line.beat || !line.beat.online || performance.now() - line.heardAt > QUIET_MS;
}

/** "09:12" in the office's time zone. */
export function clock(ms) {
  return new Date(ms + 7 * 3600_000).toISOString().slice(11, 16);
}

/** A text of the page's own sentences: data-<name> of #said or #stale, with {time} filled in. */
export function sentence(element, name) {
  const heard = line.beat?.heard ?? line.beat?.now;
  return element.dataset[name].replace("{time}", heard ? clock(heard) : "–");
}

/** Open the line and keep it open. */
export function listen(url) {
  const born = document.querySelector("[data-pulse]")?.dataset.pulse;
  if (born && !line.source && JSON.parse(born).beat) heard(() => beat(JSON.parse(born)));
  line.source?.close();
  const source = new EventSource(url);
  line.source = source;
  source.addEventListener("show", (event) => heard(() => show(JSON.parse(event.data))));
  source.addEventListener("beat", (event) => heard(() => beat(JSON.parse(event.data))));
  source.addEventListener("over", () => location.reload());
  source.addEventListener("error", () => {
    if (source.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
    setTimeout(() => reopen(url), AGAIN_MS);
  });
}

async function reopen(url) {
  try {
    const answer = await fetch(location.href, { redirect: "manual" });
    if (answer.type === "opaqueredirect" || answer.status === 401) return location.reload(); // signed out
  } catch {
    // the service is not there yet
  }
  listen(url);
}

function heard(what) {
  line.heardAt = performance.now();
  what();
  look();
}

/** Names and choices were written with the office of that moment: with another the page is opened anew, as soon as no
    dialog and no row of numbers is under way. */
function otherOffice(told) {
  line.office ??= "unknown" in document.body.dataset ? "" : told.office;
  return told.office !== line.office && !document.querySelector("dialog[open], #giving:not([hidden])");
}

function beat(told) {
  if (otherOffice(told)) return location.reload();
  line.beat = told;
  line.beatAt = performance.now();
  elsewhere.dispatchEvent(new Event("beat"));
}

// A button that is replaced between press and release would lose its click: pieces wait until the finger is up.
// One whose end we were never told of holds nothing up for long.
const HELD_MS = 3000;
let pressed = 0; // when, by performance.now(); 0: nothing is
let waiting = {};
for (const kind of ["pointerdown", "keydown"]) {
  document.addEventListener(kind, (event) => { if (!event.repeat) pressed = performance.now(); }, true);
}
for (const kind of ["pointerup", "pointercancel", "keyup"]) {
  document.addEventListener(kind, () => setTimeout(release), true);
}
window.addEventListener("blur", () => release());

function release() {
  pressed = 0;
  const pieces = waiting;
  waiting = {};
  show(pieces);
}

function show(pieces) {
  if (pressed) return Object.assign(waiting, pieces);
  for (const [name, html] of Object.entries(pieces)) {
    for (const place of document.querySelectorAll(`[data-piece="${name}"]`)) {
      const focused = place.contains(document.activeElement) ? document.activeElement.id : "";
      const chosen = place.tagName === "SELECT" ? place.value : "";
      place.innerHTML = html;
      if (chosen) place.value = chosen;
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    }
    elsewhere.dispatchEvent(new CustomEvent("piece", { detail: name }));
  }
}

function look() {
  const is = stale();
  const banner = document.getElementById("stale");
  if (banner) {
    banner.hidden = !is;
    if (is) banner.textContent = line.beat?.heard ? sentence(banner, "since") : banner.dataset.never;
  }
  if (is === was) return;
  was = is;
  document.body.classList.toggle("stale", is);
  elsewhere.dispatchEvent(new CustomEvent("stale", { detail: is }));
}

setInterval(() => {
  if (pressed && performance.now() - pressed > HELD_MS) release();
  if (line.source) look();
}, 250);
