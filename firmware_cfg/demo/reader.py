"""Counts a played morning from what it left behind, sharing no code with the engine.

Six witnesses: the engine's journal (its rows, read as plain JSON), the virtual printer's cuts (the code read from
each paper), the loudspeaker's record, each kiosk's own journal, what the visitors say they did, and the counts of
their marks. Where they disagree, the morning was not right.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from firmware_cfg.demo.summary import Summary

#: A call ends in one of these, or stands at the end.
AFTER_CALL = {
    "ServiceFinished": "served",
    "VisitContinued": "passed_on",
    "TicketMissed": "no_show",
    "TicketReleased": "returned_to_waiting",
    "TicketHeld": "returned_to_waiting",
    "TicketTransferred": "returned_to_waiting",
}
#: After these the ticket waits again.
BACK = ("returned_to_waiting", "passed_on")
#: The code on a ticket: its day and number. What else falls out of the printer is a list of papers.
TICKET = re.compile(r"\d{4}-\d{2}-\d{2}[a-z]?\.\S+")
#: Services that a visitor is led to by a way of its own.
COLLECT, HELP = "collect", "guide"


@dataclass(frozen=True)
class Left:
    """Where the witnesses' words lie: the engine's database, folders of cuts, the sound's record, kiosk journals, the
    visitors' diary, the counts of marks.
    """

    database: Path
    printers: tuple[Path, ...]
    record: Path
    kiosks: tuple[Path, ...]
    diary: Path
    ratings: Path


@dataclass
class _Journal:
    """What the rows of the engine's journal say, ticket by ticket."""

    issued: list[dict[str, Any]] = field(default_factory=list)
    at_counter: dict[str, str] = field(default_factory=dict)
    ends: dict[str, str] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    after_call: Counter[str] = field(default_factory=Counter)
    calls: list[str] = field(default_factory=list)
    first_calls: int = 0
    dropped: set[str] = field(default_factory=set)
    double_calls: int = 0


def read_morning(left: Left) -> Summary:
    """Count from the six witnesses."""
    journal = _read_journal(left.database)
    papers = [_lines(folder / "cuts.jsonl") for folder in left.printers]
    heard = {line["call_id"] for line in _lines(left.record) if line.get("call_id")}
    summary = _from_journal(journal)
    _from_papers(summary, journal, [cut for cuts in papers for cut in cuts])
    _from_sound(summary, journal, heard)
    for kiosk in left.kiosks:
        _from_kiosk(summary, journal, kiosk)
    diary = _lines(left.diary)
    _from_visitors(summary, journal, [each for each in diary if "visit" in each])
    _from_marks(summary, [each for each in diary if "mark" in each], left.ratings)
    return summary


def is_ticket(cut: dict[str, Any]) -> bool:
    """Whether a paper is a ticket, by the code on it."""
    return TICKET.fullmatch(cut.get("qr") or "") is not None


def _read_journal(database: Path) -> _Journal:
    journal = _Journal()
    for (body,) in _rows(database, "SELECT body FROM journal ORDER BY seq"):
        _take(journal, json.loads(body))
    return journal


def _take(journal: _Journal, event: dict[str, Any]) -> None:
    kind, ticket = event["kind"], event.get("ticket", "")
    if kind == "TicketIssued":
        journal.issued.append(event)
    elif kind in ("TicketCalled", "TicketRecalled"):
        _call(journal, event)
    elif kind == "CallDropped":
        journal.dropped.add(event["call_id"])
    elif kind in AFTER_CALL:
        journal.at_counter.pop(ticket, None)
        journal.after_call[AFTER_CALL[kind]] += 1
        journal.ends[ticket] = AFTER_CALL[kind]
    elif kind in ("TicketVoided", "TicketGivenUp", "TicketClosed"):
        journal.ends[ticket] = {"TicketVoided": "voided", "TicketGivenUp": "given_up", "TicketClosed": "closed"}[kind]
    elif kind == "TicketReturned":
        journal.ends.pop(ticket, None)
    elif kind == "TicketMoved":
        journal.moved[ticket] = event["service"]


def _call(journal: _Journal, event: dict[str, Any]) -> None:
    ticket, counter = event["ticket"], event["counter"]
    journal.calls.append(event["call_id"])
    if event["kind"] == "TicketRecalled":
        journal.double_calls += journal.at_counter.get(ticket) != counter
        return
    journal.first_calls += 1
    journal.double_calls += ticket in journal.at_counter or counter in journal.at_counter.values()
    journal.at_counter[ticket] = counter
    journal.ends.pop(ticket, None)


def _from_journal(journal: _Journal) -> Summary:
    ends = Counter(journal.ends.values())
    tickets = Counter(each["ticket"] for each in journal.issued)
    numbers = Counter((each["ticket"].partition(".")[0], each["number"]) for each in journal.issued)
    live = [each for each in tickets if each not in journal.ends or journal.ends[each] in BACK]
    return Summary(
        issued=len(journal.issued),
        voided=ends["voided"],
        called=journal.first_calls,
        calls=len(journal.calls),
        served=journal.after_call["served"],
        no_show=journal.after_call["no_show"],
        returned_to_waiting=journal.after_call["returned_to_waiting"],
        passed_on=journal.after_call["passed_on"],
        still_called=len(journal.at_counter),
        waiting=len(live) - len(journal.at_counter) + ends["closed"],
        given_up=ends["given_up"],
        duplicate_numbers=sum(n - 1 for n in numbers.values()),
        double_calls=journal.double_calls + sum(n - 1 for n in Counter(journal.calls).values()),
    )


