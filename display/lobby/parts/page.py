"""The whole page: puts every part in its place and hands each the piece of the scene that changed."""

from __future__ import annotations

from kivy.uix.widget import Widget

from assets.look.kit import Kit
from display.lobby.layout import places
from display.lobby.parts.head import BannerPart, FootPart, HeadPart
from display.lobby.parts.lists import RecentPart, WaitingPart
from display.lobby.parts.spotlight import SpotlightPart
from display.lobby.parts.tiles import CountersPart
from display.lobby.scene import Scene


class LobbyPage(Widget):
    """Give it a scene; it touches only the parts that differ from the one before.

    Its ground is the window's own colour: nothing is drawn twice.
    """

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.scene: Scene | None = None
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
        self.bind(size=self._again)

    def show(self, scene: Scene) -> bool:
        """Draw what changed; False if nothing did."""
        self.scene = scene
        where = places(round(self.width), round(self.height), banner=bool(scene.banner))
        changed = False
        for name, part in self._parts.items():
            told = (getattr(scene, name), getattr(where, name), where.unit)
            if self._done.get(name) != told:
                part.show(*told)
                self._done[name], changed = told, True
        return changed

    def _again(self, *_: object) -> None:
        if self.scene is not None:
            self.show(self.scene)
