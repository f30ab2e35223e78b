"""The counter's link: what goes out on the command topic goes out at most once.

At QoS 1 paho keeps a press that nobody acknowledged and sends it again on the next connection, eleven seconds late as
was seen; the engine would refuse it as too old, but a press must die, not travel. At QoS 0 it dies with its connection.
"""

from __future__ import annotations

from collections.abc import Callable

from broker.client.link import Inbound, Link


class PressLink:
    """A link that sends on `press_topic` at QoS 0 and is otherwise the link it is given."""

    def __init__(self, link: Link, press_topic: str) -> None:
        self._link, self._press_topic = link, press_topic

    @property
    def on_message(self) -> Callable[[Inbound], None]:
        """Who takes what comes in."""
        return self._link.on_message

    @on_message.setter
    def on_message(self, take: Callable[[Inbound], None]) -> None:
        self._link.on_message = take

    @property
    def on_connection(self) -> Callable[[bool], None]:
        """Who is told that the connection came or went."""
        return self._link.on_connection

    @on_connection.setter
    def on_connection(self, tell: Callable[[bool], None]) -> None:
        self._link.on_connection = tell

    def start(self, *, will_topic: str, will_payload: bytes) -> None:
        """Connect, and go on connecting."""
        self._link.start(will_topic=will_topic, will_payload=will_payload)

    def subscribe(self, topic: str) -> None:
        """Take what comes on this topic."""
        self._link.subscribe(topic)

    def publish(self, topic: str, payload: bytes, *, retain: bool = False, qos: int = 1) -> bool:
        """Send; False when there is no connection."""
        return self._link.publish(topic, payload, retain=retain, qos=0 if topic == self._press_topic else qos)

    def close(self) -> None:
        """End."""
        self._link.close()
