"""The staff corner: behind a hidden gesture and a PIN, what a clerk does at the machine itself. Pure.

It ends by itself when nobody touches it for a minute, and no visitor's choice outlives its opening.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from broker.contract.ids import Lang
from kiosk.session import hearing
from kiosk.session.enquiry import ERASE, GO
from kiosk.session.messages import Effect, Log, Moment, PrintResult, Touch
from kiosk.session.modes import Mode, toggled
from kiosk.session.staff_messages import (
    VOLUMES,
    CheckPin,
    Fact,
    FactsFound,
    FindFacts,
    KeepStaff,
    PaperChanged,
    PinChecked,
    PrintLast,
    PrintStrip,
    SaySomething,
    StaffKept,
)
from kiosk.session.staff_views import Item, Menu, PinPad, Wipe
from kiosk.session.views import Content, Page, Say, Sorry, say

if TYPE_CHECKING:
    from kiosk.session.session import Session

STAYS_S, LOCKED_S, FACTS_S = 60.0, 300.0, 1.0
MOST_WRONG, LONGEST_PIN = 3, 12
#: What a paused kiosk may say; the rest of the key names the button in the catalogue.
PAUSES = ("pause.soon", "pause.desk", "pause.repair", "pause.paper")
LANGUAGE_NAMES: dict[Lang, str] = {"vi": "Tiếng Việt", "en": "English", "km": "ភាសាខ្មែរ"}


@dataclass
class Staff:
    """A visit of somebody of the office. `page`: "pin", "menu", or the name of an item; `printing`: what is awaited."""

    touched_s: float
    page: str = "pin"
    typed: str = ""
    wrong: bool = False
    checking: bool = False
    note: Say | None = None
    printing: str = ""
    facts: tuple[Fact, ...] = ()
    facts_s: float = 0.0
    last: str = ""


# --- what the session is told ------------------------------------------------------------------------------------


def kept(session: Session, event: StaffKept, at: Moment) -> list[Effect]:
    """There is a corner. Who ends the program does not end a lock: it begins anew."""
    session.kept = event.kept
    session.has_staff = True
    session.locked_until_s = at.real_s + LOCKED_S if event.kept.wrong >= MOST_WRONG else 0.0
    return []


def checked(session: Session, event: PinChecked, at: Moment) -> list[Effect]:
    """A PIN was right, or wrong once more."""
    corner = session.staff
    if corner is None or not corner.checking:
        return []
    corner.checking, corner.typed, corner.touched_s = False, "", at.real_s
    if event.right:
        corner.page = "menu"
        return [*_keep(session, wrong=0), FindFacts()]
    corner.wrong = True
    before = session.kept.wrong if session.kept.wrong < MOST_WRONG else 0
    effects = _keep(session, wrong=before + 1)
    if session.kept.wrong >= MOST_WRONG:
        session.locked_until_s = at.real_s + LOCKED_S
        effects.append(Log(text=f"staff corner locked: {session.kept.wrong} wrong PINs"))
    return effects


def found(session: Session, event: FactsFound, at: Moment) -> list[Effect]:
    """How the machine is."""
    if session.staff is not None:
        session.staff.facts, session.staff.last, session.staff.facts_s = event.facts, event.last, at.real_s
    return []


def printed(session: Session, event: PrintResult) -> bool:
    """The printer's word to something of ours, even when the corner was left meanwhile."""
    if not event.request_id.startswith("staff:"):
        return False
    if session.staff is not None and session.staff.printing == event.request_id:
        session.staff.printing, session.staff.note = "", say(f"staff.printed_{event.outcome}")
    return True


def passes(session: Session, corner: Staff, at: Moment) -> list[Effect]:
    """Time passes."""
    if at.real_s - corner.touched_s >= STAYS_S:
        session.staff = None
        return []
    if corner.page == "facts" and at.real_s - corner.facts_s >= FACTS_S:
        corner.facts_s = at.real_s
        return [FindFacts()]
    return []


# --- fingers -----------------------------------------------------------------------------------------------------


