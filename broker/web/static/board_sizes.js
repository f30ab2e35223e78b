// How large numbers and the words in their place are, measured: as large as there is room for. In lists numbers have their
// usual size; where they are longer than most offices' they are made smaller, all of a list alike, and fewer stand side
// by side.
(function () {
  "use strict";
  var INK = 0.8; // of the font size: the height of figures, and a little air
  var MARK = 0.45; // of the font size: the room of the mark beside a number in the spotlight
  var ORDINARY = "H-011"; // the widest number of most offices: lists are made for it
  var LEAST = 0.75; // of the usual size of lists: no number is made smaller, as long as a single one has room
  var LEAST_WORDS = 0.6; // the same of what a counter says that has no number
  var root = document.documentElement;
  var pen = document.createElement("canvas").getContext("2d");

  function all(box, what) { return Array.prototype.slice.call(box.querySelectorAll(what)); }

  function most(each) { return Math.max.apply(null, each); }

  function least(each) { return Math.min.apply(null, each); }

  /** Whether this is a phone, upright or on its side: the page scrolls. */
  function phone() { return matchMedia(document.getElementById("phone").media).matches; }

  /** How wide words are, of their font size. */
  function ems(words) {
    pen.font = "700 100px 'Noto Sans'";
    return pen.measureText(words).width / 100;
  }

  function set(name, size_px) { root.style.setProperty(name, Math.floor(size_px * 10) / 10 + "px"); }

  /** The size of numbers in lists that the style sheet names, in pixels. */
  function usual() {
    var style = getComputedStyle(root);
    var named = style.getPropertyValue("--list");
    return parseFloat(named) * (named.indexOf("vh") > 0 ? innerHeight / 100 : parseFloat(style.fontSize));
  }

  /** Of the font size: the widest number that the page knows of, shown now or not. */
  function widest() {
    return most(all(document, "main [data-number]").map(function (each) { return ems(each.dataset.number); }).concat(ems(ORDINARY)));
  }

  // --- the spotlight ---

  /** The largest size at which each of these has room in its place. */
  function largest(places, more) {
    return Math.floor(least(places.map(function (place) {
      var style = getComputedStyle(place);
      var wide = place.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
      var mark = place.querySelector("sup") ? more : 0;
      return Math.min(place.clientHeight / INK, wide / (ems(place.firstElementChild.firstChild.textContent) + mark));
    })));
  }

  /** On an upright screen a single call has its counter below, if both are larger so than side by side; a name of a
      counter gains most, a number may be a little smaller for it. */
  function stack(alone, numbers) {
    if (!alone) return;
    alone.classList.remove("stack");
    if (phone() || innerWidth >= innerHeight) return;
    var beside = largest(numbers, MARK) * (alone.querySelector(".desk") ? 0.9 : 1);
    alone.classList.add("stack");
    if (largest(numbers, MARK) <= beside) alone.classList.remove("stack");
  }

  function spotlight() {
    var box = document.getElementById("spotlight");
    var numbers = all(box, ".cell .number"), counters = all(box, ".counter:not(.desk)");
    if (!numbers.length) return;
    stack(box.querySelector(".n1"), numbers);
    var big = largest(numbers, MARK);
    set("--big", big);
    if (counters.length) set("--to", Math.min(big, largest(counters, 0)));
  }

  // --- tiles: all of a page alike ---

  function tiles() {
    var places = all(document, "#counters .tile:not(.idle):not([hidden]) .number");
    var room = places.map(function (each) { return each.clientWidth; });
    if (places.length) set("--tile", Math.min(usual(), least(room) / widest()));
    words(all(document, "#counters .tile.idle:not(.named):not([hidden]) .state"));
  }

  /** What counters say that have no number: as large as all of it has room for. */
  function words(places) {
    var fits = function (each) { return each.scrollHeight <= each.clientHeight + 1 && each.scrollWidth <= each.clientWidth + 1; };
    var share = 1;
    do {
      root.style.setProperty("--words", share);
      share -= 0.05;
    } while (share > LEAST_WORDS && !places.every(fits));
  }

  // --- recent calls ---

  /** How many stand side by side, each in a column as wide: as many as of ordinary numbers, if none is too small then. */
  function recent() {
    var list = document.querySelector("#recent ol");
    var calls = list ? all(list, "li") : [];
    if (!calls.length) return;
    var size = usual(), gap = parseFloat(getComputedStyle(calls[0]).paddingRight), room = list.clientWidth - 1;
    set("--recent", size);
    list.style.removeProperty("--share"); // each is as wide as it is
    var cut = getComputedStyle(list).overflow === "hidden";
    var lines = cut ? Math.max(1, Math.round(list.clientHeight / calls[0].offsetHeight)) : calls.length;
    var wide = calls.map(function (each) { return each.offsetWidth - gap; });
    var over = calls.map(function (each) {
      var name = each.querySelector(".desk");
      return Math.max(0, ems(each.dataset.number) - ems(ORDINARY)) * size + (name ? Math.max(0, name.offsetWidth - ems("00") * size) : 0);
    });
    var across = calls.length;
    var shown = function () { return wide.slice(0, across * lines); };
    var fit = function (one, n) { return Math.max(one - over[n], one * LEAST) + gap <= room / across; };
    while (across > 1 && !shown().every(fit)) across -= 1;
    set("--recent", Math.min(1, (room / across - gap) / most(shown())) * size);
    list.style.setProperty("--share", Math.floor(room / across * 10) / 10 + "px");
  }

  window.boardSizes = {
    phone: phone,
    usual: usual,
    /** Pixels that a number in a list has to have at least. */
    needs: function () { return Math.max(ems(ORDINARY), widest() * LEAST) * usual(); },
    spotlight: spotlight,
    tiles: tiles,
    recent: recent,
  };
}());
