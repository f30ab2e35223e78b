"""What a page may be asked to say of a board: every sentence of each call that stands, and notices to the hall. Pure.

Which of them is said when is decided by the page (static/board_queue.js), which alone knows what has sounded there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assets.voice.errors import WordingError
from broker.contract.status import Board
from broker.hall.board import spoken_calls
from broker.hall.pace import Chime
from broker.hall.sentences import Call, Form, Notice, Phrasebook, explained_by


@dataclass(frozen=True)
class Saying:
    """A sentence to be heard: its words and their language; `call` and `form` are what its sound is made of.

    Of a notice there is no call: its words are all there is.
    """

    words: str
    lang: str
    chime: Chime
    call: Call | None = None
    form: Form = "call.full"


@dataclass(frozen=True)
class CallSayings:
    """A call in all its forms. `short`: others wait as well; `again`: the repeat after another call, with its chime.

    `explain`: why its number comes now, once for its ticket.
    """

    call: Call
    first: Saying
    short: Saying
    repeat: Saying
    again: Saying
    explain: Saying | None = None


@dataclass(frozen=True)
class NoticeSaying:
    """Something to the whole hall."""

    notice: Notice
    saying: Saying


@dataclass(frozen=True)
class Heard:
    """What there is to be heard. `known`: the board is of an engine that lives; else all pages are silent.

    `quiet`: nothing is said at this time of day; `gain`: how loud, 1 is full.
    """

    known: bool = False
    calls: tuple[CallSayings, ...] = ()
    notices: tuple[NoticeSaying, ...] = ()
    quiet: bool = False
    gain: float = 1.0


def calls(book: Phrasebook, board: Board) -> tuple[CallSayings, ...]:
    """The calls that still wait for their visitors, oldest first; without those that cannot be put into words."""
    found = sorted(spoken_calls(board), key=lambda call: (call.called_at_ms, call.call_id))
    return tuple(each for call in found if (each := _call(book, call)) is not None)


def notices(book: Phrasebook, due: Iterable[Notice]) -> tuple[NoticeSaying, ...]:
    """Notices whose time has come, each once however many zones are shown."""
    once = {each.notice_id: each for each in due}.values()
    return tuple(NoticeSaying(each, Saying(book.notice(each), each.lang, "long")) for each in once)


def _call(book: Phrasebook, call: Call) -> CallSayings | None:
    full, crowded = (book.opening(call, crowded=crowded) for crowded in (False, True))
    explained = explained_by(call, full)
    try:
        return CallSayings(
            call,
            first=_saying(book, call, full, "long"),
            short=_saying(book, call, crowded, "short"),
            repeat=_saying(book, call, "call.repeat", "none"),
            again=_saying(book, call, "call.repeat", "long"),
            explain=_saying(book, call, explained, "none") if explained else None,
        )
    except WordingError:
        return None


def _saying(book: Phrasebook, call: Call, form: Form, chime: Chime) -> Saying:
    words, lang = book.said(call, form)
    return Saying(words, lang, chime, call, form)