def touched(session: Session, touch: Touch, at: Moment) -> list[Effect]:
    """A finger, while the corner is open or opens it."""
    if session.staff is None:
        return _open(session, at)
    corner = session.staff
    offered = touch.action in session.view(at).actions
    corner.touched_s = at.real_s
    if not offered:
        return []
    word, _, rest = touch.action.partition(":")
    if word == "key":
        return _key(corner, touch.action, rest)
    if word == "mode":
        session.visit.modes = toggled(session.visit.modes, rest, hearing.offered(session))
        return []
    what, _, value = rest.partition("=")
    corner.note = None
    return DOES[what](session, corner, value, touch.token)


def _open(session: Session, at: Moment) -> list[Effect]:
    """Not while a number is in hand: the visitor's paper comes first."""
    if session.has_staff and session.job is None and session.errand is None:
        session.leave(at)
        session.staff = Staff(at.real_s)
    return []


def _key(corner: Staff, action: str, sign: str) -> list[Effect]:
    if action == GO:
        if not corner.typed:
            return []
        corner.checking = True
        return [CheckPin(pin=corner.typed)]
    corner.wrong = False
    corner.typed = corner.typed[:-1] if action == ERASE else (corner.typed + sign)[:LONGEST_PIN]
    return []


def _keep(session: Session, **changes: object) -> list[Effect]:
    before, session.kept = session.kept, msgspec.structs.replace(session.kept, **changes)
    return [KeepStaff(kept=session.kept)] if session.kept != before else []


def _leave(session: Session, _corner: Staff, _value: str, _token: str) -> list[Effect]:
    session.staff = None
    return []


def _back(_session: Session, corner: Staff, _value: str, _token: str) -> list[Effect]:
    corner.page = "menu"
    return [FindFacts()]


def _strip(_session: Session, corner: Staff, _value: str, token: str) -> list[Effect]:
    corner.printing, corner.note = f"staff:strip:{token}", say("staff.printing")
    return [PrintStrip(name=corner.printing)]


def _last(_session: Session, corner: Staff, _value: str, token: str) -> list[Effect]:
    corner.printing, corner.note = f"staff:last:{token}", say("staff.printing")
    return [PrintLast(name=corner.printing)]


def _paper(_session: Session, corner: Staff, _value: str, _token: str) -> list[Effect]:
    corner.note = say("staff.paper_noted")
    return [PaperChanged(), FindFacts()]


def _hear(session: Session, _corner: Staff, _value: str, _token: str) -> list[Effect]:
    return [SaySomething(lang=session.visit.lang)]


def _volume(session: Session, _corner: Staff, value: str, _token: str) -> list[Effect]:
    nearest = min(VOLUMES, key=lambda each: abs(each - session.kept.volume))
    nth = VOLUMES.index(nearest) + (1 if value == "louder" else -1)
    volume = VOLUMES[max(0, min(len(VOLUMES) - 1, nth))]
    return [*_keep(session, volume=volume), SaySomething(lang=session.visit.lang)]


def _language(session: Session, _corner: Staff, value: str, _token: str) -> list[Effect]:
    """The kiosk's own language stays."""
    off = set(session.kept.off) ^ {value}
    return _keep(session, off=tuple(each for each in session.all_languages[1:] if each in off))


def _pause(session: Session, corner: Staff, value: str, _token: str) -> list[Effect]:
    corner.page = "menu"
    return _keep(session, paused=value)


def _page_of(name: str) -> Callable[[Session, Staff, str, str], list[Effect]]:
    def turn(_session: Session, corner: Staff, _value: str, _token: str) -> list[Effect]:
        corner.page = name
        return [FindFacts()] if name == "facts" else []

    return turn


DOES: dict[str, Callable[[Session, Staff, str, str], list[Effect]]] = {
    "leave": _leave,
    "back": _back,
    "strip": _strip,
    "last": _last,
    "paper": _paper,
    "hear": _hear,
    "volume": _volume,
    "language": _language,
    "pause": _pause,
    **{f"to-{name}": _page_of(name) for name in ("wipe", "sound", "facts", "languages", "pauses")},
}


