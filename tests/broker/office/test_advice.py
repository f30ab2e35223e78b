"""Warnings: what is allowed and may not be meant. None of them keeps an office from being used."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from assets import find
from broker.client.problems import Problem
from broker.contract.office import NO_HOURS, Counter, Kiosk, Office, Series, Service, Shift
from broker.office import check, faults, inspect_text, read_office
from tests.broker.office.test_mistakes import SOUND, line_of, spoilt


def office(**changes: Any) -> Office:
    """The commune, with changes."""
    return msgspec.structs.replace(read_office(find("offices/commune.toml")), **changes)


def with_prefixes(*prefixes: str) -> Office:
    """The commune with its first rows of numbers under other prefixes."""
    commune = office()
    names = dict(zip([row.prefix for row in commune.series], prefixes, strict=False))
    return msgspec.structs.replace(
        commune,
        series=tuple(msgspec.structs.replace(row, prefix=names.get(row.prefix, row.prefix)) for row in commune.series),
        services=tuple(
            msgspec.structs.replace(each, series=names.get(each.series, each.series)) for each in commune.services
        ),
    )


def said(of: Office) -> list[str]:
    """What the warnings say; the office itself is usable."""
    assert faults(of) == []
    return [each.what for each in check(of)]


@pytest.mark.parametrize(
    ("prefixes", "words"),
    [
        (("D", "G"), "D and G sound alike"),
        (("G", "V"), "G and V sound alike"),
        (("S",), "S looks like 5 on LED digits"),
        (("N",), "N and M sound alike"),
        (("K", "A"), "K and A sound alike"),
        (("B",), "B and P sound alike"),
        (("V",), "V and P sound alike"),
        (("AC", "AK", "AA"), "AK and AA sound alike"),
    ],
)
def test_prefixes_that_are_mistaken_are_told_with_the_safe_letters(prefixes: tuple[str, ...], words: str) -> None:
    found = [each for each in said(with_prefixes(*prefixes)) if words in each]
    assert len(found) == 1, said(with_prefixes(*prefixes))
    assert "safe letters: A C E F H L P T U" in found[0]


def test_letters_of_the_safe_set_and_plain_digits_are_left_in_peace() -> None:
    assert said(office()) == []
    assert said(with_prefixes("10", "20", "30")) == []


def test_two_fields_with_one_row_of_numbers_are_told() -> None:
    text = spoilt(('prefix = "H"', 'prefix = "A"'))
    (found,) = [each for each in inspect_text(text).warnings if "is that of field" in each.what]
    assert found.where.startswith("field ")
    assert found.what.startswith("prefix 'A' is that of field land: ") and "(line " in found.what


def test_a_warning_names_the_line_of_both_prefixes() -> None:
    text = spoilt(('prefix = "A"', 'prefix = "D"'), ('prefix = "H"', 'prefix = "G"'))
    warnings = inspect_text(text).warnings
    first = line_of(text, 'prefix = "D"')
    assert Problem(first, "numbers D", "D looks like 0 on LED digits; safe letters: A C E F H L P T U") in warnings
    expected = f"D and G sound alike; safe letters: A C E F H L P T U (line {first})"
    assert Problem(line_of(text, 'prefix = "G"'), "numbers G", expected) in warnings


def hall(counters: int, minutes: float, zone: str = "hall") -> tuple[Counter, ...]:
    """So many counters that take 'quick', a service of so many minutes."""
    return tuple(
        Counter(
            id=f"{zone}-{n}", name={"vi": f"Quầy {n}", "en": f"Counter {n}"}, number=n, services=("quick",), zone=zone
        )
        for n in range(101, 101 + counters)
    )


@pytest.mark.parametrize(
    ("counters", "zones", "too_many"), [(12, 1, False), (13, 1, True), (13, 2, False), (26, 2, True)]
)
def test_more_than_six_calls_a_minute_in_one_hall(counters: int, zones: int, too_many: bool) -> None:
    """Counters of a service of two minutes call every other minute: twelve make six calls a minute."""
    commune = office()
    quick = Service(id="quick", field="land", name={"vi": "Nhanh", "en": "Quick"}, series="A", minutes=2)
    halls = [hall(len(range(zone, counters, zones)), 2, f"hall-{zone}") for zone in range(zones)]
    crowded = msgspec.structs.replace(
        commune,
        services=(*commune.services, quick),
        counters=(*commune.counters, *(counter for each in halls for counter in each)),
    )
    assert any("calls a minute, above 6" in each for each in said(crowded)) == too_many


def test_a_hall_counts_the_mean_of_what_a_counter_takes() -> None:
    text = spoilt(('id = "birth"', 'id = "birth"\nminutes = 0.2'), ('id = "death"', 'id = "death"\nminutes = 0.1'))
    pace = 1 / 10 + 1 / 0.15
    assert any(f"about {pace:.1f} calls a minute" in each.what for each in inspect_text(text).warnings)


def test_texts_without_a_language_are_counted_and_named() -> None:
    warnings = [each.what for each in inspect_text(SOUND).warnings]
    assert warnings == ["9 texts have no 'en': office, field land, field civil, service land-first, service birth, …"]


def test_a_clerk_at_the_wrong_counter_or_hour() -> None:
    commune = office()
    lunch = ((690, 810),)
    wrong = Shift(counter="4", clerk="mai", hours=(lunch, *NO_HOURS[1:]))
    found = said(msgspec.structs.replace(commune, roster=(*commune.roster[:5], wrong)))
    assert found == ["goes beyond the hours of counter 4", "clerk mai knows nothing that counter 4 serves"]


def test_a_priority_class_with_a_longer_limit_than_the_ordinary() -> None:
    commune = office()
    elder = msgspec.structs.replace(commune.classes[1], limit_min=90)
    classes = (commune.classes[0], elder, *commune.classes[2:])
    assert said(office(classes=classes)) == ["limit_min 90 is longer than the ordinary 60"]


def test_hours_on_a_day_the_office_does_not_open() -> None:
    commune = office()
    sunday = (*NO_HOURS[:6], ((450, 690),))
    counters = (*commune.counters[:-1], msgspec.structs.replace(commune.counters[-1], hours=sunday))
    found = check(office(counters=counters))
    assert "hours on sun, when [hours.counters] has none: the office stays closed" in [each.what for each in found]


def test_numbers_that_training_gives_as_well_and_no_kiosk_at_all() -> None:
    short = tuple(Series(prefix=row.prefix, last=99) for row in office().series)
    kiosk = Kiosk(id="kiosk-1", name={"vi": "máy", "en": "kiosk"}, reserved=(101, 149))
    found = said(office(series=short, kiosks=(kiosk,)))
    assert found == ["in training, numbers 101-149 could be given twice; above 799 they are the kiosk's alone"]
    assert said(office(kiosks=())) == ["there is no kiosk: numbers can only be given at the counters"]


def test_an_office_from_elsewhere_is_checked_like_a_file() -> None:
    """The same checks hold for an office that came by a command: no file, no lines."""
    commune = office()
    counters = (msgspec.structs.replace(commune.counters[0], services=("certify-cpy",)), *commune.counters[1:])
    assert faults(office(counters=counters)) == [
        Problem(0, "counter 1", "unknown service 'certify-cpy' (did you mean 'certify-copy'?)")
    ]
    backwards = (((690, 450),), *NO_HOURS[1:])
    wrong = msgspec.structs.replace(commune.calendar, counters=backwards, closures={"soon": {"vi": "Nghỉ"}})
    assert [each.what for each in faults(office(calendar=wrong))] == [
        "hours on mon: 11:30-07:30 ends before it begins",
        "closures: 'soon' is no date: expected like 2026-09-02",
    ]
