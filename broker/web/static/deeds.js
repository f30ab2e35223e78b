// Doing something: one at a time, told in words what became of it, never sent again by itself.
import { seen, sentence, stale, told } from "./line.js";

const TOO_LONG_MS = 3500;
const SHOWN_MS = { good: 2500, news: 8000 };
const KNOWN_MS = 1500; // after the line is back its pieces have come
const home = document.getElementById("said").parentElement;
let busy = false;
let fade = 0;
const UNKNOWN = "motcua.unknown";
let unknown = JSON.parse(sessionStorage.getItem(UNKNOWN) ?? "null"); // what nobody has answered: {sent, revision}

/** Say something to whoever looks: "good" and "news" fade, "bad" stays until the next. A dialog covers all that is not
    in it, for eyes and for readers of the screen: what is said meanwhile is said in it. */
export function say(words, tone) {
  const place = document.getElementById("said");
  clearTimeout(fade);
  (document.querySelector("dialog[open]") ?? home).append(place);
  place.textContent = words;
  place.className = `said ${tone === "good" ? "fine" : "notice"}`;
  place.hidden = !words;
  if (tone in SHOWN_MS) fade = setTimeout(() => { place.hidden = true; }, SHOWN_MS[tone]);
}

/** Ask for something; true if it was done.
    `push`: it is done as well when the page moves on before the answer is here. */
export async function send(path, fields, how) {
  return Boolean((await asked(path, fields, how))?.ok);
}

/** The same, with all that was answered; null when nobody has answered. */
export async function asked(path, fields, { quiet = false, push = false } = {}) {
  const place = document.getElementById("said");
  if (busy) return say(place.dataset.busy, "bad"), null;
  if (stale()) return doubt({ sent: false }), say(sentence(place, "lost"), "bad"), null;
  busy = true;
  forget();
  document.body.classList.add("busy");
  const answer = answered(path, fields, quiet);
  const became = await (push ? Promise.race([answer, moved(fields.revision)]) : answer);
  busy = false;
  document.body.classList.remove("busy");
  return became;
}

/** The counter is at another revision than this: what was pressed on it is over, one way or the other. */
function moved(revision) {
  return new Promise((over) => {
    const look = () => {
      if ((document.getElementById("desk")?.dataset.revision ?? revision) === revision) return;
      told.removeEventListener("piece", look);
      over({ ok: true });
    };
    told.addEventListener("piece", look);
  });
}

/** Send it, with the beat that this page has heard last; what was answered. Raises when nobody answers. */
export function post(path, fields) {
  return fetch(path, {
    method: "POST",
    headers: { "x-token": document.body.dataset.token },
    body: new URLSearchParams([...Object.entries(seen()), ...pairs(fields)]),
    signal: AbortSignal.timeout(TOO_LONG_MS),
  });
}

async function answered(path, fields, quiet) {
  const place = document.getElementById("said");
  const press = { sent: true, revision: fields.revision };
  try {
    const answer = await post(path, fields);
    if (answer.status === 401) return location.reload(), null;
    if (!(answer.headers.get("content-type") ?? "").includes("json")) return say(await answer.text(), "bad"), null;
    const became = await answer.json();
    if (!became.ok || !quiet) say(became.said, became.ok ? "good" : "bad");
    return became.code === "offline" ? (doubt(press), null) : became;
  } catch {
    say(sentence(place, stale() ? "lost" : "silent"), "bad");
    return doubt(press), null;
  }
}

// What became of a press that nobody answered is told once it can be known: when the line is back, or the page moves on.
// A counter's press that was done has changed its revision; one that was not sent was not done.

function doubt(press) {
  unknown = press;
  sessionStorage.setItem(UNKNOWN, JSON.stringify(press)); // the page may be opened anew before the line is back
  if (!stale()) setTimeout(settled, KNOWN_MS, press);
}

function settled(press) {
  if (!press || press !== unknown || stale()) return;
  const place = document.getElementById("said");
  const now = document.getElementById("desk")?.dataset.revision;
  const moved = press.revision !== undefined && now !== undefined && now !== press.revision;
  forget();
  if (!press.sent) return say(place.dataset.notDone, "news");
  say(press.revision === undefined ? place.dataset.back : moved ? place.dataset.done : place.dataset.notDone, "news");
}

function forget() {
  unknown = null;
  sessionStorage.removeItem(UNKNOWN);
}

told.addEventListener("stale", ({ detail }) => { if (!detail) setTimeout(settled, KNOWN_MS, unknown); });

/** A form may have a field several times; what a page has put together has each once. */
function pairs(fields) {
  return fields instanceof FormData ? [...fields] : Object.entries(fields);
}

document.addEventListener("close", (event) => {
  const place = document.getElementById("said");
  if (event.target.contains(place)) home.append(place);
}, true);
document.addEventListener("click", (event) => {
  if (event.target.id === "said") event.target.hidden = true;
  const button = event.target.closest("[data-settle]");
  if (button) send("/alarm/settle", { trouble: button.dataset.settle });
});

/** Whether a key asks for the sheet of keys: "?" wherever it is on the keyboard. */
export const asksHelp = (event) => event.key === "?" || event.code === "KeyH";

/** The field into which a key types. One of a dialog that has just closed keeps the focus until the next picture. */
export function typedInto(event, fields = "input, select, textarea") {
  const field = event.target.closest(fields);
  return field?.closest("dialog:not([open])") ? null : field;
}

/** Say of the trouble that stands first that somebody has seen to it. */
export function settleFirst() {
  document.querySelector("[data-settle]")?.click();
}
