"""A device: alive by the beat, one answer or silence for each command, nothing sent late."""

from __future__ import annotations

import json

from broker.client.clock import wall_ms
from broker.client.device import ANSWER_S, BEATS_MISSED, Device
from broker.client.link import MemoryHub, MemoryLink
from broker.contract import commands as c
from broker.contract.codec import Answer, StatusMessage, decode_command, encode
from broker.contract.events import IssuingStopped
from broker.contract.status import AnyStatus, Beat, Queues
from broker.contract.topics import Topics
from tests.clients import Remembers

TOPICS = Topics("test")
STOP = c.StopIssuing(service="copy")


class Floor:
    """A device and, at the other end of a hub, somebody who speaks for the engine."""

    def __init__(self) -> None:
        self.hub, self.now_s = MemoryHub(), 0.0
        self.heard, self.commands = Remembers(), list[tuple[str, bytes]]()
        self.engine = MemoryLink(self.hub)
        self.engine.on_message = lambda message: self.commands.append((message.topic, message.payload))
        self.engine.subscribe(TOPICS.all_commands)
        self.engine.start(will_topic=TOPICS.homie("engine"), will_payload=b"lost")
        self.link, self.woken = MemoryLink(self.hub), 0
        self.device = Device(self.link, TOPICS, "k1", self.heard, on_wake=self.wake, monotonic=lambda: self.now_s)
        self.device.start(TOPICS.queues)

    def wake(self) -> None:
        self.woken += 1

    def say(self, status: AnyStatus, topic: str = TOPICS.beat, *, retain: bool = False) -> None:
        self.engine.publish(topic, encode(StatusMessage(status=status)), retain=retain)
        self.device.pump()

    def beat(self, n: int, epoch: int = 1, **more: float) -> None:
        self.say(Beat(epoch=epoch, beat=n, now=1_000_000 + n * 1000, **more))  # type: ignore[arg-type]

    def answer(self, command_id: str) -> None:
        event = IssuingStopped(service="copy")
        answer = Answer(id=command_id, epoch=1, at=5, events=(event,))  # type: ignore[arg-type]
        self.engine.publish(TOPICS.answer("k1"), encode(answer))

    def pass_s(self, seconds: float) -> None:
        self.now_s += seconds
        self.device.pump()


# --- the beat ---------------------------------------------------------------------------------------------------


def test_online_begins_with_the_first_beat_not_with_the_connection() -> None:
    floor = Floor()
    floor.device.pump()
    assert (floor.link.connected, floor.device.online) == (True, False)
    floor.beat(1)
    assert (floor.device.online, floor.heard.online) == (True, [True])
    assert (floor.device.beat or Beat(epoch=0, beat=0, now=0)).beat == 1  # type: ignore[arg-type]


def test_three_periods_without_a_beat_are_offline_and_a_beat_is_online_again() -> None:
    floor = Floor()
    floor.beat(1, every_ms=500)
    floor.pass_s(BEATS_MISSED * 0.5)
    assert floor.device.online
    floor.pass_s(0.01)
    assert (floor.device.online, floor.link.connected) == (False, True)
    floor.beat(2, every_ms=500)
    assert floor.heard.online == [True, False, True]


def test_a_beat_that_is_not_newer_is_no_life() -> None:
    floor = Floor()
    floor.beat(5)
    floor.pass_s(2.9)
    for n, epoch in ((5, 1), (4, 1), (99, 0)):
        floor.beat(n, epoch)
    floor.pass_s(0.2)
    assert not floor.device.online
    floor.beat(1, epoch=2)
    assert floor.device.online


def test_the_beat_is_no_status_and_other_things_are() -> None:
    floor = Floor()
    floor.beat(1)
    queues = Queues(epoch=1, revision=1, day=None)
    floor.say(queues, TOPICS.queues, retain=True)
    assert floor.heard.statuses == [queues]


def test_office_time_is_the_beats_time_and_runs_on_at_its_speed() -> None:
    floor = Floor()
    before, after = wall_ms(), wall_ms() + 5_000
    assert before <= floor.device.now_ms() <= after  # for want of better
    assert floor.device.last_heard_ms is None
    floor.beat(7, speed=60.0)
    at = floor.device.now_ms()
    assert 1_007_000 <= at < 1_007_000 + 60 * 5_000
    assert floor.device.speed == 60.0
    assert floor.device.last_heard_ms == 1_007_000


# --- commands -----------------------------------------------------------------------------------------------------


