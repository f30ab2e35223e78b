"""The announcer's queue, example by example. Times are milliseconds of office time."""

from dataclasses import replace

import pytest

from assets.voice.errors import VoiceError, WordingError
from broker.hall.sentences import Call, Notice
from broker.hall.sound_hours import SoundHours
from display.voice import plan as queue
from display.voice.plan import Plan
from display.voice.sayings import BoardCalls, Utterance

NOON = 12 * 3_600_000
LATER = 60_000


def call(number: str, nth: int = 1, at: int = NOON, counter: int = 3) -> Call:
    return Call(f"{number}/{nth}", number, None, counter, nth, at)


def reserved(number: str, nth: int = 1, at: int = NOON) -> Call:
    """A number that a kiosk gave while it was cut off."""
    return replace(call(number, nth, at), reserved_ticket=f"2026-11-23.{number}")


class Hall:
    """A plan with a board in front of it and a clock that the test turns."""

    def __init__(self, **settings: object) -> None:
        self.plan = Plan(**settings)  # type: ignore[arg-type]
        self.now = NOON
        self.revision = 0
        self.reports: list[tuple[str, str, str]] = []

    def board(self, *calls: Call, epoch: int = 1, revision: int | None = None) -> None:
        self.revision = self.revision + 1 if revision is None else revision
        self.plan.offer(BoardCalls(epoch, self.revision, calls), self.now)

    def next(self, *, after_ms: int = 1_000) -> Utterance | None:
        self.now += after_ms
        return self.plan.next(self.now)

    def say(self, takes_ms: int = 4_000) -> str | None:
        """Say the next saying to its end; its call and kind."""
        utterance = self.next()
        if utterance is None:
            return None
        self.now += takes_ms
        self.plan.ended(utterance, self.now)
        return f"{utterance.call_id} {utterance.kind}"

    def outcomes(self) -> dict[str, str]:
        reports = self.plan.take_reports()
        assert len({report.call_id for report in reports}) == len(reports)
        return {report.call_id: report.reason or report.outcome for report in reports}


@pytest.fixture
def hall() -> Hall:
    return Hall()


def test_a_lone_call_is_said_in_full_and_then_repeated_without_a_second_chime(hall: Hall) -> None:
    hall.board(call("A-001"))
    first = hall.next()
    assert first is not None and (first.kind, first.chime) == ("call.full", "long")
    hall.plan.ended(first, hall.now + 7_000)
    (report,) = hall.plan.take_reports()
    assert (report.outcome, report.started_ms, report.ended_ms) == ("announced", hall.now, hall.now + 7_000)
    repeat = hall.next(after_ms=7_000)
    assert repeat is not None and (repeat.kind, repeat.chime) == ("call.repeat", "none")
    hall.plan.ended(repeat, hall.now)
    assert hall.next() is None and hall.outcomes() == {}


def test_two_sayings_never_overlap(hall: Hall) -> None:
    hall.board(call("A-001"), call("A-002"))
    first = hall.next()
    assert first is not None
    assert hall.next() is None and hall.next(after_ms=LATER) is None
    hall.plan.ended(first, hall.now)
    assert hall.next() is not None


def test_two_that_wait_are_said_short_and_repeated_afterwards(hall: Hall) -> None:
    hall.board(call("A-001"), call("C-002", at=NOON + 1))
    assert [hall.say() for _ in range(5)] == [
        "A-001/1 call.short", "C-002/1 call.short", "A-001/1 call.repeat", "C-002/1 call.repeat", None,
    ]  # fmt: skip


def test_a_new_call_goes_before_a_repeat(hall: Hall) -> None:
    hall.board(call("A-001"))
    assert hall.say() == "A-001/1 call.full"
    hall.board(call("A-001"), call("C-002"))
    assert [hall.say() for _ in range(3)] == ["C-002/1 call.full", "A-001/1 call.repeat", "C-002/1 call.repeat"]


def test_who_has_started_is_not_repeated(hall: Hall) -> None:
    hall.board(call("A-001"), call("C-002"))
    assert [hall.say(), hall.say()] == ["A-001/1 call.short", "C-002/1 call.short"]
    hall.board(call("C-002"))
    assert [hall.say(), hall.say()] == ["C-002/1 call.repeat", None]


def test_a_late_repeat_is_left_out(hall: Hall) -> None:
    hall.board(call("A-001"))
    assert hall.say() == "A-001/1 call.full"
    hall.now += 61_000
    assert hall.say() is None


def test_a_lone_call_waits_a_moment_for_company(hall: Hall) -> None:
    hall.board(call("A-001"))
    assert hall.plan.next(NOON) is None
    assert hall.plan.wake_ms(NOON) == NOON + 150
    hall.board(call("A-001"), call("C-002"))
    assert hall.plan.wake_ms(NOON) is None
    first = hall.plan.next(NOON + 1)
    assert first is not None and first.kind == "call.short"


def test_a_clock_set_back_does_not_hold_a_call(hall: Hall) -> None:
    hall.board(call("A-001"))
    assert hall.plan.next(NOON - 3_600_000) is not None


