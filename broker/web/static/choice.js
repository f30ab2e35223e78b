// The choice of a counter: live; arrows go from one to the next, help can be called for from here too.
import { asksHelp, settleFirst } from "./deeds.js";
import { callForHelp } from "./help.js";
import { listen } from "./line.js";

const tools = {
  help: () => document.getElementById("ask-help").showModal(),
  alarm: () => callForHelp({}),
};

document.addEventListener("click", (event) => {
  const tool = event.target.closest("[data-tool]");
  if (tool) tools[tool.dataset.tool]();
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey && event.altKey && event.code === "KeyK") return event.preventDefault(), tools.alarm();
  if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (step) return event.preventDefault(), walk(step);
  if (asksHelp(event)) return event.preventDefault(), tools.help();
  if (event.code === "KeyS") settleFirst();
});

function walk(step) {
  const all = [...document.querySelectorAll(".counters a")];
  const at = all.indexOf(document.activeElement);
  all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + step))]?.focus();
}

listen(document.querySelector("[data-live]").dataset.live);
