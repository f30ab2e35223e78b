"""The counter line: own number, state, people waiting, and what the clerk should know. Pure.

Shown in a terminal or in the small window, from one `View`. Times of day are office time, UTC+7 the year round.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from assets import AssetsError, Translation
from assets.wording import time as clock
from broker.contract.commands import Key
from broker.contract.office import Counter, Office, Rules
from broker.contract.status import CounterStatus
from display.counter.view import Outcome, View

ZONE = dt.timezone(dt.timedelta(hours=7))
#: Smaller figures are no instants: params of refusals carry counts and seconds as well.
_INSTANT = 10**11

#: plain: what goes without saying · notice: read it before the next press · alarm: the keys do not work as they should.
Tone = Literal["plain", "notice", "alarm"]
KEY_NAMES: dict[Key, str] = {
    "next": "keys.next", "recall": "keys.recall", "start": "keys.start", "pause": "keys.pause",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """The parts of the line, each in words; empty where there is nothing to say."""

    name: str
    state: str
    number: str = ""
    waiting: str = ""
    notice: str = ""
    tone: Tone = "plain"
    training: str = ""

    def text(self) -> str:
        """The whole in one row."""
        parts = (self.name, self.training, self.state, self.number, self.waiting, self.notice)
        return " · ".join(part for part in parts if part)


def line(view: View, words: Translation) -> Line:
    """What the counter shows now."""
    name, status = counter_name(view.office, view.counter, words), view.status
    notice, tone = _notice(view, words)
    if status is None:
        return Line(name, "", notice=notice, tone=tone)
    return Line(
        name=name,
        training=words.text("train.banner") if status.training else "",
        state=state(status, words),
        number=status.number or "",
        waiting=words.text("wait.count", count=status.waiting),
        notice=notice,
        tone=tone,
    )


def state(status: CounterStatus, words: Translation) -> str:
    """The state in the words of the lobby."""
    if status.state == "paused":
        return _pause(status, words)
    if status.state == "calling":
        return f"{words.text('state.calling')} · {words.text('nth', count=status.nth)}"
    return words.text("state.ready" if status.state == "free" else f"state.{status.state}")


def counter_name(office: Office | None, counter: str, words: Translation) -> str:
    """What the counter is called in this office; "Quầy 3" while the office is not known."""
    known = _counter(office, counter)
    return known.name.get(words.lang, known.name["vi"]) if known else words.text("counter.name", counter=counter)


def _pause(status: CounterStatus, words: Translation) -> str:
    if status.until is not None:
        key = "state.lunch" if status.pause_reason == "lunch" else "state.paused_until"
        return words.text(key, time=_time(status.until))
    paused, reason = words.text("state.paused"), status.pause_reason
    return paused if reason in (None, "other") else f"{paused} ({words.text(f'pause.{reason}')})"


Said = tuple[str, Tone] | None


def _notice(view: View, words: Translation) -> tuple[str, Tone]:
    """The first of what there is to say."""
    sayings: tuple[Callable[[View, Translation], Said], ...] = (
        _offline, _removed, _last_press, _asks, _stuck, _no_show, _nobody,
    )  # fmt: skip
    return next((said for saying in sayings if (said := saying(view, words))), ("", "plain"))


def _offline(view: View, words: Translation) -> Said:
    if view.online and (view.status is not None or view.removed):
        return None
    if view.heard_ms is None or view.online:
        return words.text("counter.no_engine"), "alarm"
    lost = view.outcome is not None and view.outcome.end == "offline"
    return words.text("e.link" if lost else "counter.offline", time=_time(view.heard_ms)), "alarm"


def _removed(view: View, words: Translation) -> Said:
    return (words.text("counter.removed", counter=view.counter), "alarm") if view.removed else None


def _last_press(view: View, words: Translation) -> Said:
    outcome = view.outcome
    if outcome is None or outcome.end in ("accepted", "ignored"):
        return None
    if outcome.end == "refused":
        said = _refusal(outcome, view, words)
        return (said, "notice") if said else None
    return words.text("counter.busy" if outcome.end == "busy" else "counter.silent"), "notice"


def _asks(view: View, words: Translation) -> Said:
    if view.status is None or not view.status.asks:
        return None
    rules = view.office.rules if view.office else Rules()
    ends_ms = view.status.until or (view.asked_ms or view.now_ms) + 1000 * rules.free_asks_s
    return words.text("ready?", seconds=_seconds(ends_ms - view.now_ms)), "notice"


def _stuck(view: View, words: Translation) -> Said:
    keys = ", ".join(words.text(KEY_NAMES[key]) for key in view.stuck)
    return (words.text("counter.stuck", keys=keys), "alarm") if keys else None


def _no_show(view: View, words: Translation) -> Said:
    """From when an absent visitor may be marked, counted down by office time."""
    if view.status is None or view.status.state != "calling" or view.status.no_show_from is None:
        return None
    left_s = _seconds(view.status.no_show_from - view.now_ms)
    if left_s:
        return words.text("counter.no_show_in", seconds=left_s), "plain"
    return words.text("counter.no_show_now"), "plain"


def _nobody(view: View, words: Translation) -> Said:
    return (words.text("free"), "plain") if view.status and view.status.state == "free" else None


def _refusal(outcome: Outcome, view: View, words: Translation) -> str:
    """Why the engine refused; "" when that is no longer so: the seconds of a no-show are over."""
    params = {name: _param(name, value, view.office, words) for name, value in outcome.params.items()}
    if outcome.code == "e_soon":
        left_s = _left_s(outcome, view)
        if left_s == 0:
            return ""
        params |= {"left_s": str(left_s)}
    try:
        return words.text(f"refused.{outcome.code}", **params)
    except AssetsError:  # an engine newer than our texts
        return words.text("counter.refused", code=outcome.code)


def _left_s(outcome: Outcome, view: View) -> int:
    """Seconds until a no-show is possible. While calls are missing they have not begun to run."""
    if view.status and view.status.no_show_from is not None:
        return _seconds(view.status.no_show_from - view.now_ms)
    left_s = int(outcome.params.get("left_s", 0))
    made = view.status.nth if view.status else 0
    missing = 0 < made < int(outcome.params.get("calls", 0))
    return left_s if missing else _seconds(outcome.at_ms + 1000 * left_s - view.now_ms)


def _param(name: str, value: str | int, office: Office | None, words: Translation) -> str:
    """A parameter of a refusal as people say it: the engine sends names and instants."""
    if isinstance(value, int):
        return _time(value) if value > _INSTANT else str(value)
    known: Mapping[str, Callable[[], str | None]] = {
        "counter": lambda: _counter_number(office, value),
        "service": lambda: _service_name(office, value, words),
        "stage": lambda: words.texts.get(f"stage.{value}"),
    }
    return (known[name]() if name in known else None) or value


def _counter(office: Office | None, counter: str) -> Counter | None:
    return next((each for each in office.counters if each.id == counter), None) if office else None


def _counter_number(office: Office | None, counter: str) -> str | None:
    known = _counter(office, counter)
    return str(known.number) if known and known.number else None


def _service_name(office: Office | None, service: str, words: Translation) -> str | None:
    names = next((each.name for each in office.services if each.id == service), None) if office else None
    return names.get(words.lang, names["vi"]) if names else None


def _seconds(ms: int) -> int:
    """Whole seconds still to go, never below 0: "1" until the last is over."""
    return max(0, math.ceil(ms / 1000))


def _time(ms: int) -> str:
    return clock(dt.datetime.fromtimestamp(ms / 1000, ZONE))
