// Calls by ear: as the hall's own voice says them; where the service has no voice, a chime and the browser's. A browser
// plays nothing before somebody has pressed something: one press at installation, kept; where it blocks, the page says so.
(function () {
  "use strict";
  var KEPT = "motcua.board.sound";
  var NOTES = [[880, 0, 0.28], [660, 0.28, 0.42]]; // hertz, from, seconds: the chime of the hall's loudspeaker
  var CHIME_MS = 900;
  var LONGEST_MS = 15000; // a voice that never says it has ended
  var FETCH_MS = 5000; // the hall's own voice is not waited for any longer
  var button = document.getElementById("sound");
  var context = null;
  var wanted = localStorage.getItem(KEPT) === "on";
  var seen = {};
  var queue = [];
  var sounding = false;
  var own = null; // whether the service has the hall's own voice; null: nobody knows yet

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
    context = context || new Context();
    context.onstatechange = tell;
    context.resume().then(tell, tell);
  }

  button.addEventListener("click", function () {
    wanted = !(wanted && state() !== "blocked");
    localStorage.setItem(KEPT, wanted ? "on" : "off");
    if (wanted) { open(); chime(); } else { queue = []; }
    tell();
  });

  function chime() {
    if (!context) return;
    NOTES.forEach(function (note) {
      [1, 1.5].forEach(function (part) {
        var tone = context.createOscillator();
        var gain = context.createGain();
        var at = context.currentTime + note[1];
        tone.frequency.value = note[0] * part;
        gain.gain.setValueAtTime(0.25, at);
        gain.gain.exponentialRampToValueAtTime(0.001, at + note[2]);
        tone.connect(gain);
        gain.connect(context.destination);
        tone.start(at);
        tone.stop(at + note[2]);
      });
    });
  }

  /** One after another, in the order of the calls; one whose turn is over is not said any more. */
  function next() {
    var saying = queue.shift();
    sounding = Boolean(saying);
    if (!saying) return;
    fetched(saying.sound, function (sound) {
      own = Boolean(sound);
      tell();
      if (sound) return play(sound, next);
      chime();
      setTimeout(function () { say(saying, next); }, CHIME_MS);
    });
  }

  /** The sound of a call, or null; told once. */
  function fetched(address, then) {
    var done = false;
    var once = function (sound) { if (!done) { done = true; clearTimeout(late); then(sound); } };
    var late = setTimeout(function () { once(null); }, FETCH_MS);
    var request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "arraybuffer";
    request.onerror = function () { once(null); };
    request.onload = function () {
      if (request.status !== 200) return once(null);
      context.decodeAudioData(request.response, once, function () { once(null); });
    };
    request.send();
  }

  function play(sound, then) {
    var source = context.createBufferSource();
    var done = false;
    var once = function () { if (!done) { done = true; clearTimeout(late); then(); } };
    var late = setTimeout(once, sound.duration * 1000 + 2000);
    source.buffer = sound;
    source.connect(context.destination);
    source.onended = once;
    source.start();
  }

  function say(saying, then) {
    var found = voice(saying.lang);
    if (!found) return then();
    var done = false;
    var once = function () { if (!done) { done = true; clearTimeout(late); then(); } };
    var late = setTimeout(once, LONGEST_MS);
    var words = new SpeechSynthesisUtterance(saying.words);
    words.voice = found;
    words.lang = found.lang;
    words.rate = 0.95;
    words.onend = words.onerror = once;
    speechSynthesis.speak(words);
  }

  window.boardSound = {
    /** What stands when the page is opened was heard already. */
    begin: function (sayings) {
      sayings.forEach(function (each) { seen[each.call] = true; });
      if (wanted) open();
      if (window.speechSynthesis) speechSynthesis.onvoiceschanged = tell;
      tell();
    },
    /** The calls that stand now: what is new is rung and said. */
    hear: function (sayings) {
      var fresh = sayings.filter(function (each) { return !seen[each.call]; });
      fresh.forEach(function (each) { seen[each.call] = true; });
      queue = queue.filter(function (each) { return sayings.some(function (one) { return one.call === each.call; }); });
      if (state() === "off" || state() === "blocked") return tell();
      queue = queue.concat(fresh);
      if (!sounding) next();
    },
  };
}());
