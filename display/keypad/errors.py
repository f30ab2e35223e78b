"""What can go wrong with call keypads."""


class KeypadError(Exception):
    """Root of all errors of the keypads' program."""


class FrameError(KeypadError):
    """Bytes of the line that are no frame of ours, or a damaged one."""


class PlayError(KeypadError):
    """A line that the simulated keypads cannot do."""
