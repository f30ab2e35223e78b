"""What the clerk's page shows of one counter: from its status to what can be done and who waits for it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from broker.contract.ids import ORDINARY, InstantMs, keys_of
from broker.contract.status import CounterStatus, LiveTicket

#: Rows of a list at most; the rest is counted.
ROWS = 40

#: What may be done in a state; the engine decides, this only keeps hands from what it would refuse.
POSSIBLE: dict[str, frozenset[str]] = {
    "shut": frozenset({"open", "next"}),  # as the key: it opens, and calls nobody yet
    "ready": frozenset({"next", "pause", "shut"}),
    "free": frozenset({"next", "pause", "shut"}),
    "calling": frozenset({"recall", "start", "no_show", "hold", "transfer", "pause", "shut", "note"}),
    "serving": frozenset({"next", "finish", "hold", "transfer", "add_service", "note"}),
    "paused": frozenset({"next", "open", "shut"}),
}
#: What a clerk most likely wants now.
LIKELY = {"shut": "open", "ready": "next", "calling": "start", "serving": "finish", "paused": "next"}


@dataclass(frozen=True)
class Possible:
    """What can be done now. `from_ms`: not before this instant; `till_ms`: not after that."""

    acts: frozenset[str]
    likely: str = ""
    no_show_from: InstantMs | None = None
    undo_till: InstantMs | None = None


def possible(status: CounterStatus, me: str, *, left: bool = False) -> Possible:
    """What whoever works as `me` can do at this counter now. `left`: there is a ticket whose times may be marked."""
    if held_by_other(status, me):
        way = "join" if by_keys(status) else "take"
        return Possible(frozenset({way}), way)
    acts = set(POSSIBLE[status.state])
    if left:
        acts.add("mark_time")
    if status.undo_until is not None:
        acts.add("undo")
    if status.no_show_from is None:
        acts.discard("no_show")
    if status.former is not None and "transfer" in acts:
        acts.add("send_back")
    if status.ticket is not None and status.class_id not in (None, ORDINARY):
        acts.add("withdraw_priority")
        acts.update(set() if status.confirmed else {"confirm_priority"})
    return Possible(frozenset(acts), LIKELY.get(status.state, ""), status.no_show_from, status.undo_until)


def held_by_other(status: CounterStatus, me: str) -> bool:
    """Whether another device works this counter: it is taken over only with a reason."""
    return status.holder not in ("", me)


def by_keys(status: CounterStatus) -> bool:
    """Whether the counter was opened by its own keys: a page works beside them, and they go on working."""
    return status.holder == keys_of(status.counter)


#: Why no number of the list can be called by name.
WhyNot = Literal["", "held", "shut", "paused", "calling", "serving"]


def why_not_others(status: CounterStatus, me: str) -> WhyNot:
    """Why no number of the list may be called by name now; "" if they may."""
    if held_by_other(status, me):
        return "held"
    return "" if status.state in ("ready", "free") else cast("WhyNot", status.state)


@dataclass(frozen=True)
class Lists:
    """Who concerns this counter. `more`: how many wait behind those that are shown."""

    waiting: tuple[LiveTicket, ...]
    held: tuple[LiveTicket, ...]
    missed: tuple[LiveTicket, ...]
    more: int = 0
    count: int = 0


def lists(status: CounterStatus, tickets: Sequence[LiveTicket]) -> Lists:
    """Whom I may call, in the order of their places; and who is held or absent, for the same services."""
    mine = [each for each in tickets if concerns(each, status)]
    waiting = _in(mine, "waiting")
    return Lists(waiting[:ROWS], _in(mine, "held"), _in(mine, "missed"), max(0, len(waiting) - ROWS), len(waiting))


def concerns(ticket: LiveTicket, status: CounterStatus) -> bool:
    """Whether this counter may call a ticket: it was sent here, or is of its services and was sent to nobody else."""
    sent = ticket.to_counter is not None or ticket.to_clerk is not None
    here = ticket.to_counter in (None, status.counter) and ticket.to_clerk in (None, status.clerk_id)
    return ticket.training == status.training and here and (sent or ticket.service in status.services)


def _in(tickets: Iterable[LiveTicket], stage: str) -> tuple[LiveTicket, ...]:
    return tuple(each for each in tickets if each.stage == stage)
