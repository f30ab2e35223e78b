// Pages of the board: as many counters and fields as the size of their numbers leaves room for; the others take turns,
// and dots say which page is on. The figures are those of the lobby's window (display/lobby/layout.py).
(function () {
  "use strict";
  var PAGE_MS = 7000;
  var CAPITAL = 0.714 * 1.06; // of the font size: figures, cut to their ink
  var GAP = 10, TALL = 28, LOW = 118, WORDS = 38; // of a screen 1080 high: what stands round the number of a tile
  var WIDE = 3, UPRIGHT_WIDE = 2; // fewer counters stand in the middle and do not grow into slabs
  var ROWS = 4; // fields on a page

  function moment() { return Math.floor(Date.now() / PAGE_MS); }

  function all(box) { return Array.prototype.slice.call(box.children); }

  /** Counters: columns, rows, and whether one row of high tiles holds them. */
  function grid(box, count) {
    var unit = Math.min(innerWidth, innerHeight) / 1080;
    var number = window.boardSizes.needs();
    var fit = function (room, each) { return Math.max(1, Math.floor((room + GAP * unit + 1) / (each + GAP * unit))); };
    var wide = box.clientWidth;
    if (count <= fit(wide, TALL * unit + number)) return { columns: count, rows: 1, tall: true, size: count };
    var columns = fit(wide, LOW * unit + number);
    var most = columns * fit(box.clientHeight, WORDS * unit + window.boardSizes.usual() * CAPITAL);
    var size = Math.ceil(count / Math.ceil(count / most)); // all pages about equally full
    var rows = Math.max(1, Math.ceil(size / columns));
    return { columns: Math.ceil(size / rows), rows: rows, tall: false, size: size };
  }

  function counters(box) {
    var tiles = all(box);
    box.classList.remove("tall");
    box.parentNode.classList.remove("one"); // the room of all rows is measured
    if (window.boardSizes.phone() || !tiles.length) return page(box, tiles, tiles.length);
    var made = grid(box, tiles.length);
    var wide = Math.max(made.columns, innerWidth < innerHeight ? UPRIGHT_WIDE : WIDE);
    box.classList.toggle("tall", made.tall);
    box.parentNode.classList.toggle("one", made.tall); // one row: calls have the rest of an upright screen
    box.style.gridTemplateColumns = "repeat(" + made.columns + ", minmax(0, " + (made.columns < wide ? 100 / wide - 1 + "%" : "1fr") + "))";
    box.style.gridTemplateRows = "repeat(" + made.rows + ", minmax(0, 1fr))";
    page(box, tiles, made.size);
  }

  /** Those of this moment's page, and a dot for each page. */
  function page(box, each, size) {
    var pages = Math.max(1, Math.ceil(each.length / Math.max(1, size)));
    var now = moment() % pages;
    each.forEach(function (one, n) { one.hidden = Math.floor(n / size) !== now; });
    dots(box.parentNode, pages, now);
  }

  function dots(beside, pages, now) {
    var row = beside.querySelector(".dots") || beside.appendChild(document.createElement("div"));
    row.className = "dots";
    row.setAttribute("aria-hidden", "true");
    row.hidden = pages < 2;
    while (row.children.length > pages) row.removeChild(row.lastChild);
    while (row.children.length < pages) row.appendChild(document.createElement("i"));
    all(row).forEach(function (dot, n) { dot.className = n === now ? "on" : ""; });
  }

  var turned = null;

  /** The pages of this moment; called whenever something else is shown. */
  window.boardPages = function () {
    turned = moment();
    counters(document.querySelector("#counters .tiles"));
    window.boardSizes.tiles();
    var fields = document.querySelector("#waiting ol");
    if (fields) page(fields, all(fields), window.boardSizes.phone() ? fields.children.length : ROWS);
  };

  /** Turn what must be turned; called each second. */
  window.boardTurn = function () { if (moment() !== turned) window.boardPages(); };
}());
