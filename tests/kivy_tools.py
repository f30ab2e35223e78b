"""A real Kivy window for tests: frames, fingers, pictures, and what a page must never do wrong.

A room's conftest.py takes the fixtures in with `from tests.kivy_tools import kivy_window, stage  # noqa: F401`.
Nothing of Kivy is imported before a test asks for the window.
"""

import functools
import itertools
import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assets.look.colour import contrast
from assets.look.window import prepare
from assets.look.wrap import SEPARATOR
from assets.scripts import ZERO_WIDTH_SPACE

BUILD = Path(__file__).parent.parent / "build"
# Enough frames for text to grow, its box to follow and the page to settle.
SETTLE_FRAMES = 6
TEST_FPS = 200
#: Boxes of text may touch: above and below its letters a line has room.
OVERLAP_PX = 6


@functools.cache
def open_window(state_dir: Path) -> Any:
    """The process's one window, off screen; a second call gives the same."""
    os.environ.pop("DISPLAY", None)
    # Off screen, a drawing area never grows after it was made: so it is as large as any page from the start.
    prepare(1920, 1920, title="motcua-test", fullscreen=False, show_cursor=True, state_dir=state_dir)
    from kivy.config import Config

    Config.set("graphics", "maxfps", str(TEST_FPS))
    from kivy.base import EventLoop
    from kivy.core.window import Window

    EventLoop.ensure_window()
    return Window


class Finger:
    """One finger on the glass, at window coordinates."""

    def __init__(self, x: float, y: float) -> None:
        from kivy.tests.common import UnitTestTouch

        self._touch = UnitTestTouch(x, y)

    def down(self) -> "Finger":
        self._touch.touch_down()
        return self

    def move(self, x: float, y: float) -> "Finger":
        self._touch.touch_move(x, y)
        return self

    def up(self) -> None:
        self._touch.touch_up()


class Stage:
    """The window with one page in it."""

    def __init__(self, window: Any) -> None:
        self.window = window

    def show(self, page: Any, width: int = 1080, height: int = 1920) -> Any:
        """Puts `page` alone into a window of this size and lets it settle; returns the page."""
        self.clear()
        self.window.size = (width, height)
        self.window.add_widget(page)
        self.frames(SETTLE_FRAMES)
        return page

    def clear(self) -> None:
        for child in list(self.window.children):
            self.window.remove_widget(child)

    def lift(self) -> int:
        """Takes every finger from the glass; returns how many lay there."""
        from kivy.base import EventLoop

        left = [touch for touch in EventLoop.touches if touch.is_touch]
        for touch in left:
            EventLoop.post_dispatch_input("end", touch)
        return len(left)

    def frames(self, count: int = 1) -> None:
        from kivy.base import EventLoop

        for _ in range(count):
            EventLoop.idle()

    def until(self, condition: Callable[[], object], deadline_s: float = 5.0) -> None:
        """Runs frames until `condition` holds; fails the test after the deadline."""
        end = time.monotonic() + deadline_s
        while not condition():
            if time.monotonic() > end:
                pytest.fail(f"not within {deadline_s} s: {condition}")
            self.frames()

    def finger(self, widget: Any) -> Finger:
        """A finger over the middle of a widget, not down yet."""
        return Finger(*widget.to_window(*widget.center))

    def tap(self, widget: Any) -> None:
        """Down, a frame, up, and time for what follows."""
        finger = self.finger(widget).down()
        self.frames()
        finger.up()
        self.frames(SETTLE_FRAMES)

    def shot(self, path: Path) -> Path:
        """The window as a picture at exactly `path`; Kivy would add a number to the name."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.window.canvas.ask_update()
        self.frames()
        shutil.move(self.window.screenshot(name=str(path)), path)
        return path

    def pixel(self, x: float, y: float) -> tuple[int, int, int]:
        """The colour at a point as last drawn, 0…255 each."""
        from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels

        red, green, blue, _alpha = glReadPixels(round(x), round(y), 1, 1, GL_RGBA, GL_UNSIGNED_BYTE)
        return red, green, blue


@pytest.fixture(scope="session")
def kivy_window(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return open_window(tmp_path_factory.getbasetemp() / "kivy-home")  # the same for every file that asks


@pytest.fixture
def stage(kivy_window: Any) -> Iterator[Stage]:
    from kivy.clock import Clock

    stage, before = Stage(kivy_window), Clock.get_events()
    yield stage
    left = stage.lift()
    stage.clear()
    for event in Clock.get_events():
        if event not in before:
            event.cancel()  # what a program wanted done in two seconds is not to be done to the next test's page
    assert left == 0, f"{left} fingers stay on the glass, for the next test to wonder at"


@dataclass(frozen=True)
class Box:
    """A widget's place in the window."""

    left: float
    bottom: float
    right: float
    top: float

    @classmethod
    def of(cls, widget: Any) -> "Box":
        left, bottom = widget.to_window(widget.x, widget.y)
        return cls(left, bottom, left + widget.width, bottom + widget.height)

    def inside(self, other: "Box", slack_px: float = 1.0) -> bool:
        return (
            self.left >= other.left - slack_px
            and self.bottom >= other.bottom - slack_px
            and self.right <= other.right + slack_px
            and self.top <= other.top + slack_px
        )

    def distance(self, other: "Box") -> float:
        """Pixels between two boxes; 0 when they touch or overlap."""
        across = max(self.left - other.right, other.left - self.right, 0)
        upward = max(self.bottom - other.top, other.bottom - self.top, 0)
        return float(max(across, upward))

    def shares_px(self, other: "Box") -> float:
        """How deep two boxes lie in each other: across or upward, whichever is less; nothing where they lie apart."""
        across = min(self.right, other.right) - max(self.left, other.left)
        upward = min(self.top, other.top) - max(self.bottom, other.bottom)
        return max(0.0, min(across, upward))


