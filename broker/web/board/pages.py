"""The web board over HTTP: the page, and its parts pushed. Made for old browsers: everything is HTML when it comes."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from assets import languages
from assets.voice.numbers import Lang
from broker.hall.abridged import few
from broker.hall.calm import CalmTimes
from broker.hall.published import abridged
from broker.hall.scene import Scene
from broker.hall.sentences import Phrasebook
from broker.web import live
from broker.web.board.aloud import Aloud, rules
from broker.web.board.halls import Hall, Halls, Manner
from broker.web.board.mine import MyNumber, my_number
from broker.web.board.posted import Shelf
from broker.web.board.recorded import Recorded
from broker.web.board.spoken import Speaking, Voice
from broker.web.guard import Guard, Visitor, address
from broker.web.house import House
from broker.web.look import page, render
from broker.web.seats import Seats
from broker.web.settings import WebSettings

#: Both languages of most screens; `?langs=vi` shows one.
LANGS = ("vi", "en")
PARTS = ("head", "banner", "spotlight", "counters", "recent", "waiting", "foot", "poster", "published")
#: Boards of one choice of zones and languages are made once for all who look at them; so many choices are remembered.
CHOICES = 64


def routes(house: House) -> list[BaseRoute]:
    """The board for everybody."""
    boards = _Boards(house)
    open_page = boards.guard.open_page
    return [
        open_page("/board", boards.whole),
        open_page("/board/live", boards.pushed),
        open_page("/board/call/{key}.wav", boards.sound),
        open_page("/board/notice/{key}", boards.notice),
    ]


class _Boards:
    def __init__(self, house: House) -> None:
        self.house, self.guard, settings = house, Guard(house), house.settings
        self.shelf = Shelf(settings.bundles_path, published=settings.published)
        sent = Recorded(settings.bundles_path)
        self.aloud = Aloud(Voice(Speaking(settings.voice, settings.recordings, settings.who, sent)))
        self.halls = Halls(house.floor, manner=_manner(settings, self.shelf))
        self.seats = Seats(settings.boards, settings.screens)
        self._kept: OrderedDict[tuple[object, ...], live.Kept] = OrderedDict()

    async def whole(self, request: Request, visitor: Visitor) -> Response:
        """The page with all that stands on it now."""
        asked = _Asked(request)
        visitor = self._reader(visitor, asked)
        hall = self.halls.of(self._zones(asked.zones))
        pieces = self._pieces(hall, asked, visitor, live.Kept())
        values: dict[str, Any] = {"pieces": pieces, "asked": asked, "pulse": live.written(self.house.floor)}
        values |= {"stale": hall.stale(asked.langs, "{time}"), "query": request.url.query, "rules": rules()}
        return page("board.html", visitor, **values)

    async def pushed(self, request: Request, visitor: Visitor) -> Response:
        """The parts of the page, pushed as they change."""
        asked, own = _Asked(request), live.Kept()
        reader = self._reader(visitor, asked)
        zones = self._zones(asked.zones)

        def pieces() -> Mapping[str, str]:
            return self._pieces(self.halls.of(zones), asked, self.guard.renew(reader), own)

        return live.stream(self.house.floor, pieces, seats=self.seats, address=address(request))

    async def sound(self, request: Request, _visitor: Visitor) -> Response:
        """A saying as the hall hears it."""
        made = await self.aloud.sound(request.path_params["key"])
        if not made:
            raise HTTPException(404)
        return Response(made, media_type="audio/wav", headers=KEEP)

    async def notice(self, request: Request, _visitor: Visitor) -> Response:
        """A picture that the office has put up."""
        found = await asyncio.to_thread(self.shelf.pictures.content, request.path_params["key"])
        if found is None:
            raise HTTPException(404)
        return Response(found[0], media_type=found[1], headers=KEEP)

    def _reader(self, visitor: Visitor, asked: _Asked) -> Visitor:
        """Who chose languages for the board reads all of the page in the first of them."""
        return replace(visitor, words=self.house.words(asked.langs[0])) if asked.chosen else visitor

    def _zones(self, asked: tuple[str, ...]) -> tuple[str, ...]:
        """Those asked for, if the office has them; else all. Raises HTTPException."""
        office = self.house.floor.office
        if office is None:
            return asked or ("hall",)
        known = tuple(dict.fromkeys(each.zone for each in office.counters))
        if not asked:
            return known
        if not set(asked) <= set(known):
            raise HTTPException(404)
        return tuple(each for each in known if each in asked)

    # --- pieces --------------------------------------------------------------------------------------

    def _pieces(self, hall: Hall, asked: _Asked, visitor: Visitor, own: live.Kept) -> Mapping[str, str]:
        scene, kept = hall.scene(asked.langs), self._shared(hall, asked, visitor)
        made = {name: self._piece(kept, name, getattr(scene, name), visitor) for name in PARTS}
        heard = hall.heard(asked.langs)
        made["voice"] = kept.piece("voice", (heard,), lambda: self.aloud.written(heard))
        made["mood"] = _mood(scene)
        up = self.shelf.pictures.up
        made["notices"] = kept.piece("notices", (up,), lambda: render("board_notices.html", visitor, pictures=up))
        if asked.number:
            mine = my_number(asked.number, self.house.floor.boards.values(), self.house.floor.waiting)
            made["mine"] = own.piece("mine", (mine, visitor.words), lambda: _mine(mine, visitor))
        return made

    def _shared(self, hall: Hall, asked: _Asked, visitor: Visitor) -> live.Kept:
        """What was made for others who look at the same: a change is drawn once, however many phones are open."""
        choice = (hall.view.zones.zones, asked.langs, visitor.words.lang)
        kept = self._kept.setdefault(choice, live.Kept())
        while len(self._kept) > CHOICES:
            self._kept.popitem(last=False)
        return kept

    @staticmethod
    def _piece(kept: live.Kept, name: str, part: object, visitor: Visitor) -> str:
        return kept.piece(name, (part,), lambda: render(f"board_{name}.html", visitor, part=part, **TEXTS))


def _fewer(text: str) -> list[str]:
    return few(abridged(text))


#: What a template makes of texts that may be too long for their place.
TEXTS: Mapping[str, Any] = {"fewer": _fewer, "few": few}
#: Another content has another address.
KEEP = {"Cache-Control": "max-age=3600"}


def _manner(settings: WebSettings, shelf: Shelf) -> Manner:
    times = CalmTimes(settings.notices_after_s * 1_000, settings.notice_s * 1_000)
    return Manner(_book(settings), settings.hours, settings.announce, shelf.look, times)


def _book(settings: WebSettings) -> Phrasebook:
    changes: dict[Lang, dict[str, str]] = {"vi": {"who": settings.who}} if settings.who else {}
    return Phrasebook(settings.voice, changes)


def _mood(scene: Scene) -> str:
    return "alarm" if scene.spotlight.alarm else "shut" if scene.shut else "calls"


def _mine(mine: MyNumber, visitor: Visitor) -> str:
    return render("board_mine.html", visitor, mine=mine)


class _Asked:
    """What the address asks for: `zone` (several with commas), `langs`, and `so`: whose turn it is to look for."""

    def __init__(self, request: Request) -> None:
        given = request.query_params
        self.zones = tuple(filter(None, given.get("zone", "")[:400].split(",")))
        known = [each for each in given.get("langs", "").split(",") if each in languages()]
        self.chosen = bool(known)
        self.langs: tuple[str, ...] = tuple(dict.fromkeys(known))[:2] or LANGS
        self.number = given.get("so", "").strip()[:12]
        #: What a form of the page has to carry on.
        self.kept = [(name, given[name][:400]) for name in ("zone", "langs") if name in given]
