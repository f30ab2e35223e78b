"""Where messages travel: `motcua/<site>/v1/...`, and `homie/5/<device>/...` for the health of devices.

MQTT 3.1.1, QoS 1, but for what is worth nothing when it is late, which goes at QoS 0: the beat, and presses of a
counter (an unacknowledged QoS 1 press is sent again after a reconnection, eleven seconds late as was seen).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MAJOR = "v1"
HOMIE = "homie/5"
HomieState = Literal["init", "ready", "disconnected", "sleeping", "lost"]


@dataclass(frozen=True)
class Topics:
    """All topics of one site."""

    site: str

    @property
    def root(self) -> str:
        """What every topic of this site begins with."""
        return f"motcua/{self.site}/{MAJOR}"

    def command(self, device: str) -> str:
        """Commands of a device."""
        return f"{self.root}/command/{device}"

    @property
    def all_commands(self) -> str:
        """Filter: commands of all devices."""
        return f"{self.root}/command/+"

    def answer(self, device: str) -> str:
        """Answers to a device's commands."""
        return f"{self.root}/answer/{device}"

    @property
    def beat(self) -> str:
        """The engine's beat. QoS 0, not retained."""
        return f"{self.root}/beat"

    @property
    def catalogue(self) -> str:
        """Retained: the office in force."""
        return f"{self.root}/status/catalogue"

    @property
    def queues(self) -> str:
        """Retained: all services now."""
        return f"{self.root}/status/queues"

    def board(self, zone: str) -> str:
        """Retained: the board of a zone."""
        return f"{self.root}/status/board/{zone}"

    def counter(self, counter: str) -> str:
        """Retained: one counter."""
        return f"{self.root}/status/counter/{counter}"

    @property
    def waiting(self) -> str:
        """Retained: all live tickets, for clerks' pages."""
        return f"{self.root}/status/waiting"

    @property
    def alerts(self) -> str:
        """Retained: all that is wrong now."""
        return f"{self.root}/status/alerts"

    @property
    def bookings(self) -> str:
        """Retained: the appointments of the open day."""
        return f"{self.root}/status/bookings"

    def slips(self, kiosk: str) -> str:
        """Retained: what a kiosk is asked to print."""
        return f"{self.root}/status/slips/{kiosk}"

    def rating(self, counter: str) -> str:
        """Retained: whether a visitor may rate at a counter."""
        return f"{self.root}/status/rating/{counter}"

    def bundle(self, name: str) -> str:
        """Retained: where a bundle is to be fetched."""
        return f"{self.root}/status/bundle/{name}"

    def device_of(self, topic: str) -> str | None:
        """The device a command came from, by its topic; None for another kind of topic."""
        head, _, device = topic.rpartition("/")
        return device if device and head == f"{self.root}/command" else None

    @property
    def all_states(self) -> str:
        """Filter: health of all devices, of other sites too."""
        return f"{HOMIE}/+/$state"

    def device_of_state(self, topic: str) -> str | None:
        """The device of this site whose health it is; None for another topic, or another site."""
        head, tail = f"{HOMIE}/{self.site}-", "/$state"
        return topic[len(head) : -len(tail)] if topic.startswith(head) and topic.endswith(tail) else None

    def homie(self, device: str, attribute: str = "$state") -> str:
        """Retained: health of a device, by the Homie 5 convention."""
        return f"{HOMIE}/{self.site}-{device}/{attribute}"
