"""The four keys: what a press means in the state its counter is in."""

from __future__ import annotations

from broker.contract import commands as c
from broker.contract import events as e
from broker.core import tables
from broker.core.decide.common import (
    Decision,
    Refuse,
    Stamp,
    happened,
)
from broker.core.decide.presses import (
    Events,
    close_called,
    done_events,
    done_then_next,
    guard,
    next_events,
    no_show_events,
    number_of,
    opens,
    pressed,
    recall_events,
    release_event,
    start_event,
    undo_events,
)
from broker.core.floor import Floor
from broker.core.state import Desk


def press_key(floor: Floor, command: c.PressKey, stamp: Stamp) -> Decision:
    """A key means what the counter's state makes of it: `tables.KEYS`."""
    desk = guard(floor, command, stamp)
    action = tables.meaning(desk.state, command.key, long=command.long)
    if action is None:
        raise Refuse(tables.REFUSED[desk.state], **number_of(floor, desk))
    return happened(*pressed(_act(floor, desk, action, stamp)))


def _act(floor: Floor, desk: Desk, action: tables.Action, stamp: Stamp) -> Events:
    match action:
        case "open" | "resume":
            return [e.CounterOpened(counter=desk.id, holder=opens(desk, stamp.device))]
        case "next":
            return next_events(floor, desk, stamp)
        case "resume_next":
            opened = e.CounterOpened(counter=desk.id, holder=opens(desk, stamp.device))
            return [opened, *next_events(floor, desk, stamp)]
        case "finish_next":
            return done_then_next(floor, desk, stamp, done_events(floor, desk, stamp))
        case "close_next":
            return done_then_next(floor, desk, stamp, close_called(floor, desk, stamp))
        case "confirm":
            return [e.FreeConfirmed(counter=desk.id)]
        case "recall":
            return recall_events(floor, desk)
        case "no_show":
            return no_show_events(floor, desk, stamp)
        case "start":
            return [start_event(floor, desk)]
        case "finish":
            return done_events(floor, desk, stamp)
        case "undo":
            return undo_events(floor, desk, stamp)
        case "pause":
            return [e.CounterPaused(counter=desk.id, reason="other")]
        case "release_pause":
            return [release_event(desk), e.CounterPaused(counter=desk.id, reason="other")]
        case "shut":
            return [e.CounterShut(counter=desk.id)]
        case "release_shut":
            return [release_event(desk), e.CounterShut(counter=desk.id)]
