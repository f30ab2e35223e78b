"""The reference page of all settings of an office, drawn from the types that read them."""

from __future__ import annotations

import msgspec

from broker.client.settings import table
from broker.contract.office import Rules
from broker.office import file

#: What each rule means. A rule without a meaning here is not on the page, and a test fails.
RULES = {
    "order": "who is called next: `accumulating`: minutes waited × weight of the class, and nobody beyond the limit of "
    "their class is overtaken; `first_come`: the earliest, whatever the class",
    "start": "`explicit`: the clerk presses START when the visitor has come; `implied`: nobody does, and walk and "
    "service time are shown as not measured",
    "next_closes": "NEXT while a visitor is still being called: `no`: refused; `served`: counts as served, not "
    "measured; `no_show`: marks as absent, once that is allowed",
    "auto_free_s": "after FINISH the counter asks for the next by itself after so long; 0: never",
    "free_expires_s": "a counter that waits for a visitor is asked after so long whether somebody is still there",
    "free_asks_s": "so long the lamp asks; without a key pressed the counter then pauses itself",
    "clerk_absent_s": "a visitor called by a free counter at which no key is pressed goes back to the head of the line",
    "no_show_calls": "calls before a visitor may be marked absent",
    "most_calls": "calls of one visitor at most",
    "spoken_fallback_s": "with no report from the voice, a call counts as said after so long",
    "late_return_min": "an absent visitor who comes back within this time is taken in again",
    "late_place": "… and then stands: `now`: behind those who wait; `keep`: at the old place",
    "transfer_place": "a visitor sent to another counter: `keep`: stands at the old place; `now`: behind all",
    "undo_s": "the last press can be undone for so long",
    "move_place": "a visitor who took the wrong number and moves to another service: `keep`: stands at the old place; "
    "`now`: behind all",
    "late_offers": "when a number taken now would not be served before closing or lunch, the kiosk says so and offers: "
    "`afternoon`: a number for after lunch; `tomorrow`: a place on tomorrow's list; `anyway`: a number all the same",
    "booking_late_min": "who comes later than this to an appointment queues from then on like anybody; until then the "
    "booked time counts",
    "one_per_person": "a person has one live number a day in each field, told by the ID card's QR code; nothing of the "
    "card is kept",
    "most_services": "services of one visit under one number, at most",
    "silent_counter_min": "an open counter with people waiting at which nothing has happened for so long is reported",
    "paper_silence_s": "a ticket whose printer says nothing for so long may be called, marked *paper unproven*",
    "beat_ms": "how often the engine says that it lives; three beats missed: screens say so",
}

_TABLES: tuple[type[msgspec.Struct], ...] = (
    file.Head,
    file.FieldTable,
    file.ServiceTable,
    file.CounterTable,
    file.ClerkTable,
    file.ShiftTable,
    file.ClassTable,
    file.KioskTable,
    file.CalendarTable,
    file.RatingTable,
    file.QuestionTable,
    file.ReasonTable,
    file.ScreensTable,
)

_INTRODUCTION = """# Settings of an office

Drawn from the code by `make docs`; a test keeps it true. Three whole offices to start from stand in `assets/offices/`.

The file is TOML: `key = value` lines below `[headings]`; a heading in two brackets, `[[counter]]`, may come again and
again. `motcua-broker check office.toml` names all mistakes at once, with line and nearest valid name; it warns
of what is allowed and may not be meant. Names carry their unit: `_ms`, `_s`, `_min`, `_mm`.

**Texts** are Vietnamese in quotes, `name = "Đất đai"`, or in several languages,
`name = { vi = "Đất đai", en = "Land" }`. **Papers** likewise, with lists: `papers = ["Tờ khai", "Căn cước"]`.

**Hours** are a table by weekday, `{ mon-fri = ["07:30-11:30", "13:30-17:00"], sat = "07:30-11:30" }`, or a name from
`[hours]`. Days are mon, tue, wed, thu, fri, sat, sun (or t2 … t7, cn), ranges `mon-fri`, lists `"mon, wed"`. A day
without hours is closed. Times may also be written 7h30.

**Numbers** are ranges, `numbers = "1-799"`. A prefix is one row of numbers: two fields with the same prefix share it.
The kiosks' own ranges must lie outside all rows and apart from each other.
"""

_HOURS = """## `[hours.…]` — hours by name

| name | value | default | meaning |
|---|---|---|---|
| `counters` | hours | **needed** | when the office works: all counters and services that do not say otherwise |
| `kiosk` | hours | **needed** | when numbers are given |
| any other | hours | – | to be named wherever hours stand: `hours = "weekdays"` |
"""


def settings_page() -> str:
    """docs/settings.md, in full."""
    head, *rest = (_section(kind) for kind in _TABLES)
    return "\n".join([_INTRODUCTION, head, _HOURS, *rest, _rules()])


def _section(kind: type[msgspec.Struct]) -> str:
    title, _, more = (kind.__doc__ or "").partition("\n\n")
    said = "\n".join(line.strip() for line in more.strip().splitlines())
    return "\n".join([f"## {title.strip().removesuffix('.')}", *([f"\n{said}"] if said else []), "", table(kind), ""])


def _rules() -> str:
    return "\n".join(["## `[rules]` — how the floor is run", "", table(Rules, RULES), ""])
