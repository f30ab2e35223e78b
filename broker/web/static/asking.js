// Dialogs before a deed. What is half filled in survives a reload: it is kept for this tab, for this ticket.

const DRAFT = "motcua.draft";
const PRESSED = "button, input, select, textarea, label";

/** Open the dialog of a deed. `about`: revision, ticket, number, former counter, note. */
export function ask(name, about, filled = null) {
  const dialog = document.getElementById(`ask-${name === "send_back" ? "transfer" : name}`);
  if (!dialog) return;
  const form = dialog.querySelector("form");
  form.reset();
  form.dataset.revision = about.revision;
  form.dataset.for = name;
  form.dataset.at = document.getElementById("desk")?.dataset.ticket ?? "";
  for (const place of dialog.querySelectorAll("[data-fill]")) {
    const value = about[place.dataset.fill] ?? "";
    if ("value" in place) place.value = value; else place.textContent = value;
  }
  if (name === "send_back") form.elements.to_counter.value = about.former;
  if (filled) fill(form, filled);
  dialog.showModal();
  (form.querySelector("input[type=radio]:checked") ?? form.querySelector("input:not([type=hidden]), select, textarea"))?.focus();
  keep(name, about, form);
}

/** What a form sends, at the revision that its opening has shown. */
export function fields(form) {
  const sent = Object.fromEntries(new FormData(form));
  sent.revision = form.dataset.revision;
  if (sent.which) [sent.ticket, sent.leg] = sent.which.split(" ");
  return sent;
}

/** After a refusal: whether what the form asks can still be done, with the number that was here when it was opened. Then
    it speaks of the counter as it is now, and a second press is meant so. */
export function stillFits(form) {
  const shown = document.getElementById("desk")?.dataset;
  if (!shown || shown.ticket !== form.dataset.at) return false;
  form.dataset.revision = shown.revision;
  const of = form.dataset.for === "call_this" ? `[data-ticket="${form.elements.ticket.value}"]` : "";
  return Boolean(document.querySelector(`[data-act="${form.dataset.for}"]${of}:not(:disabled)`));
}

/** After a reload: the dialog that was open, if its ticket is still here. */
export function reopen(ticket) {
  const draft = JSON.parse(sessionStorage.getItem(DRAFT) ?? "null");
  const shown = document.getElementById("desk")?.dataset;
  if (!draft || !shown || draft.at !== ticket || draft.counter !== shown.counter) return sessionStorage.removeItem(DRAFT);
  ask(draft.name, { ...draft.about, revision: shown.revision }, draft.filled);
}

function fill(form, filled) {
  for (const [name, value] of Object.entries(filled)) {
    const field = form.elements[name];
    if (field) field.value = value;
  }
}

function keep(name, about, form) {
  const counter = document.getElementById("desk")?.dataset.counter;
  const { at } = form.dataset;
  const filled = Object.fromEntries(new FormData(form));
  sessionStorage.setItem(DRAFT, JSON.stringify({ name, about, filled, at, counter }));
}

// Enter ends a note and a choice from a list as it ends every other form; with Shift it begins a line.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  if (!event.target.matches("form[data-for] :is(textarea, select)")) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});
document.addEventListener("input", (event) => {
  const form = event.target.closest("dialog[open] form[data-for]");
  if (!form) return;
  const draft = JSON.parse(sessionStorage.getItem(DRAFT) ?? "null");
  if (draft) keep(draft.name, draft.about, form);
});
for (const dialog of document.querySelectorAll("dialog")) {
  dialog.addEventListener("close", () => sessionStorage.removeItem(DRAFT));
  dialog.addEventListener("click", (event) => event.target.closest("[data-shut]") && dialog.close());
  // The second of two clicks falls beside the dialog that the first has opened, or where nothing is to be pressed in it:
  // its keys stay its own.
  dialog.addEventListener("mousedown", (event) => event.target.closest(PRESSED) || event.preventDefault());
}
// A reason is one of those offered or words of one's own; the browser itself asks for it.
for (const words of document.querySelectorAll("[data-needs-reason]")) {
  const look = () => { words.required = !words.form.querySelector("input[name=reason]:checked"); };
  words.form.addEventListener("input", look);
  words.form.addEventListener("reset", () => { words.required = true; });
  look();
}