# --- what is shown -----------------------------------------------------------------------------------------------


def page(session: Session, corner: Staff, at: Moment) -> tuple[Page, Content]:
    """The page of the corner."""
    if corner.page == "pin":
        locked_s = math.ceil(max(0.0, session.locked_until_s - at.real_s))
        pad = PinPad(typed=len(corner.typed), wrong=corner.wrong, checking=corner.checking, locked_s=locked_s)
        return Page.STAFF, pad
    return Page.STAFF, PAGES[corner.page](session, corner)


def paused(session: Session) -> Sorry:
    """What visitors see of a paused kiosk."""
    return Sorry(text=say(session.kept.paused, place=say("place.guide")), pictogram="pause")


def _menu(session: Session, corner: Staff) -> Menu:
    items = [
        Item(action="staff:strip", name=say("staff.strip"), pictogram="printer"),
        Item(action="staff:paper", name=say("staff.paper"), pictogram="printer_paper"),
        Item(action="staff:to-wipe", name=say("staff.wipe"), pictogram="hands"),
        Item(action="staff:to-sound", name=say("staff.sound"), pictogram="speaker"),
        Item(action="staff:to-facts", name=say("staff.facts"), pictogram="search"),
        Item(action="staff:to-languages", name=say("staff.languages"), pictogram="globe"),
    ]
    if corner.last:
        items.insert(1, Item(action="staff:last", name=say("staff.last", number=corner.last), pictogram="ticket"))
    if session.kept.paused:
        items.append(Item(action="staff:pause=", name=say("staff.go_on"), pictogram="forward"))
    else:
        items.append(Item(action="staff:to-pauses", name=say("staff.pause"), pictogram="pause"))
    standing = (say("staff.is_paused"),) if session.kept.paused else ()
    return Menu(title=say("staff.title"), items=tuple(items), note=corner.note, facts=standing, top=True)


def _sound(session: Session, corner: Staff) -> Menu:
    if Mode.VOICE not in session.modes:
        return Menu(title=say("staff.sound"), items=(), note=say("staff.no_sound"))
    items = (
        Item(action="staff:hear", name=say("staff.hear"), pictogram="speaker"),
        Item(action="staff:volume=softer", name=say("staff.softer"), pictogram="minus"),
        Item(action="staff:volume=louder", name=say("staff.louder"), pictogram="plus"),
    )
    unheard = (say("staff.unheard", why=session.voice_trouble),) if session.voice_trouble else ()
    facts = (say("staff.volume", percent=session.kept.volume), *unheard)
    return Menu(title=say("staff.sound"), items=items, note=corner.note, facts=facts)


def _facts(_session: Session, corner: Staff) -> Menu:
    facts = tuple(say("staff.fact", name=say(each.name), value=each.value) for each in corner.facts)
    return Menu(title=say("staff.facts"), items=(), facts=facts)


def _languages(session: Session, _corner: Staff) -> Menu:
    items = tuple(
        Item(
            action=f"staff:language={lang}", name=say("staff.language", name=LANGUAGE_NAMES.get(lang, lang)),
            pictogram="globe", chosen=lang not in session.kept.off,
        )
        for lang in session.all_languages[1:]
    )  # fmt: skip
    own = LANGUAGE_NAMES.get(session.all_languages[0], session.all_languages[0])
    return Menu(title=say("staff.languages"), items=items, facts=(say("staff.own_language", name=own),))


def _pauses(_session: Session, _corner: Staff) -> Menu:
    items = tuple(
        Item(action=f"staff:pause={key}", name=say(key, place=say("place.guide")), pictogram="pause") for key in PAUSES
    )
    return Menu(title=say("staff.pause_title"), items=items)


PAGES: dict[str, Callable[[Session, Staff], Content]] = {
    "menu": _menu,
    "sound": _sound,
    "facts": _facts,
    "languages": _languages,
    "pauses": _pauses,
    "wipe": lambda _session, _corner: Wipe(),
}
