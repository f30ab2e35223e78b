// The choice of a counter: live, nothing to press but the links.
import { listen } from "./line.js";
import "./deeds.js";

listen(document.querySelector("[data-live]").dataset.live);
