// What a page says next: the queue of the hall's loudspeakers (display/voice/plan.py and following.py) for a browser, by
// the same rules and times. A test holds the two against each other. Time comes in, in milliseconds of office time.
(function () {
  "use strict";
  var KEPT = 2048; // ids of what is done with, so that nothing is said twice

  window.boardQueue = function (rules) {
    var linked = false; // the calls that stand are known
    var standing = {}, waiting = [], notices = [], repeats = [];
    var explain = null, speaking = null, last = "";
    var done = {}, order = [];

    function finish(id) {
      if (!done[id]) { done[id] = true; order.push(id); }
      if (order.length > KEPT) delete done[order.shift()];
    }

    function seen(call) {
      return done[call.call] || speaking && speaking.call === call
        || speaking && speaking.call && speaking.call.call === call.call
        || waiting.some(function (each) { return each.call.call === call.call; });
    }

    function stale(call, now) { return now - call.at >= rules.stale_ms; }

    function keep(which) {
      waiting = waiting.filter(function (each) {
        if (which(each.call)) return true;
        finish(each.call.call);
        return false;
      });
    }

    /** Who is called again takes the place of the call that was still waiting to be said. */
    function add(call, now) {
      var known = waiting.filter(function (each) { return each.call.number === call.number; })[0];
      if (!known) { waiting.push({ call: call, since: now, crowded: false }); return; }
      finish(known.call.call);
      known.call = call;
    }

    /** A lone call is held back a moment: others may have been pressed with it. */
    function settles(now) {
      var one = waiting.length === 1 && !waiting[0].crowded ? waiting[0] : null;
      return one && one.since <= now && now < one.since + rules.settle_ms ? one.since + rules.settle_ms : null;
    }

    function opening(each) { return each.crowded ? each.call.short : each.call.first; }

    /** Right after another saying of the same call no second chime is needed. */
    function repeated(call) { return call.call === last ? call.repeat : call.again; }

    function made(kind, saying, call, more) {
      last = call ? call.call : "";
      speaking = { kind: kind, call: call, saying: saying, gives: kind === "explain" || kind === "notice" };
      Object.keys(more || {}).forEach(function (name) { speaking[name] = more[name]; });
      return speaking;
    }

    function nextCall() {
      var each = waiting.shift();
      if (!each) return null;
      explain = null;
      return made("first", opening(each), each.call, { crowded: each.crowded });
    }

    function nextFollowing(now) {
      var call = explain, one;
      explain = null;
      if (call && standing[call.call]) {
        finish(call.ticket);
        return made("explain", call.explain, call);
      }
      while ((one = repeats.shift())) {
        if (standing[one.call.call] && now <= one.until) return made("repeat", repeated(one.call), one.call);
      }
      return null;
    }

    function nextNotice(now) {
      var each;
      while ((each = notices.shift())) {
        if (now - each.at <= rules.notice_ms) return made("notice", each.saying, null, { notice: each });
      }
      return null;
    }

    function quiet() {
      keep(function () { return false; });
      explain = null;
      repeats = [];
      notices = [];
    }

    return {
      /** Said already, before this page was opened. */
      known: function (ids) { ids.forEach(finish); },
      /** The calls that stand now, the oldest first. */
      offer: function (calls, now) {
        var gap = !linked;
        linked = true;
        standing = {};
        calls.forEach(function (call) { standing[call.call] = true; });
        calls.forEach(function (call) {
          if (seen(call)) return;
          if (stale(call, now)) finish(call.call); else add(call, now);
        });
        keep(function (call) { return standing[call.call]; });
        if (gap) {
          explain = null;
          keep(function (call) { return !stale(call, now); });
        }
        if (waiting.length >= 2) waiting.forEach(function (each) { each.crowded = true; });
      },
      /** To be said to the whole hall, each once, when no call waits. */
      offerNotices: function (given) {
        given.forEach(function (each) {
          if (!done[each.notice]) { finish(each.notice); notices.push(each); }
        });
      },
      /** Nobody can tell any more which calls stand: nothing is said until somebody can. */
      lost: function () { linked = false; },
      /** The saying to begin now, or null; it is ended or failed before there is another one. */
      next: function (now, silent) {
        if (speaking || !linked || settles(now) !== null) return null;
        if (silent) { quiet(); return null; }
        return nextCall() || nextFollowing(now) || nextNotice(now);
      },
      /** When to ask again although nothing happens; null: when something happens. */
      wake: function (now) { return speaking || !linked ? null : settles(now); },
      /** A call waits that a notice or an explanation makes way for. */
      presses: function () { return waiting.length > 0; },
      /** What is likely to be said next: its sound may be fetched meanwhile. */
      ahead: function () {
        if (waiting.length) return waiting.slice(0, 2).map(opening);
        if (speaking && speaking.kind === "first") return [].concat(explains(speaking) || [], speaking.call.repeat);
        return repeats.slice(0, 1).map(function (one) { return repeated(one.call); });
      },
      /** The saying was heard to its end. */
      ended: function (now) {
        var was = speaking;
        speaking = null;
        if (was.kind !== "first") return;
        finish(was.call.call);
        explain = explains(was) ? was.call : null;
        repeats.push({ call: was.call, until: now + rules.repeat_within_ms });
      },
      /** A call came into it: a notice is said again, from its beginning. */
      cut: function () {
        if (speaking.notice) notices.unshift(speaking.notice);
        speaking = null;
      },
    };

    function explains(was) { return !was.crowded && was.call.explain && !done[was.call.ticket] ? was.call.explain : null; }
  };
}());
