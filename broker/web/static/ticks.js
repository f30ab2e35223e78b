// Times that run: up, down, from when and till when something may be done. By office time.
import { clock, now } from "./line.js";

/** data-up, data-down: an instant in ms; data-wait: in whole minutes; data-from, data-till on buttons. */
export function tick() {
  const at = now();
  for (const each of document.querySelectorAll("[data-up]")) each.textContent = minutes(at - each.dataset.up);
  for (const each of document.querySelectorAll("[data-down]")) each.textContent = seconds(each.dataset.down - at);
  for (const each of document.querySelectorAll("[data-wait]")) each.textContent = `${whole(at - each.dataset.wait)}′`;
  for (const each of document.querySelectorAll("[data-from]")) limit(each, each.dataset.from - at, true);
  for (const each of document.querySelectorAll("[data-till]")) limit(each, each.dataset.till - at, false);
  const face = document.getElementById("clock");
  if (face) face.textContent = clock(at);
}

const seconds = (ms) => Math.max(0, Math.ceil(ms / 1000));
const whole = (ms) => Math.max(0, Math.floor(ms / 60000));
const two = (n) => String(n).padStart(2, "0");

function minutes(ms) {
  const s = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(s / 60)}:${two(s % 60)}`;
}

/** A button that opens, or shuts, when so many ms are over; its seconds stand on it. */
function limit(button, leftMs, opens) {
  const left = seconds(leftMs);
  button.disabled = opens ? left > 0 : left === 0;
  const place = button.querySelector(".left");
  if (place) place.textContent = left > 0 ? ` ${left} s` : "";
}

setInterval(tick, 250);
