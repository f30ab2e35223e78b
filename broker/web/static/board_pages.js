// Pages of the board: as many counters and fields as the size of their numbers leaves room for; the others take turns,
// and dots say which page is on. The figures are those of the lobby's window (display/lobby/layout.py).
(function () {
  "use strict";
  var PAGE_MS = 7000;
  var CAPITAL = 61.6; // of a screen 1080 high: the capitals in lists
  var NUMBER = CAPITAL / 0.714 * 2.87; // "H-011", the widest number of most offices
  var GAP = 10;
  var ROWS = 4; // fields on a page

  function phone() { return innerWidth <= 640; }

  function all(box) { return Array.prototype.slice.call(box.children); }

  /** Counters: columns, rows, and whether one row of high tiles holds them. */
  function grid(box, count) {
    var unit = Math.min(innerWidth, innerHeight) / 1080;
    var fit = function (room, each) { return Math.max(1, Math.floor((room + GAP * unit + 1) / ((each + GAP) * unit))); };
    var wide = box.clientWidth;
    if (count <= fit(wide, 28 + NUMBER)) return { columns: Math.max(count, 2), rows: 1, tall: true, size: count };
    var columns = fit(wide, 92 + NUMBER);
    var most = columns * fit(box.clientHeight, 38 + CAPITAL * 1.06);
    var size = Math.ceil(count / Math.ceil(count / most)); // all pages about equally full
    var rows = Math.max(1, Math.ceil(size / columns));
    return { columns: Math.ceil(size / rows), rows: rows, tall: false, size: size };
  }

  function counters(box) {
    var tiles = all(box);
    if (phone() || !tiles.length) return page(box, tiles, tiles.length);
    var made = grid(box, tiles.length);
    box.classList.toggle("tall", made.tall);
    box.parentNode.classList.toggle("one", made.tall); // one row: calls have the rest of an upright screen
    box.style.gridTemplateColumns = "repeat(" + made.columns + ", minmax(0, 1fr))";
    box.style.gridTemplateRows = "repeat(" + made.rows + ", minmax(0, 1fr))";
    page(box, tiles, made.size);
  }

  /** Those of this moment's page, and a dot for each page. */
  function page(box, each, size) {
    var pages = Math.max(1, Math.ceil(each.length / Math.max(1, size)));
    var now = Math.floor(Date.now() / PAGE_MS) % pages;
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

  /** Turn what must be turned; called each second and whenever something else is shown. */
  window.boardPages = function () {
    counters(document.querySelector("#counters .tiles"));
    var fields = document.querySelector("#waiting ol");
    if (fields) page(fields, all(fields), phone() ? fields.children.length : ROWS);
  };
}());
