"""Topics and names: where a message goes, and whose it is."""

from __future__ import annotations

import pytest

from broker.contract import ids
from broker.contract.topics import Topics

TOPICS = Topics("hoa-lac")


def test_every_topic_names_site_and_major_version() -> None:
    assert TOPICS.command("k1") == "motcua/hoa-lac/v1/command/k1"
    assert TOPICS.answer("k1") == "motcua/hoa-lac/v1/answer/k1"
    assert TOPICS.beat == "motcua/hoa-lac/v1/beat"
    assert TOPICS.catalogue == "motcua/hoa-lac/v1/status/catalogue"
    assert TOPICS.queues == "motcua/hoa-lac/v1/status/queues"
    assert TOPICS.board("hall") == "motcua/hoa-lac/v1/status/board/hall"
    assert TOPICS.counter("3") == "motcua/hoa-lac/v1/status/counter/3"
    assert TOPICS.homie("k1") == "homie/5/hoa-lac-k1/$state"
    assert TOPICS.homie("k1", "printer") == "homie/5/hoa-lac-k1/printer"
    assert TOPICS.device_of_state(TOPICS.homie("k1")) == "k1"
    assert TOPICS.device_of_state(TOPICS.homie("k1", "printer")) is None
    assert TOPICS.device_of_state(Topics("other").homie("k1")) is None


@pytest.mark.parametrize(
    ("topic", "device"),
    [
        ("motcua/hoa-lac/v1/command/k1", "k1"),
        ("motcua/hoa-lac/v1/command/", None),
        ("motcua/hoa-lac/v1/command", None),
        ("motcua/hoa-lac/v1/command/k1/more", None),
        ("motcua/hoa-lac/v2/command/k1", None),
        ("motcua/other/v1/command/k1", None),
        ("motcua/hoa-lac/v1/answer/k1", None),
        ("", None),
        ("/", None),
    ],
)
def test_the_device_of_a_command_is_that_of_its_topic(topic: str, device: str | None) -> None:
    assert TOPICS.device_of(topic) == device


def test_a_ticket_is_known_by_day_and_number() -> None:
    ticket = ids.ticket_id("2026-11-23b", "A-025")
    assert ticket == "2026-11-23b.A-025"
    assert (ids.day_of(ticket), ids.number_of(ticket)) == ("2026-11-23b", "A-025")