def cut_texts(page: Any) -> list[str]:
    """Every text of the page that is cut, broken inside a word, or reaches out of a box it stands in."""
    from kivy.uix.label import Label

    faults = []
    for label in page.walk():
        if isinstance(label, Label) and label.text:
            faults += [f"{label.text!r}: {fault}" for fault in _text_faults(label, page)]
    return faults


def _text_faults(label: Any, page: Any) -> Iterator[str]:
    if not getattr(label, "fits", True):
        yield f"does not fit {label.width:.0f}x{label.height:.0f} px at {label.font_size:.0f} px"
    wide, high = label.texture_size
    if wide > label.width + 1 or high > label.height + 1:
        yield f"drawn {wide}x{high} px in a box of {label.width:.0f}x{label.height:.0f} px"
    if left_out(label):
        yield f"{left_out(label)} letters are not drawn"
    words = label.text.replace(ZERO_WIDTH_SPACE, " ").split()
    longest = max(label._label.get_extents(word)[0] for word in words or [""])
    if longest > label.width + 1:
        yield f"a word of {longest} px in {label.width:.0f} px"
    above = label.parent
    while above is not None and hasattr(above, "to_window") and above is not page.parent:
        if not Box.of(label).inside(Box.of(above)):
            yield f"reaches out of {type(above).__name__}"
            return
        above = above.parent


def overlapping_texts(page: Any) -> list[str]:
    """Every two texts of which one stands on the other: with a ground of its own the upper one hides it."""
    from kivy.uix.label import Label

    labels = [each for each in page.walk(restrict=True) if isinstance(each, Label) and each.text]
    boxes = [(each.text, Box.of(each)) for each in labels]
    return [
        f"{text!r} stands on {other!r}"
        for (text, box), (other, below) in itertools.combinations(boxes, 2)
        if box.shares_px(below) > OVERLAP_PX
    ]


def left_out(label: Any) -> int:
    """How many letters of a text its picture leaves out: they are in no line, or the lines are higher than it."""
    lines = label._label._cached_lines
    over_px = sum(line.h for line in lines) - label.texture_size[1] + label.padding[1] + label.padding[3]
    if lines and over_px > lines[-1].h / 4:  # Kivy leaves out what line spacing adds below the last line
        return len(label.text)
    drawn = "".join(word.text for line in lines for word in line.words)
    return max(0, _letters(label.text) - _letters(drawn))


def _letters(text: str) -> int:
    """Without what is left out at the end of a line."""
    return len("".join(text.replace(ZERO_WIDTH_SPACE, "").replace(SEPARATOR, " ").split()))


def target_faults(page: Any, look: Any) -> list[str]:
    """Everything to press that is smaller than a finger needs, or nearer to its neighbour than the gap."""
    from assets.look.widgets import Touchable

    boxes = [(_name(widget), Box.of(widget)) for widget in page.walk() if isinstance(widget, Touchable)]
    small = [
        f"{name} is {box.right - box.left:.0f}x{box.top - box.bottom:.0f} px"
        for name, box in boxes
        if min(box.right - box.left, box.top - box.bottom) < look.touch_px - 0.5
    ]
    near = [
        f"{name} and {other} are {box.distance(other_box):.0f} px apart"
        for at, (name, box) in enumerate(boxes)
        for other, other_box in boxes[at + 1 :]
        if box.distance(other_box) < look.gap_px - 0.5
    ]
    return small + near


def contrast_faults(page: Any) -> list[str]:
    """Every text that stands out less than seven to one from what it stands on."""
    from kivy.uix.label import Label

    labels = [each for each in page.walk() if isinstance(each, Label) and each.text]
    found = [(label, contrast(_hex(label.color), _ground(label))) for label in labels]
    return [f"{label.text!r} stands out {ratio:.1f} : 1" for label, ratio in found if ratio < 7]


def outside(page: Any, bottom_px: float, top_px: float) -> list[str]:
    """Everything to press that is not wholly between two heights of the window."""
    from assets.look.widgets import Touchable

    strip = Box(float("-inf"), bottom_px, float("inf"), top_px)
    return [_name(each) for each in page.walk() if isinstance(each, Touchable) and not Box.of(each).inside(strip)]


def _ground(label: Any) -> str:
    above = label.parent
    while not hasattr(above, "fill"):
        above = above.parent
    return _hex(above.kit.colour(above.fill))


def _hex(rgba: Any) -> str:
    return "#" + "".join(f"{round(part * 255):02X}" for part in rgba[:3])


def _name(widget: Any) -> str:
    from kivy.uix.label import Label

    words = [child.text for child in widget.walk() if isinstance(child, Label) and child.text]
    return repr(words[0]) if words else type(widget).__name__
