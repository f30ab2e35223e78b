"""What can go wrong with a counter's keys, lamps and program."""


class CounterError(Exception):
    """Root of all errors of the counter program."""


class PinsError(CounterError):
    """Keys or lamps cannot be had: the sentence names the pin factory and the pin."""


class PlayError(CounterError):
    """A line of a play that cannot be understood."""
