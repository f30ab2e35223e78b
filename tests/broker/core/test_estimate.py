"""What a visitor is told of the wait: held against the gamma law and the known figures of M/M/c queues."""

from __future__ import annotations

import math

import msgspec
import pytest

from broker.contract import commands as c
from broker.core import estimate, hours
from broker.core.estimate import STEP_MIN, Z_HIGH, Z_LOW, gamma_quantile, minutes_of, opens_at, wait_range
from tests.broker.core.hall import Hall
from tests.offices import DATE, SEVEN, all_week, small_office

MINUTE = 60_000


def normal(z: float) -> float:
    return (1 + math.erf(z / math.sqrt(2))) / 2


def erlang_cdf(k: int, x: float) -> float:
    """P(the sum of k services of mean 1 is at most x): closed form, by the Poisson sum."""
    term = total = math.exp(-x)
    for n in range(1, k):
        term *= x / n
        total += term
    return 1 - total


def erlang_quantile(k: int, p: float) -> float:
    low, high = 0.0, 10.0 * k + 20
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if erlang_cdf(k, middle) < p else (low, middle)
    return (low + high) / 2


def test_the_closed_form_is_right_where_tables_know_it() -> None:
    assert erlang_quantile(1, 0.9) == pytest.approx(2.302585, rel=1e-6)
    assert erlang_quantile(2, 0.9) == pytest.approx(3.889720, rel=1e-6)
    assert erlang_quantile(10, 0.9) == pytest.approx(14.20599, rel=1e-6)


@pytest.mark.parametrize("z", [Z_LOW, Z_HIGH])
@pytest.mark.parametrize("ahead", [0, 1, 2, 3, 5, 8, 13, 21, 50, 100])
def test_quantiles_are_those_of_the_erlang_law_within_two_percent(ahead: int, z: float) -> None:
    assert gamma_quantile(ahead + 1, z) == pytest.approx(erlang_quantile(ahead + 1, normal(z)), rel=0.02)


#: counters, load -> probability of waiting, mean wait, P90 of the wait, in mean services (Erlang C).
ERLANG_C = {
    (1, 0.90): (0.9000, 9.000, 21.97), (2, 0.80): (0.7111, 1.778, 4.90), (4, 0.90): (0.7878, 1.969, 5.16),
    (6, 0.95): (0.8656, 2.885, 7.19),
}  # fmt: skip


@pytest.mark.parametrize(("counters", "load"), ERLANG_C)
def test_over_all_lengths_of_the_queue_nine_in_ten_waits_lie_under_the_upper_end(counters: int, load: float) -> None:
    """Who finds n waiting (all c busy) waits Erlang(n + 1, c); n is geometric with ratio `load` in M/M/c."""
    waits, _mean, p90 = ERLANG_C[(counters, load)]
    over = covered = 0.0
    for n in range(400):
        share = (1 - load) * load**n
        covered += share * erlang_cdf(n + 1, gamma_quantile(n + 1, Z_HIGH))
        over += share * (1 - erlang_cdf(n + 1, counters * p90))
    assert covered == pytest.approx(0.9, abs=0.003)
    assert waits * over == pytest.approx(0.1, rel=0.03)  # the laws in use give the known P90 of the whole queue


# --- in the office ------------------------------------------------------------------------------------------------


def told(hall: Hall, service: str = "land") -> tuple[int, int] | None:
    return wait_range(hall.floor, service, hall.now)


def expected(ahead: int, minutes: float, counters: int) -> tuple[int, int]:
    low, high = (erlang_quantile(ahead + 1, normal(z)) * minutes / counters for z in (Z_LOW, Z_HIGH))
    return math.floor(low / STEP_MIN) * STEP_MIN, math.ceil(high / STEP_MIN) * STEP_MIN


@pytest.mark.parametrize(("ahead", "counters"), [(0, ["3"]), (3, ["3"]), (3, ["2", "3"]), (6, ["2", "3"])])
def test_the_range_is_that_of_the_people_ahead_and_the_counters_open(ahead: int, counters: list[str]) -> None:
    hall = Hall()
    for counter in counters:
        hall.put(counter, "ready")
    for _ in range(ahead):
        hall.take("land")
    assert told(hall) == expected(ahead, 14, len(counters))


def test_a_free_counter_with_nobody_waiting_is_no_wait() -> None:
    hall = Hall()
    hall.put("3", "free")
    assert told(hall) == (0, 5)


def test_more_people_and_fewer_counters_never_shorten_the_wait() -> None:
    hall = Hall()
    for counter in ("2", "3"):
        hall.put(counter, "ready")
    before = (0, 0)
    for _ in range(12):
        now = told(hall)
        assert now is not None
        assert now[0] >= before[0] and now[1] >= before[1] and now[0] < now[1]
        before = now
        hall.take("land")
    hall.key("2", "pause")
    fewer = told(hall)
    assert fewer is not None
    assert fewer[1] >= before[1]


