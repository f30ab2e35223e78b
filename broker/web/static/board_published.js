// A page of published procedures: every word as large as all of it fits into its place, down to the size named there; what
// has no room even then is told in fewer words, which the service has made (broker/hall/abridged.py).
(function () {
  "use strict";

  function fits(words) {
    var place = words.parentNode;
    return words.offsetHeight <= place.clientHeight + 1 && words.scrollWidth <= place.clientWidth + 1;
  }

  /** The largest size at which it fits; the least if none does. In hundredths of the size of its place. */
  function size(words) {
    var most = 100, least = Number(words.dataset.least);
    words.style.fontSize = "";
    if (fits(words)) return;
    while (most - least > 1) {
      var middle = Math.floor((most + least) / 2);
      words.style.fontSize = middle + "%";
      if (fits(words)) least = middle; else most = middle;
    }
    words.style.fontSize = least + "%";
  }

  function fit(words) {
    var fewer = JSON.parse(words.dataset.fewer);
    var n = 0;
    do {
      words.textContent = fewer[n];
      size(words);
      n += 1;
    } while (n < fewer.length && !fits(words));
  }

  function whole(words) {
    words.textContent = JSON.parse(words.dataset.fewer)[0];
    words.style.fontSize = "";
  }

  /** Called when another page is on, and when the screen is. On a phone the page is as long as it needs to be. */
  window.boardPublished = function () {
    var phone = window.boardSizes.phone();
    var place = document.getElementById("published");
    ["#published .legal [data-fewer]", "#published :not(.legal) > [data-fewer]"].forEach(function (which) { // what is left is the limit's
      Array.prototype.forEach.call(place.querySelectorAll(which), phone ? whole : fit);
    });
  };
}());
