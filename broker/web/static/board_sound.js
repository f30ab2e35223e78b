// Calls and notices by ear: as the hall's own voice says them; where the service has no voice, a chime and the browser's.
// A browser plays nothing before somebody has pressed something: one press at installation, kept; where it blocks, the
// page says so. What is said when is decided in board_queue.js.
(function () {
  "use strict";
  var KEPT = "motcua.board.sound";
  var NOTES = { long: [[880, 0, 0.28], [660, 0.28, 0.42]], short: [[880, 0, 0.28]], none: [] }; // hertz, from, seconds
  var CHIME_MS = { long: 900, short: 450, none: 0 };
  var LONGEST_MS = 15000; // a voice that never says it has ended
  var FETCH_MS = 5000; // the hall's own voice is not waited for any longer
  var button = document.getElementById("sound");
  var queue = window.boardQueue(JSON.parse(document.body.dataset.rules));
  var context = null;
  var out = null; // where all sound goes: how loud it is at this time of day
  var wanted = localStorage.getItem(KEPT) === "on";
  var heard = { known: false, quiet: false, gain: 1 };
  var clock = { now: 0, at: performance.now(), speed: 1 };
  var current = null; // the saying that sounds, or whose sound is fetched
  var woken = 0;
  var own = null; // whether the service has the hall's own voice; null: nobody knows yet
  var told = function () {};

  function voice(lang) {
    if (!window.speechSynthesis) return null;
    return speechSynthesis.getVoices().find(function (each) { return each.lang.toLowerCase().indexOf(lang) === 0; }) || null;
  }

  function state() {
    if (!wanted) return "off";
    if (!context || context.state !== "running") return "blocked";
    return own || voice("vi") ? "on" : own === null ? "wait" : "chime";
  }

  function tell() {
    button.dataset.state = state();
    button.textContent = button.dataset[button.dataset.state === "wait" ? "on" : button.dataset.state];
  }

  /** Within a press it is allowed; without one only where the browser was told to trust this page. */
  function open() {
    var Context = window.AudioContext || window.webkitAudioContext;
    if (!Context) return;
    if (!context) {
      context = new Context();
      out = context.createGain();
      out.connect(context.destination);
    }
    context.onstatechange = tell;
    context.resume().then(tell, tell);
  }

  button.addEventListener("click", function () {
    wanted = !(wanted && state() !== "blocked");
    localStorage.setItem(KEPT, wanted ? "on" : "off");
    if (wanted) { open(); chime("long"); } else if (current) current.stop();
    tell();
  });

  // --- one saying after another ---

  function now() { return clock.now + (performance.now() - clock.at) * clock.speed; }

  function deaf() { return heard.quiet || state() === "off" || state() === "blocked"; }

  function next() {
    clearTimeout(woken);
    if (current) return;
    var speaking = queue.next(now(), deaf());
    if (speaking) return begin(speaking);
    var wake = queue.wake(now());
    if (wake !== null) woken = setTimeout(next, Math.max(1, (wake - now()) / clock.speed));
  }

  function begin(speaking) {
    var mine = current = { speaking: speaking, cut: false, stop: null };
    out.gain.value = heard.gain;
    mine.stop = fetched(speaking.saying.sound, function (sound) {
      if (mine.cut) return end(mine);
      own = Boolean(sound);
      tell();
      told(speaking);
      if (own) queue.ahead().forEach(function (saying) { fetched(saying.sound, null); });
      mine.stop = (own ? play : say)(own ? sound : speaking, function () { end(mine); });
    });
  }

  function end(mine) {
    current = null;
    if (mine.cut) queue.cut(); else queue.ended(now());
    told(null);
    next();
  }

  /** A call has come: who speaks to the whole hall makes way. */
  function makeWay() {
    if (!current || !current.speaking.gives || !queue.presses()) return;
    current.cut = true;
    current.stop();
  }

  /** Tells `then` once, early if the function that is returned is called; a timer tells when nothing else does. */
  function once(then, after_ms) {
    var late = setTimeout(function () { one(null); }, after_ms);
    var open = true;
    function one(told) {
      if (!open) return;
      open = false;
      clearTimeout(late);
      then(told);
    }
    return one;
  }

  // --- the hall's own voice ---

  /** The sound of a saying, or null. Without `then` it is only fetched, for later. */
  function fetched(address, then) {
    var request = new XMLHttpRequest();
    var tellOnce = once(then || function () {}, FETCH_MS);
    request.open("GET", address);
    request.responseType = "arraybuffer";
    request.onerror = function () { tellOnce(null); };
    request.onload = function () {
      if (request.status !== 200 || !then) return tellOnce(null);
      context.decodeAudioData(request.response, tellOnce, function () { tellOnce(null); });
    };
    request.send();
    return function () { tellOnce(null); };
  }

  function play(sound, then) {
    var source = context.createBufferSource();
    var tellOnce = once(then, sound.duration * 1000 + 2000);
    source.buffer = sound;
    source.connect(out);
    source.onended = tellOnce;
    source.start();
    return function () { source.stop(); tellOnce(); };
  }

  // --- the browser's voice ---

  function chime(which) {
    if (!context) return;
    NOTES[which].forEach(function (note) {
      [1, 1.5].forEach(function (part) {
        var tone = context.createOscillator();
        var gain = context.createGain();
        var at = context.currentTime + note[1];
        tone.frequency.value = note[0] * part;
        gain.gain.setValueAtTime(0.25, at);
        gain.gain.exponentialRampToValueAtTime(0.001, at + note[2]);
        tone.connect(gain);
        gain.connect(out);
        tone.start(at);
        tone.stop(at + note[2]);
      });
    });
  }

  /** A chime and the words; of a call whose words nobody can say the chime alone, once. */
  function say(speaking, then) {
    var saying = speaking.saying;
    var found = voice(saying.lang);
    var rings = found || speaking.kind === "first";
    var over = false;
    var tellOnce = once(function () { over = true; then(); }, LONGEST_MS);
    if (rings) chime(saying.chime);
    setTimeout(function () {
      if (over) return;
      if (!found) return tellOnce();
      var words = new SpeechSynthesisUtterance(saying.words);
      words.voice = found;
      words.lang = found.lang;
      words.rate = 0.95;
      words.volume = heard.gain;
      words.onend = words.onerror = tellOnce;
      speechSynthesis.speak(words);
    }, rings ? CHIME_MS[saying.chime] : 0);
    return function () {
      if (found) speechSynthesis.cancel();
      tellOnce();
    };
  }

  window.boardSound = {
    /** What stands when the page is opened was heard already. `listener`: told what sounds now, null when it has ended. */
    begin: function (standing, listener) {
      told = listener;
      queue.known(standing.calls.map(function (each) { return each.call; }));
      queue.known(standing.notices.map(function (each) { return each.notice; }));
      if (wanted) open();
      if (window.speechSynthesis) speechSynthesis.onvoiceschanged = tell;
      tell();
    },
    /** What there is to be heard now, at this office time, which runs so fast. */
    hear: function (given, office_ms, speed) {
      heard = given;
      clock = { now: office_ms, at: performance.now(), speed: speed };
      if (given.known) {
        queue.offer(given.calls, office_ms);
        queue.offerNotices(given.notices);
      } else queue.lost();
      makeWay();
      next();
    },
    /** Nothing is heard from the service: what stands is not known. */
    lost: function () { queue.lost(); },
  };
}());
