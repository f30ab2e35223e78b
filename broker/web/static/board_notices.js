// The office's notices on a phone, one below the other. Hundreds of phones share the office's Wi-Fi: a picture is fetched
// when it is scrolled to, and the next one when it has come. On a screen of the hall they take turns instead (#poster).
(function () {
  "use strict";
  var AHEAD_PX = 120;
  var fetching = null;

  function near(picture) {
    return picture.getClientRects().length && picture.getBoundingClientRect().top < innerHeight + AHEAD_PX;
  }

  function come() {
    fetching = null;
    window.boardNotices();
  }

  /** Called when another place of the page is seen, and when other notices are up. */
  window.boardNotices = function () {
    if (fetching && document.contains(fetching)) return;
    fetching = Array.prototype.filter.call(document.querySelectorAll("#notices img[data-src]"), near)[0] || null;
    if (!fetching) return;
    fetching.onload = fetching.onerror = come;
    fetching.src = fetching.dataset.src;
    fetching.removeAttribute("data-src");
  };

  window.addEventListener("scroll", window.boardNotices, { passive: true });
}());
