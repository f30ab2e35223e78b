"""The sign's page: large figures on a ground that says from afar how the counter stands."""

from __future__ import annotations

from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture
from kivy.uix.widget import Widget

from assets.look.kit import Kit
from assets.look.notices import Picture
from assets.look.pictograms import forget_canvases, pictogram_texture
from display.sign.layout import Places, places
from display.sign.photos import Photos
from display.sign.scene import Mood, SignScene
from display.windows.ink import ONE_LINE, Figure, Snug
from display.windows.plate import Part, Plate
from display.windows.rect import Rect

#: mood -> (ground, number, words)
GROUNDS: dict[Mood, tuple[str, str, str]] = {
    "calling": ("accent", "on_accent", "on_accent"),
    "serving": ("ground", "ink", "action"),
    "open": ("ground", "action", "action"),
    "rest": ("ground", "ink", "ink_soft"),
}
#: Words are at most so large a part of their place, and never smaller than this part of the screen's shorter side.
FILL, LEAST = 0.95, 0.028
#: A state in place of a number is at most so large a part of the width: a short one need not be broken.
STATE_SHARE = 0.16
#: A pictogram is drawn at four times its size first, and a small computer draws nothing of more than 2,048 pixels.
MOST_SIGN_PX = 480


class Portrait(Part):
    """A clerk's photo: as much of it as fills the place, from the middle."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        with self.canvas:
            self._colour = Color(1, 1, 1, 0)
            self._drawing = Rectangle(size=(0, 0))

    def show(self, picture: Picture, place: Rect) -> None:
        """Draw it there."""
        lies = self.lie(place)
        texture = Texture.create(size=(picture.width, picture.height), colorfmt="rgb")
        texture.blit_buffer(picture.pixels, colorfmt="rgb", bufferfmt="ubyte")
        texture.flip_vertical()
        share = max(lies.width / picture.width, lies.height / picture.height)
        wide, high = lies.width / share, lies.height / share
        seen = texture.get_region((picture.width - wide) / 2, (picture.height - high) / 2, wide, high)
        self._drawing.texture, self._colour.a = seen, 1
        self._drawing.pos, self._drawing.size = self.pos, self.size

    def hide(self) -> None:
        """Nobody."""
        self._drawing.texture, self._colour.a, self._drawing.size = None, 0, (0, 0)


class Unplugged(Part):
    """A plug pulled apart, in the middle of a place."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        with self.canvas:
            Color(*kit.colour("ink_off"))
            self._drawing = Rectangle(size=(0, 0))

    def show(self, place: Rect | None) -> None:
        """Draw it there, or nowhere."""
        side = int(min(place.width, place.height, MOST_SIGN_PX) * 0.7) if place else 0
        if place is None or side < 1:
            self._drawing.size = (0, 0)
            return
        if self._drawing.texture is None or self._drawing.texture.width != side:
            self._drawing.texture = pictogram_texture("offline", side)
            forget_canvases()
        self._drawing.size = side, side
        self._drawing.pos = round(place.x + (place.width - side) / 2), round(place.y + (place.height - side) / 2)


