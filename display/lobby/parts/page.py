"""The whole page: puts every part in its place and hands each the piece of the scene that changed."""

from __future__ import annotations

from kivy.graphics import PopMatrix, PushMatrix, Translate
from kivy.uix.widget import Widget

from assets.look.kit import Kit
from broker.hall.scene import Scene
from display.lobby.layout import Scale, places
from display.lobby.numbers import ORDINARY
from display.lobby.parts.head import BannerPart, FootPart, HeadPart
from display.lobby.parts.lists import RecentPart, WaitingPart
from display.lobby.parts.poster import PosterPart
from display.lobby.parts.published import PublishedPart
from display.lobby.parts.spotlight import SpotlightPart
from display.lobby.parts.ticker import TickerPart
from display.lobby.parts.tiles import CountersPart

PARTS = ("head", "banner", "spotlight", "counters", "recent", "waiting", "foot")


class LobbyPage(Widget):
    """Give it a scene; it touches only the parts that differ from the one before.

    Its ground is the window's own colour: nothing is drawn twice. `capital`: of lists of calls, in pixels; `widest`:
    the numbers they have room for, in force with the next scene.
    """

    def __init__(self, kit: Kit, capital: float) -> None:
        super().__init__()
        self.scene: Scene | None = None
        self.kit, self.capital, self.widest = kit, capital, ORDINARY
        self._done: dict[str, tuple[object, ...]] = {}
        self._parts = {
            "head": HeadPart(kit),
            "banner": BannerPart(kit),
            "spotlight": SpotlightPart(kit),
            "counters": CountersPart(kit),
            "recent": RecentPart(kit),
            "waiting": WaitingPart(kit),
            "foot": FootPart(kit),
        }
        for part in self._parts.values():
            self.add_widget(part)
        self._poster, self._published = PosterPart(kit), PublishedPart(kit)
        with self.canvas.before:
            PushMatrix()
            self._shift = Translate(0, 0)
        with self.canvas.after:
            PopMatrix()
        self.bind(size=self._again)

    @property
    def ticker(self) -> TickerPart:
        """What runs through the foot."""
        return self._parts["foot"].ticker

    def show(self, scene: Scene) -> bool:
        """Draw what changed; False if nothing did."""
        self.scene = scene
        where = places(
            round(self.width), round(self.height), banner=bool(scene.banner), shut=scene.shut, empty=scene.empty
        )
        scale = Scale(where.unit, self.capital, where.upright, self.widest)
        hidden = {"counters": scene.shut, "recent": scene.shut, "waiting": scene.empty}
        changed = sum(self._have(name, not gone) for name, gone in hidden.items()) > 0
        for name in PARTS:
            told = (getattr(scene, name), getattr(where, name), scale)
            if self._done.get(name) != told:
                self._parts[name].show(*told)
                self._done[name], changed = told, True
        changed = self._published.show(scene.published, where.body, scale, self) or changed
        return self._poster.show(scene.poster, where.body, self) or changed

    def shift(self, across: int, upward: int) -> None:
        """Stand so many pixels aside: a screen that shows the same for years keeps its shadow."""
        if (self._shift.x, self._shift.y) != (across, upward):
            self._shift.x, self._shift.y = across, upward

    @property
    def shifted(self) -> tuple[int, int]:
        """How far it stands aside."""
        return int(self._shift.x), int(self._shift.y)

    def rest(self) -> None:
        """End what still draws attention, and let nothing run: for a picture."""
        self._parts["spotlight"].rest()
        self.ticker.stand()

    def _have(self, name: str, there: bool) -> bool:
        part = self._parts[name]
        if there == (part.parent is not None):
            return False
        if there:
            self.add_widget(part)
        else:
            self.remove_widget(part)
        return True

    def _again(self, *_: object) -> None:
        if self.scene is not None:
            self.show(self.scene)
