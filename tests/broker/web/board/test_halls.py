"""The halls behind the pages: what a window shows a browser shows; remembered while nobody looks; by zones."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from assets import translation
from broker.client.link import MemoryHub, MemoryLink
from broker.contract.codec import StatusMessage, encode
from broker.contract.ids import InstantMs
from broker.contract.status import AnyStatus, Beat, BoardCall, Catalogue
from broker.contract.topics import Topics
from broker.hall.paging import Capacity
from broker.hall.tongue import Tongue
from broker.hall.words import Words
from broker.web.board.halls import MOST_HALLS, Halls
from broker.web.floor import Floor
from display import samples
from display.lobby.session import LobbySession

TOPICS = Topics("test")


@dataclass
class Time:
    """The viewer's clock, by hand."""

    now_s: float = 100.0

    def __call__(self) -> float:
        return self.now_s


class Stage:
    """A floor, a lobby's session and who tells both, in memory."""

    def __init__(self) -> None:
        self.hub, self.time = MemoryHub(), Time()
        self.engine = MemoryLink(self.hub)
        self.engine.start(will_topic="", will_payload=b"")
        self.floor = Floor(MemoryLink(self.hub), TOPICS, "web")
        self.floor.device.monotonic = self.time
        self.halls = Halls(self.floor, self.time)
        self.floor.device.start(TOPICS.catalogue, f"{TOPICS.root}/status/board/+")
        self.lobby = LobbySession(
            "hall", Words(Tongue(translation("vi"), translation("en")), ticker="turn"), monotonic=self.time
        )
        self.lobby.start(MemoryLink(self.hub), TOPICS, "lobby", lambda: None)
        self.lobby.words.room = Capacity(10_000, 24, 10_000)
        self.beats = 0
        self.say(TOPICS.catalogue, Catalogue(epoch=1, digest="d", office=samples.office(site="test")))
        self.beat()

    def say(self, topic: str, status: AnyStatus) -> None:
        """A retained status, heard by both."""
        self.engine.publish(topic, encode(StatusMessage(status=status)), retain=True)
        self.hear()

    def beat(self) -> None:
        """One more beat."""
        self.beats += 1
        beat = Beat(epoch=1, beat=self.beats, now=InstantMs(int(samples.MONDAY_0805)))
        self.engine.publish(TOPICS.beat, encode(StatusMessage(status=beat)))
        self.hear()

    def hear(self) -> None:
        """Both take what came."""
        self.floor.device.pump()
        self.lobby.device.pump()

    def board(self, revision: int, *calls: BoardCall, zone: str = "hall") -> None:
        """The next board of a zone."""
        made = samples.board(*calls)
        self.say(TOPICS.board(zone), msgspec.structs.replace(made, epoch=1, revision=revision, zone=zone))


LANGS = ("vi", "en")


def test_a_browser_shows_what_the_window_shows_through_a_morning() -> None:
    stage = Stage()
    calls: list[BoardCall] = []
    for n in range(1, 8):
        calls.insert(0, samples.call(f"A-{n:03}", n % 5 + 1, ago_s=100 - n))
        stage.board(n, *calls[:4])
        for _ in range(3):
            stage.time.now_s += 2.5
            stage.beat()
            ours, theirs = stage.halls.of(("hall",)).scene(LANGS), stage.lobby.scene()
            assert ours.spotlight == theirs.spotlight
            assert (ours.counters, ours.recent, ours.waiting) == (theirs.counters, theirs.recent, theirs.waiting)
            assert (ours.shut, ours.banner) == (theirs.shut, theirs.banner)


def test_what_was_just_called_is_remembered_while_nobody_looks() -> None:
    stage = Stage()
    first, second = samples.call("A-001", 1), samples.call("A-002", 2)
    stage.board(1, first)
    stage.board(2, second)  # the first has gone to its counter and left
    stage.time.now_s += 30
    stage.beat()
    scene = stage.halls.of(("hall",)).scene(LANGS)
    assert "A-001" in {each.number for each in scene.recent.calls}


def test_a_scene_is_made_once_for_all_pages_until_something_changes() -> None:
    stage = Stage()
    stage.board(1, samples.call("A-001", 1))
    hall = stage.halls.of(("hall",))
    assert hall.scene(LANGS) is hall.scene(LANGS)
    before = hall.scene(LANGS)
    stage.board(2, samples.call("A-002", 2))
    assert hall.scene(LANGS) is not before


def test_calls_are_said_in_the_visitors_language_and_not_while_nothing_is_known() -> None:
    stage = Stage()
    stage.board(1, samples.call("A-001", 1), msgspec.structs.replace(samples.call("A-002", 2), lang="en"))
    hall = stage.halls.of(("hall",))
    said = {each.lang: each.words for each in hall.sayings()}
    assert said["vi"].startswith("Xin mời")
    assert said["en"].startswith("Ticket A")
    stage.time.now_s += 5
    stage.hear()
    assert not stage.floor.online
    assert hall.sayings() == ()
    assert "Mất kết nối từ 08:05" in hall.scene(LANGS).spotlight.alarm


def test_choices_of_zones_have_an_end() -> None:
    stage = Stage()
    for n in range(MOST_HALLS * 2):
        stage.halls.of((f"zone-{n}",))
    stage.board(1, samples.call("A-001", 1))
    assert stage.halls.of(("hall",)).scene(LANGS).spotlight.cells
