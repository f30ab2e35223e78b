// The guide desk's page: a number for somebody, many in a row, and whatever can be done with one that is there.
import { asked, asksHelp, say, send, settleFirst, typedInto } from "./deeds.js";
import { callForHelp } from "./help.js";
import { listen, told } from "./line.js";
import { tick } from "./ticks.js";
import { brokenRow, fillAgain, forgetForm, keepForm } from "./form_kept.js";
import { give, newRequest, sayBroken, stopGiving } from "./giving.js";

const PRINTER = "motcua.printer";
const work = document.querySelector("main.work");
const form = document.getElementById("issue");
const printer = document.getElementById("printer");
const ticket = document.getElementById("ticket");

// --- the printer: the same one tomorrow --------------------------------------------------------------------

const kept = localStorage.getItem(PRINTER);
if ([...printer.options].some((each) => each.value === kept)) printer.value = kept;
printer.addEventListener("change", () => localStorage.setItem(PRINTER, printer.value));

// --- what the number is for ----------------------------------------------------------------------------------

form.addEventListener("change", (event) => {
  if (event.target.name === "service") showService(event.target);
  if (event.target.dataset.paper !== undefined) noteChecked(event.target.closest("fieldset"));
  if (event.target.name === "further") limitFurther();
});
form.addEventListener("reset", () => setTimeout(() => { showService(null); forgetForm(); }));
form.elements.note.addEventListener("input", (event) => { event.target.dataset.own = ""; });
for (const kind of ["input", "change"]) form.addEventListener(kind, () => keepForm(form));

function showService(chosen) {
  const title = document.getElementById("chosen");
  title.textContent = chosen?.nextElementSibling.textContent ?? title.dataset.none;
  for (const each of form.querySelectorAll("[data-papers]")) {
    each.hidden = each.dataset.papers !== chosen?.value;
    for (const box of each.querySelectorAll("input")) box.checked = false;
  }
  document.getElementById("quantity").hidden = !chosen || !("quantity" in chosen.dataset);
  form.elements.quantity.value = 1;
  for (const each of form.querySelectorAll("[name=further]")) each.closest("label").hidden = each.value === chosen?.value;
  const note = form.elements.note;
  if (!("own" in note.dataset) || !chosen) note.value = "";
  if (!chosen) delete note.dataset.own;
}

/** What was looked at goes with the number: the counter need not look again. Words of one's own are left alone. */
function noteChecked(papers) {
  const note = form.elements.note;
  if ("own" in note.dataset) return;
  const boxes = [...papers.querySelectorAll("input")];
  const missing = boxes.filter((each) => !each.checked).map((each) => each.dataset.paper);
  const said = missing.length ? papers.dataset.missing.replace("{papers}", missing.join(", ")) : papers.dataset.all;
  note.value = missing.length === boxes.length ? "" : said.slice(0, note.maxLength);
}

function limitFurther() {
  const most = Number(form.querySelector(".further")?.dataset.most);
  const full = form.querySelectorAll("[name=further]:checked").length >= most;
  for (const each of form.querySelectorAll("[name=further]")) each.disabled = full && !each.checked;
}

document.getElementById("find-service").addEventListener("input", (event) => {
  const wanted = plain(event.target.value);
  for (const each of form.querySelectorAll(".services .choice")) {
    each.hidden = !plain(each.closest("fieldset").querySelector("legend").textContent + " " + each.textContent).includes(wanted);
  }
  for (const each of form.querySelectorAll(".services fieldset")) each.hidden = !each.querySelector(".choice:not([hidden])");
});
document.getElementById("find-service").addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  form.querySelector(".services .choice:not([hidden]) input")?.click();
  form.querySelector(".papers:not([hidden]) input")?.focus();
});

/** "đất" is found by "dat". */
function plain(words) {
  return words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  give(form, document.getElementById("count"));
});
document.getElementById("stop").addEventListener("click", stopGiving);

// --- one number ----------------------------------------------------------------------------------------------

document.addEventListener("click", (event) => {
  const row = event.target.closest("[data-row]");
  if (row) return open(row.dataset);
  const entry = event.target.closest("[data-entry]");
  if (entry) return once("carried", { entry: entry.dataset.entry });
  const tab = event.target.closest("[role=tab]");
  if (tab) return show(tab);
  const tool = event.target.closest("[data-tool]");
  if (tool) tools[tool.dataset.tool](tool);
});

