"""What can go wrong with another system, in plain sentences."""


class LinksError(Exception):
    """The other system did not give what it was asked for; the sentence says which one and why."""


class SilentError(LinksError):
    """It did not answer, or not in time."""


class UnreadableError(LinksError):
    """It answered with something that cannot be what was asked for."""
