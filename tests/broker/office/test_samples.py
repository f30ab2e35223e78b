"""The sample offices that ship with the product, and every text in them."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from assets import find
from broker.contract.office import Office
from broker.core.hours import spans_of
from broker.office import inspect_office, inspect_text, read_office, write_office
from broker.office.places import texts

NAMES = ("commune", "district", "mekong")
MONDAY, SATURDAY, SUNDAY = "2026-11-23", "2026-11-28", "2026-11-29"


@pytest.fixture(params=NAMES)
def office(request: pytest.FixtureRequest) -> Office:
    """One sample after the other."""
    return read_office(find(f"offices/{request.param}.toml"))


@pytest.fixture
def commune() -> Office:
    """The commune."""
    return read_office(find("offices/commune.toml"))


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_has_neither_mistakes_nor_warnings(name: str) -> None:
    inspected = inspect_office(find(f"offices/{name}.toml"))
    assert (inspected.mistakes, inspected.warnings) == ((), ())


def test_a_sample_written_and_read_is_the_same(office: Office) -> None:
    assert inspect_text(write_office(office)).office == office


def test_every_service_can_be_taken_by_some_counter_and_clerk(office: Office) -> None:
    taken = set()
    for shift in office.roster:
        counter = next(each for each in office.counters if each.id == shift.counter)
        clerk = next(each for each in office.clerks if each.id == shift.clerk)
        taken |= set(counter.services) & set(clerk.services or counter.services)
    assert taken == {each.id for each in office.services}


def test_every_text_is_nfc_and_in_every_language(office: Office) -> None:
    for place, text in texts(office):
        assert set(text) == set(office.languages), place
        assert all(unicodedata.is_normalized("NFC", words) and words.strip() == words for words in text.values())


def test_every_field_has_a_letter_of_its_own_and_a_picture_of_its_own(office: Office) -> None:
    letters = {"binh-minh": "ACHLEFPUTM", "soc-thanh": "CHALTM"}.get(office.site, "ACHEFLPUTM")
    assert [each.prefix for each in office.series] == list(letters)
    pictograms = [each.pictogram for each in office.fields]
    assert len(set(pictograms)) == len(pictograms) == len(letters)


def test_the_commune_has_ten_fields_and_five_counters_and_a_desk(commune: Office) -> None:
    assert [each.id for each in commune.fields] == [
        "land", "certify", "civil", "social", "business", "build", "other", "residence", "collect", "guide",
    ]  # fmt: skip
    assert [(each.id, each.number, each.spoken.get("vi")) for each in commune.counters] == [
        ("1", 1, None), ("2", 2, None), ("3", 3, None), ("4", 4, None), ("5", 5, None), ("desk", None, "bàn hướng dẫn"),
    ]  # fmt: skip
    assert commune.counters[1].name == {"vi": "Quầy 2", "en": "Counter 2"}
    assert [each.reserved for each in commune.kiosks] == [(801, 849), (851, 899)]
    assert [each.id for each in commune.classes] == ["ordinary", "elder", "disabled", "pregnant", "infant", "merit"]
    assert [each.no_show_wait_s for each in commune.classes] == [60, 120, 180, 120, 120, 120]


def test_the_commune_tells_what_to_bring_for_all_but_the_small_fields(commune: Office) -> None:
    without = {each.field for each in commune.services if not each.papers}
    assert without == {"other", "guide"}
    assert all(set(each.papers) == {"vi", "en"} for each in commune.services if each.papers)
    assert all(len(each.papers["vi"]) == len(each.papers["en"]) for each in commune.services if each.papers)


def test_on_saturday_the_commune_certifies_registers_and_hands_out(commune: Office) -> None:
    open_counters = {each.id for each in commune.counters if spans_of(commune, SATURDAY, each)}
    open_fields = {each.field for each in commune.services if spans_of(commune, SATURDAY, each)}
    assert (open_counters, open_fields) == ({"1", "2"}, {"certify", "civil", "collect"})
    assert all(not spans_of(commune, SUNDAY, each) for each in commune.counters)


def test_on_a_monday_morning_four_of_five_counters_are_staffed(commune: Office) -> None:
    day = date.fromisoformat(MONDAY).weekday()
    staffed = {shift.counter for shift in commune.roster if any(a <= 480 < b for a, b in shift.hours[day])}
    assert staffed == {"1", "3", "4", "5", "desk"}
    served = {service for each in commune.counters if each.id in staffed for service in each.services}
    assert served == {each.id for each in commune.services}


def test_national_day_and_lunar_new_year_are_closed(commune: Office) -> None:
    assert spans_of(commune, "2026-09-02") == ()
    assert [spans_of(commune, f"2027-02-{day:02d}") for day in range(4, 11)] == [()] * 7
    assert spans_of(commune, "2027-02-11") != ()
    assert commune.calendar.closures["2027-02-07"]["vi"] == "Tết Nguyên đán"
