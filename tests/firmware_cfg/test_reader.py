"""The reader of a played morning: it counts right, and every sum it holds can fail."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from firmware_cfg.demo.reader import Left, read_morning
from firmware_cfg.demo.summary import Summary

DAY = "2026-11-23"
Row = dict[str, Any]


def ticket(number: str) -> str:
    """A ticket's id."""
    return f"{DAY}.{number}"


def issued(number: str, service: str = "land", **more: Any) -> Row:
    """A number given."""
    given = {"kind": "TicketIssued", "ticket": ticket(number), "number": number, "request_id": f"request-{number}"}
    return {**given, "service": service, **more}


def visit(number: str | None, service: str | None = "land", **more: Any) -> Row:
    """A visitor's own word."""
    return {"visit": 1, "number": number, "field": service, "service": service, **more}


def called(number: str, counter: str, call: str, kind: str = "TicketCalled") -> Row:
    """A call."""
    return {"kind": kind, "ticket": ticket(number), "counter": counter, "call_id": f"{ticket(number)}/{call}"}


def about(kind: str, number: str, **more: str) -> Row:
    """Any other event of a ticket."""
    return {"kind": kind, "ticket": ticket(number), **more}


MORNING: list[Row] = [
    issued("A-001", booking="LH-1"),
    issued("A-002", "guide"),
    issued("A-003"),
    issued("C-001", "copy", further=["allowance"]),
    issued("C-002", "collect"),
    issued("C-003", "copy"),
    {"kind": "TicketMoved", "ticket": ticket("A-002"), "service": "guide"},
    called("A-001", "1", "1"),
    called("C-001", "2", "2"),
    called("C-001", "2", "3", "TicketRecalled"),
    about("ServiceStarted", "A-001", counter="1"),
    about("ServiceFinished", "A-001", counter="1"),
    called("A-002", "1", "4"),
    about("TicketReleased", "A-002", counter="1"),
    about("TicketMissed", "C-001", counter="2"),
    called("C-002", "2", "5"),
    about("TicketVoided", "C-003"),
    about("TicketGivenUp", "A-003"),
    {"kind": "CallDropped", "call_id": f"{ticket('C-002')}/5", "reason": "stale"},
]
PAPERS = ["A-001", "A-002", "A-003", "C-001", "C-002", "A-002"]
LIST = "https://dichvucong.example.vn/1"
VISITS: list[Row] = [
    visit("A-001", "land", booking="LH-1"),
    visit("A-002", "guide", moved_to="guide"),
    visit("A-003", "land", gave_up=True, checklist=True),
    visit("C-001", "copy", further=["allowance"]),
    visit("C-002", None, field="collect"),
    visit(None, "copy", told="closed"),
    {"mark": 1, "reasons": []},
    {"mark": 4, "reasons": ["waited"]},
]
MARKS = [("all", 1), ("all", 4), ("counter", 1), ("counter", 4)]
HEARD = [("A-001", "1"), ("C-001", "2"), ("C-001", "3"), ("A-002", "4")]
KIOSK = [("A-001", "issued"), ("C-001", "issued"), ("C-003", "abandoned")]


