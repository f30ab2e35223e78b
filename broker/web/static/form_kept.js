// The guide desk's form outlives a reload, in this tab: what is half filled in, and how far a row of numbers had come.

const FORM = "motcua.guide.form";
const ROW = "motcua.guide.row";

/** Keep what stands in the form; nothing once it is empty again. */
export function keepForm(form) {
  const kept = { own: "own" in form.elements.note.dataset };
  for (const each of controls(form)) kept[key(each)] = ticks(each) ? each.checked : each.value;
  sessionStorage.setItem(FORM, JSON.stringify(kept));
}

export const forgetForm = () => sessionStorage.removeItem(FORM);

/** Fill it in again. What the office has no more stays empty. `choose`: shows the papers of a chosen service. */
export function fillAgain(form, choose) {
  const kept = read(FORM);
  if (!kept) return;
  const services = form.querySelectorAll("[name=service]");
  choose([...services].find((each) => kept[key(each)]) ?? null);
  for (const each of controls(form)) {
    const value = kept[key(each)];
    if (value === undefined) continue;
    if (ticks(each)) each.checked = value; else each.value = value;
    if (each.tagName === "SELECT" && each.selectedIndex < 0) each.selectedIndex = 0;
  }
  if (kept.own) form.elements.note.dataset.own = "";
}

/** How far a row of numbers has come; null: it is over. */
export function keepRow(row) {
  if (row) sessionStorage.setItem(ROW, JSON.stringify(row)); else sessionStorage.removeItem(ROW);
}

/** The row that the page was opened anew in: {done, all}; told once. */
export function brokenRow() {
  const row = read(ROW);
  keepRow(null);
  return row;
}

const read = (name) => JSON.parse(sessionStorage.getItem(name) ?? "null");
const ticks = (each) => ["radio", "checkbox"].includes(each.type);

/** All but the search and the printer, which is kept for longer. */
function controls(form) {
  return [...form.elements].filter((each) => each.matches("input:not([type=search]), select:not([name=kiosk])"));
}

function key(each) {
  if (each.dataset.paper !== undefined) return `paper ${each.closest("[data-papers]").dataset.papers} ${each.dataset.paper}`;
  return ticks(each) ? `${each.name} ${each.value}` : each.name || each.id;
}
