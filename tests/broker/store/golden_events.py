"""One event of every kind, with every field filled: what the golden rows are written from.

    python -m tests.broker.store.golden_events     # writes golden/<version>.jsonl, unless it is there

A file of a version that offices have is never written again: it is what their journals hold.
"""

import sys
from pathlib import Path

import msgspec

from broker.contract import codec
from broker.contract import events as e
from tests.broker.store.golden_office import FULL_OFFICE

FOLDER = Path(__file__).parent / "golden"
DAY, NOTE = "2026-11-23", "Khác…"
TICKET, OTHER = f"{DAY}.C-007", f"{DAY}.C-006"
AT = 1_795_395_600_000

WHY = e.Why(
    rule="score", candidates=3, score=12.5, runner_up=OTHER, runner_up_score=11.25, passed_count=1, passed=(OTHER,),
    reason=NOTE,
)  # fmt: skip

EVENTS: tuple[e.AnyEvent, ...] = (
    e.OfficeApplied(office=FULL_OFFICE),
    e.DayOpened(day=DAY, date=DAY, reopened=True),
    e.DayClosed(day=DAY, issued=120, unserved=3),
    e.ClockCorrected(offset_ms=-3_600_000),
    e.IssuingStopped(service="copies", reason=NOTE),
    e.IssuingResumed(service="copies"),
    e.TrainingSet(on=True, counter="1", kiosk="kiosk-1"),
    e.TicketIssued(
        ticket=TICKET, number="C-007", request_id="request-0007", service="copies", kiosk="kiosk-1", class_id="elder",
        lang="en", quantity=4, taken=AT, place_ms=AT - 1, ahead=6, wait_low_min=10, wait_high_min=25, training=True,
        offline=True, uncertain=True,
    ),
    e.TicketPrinted(ticket=TICKET),
    e.PaperUnproven(ticket=TICKET),
    e.PrintFailed(ticket=TICKET, reason=NOTE),
    e.TicketVoided(ticket=TICKET, reason=NOTE),
    e.TicketGivenUp(ticket=TICKET),
    e.TicketClosed(ticket=TICKET),
    e.ClassChanged(ticket=TICKET, class_id="elder"),
    e.TicketReturned(ticket=TICKET, place_ms=AT, reason=NOTE),
    e.CounterOpened(counter="1", press=True, holder="counter-1"),
    e.CounterShut(counter="1", press=True),
    e.CounterPaused(counter="1", press=True, reason="consulting", until=AT),
    e.CounterFreed(counter="1", press=True),
    e.FreeAsked(counter="1", press=True),
    e.FreeConfirmed(counter="1", press=True),
    e.TicketCalled(
        counter="1", press=True, ticket=TICKET, call_id=f"{TICKET}/1/1", nth=1, clerk="lan", why=WHY, automatic=True
    ),
    e.TicketRecalled(counter="1", press=True, ticket=TICKET, call_id=f"{TICKET}/1/2", nth=2),
    e.ServiceStarted(counter="1", press=True, ticket=TICKET, measured=False),
    e.ServiceFinished(counter="1", press=True, ticket=TICKET, outcome="more_papers", dossiers=2),
    e.TicketMissed(counter="1", press=True, ticket=TICKET),
    e.TicketHeld(counter="1", press=True, ticket=TICKET, reason=NOTE, until=AT),
    e.TicketTransferred(
        counter="1", press=True, ticket=TICKET, service="result", to_counter="2", to_clerk="minh", place_ms=AT,
        reason=NOTE,
    ),
    e.TicketReleased(counter="1", press=True, ticket=TICKET),
    e.PressUndone(counter="1", press=True),
    e.CounterTaken(counter="1", press=True, holder="counter-2", reason=NOTE),
    e.ClerkSignedIn(counter="1", press=True, clerk="lan", reason=NOTE),
    e.ClerkSignedOut(counter="1", press=True),
    e.CallSpoken(call_id=f"{TICKET}/1/1", zone="hall", ended=AT),
    e.CallDropped(call_id=f"{TICKET}/1/1", zone="hall", reason=NOTE),
    e.CommandRefused(
        command="PressKey", code="already_done", params={"revision": 3, "present": 4}, counter="1", key="next",
        device="counter-1",
    ),
)  # fmt: skip


def version() -> str:
    """The version of the contract, as the golden files are named."""
    return ".".join(map(str, codec.VERSION))


def lines() -> list[bytes]:
    """What this version writes into the journal: one JSON array a row, the event's body as the text it is."""
    bodies = [codec.encode_event(event).decode() for event in EVENTS]
    rows = [(seq, AT + seq, DAY, 7, "counter-1", f"command-{seq}", body) for seq, body in enumerate(bodies, 1)]
    return [msgspec.json.encode(row) for row in rows]


def main() -> int:
    path = FOLDER / f"{version()}.jsonl"
    if path.exists():
        sys.stderr.write(f"{path.name} is there and is kept; a changed format needs a new version in codec.VERSION\n")
        return 1
    path.write_bytes(b"\n".join(lines()) + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
