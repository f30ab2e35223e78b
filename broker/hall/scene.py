"""A lobby board as it is to be drawn at one moment: words and figures only, no colours and no places. Pure.

Each part can be compared with the one before: a panel whose part is the same is not touched.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from broker.hall.published import PublishedPage


class Mood(StrEnum):
    """What a counter is doing, as the hall needs it. The words say it too; a colour only helps."""

    CALLS = "calls"
    SERVES = "serves"
    READY = "ready"
    AWAY = "away"  # paused, lunch, shut, not open yet


@dataclass(frozen=True)
class Head:
    """Whose board this is, and what time it is."""

    authority: str
    office: str
    clock: str
    date: str


@dataclass(frozen=True)
class Cell:
    """A call in the spotlight. `desk` is the counter's own name where it has no number; then `counter` is empty.

    `key` changes with every call: the cell draws attention to itself once a key.
    """

    key: str
    number: str
    counter: str
    desk: str
    come: str  # "Mời số", or "Gọi lần 2" when called `again`
    to: str  # "Đến quầy"
    come_too: str = ""  # the same in the second language of the screen, if it has one
    to_too: str = ""
    again: bool = False
    field: str = ""  # for a number of training: that it is one
    pictogram: str = ""
    mark: str = ""  # "◆": its sentence is in the foot


@dataclass(frozen=True)
class Spotlight:
    """The newest calls, newest first, and the words spoken for them; or, with none, what the hall should know.

    `alarm`: the link is gone; nothing else is shown.
    """

    cells: tuple[Cell, ...] = ()
    subtitle: str = ""
    calm: str = ""
    alarm: str = ""


@dataclass(frozen=True)
class CounterTile:
    """A counter. `badge` is its number, or empty where it has only a name; `service`: what is done there."""

    counter: str
    name: str
    badge: str
    mood: Mood
    words: str
    number: str = ""
    service: str = ""


@dataclass(frozen=True)
class Counters:
    """The counters of this page. `total` counts all of them, `size` is what a page holds: all pages look the same."""

    tiles: tuple[CounterTile, ...]
    total: int
    size: int
    page: int = 0
    pages: int = 1


@dataclass(frozen=True)
class RecentCall:
    """A line of "just called". `desk` is the counter's own name where it has no number."""

    number: str
    counter: str
    desk: str


@dataclass(frozen=True)
class Recent:
    """The list of what was just called, newest first; `nothing` says what the list is for while it is empty."""

    title: str
    calls: tuple[RecentCall, ...]
    nothing: str = ""


@dataclass(frozen=True)
class WaitingRow:
    """Who waits for a field, and how long."""

    field: str
    pictogram: str
    people: str
    wait: str


@dataclass(frozen=True)
class Waiting:
    """Waiting by field; `wait` is the head over the minutes."""

    title: str
    wait: str
    rows: tuple[WaitingRow, ...]
    page: int = 0
    pages: int = 1


@dataclass(frozen=True)
class Foot:
    """The line below everything: a sentence that stands still, or the lines that run through."""

    text: str = ""
    running: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scene:
    """The whole board. `banner`: training, over everything. `shut`: nobody works now, and what the hall is told has the
    room of the counters; with nobody waiting it has that of the lists as well (`empty`).

    While it is calm something is shown in place of the board: `poster`, the file of a notice of the office, or
    `published`, a page of its procedures.
    """

    head: Head
    banner: str
    spotlight: Spotlight
    counters: Counters
    recent: Recent
    waiting: Waiting
    foot: Foot
    shut: bool = False
    empty: bool = False
    poster: str = ""
    published: PublishedPage | None = None