function open(row) {
  ticket.dataset.ticket = row.ticket;
  for (const place of ticket.querySelectorAll("[data-fill]")) {
    const value = row[place.dataset.fill] ?? "";
    if ("value" in place) place.value = value; else place.textContent = value;
  }
  const back = ["held", "missed"].includes(row.kind);
  const apart = !["called", "serving"].includes(row.kind);
  for (const each of ticket.querySelectorAll("[data-only]")) each.hidden = each.dataset.only === "back" ? !back : !apart;
  for (const each of ticket.querySelectorAll("[data-printer]")) each.value = printer.value;
  for (const each of ticket.querySelectorAll("[data-sure]")) unsure(each);
  ticket.showModal();
  ticket.querySelector("form:not([hidden]) button")?.focus();
}

function unsure(button) {
  delete button.dataset.asked;
  button.textContent = button.dataset.say;
}

ticket.addEventListener("click", (event) => { if (event.target.closest("[data-shut]")) ticket.close(); });
ticket.addEventListener("submit", async (event) => {
  event.preventDefault();
  const sure = event.target.querySelector("[data-sure]");
  if (sure && !("asked" in sure.dataset)) {
    sure.dataset.asked = "";
    sure.textContent = sure.dataset.sure;
    return;
  }
  const fields = new FormData(event.target);
  fields.set("ticket", ticket.dataset.ticket);
  if (await send(`/guide/${event.target.dataset.deed}`, fields)) ticket.close();
});

document.getElementById("check-in").addEventListener("submit", async (event) => {
  event.preventDefault();
  if (await once("booked", { booking: event.target.elements.booking.value })) event.target.reset();
});

/** A number for one who is on a list. Asked again, it is another request: the list itself says who was here. */
async function once(deed, fields) {
  const became = await asked(`/guide/${deed}`, { ...fields, kiosk: printer.value, request_id: newRequest() });
  return Boolean(became?.ok);
}

// --- lists -----------------------------------------------------------------------------------------------------

function show(tab) {
  for (const each of document.querySelectorAll("[role=tab]")) {
    each.setAttribute("aria-selected", String(each === tab));
    document.getElementById(each.getAttribute("aria-controls")).hidden = each !== tab;
  }
}

const find = document.getElementById("find");
const found = document.getElementById("found");
find.addEventListener("input", look);
find.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  look().then(() => found.querySelector("[data-row]")?.click());
});

/** What was typed last counts, whichever answer comes first. */
async function look() {
  const typed = find.value.trim();
  found.hidden = !typed;
  document.getElementById("live").hidden = Boolean(typed);
  if (!typed) return;
  try {
    const answer = await fetch(`/guide/find?number=${encodeURIComponent(typed)}`);
    if (!answer.ok || find.value.trim() !== typed) return;
    found.innerHTML = await answer.text();
    tick();
  } catch {
    say(document.getElementById("said").dataset.silent, "bad");
  }
}

// --- keys --------------------------------------------------------------------------------------------------------

const tools = {
  help: () => document.getElementById("ask-help").showModal(),
  alarm: () => callForHelp({ place: document.querySelector("[data-place]").dataset.place }),
};
const KEYS_OFF = "motcua.keys.off";
const keysOn = document.getElementById("keys-on");
keysOn.checked = localStorage.getItem(KEYS_OFF) === null;
keysOn.addEventListener("change", () => {
  if (keysOn.checked) localStorage.removeItem(KEYS_OFF); else localStorage.setItem(KEYS_OFF, "1");
});

const deeds = {
  V: () => focus("find-service"),
  P: () => form.requestSubmit(),
  T: () => { show(document.getElementById("tab-numbers")); focus("find"); },
  Q: () => { show(document.getElementById("tab-yesterday")); document.querySelector("[data-entry]:not(:disabled)")?.focus(); },
  L: () => { show(document.getElementById("tab-booked")); document.querySelector("[name=booking]").focus(); },
  S: settleFirst,
};

function focus(id) {
  const field = document.getElementById(id);
  field.focus();
  field.select();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey && event.altKey && event.code === "KeyK") return event.preventDefault(), tools.alarm();
  if (event.key === "Escape") stopGiving();
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || document.querySelector("dialog[open]")) return;
  const typing = typedInto(event, "input:not([type=radio]):not([type=checkbox]), select, textarea");
  if (event.key === "Escape" && typing) typing.blur();
  if (typing || localStorage.getItem(KEYS_OFF)) return;
  const deed = asksHelp(event) ? tools.help : event.code.startsWith("Key") && deeds[event.code.slice(3)];
  if (deed) event.preventDefault(), deed();
});

// --- live --------------------------------------------------------------------------------------------------------

told.addEventListener("piece", ({ detail }) => {
  tick();
  if (detail === "lists" && find.value.trim()) look();
});
listen(work.dataset.live);
tick();
fillAgain(form, showService);
limitFurther();
sayBroken(brokenRow(), document.getElementById("count"));
work.dataset.ready = "";
