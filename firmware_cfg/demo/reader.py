"""Counts a played morning from what it left behind, sharing no code with the engine.

Four witnesses: the engine's journal (its rows, read as plain JSON), the virtual printer's cuts (the code read from
each paper), the loudspeaker's record, and each kiosk's own journal. Where they disagree, the morning was not right.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

#: A call ends in one of these, or stands at the end.
AFTER_CALL = {
    "ServiceFinished": "served",
    "TicketMissed": "no_show",
    "TicketReleased": "returned_to_waiting",
    "TicketHeld": "returned_to_waiting",
    "TicketTransferred": "returned_to_waiting",
}


@dataclass
class Summary:
    """The morning in integers. `called`: first calls; `calls`: recalls counted too."""

    issued: int = 0
    printed: int = 0
    voided: int = 0
    called: int = 0
    announced: int = 0
    dropped_with_reason: int = 0
    served: int = 0
    no_show: int = 0
    still_called: int = 0
    waiting: int = 0
    given_up: int = 0
    duplicate_numbers: int = 0
    double_calls: int = 0
    lost: int = 0
    calls: int = 0
    returned_to_waiting: int = 0
    faults: list[str] = field(default_factory=list)

    def check(self) -> list[str]:
        """The sums that must hold; what does not, in words."""
        after = self.served + self.no_show + self.still_called + self.returned_to_waiting
        sums = [
            ("issued = printed + voided", self.issued, self.printed + self.voided),
            ("called = served + no_show + still_called + returned_to_waiting", self.called, after),
            ("announced + dropped_with_reason = calls", self.announced + self.dropped_with_reason, self.calls),
            ("duplicate_numbers = 0", self.duplicate_numbers, 0),
            ("double_calls = 0", self.double_calls, 0),
            ("lost = 0", self.lost, 0),
        ]
        wrong = [f"{name}: {left} against {right}" for name, left, right in sums if left != right]
        return wrong + self.faults

    def as_json(self) -> str:
        """For `summary.json`."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n"


@dataclass
class _Journal:
    """What the rows of the engine's journal say, ticket by ticket."""

    issued: list[tuple[str, str, str]] = field(default_factory=list)
    at_counter: dict[str, str] = field(default_factory=dict)
    ends: dict[str, str] = field(default_factory=dict)
    after_call: Counter[str] = field(default_factory=Counter)
    calls: list[str] = field(default_factory=list)
    first_calls: int = 0
    dropped: set[str] = field(default_factory=set)
    double_calls: int = 0


def read_morning(database: Path, printers: Iterable[Path], record: Path, kiosks: Iterable[Path]) -> Summary:
    """Count from the four witnesses: the engine's database, folders of cuts, the sound's record, kiosk journals."""
    journal = _read_journal(database)
    papers = [_lines(folder / "cuts.jsonl") for folder in printers]
    heard = {line["call_id"] for line in _lines(record) if line.get("call_id")}
    summary = _from_journal(journal)
    _from_papers(summary, journal, [cut for cuts in papers for cut in cuts])
    _from_sound(summary, journal, heard)
    for kiosk in kiosks:
        _from_kiosk(summary, journal, kiosk)
    return summary


def _read_journal(database: Path) -> _Journal:
    journal = _Journal()
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        rows = connection.execute("SELECT body FROM journal ORDER BY seq").fetchall()
    for (body,) in rows:
        _take(journal, json.loads(body))
    return journal


def _take(journal: _Journal, event: dict[str, Any]) -> None:
    kind, ticket = event["kind"], event.get("ticket", "")
    if kind == "TicketIssued":
        journal.issued.append((ticket, event["number"], event["request_id"]))
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
    tickets = Counter(ticket for ticket, _, _ in journal.issued)
    numbers = Counter((ticket.partition(".")[0], number) for ticket, number, _ in journal.issued)
    live = [each for each in tickets if each not in journal.ends or journal.ends[each] == "returned_to_waiting"]
    return Summary(
        issued=len(journal.issued),
        voided=ends["voided"],
        called=journal.first_calls,
        calls=len(journal.calls),
        served=journal.after_call["served"],
        no_show=journal.after_call["no_show"],
        returned_to_waiting=journal.after_call["returned_to_waiting"],
        still_called=len(journal.at_counter),
        waiting=len(live) - len(journal.at_counter) + ends["closed"],
        given_up=ends["given_up"],
        duplicate_numbers=sum(n - 1 for n in numbers.values()),
        double_calls=journal.double_calls + sum(n - 1 for n in Counter(journal.calls).values()),
    )


def _from_papers(summary: Summary, journal: _Journal, cuts: list[dict[str, Any]]) -> None:
    """Each paper's code is the ticket it stands for: one paper a ticket, and none that nobody issued."""
    codes = Counter(cut["qr"] for cut in cuts if cut.get("qr"))
    issued = {ticket for ticket, _, _ in journal.issued}
    summary.printed = len(codes)
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
    numbers = {request: number for _, number, request in journal.issued}
    with sqlite3.connect(f"file:{kiosk}?mode=ro", uri=True) as connection:
        rows = connection.execute(
            "SELECT request_id, number FROM request WHERE state IN ('issued', 'offline') AND number IS NOT NULL"
            " AND paper NOT IN ('void', 'none', 'failed')"
        ).fetchall()
    for request, number in rows:
        if numbers.get(request) != number:
            summary.lost += 1
            summary.faults.append(f"{kiosk.name}: request {request} has {number} here, {numbers.get(request)} there")


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines() if line] if path.exists() else []
