"""The small window of a counter: the line in large, four keys and their lamps. Mock pins can be pressed there.

A finger, the mouse or F1 ... F4 pull a mock pin low and let it go; debounce, gestures and answers below are those of
real keys. `assets.look.window.prepare` comes before the import of this module, which imports Kivy.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

from kivy.app import App
from kivy.clock import Clock
from kivy.core.window import Window

from assets import Translation
from assets.look.theme import DAY, HAND_SCALE, Look, Role, Screen
from assets.look.widgets import Band, Column, FitText, Ground, Kit, Panel, Row
from broker.contract.commands import Key
from display.counter.drawn import Drive, Lamp, PinKey, Waves
from display.counter.keys import KEYS
from display.counter.line import Line as Words
from display.counter.line import Tone, line
from display.counter.machine import Machine
from display.counter.view import View

#: Kivy's numbers of F1 ... F4.
F_KEYS: dict[int, Key] = dict(zip((282, 283, 284, 285), KEYS, strict=True))
#: How often the window looks at the machine. Blinks are 60 ms at the shortest.
LOOK_S = 0.05
GROUNDS: dict[Tone, tuple[str, str]] = {
    "plain": ("surface", "ink"), "notice": ("notice", "on_notice"), "alarm": ("alarm", "on_alarm"),
}  # fmt: skip
LABELS: dict[Key, str] = {"next": "keys.next", "recall": "keys.recall", "start": "keys.start", "pause": "keys.pause"}
#: What a key is called while the counter is in this state, where that is something else.
STATE_LABELS: dict[tuple[Key, str], str] = {("next", "shut"): "more.open", ("start", "serving"): "keys.finish"}
HELD: dict[Key, str] = {"recall": "keys.no_show", "start": "more.undo", "pause": "more.close"}
#: Called when the window stands, with the way to make a picture of it under a name.
Begin = Callable[[Callable[[str], str] | None], None]


def desk_look(width_px: int, height_px: int) -> Look:
    """For a small window among others on a desk: everything scales with it."""
    body_px = max(10, round(min(height_px / 18, width_px / 27)))
    screen = Screen(width_px, height_px, 5.0)
    scale = HAND_SCALE | {Role.NUMBER: 4.4}
    return Look(screen, DAY, body_px, scale, gap_px=round(body_px * 0.45), touch_px=body_px * 4)


class CounterPage(Ground):
    """Everything in the window. `show` changes what has changed."""

    def __init__(self, kit: Kit, words: Translation, drive: Drive) -> None:
        self.words = words
        self._shown: object = None
        body = kit.font_px(Role.BODY)
        self.name = FitText(kit, "", round(body * 1.15), bold=True, colour="on_band")
        self.state = FitText(kit, "", round(body * 1.05), colour="gold", align="right", size_hint_x=1.5)
        self.lamp = Lamp(kit, body * 1.7, pos_hint={"center_y": 0.5})
        self.buzzer = Waves(kit, body * 1.3, pos_hint={"center_y": 0.5})
        self.training = FitText(kit, "", round(body * 0.85), bold=True, colour="on_notice", align="center")
        self._ribbon = Panel(kit, self.training, fill="notice", padding=0, size_hint_y=None, height=0)
        self.number = FitText(kit, "", Role.NUMBER, bold=True, colour="action", align="center")
        self.waiting = FitText(kit, "", body, colour="ink_soft", align="center", size_hint_x=0.42)
        self.notice = FitText(kit, "", body, least=round(body * 0.72), align="center")
        self._board = Panel(kit, self.notice, padding=(kit.gap * 1.5, kit.gap * 0.6), size_hint_y=None)
        self._board.height = round(body * 3.2)
        self.keys = {key: self._make_key(kit, key, drive, f"F{at}") for at, key in enumerate(KEYS, 1)}
        keys = Row(kit, *self.keys.values(), size_hint_y=None, height=round(body * 5.6))
        head = Band(kit, self.name, self.state, self.buzzer, self.lamp, size_hint_y=None, height=round(body * 2.7))
        rows = Column(kit, Row(kit, self.number, self.waiting), self._board, keys, padding=kit.gap * 1.5)
        super().__init__(kit, head, self._ribbon, rows)

    def show(self, view: View) -> None:
        """Put a view on the page. What stands there already is not touched: each touch is a frame drawn anew."""
        made = line(view, self.words)
        now = (made, view.online, view.status and view.status.state, tuple(view.lights.items()))
        if now != self._shown:
            self._shown = now
            self._write(made, view)
            self._light(view)

    def _write(self, made: Words, view: View) -> None:
        self.name.text, self.state.text = made.name, made.state
        self.number.text, self.waiting.text = made.number or "–", made.waiting
        self.number.dye("action" if view.online and made.number else "ink_off")  # offline it may be an old one
        self.training.text = made.training
        self._ribbon.height = self.kit.font_px(Role.BODY) * 1.5 if made.training else 0
        self._say(made.notice, made.tone)
        state = view.status.state if view.status else ""
        for key, drawn in self.keys.items():
            drawn.label.text = self.words.text(STATE_LABELS.get((key, state), LABELS[key]))

    def _light(self, view: View) -> None:
        for key, drawn in self.keys.items():
            drawn.lamp.shine(view.lights.get(key, False))
        self.lamp.shine(view.lights.get("lamp", False))
        self.buzzer.sound(view.lights.get("buzzer", False))

    def let_go(self) -> None:
        """All keys up: the window lost the keyboard and will not hear of it."""
        for key in self.keys.values():
            key.level(False)

    def _say(self, notice: str, tone: Tone) -> None:
        ground, ink = GROUNDS[tone]
        self.notice.text = notice
        self.notice.dye(ink)
        self._board.dye(ground)
        self._board.opacity = 1.0 if notice else 0.0

    def _make_key(self, kit: Kit, key: Key, drive: Drive, f_name: str) -> PinKey:
        held = self.words.text("counter.hold", what=self.words.text(HELD[key])) if key in HELD else ""
        return PinKey(kit, key, drive, f_name, held)


class MachineThread(threading.Thread):
    """The machine beside the window. `failed`: it ended by an error, which has been printed."""

    def __init__(self, machine: Machine) -> None:
        super().__init__(name="machine")
        self._machine, self.failed = machine, False

    def run(self) -> None:
        """Turn the machine."""
        self.failed = True
        self._machine.run()
        self.failed = False


class CounterApp(App):
    """The window's program: looks at the machine, hands keys on, ends when the machine ends."""

    def __init__(self, machine: Machine, page: CounterPage, shots: Path | None, begin: Begin) -> None:
        super().__init__()
        self.machine, self.page, self._shots, self._begin = machine, page, shots, begin
        self.thread = MachineThread(machine)

    def build(self) -> CounterPage:
        """What is in the window, and what moves it."""
        Window.bind(on_key_down=self._key_down, on_key_up=self._key_up, focus=self._focus)
        Clock.schedule_once(self._open, LOOK_S)
        return self.page

    def open_settings(self, *_: object) -> bool:
        """Kivy's own settings stay shut: F1 is a key of ours."""
        return False

    def shoot(self, name: str) -> str:
        """A picture of the window; waits for it, so never called from the window's own thread."""
        assert self._shots is not None  # only then is it handed out
        path, done = self._shots / f"{Path(name).name}.png", threading.Event()
        self._shots.mkdir(parents=True, exist_ok=True)
        Clock.schedule_once(lambda _s: self._draw_then(lambda: self._save(path, done)))
        done.wait(5.0)
        return str(path)

    def _draw_then(self, save: Callable[[], None]) -> None:
        self.page.show(self.machine.view)
        Clock.schedule_once(lambda _s: save(), 3 * LOOK_S)

    def _save(self, path: Path, done: threading.Event) -> None:
        shutil.move(Window.screenshot(name=str(path)), path)  # Kivy puts a number to the name
        done.set()

    def _open(self, _seconds: float) -> None:
        """The window has been drawn and hears fingers: only now does the counter say that it is ready."""
        self.thread.start()
        self._begin(self.shoot if self._shots else None)
        Clock.schedule_interval(self._look, LOOK_S)

    def _look(self, _seconds: float) -> None:
        self.page.show(self.machine.view)
        if not self.thread.is_alive():
            self.stop()

    def _key_down(self, _window: object, number: int, *_: object) -> bool:
        return self._level(number, down=True)

    def _key_up(self, _window: object, number: int, *_: object) -> bool:
        return self._level(number, down=False)

    def _level(self, number: int, *, down: bool) -> bool:
        if number not in F_KEYS:
            return False
        self.page.keys[F_KEYS[number]].level(down)
        return True

    def _focus(self, _window: object, focused: bool) -> None:
        if not focused:
            self.page.let_go()


def run_window(machine: Machine, words: Translation, shots: Path | None, begin: Begin) -> int:
    """Show the window until it is closed or the machine ends. `begin` gets the way to make pictures, if any."""
    drive: Drive = machine.pins.drive if machine.pins.drivable else lambda _key, _down: None
    app = CounterApp(machine, CounterPage(Kit(desk_look(*Window.size)), words, drive), shots, begin)
    try:
        app.run()
    finally:
        machine.stop()
        if app.thread.is_alive():
            app.thread.join(5.0)
    return 1 if app.thread.failed else 0
