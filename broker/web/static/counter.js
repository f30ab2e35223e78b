// The clerk's page: buttons and keys become deeds; some ask something first.
import { asked, asksHelp, settleFirst, typedInto } from "./deeds.js";
import { callForHelp } from "./help.js";
import { listen, told } from "./line.js";
import { tick } from "./ticks.js";
import { ask, fields, reopen, stillFits } from "./asking.js";
import { noticeAlarms, noticeNumbers, openSmall, wantNotices } from "./corner.js";

const work = document.querySelector("main.work");
const path = work.dataset.actPath;
const small = "small" in work.dataset;
let acting = null; // the deed under way
let doing = ""; // its name
let next = false; // whether another waits for it
const desk = () => document.getElementById("desk");

/** Do it, or ask first what must be asked. On the small window nothing is asked: it finishes as the key does.
    While one deed is under way the second of two clicks on it counts for nothing; one other waits for it, and is done
    if it is still about the same number. What only asks waits too, so that what is typed next is not taken for keys. */
async function act(button) {
  if (!button || button.disabled || !desk()) return;
  if ("asks" in button.dataset && !small) return asking(button);
  if (!acting) return begin(button.dataset.act, about(button), { push: true });
  if (next || button.dataset.act === doing) return;
  next = true;
  const { ticket } = about(button);
  await acting;
  next = false;
  const now = document.getElementById(button.id) ?? button;
  if (!acting && !now.disabled && desk() && about(now).ticket === ticket) begin(now.dataset.act, about(now), { push: true });
}

/** One deed at a time. */
async function begin(name, sent, how) {
  doing = name;
  acting = press(name, sent, how);
  const became = await acting;
  acting = null;
  return became;
}

async function asking(button) {
  await acting;
  const now = document.getElementById(button.id) ?? button; // the page may have changed meanwhile
  if (!now.disabled && desk()) ask(now.dataset.act, about(now));
}

/** What a deed is about: the ticket of the row, else the one at the counter, at the revision that is shown now. */
function about(button) {
  const shown = desk().dataset;
  const { ticket = shown.ticket, number = shown.number } = button.dataset;
  return { revision: shown.revision, ticket, number, former: shown.former, note: shown.note };
}

/** What became of it; null when nobody has answered. */
async function press(name, sent, how) {
  const became = await asked(`${path}/${name}`, sent, how);
  if (became?.ok) await shownAfter(sent.revision);
  return became;
}

/** What was done is on the page: the next press or dialog is about that. Remarks change no revision: not for long. */
function shownAfter(revision) {
  if (desk()?.dataset.revision !== revision) return;
  return new Promise((shown) => {
    told.addEventListener("piece", ({ detail }) => detail === "desk" && shown());
    setTimeout(shown, 300);
  });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (button) return act(button);
  const tool = event.target.closest("[data-tool]");
  if (tool) tools[tool.dataset.tool]();
});

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-for]");
  if (!form) return;
  event.preventDefault();
  if (acting) return;
  const became = await begin(form.dataset.for === "send_back" ? "transfer" : form.dataset.for, fields(form));
  if (became && (became.ok || !stillFits(form))) form.closest("dialog").close();
});

const tools = {
  small: () => openSmall(`${path}/small`),
  notify: () => wantNotices(),
  help: () => document.getElementById("ask-help")?.showModal(),
  alarm: () => callForHelp({ counter: desk()?.dataset.counter ?? "" }),
};

// --- keys ---------------------------------------------------------------------------------------------

const KEYS_OFF = "motcua.keys.off";
const keysOn = document.getElementById("keys-on");
if (keysOn) {
  keysOn.checked = localStorage.getItem(KEYS_OFF) === null;
  keysOn.addEventListener("change", () => {
    if (keysOn.checked) localStorage.removeItem(KEYS_OFF);
    else localStorage.setItem(KEYS_OFF, "1");
  });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey && event.altKey && event.code === "KeyK") return event.preventDefault(), tools.alarm();
  if (event.repeat && event.key === "Enter") return event.preventDefault(); // held down it opens a dialog, and no more
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (document.querySelector("dialog[open]")) return choose(event);
  if (typedInto(event) || localStorage.getItem(KEYS_OFF)) return;
  if (desk()?.dataset.asks !== undefined) return event.preventDefault(), press("next", about(desk()));
  const key = event.code.startsWith("Key") ? event.code.slice(3) : "";
  const button = key && document.querySelector(`[data-act][aria-keyshortcuts="${key}"]`);
  if (button) return event.preventDefault(), act(button);
  const tool = asksHelp(event) ? tools.help : more[key];
  if (tool && !small) return event.preventDefault(), tool();
  if (["ArrowDown", "ArrowUp"].includes(event.key)) walk(event);
});

/** In a dialog a digit takes the choice with that digit; while one types it is typed. */
function choose(event) {
  if (event.target.closest("input:not([type=radio]), select, textarea")) return;
  if (!/^Digit[1-9]$/.test(event.code)) return;
  const choices = document.querySelectorAll("dialog[open] .choice input[type=radio]");
  const chosen = choices[Number(event.code.slice(5)) - 1];
  if (chosen) { event.preventDefault(); chosen.focus(); chosen.click(); }
}

/** Keys of what is no deed of the counter. */
const more = {
  M: toList,
  W: tools.small,
  P: tools.notify,
  S: settleFirst,
  F: () => document.getElementById("other").click(),
  R: () => document.activeElement?.closest("li")?.querySelector("[data-act=return]")?.click(),
};

function toList() {
  document.querySelector(".queue [data-act]:not(:disabled)")?.focus(); // where none can be called: who can be put back
}

function walk(event) {
  const rows = [...document.querySelectorAll(".queue li")].map((row) => row.querySelector("button:not(:disabled)")).filter(Boolean);
  const at = rows.indexOf(document.activeElement);
  if (at < 0) return;
  event.preventDefault();
  rows[Math.min(rows.length - 1, Math.max(0, at + (event.key === "ArrowDown" ? 1 : -1)))].focus();
}

// --- live ---------------------------------------------------------------------------------------------

told.addEventListener("piece", () => {
  tick();
  noticeNumbers(desk());
  noticeAlarms();
});
listen(work.dataset.live);
tick();
if (!small) reopen(desk()?.dataset.ticket ?? "");
work.dataset.ready = ""; // before this, presses would go nowhere: keys are dim
if (!window.isSecureContext) document.getElementById("insecure")?.removeAttribute("hidden");
