// The hall's board in a browser, an old one too (ES2017, no modules). The service sends the parts as they change; what
// this does: put them in, say since when nothing was heard; numbers are sized in board_sizes.js, pages turn in
// board_pages.js, published procedures are fitted in board_published.js, calls are heard by board_sound.js.
(function () {
  "use strict";
  var QUIET_MS = 3500; // three beats and a little
  var AGAIN_MS = 2000;
  var FULL_MS = 20000; // and up to as much again, so that not all come back at once
  var body = document.body;
  var heardAt = performance.now();
  var pulse = JSON.parse(body.dataset.pulse);
  var source = null;
  var full = false;
  var standing = JSON.parse(document.querySelector('[data-piece="voice"]').textContent);

  function parts(name) { return document.querySelectorAll('[data-piece="' + name + '"]'); }

  function show(pieces) {
    Object.keys(pieces).forEach(function (name) {
      if (name === "mood") body.dataset.mood = pieces.mood;
      parts(name).forEach(function (place) {
        if (name === "voice") place.textContent = pieces.voice; else place.innerHTML = pieces[name];
      });
    });
    if (pieces.voice) standing = JSON.parse(pieces.voice);
    if (pieces.published !== undefined) window.boardPublished();
    highlight();
    lists();
    subtitle();
    light();
    window.boardNotices();
  }

  function lists() {
    window.boardPages();
    window.boardSizes.recent();
  }

  /** The screen is another one, or its letters are. */
  function fit() {
    lists();
    window.boardPublished();
    subtitle();
    light();
    window.boardNotices();
  }

  // --- the spotlight: what is new draws the eye, once ---

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
    window.boardSizes.spotlight();
  }

  // --- what this page says itself is its subtitle, and stays while its call is lit ---

  var saying = null;
  var before = null;

  function said(speaking) {
    before = speaking || saying || before;
    saying = speaking;
    body.classList.toggle("speaks", Boolean(saying)); // nothing stands over what is said
    subtitle();
  }

  function subtitle() {
    var box = document.getElementById("spotlight");
    var line = box.querySelector(".subtitle");
    var words = box.querySelector(".alarm") ? null : saying || (lights(box, before) ? before : null);
    if (words && !line) {
      line = box.appendChild(document.createElement("p"));
      line.className = "subtitle";
    }
    if (!line) return;
    if (line.dataset.own === undefined) line.dataset.own = line.textContent;
    line.textContent = words ? words.saying.words : line.dataset.own;
    if (!line.textContent) box.removeChild(line); else snug(line);
  }

  /** A long sentence is smaller: all of it is shown. */
  function snug(line) {
    line.style.fontSize = "";
    var wide = line.clientWidth / line.scrollWidth;
    if (wide < 1) line.style.fontSize = Math.floor(parseFloat(getComputedStyle(line).fontSize) * wide * 10) / 10 + "px";
  }

  function lights(box, speaking) {
    return speaking && speaking.call && Array.prototype.some.call(box.querySelectorAll("[data-call]"), function (each) {
      return each.dataset.call === speaking.call.call;
    });
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

  // --- the line ---

  function heard(what) {
    heardAt = performance.now();
    full = false;
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
    window.boardSound.lost();
    if (full) { place.textContent = body.dataset.full; return; }
    place.textContent = body.dataset.stale.split("{time}").join(clock(pulse.heard || pulse.now));
  }

  function listen() {
    if (source) source.close();
    source = new EventSource(body.dataset.live);
    source.addEventListener("show", function (event) { heard(function () { show(JSON.parse(event.data)); }); });
    source.addEventListener("beat", function (event) { heard(function () {
      pulse = JSON.parse(event.data);
      window.boardSound.hear(standing, pulse.now, pulse.speed); // after what is shown: its age is known only now
    }); });
    source.addEventListener("full", function () { // no seat: say so, and ask again later
      source.close();
      full = true;
      setTimeout(listen, FULL_MS * (1 + Math.random()));
    });
    source.addEventListener("error", function () {
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, AGAIN_MS); // else the browser tries by itself
    });
  }

  window.boardSound.begin(standing, said);
  listen();
  highlight();
  fit();
  setInterval(look, 250);
  setInterval(window.boardTurn, 1000);
  window.addEventListener("resize", fit);
  if (document.fonts) document.fonts.ready.then(fit);
}());
