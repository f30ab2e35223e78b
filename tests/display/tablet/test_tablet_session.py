"""The tablet's session against a real engine and its counts, in memory: counted once, whatever gets lost."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from assets import translation
from assets.spoken.voice import Aloud
from broker.client.link import Inbound, MemoryLink
from broker.contract import commands as c
from broker.contract.office import QUESTION, Question, Rating
from broker.rating import Ratings
from broker.store.ratings import RatingStore, read_marks, read_reasons
from display.tablet.scene import TabletScene, TabletWords
from display.tablet.session import PATIENCE_MS, TabletSession
from display.tablet.talk import MESSAGE_MS, Talk
from firmware_cfg.processes import until
from tests.display.counter_tools import Ticker
from tests.engines import Room
from tests.offices import DATE, small_office, text

pytestmark = pytest.mark.edge
TOMORROW = "2026-11-24"
RULES = Rating(on=True, reasons=(Question(id="wait", text=text("Chờ lâu")), Question(id="rude", text=text("Thái độ"))))


class Stand:
    """Counter 1 of an engine that is stepped by hand, its tablet, and a glass that loses answers when told to."""

    def __init__(self, room: Room, counts: Path, *, speaks: bool = False) -> None:
        self.room, self.counts, self.s = room, counts, Ticker()
        room.engine.unrecorded.ratings = Ratings(RatingStore.open(counts))
        room.link.reconnect()
        words = TabletWords({each: translation(each) for each in ("vi", "en")}, speaks=speaks)
        self.session = TabletSession("1", words, Talk(), self.s)
        self.link, self.losing = MemoryLink(room.hub), False
        self.session.start(self.link, room.topics, "tablet-1", lambda: None)
        take = self.link.on_message
        answers = room.topics.answer("tablet-1")
        self.link.on_message = lambda message: None if self._lost(message, answers) else take(message)
        self.turn()

    def _lost(self, message: Inbound, answers: str) -> bool:
        return self.losing and message.topic == answers

    def turn(self, seconds: float = 0.0, *, beats: bool = True) -> TabletScene:
        """Time passes, the engine works, the tablet looks."""
        self.s.s += seconds
        if beats:
            self.room.pass_s(max(seconds, 1.0))
        self.session.scene()
        if beats:
            self.room.step()
        return self.session.scene()

    def serve(self) -> None:
        """One visitor is served at counter 1."""
        self.start()
        self.room.key("1", "start")

    def start(self) -> None:
        """One visitor is called and comes."""
        self.room.take()
        if self.room.engine.floor.state.desks["1"].state == "shut":
            self.room.key("1", "next")
        for key in ("next", "start"):
            self.room.key("1", key)

    def touch(self, *actions: str) -> TabletScene:
        """Fingers."""
        for each in actions:
            self.session.touched(each)
        return self.turn()

    @property
    def counted(self) -> dict[int, int]:
        """Mark -> how many."""
        found = read_marks(self.counts, DATE, DATE, today=TOMORROW, shown_from=1)
        return found[0].by_mark if found else {}


@pytest.fixture
def stand(new_room: Callable[..., Room], tmp_path: Path) -> Stand:
    return Stand(new_room(office=msgspec.structs.replace(small_office(), rating=RULES)), tmp_path / "ratings.db")


def test_a_service_ends_and_a_visitor_says_how_it_was(stand: Stand) -> None:
    assert stand.turn().kind == "dark"
    stand.serve()
    assert stand.turn().title.startswith("Ông/Bà có hài lòng")
    assert stand.touch("mark:4").kind == "why"
    shown = stand.touch("reason:wait", "send")
    assert shown.title == "Cảm ơn Ông/Bà đã đánh giá."
    assert stand.turn(MESSAGE_MS / 1000).kind == "dark"
    assert stand.counted == {4: 1}
    assert read_reasons(stand.counts, DATE, DATE, today=TOMORROW, shown_from=1) == {"wait": 1}


def test_the_next_visitor_starts_and_it_is_dark(stand: Stand) -> None:
    stand.serve()
    assert stand.turn().kind == "ask"
    stand.room.take()
    stand.room.key("1", "next")
    assert stand.turn().kind == "ask", "called is not come"
    stand.room.key("1", "start")
    assert stand.turn().kind == "dark"
    assert stand.counted == {}


def test_a_low_mark_counts_though_the_next_visitor_starts_while_its_reasons_are_asked(stand: Stand) -> None:
    stand.serve()
    stand.turn()
    assert stand.touch("mark:4", "reason:wait").kind == "why"
    stand.start()
    assert stand.turn().title == "Cảm ơn Ông/Bà đã đánh giá."
    assert stand.counted == {4: 1}


def test_a_visitor_without_a_word_is_left_alone_after_the_offices_time(stand: Stand) -> None:
    stand.serve()
    assert stand.turn(20).kind == "ask"
    assert stand.turn(11).kind == "dark"
    assert stand.counted == {}


def test_an_answer_gets_lost_and_the_mark_counts_once(stand: Stand) -> None:
    stand.serve()
    stand.turn()
    stand.losing = True
    stand.touch("mark:1")
    assert stand.counted == {1: 1}
    assert stand.turn(PATIENCE_MS / 1000 + 0.1).title == "Đang gửi…"
    stand.losing = False
    assert stand.turn(1.0).title == "Cảm ơn Ông/Bà đã đánh giá."
    assert stand.counted == {1: 1}


def test_the_same_finger_twice_counts_once(stand: Stand) -> None:
    stand.serve()
    stand.turn()
    stand.touch("mark:1", "mark:1", "mark:4")
    for _ in range(5):
        stand.touch("mark:4")
    assert stand.counted == {1: 1}


def test_the_tablet_is_started_again_and_may_be_used_if_it_was_not(stand: Stand, new_room: Any) -> None:
    """What is kept of a right is the retained offer, so a restart takes nothing away and gives nothing twice."""
    stand.serve()
    stand.turn()
    again = Stand.__new__(Stand)
    again.__dict__.update(stand.__dict__)
    stand.session.close()
    again.session = TabletSession("1", stand.session.words, Talk(), stand.s)
    again.session.start(MemoryLink(stand.room.hub), stand.room.topics, "tablet-1", lambda: None)
    assert again.turn().kind == "ask"
    again.touch("mark:2")
    assert again.counted == {2: 1}


def test_the_engine_is_started_again_and_the_old_right_is_a_relic(stand: Stand) -> None:
    stand.serve()
    assert stand.turn().kind == "ask"
    stand.room.stop()
    stand.room.start()
    stand.room.engine.unrecorded.ratings = Ratings(RatingStore.open(stand.counts))
    assert stand.turn(1).kind == "dark"
    assert stand.touch("mark:4").kind == "dark"
    assert stand.counted == {}


def test_a_tablet_that_hears_nothing_goes_dark_and_says_since_when(stand: Stand) -> None:
    stand.serve()
    assert stand.turn().kind == "ask"
    shown = stand.turn(4, beats=False)
    assert (shown.kind, shown.title.startswith("Mất kết nối từ 07:3")) == ("dark", True)
    assert stand.touch("mark:1").kind == "ask", "the line is back, and so is the question"
    assert stand.counted == {}, "a touch on the dark page is nothing"


def test_who_was_served_for_practice_is_not_asked(stand: Stand) -> None:
    stand.room.do(c.SetTraining(on=True))
    stand.serve()
    assert stand.turn().kind == "dark"


def test_neither_token_nor_mark_reaches_a_log(stand: Stand, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    stand.serve()
    stand.turn()
    token = stand.room.status(stand.room.topics.rating("1")).token
    stand.touch("mark:4")
    stand.touch("reason:rude", "send")
    assert stand.counted == {4: 1}
    assert not any(each in caplog.text for each in (token, "rude", QUESTION))
    assert not any(each in repr(stand.session) for each in (token, "rude"))
    homie = [each.payload for each in stand.room.published if each.topic.startswith("homie/")]
    assert not any(token.encode() in each for each in homie)


@pytest.fixture
def speaking(new_room: Callable[..., Room], tmp_path: Path) -> Stand:
    office = msgspec.structs.replace(small_office(), rating=RULES)
    return Stand(new_room(office=office), tmp_path / "ratings.db", speaks=True)


def test_a_voice_nobody_hears_is_not_offered_the_office_knows_and_it_comes_back(speaking: Stand) -> None:
    speaking.serve()
    assert "voice" in tools(speaking.turn())
    speaking.session.voice_changed("sound device 'default': cannot find card")
    assert "voice" not in tools(speaking.turn())
    assert speaking.turn() == speaking.turn(), "told once"
    assert troubles(speaking) == [("tablet-1", "tablet_no_sound", {"counter": "1"})]
    assert homie(speaking) == "sound device 'default': cannot find card"
    speaking.session.voice_changed("")
    assert "voice" in tools(speaking.turn())
    speaking.turn()
    assert troubles(speaking) == []
    assert homie(speaking) == "ready"


def test_a_loudspeaker_that_is_not_there_is_found_out_before_anybody_listens(speaking: Stand, tmp_path: Path) -> None:
    speaking.serve()
    voice = Aloud(tmp_path / "voice", "no-such-card", on_change=speaking.session.voice_changed)
    try:
        until(lambda: "voice" not in tools(speaking.turn()), 20, "the offer to be withdrawn")
        until(lambda: speaking.turn() and troubles(speaking), 20, "the office to know")
    finally:
        voice.close()


def test_what_fails_while_the_engine_is_away_is_told_when_it_is_back(speaking: Stand) -> None:
    speaking.turn(20, beats=False)
    speaking.session.voice_changed("no card")
    speaking.turn(1, beats=False)
    assert troubles(speaking) == []
    for _ in range(4):
        speaking.turn(1)
    assert [code for _, code, _ in troubles(speaking)] == ["tablet_no_sound"]


def test_a_tablet_that_was_never_to_speak_tells_nothing_of_a_voice(stand: Stand) -> None:
    stand.turn()
    assert not any("tablet/voice" in each.topic for each in stand.room.published)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_alert_of_a_mute_tablet_names_its_counter(lang: str) -> None:
    assert "3" in translation(lang).text("alert.tablet_no_sound", counter="3")


def tools(shown: TabletScene) -> list[str]:
    return [each.action for each in shown.tools]


def homie(stand: Stand) -> str:
    """What the device says of its voice."""
    told = [each.payload.decode() for each in stand.room.published if each.topic.endswith("tablet-1/tablet/voice")]
    return told[-1]


def troubles(stand: Stand) -> list[tuple[str, str, dict[str, str | int]]]:
    """What the office knows to be wrong: who said it, what, and the words that belong to it."""
    standing = stand.room.engine.floor.state.troubles.values()
    return [(each.source, each.code, dict(each.params)) for each in standing]
