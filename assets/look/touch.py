"""Which touches count. Pure: the time is asked of whoever made the lock.

A hand is not a mouse: a wet sleeve touches twenty places at once, a nervous finger taps three times. One
lock for the whole window lets one touch through and then rests for a moment.
"""

from collections.abc import Callable, Hashable

QUIET_MS = 500  # after a release: long enough for the second tap of a double tap
QUIET_AT_MOST_MS = 1500  # drumming prolongs the rest, but never beyond this
TYPING_QUIET_MS = 120  # between two keys of a keyboard
STUCK_MS = 10_000  # a touch whose end never came gives way to a new one
CROWD = 4  # so many more touches while one lasts are a sleeve, not a hand


class TouchLock:
    """At most one touch at a time, and one release for a burst of them."""

    def __init__(
        self, now_ms: Callable[[], float], quiet_ms: float = QUIET_MS, at_most_ms: float = QUIET_AT_MOST_MS
    ) -> None:
        self._now_ms, self._quiet_ms, self._at_most_ms = now_ms, quiet_ms, at_most_ms
        self._touch: Hashable | None = None
        self._others = 0
        self._since_ms = 0.0
        self._rest_until_ms = float("-inf")
        self._rest_at_most_ms = float("-inf")

    def for_typing(self) -> "TouchLock":
        """For keys: the same letter twice is meant, only a trembling finger is not."""
        return TouchLock(self._now_ms, TYPING_QUIET_MS, TYPING_QUIET_MS)

    def begin(self, touch: Hashable) -> bool:
        """True if this touch may press something."""
        now = self._now_ms()
        if now < self._rest_until_ms:
            self._rest_until_ms = min(now + self._quiet_ms, self._rest_at_most_ms)
            return False
        if self._touch is not None and now - self._since_ms < STUCK_MS:
            self._others += 1
            return False
        self._touch, self._since_ms, self._others = touch, now, 0
        return True

    def end(self, touch: Hashable) -> bool:
        """True, once, if this is the touch that was let through and came alone: what it pressed may act."""
        if self._touch != touch:
            return False
        now = self._now_ms()
        self._touch = None
        self._rest_until_ms, self._rest_at_most_ms = now + self._quiet_ms, now + self._at_most_ms
        return self._others < CROWD

    def cancel(self, touch: Hashable) -> None:
        """The touch came to nothing (its page went away); the next may press at once."""
        if self._touch == touch:
            self._touch = None
