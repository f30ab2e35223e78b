// The hall's board in a browser, an old one too (ES2017, no modules). The service sends the parts as they change; what
// this does: put them in, turn pages, say since when nothing was heard, ring (board_sound.js).
(function () {
  "use strict";
  var QUIET_MS = 3500; // three beats and a little
  var PAGE_MS = 7000;
  var AGAIN_MS = 2000;
  var body = document.body;
  var heardAt = performance.now();
  var pulse = JSON.parse(body.dataset.pulse);
  var source = null;

  function parts(name) { return document.querySelectorAll('[data-piece="' + name + '"]'); }

  function show(pieces) {
    Object.keys(pieces).forEach(function (name) {
      if (name === "mood") body.dataset.mood = pieces.mood;
      parts(name).forEach(function (place) {
        if (name === "voice") place.textContent = pieces.voice; else place.innerHTML = pieces[name];
      });
    });
    if (pieces.voice) window.boardSound.hear(JSON.parse(pieces.voice));
    highlight();
    turn();
    light();
  }

  // --- the spotlight: as large as there is room for; what is new draws the eye, once ---

  var lit = {};

  function light() {
    var box = document.getElementById("spotlight");
    var cells = Array.prototype.slice.call(box.querySelectorAll("[data-call]"));
    var now = {};
    cells.forEach(function (cell) {
      now[cell.dataset.call] = true;
      cell.classList.toggle("new", !lit[cell.dataset.call]);
    });
    lit = now;
    if (cells.length) document.documentElement.style.setProperty("--big", big(cells) + "px");
  }

  /** Size of the numbers: what their places have room for in height, and the longest in width. */
  function big(cells) {
    var count = cells.length;
    var em = 0.35 + 0.56 * Math.max.apply(null, cells.map(function (cell) { return cell.dataset.number.length; }));
    var cell = cells[0].getBoundingClientRect();
    if (innerHeight > innerWidth) return Math.floor(Math.min((cell.height - 0.036 * innerHeight) * 0.95, cell.width * 0.57 / em));
    var high = (cell.height - 0.06 * innerHeight) * (count === 3 ? 0.5 : 0.95);
    return Math.floor(Math.min(high, cell.width * (count === 3 ? 0.9 : 0.55) / em));
  }

  // --- my number, on a phone ---

  function bare(number) {
    return number.toUpperCase().replace(/[^A-Z0-9]/g, "").replace(/^([A-Z]*)0+(?=\d)/, "$1");
  }

  function highlight() {
    var mine = bare(body.dataset.so || "");
    if (!mine) return;
    document.querySelectorAll("[data-number]").forEach(function (each) {
      each.classList.toggle("mine", bare(each.dataset.number) === mine);
    });
  }

  // --- pages: what does not fit takes turns ---

  function turn() {
    document.querySelectorAll("[data-pages]").forEach(function (box) {
      var all = Array.prototype.slice.call(box.children);
      box.style.minHeight = "";
      all.forEach(function (each) { each.hidden = false; });
      var fit = fitting(box, all);
      if (fit >= all.length) return;
      box.style.minHeight = box.clientHeight + "px"; // the last page, with fewer of them, is as high
      var pages = Math.ceil(all.length / fit);
      var size = Math.ceil(all.length / pages); // all pages about equally full
      var page = Math.floor(Date.now() / PAGE_MS) % pages;
      all.forEach(function (each, n) { each.hidden = Math.floor(n / size) !== page; });
    });
  }

  /** How many of them stand wholly in the box; on a phone it grows with them. */
  function fitting(box, all) {
    var below = box.getBoundingClientRect().bottom + 1;
    var out = all.findIndex(function (each) { return each.getBoundingClientRect().bottom > below; });
    return out < 0 ? all.length : Math.max(1, out);
  }

  // --- the line ---

  function heard(what) {
    heardAt = performance.now();
    what();
    look();
  }

  function two(n) { return ("0" + n).slice(-2); }

  function clock(ms) {
    var at = new Date(ms + 7 * 3600000);
    return two(at.getUTCHours()) + ":" + two(at.getUTCMinutes());
  }

  function look() {
    var quiet = performance.now() - heardAt > QUIET_MS;
    var place = document.getElementById("stale");
    place.hidden = !quiet;
    if (!quiet) return;
    body.dataset.mood = "alarm";
    place.textContent = body.dataset.stale.split("{time}").join(clock(pulse.heard || pulse.now));
  }

  function listen() {
    if (source) source.close();
    source = new EventSource(body.dataset.live);
    source.addEventListener("show", function (event) { heard(function () { show(JSON.parse(event.data)); }); });
    source.addEventListener("beat", function (event) { heard(function () { pulse = JSON.parse(event.data); }); });
    source.addEventListener("error", function () {
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, AGAIN_MS); // else the browser tries by itself
    });
  }

  window.boardSound.begin(JSON.parse(document.querySelector('[data-piece="voice"]').textContent));
  listen();
  highlight();
  turn();
  light();
  setInterval(look, 250);
  setInterval(turn, 1000);
  window.addEventListener("resize", function () { turn(); light(); });
}());
