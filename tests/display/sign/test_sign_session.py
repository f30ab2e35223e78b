"""The sign's session against a real engine in memory: what happens at the counter stands on the sign."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from assets import translation
from broker.client.link import MemoryLink
from broker.contract import commands as c
from broker.contract.office import Screens
from display.counter.keys import SHOWN_S
from display.sign.scene import SignScene, SignWords
from display.sign.session import SignSession
from tests.display.counter_tools import Ticker
from tests.engines import Room
from tests.offices import small_office

pytestmark = pytest.mark.edge


class Stand:
    """Counter 1 of an engine that is stepped by hand, and its sign."""

    def __init__(self, room: Room) -> None:
        self.room, self.s = room, Ticker()
        self.session = SignSession(SignWords("1", translation("vi"), {}), self.s)
        self.session.start(MemoryLink(room.hub), room.topics, "sign-1", lambda: None)

    def turn(self, seconds: float = 0.0, *, beats: bool = True) -> SignScene:
        self.s.s += seconds
        if beats:
            self.room.pass_s(max(seconds, 1.0))
        return self.session.scene()


@pytest.fixture
def stand(new_room: Callable[..., Room]) -> Stand:
    office = msgspec.structs.replace(small_office(), screens=Screens(show_clerk="name"))
    return Stand(new_room(office=office))


def test_a_day_at_the_counter(stand: Stand) -> None:
    assert stand.turn().state == "Đóng quầy"
    stand.room.key("1", "next")
    assert (stand.turn().mood, stand.turn().state) == ("open", "Sẵn sàng")
    number = stand.room.take().number
    stand.room.key("1", "next")
    shown = stand.turn()
    assert (shown.mood, shown.please, shown.number, shown.field) == ("calling", "Xin mời", number, "Chứng thực")
    stand.room.key("1", "start")
    shown = stand.turn()
    assert (shown.mood, shown.please, shown.number, shown.state) == ("serving", "", number, "Đang phục vụ")
    stand.room.key("1", "start")
    assert stand.turn().number == ""
    stand.room.key("1", "pause")
    assert (stand.turn().mood, stand.turn().state) == ("rest", "Tạm nghỉ")


def test_a_pause_says_why_and_until_when(stand: Stand) -> None:
    stand.room.key("1", "next")
    press = stand.room.press("1", "pause")
    until = stand.room.clock.now_ms() + 30 * 60_000
    at = {"counter": "1", "revision": press.revision, "epoch": press.epoch, "beat": press.beat}
    stand.room.do(c.PauseCounter(**at, reason="fault", until=until), "counter-1")  # type: ignore[arg-type]
    shown = stand.turn()
    assert (shown.state, shown.reason) == ("Tạm nghỉ, trở lại lúc 08:00", "Sự cố máy")


def test_a_refused_press_is_told_for_a_while(stand: Stand) -> None:
    stand.room.key("1", "next")
    number = stand.room.take().number
    stand.room.key("1", "next")
    assert stand.turn().strip == ""
    stand.room.key("1", "next")
    assert stand.turn().strip == f"Đang mời số {number}. Xin bấm Bắt đầu hoặc Vắng mặt trước."
    assert stand.turn(SHOWN_S - 1.5).strip != ""
    assert stand.turn(1.6).strip == ""


def test_the_next_press_that_is_taken_ends_the_sentence(stand: Stand) -> None:
    stand.room.key("1", "next")
    stand.room.take()
    stand.room.key("1", "next")
    assert stand.turn().strip == ""
    stand.room.key("1", "next")
    assert stand.turn().strip != ""
    stand.room.key("1", "start")
    assert stand.turn().strip == ""


def test_a_sign_that_hears_no_beat_says_so_within_five_seconds(stand: Stand) -> None:
    stand.room.key("1", "next")
    stand.turn()
    shown = stand.turn(4.5, beats=False)
    assert (shown.trusted, shown.strip.startswith("Mất kết nối từ 07:3")) == (False, True)
    assert stand.turn(1).trusted


def test_a_sign_of_no_counter_says_so(new_room: Callable[..., Room]) -> None:
    room = new_room()
    made = Stand(room)
    made.turn()
    counters = tuple(each for each in small_office().counters if each.id != "1")
    roster = tuple(each for each in small_office().roster if each.counter != "1")
    room.do(c.ApplyOffice(office=msgspec.structs.replace(small_office(), counters=counters, roster=roster)))
    assert made.turn().strip == "Quầy 1 không có trong cấu hình cơ quan."


def test_the_clerk_is_named_while_somebody_sits_there(stand: Stand) -> None:
    stand.room.key("1", "next")
    stand.turn()
    press = stand.room.press("1", "next")
    stand.room.do(c.SignIn(counter="1", clerk="lan", revision=press.revision, epoch=press.epoch, beat=press.beat),
                  "counter-1")  # fmt: skip
    assert stand.turn().clerk == "Trần Thị Lan"
