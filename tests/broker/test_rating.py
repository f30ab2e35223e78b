"""The right to rate: one use, never in journal or log, gone from the MQTT server when it is over."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from broker.contract import commands as c
from broker.contract import events as e
from broker.contract.office import QUESTION, Question, Rating
from broker.rating import ON_ITS_WAY_S, Ratings
from broker.store.ratings import RatingStore, read_marks, read_reasons
from broker.telling import SOON_S
from tests.engines import HALF_PAST_SEVEN, HandClock, Room, refusal
from tests.offices import DATE, small_office, text

pytestmark = pytest.mark.edge

RULES = Rating(on=True, reasons=(Question(id="wait", text=text("Chờ lâu")), Question(id="rude", text=text("Thái độ"))))
TOMORROW = "2026-11-24"


@pytest.fixture
def room(new_room: Callable[..., Room], tmp_path: Path) -> Room:
    return rated(new_room, tmp_path)


def rated(new_room: Callable[..., Room], tmp_path: Path, **rules: Any) -> Room:
    office = msgspec.structs.replace(small_office(), rating=msgspec.structs.replace(RULES, **rules))
    made = new_room(office=office)
    made.engine.unrecorded.ratings = Ratings(RatingStore.open(tmp_path / "ratings.db"))
    made.link.reconnect()
    made.step()
    return made


def offer(room: Room, counter: str = "1") -> Any:
    """What a tablet has been told, as soon as it has to be."""
    room.real_s += SOON_S
    room.step()
    return room.status(room.topics.rating(counter))


def serve(room: Room, counter: str = "1") -> str:
    """One visitor served; the ticket."""
    ticket = room.take().ticket
    if room.engine.floor.state.desks[counter].state == "shut":
        room.key(counter, "next")
    for key in ("next", "start", "start"):
        room.key(counter, key)
    return ticket


def rate(room: Room, token: str, mark: int = 1, *reasons: str, question: str = QUESTION) -> Any:
    return room.do(c.RateService(token=token, marks={question: mark}, reasons=reasons), "tablet-1")


def test_a_service_that_ends_gives_one_right_and_it_is_used_once(room: Room, tmp_path: Path) -> None:
    serve(room)
    shown = offer(room)
    assert shown.until == room.clock.now_ms() + 30_000
    rows = len(room.events())
    assert rate(room, shown.token, 4, "wait").events == (e.RatingTaken(),)
    assert offer(room).token is None
    assert refusal(rate(room, shown.token, 4)) == "no_rating"
    assert len(room.events()) == rows
    for _ in range(4):
        serve(room)
        rate(room, offer(room).token, 1, "wait")
    (whole,) = read_marks(tmp_path / "ratings.db", DATE, DATE, today=TOMORROW)
    assert whole.by_mark == {1: 4, 4: 1}
    assert read_reasons(tmp_path / "ratings.db", DATE, DATE, today=TOMORROW) == {"wait": 5}


def test_tablets_are_told_in_a_moment_but_behind_the_answer_of_the_press(room: Room) -> None:
    def told() -> int:
        return sum(each.topic == room.topics.rating("1") for each in room.published)

    before = told()
    serve(room)
    assert told() == before
    assert min(room.engine.teller.due_s()) == pytest.approx(room.real_s + SOON_S)
    token = offer(room).token
    assert (told(), token is not None) == (before + 1, True)
    rate(room, token)
    assert min(room.engine.teller.due_s()) == pytest.approx(room.real_s + SOON_S)
    assert offer(room).token is None
    assert told() == before + 2


def test_two_ratings_with_one_token_in_one_step_count_once(room: Room, tmp_path: Path) -> None:
    serve(room)
    token = offer(room).token
    for _ in range(3):
        room.put(c.RateService(token=token, marks={QUESTION: 1}), "tablet-1")
    assert [refusal(each) for each in room.step()] == ["", "no_rating", "no_rating"]
    assert read_marks(tmp_path / "ratings.db", DATE, DATE, today=TOMORROW, shown_from=1)[0].total == 1


def test_the_right_is_over_after_its_seconds(room: Room) -> None:
    serve(room)
    token = offer(room).token
    room.pass_s(29)
    assert offer(room).token == token
    assert room.engine._wait_s() <= 1
    room.pass_s(1)
    assert (offer(room).token, offer(room).until) == (None, None)
    assert refusal(rate(room, token)) == "no_rating"


@pytest.mark.parametrize("how", ["next starts", "undone", "day closes", "office turns it off"])
def test_the_right_is_over_before_its_seconds(room: Room, how: str) -> None:
    serve(room)
    token = offer(room).token
    if how == "next starts":
        room.take()
        room.key("1", "next")
        assert offer(room).token == token
        room.key("1", "start")
        assert offer(room).token is None
        room.pass_s(ON_ITS_WAY_S)
    elif how == "undone":
        room.do(msgspec.structs.replace(room.press("1", "start"), long=True), "counter-1")
    elif how == "day closes":
        room.do(c.CloseDay())
    else:
        room.do(c.ApplyOffice(office=small_office()))
    assert offer(room).token is None
    assert refusal(rate(room, token)) == "no_rating"


def test_a_mark_that_is_on_its_way_counts_once_though_the_next_visitor_has_started(room: Room, tmp_path: Path) -> None:
    """Who gave the lowest mark is still asked why: a quick clerk shall not wipe it out."""
    serve(room)
    token = offer(room).token
    room.take()
    for key in ("next", "start"):
        room.key("1", key)
    room.pass_s(ON_ITS_WAY_S - 1)
    assert refusal(rate(room, token, 4)) == ""
    assert refusal(rate(room, token, 4)) == "no_rating"
    room.key("1", "start")
    assert offer(room).token not in (None, token), "the next visitor has a right of their own"
    assert read_marks(tmp_path / "ratings.db", DATE, DATE, today=TOMORROW, shown_from=1)[0].by_mark == {4: 1}


def test_training_and_what_the_closing_cut_off_give_no_right(room: Room) -> None:
    room.do(c.SetTraining(on=True))
    serve(room)
    assert offer(room).token is None
    room.do(c.SetTraining(on=False))
    room.take()
    for key in ("next", "start"):
        room.key("1", key)
    room.do(c.CloseDay())
    assert offer(room).token is None


def test_where_the_office_asks_nothing_there_is_no_right(new_room: Callable[..., Room], tmp_path: Path) -> None:
    room = rated(new_room, tmp_path, on=False)
    serve(room)
    assert offer(room).token is None
    assert refusal(rate(room, "x" * 20)) == "no_rating"


def test_an_engine_without_ratings_refuses_and_goes_on(new_room: Callable[..., Room]) -> None:
    room = new_room()
    room.engine.unrecorded.ratings = None
    assert refusal(rate(room, "x" * 20)) == "no_rating"
    assert serve(room)


@pytest.mark.parametrize(
    ("marks", "reasons"),
    [({"speed": 1}, ()), ({}, ()), ({QUESTION: 4}, ()), ({QUESTION: 1}, ("smell",))],
    ids=["question", "none", "grade", "reason"],
)
def test_marks_that_the_office_does_not_ask_for_are_refused_and_the_right_holds(
    new_room: Callable[..., Room], tmp_path: Path, marks: dict[str, int], reasons: tuple[str, ...]
) -> None:
    room = rated(new_room, tmp_path, grades=3)
    serve(room)
    token = offer(room).token
    bad = c.RateService(token=token, marks=marks, reasons=reasons)
    assert refusal(room.do(bad, "tablet-1")) == "malformed"
    assert offer(room).token == token
    assert rate(room, token, 3).events == (e.RatingTaken(),)


def test_a_rating_that_cannot_be_stored_is_lost_and_never_doubled(room: Room, tmp_path: Path) -> None:
    serve(room)
    token = offer(room).token
    other = sqlite3.connect(tmp_path / "ratings.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert refusal(rate(room, token)) == "not_stored"
    other.execute("ROLLBACK")
    assert refusal(rate(room, token)) == "no_rating"
    assert read_marks(tmp_path / "ratings.db", DATE, DATE, today=TOMORROW, shown_from=1) == []


def test_a_restart_ends_all_rights_and_wipes_the_tokens_from_the_mqtt_server(room: Room, tmp_path: Path) -> None:
    serve(room)
    token = offer(room).token
    assert token.encode() in room.hub.retained[room.topics.rating("1")]
    room.stop()
    room.start()
    room.engine.unrecorded.ratings = Ratings(RatingStore.open(tmp_path / "ratings.db"))
    room.engine.step(0)
    assert offer(room).token is None
    assert refusal(rate(room, token)) == "no_rating"


def test_neither_token_nor_mark_is_in_journal_log_or_retained_messages(
    room: Room, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    tokens = []
    for n in range(6):
        serve(room)
        tokens.append(offer(room).token)
        rate(room, tokens[-1], 4, "rude")
        rate(room, tokens[-1], 4, "rude")
        if n == 2:
            room.pass_s(5)
    rate(room, "not-a-token-at-all")
    room.raw(b'{"v":[1,0],"id":"x","device":"k1","command":{"kind":"RateService","token":"%s"}}' % tokens[0].encode())
    room.step()
    assert room.key("1", "pause")
    assert offer(room).token is None
    room.store.close()
    files = [each for each in tmp_path.iterdir() if each.is_file()]
    assert any(each.name.startswith("office") for each in files)
    for file in files:
        content = file.read_bytes()
        assert not any(token.encode() in content for token in tokens), file
        if not file.name.startswith("ratings"):
            assert b"RatingTaken" not in content
            assert b"RateService" not in content
    assert not any(token in caplog.text for token in tokens)
    assert not any(token.encode() in payload for token in tokens for payload in room.hub.retained.values())


def test_the_tablet_of_a_demonstration_is_told_an_end_in_office_time(
    new_room: Callable[..., Room], tmp_path: Path
) -> None:
    clock = HandClock(HALF_PAST_SEVEN)
    clock.speed = 10.0
    office = msgspec.structs.replace(small_office(), rating=RULES)
    room = new_room(office=office, clock=clock)
    room.engine.unrecorded.ratings = Ratings(RatingStore.open(tmp_path / "ratings.db"))
    serve(room)
    assert offer(room).until == room.clock.now_ms() + 300_000
    room.real_s += 30
    room.engine.step(0)
    assert offer(room).token is None
