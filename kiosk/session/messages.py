"""What a session is told and what it wants done: pure data, the words between the session and its machine."""

from __future__ import annotations

from typing import Literal

import msgspec

from broker.contract.commands import AnyCommand
from broker.contract.events import AnyEvent, TicketIssued, TomorrowListed
from broker.contract.ids import BookingCode, ClassId, InstantMs, Lang, PersonKey, RequestId, ServiceId, TicketId
from broker.contract.lookup import DossierStatus
from broker.contract.office import Office
from broker.contract.procedures import Procedure
from broker.contract.status import Bookings, Queues, Waiting
from kiosk.procedures.library import Library

#: none: not sent to the printer · printing: bytes may have gone out · the printer's word · void: given up.
Paper = Literal["none", "printing", "proven", "silent", "failed", "void"]


class Moment(msgspec.Struct, frozen=True):
    """Now, twice: real monotonic seconds for hands and links, engine time for people."""

    real_s: float
    office: InstantMs


class Hands(msgspec.Struct, frozen=True, kw_only=True):
    """Real seconds that people and machines are given.

    `idle_s`: from the last touch to the reset, the last `warn_s` of it warned. `take_s`, `sorry_s`: how long a
    page that needs no answer stays. `dim_s`: after which a first page that nobody touches rests,
    `notices_s`: after which the office's notices take turns over it. `again_s`: a wish
    for the same service so soon after a number came out looks like a slip of the same hand. `ask_again_s` …
    `give_up_s`: how often, and for how long while the beat goes on, a number is asked for. `start_s`: how long a
    start may take before it counts as trouble. `print_s`: after which a printer that says nothing at all is silent;
    `look_up_s`: the same of another system.
    """

    idle_s: float = 60.0
    warn_s: float = 20.0
    dim_s: float = 45.0
    notices_s: float = 60.0
    take_s: float = 10.0
    sorry_s: float = 20.0
    again_s: float = 8.0
    retry_s: float = 2.0
    tries: int = 3
    ask_again_s: float = 1.0
    give_up_s: float = 10.0
    start_s: float = 40.0
    print_s: float = 45.0
    look_up_s: float = 3.0


#: For demonstrations and tests: pages that only wait for a reader go sooner. No touch is left out.
QUICK = Hands(take_s=0.3, sorry_s=1.0, again_s=0.0)


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


# --- what a session is told ------------------------------------------------------------------------------


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


# --- what a session wants done ------------------------------------------------------------------------------


class Effect(msgspec.Struct, frozen=True, kw_only=True):
    """Root of all that a session wants done. Done in order; after one that fails the rest is left undone."""


class NoteRequest(Effect, frozen=True, kw_only=True):
    """Store the wish, before it is sent."""

    request: Request


class Ask(Effect, frozen=True, kw_only=True):
    """Send RequestTicket."""

    request: Request


class GiveReserved(Effect, frozen=True, kw_only=True):
    """Store the next number of the reserved series for this request; answered by `Reserved`."""

    request: Request
    training: bool


class NoteIssued(Effect, frozen=True, kw_only=True):
    """Store the number, before it is printed."""

    request: Request
    issued: TicketIssued


class PrintTicket(Effect, frozen=True, kw_only=True):
    """Print; answered by `PrintResult`. `nth` counts from 1."""

    request: Request
    issued: TicketIssued
    nth: int


class NotePaper(Effect, frozen=True, kw_only=True):
    """Store what became of the paper, and the report that the engine is to get, if any."""

    request_id: RequestId
    paper: Paper
    report: AnyCommand | None = None


class Abandon(Effect, frozen=True, kw_only=True):
    """Nobody waits for this request any more: if the engine gives it a number, that number is to be voided."""

    request_id: RequestId
    reason: str


class CloseRequest(Effect, frozen=True, kw_only=True):
    """The engine said no: nothing was given for this request."""

    request_id: RequestId
    code: str


class Tell(Effect, frozen=True, kw_only=True):
    """Tell the engine, stored if possible, unstored if not."""

    command: AnyCommand


class LookUp(Effect, frozen=True, kw_only=True):
    """Hear once who waits; answered by `LookedUp`."""


class Send(Effect, frozen=True, kw_only=True):
    """Send the command of an errand; answered by `ErrandAnswered` or `ErrandSilent`. Nothing of it is stored."""

    name: str
    command: AnyCommand


class PrintAgain(Effect, frozen=True, kw_only=True):
    """Print the slip of a number that is on paper already, marked so; answered by `PrintResult` under `name`.

    `once`: only if this visitor has had no second slip, else answered by `SlipRefused`.
    """

    name: str
    issued: TicketIssued
    once: bool = False


class PrintListed(Effect, frozen=True, kw_only=True):
    """Print a place in tomorrow's list, which is no number; answered by `PrintResult` under `name`."""

    name: str
    listed: TomorrowListed


class SlipUndone(Effect, frozen=True, kw_only=True):
    """The second slip did not come out: it may be asked for again."""

    ticket: TicketId


class PrintChecklist(Effect, frozen=True, kw_only=True):
    """Print the papers of a procedure, which is no ticket; answered by `PrintResult` under `name`."""

    name: str
    procedure: Procedure


class LookUpDossier(Effect, frozen=True, kw_only=True):
    """Ask the one-stop system how far a dossier is; answered by `DossierSaid`."""

    code: str


class Log(Effect, frozen=True, kw_only=True):
    """Something a technician should find later."""

    text: str


class NotStored(Input, frozen=True, kw_only=True):
    """The journal did not take an effect; those after it were left undone."""

    effect: Effect
    why: str