def test_what_is_no_longer_called_is_dropped(hall: Hall) -> None:
    hall.board(call("A-001"), call("C-002"))
    hall.board(call("C-002"))
    assert hall.outcomes() == {"A-001/1": queue.NO_LONGER_CALLED}
    assert hall.say() == "C-002/1 call.short"


def test_a_recall_takes_the_place_of_the_call_that_waits(hall: Hall) -> None:
    hall.board(call("A-001"), call("C-002", at=NOON + 1))
    hall.board(call("A-001", nth=2, at=NOON + 2), call("C-002", at=NOON + 1))
    assert hall.outcomes() == {"A-001/1": queue.RECALLED}
    assert [hall.say(), hall.say()] == ["A-001/2 call.short", "C-002/1 call.short"]


def test_a_recall_while_its_call_is_being_said_is_said_next(hall: Hall) -> None:
    hall.board(call("A-001"))
    first = hall.next()
    assert first is not None
    hall.board(call("A-001", nth=2))
    hall.plan.ended(first, hall.now)
    assert [hall.say(), hall.say()] == ["A-001/2 call.full", "A-001/2 call.repeat"]
    assert hall.outcomes() == {"A-001/1": "announced", "A-001/2": "announced"}


def test_on_connect_only_young_calls_are_said(hall: Hall) -> None:
    hall.board(call("A-001", at=NOON - 30_000), call("C-002", at=NOON - 29_000))
    assert hall.outcomes() == {"A-001/1": queue.STALE}
    assert [hall.say(), hall.say(), hall.say()] == ["C-002/1 call.full", "C-002/1 call.repeat", None]


def test_nothing_is_said_while_the_link_is_lost_and_only_young_calls_after(hall: Hall) -> None:
    old, young = call("A-001"), call("C-002", at=NOON + 20_000)
    hall.board(old)
    hall.plan.link_lost()
    assert hall.next() is None and hall.plan.wake_ms(hall.now) is None
    hall.now = NOON + 40_000
    hall.board(old, young)
    assert hall.outcomes() == {"A-001/1": queue.STALE}
    assert hall.say() == "C-002/1 call.full"


def test_a_long_queue_is_said_to_its_end_while_the_link_holds(hall: Hall) -> None:
    calls = [call(f"A-{n:03}", at=NOON + n) for n in range(12)]
    hall.board(*calls)
    for _ in calls:
        hall.board(*calls)
        assert hall.say() is not None
    assert hall.now > NOON + 50_000
    assert set(hall.outcomes().values()) == {"announced"}


def test_the_same_board_again_changes_nothing(hall: Hall) -> None:
    hall.board(call("A-001"))
    assert [hall.say(), hall.say()] == ["A-001/1 call.full", "A-001/1 call.repeat"]
    hall.plan.link_lost()
    hall.board(call("A-001"), revision=hall.revision)
    assert hall.say() is None
    assert hall.outcomes() == {"A-001/1": "announced"}


def test_an_older_board_is_not_said(hall: Hall) -> None:
    hall.board(call("A-001"), revision=9)
    hall.board(call("A-001"), call("C-002"), revision=8)
    assert hall.outcomes() == {"C-002/1": queue.OLDER_REVISION}
    hall.board(call("E-003"), epoch=2, revision=1)
    assert hall.outcomes() == {"A-001/1": queue.NO_LONGER_CALLED}
    assert hall.say() == "E-003/1 call.full"


def test_what_an_earlier_run_has_said_is_not_said_again() -> None:
    hall = Hall(known=["A-001/1"])
    hall.board(call("A-001"), call("C-002"))
    assert [hall.say(), hall.say(), hall.say()] == ["C-002/1 call.full", "C-002/1 call.repeat", None]
    assert hall.outcomes() == {"C-002/1": "announced"}


def test_a_saying_that_fails_is_dropped_with_the_reason(hall: Hall) -> None:
    hall.board(call("A-001"))
    first = hall.next()
    assert first is not None
    hall.plan.failed(first, "no sound device", hall.now)
    assert hall.outcomes() == {"A-001/1": "no sound device"}
    assert hall.say() is None


def test_a_repeat_that_fails_changes_no_outcome(hall: Hall) -> None:
    hall.board(call("A-001"))
    assert hall.say() == "A-001/1 call.full"
    repeat = hall.next()
    assert repeat is not None
    hall.plan.failed(repeat, "no sound device", hall.now)
    assert hall.outcomes() == {"A-001/1": "announced"}


def test_a_call_that_cannot_be_put_into_words_is_dropped_and_the_next_is_said(hall: Hall) -> None:
    hall.board(replace(call("A-001"), counter_number=None), call("C-002"))
    assert hall.say() == "C-002/1 call.short"
    assert hall.outcomes() == {"A-001/1": "cannot be said: call 'A-001/1' names no counter", "C-002/1": "announced"}


