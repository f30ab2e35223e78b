"""Colours by meaning, type scale, spacing: what makes every screen of the product one family. Pure.

Sizes are in millimetres of the real screen and become pixels through `Screen`, so the same page is right
on 10.1 and 22 inches. Sources of the figures: EN 301 549 5.1.4 (a capital of at least 0.7 degrees), touch
targets of 20 mm with gaps of 3 mm, WCAG 2.2 contrast 7:1 for text.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

TOUCH_MM = 20.0
GAP_MM = 3.0
CAPITAL_DEGREES = 0.7
# Height of a capital of Noto Sans over its size, and of its constant line box.
CAPITAL_SHARE = 0.714
LINE_SHARE = 1.362
# Line box of the font for Khmer over its size: deep enough for all that stacks, so its lines need no LINE_HEIGHT.
SHAPED_LINE_SHARE = 1.629
MM_PER_INCH = 25.4
# An eye before a kiosk of 15 inches or more, and at the nearest before a small one.
FULL_DISTANCE_M, NEAR_DISTANCE_M = 0.6, 0.4
# The smallest capital that is drawn for the hand, over what is right.
LEAST_SHARE = 0.5
# Large-text mode, over what everybody sees.
LARGER = 1.3
# Motion: a page changes at once, nothing slides or blinks; a card stays sunk so long that a quick tap is seen too:
# at 20 frames a second two of them.
SEEN_S = 0.1
# A finger that rests so long on something hears it; one that stays on to here has heard it out and chooses nothing.
HOLD_S, LISTENED_S = 1.0, 3.5


@dataclass(frozen=True)
class Screen:
    """A screen as its maker states it: pixels, and the diagonal in inches."""

    width_px: int
    height_px: int
    diagonal_in: float

    @property
    def px_per_mm(self) -> float:
        return math.hypot(self.width_px, self.height_px) / (self.diagonal_in * MM_PER_INCH)

    def px(self, mm: float) -> int:
        """Pixels for a length, rounded up: a target is never smaller than asked for."""
        return math.ceil(mm * self.px_per_mm)

    def mm(self, px: float) -> float:
        return px / self.px_per_mm

    def font_px(self, capital_mm: float) -> int:
        """Size of Noto Sans at which a capital letter is this high."""
        return self.px(capital_mm / CAPITAL_SHARE)

    @property
    def hand_distance_m(self) -> float:
        """How far an eye is from a screen whose buttons the hand reaches: a small one is stood nearer to."""
        short_mm = self.mm(min(self.width_px, self.height_px))
        return min(FULL_DISTANCE_M, max(NEAR_DISTANCE_M, short_mm / 300))

    @property
    def least_font_px(self) -> int:
        """Below this no word is worth drawing: a capital of half what is right for the eye before the screen, 3.7 mm
        on 15 inches and more, 2.8 mm on 10.1.
        """
        return self.font_px(capital_mm(self.hand_distance_m) * LEAST_SHARE)

    def capital_mm(self, font_px: float) -> float:
        return self.mm(font_px * CAPITAL_SHARE)


def capital_mm(distance_m: float) -> float:
    """How high a capital must be to be read from this far: 7.3 mm at 0.6 m, 73 mm at 6 m."""
    return 2000 * distance_m * math.tan(math.radians(CAPITAL_DEGREES / 2))


def readable_from_m(capital: float) -> float:
    """The farthest distance from which a capital of so many millimetres is large enough."""
    return capital / capital_mm(1.0)


@dataclass(frozen=True)
class Palette:
    """Colours by what they mean. `TEXT_PAIRS` says which may carry text on which."""

    ground: str  # the page
    surface: str  # cards and boards on the page
    pressed: str  # a card under a finger
    line: str  # edges and rules; never the only mark of anything
    ink: str  # text
    ink_soft: str  # text of the second rank
    ink_off: str  # text of what cannot be chosen now
    surface_off: str
    action: str  # the one thing to press
    action_pressed: str
    on_action: str
    accent: str  # lacquer red: the seal, the newest call; sparingly
    on_accent: str
    band: str  # head and foot of a page
    on_band: str
    gold: str  # on the band: ornament and the second rank of text
    notice: str  # ground of something the person should know
    on_notice: str
    alarm: str  # ground of something that failed
    on_alarm: str
    on_pressed: str  # text of a card under a finger


# For the hand: rice paper, ink and jade; a lit panel half a metre away.
DAY = Palette(
    ground="#F5EFE3", surface="#FFFDF8", pressed="#E3EDE4", line="#8C8470",
    ink="#14302D", ink_soft="#3E4C49", ink_off="#474C48", surface_off="#ECE7DB",
    action="#0A5A4F", action_pressed="#063F37", on_action="#FFFDF8",
    accent="#8C1C1F", on_accent="#FFFDF8",
    band="#0B3B36", on_band="#FFFDF8", gold="#F0CD7A",
    notice="#FBE9B7", on_notice="#3D2C00", alarm="#8C1C1F", on_alarm="#FFFDF8", on_pressed="#14302D",
)  # fmt: skip

# For the hall, and for the hand's page at rest: dark, so that a wall of screens does not glare, and figures carry far.
HALL = Palette(
    ground="#0B2422", surface="#12332F", pressed="#1C4640", line="#5E8B83",
    ink="#FFFDF8", ink_soft="#C7DCD5", ink_off="#B4C7C1", surface_off="#0F2B28",
    action="#7FE3CF", action_pressed="#B5F2E5", on_action="#0B2422",
    accent="#F0CD7A", on_accent="#2B1D00",
    band="#071917", on_band="#FFFDF8", gold="#F0CD7A",
    notice="#FBE9B7", on_notice="#3D2C00", alarm="#8C1C1F", on_alarm="#FFFDF8", on_pressed="#FFFDF8",
)  # fmt: skip

# For weak eyes: white and yellow on black, every edge drawn, nothing told by shades.
CONTRAST = Palette(
    ground="#000000", surface="#000000", pressed="#FFFF00", line="#FFFFFF",
    ink="#FFFFFF", ink_soft="#FFFFFF", ink_off="#D0D0D0", surface_off="#1A1A1A",
    action="#FFFF00", action_pressed="#FFFFFF", on_action="#000000",
    accent="#FFFF00", on_accent="#000000",
    band="#000000", on_band="#FFFFFF", gold="#FFFF00",
    notice="#FFFF00", on_notice="#000000", alarm="#FFFFFF", on_alarm="#000000", on_pressed="#000000",
)  # fmt: skip

# (text, ground): every pair the widgets use. A test holds each at 7:1 in all palettes.
TEXT_PAIRS = (
    ("ink", "ground"), ("ink", "surface"), ("on_pressed", "pressed"),
    ("ink_soft", "ground"), ("ink_soft", "surface"), ("band", "gold"),
    ("ink_off", "surface_off"), ("ink_off", "ground"),
    ("action", "surface"), ("action", "ground"),
    ("on_action", "action"), ("on_action", "action_pressed"),
    ("accent", "ground"), ("accent", "surface"), ("on_accent", "accent"),
    ("on_band", "band"), ("gold", "band"),
    ("on_notice", "notice"), ("on_alarm", "alarm"),
)  # fmt: skip


class Role(StrEnum):
    """What a piece of text is, which decides its size."""

    NOTE = "note"  # nothing anybody needs in order to go on
    BODY = "body"  # everything that must be read
    TITLE = "title"
    DISPLAY = "display"
    NUMBER = "number"  # a ticket's number


# Sizes over that of BODY.
HAND_SCALE = {Role.NOTE: 0.68, Role.BODY: 1.0, Role.TITLE: 1.2, Role.DISPLAY: 1.75, Role.NUMBER: 4.0}
HALL_SCALE = {Role.NOTE: 0.5, Role.BODY: 1.0, Role.TITLE: 1.3, Role.DISPLAY: 2.0, Role.NUMBER: 3.0}


@dataclass(frozen=True)
class Look:
    """Everything a page needs to size and colour itself. All lengths in pixels of `screen`."""

    screen: Screen
    palette: Palette
    body_px: int
    scale: dict[Role, float]
    gap_px: int  # between two targets, and the unit of spacing
    touch_px: int  # the least side of anything to press
    larger: float = 1.0  # over what everybody sees: large-text mode

    def font_px(self, role: Role) -> int:
        return round(self.body_px * self.scale[role])

    def line_px(self, role: Role, lines: int = 1) -> int:
        """Height of so many lines of text."""
        return math.ceil(self.font_px(role) * LINE_SHARE * LINE_HEIGHT * lines)

    @property
    def least_px(self) -> int:
        """How far words may shrink into a box that does not grow with them. Smaller only where all words are."""
        return min(self.screen.least_font_px, round(self.body_px * LEAST_SHARE))

    @property
    def radius_px(self) -> int:
        return round(self.gap_px * 1.4)

    @property
    def edge_px(self) -> int:
        """Thickness of a card's edge."""
        return max(1, round(self.gap_px / 8))

    @property
    def margin_px(self) -> int:
        """From the screen's edge to its content."""
        short_px = min(self.screen.width_px, self.screen.height_px)
        return round(min(self.gap_px * 2.5, short_px * 0.035))


