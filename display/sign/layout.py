"""Where things stand on a sign, and from how far its number can be read. Pure; pixels, origin below left.

Everything is a share of the screen, so the same sign is right from 7 to 15 inches, lying and standing.
"""

from __future__ import annotations

from dataclasses import dataclass

from assets.look.theme import CAPITAL_SHARE, Screen, readable_from_m
from display.windows.rect import Rect

#: Width of one character of a number over its size: digits of Noto Sans Bold, with a letter now and then.
CHARACTER_EM = 0.6
#: A photo is so much higher than wide, as on an identity card: 3 x 4 cm.
PHOTO_ASPECT = 4 / 3
#: Between the number and the words above and below, of the room of all three.
GAP_SHARE = 0.05


@dataclass(frozen=True)
class Places:
    """The parts of a sign. What a scene does not need has no place: `photo`, `clerk`, `please`, `below`, `strip`."""

    head: Rect
    counter: Rect
    field: Rect
    training: Rect | None
    photo: Rect | None
    clerk: Rect | None
    please: Rect | None
    number: Rect
    below: Rect | None
    strip: Rect | None


def places(
    width: float,
    height: float,
    *,
    clerk: bool,
    photo: bool,
    please: bool,
    below: bool,
    strip: bool,
    training: bool,
    lost: bool = False,
) -> Places:
    """The parts of a sign on a screen of this size. `lost`: the strip says that nothing is known, for all to read."""
    page, lying = Rect(0, 0, width, height), width >= height
    edge = min(width, height) * 0.04
    head, rest = page.cut_top(height * (0.23 if lying else 0.13))
    ribbon, rest = rest.cut_top(height * (0.09 if lying else 0.05)) if training else (None, rest)
    low = (0.28 if lying else 0.2) if lost else (0.17 if lying else 0.11)
    rest, bottom = rest.cut_top(rest.height - height * low) if strip else (rest, None)
    counter, field = head.inset(edge, head.height * 0.12).cut_left((width - 2 * edge) * 0.46)
    face, person, rest = _person(rest, edge, lying=lying, clerk=clerk, photo=photo)
    body = rest.inset(edge, min(edge, rest.height * 0.07))
    gap = body.height * GAP_SHARE
    above, body = body.cut_top(body.height * 0.22) if please else (None, body)
    body, under = body.cut_top(body.height * 0.74) if below else (body, None)
    body = Rect(body.x, body.y + gap * below, body.width, body.height - gap * (please + below))
    return Places(head, counter, field, ribbon, face, person, above, body, under, bottom)


def _person(rest: Rect, edge: float, *, lying: bool, clerk: bool, photo: bool) -> tuple[Rect | None, Rect | None, Rect]:
    """Photo and name: at the left of a lying sign, at the foot of a standing one; a name alone always at the foot."""
    if not clerk and not photo:
        return None, None, rest
    if lying and photo:
        column, rest = rest.cut_left(min(rest.width * 0.26, rest.height * 0.62))
        column = column.inset(edge * 0.8, edge)
        face, name = column.cut_top(column.height * 0.7)
        return _upright(face), name, rest
    rest, foot = rest.cut_top(rest.height * (0.82 if lying else 0.72 if photo else 0.86))
    foot = foot.inset(edge, foot.height * 0.08)
    if not photo:
        return None, foot, rest
    face, name = foot.cut_left(foot.height / PHOTO_ASPECT)
    return face, name.inset(edge, 0), rest


def _upright(room: Rect) -> Rect:
    """The largest upright place for a photo in a room, in its middle."""
    high = min(room.height, room.width * PHOTO_ASPECT)
    wide = high / PHOTO_ASPECT
    return Rect(room.x + (room.width - wide) / 2, room.y + (room.height - high) / 2, wide, high)


def number_readable_from_m(screen: Screen, characters: int = 5, *, photo: bool = False) -> float:
    """From how far a called number can be read: capitals of at least 0.7 degrees (EN 301 549, 5.1.4)."""
    room = places(
        screen.width_px, screen.height_px, clerk=photo, photo=photo, please=True, below=False, strip=False,
        training=False,
    ).number  # fmt: skip
    font_px = min(room.width / (characters * CHARACTER_EM), room.height / CAPITAL_SHARE)
    return readable_from_m(screen.mm(font_px * CAPITAL_SHARE))
