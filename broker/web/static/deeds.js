// Doing something: one at a time, told in words what became of it, never sent again by itself.
import { seen, sentence, stale } from "./line.js";

const TOO_LONG_MS = 3500;
const SHOWN_MS = 2500;
let busy = false;
let fade = 0;

/** Say something to whoever looks: "good" fades, "bad" stays until the next. */
export function say(words, tone) {
  const place = document.getElementById("said");
  clearTimeout(fade);
  place.textContent = words;
  place.className = `said ${tone === "good" ? "fine" : "notice"}`;
  place.hidden = !words;
  if (tone === "good") fade = setTimeout(() => { place.hidden = true; }, SHOWN_MS);
}

/** Ask for something; true if it was done. `alarm`: a call for help goes before all, and is told only if it failed. */
export async function send(path, fields, how) {
  return Boolean((await asked(path, fields, how))?.ok);
}

/** The same, with all that was answered; null when nobody has answered. */
export async function asked(path, fields, { alarm = false, quiet = false } = {}) {
  const place = document.getElementById("said");
  if (busy && !alarm) return say(place.dataset.busy, "bad"), null;
  if (stale() && !alarm) return say(sentence(place, "lost"), "bad"), null;
  busy = true;
  document.body.classList.add("busy");
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "x-token": document.body.dataset.token },
      body: new URLSearchParams([...Object.entries(seen()), ...pairs(fields)]),
      signal: AbortSignal.timeout(TOO_LONG_MS),
    });
    if (answer.status === 401) return location.reload(), null;
    if (!(answer.headers.get("content-type") ?? "").includes("json")) return say(await answer.text(), "bad"), null;
    const became = await answer.json();
    if (!became.ok || !(alarm || quiet)) say(became.said, became.ok ? "good" : "bad");
    return became.code === "offline" ? null : became;
  } catch {
    say(sentence(place, stale() ? "lost" : "silent"), "bad");
    return null;
  } finally {
    busy = false;
    document.body.classList.remove("busy");
  }
}

/** A form may have a field several times; what a page has put together has each once. */
function pairs(fields) {
  return fields instanceof FormData ? [...fields] : Object.entries(fields);
}

document.addEventListener("click", (event) => {
  if (event.target.id === "said") event.target.hidden = true;
  const button = event.target.closest("[data-settle]");
  if (button) send("/alarm/settle", { trouble: button.dataset.settle });
});
