"""From what a page sends to a command: the right kind, what was seen, times of day, and refusal of the rest."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.contract import commands as c
from broker.web.counter.deeds import AT_COUNTER, OF_TICKET, Clerk, Past, Unfit, at_clock, command
from tests.broker.web.counter.test_view import counter
from tests.offices import SEVEN

SEEN = {"revision": "7", "epoch": "3", "beat": "41"}
TICKET = "2026-11-23.C-001"
LAN = Clerk("Trần Thị Lan")


def made(act: str, **fields: str) -> Any:
    """The command of an act at counter 2 at seven o'clock."""
    return command(act, {**SEEN, **fields}, counter("serving", ticket=TICKET, class_id="elder"), LAN, SEVEN)


def test_a_press_names_what_its_clerk_saw_not_what_is_now() -> None:
    status = counter("serving")
    press = command("finish", {**SEEN, "revision": "5", "outcome": "advice", "dossiers": "0"}, status, LAN, SEVEN)
    assert press == c.FinishService(counter="2", revision=5, epoch=3, beat=41, outcome="advice", dossiers=0)


@pytest.mark.parametrize(
    ("act", "fields", "expected"),
    [
        ("next", {}, c.CallNext),
        ("recall", {}, c.Recall),
        ("start", {}, c.StartService),
        ("no_show", {}, c.MarkNoShow),
        ("undo", {}, c.UndoPress),
        ("open", {}, c.OpenCounter),
        ("shut", {}, c.ShutCounter),
    ],
)
def test_plain_presses(act: str, fields: dict[str, str], expected: type[c.Command]) -> None:
    assert made(act, **fields) == expected(counter="2", revision=7, epoch=3, beat=41)  # type: ignore[call-arg]


def test_what_is_left_open_in_a_form_is_left_open_in_the_command() -> None:
    sent = made("transfer", service="", to_counter="3", to_clerk="", words="")
    assert (sent.service, sent.to_counter, sent.to_clerk, sent.reason) == (None, "3", None, "")
    assert made("hold", return_after_s="", words="lấy bản sao").return_after_s is None
    assert made("hold", return_after_s="600", words="").return_after_s == 600


def test_a_reason_is_the_one_chosen_with_ones_own_words_behind_it() -> None:
    assert made("call_this", ticket=TICKET, reason="Sự cố", words="").reason == "Sự cố"
    assert made("call_this", ticket=TICKET, reason="Sự cố", words=" máy treo ").reason == "Sự cố – máy treo"
    assert made("take", words="phím hỏng").reason == "phím hỏng"
    assert len(made("take", words="x" * 500).reason) == 200


def test_priority_confirmed_is_its_own_class_again_and_withdrawn_the_ordinary_with_the_name_of_who_looked() -> None:
    assert made("confirm_priority", ticket=TICKET) == c.ChangeClass(ticket=TICKET, class_id="elder", by=LAN.name)
    assert made("withdraw_priority", ticket=TICKET) == c.ChangeClass(ticket=TICKET, class_id="ordinary", by=LAN.name)


def test_a_note_may_be_taken_away() -> None:
    assert made("note", ticket=TICKET, text="") == c.NoteTicket(ticket=TICKET, text="")


def test_times_are_marked_on_the_leg_that_was_shown() -> None:
    assert made("mark_time", ticket=TICKET, leg="2", words="quên bấm").leg == 2


def test_back_at_two_is_two_oclock_of_today_on_the_offices_clocks() -> None:
    assert made("pause", reason="lunch", until="13:30").until == SEVEN + (6 * 60 + 30) * 60_000
    assert made("pause", reason="lunch", until="").until is None
    for over in ("06:59", "07:00", "2:00"):
        with pytest.raises(Past, match=over):
            at_clock(over, SEVEN)
    assert at_clock("9h15", SEVEN) == at_clock("9:15", SEVEN) == at_clock("09:15", SEVEN) == SEVEN + 135 * 60_000


@pytest.mark.parametrize(
    ("act", "fields"),
    [
        ("dance", {}),
        ("call_this", {"ticket": TICKET}),
        ("call_this", {"ticket": "C-1; DROP", "reason": "x"}),
        ("finish", {"outcome": "magic"}),
        ("finish", {"dossiers": "-1"}),
        ("finish", {"dossiers": "many"}),
        ("pause", {"until": "25:00"}),
        ("take", {"words": ""}),
        ("mark_time", {"ticket": TICKET, "leg": "1"}),
    ],
)
def test_what_makes_no_command_is_refused(act: str, fields: dict[str, str]) -> None:
    with pytest.raises(Unfit):
        made(act, **fields)


def test_a_press_without_what_was_seen_is_none() -> None:
    with pytest.raises(Unfit):
        command("next", {}, counter(), LAN, SEVEN)


@given(
    st.sampled_from([*AT_COUNTER, *OF_TICKET]),
    st.dictionaries(
        st.sampled_from(
            ["ticket", "reason", "words", "until", "leg", "dossiers", "service", "revision", "beat", "text"]
        ),
        st.text(max_size=20),
    ),
)
def test_whatever_is_sent_is_a_command_or_a_refusal(act: str, fields: dict[str, str]) -> None:
    try:
        found = command(act, {**SEEN, **fields}, counter(), LAN, SEVEN)
    except Unfit:
        return
    assert isinstance(found, c.COMMANDS)
