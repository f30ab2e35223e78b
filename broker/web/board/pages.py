"""The web board over HTTP: the page, and its parts pushed. Made for old browsers: everything is HTML when it comes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from assets import languages
from broker.web import live
from broker.web.board.halls import Hall, Halls
from broker.web.board.mine import MyNumber, my_number
from broker.web.guard import Guard, Visitor
from broker.web.house import House
from broker.web.look import page, render

#: Both languages of most screens; `?langs=vi` shows one.
LANGS = ("vi", "en")
PARTS = ("head", "banner", "spotlight", "counters", "recent", "waiting", "foot")


def routes(house: House) -> list[BaseRoute]:
    """The board for everybody."""
    boards = _Boards(house)
    return [boards.guard.open_page("/board", boards.whole), boards.guard.open_page("/board/live", boards.pushed)]


class _Boards:
    def __init__(self, house: House) -> None:
        self.house, self.guard = house, Guard(house)
        self.halls = Halls(house.floor)

    async def whole(self, request: Request, visitor: Visitor) -> Response:
        """The page with all that stands on it now."""
        asked = _Asked(request)
        hall = self.halls.of(self._zones(asked.zones))
        pieces = self._pieces(hall, asked, visitor, live.Kept())
        values: dict[str, Any] = {"pieces": pieces, "asked": asked, "pulse": live.written(self.house.floor)}
        values |= {"stale": hall.stale(asked.langs, "{time}"), "query": request.url.query}
        return page("board.html", visitor, **values)

    async def pushed(self, request: Request, visitor: Visitor) -> Response:
        """The parts of the page, pushed as they change."""
        asked, kept = _Asked(request), live.Kept()
        zones = self._zones(asked.zones)
        return live.stream(
            self.house.floor, lambda: self._pieces(self.halls.of(zones), asked, self.guard.renew(visitor), kept)
        )

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

    def _pieces(self, hall: Hall, asked: _Asked, visitor: Visitor, kept: live.Kept) -> Mapping[str, str]:
        scene = hall.scene(asked.langs)
        parts = {name: getattr(scene, name) for name in PARTS}
        made = {name: self._piece(kept, name, part, visitor) for name, part in parts.items()}
        made["voice"] = json.dumps([asdict(each) for each in hall.sayings()], ensure_ascii=False)
        made["mood"] = "alarm" if scene.spotlight.alarm else "shut" if scene.shut else "calls"
        if asked.number:
            mine = my_number(asked.number, self.house.floor.boards.values(), self.house.floor.waiting)
            made["mine"] = kept.piece("mine", (mine, visitor.words), lambda: _mine(mine, visitor))
        return made

    @staticmethod
    def _piece(kept: live.Kept, name: str, part: object, visitor: Visitor) -> str:
        return kept.piece(name, (part,), lambda: render(f"board_{name}.html", visitor, part=part))


def _mine(mine: MyNumber, visitor: Visitor) -> str:
    return render("board_mine.html", visitor, mine=mine)


class _Asked:
    """What the address asks for: `zone` (several with commas), `langs`, and `so`: whose turn it is to look for."""

    def __init__(self, request: Request) -> None:
        given = request.query_params
        self.zones = tuple(filter(None, given.get("zone", "")[:400].split(",")))
        known = [each for each in given.get("langs", "").split(",") if each in languages()]
        self.langs: tuple[str, ...] = tuple(dict.fromkeys(known))[:2] or LANGS
        self.number = given.get("so", "").strip()[:12]
