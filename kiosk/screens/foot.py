"""The foot of every page: where to go from here, how the page is shown, and the language."""

from __future__ import annotations

from typing import Any

from assets.look import widgets as w
from broker.contract.ids import Lang
from kiosk.screens.bench import Bench
from kiosk.screens.frame import LOW_SCREEN_MM
from kiosk.session.modes import Mode
from kiosk.session.views import Say, View
from kiosk.texts import text

#: action -> (text, pictogram)
NAV = {"back": ("nav.back", "back"), "home": ("nav.home", "home")}
MODES = {
    Mode.LARGE: ("mode.large", "large_text"),
    Mode.CONTRAST: ("mode.contrast", "contrast"),
    Mode.LOW: ("mode.low", "lower"),
    Mode.VOICE: ("mode.voice", "speaker"),
}
#: The least width of a button that leads elsewhere, and the height of a row, in fingers.
NAV_FINGERS = 1.9
NAV_ROW_FINGERS, ROW_FINGERS = 1.05, 1.25
#: The words below a sign, at most: five of them must find room side by side on 10 inches.
FONT_FINGERS = 0.3


class Foot(w.Band):
    """Drawn anew only when it is another."""

    def __init__(self, kit: w.Kit) -> None:
        screen = kit.look.screen
        self._low = screen.mm(screen.height_px) < LOW_SCREEN_MM
        padding = (kit.look.margin_px, kit.gap * (1.6 if self._low else 2), kit.look.margin_px, kit.gap * 1.1)
        super().__init__(
            kit, saw="above", orientation="vertical", padding=padding, spacing=kit.gap * 1.2, size_hint_y=None
        )
        self._shown: object = None

    def show(self, bench: Bench, view: View) -> None:
        """What of it is new."""
        key = bench.lang, view.other_langs, view.nav, view.modes, view.modes_on
        if key == self._shown:
            return
        self._shown = key
        self.clear_widgets()
        leading = [self._nav(bench, action) for action in view.nav if action in NAV]
        ways = [self._mode(bench, mode, on=mode in view.modes_on) for mode in view.modes]
        if "lang" in view.nav:
            ways += self._languages(bench, view.languages, len(ways))
        rows = [row for row in self._rows(leading, ways) if row]
        touch_px, self.height = bench.kit.look.touch_px, self.padding[1] + self.padding[3]
        for at, row in enumerate(rows, 1):
            high_px = round(touch_px * (NAV_ROW_FINGERS if at < len(rows) or self._low else ROW_FINGERS))
            more = {"size_hint_y": None, "height": high_px, "spacing": bench.kit.gap * 1.2}
            self.add_widget(w.Row(bench.kit, *row, **more))
            self.height += high_px + (self.spacing if at > 1 else 0)

    def _languages(self, bench: Bench, others: dict[str, Lang], beside: int) -> list[Any]:
        """A button for each language, so that nobody has to read another one to find their own.

        On a screen too narrow for that, one button carries all names and turns from one to the next.
        """
        names = {action: text(Say("lang.self"), lang) for action, lang in others.items()}
        if len(names) > 1 and not self._room_for(0, beside + len(names)):
            names = {next(iter(names)): "\n".join(names.values())}
        return [bench.acts(FootButton(bench.kit, name, "globe"), action) for action, name in names.items()]

    def _rows(self, leading: list[Any], ways: list[Any]) -> list[list[Any]]:
        """One row on a lying screen that is wide enough for all, else one for each kind."""
        screen = self.kit.look.screen
        lying = screen.height_px <= screen.width_px
        return [leading + ways] if lying and self._room_for(len(leading), len(ways)) else [leading, ways]

    def _room_for(self, leading: int, ways: int) -> bool:
        """Whether so many buttons have room side by side."""
        look = self.kit.look
        needed_px = look.touch_px * (leading * NAV_FINGERS + ways) + (leading + ways - 1) * self.spacing
        return bool(needed_px <= look.screen.width_px - 2 * look.margin_px)

    @staticmethod
    def _nav(bench: Bench, action: str) -> Any:
        key, pictogram = NAV[action]
        return bench.acts(WayButton(bench.kit, bench.words(key), pictogram), action)

    @staticmethod
    def _mode(bench: Bench, mode: Mode, *, on: bool) -> Any:
        key, pictogram = MODES[mode]
        return bench.acts(FootButton(bench.kit, bench.words(key), pictogram, on=on), f"mode:{mode}")


class WayButton(w.Card):
    """A sign and its words side by side."""

    def __init__(self, kit: w.Kit, words: str, pictogram: str) -> None:
        super().__init__(kit, kind="band", padding=(kit.gap, kit.gap * 0.6), size_hint_x=2)
        note_px, colour = kit.font_px(w.Role.NOTE), self.text_colour()
        self._sign: Any = w.Pictogram(kit, pictogram, round(note_px * 1.15), colour, pos_hint={"center_y": 0.5})
        self.label = w.FitText(kit, words, round(note_px * 1.15), least=round(note_px * 0.7), bold=True, colour=colour)
        self.add_widget(self._sign)
        self.add_widget(self.label)
        self.bind(pressed=self._dye)

    def _dye(self, *_: object) -> None:
        for each in (self._sign, self.label):
            each.dye(self.text_colour())


class FootButton(w.Card):
    """A sign over its words. What is switched on is lighter and carries a tick before its sign."""

    def __init__(self, kit: w.Kit, words: str, pictogram: str, *, on: bool = False) -> None:
        super().__init__(
            kit, kind="chosen" if on else "band", orientation="vertical", padding=kit.gap * 0.6, spacing=kit.gap * 0.2
        )
        side_px, font_px = round(kit.look.touch_px * (0.3 if on else 0.38)), kit.look.touch_px * FONT_FINGERS
        colour = self.text_colour()
        self._signs: list[Any] = [
            w.Pictogram(kit, each, side_px, colour) for each in (("tick",) if on else ()) + (pictogram,)
        ]
        signs = w.Row(kit, w.gap(), *self._signs, w.gap(), size_hint_y=None, height=side_px, spacing=kit.gap * 0.5)
        self.label = w.FitText(
            kit, words, round(min(font_px, kit.font_px(w.Role.NOTE))), least=round(font_px * 0.5), bold=True,
            colour=colour, align="center", line_height=1,
        )  # fmt: skip
        self.add_widget(signs)
        self.add_widget(self.label)
        self.bind(pressed=self._dye)

    def _dye(self, *_: object) -> None:
        for each in (*self._signs, self.label):
            each.dye(self.text_colour())
