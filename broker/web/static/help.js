// Calling for help: without a sound, without a word that a visitor could read, whatever else is under way.
import { post, say } from "./deeds.js";

const AGAIN_MS = 1500;
const TRIES = 40;
const button = document.querySelector("[data-tool=alarm]");
const home = button.parentElement;

/** It goes before all, is sent until it has arrived (the same call stands once, however often it is told), and is spoken
    of only when it does not arrive. */
export async function callForHelp(fields) {
  const place = document.getElementById("said");
  for (let nth = 0; nth < TRIES; nth += 1) {
    if (await arrived(fields)) return place.textContent === place.dataset.noHelp ? say("", "good") : undefined;
    say(place.dataset.noHelp, "bad");
    await new Promise((go) => setTimeout(go, AGAIN_MS));
  }
}

async function arrived(fields) {
  try {
    const answer = await post("/alarm", fields);
    return answer.status === 401 ? location.reload() : (await answer.json()).ok;
  } catch {
    return false;
  }
}

button.addEventListener("mousedown", (event) => event.preventDefault()); // whoever types goes on typing

// An open dialog makes everything that is not in it deaf, and a phone has no keys: meanwhile the button is in the dialog,
// and on the screen it stays where it is (counter.css).
new MutationObserver(() => {
  const place = document.querySelector("dialog[open]") ?? home;
  if (button.parentElement !== place) place.append(button);
}).observe(document.body, { subtree: true, attributeFilter: ["open"] });
