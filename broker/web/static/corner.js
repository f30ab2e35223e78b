// What stays in sight while the provincial software fills the screen: a small window, and the browser's own notices.
// Both are the browser's: on a page without a certificate it allows neither (docs/pages.md).

const SIZE = { width: 380, height: 420 };
let wanted = localStorage.getItem("motcua.notices") === "on";
let number = null;

/** A window that stays on top where the browser can, else a small one. */
export async function openSmall(path) {
  if ("documentPictureInPicture" in window) {
    const corner = await documentPictureInPicture.requestWindow(SIZE);
    const frame = corner.document.createElement("iframe");
    frame.src = path;
    corner.document.title = document.title;
    corner.document.body.append(frame);
    const sheet = corner.document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = new URL("/static/corner.css", location.href);
    corner.document.head.append(sheet);
    return;
  }
  window.open(path, "motcua-small", `popup,width=${SIZE.width},height=${SIZE.height}`);
}

/** Ask the browser for notices, or end them. */
export async function wantNotices() {
  if (!window.isSecureContext || !("Notification" in window)) return tell("insecure");
  if (!wanted && (await Notification.requestPermission()) !== "granted") return tell("off");
  wanted = !wanted;
  localStorage.setItem("motcua.notices", wanted ? "on" : "off");
  tell(wanted ? "on" : "");
}

/** A number has come to the counter: say so, if nobody looks here. */
export function noticeNumbers(desk) {
  const shown = desk?.dataset.number ?? "";
  const came = number !== null && shown && shown !== number && desk.dataset.state === "calling";
  number = shown;
  if (came) notice(`${shown} · ${document.title}`, "motcua-number");
}

let alarms = "";

/** Somebody calls for help: say so too, once for each change. */
export function noticeAlarms() {
  const words = [...document.querySelectorAll(".trouble.alarm span")].map((each) => each.textContent).join("\n");
  if (words && words !== alarms) notice(words, "motcua-alarm");
  alarms = words;
}

/** Without a sound: there is a visitor at the counter. */
function notice(words, tag) {
  if (!wanted || document.hasFocus() || Notification.permission !== "granted") return;
  const shown = new Notification(words, { tag, silent: true, requireInteraction: tag === "motcua-alarm" });
  shown.onclick = () => { window.focus(); shown.close(); };
}

const button = document.querySelector("[data-tool=notify]");
const says = button?.querySelector("[data-says]");
const plain = says?.textContent;
function tell(name) {
  if (says) says.textContent = name ? button.dataset[name] : plain;
}
if (wanted && button && window.isSecureContext) tell("on");
