"""What a session is told: pure data."""

from __future__ import annotations

from typing import Literal

import msgspec

from broker.contract.events import AnyEvent, TicketIssued
from broker.contract.ids import PersonKey, RequestId
from broker.contract.lookup import DossierStatus
from broker.contract.office import Office
from broker.contract.status import Bookings, Queues, Waiting
from kiosk.procedures.library import Library
from kiosk.session.effects import Effect
from kiosk.session.request import Request


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """Root of all that a session is told."""


class Touch(Input, frozen=True, kw_only=True):
    """A finger let go of something. `token`: chance from outside, the id of a request if this makes one."""

    action: str
    token: str = ""


class FloorChanged(Input, frozen=True, kw_only=True):
    """The office, its queues or the beat changed; None: never heard yet.

    `recalled`: not heard since the start, but known from before it, on the same day.
    """

    office: Office | None
    queues: Queues | None
    online: bool
    recalled: bool = False


class Refused(msgspec.Struct, frozen=True):
    """The engine's no: a code of `broker.contract.refusals`, and the parameters of its sentence."""

    code: str
    params: dict[str, str | int] = {}


class Answered(Input, frozen=True, kw_only=True):
    """The engine answered a request."""

    request_id: RequestId
    answer: TicketIssued | Refused


class Silent(Input, frozen=True, kw_only=True):
    """No answer to a request in time."""

    request_id: RequestId


class Reserved(Input, frozen=True, kw_only=True):
    """A number of the reserved series is stored for a request; None: none is left, or none is ours, or `refused`."""

    request_id: RequestId
    issued: TicketIssued | None
    refused: Refused | None = None


class Scanned(Input, frozen=True, kw_only=True):
    """A scanner read a text; "": something too long to be any code. Never an ID card. `token` as of a touch."""

    text: str
    token: str = ""


class CardScanned(Input, frozen=True, kw_only=True):
    """A scanner read an ID card. `person`: who that is by the key of the day; None: there is no key.

    `whole`: false when it was torn, or came a way on which its bytes may be left lying about.
    """

    person: PersonKey | None = None
    whole: bool = True
    token: str = ""


class ScannerChanged(Input, frozen=True, kw_only=True):
    """The scanner came or went. `straight`: what it reads is nowhere but in the kiosk's own buffer, as cards need it.

    `reason`: for a technician; `noisy`: it is there, but sends without end.
    """

    there: bool
    straight: bool = False
    reason: str = ""
    noisy: bool = False


class VoiceChanged(Input, frozen=True, kw_only=True):
    """Whether who reads aloud can be heard. `trouble`: why not, for a technician; "" while it can."""

    trouble: str


class CardsRead(Input, frozen=True, kw_only=True):
    """Whether ID cards can be read here now: a scanner that is fit for it, and the key of the day."""

    on: bool


class LookedUp(Input, frozen=True, kw_only=True):
    """Who waits, as it was asked for; None: not heard in time."""

    waiting: Waiting | None


class ErrandAnswered(Input, frozen=True, kw_only=True):
    """The engine answered an errand."""

    name: str
    events: tuple[AnyEvent, ...]


class ErrandSilent(Input, frozen=True, kw_only=True):
    """No answer to an errand in time."""

    name: str


class SlipRefused(Input, frozen=True, kw_only=True):
    """This ticket's visitor had a second slip already."""

    name: str


class DossierSaid(Input, frozen=True, kw_only=True):
    """What the one-stop system says of a dossier; `status` if it is known."""

    code: str
    answer: Literal["known", "none", "silent"]
    status: DossierStatus | None = None


class BookingsChanged(Input, frozen=True, kw_only=True):
    """The appointments as last heard. `given`: digest -> number of those checked in here, heard of or not."""

    bookings: Bookings | None
    given: dict[str, str] = {}


class StorageBack(Input, frozen=True, kw_only=True):
    """The journal takes entries again."""


class PrintResult(Input, frozen=True, kw_only=True):
    """What became of a print. Only "failed" is a report of failure; silence proves nothing."""

    request_id: RequestId
    outcome: Literal["proven", "failed", "silent"]
    reason: str = ""


#: What is wrong with a printer: no paper · cover open · paper or cutter stuck · another fault it reports · not there.
PrinterFault = Literal["", "paper", "cover", "jam", "fault", "gone"]


class PrinterChanged(Input, frozen=True, kw_only=True):
    """The printer's state. `trouble`: what keeps it from printing, "" while nothing does.

    `reason`: the same for a technician; `near_end`: the roll is nearly used up; `mute`: it may print, but answers no
    question; `slow`: the last ticket took too long; `spare`: of two printers the other one's trouble, while
    this one prints.
    """

    trouble: PrinterFault
    reason: str = ""
    near_end: bool = False
    mute: bool = False
    slow: bool = False
    spare: PrinterFault = ""


class ProceduresKept(Input, frozen=True, kw_only=True):
    """The office's published procedures are there, or others than before."""

    library: Library


class Tick(Input, frozen=True, kw_only=True):
    """Time has passed."""


class Resume(Input, frozen=True, kw_only=True):
    """A request that a restart interrupted while its visitor may still stand there.

    Without `issued` the engine is asked again; with it the number is printed: it is known not to be on paper.
    `asked`: the engine may have heard of the request.
    """

    request: Request
    issued: TicketIssued | None
    tries: int = 0
    asked: bool = True


class NotStored(Input, frozen=True, kw_only=True):
    """The journal did not take an effect; those after it were left undone."""

    effect: Effect
    why: str
