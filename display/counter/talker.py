"""What a counter's keys talk through: a device of their own, or a place in a device that serves many counters."""

from __future__ import annotations

from typing import Any, Protocol

from broker.client.history import History
from broker.contract.commands import AnyCommand
from broker.contract.ids import InstantMs
from broker.contract.status import Beat
from broker.contract.topics import HomieState


class Talker(Protocol):
    """The part of `broker.client.device.Device` that a counter needs."""

    name: str
    answer_s: float

    @property
    def online(self) -> bool:
        """Whether the engine is heard."""

    @property
    def beat(self) -> Beat | None:
        """The last beat heard."""

    @property
    def history(self) -> History:
        """Which database the engine that is heard works on."""

    @property
    def last_heard_ms(self) -> InstantMs | None:
        """Office time of the last beat."""

    def now_ms(self) -> InstantMs:
        """Office time."""

    def send(self, command: AnyCommand, name: str = "") -> Any:
        """Send a command; its answer or silence comes to the handler."""

    def pump(self) -> None:
        """Work off what came in."""

    def health(self, state: HomieState, **attributes: str) -> None:
        """Publish how the device is."""
