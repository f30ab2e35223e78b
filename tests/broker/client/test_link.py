"""The link in memory means what MQTT means: topics, retained messages, wills, nothing sent while cut off."""

from __future__ import annotations

import pytest

from broker.client.link import Inbound, MemoryHub, MemoryLink, matches


@pytest.mark.parametrize(
    ("pattern", "topic", "taken"),
    [
        ("a/b", "a/b", True),
        ("a/b", "a/c", False),
        ("a/b", "a/b/c", False),
        ("a/+", "a/b", True),
        ("a/+", "a", False),
        ("a/+", "a/b/c", False),
        ("+/b", "a/b", True),
        ("a/#", "a/b/c", True),
        ("a/#", "a", True),
        ("a/#", "b/c", False),
        ("#", "a/b", True),
        ("a/+/c", "a/b/c", True),
        ("a/*", "a/b", False),
        ("a/[b]", "a/b", False),
    ],
)
def test_filters_take_what_mqtt_takes(pattern: str, topic: str, taken: bool) -> None:
    assert matches(pattern, topic) == taken


class Ends:
    """Two links on one hub, and what the second hears."""

    def __init__(self) -> None:
        self.hub = MemoryHub()
        self.one, self.other = MemoryLink(self.hub), MemoryLink(self.hub)
        self.heard: list[Inbound] = []
        self.connections: list[bool] = []
        self.other.on_message = self.heard.append
        self.other.on_connection = self.connections.append
        self.one.start(will_topic="will/one", will_payload=b"lost")
        self.other.start(will_topic="will/other", will_payload=b"lost")


def test_a_message_reaches_who_asked_for_its_topic() -> None:
    ends = Ends()
    ends.other.subscribe("a/+")
    assert ends.one.publish("a/b", b"1")
    assert ends.one.publish("c/d", b"2")
    assert ends.heard == [Inbound("a/b", b"1")]


def test_what_is_retained_reaches_who_comes_later_marked() -> None:
    ends = Ends()
    ends.one.publish("a/b", b"old", retain=True)
    ends.one.publish("a/b", b"new", retain=True)
    ends.one.publish("a/c", b"not kept")
    ends.other.subscribe("a/#")
    assert ends.heard == [Inbound("a/b", b"new", retained=True)]
    ends.one.publish("a/b", b"newer", retain=True)
    assert ends.heard[-1] == Inbound("a/b", b"newer")
    ends.one.publish("a/b", b"", retain=True)
    assert ends.hub.retained == {}


def test_while_cut_off_nothing_is_sent_heard_or_kept() -> None:
    ends = Ends()
    ends.other.subscribe("a/b")
    ends.other.cut()
    assert not ends.other.publish("a/b", b"mine")
    ends.one.publish("a/b", b"missed")
    ends.other.mend()
    assert ends.heard == []
    assert ends.connections == [True, False, True]


def test_retained_messages_come_again_with_the_connection() -> None:
    ends = Ends()
    ends.other.subscribe("a/b")
    ends.other.cut()
    ends.one.publish("a/b", b"now", retain=True)
    ends.other.mend()
    assert ends.heard == [Inbound("a/b", b"now", retained=True)]


def test_a_cut_publishes_the_will_and_an_orderly_end_does_not() -> None:
    ends = Ends()
    ends.one.cut()
    ends.one.cut()
    assert ends.hub.retained == {"will/one": b"lost"}
    ends.other.close()
    ends.other.close()
    assert ends.hub.retained == {"will/one": b"lost"}
    assert not ends.other.publish("a", b"")