# Text of several lines: with Noto's own box this gives 1.43, so Ễ and Ặ never touch.
LINE_HEIGHT = 1.05


def hand_look(screen: Screen, *, distance_m: float | None = None, larger: float = 1.0, palette: Palette = DAY) -> Look:
    """For a touch screen: BODY is large enough for the eye at `distance_m`, else as near as one stands before it.

    `larger` is large-text mode: LARGER, and never less than what is right at FULL_DISTANCE_M.
    """
    capital = capital_mm(distance_m or screen.hand_distance_m) * larger
    least = capital_mm(FULL_DISTANCE_M) if larger > 1 else 0
    return Look(
        screen=screen,
        palette=palette,
        body_px=screen.font_px(max(capital, least)),
        scale=HAND_SCALE,
        gap_px=screen.px(GAP_MM),
        touch_px=screen.px(TOUCH_MM),
        larger=larger,
    )


def hall_look(screen: Screen, *, distance_m: float, larger: float = 1.0) -> Look:
    """For a board on a wall: DISPLAY and NUMBER (the newest calls) carry `distance_m`, BODY (lists) half."""
    body_px = round(screen.font_px(capital_mm(distance_m)) / HALL_SCALE[Role.DISPLAY] * larger)
    gap_px = max(4, round(body_px * 0.28))
    return Look(screen, HALL, body_px, HALL_SCALE, gap_px=gap_px, touch_px=screen.px(TOUCH_MM))
