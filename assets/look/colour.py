"""Colours as "#RRGGBB", and how well two of them can be told apart. Pure."""

Rgba = tuple[float, float, float, float]


def rgba(colour: str, alpha: float = 1.0) -> Rgba:
    """0…1 components, as a drawing library wants them."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue, alpha


def contrast(colour: str, other: str) -> float:
    """Contrast ratio of WCAG 2.2, 1…21; text here needs 7."""
    high, low = sorted((_luminance(colour), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def difference(colour: str, other: str) -> float:
    """Distance in CIELAB (1976); about 2 is just noticeable side by side."""
    pairs = zip(_lab(colour), _lab(other), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


def _linear(colour: str) -> tuple[float, float, float]:
    def one(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    red, green, blue, _ = rgba(colour)
    return one(red), one(green), one(blue)


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _lab(colour: str) -> tuple[float, float, float]:
    red, green, blue = _linear(colour)
    # sRGB to XYZ over the white point D65.
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.0890

    def root(part: float) -> float:
        return float(part ** (1 / 3)) if part > 0.008856 else 7.787 * part + 16 / 116

    return 116 * root(y) - 16, 500 * (root(x) - root(y)), 200 * (root(y) - root(z))
