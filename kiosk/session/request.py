"""One visitor's wish for a number, and how far its paper is: pure data."""

from __future__ import annotations

from typing import Literal

import msgspec

from broker.contract.ids import BookingCode, ClassId, InstantMs, Lang, PersonKey, RequestId, ServiceId

#: none: not sent to the printer · printing: bytes may have gone out · the printer's word · void: given up.
Paper = Literal["none", "printing", "proven", "silent", "failed", "void"]


class Request(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One visitor's wish for a number. `taken` is engine time at the touch; the rest as in `RequestTicket`."""

    request_id: RequestId
    service: ServiceId
    class_id: ClassId
    lang: Lang
    quantity: int
    taken: InstantMs
    further: tuple[ServiceId, ...] = ()
    person: PersonKey | None = None
    booking: BookingCode | None = None
    session: Literal["now", "next"] = "now"
    carried: str = ""
    booked_at: InstantMs | None = None