def _from_papers(summary: Summary, journal: _Journal, cuts: list[dict[str, Any]]) -> None:
    """Each ticket's code is the one it stands for: a paper a ticket, two for one that was moved, and none unissued."""
    slips = [cut["qr"] for cut in cuts if is_ticket(cut)]
    codes = Counter(slips)
    issued = {each["ticket"] for each in journal.issued}
    summary.printed, summary.slips, summary.papers = len(codes), len(slips), len(cuts) - len(slips)
    summary.faults += [f"a paper without a readable code: {cut['file']}" for cut in cuts if not cut.get("qr")]
    summary.lost += len(set(codes) - issued)
    summary.faults += [f"paper {code} was never issued" for code in sorted(set(codes) - issued)]
    numbers = Counter(code.partition(".")[2] for code in codes)
    summary.duplicate_numbers += sum(n - 1 for n in numbers.values())


def _from_sound(summary: Summary, journal: _Journal, heard: set[str]) -> None:
    calls = set(journal.calls)
    summary.announced = len(heard & calls)
    summary.dropped_with_reason = len((journal.dropped & calls) - heard)
    summary.faults += [f"the loudspeaker called {each}, which nobody made" for each in sorted(heard - calls)]
    silent = calls - heard - journal.dropped
    summary.faults += [f"call {each} was neither heard nor dropped with a reason" for each in sorted(silent)]


def _from_kiosk(summary: Summary, journal: _Journal, kiosk: Path) -> None:
    """What a kiosk holds for issued and printed the engine must know, by the same number."""
    numbers = {each["request_id"]: each["number"] for each in journal.issued}
    rows = _rows(
        kiosk,
        "SELECT request_id, number FROM request WHERE state IN ('issued', 'offline') AND number IS NOT NULL"
        " AND paper NOT IN ('void', 'none', 'failed')",
    )
    for request, number in rows:
        if numbers.get(request) != number:
            summary.lost += 1
            summary.faults.append(f"{kiosk.name}: request {request} has {number} here, {numbers.get(request)} there")


def _from_visitors(summary: Summary, journal: _Journal, visits: list[dict[str, Any]]) -> None:
    """Who holds a number holds it for what was wished for; what else was done at the kiosk, the journal knows."""
    issued = {each["number"]: each for each in journal.issued}
    with_number = [each for each in visits if each["number"] is not None]
    summary.came, summary.took = len(visits), len(with_number)
    summary.turned_away = sum(each["number"] is None and bool(each.get("told")) for each in visits)
    summary.checklists = sum(bool(each.get("checklist")) for each in visits)
    summary.ways = dict(Counter(way for each in with_number for way in _said(each)))
    summary.ways_known = dict(Counter(way for each in journal.issued for way in _known(each, journal)))
    for each in with_number:
        event = issued.get(each["number"], {})
        if each["service"] not in (None, event.get("service")):
            summary.faults.append(
                f"{each['number']}: taken for {each['service']}, the journal has {event.get('service')}"
            )


def _said(visit: dict[str, Any]) -> Iterator[str]:
    """What a visitor did beside taking a number."""
    if visit.get("booking"):
        yield f"booking {visit['booking']}"
    yield from (f"also {each}" for each in visit.get("further", ()))
    if visit.get("gave_up"):
        yield "gave up"
    if visit.get("moved_to"):
        yield "moved"
        yield f"moved to {visit['moved_to']}"
    if visit["service"] == HELP:
        yield "help"
    if COLLECT in (visit["service"], visit.get("field")):
        yield "collects"


def _known(event: dict[str, Any], journal: _Journal) -> Iterator[str]:
    """The same of a ticket, as the journal has it."""
    ticket = event["ticket"]
    if event.get("booking"):
        yield f"booking {event['booking']}"
    yield from (f"also {each}" for each in event.get("further", ()))
    if journal.ends.get(ticket) == "given_up":
        yield "gave up"
    if ticket in journal.moved:
        yield "moved"
        yield f"moved to {journal.moved[ticket]}"
    if event.get("service") == HELP:
        yield "help"
    if event.get("service") == COLLECT:
        yield "collects"


def _from_marks(summary: Summary, given: list[dict[str, Any]], ratings: Path) -> None:
    """Marks and reasons: as they were touched, and as they were counted."""
    touched = Counter(f"mark {each['mark']}" for each in given)
    touched.update(f"reason {reason}" for each in given for reason in each["reasons"])
    summary.marks = dict(touched)
    counted = _rows(ratings, "SELECT 'mark ' || mark, SUM(n) FROM marks WHERE dimension = 'all' GROUP BY mark")
    why = _rows(ratings, "SELECT 'reason ' || reason, SUM(n) FROM reasons WHERE dimension = 'all' GROUP BY reason")
    summary.marks_counted = dict([*counted, *why])


def _rows(database: Path, question: str) -> list[Any]:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return connection.execute(question).fetchall()


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines() if line] if path.exists() else []
