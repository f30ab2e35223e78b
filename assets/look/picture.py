"""A prepared picture as the graphics card wants it."""

from kivy.graphics.texture import Texture

from assets.look.notices import Picture


def texture_of(picture: Picture) -> Texture:
    """Its pixels, the right way up."""
    texture = Texture.create(size=(picture.width, picture.height), colorfmt="rgb")
    texture.blit_buffer(picture.pixels, colorfmt="rgb", bufferfmt="ubyte")
    texture.flip_vertical()
    return texture


def placed(picture: Picture, width: float, height: float) -> tuple[int, int, int, int]:
    """Where it lies in a box of this size, in its middle and never larger than it is: x, y, width, height."""
    share = min(width / picture.width, height / picture.height, 1.0)
    wide, high = round(picture.width * share), round(picture.height * share)
    return round((width - wide) / 2), round((height - high) / 2), wide, high
