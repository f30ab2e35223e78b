"""What a sign says of its counter, and how large its number is."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from msgspec.structs import replace

from assets import translation
from assets.look.theme import Screen
from broker.contract.ids import InstantMs
from broker.contract.office import Screens
from broker.contract.status import CounterStatus
from display.samples import MINUTE, MONDAY_0805, office
from display.sign.gallery import COUNTER, SAMPLES, SIZES, scene, status
from display.sign.layout import number_readable_from_m, places
from display.sign.scene import SignScene, SignWords
from display.windows.rect import Rect

WORDS = SignWords("3", translation("vi"), {each: translation(each) for each in ("vi", "en")})


def said(about: CounterStatus | None, clerk: str = "no", **more: Any) -> SignScene:
    return WORDS.scene(about, office(screens=Screens(show_clerk=clerk)), MONDAY_0805, **more)  # type: ignore[arg-type]


def test_a_call_says_please_the_number_and_its_field() -> None:
    made = scene(SAMPLES["calling"])
    assert (made.mood, made.counter, made.field) == ("calling", "Quầy 3", "Đất đai")
    assert (made.please, made.number, made.state) == ("Xin mời", "A-025", "")


def test_a_repeated_call_says_which_it_is() -> None:
    assert scene(SAMPLES["calling-again"]).state == "Gọi lần 2"


def test_a_visitor_who_chose_another_language_is_asked_in_both() -> None:
    assert said(status("calling", "A-025", lang="en")).please == "Xin mời · Please come"
    assert said(status("calling", "A-025", lang="km")).please == "Xin mời", "no texts in that language"


def test_without_a_number_it_says_what_is_served_here() -> None:
    made = scene(SAMPLES["ready"])
    assert (made.mood, made.number, made.state, made.field) == ("open", "", "Sẵn sàng", "Đất đai, Chứng thực")


@pytest.mark.parametrize(
    ("sample", "state", "reason"),
    [
        ("paused", "Tạm nghỉ", ""),
        ("paused-reason", "Tạm nghỉ", "Sự cố máy"),
        ("paused-until", "Tạm nghỉ, trở lại lúc 08:30", "Trao đổi nghiệp vụ"),
        ("lunch", "Nghỉ trưa đến 13:30", ""),
        ("shut", "Đóng quầy", ""),
        ("before-opening", "Chưa mở", ""),
    ],
)
def test_a_counter_at_rest_says_until_when_and_why(sample: str, state: str, reason: str) -> None:
    made = scene(SAMPLES[sample])
    assert (made.mood, made.state, made.reason, made.number) == ("rest", state, reason, "")


@pytest.mark.parametrize(
    ("at_min", "state"), [(-60, "Mở lúc 07:30"), (0, "Đóng quầy"), (4 * 60, "Nghỉ trưa đến 13:30"), (600, "Đóng quầy")]
)
def test_a_closed_counter_says_when_it_opens_as_the_board_does(at_min: int, state: str) -> None:
    known = office(counters=(COUNTER,))
    assert WORDS.scene(status("shut"), known, InstantMs(MONDAY_0805 + at_min * MINUTE)).state == state


def test_a_return_that_is_due_already_is_not_promised() -> None:
    back = status("paused", until=MONDAY_0805 + MINUTE)
    states = [WORDS.scene(back, None, InstantMs(MONDAY_0805 + at * MINUTE)).state for at in (0, 1)]
    assert states == ["Tạm nghỉ, trở lại lúc 08:06", "Tạm nghỉ"]


def test_an_office_may_keep_its_reasons_to_itself() -> None:
    silent = SignWords("3", WORDS.texts, WORDS.guests, reasons=False)
    assert silent.scene(status("paused", pause_reason="fault"), None, MONDAY_0805).reason == ""


@pytest.mark.parametrize(
    ("wanted", "name", "photo"), [("no", "", ""), ("name", "Nguyễn Thị Thanh An", ""), ("photo", None, "an")]
)
def test_the_clerk_is_shown_as_the_office_wants(wanted: str, name: str | None, photo: str) -> None:
    made = said(status("serving", "A-025"), wanted)
    assert (made.clerk, made.photo) == ("Nguyễn Thị Thanh An" if name is None else name, photo)
    shut = said(status("shut"), wanted)
    assert (shut.clerk, shut.photo) == ("", ""), "nobody sits at a closed counter"


def test_what_was_refused_is_told_to_the_clerk() -> None:
    made = scene(SAMPLES["refused"])
    assert (made.strip, made.tone, made.trusted) == (
        "Cần mời ít nhất 2 lần và chờ 60 giây sau khi loa đọc xong (còn 45 giây).", "notice", True,
    )  # fmt: skip
    assert made.number == "A-025"


def test_without_a_refusal_the_strip_is_empty() -> None:
    asking = replace(status("free"), asks=True, until=MONDAY_0805 + MINUTE)
    assert said(asking).strip == "", "the lamp asks the clerk; the hall need not read it"


def test_a_sign_that_hears_nothing_says_so_and_since_when() -> None:
    made = scene(SAMPLES["no-connection"])
    assert (made.strip, made.tone) == ("Mất kết nối từ 08:04. Xin nghe cán bộ gọi số.", "alarm")
    assert (made.trusted, made.number) == (False, "A-025")
    assert (made.please, made.state, made.reason) == ("", "", ""), "the number is the last known; what goes on is not"
    assert (scene(SAMPLES["unknown"]).strip, scene(SAMPLES["unknown"]).counter) == (made.strip, "Quầy 3")


def test_a_sign_that_hears_nothing_does_not_say_who_sits_there_and_gives_the_room_to_the_number() -> None:
    lost = said(status("serving", "A-025"), "photo", stale_ms=MONDAY_0805 - MINUTE)
    assert (lost.clerk, lost.photo) == ("", "")
    rooms = [
        places(1280, 800, clerk=each, photo=each, please=False, below=False, strip=True, training=False, lost=not each)
        for each in (True, False)
    ]
    with_photo, alone = rooms
    assert alone.number.width > with_photo.number.width * 1.2
    assert alone.strip is not None
    assert with_photo.strip is not None
    assert alone.strip.height > with_photo.strip.height * 1.5


def test_training_is_marked() -> None:
    assert scene(SAMPLES["training"]).training == "CHẾ ĐỘ TẬP – số không có giá trị"
    assert scene(SAMPLES["calling"]).training == ""


def test_the_number_carries_as_far_as_the_screen_allows() -> None:
    """A capital of 0.7 degrees: 12.2 mm for each metre."""
    far = {size: number_readable_from_m(Screen(*size)) for size in SIZES}
    assert far[800, 480, 7.0] > 2.7
    assert far[1280, 800, 10.1] > 3.9
    assert far[1920, 1080, 15.6] > 6.0
    assert far[1080, 1920, 15.6] > 3.4


@pytest.mark.parametrize("size", SIZES)
def test_nothing_stands_outside_the_screen_or_on_something_else(size: tuple[int, int, float]) -> None:
    names = ("clerk", "photo", "please", "below", "strip", "training", "lost")
    for parts in range(1 << len(names)):
        made = places(*size[:2], **{name: bool(parts >> at & 1) for at, name in enumerate(names)})
        given = (made.training, made.photo, made.clerk, made.please, made.number, made.below, made.strip)
        page = [made.head, *(each for each in given if each is not None)]
        assert all(each.width > 20 and each.height > 15 for each in page)
        assert all(min(each.x, each.y) >= 0 and each.right <= size[0] + 0.5 and each.top <= size[1] for each in page)
        assert [(one, other) for one, other in combinations(page, 2) if not apart(one, other)] == []


def apart(one: Rect, other: Rect) -> bool:
    beside = one.right <= other.x + 0.1 or other.right <= one.x + 0.1
    return beside or one.top <= other.y + 0.1 or other.top <= one.y + 0.1
