"""The database behind the engine is emptied, replaced or restored: a device takes everything anew."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.client.device import Device
from broker.client.link import MemoryHub, MemoryLink
from broker.client.troubles import Troubles
from broker.contract import commands as c
from broker.contract.codec import StatusMessage, decode_command, encode
from broker.contract.status import AnyStatus, Beat, Queues
from broker.contract.topics import Topics
from tests.clients import Remembers

TOPICS = Topics("test")
OLD, NEW = "0123456789abcdef", "fedcba9876543210"


def queues(epoch: int, revision: int = 1) -> Queues:
    return Queues(epoch=epoch, revision=revision, day=None)


class Floor:
    """A device, and somebody who speaks for the engine of one database after another."""

    def __init__(self) -> None:
        self.hub, self.now_s, self.heard = MemoryHub(), 0.0, Remembers()
        self.commands: list[bytes] = []
        self.engine = MemoryLink(self.hub)
        self.engine.on_message = lambda message: self.commands.append(message.payload)
        self.engine.subscribe(TOPICS.all_commands)
        self.engine.start(will_topic=TOPICS.homie("engine"), will_payload=b"lost")
        self.device = Device(MemoryLink(self.hub), TOPICS, "k1", self.heard, monotonic=lambda: self.now_s)
        self.device.start(TOPICS.queues, TOPICS.alerts)

    def say(self, status: AnyStatus, origin: str, topic: str = TOPICS.queues) -> None:
        self.engine.publish(topic, encode(StatusMessage(status=status, origin=origin)), retain=True)
        self.device.pump()

    def beat(self, n: int, epoch: int, origin: str) -> None:
        beat = Beat(epoch=epoch, beat=n, now=1_000_000 + n)  # type: ignore[arg-type]
        self.engine.publish(TOPICS.beat, encode(StatusMessage(status=beat, origin=origin)))
        self.device.pump()

    def silence(self) -> None:
        self.now_s += 10
        self.device.pump()

    @property
    def epochs(self) -> list[int]:
        """Of all that the program was handed, in order."""
        return [each.epoch for each in self.heard.statuses]


@pytest.mark.parametrize("silent", [True, False])
@pytest.mark.parametrize("status_first", [True, False])
@pytest.mark.parametrize(("origin", "epoch"), [(NEW, 1), (NEW, 7), (NEW, 50), (OLD, 3)])
def test_a_database_put_in_the_place_of_another_is_heard_at_its_first_beat(
    origin: str, epoch: int, *, silent: bool, status_first: bool
) -> None:
    if origin == OLD and not silent:
        pytest.skip("a lower epoch of the same database while its engine is heard is a beat that comes late")
    floor = Floor()
    floor.say(queues(7, 900), OLD)
    floor.beat(400, 7, OLD)
    if silent:
        floor.silence()
    if status_first:
        floor.say(queues(epoch, 2), origin)
    floor.beat(1, epoch, origin)
    if not status_first:
        floor.say(queues(epoch, 2), origin)
    assert floor.device.online
    assert floor.heard.online == [True, False, True]
    newest = floor.heard.statuses[-1]
    assert isinstance(newest, Queues)
    assert (newest.revision, newest.epoch) > (1, 7), "what the program compares went on"
    assert newest.epoch == (floor.device.beat or pytest.fail("no beat")).epoch, "board and beat name one start"
    assert floor.device.history.replaced == 1


def test_the_next_start_of_the_new_database_is_an_ordinary_restart() -> None:
    floor = Floor()
    floor.beat(400, 7, OLD)
    floor.beat(1, 1, NEW)
    floor.say(queues(2), NEW)
    floor.beat(1, 2, NEW)
    assert floor.device.history.replaced == 1
    assert floor.heard.online == [True, False, True]
    assert floor.epochs[-1] == (floor.device.beat or pytest.fail("no beat")).epoch == 9


def test_a_relic_of_a_database_that_is_gone_is_not_handed_on() -> None:
    floor = Floor()
    floor.beat(1, 1, NEW)
    floor.say(queues(1), NEW)
    floor.say(queues(900), OLD, TOPICS.alerts)
    floor.beat(2, 1, NEW)
    assert floor.epochs == [1]


def test_what_is_not_the_engines_passes_as_it_is() -> None:
    floor = Floor()
    floor.beat(400, 7, OLD)
    floor.beat(1, 1, NEW)
    floor.say(queues(0), "", TOPICS.alerts)
    assert floor.epochs == [0]


def test_engines_that_name_no_database_are_taken_by_their_epochs() -> None:
    floor = Floor()
    floor.beat(400, 7, "")
    floor.say(queues(7), "")
    floor.beat(1, 8, NEW)  # the same office after an update
    floor.say(queues(8), NEW)
    assert floor.epochs == [7, 8]
    assert floor.device.history.replaced == 0


def press(floor: Floor, epoch: int | None = None) -> c.PressKey:
    beat = floor.device.beat or pytest.fail("no beat")
    return c.PressKey(counter="1", revision=5, epoch=epoch or beat.epoch, beat=beat.beat, key="next")


def test_a_press_reaches_the_new_engine_under_its_own_epoch_and_comes_back_as_it_was_made() -> None:
    floor = Floor()
    floor.beat(400, 7, OLD)
    before = press(floor)
    floor.beat(3, 2, NEW)
    made = press(floor)
    floor.device.send(made)
    floor.device.send(before)
    told = [decode_command(each).command for each in floor.commands]
    assert all(isinstance(each, c.PressKey) for each in told)
    assert [(each.epoch, each.beat) for each in told if isinstance(each, c.PressKey)] == [(2, 3), (0, 400)]
    floor.silence()
    assert floor.heard.silences == [made, before]
    assert floor.heard.silences[0] is made, "programs know their own command again"


def test_what_is_wrong_at_a_device_is_told_to_the_new_database_too() -> None:
    sent: list[c.ReportTrouble] = []
    troubles = Troubles("k1", ("paper_out",), sent.append)
    troubles.say("paper_out", {"kiosk": "k1"})
    for replaced in (0, 0, 1, 1):
        troubles.tell(replaced)
        for each in list(sent):
            troubles.answered(each)
    assert [each.on for each in sent] == [True, True]


@given(st.lists(st.tuples(st.sampled_from([OLD, NEW]), st.integers(1, 5), st.integers(1, 3)), max_size=20))
def test_the_living_engine_is_always_the_newest_for_a_program(starts: list[tuple[str, int, int]]) -> None:
    floor, seen = Floor(), [(0, 0)]
    for origin, epoch, beats in starts:
        floor.say(queues(epoch), origin)
        for n in range(1, beats + 1):
            floor.beat(n, epoch, origin)
            beat = floor.device.beat or pytest.fail("no beat")
            seen.append((beat.epoch, beat.beat))
        floor.silence()
    assert seen == sorted(seen)
    assert floor.heard.online == [True, False] * (len(floor.heard.online) // 2)
    if starts:
        assert floor.epochs[-1] == seen[-1][0] == max(floor.epochs), "the last engine is heard, whatever was before"
