"""A bad cable: frames that vanish, bits that turn, bytes that nobody sent. Chance comes in as a parameter."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass
class Noise:
    """`loss`, `damage`: of so many frames in one, each way. The same `chance` makes the same noise."""

    chance: Random
    loss: float = 0.0
    damage: float = 0.0

    def through(self, data: bytes) -> bytes:
        """What arrives of these bytes."""
        if not data or self.chance.random() < self.loss:
            return b""
        return self._damaged(data) if self.chance.random() < self.damage else data

    def _damaged(self, data: bytes) -> bytes:
        kind, at = self.chance.randrange(4), self.chance.randrange(len(data))
        if kind == 0:
            return data[:at]
        if kind == 1:
            return data[:at] + self.chance.randbytes(self.chance.randrange(1, 6)) + data[at:]
        if kind == 2:
            return self.chance.randbytes(len(data))
        return data[:at] + bytes([data[at] ^ 1 << self.chance.randrange(8)]) + data[at + 1 :]
