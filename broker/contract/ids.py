"""Names of things and units. A name says what it names; a unit is part of the type's name."""

from __future__ import annotations

from typing import Annotated, NewType

import msgspec

#: Milliseconds since 1970-01-01T00:00Z by the engine's own time (never a device's wall clock).
InstantMs = NewType("InstantMs", int)
#: An instant that somebody tells the engine: 1970 to 2100, so that none is too great to be stored.
ToldMs = Annotated[InstantMs, msgspec.Meta(ge=0, le=4_102_444_800_000)]
#: Minutes since local midnight, 0 ... 1440.
MinuteOfDay = Annotated[int, msgspec.Meta(ge=0, le=1440)]

_NAME = r"^[a-z0-9][a-z0-9-]{0,39}$"
#: A short lower-case name as it may stand in a topic: letters, digits, hyphen.
Name = Annotated[str, msgspec.Meta(pattern=_NAME)]

SiteId = Name
DeviceId = Name
FieldId = Name
ServiceId = Name
CounterId = Name
ClerkId = Name
ClassId = Name
ZoneId = Name

#: "2026-11-23", or "2026-11-23b" for a day closed by mistake and opened again.
DayId = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}[b-z]?$")]
#: What a person reads on the paper: "A-025", "1001".
Number = Annotated[str, msgspec.Meta(pattern=r"^[A-Z0-9]{1,3}-?\d{2,5}$")]
#: Day and number together: unique for ever. "2026-11-23.A-025".
TicketId = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}[b-z]?\.[A-Z0-9]{1,3}-?\d{2,5}$")]
#: Chosen by who asks; asking again under the same id is asking for the same thing.
RequestId = Annotated[str, msgspec.Meta(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
#: One call of one ticket: "<ticket>/<leg>/<nth>". A recall is another call.
CallId = Annotated[str, msgspec.Meta(min_length=3, max_length=80)]
#: Language code of a text: "vi", "en", "km".
Lang = Annotated[str, msgspec.Meta(pattern=r"^[a-z]{2,3}$")]
#: Free text of a person, kept short: reasons and notes.
Note = Annotated[str, msgspec.Meta(max_length=200)]

#: One person on one day, unknown by name: HMAC-SHA256 of the ID card's number with the key of the day, in hex.
PersonKey = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]
#: What a booking is checked in with, as the booking system gave it.
BookingCode = Annotated[str, msgspec.Meta(min_length=4, max_length=40, pattern=r"^[A-Z0-9._-]+$")]
#: A right that is used once: too long to be guessed.
Token = Annotated[str, msgspec.Meta(min_length=16, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]

#: The class nobody has to claim.
ORDINARY = "ordinary"


def keys_of(counter: str) -> str:
    """The device name of the keys that stand on a counter. They are furniture: who works the counter works them too."""
    return f"counter-{counter}"


def ticket_id(day: str, number: str) -> str:
    """The name under which a number of a day is known for ever."""
    return f"{day}.{number}"


def number_of(ticket: str) -> str:
    """The number printed on a ticket's paper, from its id."""
    return ticket.rpartition(".")[2]


def day_of(ticket: str) -> str:
    """The business day of a ticket, from its id."""
    return ticket.partition(".")[0]
