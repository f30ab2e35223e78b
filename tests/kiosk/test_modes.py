"""Modes, the resting first page and the warned time-out, as the session keeps them."""

from __future__ import annotations

import pytest

from broker.contract.office import Office
from broker.contract.status import Queues, ServiceQueue
from kiosk.session.messages import FloorChanged, Hands, Moment, Tick, Touch
from kiosk.session.modes import Mode
from kiosk.session.session import Session
from kiosk.session.views import Page, View
from tests.offices import SEVEN, small_office

HANDS = Hands()


class Kiosk:
    """A session whose time is moved by hand."""

    def __init__(self, office: Office | None = None) -> None:
        office = office or small_office()
        self.session, self.now_s = Session(office.kiosks[0].id), 100.0
        self.session.modes = tuple(Mode)
        queues = {each.id: ServiceQueue(offer="offered") for each in office.services}
        status = Queues(epoch=1, revision=1, day="2026-11-23", services=queues)
        self.session.handle(FloorChanged(office=office, queues=status, online=True), self.at)
        self.touch("awake")

    @property
    def at(self) -> Moment:
        return Moment(self.now_s, SEVEN + 3_600_000)  # type: ignore[arg-type]

    def touch(self, action: str) -> View:
        self.session.handle(Touch(action=action, token="t"), self.at)
        return self.view

    def wait(self, seconds: float) -> View:
        end_s = self.now_s + seconds
        while self.now_s < end_s:
            self.now_s = min(end_s, self.now_s + 1)
            self.session.handle(Tick(), self.at)
        return self.view

    @property
    def view(self) -> View:
        return self.session.view(self.at)


@pytest.fixture
def kiosk() -> Kiosk:
    return Kiosk()


def test_a_mode_is_switched_on_and_off_again(kiosk: Kiosk) -> None:
    assert kiosk.touch("mode:large").modes_on == {Mode.LARGE}
    assert kiosk.touch("mode:voice").modes_on == {Mode.LARGE, Mode.VOICE}
    assert kiosk.touch("mode:large").modes_on == {Mode.VOICE}


def test_modes_are_there_on_every_page_of_a_visit_and_stay_on(kiosk: Kiosk) -> None:
    kiosk.touch("mode:low")
    for action in ("field:certify", "back", "field:certify", "home"):
        view = kiosk.touch(action)
        assert {f"mode:{each}" for each in Mode} <= view.actions
        assert view.modes_on == {Mode.LOW}


def test_what_the_kiosk_cannot_do_is_not_switched_on(kiosk: Kiosk) -> None:
    kiosk.session.modes = (Mode.LARGE,)
    assert kiosk.touch("mode:voice").modes_on == set()
    assert "mode:voice" not in kiosk.view.actions


def test_modes_end_with_the_visit_even_on_the_first_page(kiosk: Kiosk) -> None:
    kiosk.touch("mode:contrast")
    warned = kiosk.wait(HANDS.idle_s - HANDS.warn_s)
    assert (warned.page, warned.warn_left_s) == (Page.HOME, 20)
    assert kiosk.wait(HANDS.warn_s).modes_on == set()


@pytest.mark.parametrize("touch", ["awake", "time:more", "no-such-thing"])
def test_any_touch_at_all_gives_more_time(kiosk: Kiosk, touch: str) -> None:
    kiosk.touch("mode:large")
    page = kiosk.touch("field:certify").page
    assert kiosk.wait(HANDS.idle_s - 1).warn_left_s == 1
    assert kiosk.touch(touch).warn_left_s is None
    assert kiosk.wait(HANDS.idle_s - HANDS.warn_s - 1).warn_left_s is None
    assert kiosk.view.page is page


def test_the_first_page_rests_when_nobody_is_there_and_stays_at_rest(kiosk: Kiosk) -> None:
    assert not kiosk.wait(HANDS.dim_s - 1).dimmed
    for _ in range(20):
        assert kiosk.wait(HANDS.dim_s / 4 if kiosk.view.dimmed else 1).dimmed


def test_a_first_page_that_rests_says_what_it_would_be_in_every_other_language(kiosk: Kiosk) -> None:
    assert kiosk.view.may_come == ()
    rests = kiosk.wait(HANDS.dim_s)
    assert [each.lang for each in rests.may_come] == ["en"]
    assert kiosk.touch("lang") == rests.may_come[0]
    assert kiosk.view.may_come == ()


def test_a_touch_beside_the_buttons_only_wakes(kiosk: Kiosk) -> None:
    kiosk.wait(HANDS.dim_s)
    view = kiosk.touch("awake")
    assert (view.page, view.dimmed) == (Page.HOME, False)


def test_a_touch_on_a_button_of_a_resting_page_counts_and_asks(kiosk: Kiosk) -> None:
    kiosk.wait(HANDS.dim_s)
    [field] = [action for action in sorted(kiosk.view.actions) if action.startswith("field:")][:1]
    view = kiosk.touch(field)
    assert (view.page in {Page.CONFIRM, Page.SERVICES}, kiosk.session.job) == (True, None)


def test_a_page_in_use_does_not_rest(kiosk: Kiosk) -> None:
    kiosk.touch("mode:voice")
    assert not kiosk.wait(HANDS.idle_s - 1).dimmed
