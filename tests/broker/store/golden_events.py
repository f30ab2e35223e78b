"""One event of every kind, with every field filled: what the golden rows are written from.

    python -m tests.broker.store.golden_events     # writes golden/<version>.jsonl, unless it is there

A file of a version that offices have is never written again: it is what their journals hold.
"""

import sys
from pathlib import Path

import msgspec

from broker.contract import codec
from broker.contract import events as e
from broker.contract.commands import Booking
from broker.contract.ids import InstantMs
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
        offline=True, uncertain=True, further=("result",), person="5a" * 32, booking="BM-7K2Q", booked_at=AT + 1,
        not_before=AT + 2, carried=f"{DAY}/1", note=NOTE,
    ),
    e.TicketPrinted(ticket=TICKET),
    e.PaperUnproven(ticket=TICKET),
    e.PrintFailed(ticket=TICKET, reason=NOTE),
    e.TicketVoided(ticket=TICKET, reason=NOTE),
    e.TicketGivenUp(ticket=TICKET),
    e.TicketClosed(ticket=TICKET),
    e.ClassChanged(ticket=TICKET, class_id="elder", confirmed=True, by="lan"),
    e.TicketDue(ticket=TICKET),
    e.TicketUnsent(ticket=TICKET),
    e.TicketMoved(
        ticket=TICKET, service="result", place_ms=AT, ahead=3, wait_low_min=5, wait_high_min=15, reason=NOTE,
    ),
    e.TicketNoted(ticket=TICKET, text=NOTE),
    e.TimesMarked(ticket=TICKET, leg=2, reason=NOTE),
    e.TomorrowListed(
        entry=f"{DAY}/1", nth=1, request_id="request-0008", service="copies", kiosk="kiosk-1", class_id="elder",
        lang="en", quantity=2, training=True,
    ),
    e.BookingsApplied(date=DAY, bookings=(Booking(code="BM-7K2Q", service="copies", at=InstantMs(AT)),)),
    e.SlipAsked(job=f"{TICKET}/slip/1", ticket=TICKET, kiosk="kiosk-1", again=False, reason=NOTE),
    e.SlipDone(job=f"{TICKET}/slip/1", printed=True, reason=NOTE),
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
    e.ServiceAdded(counter="1", press=True, ticket=TICKET, service="result"),
    e.ServiceContinued(
        counter="1", press=True, ticket=TICKET, service="result", outcome="more_papers", dossiers=2,
    ),
    e.VisitContinued(
        counter="1", press=True, ticket=TICKET, service="result", outcome="more_papers", dossiers=2, place_ms=AT,
    ),
    e.TicketReleased(counter="1", press=True, ticket=TICKET),
    e.PressUndone(counter="1", press=True),
    e.CounterTaken(counter="1", press=True, holder="counter-2", reason=NOTE),
    e.ClerkSignedIn(counter="1", press=True, clerk="lan", reason=NOTE),
    e.ClerkSignedOut(counter="1", press=True),
    e.CallSpoken(call_id=f"{TICKET}/1/1", zone="hall", ended=AT),
    e.CallDropped(call_id=f"{TICKET}/1/1", zone="hall", reason=NOTE),
    e.TroubleRaised(
        trouble="counter-1/emergency", source="counter-1", code="emergency", params={"place": "Quầy 1"}, urgent=True,
        counter="1",
    ),
    e.TroubleSettled(trouble="counter-1/emergency", by="hoa"),
    e.RatingTaken(),
    e.DayKeyGiven(day=DAY, key="5a" * 32),
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