def test_a_backlog_over_thirty_seconds_is_an_alarm(hall: Hall) -> None:
    hall.board(*[call(f"A-{n:03}") for n in range(9)])
    seen = []
    while hall.say() and not hall.plan.behind(hall.now):
        seen.append(hall.plan.backlog_ms(hall.now))
    assert hall.plan.behind(hall.now) and max(seen) <= 30_000 < hall.plan.backlog_ms(hall.now)
    hall.board()
    assert not hall.plan.behind(hall.now)


def test_stopping_drops_what_waits_and_what_is_being_said(hall: Hall) -> None:
    hall.board(call("A-001"), call("C-002"))
    hall.next()
    hall.plan.stop("the voice was stopped", hall.now)
    assert hall.outcomes() == dict.fromkeys(["A-001/1", "C-002/1"], "the voice was stopped")
    assert hall.say() is None


def test_a_notice_waits_for_calls_and_repeats_and_is_said_once(hall: Hall) -> None:
    hall.board(call("A-001"))
    for _ in range(2):
        hall.plan.offer_notice(Notice("open/2026-11-23", "open", NOON))
    assert [hall.say() for _ in range(4)] == [
        "A-001/1 call.full", "A-001/1 call.repeat", "None open", None,
    ]  # fmt: skip


def test_a_notice_that_comes_too_late_is_left_out(hall: Hall) -> None:
    hall.board()
    hall.plan.offer_notice(Notice("open/2026-11-23", "open", NOON))
    hall.now += 121_000
    assert hall.say() is None


def test_a_notice_that_cannot_be_said_is_refused_at_once(hall: Hall) -> None:
    with pytest.raises(WordingError):
        hall.plan.offer_notice(Notice("lunch", "lunch", NOON, resume_at="soon"))


def test_ending_what_is_not_being_said_is_a_fault_of_the_caller(hall: Hall) -> None:
    hall.board(call("A-001"))
    first = hall.next()
    assert first is not None
    hall.plan.ended(first, hall.now)
    with pytest.raises(VoiceError, match="not being said"):
        hall.plan.ended(first, hall.now)


def test_the_last_call_of_a_moved_ticket_says_that_it_is_the_last(hall: Hall) -> None:
    hall.board(replace(call("A-031"), kind="moved"))
    assert hall.say() == "A-031/1 moved"
    hall.board(replace(call("A-031", nth=3), kind="moved"))
    assert hall.say() == "A-031/3 call.third"


def test_in_quiet_hours_nothing_is_said_and_every_call_says_why() -> None:
    hall = Hall(hours=SoundHours(quiet=((19 * 60, 19 * 60 + 10),)))  # NOON is 12:00 UTC, 19:00 in Vietnam
    hall.board(call("A-001"))
    hall.plan.offer_notice(Notice("open/2026-11-23", "open", NOON))
    assert hall.say() is None
    assert hall.outcomes() == {"A-001/1": queue.QUIET}
    hall.now = NOON + 10 * 60_000
    hall.board(call("A-001"), call("C-002", at=hall.now))
    assert [hall.say(), hall.say(), hall.say()] == ["C-002/1 call.full", "C-002/1 call.repeat", None]


def test_a_saying_is_as_loud_as_the_time_of_day_asks() -> None:
    hall = Hall(hours=SoundHours(volume=((19 * 60, 50), (19 * 60 + 1, 100))))
    hall.board(call("A-001"), call("C-002"))
    soft = hall.next()
    assert soft is not None and soft.gain_db == -6.0
    hall.plan.ended(soft, hall.now)
    hall.now = NOON + 60_000
    full = hall.next()
    assert full is not None and full.gain_db == 0.0


def test_a_notice_that_a_call_came_into_is_said_anew_after_it(hall: Hall) -> None:
    hall.board()
    assert hall.plan.offer_notice(Notice("open/2026-11-23", "open", NOON))
    begun = hall.next()
    assert begun is not None and begun.kind == "open"
    hall.board(call("A-001", at=hall.now))
    hall.plan.failed(begun, queue.CUT_SHORT, hall.now)
    assert [hall.say() for _ in range(4)] == ["A-001/1 call.full", "A-001/1 call.repeat", "None open", None]
    assert hall.outcomes() == {"A-001/1": "announced"}


def test_a_notice_of_an_earlier_run_is_not_said_again() -> None:
    hall = Hall(known=["open/2026-11-23"])
    hall.board()
    assert not hall.plan.offer_notice(Notice("open/2026-11-23", "open", NOON))
    assert hall.say() is None


def test_what_is_made_ahead_is_what_is_said_next(hall: Hall) -> None:
    hall.board(call("A-001"), call("C-002"), call("E-003"))
    said = []
    while (ahead := hall.plan.ahead(hall.now)) and (utterance := hall.next()):
        assert utterance == ahead[0]
        hall.plan.ended(utterance, hall.now)
        said.append(utterance.kind)
    assert said == ["call.short"] * 3 + ["call.repeat"] * 3


def test_the_repeat_is_made_while_its_call_is_said(hall: Hall) -> None:
    hall.board(call("A-001"))
    first = hall.next()
    assert first is not None
    ahead = hall.plan.ahead(hall.now)
    hall.plan.ended(first, hall.now)
    assert [hall.next()] == ahead