def test_before_opening_the_time_until_then_is_waited_too() -> None:
    hall = Hall()
    hall.now = SEVEN + 2 * MINUTE
    before_opening, after = told(hall), expected(0, 14, 2)
    assert before_opening is not None
    assert before_opening[0] >= 25 and before_opening[1] >= 28 + after[1] - STEP_MIN


def test_lunch_is_waited_through() -> None:
    hall = Hall()
    hall.put("3", "ready")
    for _ in range(3):
        hall.take("land")
    hall.at(11, 20)
    low, high = told(hall) or (0, 0)
    assert low >= 120 + expected(3, 14, 1)[0] - STEP_MIN
    assert high <= 120 + expected(3, 14, 1)[1] + STEP_MIN


def test_nobody_can_say_when_it_will_not_be_today() -> None:
    hall = Hall()
    hall.put("3", "ready")
    for _ in range(40):
        hall.take("land")
    hall.at(16, 30)
    assert told(hall) is None
    hall.at(17, 30)
    hall.key("3", "pause", long=True)
    assert (told(hall), opens_at(hall.floor, "land", hall.now)) == (None, None)


def test_today_s_own_services_teach_the_estimate_and_an_undo_unteaches() -> None:
    hall = Hall()
    assert minutes_of(hall.floor, "land") == 14
    hall.put("3", "serving")
    hall.jump(3 * 60)
    hall.key("3", "start")
    assert minutes_of(hall.floor, "land") == pytest.approx((10 * 14 + 3) / 11)
    hall.key("3", "start", long=True)
    assert minutes_of(hall.floor, "land") == 14


def test_an_implied_start_teaches_nothing() -> None:
    hall = Hall(small_office(start="implied"))
    hall.put("3", "serving")
    hall.jump(3 * 60)
    hall.key("3", "start")
    assert minutes_of(hall.floor, "land") == 14


@pytest.mark.parametrize(
    ("own", "at", "opens"),
    [
        (None, (7, 0), (7, 30)),
        (None, (8, 0), (7, 30)),
        (None, (12, 0), (13, 30)),
        (None, (18, 0), None),
        (((480, 660),), (7, 0), (8, 0)),  # taken 8 to 11, inside the hours of the counters
        (((480, 660),), (11, 0), None),
        (((600, 900),), (11, 45), (13, 30)),  # across lunch
    ],
)
def test_when_a_service_begins_to_be_called(
    own: tuple[tuple[int, int], ...] | None, at: tuple[int, int], opens: tuple[int, int] | None
) -> None:
    office = small_office()
    services = tuple(
        msgspec.structs.replace(each, hours=all_week(*own)) if own and each.id == "land" else each
        for each in office.services
    )
    hall = Hall(msgspec.structs.replace(office, services=services))
    hall.now = hours.at_minute(DATE, at[0] * 60 + at[1])
    expected_at = None if opens is None else hours.at_minute(DATE, opens[0] * 60 + opens[1])
    assert opens_at(hall.floor, "land", hall.now) == expected_at
    assert (told(hall) is None) == (opens is None)


def test_work_that_other_counters_share_counts_by_its_share() -> None:
    hall = Hall()
    for counter in ("1", "2"):
        hall.put(counter, "ready")
    for _ in range(4):
        hall.take("copy")  # taken by 1 and 2
    waiting = estimate.Work(hall.floor, hall.floor.waiting)
    land = waiting.before([hall.desk("2")])
    assert land == pytest.approx(4 * 6 / 2)
    assert waiting.before([hall.desk("1"), hall.desk("2")]) == pytest.approx(4 * 6)


def test_work_that_was_added_up_for_one_service_tells_the_others_the_same() -> None:
    hall = Hall()
    for counter in ("1", "2", "3"):
        hall.put(counter, "ready")
    services = ("copy", "land", "sign")
    for n, service in enumerate(services):
        for _ in range(3 * n + 2):
            hall.take(service)
    work = estimate.work_now(hall.floor, hall.now)
    shared = [wait_range(hall.floor, each, hall.now, work) for each in services * 2]
    assert shared == [wait_range(hall.floor, each, hall.now) for each in services * 2]
    assert len({*shared}) > 1


def test_training_is_no_work() -> None:
    hall = Hall()
    hall.put("3", "ready")
    hall.do(c.SetTraining(on=True, kiosk="k1"))
    for _ in range(5):
        hall.take("land")
    assert told(hall) == expected(0, 14, 1)