def test_a_command_is_answered_once() -> None:
    floor = Floor()
    floor.beat(1)
    command_id = floor.device.send(STOP)
    ((topic, payload),) = floor.commands
    sent = decode_command(payload)
    assert (topic, sent.id, sent.device, sent.command) == (TOPICS.command("k1"), command_id, "k1", STOP)
    assert floor.device.waiting
    floor.answer(command_id)
    floor.answer(command_id)
    floor.device.pump()
    assert [(command, answer.id) for command, answer in floor.heard.answers] == [(STOP, command_id)]
    assert not floor.device.waiting


def test_without_an_answer_in_time_a_command_is_silent_and_a_late_answer_is_nobodys() -> None:
    floor = Floor()
    floor.beat(1)
    command_id = floor.device.send(STOP)
    floor.pass_s(ANSWER_S - 0.01)
    assert not floor.heard.silences
    floor.pass_s(0.01)
    assert floor.heard.silences == [STOP]
    floor.answer(command_id)
    floor.device.pump()
    assert not floor.heard.answers
    assert not floor.device.waiting


def test_offline_nothing_is_sent_and_nothing_is_kept_to_be_sent() -> None:
    floor = Floor()
    floor.device.send(STOP)  # before any beat
    floor.device.pump()
    floor.beat(1)
    floor.pass_s(4)  # the beat stays away
    floor.device.send(STOP)
    floor.device.pump()
    floor.link.cut()
    floor.device.send(STOP)
    floor.device.pump()
    assert floor.heard.silences == [STOP] * 3
    floor.link.mend()
    floor.beat(2)
    assert floor.commands == []


def test_a_line_cut_before_the_beat_was_missed_is_silence_at_once() -> None:
    floor = Floor()
    floor.beat(1)
    floor.link.cut()
    woken = floor.woken
    floor.device.send(STOP)
    assert floor.woken > woken
    floor.device.pump()
    assert floor.heard.silences == [STOP]


def test_each_command_has_an_id_of_its_own() -> None:
    floor = Floor()
    floor.beat(1)
    assert len({floor.device.send(STOP) for _ in range(100)}) == 100


# --- garbage, health -------------------------------------------------------------------------------------------------


def test_garbage_is_counted_and_changes_nothing() -> None:
    floor = Floor()
    floor.beat(1)
    for topic in (TOPICS.beat, TOPICS.queues, TOPICS.answer("k1")):
        for payload in (b"", b"\xff", b"[" * 50_000, b'{"v":[2,0]}'):
            floor.engine.publish(topic, payload)
    floor.device.pump()
    assert floor.device.errors == 12
    assert (floor.device.online, floor.heard.statuses, floor.heard.answers) == (True, [], [])


def test_health_is_told_at_each_connection_and_a_cut_is_lost() -> None:
    floor = Floor()
    floor.device.pump()
    state = TOPICS.homie("k1")
    assert floor.hub.retained[state] == b"ready"
    floor.device.health("sleeping", printer="paper out")
    assert floor.hub.retained[TOPICS.homie("k1", "printer")] == b"paper out"
    floor.link.cut()
    assert floor.hub.retained[state] == b"lost"
    floor.link.mend()
    floor.device.pump()
    assert floor.hub.retained[state] == b"sleeping"
    floor.device.close()
    assert floor.hub.retained[state] == b"disconnected"


def test_what_comes_in_wakes_the_program_and_waits_to_be_pumped() -> None:
    floor = Floor()
    floor.device.pump()
    woken = floor.woken
    floor.engine.publish(TOPICS.beat, encode(StatusMessage(status=Beat(epoch=1, beat=1, now=1))))  # type: ignore[arg-type]
    assert floor.woken == woken + 1
    assert not floor.device.online
    floor.device.pump()
    assert floor.device.online


def test_one_more_topic_can_be_taken_later() -> None:
    floor = Floor()
    queues = Queues(epoch=1, revision=1, day=None)
    board = TOPICS.board("hall")
    floor.say(queues, board, retain=True)
    assert not floor.heard.statuses
    floor.device.also(board)
    floor.device.pump()
    assert floor.heard.statuses == [queues]


def test_a_device_describes_itself_by_the_homie_convention() -> None:
    hub = MemoryHub()
    device = Device(MemoryLink(hub), TOPICS, "k1", Remembers(), nodes={"kiosk": {"paper": "enough or low"}})
    device.start()
    device.pump()
    described = json.loads(hub.retained[TOPICS.homie("k1", "$description")])
    assert (described["homie"], described["name"]) == ("5.0", "k1")
    assert described["nodes"]["kiosk"]["properties"]["paper"]["datatype"] == "string"
    assert hub.retained[TOPICS.homie("k1")] == b"ready"