class SignPage(Widget):
    """Everything on the sign. `show` draws a scene."""

    def __init__(self, kit: Kit, photos: Photos | None = None) -> None:
        super().__init__()
        self.kit, self.fill, self._photos = kit, "ground", photos
        self._scene: SignScene | None = None
        with self.canvas.before:
            self._ground_colour, self._ground = Color(*kit.colour("ground")), Rectangle()
        self._head = Plate(kit, "band", radius=0)
        self._ribbon = Plate(kit, "notice", radius=0)
        self._strip = Plate(kit, "notice", radius=0)
        self.portrait, self.number = Portrait(kit), Figure(kit)
        self.counter = Snug(kit, bold=True, colour="on_band")
        self.field = Snug(kit, colour="gold", align="right", lines=2)
        self.training = Snug(kit, bold=True, colour="on_notice", align="center")
        self.please = Snug(kit, bold=True, align="center")
        self.state = Snug(kit, bold=True, align="center", lines=2)
        self.reason = Snug(kit, align="center", lines=2)
        self.clerk = Snug(kit, bold=True, align="center", lines=3)
        self.strip = Snug(kit, bold=True, align="center", lines=3)
        for plate, words in (
            (self._head, (self.counter, self.field)), (self._ribbon, (self.training,)), (self._strip, (self.strip,)),
        ):  # fmt: skip
            self.add_widget(plate)
            for each in words:
                plate.add_widget(each)
        self.lost = Unplugged(kit)
        for widget in (self.lost, self.portrait, self.number, self.please, self.state, self.reason, self.clerk):
            self.add_widget(widget)
        self.bind(size=self._lay_out)

    def show(self, scene: SignScene) -> None:
        """Draw a scene."""
        self._scene = scene
        self._lay_out()

    def _lay_out(self, *_: object) -> None:
        scene = self._scene
        if scene is None or min(self.size) < 1:
            return
        self._ground.size = self.size
        picture = self._photos.of(scene.photo) if self._photos and scene.photo else None
        below = scene.state if scene.number else scene.reason
        lies = places(
            *self.size, clerk=bool(scene.clerk), photo=picture is not None, please=bool(scene.please),
            below=bool(below), strip=bool(scene.strip), training=bool(scene.training),
            lost=not scene.trusted,
        )  # fmt: skip
        self._dye(scene)
        self._plates(scene, lies)
        self._middle(scene, lies, below)
        self._tell(self.clerk, scene.clerk, lies.clerk)
        if picture is not None and lies.photo is not None:
            self.portrait.show(picture, lies.photo)
        else:
            self.portrait.hide()

    def _dye(self, scene: SignScene) -> None:
        ground, number, words = GROUNDS[scene.mood] if scene.trusted else ("ground", "ink_off", "ink_soft")
        self.fill, self._ground_colour.rgba = ground, self.kit.colour(ground)
        self.number.dye(number)
        for each in (self.please, self.state):
            each.dye(words)
        second = "on_accent" if ground == "accent" else "ink_soft"
        self.reason.dye(second)
        self.clerk.dye(second)
        self._strip.dye(scene.tone)
        self.strip.dye(f"on_{scene.tone}")

    def _plates(self, scene: SignScene, lies: Places) -> None:
        self._head.lie(lies.head)
        self._tell(self.counter, scene.counter, lies.counter)
        self._tell(self.field, scene.field, lies.field)
        for plate, words, text, place in (
            (self._ribbon, self.training, scene.training, lies.training),
            (self._strip, self.strip, _said(scene), lies.strip),
        ):
            plate.lie(place or Rect(0, 0, 0, 0))
            inner = place.inset(min(self.size) * 0.03, place.height * 0.08) if place else None
            self._tell(words, text, inner)

    def _middle(self, scene: SignScene, lies: Places, below: str) -> None:
        """The number; or, without one, the state in its place."""
        self.number.tell(scene.number, lies.number)
        self._tell(self.please, scene.please, lies.please)
        state = scene.state.replace(", ", ",\n")  # "Tạm nghỉ, / trở lại lúc 14:00"
        self._tell(self.state, state, lies.below if scene.number else lies.number)
        self._tell(self.reason, "" if scene.number else below, lies.below)
        # What knows nothing of its counter must not be taken for a sign that is switched off.
        nothing = not (scene.trusted or scene.number or scene.state)
        self.lost.show(lies.number if nothing else None)

    def _tell(self, words: Snug, text: str, place: Rect | None) -> None:
        shown = text if place is not None else ""
        room = place or Rect(0, 0, 1, 1)
        least = min(self.size) * LEAST
        words.tell(shown, room, max(least, min(room.height * FILL / ONE_LINE, self.width * STATE_SHARE)), least)


def _said(scene: SignScene) -> str:
    """The strip; since when nothing is known has a line of its own, which the eye finds first."""
    return scene.strip if scene.trusted else scene.strip.replace(". ", ".\n", 1)
