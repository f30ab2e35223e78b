"""What was sent: nothing unchanged is sent again."""

from __future__ import annotations

import msgspec

from broker.contract.codec import StatusMessage, encode
from broker.contract.status import AnyStatus

Message = tuple[str, bytes]


class Outbox:
    """Remembers the last message of each topic, and gives the numbered ones their revision. `origin`: our database."""

    def __init__(self, origin: str) -> None:
        self._origin = origin
        self._sent: dict[str, bytes] = {}
        self._bare: dict[str, AnyStatus] = {}
        self._revision = 0

    @property
    def topics(self) -> tuple[str, ...]:
        """Topics that something was sent to."""
        return tuple(self._sent)

    def forget(self) -> None:
        """The other side may have lost everything: all is news again."""
        self._sent.clear()
        self._bare.clear()

    def new(self, topic: str, status: AnyStatus) -> list[Message]:
        """The message of a status without a revision of its own, if it is not the one that was sent last."""
        payload = encode(StatusMessage(status=status, origin=self._origin))
        if self._sent.get(topic) == payload:
            return []
        self._sent[topic] = payload
        return [(topic, payload)]

    def numbered(self, topic: str, status: AnyStatus) -> list[Message]:
        """The same for a status whose revision is still 0: it gets the next one if it says something new."""
        if self._bare.get(topic) == status:
            return []
        self._bare[topic] = status
        self._revision += 1
        return self.new(topic, msgspec.structs.replace(status, revision=self._revision))
