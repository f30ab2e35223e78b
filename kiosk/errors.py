"""The root of this room's errors."""


class KioskError(Exception):
    """Something the kiosk cannot do; the sentence says what and where."""
