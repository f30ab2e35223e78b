"""The tablet's pages: a dark one, faces, reasons, a message."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kivy.clock import Clock
from kivy.graphics import Color, Rectangle, SmoothEllipse
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from assets.look.pictograms import forget_canvases, pictogram_texture
from assets.look.reader import Reader, heard
from assets.look.spots import spots
from assets.look.widgets import Card, Column, FitText, Ground, Kit, Pictogram, Role, Row, gap
from assets.spoken.voice import Hushed, Voice
from display.tablet.scene import Button, Face, Reason, TabletScene

#: A page of less height, in fingers, has no room for all rows of targets: reasons go without languages and voice, and
#: on a lying one what goes on stands beside the title.
LOW_FINGERS, LOW_UPRIGHT_FINGERS = 5.2, 8.0
#: A narrower screen, in fingers, keeps its buttons for words.
NARROW_FINGERS = 5.5
#: A card so many times as wide as high has its words beside the face.
WIDE_CARD = 1.6
#: The ring of a pictogram's face, of its whole drawing.
RING_SHARE = 0.8
#: A face is drawn at four times its size first, and a small computer draws nothing of more than 2,048 pixels.
LEAST_PX, MOST_PX = 8, 480
DARK, FAINT = "#000000", "#9A9A9A"
Do = Callable[[str], None]


class Disc(Widget):
    """A face: a disc in its colour, on it the pictogram, as large as its place allows."""

    def __init__(self, kit: Kit, pictogram: str, colour: str) -> None:
        super().__init__()
        self._pictogram = pictogram
        with self.canvas:
            Color(*kit.colour(colour))
            self._disc = SmoothEllipse(size=(0, 0))
            Color(*kit.colour("ink"))
            self._drawing = Rectangle(size=(0, 0))
        # Once its place has settled: a drawing is made for each size.
        settle = Clock.create_trigger(self._draw)
        self.bind(pos=settle, size=settle)
        settle()

    def _draw(self, _seconds: float) -> None:
        side = min(int(min(self.size)), MOST_PX)
        if side < LEAST_PX:
            return
        at, disc = (round(self.center_x - side / 2), round(self.center_y - side / 2)), side * RING_SHARE
        self._disc.pos, self._disc.size = (self.center_x - disc / 2, self.center_y - disc / 2), (disc, disc)
        self._drawing.texture = pictogram_texture(self._pictogram, side)
        self._drawing.pos, self._drawing.size = at, (side, side)
        forget_canvases()


class FaceCard(Card):
    """A mark to give: face and words, above each other or, where it is wide, side by side."""

    def __init__(self, kit: Kit, face: Face, do: Do) -> None:
        body_px = kit.font_px(Role.BODY)
        self.words = FitText(kit, face.words, round(body_px * 0.84), least=round(body_px * 0.5), bold=True)
        self.disc = Disc(kit, face.pictogram, face.colour)
        super().__init__(kit, self.disc, self.words, orientation="vertical", spacing=kit.gap * 0.4)
        self.bind(size=self._make_up, pressed=lambda *_: self.words.dye(self.text_colour()))
        self.bind(on_release=lambda *_: do(f"mark:{face.mark}"))

    def _make_up(self, *_: object) -> None:
        wide = self.width > self.height * WIDE_CARD
        self.orientation, self.words.halign = ("horizontal", "left") if wide else ("vertical", "center")
        words_px = min(self.kit.look.line_px(Role.NOTE) * 2.4, self.height * 0.42)
        self.words.size_hint_y, self.words.height = (1, self.height) if wide else (None, words_px)
        self.disc.size_hint_x, self.disc.width = (
            (None, min(self.height * 0.8, self.width * 0.36)) if wide else (1, self.width)
        )


class ToolButton(Card):
    """Something else to press: words, with a pictogram before them where there is room."""

    def __init__(self, kit: Kit, button: Button, do: Do, **more: Any) -> None:
        kind = "action" if button.action == "send" else "chosen" if button.on else "plain"
        super().__init__(kit, kind=kind, padding=(kit.gap, kit.gap * 0.4), **more)
        self.words = FitText(kit, button.words, Role.NOTE, least=round(kit.font_px(Role.NOTE) * 0.6), bold=True,
                             colour=self.text_colour(), align="center")  # fmt: skip
        self._sign = None
        if button.pictogram and kit.look.screen.width_px > kit.look.touch_px * NARROW_FINGERS:
            side_px = round(kit.font_px(Role.NOTE) * 1.1)
            self._sign = Pictogram(kit, button.pictogram, side_px, self.text_colour(), pos_hint={"center_y": 0.5})
            self.add_widget(self._sign)
        self.add_widget(self.words)
        self.bind(pressed=self._dye, on_release=lambda *_: do(button.action))

    def _dye(self, *_: object) -> None:
        self.words.dye(self.text_colour())
        if self._sign is not None:
            self._sign.dye(self.text_colour())


class ReasonCard(Card):
    """A reason to tick."""

    def __init__(self, kit: Kit, reason: Reason, do: Do) -> None:
        kind = "chosen" if reason.chosen else "plain"
        ink = "band" if reason.chosen else "ink"
        box_px = round(kit.font_px(Role.BODY))
        box = Pictogram(kit, "box_ticked" if reason.chosen else "box", box_px, ink, pos_hint={"center_y": 0.5})
        words = FitText(kit, reason.words, Role.BODY, least=round(kit.font_px(Role.NOTE) * 0.8), colour=ink)
        super().__init__(kit, box, words, kind=kind, padding=(kit.gap * 1.5, kit.gap * 0.6))
        self.spoken = reason.spoken
        self.bind(on_release=lambda *_: do(f"reason:{reason.name}"), pressed=lambda *_: words.dye(self.text_colour()))


class TabletPage(FloatLayout):
    """Everything on the tablet. `show` draws a scene; `do` is told what a finger chose.

    `hint` gives the sentence by which the spoken mode explains itself, by language.
    """

    def __init__(
        self, kit: Kit, do: Do, voice: Voice | None = None, hint: Callable[[str], str] = lambda _lang: ""
    ) -> None:
        super().__init__()
        self.kit, self._do, self._hint = kit, do, hint
        self._voice: Voice = voice or Hushed()
        if voice is not None:
            kit.hold = self._held
        self._reader: Reader | None = None
        self.scene = TabletScene("dark")
        self.content: Widget = Widget()

    def show(self, scene: TabletScene) -> None:
        """Draw a scene, and read it where the visitor listens."""
        before, self.scene = self.scene, scene
        heard = {spot.words for spot in spots(self.content)}
        self.clear_widgets()
        draw = {"dark": self._dark, "ask": self._ask, "why": self._why, "message": self._message}[scene.kind]
        self.content = draw(scene)
        self.add_widget(self.content)
        self._listen(scene, before, heard)

    @property
    def _low(self) -> bool:
        fingers = LOW_FINGERS if self._lying else LOW_UPRIGHT_FINGERS
        return bool(self.height < self.kit.look.touch_px * fingers)

    @property
    def _lying(self) -> bool:
        return bool(self.width >= self.height)

    # --- the spoken mode ---------------------------------------------------------------------------------

    def _listen(self, scene: TabletScene, before: TabletScene, heard: set[str]) -> None:
        """A new page is read whole; one that stays says what has become of it."""
        if self._reader is not None and (not scene.aloud or self._reader.lang != scene.lang):
            self._reader.leave()
            self._reader = None
        came = scene.aloud and self._reader is None
        if not scene.aloud:
            return
        if self._reader is None:
            self._reader = Reader(self.kit, self._voice, scene.lang, lambda: None)
            self._reader.reachable = lambda: self.content
        self.add_widget(self._reader)
        if came or (before.kind, before.title) != (scene.kind, scene.title):
            self._reader.read(self.content, *([self._hint(scene.lang)] if came else []))
        else:
            self._reader.say(*(spot.words for spot in spots(self.content) if spot.words not in heard))

    def _held(self, widget: object) -> None:
        """Who does not read rests a finger on something and hears it, without the spoken mode."""
        if self._reader is None:
            heard(widget, self._voice, self.scene.lang)

    # --- pages -------------------------------------------------------------------------------------------

    def _dark(self, scene: TabletScene) -> Widget:
        line = FitText(self.kit, scene.title, Role.NOTE, colour=FAINT, align="center", size_hint_y=None)
        line.height = self.kit.look.line_px(Role.NOTE, lines=2)
        return Ground(self.kit, gap(), line, fill=DARK)

    def _message(self, scene: TabletScene) -> Widget:
        colour = "#C9E0A0" if scene.pictogram.startswith("face_") else "pressed"
        words = FitText(self.kit, scene.title, Role.DISPLAY, bold=True, align="center", size_hint_y=0.8)
        return self._page(Disc(self.kit, scene.pictogram, colour), words)

    def _ask(self, scene: TabletScene) -> Widget:
        faces: Row | Column
        cards = [FaceCard(self.kit, each, self._do) for each in scene.faces]
        if not self._lying and len(cards) <= 3 and not self._low:
            faces = Column(self.kit, *cards, spacing=self.kit.gap * 1.2)
        elif self._lying or len(cards) <= 3:
            faces = Row(self.kit, *cards, spacing=self.kit.gap * 1.2)
        else:
            pairs = [Row(self.kit, *cards[at : at + 2], spacing=self.kit.gap * 1.2) for at in range(0, len(cards), 2)]
            faces = Column(self.kit, *pairs, spacing=self.kit.gap * 1.2)
        note = FitText(self.kit, scene.note, Role.NOTE, least=round(self.kit.font_px(Role.NOTE) * 0.66),
                       colour="ink_soft", align="center", size_hint_x=1.5)  # fmt: skip
        foot = [self._button(each) for each in scene.foot]
        if self._lying:
            return self._page(*self._head(scene), faces, self._row(foot[0], note, *foot[1:]))
        note.size_hint = 1, None
        note.height = self.kit.look.line_px(Role.NOTE, lines=2)
        return self._page(*self._head(scene), faces, note, self._row(*foot))

    def _why(self, scene: TabletScene) -> Widget:
        foot = [self._button(each) for each in scene.foot]
        grid = self._grid([ReasonCard(self.kit, each, self._do) for each in scene.reasons])
        if self._low and self._lying:
            return self._page(self._row(self._title(scene), *foot), grid)
        head = [self._row(self._title(scene))] if self._low else self._head(scene)
        return self._page(*head, grid, self._row(*foot))

    def _grid(self, cards: Sequence[Widget]) -> Widget:
        """Two rows on a lying screen, two columns on a standing one; few stand in one."""
        few = len(cards) <= 3
        columns = (len(cards) if few else -(-len(cards) // 2)) if self._lying else (1 if few else 2)
        rows = [list(cards[at : at + columns]) for at in range(0, len(cards), columns)]
        if len(rows[-1]) < columns:
            rows[-1] += [gap() for _ in range(columns - len(rows[-1]))]
        made = (Row(self.kit, *row, spacing=self.kit.gap * 1.2) for row in rows)
        return Column(self.kit, *made, spacing=self.kit.gap * 1.2)

    def _head(self, scene: TabletScene) -> list[Widget]:
        """The question, and beside it (above it on a standing screen) languages and voice."""
        tools = [self._button(each, width=self.kit.look.touch_px * 1.75) for each in scene.tools]
        title = self._title(scene)
        if self._lying or not tools:
            return [self._row(title, *tools)]
        title.size_hint_y, title.height = None, self.kit.look.touch_px * 1.5
        return [self._row(gap(), *tools), title]

    def _title(self, scene: TabletScene) -> FitText:
        words = " · ".join(each for each in (scene.progress, scene.title) if each)
        return FitText(self.kit, words, Role.DISPLAY, least=round(self.kit.font_px(Role.NOTE) * 0.8), bold=True)

    def _row(self, *children: Widget) -> Row:
        return Row(self.kit, *children, spacing=self.kit.gap * 1.2, size_hint_y=None, height=self.kit.look.touch_px)

    def _button(self, button: Button, width: float | None = None) -> ToolButton:
        sized: dict[str, Any] = {"size_hint_x": None, "width": width} if width else {}
        return ToolButton(self.kit, button, self._do, **sized)

    def _page(self, *rows: Widget) -> Ground:
        margin = self.kit.look.margin_px
        return Ground(self.kit, *rows, padding=margin, spacing=self.kit.gap * 1.2)
