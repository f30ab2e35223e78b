"""The ID card's QR, as bytes that are never made into anything else: is it one, whose number is it by the key of
the day, and how both are wiped.

Fields split by "|"; the first is the person's number, twelve digits. Only that field is looked at, and what is made
of it, HMAC-SHA256 under a key that the office destroys at closing, says nothing to anybody afterwards.
"""

from __future__ import annotations

import hmac
import threading

from broker.contract.ids import DayId, PersonKey

DIGITS = frozenset(b"0123456789")
NUMBER_BYTES = 12
SPLIT = ord("|")
#: Older cards have seven fields; newer ones more.
LEAST_FIELDS = 7


def is_private(line: memoryview) -> bool:
    """Whether a line may hold somebody's number: an ID card, a torn piece of one, or the bare number."""
    head = line[:NUMBER_BYTES]
    if len(head) < NUMBER_BYTES or not all(byte in DIGITS for byte in head):
        return False
    return len(line) == NUMBER_BYTES or line[NUMBER_BYTES] == SPLIT


def is_card(line: memoryview) -> bool:
    """Whether a line is a whole ID card."""
    return is_private(line) and sum(byte == SPLIT for byte in line) >= LEAST_FIELDS - 1


def wipe(buffer: bytearray | memoryview) -> None:
    """Overwrite it, in place."""
    buffer[:] = bytes(len(buffer))


class KeyOfDay:
    """The key of the day, in memory only. Set and read by different threads; an old key is overwritten."""

    def __init__(self) -> None:
        self._lock, self._day, self._key = threading.Lock(), "", bytearray()

    @property
    def day(self) -> str:
        """The day whose key is here; "" while there is none."""
        return self._day

    def put(self, day: DayId, key: str) -> None:
        """The key of another day; `key` in hex."""
        with self._lock:
            wipe(self._key)
            self._day, self._key = day, bytearray.fromhex(key)

    def forget(self) -> None:
        """The day is over."""
        with self._lock:
            wipe(self._key)
            self._day, self._key = "", bytearray()

    def person(self, card: memoryview) -> PersonKey | None:
        """Who a card belongs to, on this day only; None while there is no key."""
        with self._lock:
            if not self._key:
                return None
            return hmac.digest(self._key, card[:NUMBER_BYTES], "sha256").hex()