class Scene:
    """What a morning leaves behind, written anew for each test; a test spoils one thing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.events, self.papers, self.heard = list(MORNING), [ticket(each) for each in PAPERS], list(HEARD)
        self.papers.append(LIST)
        self.kiosk = [(f"request-{number}", number, state) for number, state in KIOSK]
        self.visits, self.marks = [dict(each) for each in VISITS], list(MARKS)

    def read(self) -> Summary:
        """Write it all down and count."""
        database, printer, sound = self.folder / "a.db", self.folder / "printer", self.folder / "record.jsonl"
        printer.mkdir()
        with sqlite3.connect(database) as connection:
            connection.execute("CREATE TABLE journal (seq INTEGER PRIMARY KEY, body TEXT)")
            connection.executemany("INSERT INTO journal (body) VALUES (?)", [(json.dumps(e),) for e in self.events])
        with sqlite3.connect(self.folder / "k1.db") as connection:
            connection.execute("CREATE TABLE request (request_id TEXT, number TEXT, state TEXT, paper TEXT)")
            connection.executemany("INSERT INTO request VALUES (?, ?, ?, 'proven')", self.kiosk)
        _lines(printer / "cuts.jsonl", [{"qr": code, "file": f"{n}.png"} for n, code in enumerate(self.papers)])
        _lines(sound, [{"call_id": f"{ticket(number)}/{call}"} for number, call in self.heard])
        diary, ratings = self.folder / "visitors.jsonl", self.folder / "ratings.db"
        _lines(diary, self.visits)
        with sqlite3.connect(ratings) as connection:
            connection.execute("CREATE TABLE marks (dimension TEXT, mark INTEGER, n INTEGER)")
            connection.execute("CREATE TABLE reasons (dimension TEXT, reason TEXT, n INTEGER)")
            connection.executemany("INSERT INTO marks VALUES (?, ?, 1)", self.marks)
            connection.execute("INSERT INTO reasons VALUES ('all', 'waited', 1), ('hour', 'waited', 1)")
        return read_morning(Left(database, (printer,), sound, (self.folder / "k1.db",), diary, ratings))


def _lines(path: Path, rows: list[Row]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """A morning in which everything is right."""
    return Scene(tmp_path)


def test_counts_a_morning(scene: Scene) -> None:
    """Each figure of a small morning that was counted by hand."""
    summary = scene.read()
    assert summary.check() == []
    assert (summary.issued, summary.printed, summary.voided, summary.given_up) == (6, 5, 1, 1)
    assert (summary.called, summary.calls, summary.announced, summary.dropped_with_reason) == (4, 5, 4, 1)
    assert (summary.served, summary.no_show, summary.still_called, summary.returned_to_waiting) == (1, 1, 1, 1)
    assert summary.waiting == 1  # A-002 is back in the line
    assert (summary.duplicate_numbers, summary.double_calls, summary.lost) == (0, 0, 0)
    assert (summary.came, summary.turned_away) == (6, 1)
    assert (summary.took, summary.slips, summary.papers, summary.checklists) == (5, 6, 1, 1)
    ways = {"booking LH-1": 1, "moved": 1, "moved to guide": 1, "help": 1, "gave up": 1, "also allowance": 1,
            "collects": 1}  # fmt: skip
    assert summary.ways == summary.ways_known == ways
    assert summary.marks == summary.marks_counted == {"mark 1": 1, "mark 4": 1, "reason waited": 1}


def test_a_visit_that_goes_on_elsewhere_is_no_second_call_of_the_same(scene: Scene) -> None:
    """One service ended, the next begins at another counter: passed on, called again, served."""
    scene.events += [about("VisitContinued", "C-002", counter="2"), called("C-002", "3", "12")]
    scene.heard.append(("C-002", "12"))
    summary = scene.read()
    assert summary.check() == []
    assert (summary.passed_on, summary.still_called, summary.double_calls) == (1, 1, 0)


SPOILT: dict[str, Callable[[Scene], None]] = {
    "issued = printed + voided": lambda scene: scene.papers.remove(ticket("C-002")),
    "announced + dropped_with_reason = calls": lambda scene: scene.heard.pop(),
    "was neither heard nor dropped": lambda scene: scene.heard.pop(),
    "duplicate_numbers": lambda scene: scene.events.insert(0, issued("A-001")),
    "double_calls": lambda scene: scene.events.append(called("C-002", "1", "9")),
    "lost": lambda scene: scene.papers.append(ticket("A-099")),
    "was never issued": lambda scene: scene.papers.append(ticket("A-099")),
    "has A-007 here, A-001 there": lambda scene: scene.kiosk.append(("request-A-001", "A-007", "issued")),
    "which nobody made": lambda scene: scene.heard.append(("A-003", "8")),
    "without a readable code": lambda scene: scene.papers.append(""),
    "visitors who took a number": lambda scene: scene.visits[5].update(number="C-003"),
    "slips = printed + moved": lambda scene: scene.papers.append(ticket("A-001")),
    "papers that are no ticket": lambda scene: scene.papers.append(LIST),
    "visitors = took a number + turned away": lambda scene: scene.visits[5].pop("told"),
    "journal says, booking LH-1": lambda scene: scene.visits[0].update(booking=None),
    "journal says, moved": lambda scene: scene.visits[1].update(moved_to=None),
    "journal says, gave up": lambda scene: scene.visits[2].update(gave_up=False),
    "journal says, also allowance": lambda scene: scene.visits[3].update(further=[]),
    "journal says, collects": lambda scene: scene.visits[4].update(field="land"),
    "taken for land": lambda scene: scene.visits[4].update(service="land"),
    "marks counted, mark 4": lambda scene: scene.marks.append(("all", 4)),
    "marks counted, reason waited": lambda scene: scene.visits[7].update(reasons=[]),
    "called = served": lambda scene: scene.events.append(about("ServiceFinished", "A-003")),
}


@pytest.mark.parametrize("fault", SPOILT)
def test_every_sum_can_fail(scene: Scene, fault: str) -> None:
    """One thing spoilt, and the reader says which sum does not hold."""
    SPOILT[fault](scene)
    assert any(fault in each for each in scene.read().check())


def test_two_counters_with_one_ticket_are_seen(scene: Scene) -> None:
    """The same ticket called at a second counter while the first has it."""
    scene.events.append(called("C-002", "3", "11"))
    scene.heard.append(("C-002", "11"))
    assert scene.read().double_calls == 1
