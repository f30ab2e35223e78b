// Giving numbers: one, or many in the order of arrival. The next is asked for when the slip before has come out, so
// that a stop, an empty roll or a closed page leaves no number without its paper.
import { asked, say } from "./deeds.js";
import { keepRow } from "./form_kept.js";
import { told } from "./line.js";

const TRIES = 3;
const AGAIN_MS = 700;
const box = document.getElementById("giving");
let giving = false;
let stopped = false;

/** After the slip under way. */
export function stopGiving() {
  stopped = true;
  box.dispatchEvent(new Event("stopped"));
}

/** As many as `count` says, for what the form says. */
export async function give(form, count) {
  if (giving) return;
  giving = true;
  stopped = false;
  const fields = new FormData(form);
  const all = Math.min(Number(count.value) || 1, Number(count.max));
  const done = await (all === 1 ? one(fields) : many(fields, all));
  giving = false;
  keepRow(null);
  box.hidden = true;
  if (done === all) again(form);
}

async function one(fields) {
  return (await number(fields, false)) ? 1 : 0;
}

async function many(fields, all) {
  box.hidden = false;
  let done = 0;
  keepRow({ done, all });
  while (done < all && !stopped) {
    const given = await number(fields, true);
    if (!given) return done;
    done += 1;
    progress(done, all, given.number);
    const became = await slip(given.ticket);
    if (became === "failed") return say(box.dataset.broken.replace("{number}", given.number), "bad"), done;
  }
  say(box.dataset.finished.replace("{done}", done), "good");
  return done;
}

/** One number. What nobody has answered is asked again under the same name: it is the same number then. */
async function number(fields, quiet) {
  fields.set("request_id", newRequest());
  for (let nth = 0; nth < TRIES; nth += 1) {
    const became = await asked("/guide/issue", fields, { quiet });
    if (became) return became.ok ? became : null;
    await new Promise((go) => setTimeout(go, AGAIN_MS));
  }
  return null;
}

/** "printed", "failed", or "stopped" if somebody does not want to wait for it. */
function slip(ticket) {
  return new Promise((done) => {
    const look = () => {
      const state = stopped ? "stopped" : document.querySelector(`#slips [data-ticket="${ticket}"]`)?.dataset.state;
      if (!state || state === "printing") return;
      told.removeEventListener("piece", look);
      box.removeEventListener("stopped", look);
      done(state);
    };
    told.addEventListener("piece", look);
    box.addEventListener("stopped", look);
    look();
  });
}

function progress(done, all, number) {
  keepRow({ done, all });
  const bar = box.querySelector("progress");
  bar.max = all;
  bar.value = done;
  const said = box.dataset.progress.replace("{done}", done).replace("{all}", all).replace("{number}", number);
  box.querySelector("output").textContent = said;
}

/** The page was opened anew in the midst of a row: say how far it came; what is left is one press away. */
export function sayBroken(row, count) {
  if (!row) return;
  count.value = Math.max(1, row.all - row.done);
  say(box.dataset.cut.replace("{done}", row.done).replace("{all}", row.all), "bad");
}

/** Ready for the next person; the printer stays. */
function again(form) {
  const printer = form.elements.kiosk.value;
  form.reset();
  form.elements.kiosk.value = printer;
}

/** Nobody else's: 96 random bits. */
export function newRequest() {
  const bits = crypto.getRandomValues(new Uint8Array(12));
  return `guide-${[...bits].map((each) => each.toString(16).padStart(2, "0")).join("")}`;
}
