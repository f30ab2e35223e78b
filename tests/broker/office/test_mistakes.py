"""An office file with mistakes: all are told at once, with line, place and the nearest valid name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.look.fields import field_look
from broker.client.problems import Problem
from broker.office import OfficeError, inspect_text, read_office
from broker.office.file import Pictogram

SOUND = """\
[office]
id = "binh-minh"
name = { vi = "Trung tâm", en = "Centre" }
authority = "UBND xã Bình Minh"

[hours.counters]
mon-fri = ["07:30-11:30", "13:30-17:00"]

[hours.kiosk]
mon-fri = "07:00-16:30"

[calendar.closures]
2026-09-02 = "Quốc khánh"

[[field]]
id = "land"
name = "Đất đai"
prefix = "A"
numbers = "1-799"

[[field.service]]
id = "land-first"
name = "Cấp lần đầu"

[[field]]
id = "civil"
name = "Hộ tịch"
prefix = "H"

[[field.service]]
id = "birth"
name = "Khai sinh"

[[field.service]]
id = "death"
name = "Khai tử"

[[counter]]
id = "1"
serves = ["land"]

[[counter]]
id = "2"
serves = ["birth", "death"]

[[clerk]]
id = "lan"
name = "Trần Thị Lan"

[[roster]]
counter = "1"
clerk = "lan"
hours = { mon = "07:30-11:30" }

[[class]]
id = "ordinary"
name = "Thường"

[[kiosk]]
id = "kiosk-1"
name = "máy lấy số"
reserved = "801-849"

[rules]
most_calls = 3
"""


def line_of(text: str, part: str) -> int:
    """The line on which `part` stands; it stands on one only."""
    lines = [number for number, line in enumerate(text.splitlines(), 1) if part in line]
    assert len(lines) == 1, f"{part!r} on lines {lines}"
    return lines[0]


def spoilt(*changes: tuple[str, str]) -> str:
    """The sound file with parts replaced, each of which stands there once."""
    text = SOUND
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} stands there {text.count(old)} times"
        text = text.replace(old, new)
    return text


def mistakes(text: str) -> tuple[Problem, ...]:
    """What is wrong with a file."""
    inspected = inspect_text(text)
    assert (inspected.office is None) == bool(inspected.mistakes)
    return inspected.mistakes


def test_the_file_the_mistakes_are_put_into_is_sound() -> None:
    assert mistakes(SOUND) == ()


def test_ten_mistakes_are_told_at_once_with_line_and_nearest_name(tmp_path: Path) -> None:
    text = spoilt(
        ('mon-fri = "07:00-16:30"', 'mon-frj = "07:00-16:30"'),
        ('2026-09-02 = "Quốc khánh"', '"2/9/2026" = "Quốc khánh"'),
        ('name = "Cấp lần đầu"', 'name = { en = "First certificate" }\nminuets = 14'),
        ('prefix = "H"', 'prefix = "X"'),
        ('serves = ["birth", "death"]', 'serves = ["brith", "death"]'),
        ('counter = "1"\nclerk = "lan"', 'counter = "1"\nclerk = "lam"'),
        ('id = "ordinary"', 'id = "usual"'),
        ('reserved = "801-849"', 'reserved = "701-849"'),
        ("most_calls = 3", "most_calls = 12"),
    )
    file = tmp_path / "office.toml"
    file.write_text(text)
    with pytest.raises(OfficeError) as error:
        read_office(file)

    def at(part: str) -> int:
        return line_of(text, part)

    assert {(each.line, each.where, each.what) for each in error.value.problems} == {
        (at("mon-frj"), "hours kiosk", "unknown day 'frj' (did you mean 'fri'?)"),
        (at("2/9/2026"), "calendar", "closure '2/9/2026' is no date here: write 2026-09-02"),
        (at("First certificate"), "service land-first", "name: the Vietnamese text is missing"),
        (at("minuets"), "service land-first", "unknown key 'minuets' (did you mean 'minutes'?)"),
        (at('prefix = "X"'), "numbers X", "prefix 'X' begins with 'X', kept for training"),
        (at("brith"), "counter 2", "unknown service 'brith' (did you mean 'birth'?)"),
        (at('clerk = "lam"'), "roster line 1", "unknown clerk 'lam' (did you mean 'lan'?)"),
        (at("[[class]]"), "classes", "the class 'ordinary' is missing"),
        (at("701-849"), "kiosk kiosk-1", f"reserved 701-849 overlaps numbers 1-799 of A, X (line {at('1-799')})"),
        (at("most_calls"), "[rules]", "most_calls = 12: expected a whole number from 2 to 9"),
    }
    assert [each.line for each in error.value.problems] == sorted(each.line for each in error.value.problems)
    first = str(error.value).splitlines()[0]
    assert first == f"{file}:{at('mon-frj')}: hours kiosk: unknown day 'frj' (did you mean 'fri'?)"


def _one_by_one() -> Iterator[tuple[tuple[str, str], str, str, str]]:
    """A change, the words on the line that is wrong, where, what."""
    yield ('"land-first"', '"birth"'), 'id = "birth"', "service birth", "id 'birth' is used already"
    yield ('id = "2"', 'id = "1"'), 'id = "1"', "counter 1", "id '1' is used already"
    yield ('id = "land-first"', 'id = "Land First"'), "Land First", "service Land First", "a short name"
    yield ('prefix = "H"', 'prefix = "A"\nnumbers = "500-899"'), 'prefix = "A"', "field civil", "other numbers already"
    yield ('"1-799"', '"1-1200"'), '"1-1200"', "numbers A", "do not fit into 3 digits"
    yield ('"1-799"', '"799-1"'), '"799-1"', "numbers A", "run backwards"
    yield ('"1-799"', '"1 to 799"'), '"1 to 799"', "field land", "no range of numbers"
    yield ('prefix = "H"\n', ""), "", "field civil", "missing: prefix"
    yield ('prefix = "H"', 'prefix = "Đ"'), 'prefix = "Đ"', "field civil", "one or two letters or digits"
    yield ('"801-849"', '"1801-1849"'), "1801", "kiosk kiosk-1", "does not fit into 3 digits (A, H)"
    yield ('["birth", "death"]', '["birth"]'), 'id = "death"', "service death", "no counter serves it"
    yield ('["birth", "death"]', "[]"), "serves = []", "counter 2", "serves nothing"
    yield (
        ('serves = ["land"]', 'serve = ["land"]'),
        "serve =",
        "counter 1",
        "unknown key 'serve' (did you mean 'serves'?)",
    )
    yield ('counter = "1"', 'counter = "7"'), 'counter = "7"', "roster line 1", "unknown counter '7' (there is: 1, 2)"
    yield (
        ('"13:30-17:00"]', '"10:30-17:00"]'),
        "10:30",
        "hours counters",
        "10:30-17:00 begins before 07:30-11:30 is over",
    )
    yield ('"07:00-16:30"', '"16:30-07:00"'), "16:30", "hours kiosk", "ends before it begins"
    yield ('"07:00-16:30"', '"seven to four"'), "seven", "hours kiosk", "expected like 07:30-11:30"
    yield ('"07:00-16:30"', '"07:00-25:30"'), "25:30", "hours kiosk", "no such time of day"
    yield ('mon-fri = "07:00', 'fri-mon = "07:00'), "fri-mon", "hours kiosk", "run backwards"
    yield ("[hours.kiosk]", "[hours.kiosks]"), "[hours.counters]", "hours", "missing: [hours.kiosk] (did you mean"
    yield ('"Đất đai"', '"  "'), '"  "', "field land", "name: the text in 'vi' is empty"
    yield ('"UBND xã Bình Minh"', '{ vi = "UBND", eng = "PC" }'), "eng", "office", "unknown language 'eng' (did you"
    yield ('id = "binh-minh"', 'id = "binh-minh"\nlanguages = ["en"]'), "languages", "office", "Vietnamese, 'vi'"
    yield ('id = "binh-minh"', 'id = "binh-minh"\nlanguages = ["vi", "en", "kn"]'), "languages", "office", "'kn'"
    yield ("most_calls = 3", "no_show_calls = 5"), "", "rules", "most_calls 3 is less than no_show_calls 5"
    yield ('"Thường"', '"Thường"\nweight = 2'), "weight", "class ordinary", "that of ordinary is always 1"
    yield ('"Thường"', '"Thường"\nno_show_wait_s = 30'), "no_show_wait_s", "class ordinary", "at least 60"
    yield ("most_calls = 3", 'late_offers = ["anyway", "anyway"]'), "late_offers", "rules", "names anyway twice"
    yield ("most_calls = 3", 'late_offers = ["aftrnoon"]'), "late_offers", "[rules]", "late_offers"
    rules = "most_calls = 3"
    yield (rules, "[rating]\ngrades = 5"), "grades", "[rating]", "grades = 5: expected one of 3, 4"
    yield (
        (rules, "[rating]\nquestons = []"),
        "questons",
        "[rating]",
        "unknown key 'questons' (did you mean 'question'?)",
    )
    asked = '[[rating.question]]\nid = "speed"\ntext = "Nhanh?"\n'
    again = '[[rating.question]]\nid = "speed"\ntext = "Gọn?"\n'
    yield (rules, asked + again), 'id = "speed"', "rating", "id 'speed' is used already"
    yield (
        (rules, '[[rating.reason]]\nid = "slow"\ntext = { en = "Slow" }'),
        "Slow",
        "rating",
        "the Vietnamese text is missing",
    )
    yield (rules, '[screens]\nticker = ["Xin chào", " "]'), "ticker", "screens", "the text in 'vi' is empty"
    yield (rules, '[screens]\nshow_clerk = "face"'), "show_clerk", "[screens]", "expected one of"
    yield ("2026-09-02 =", "2026-02-30 ="), "2026-02-30", "calendar", "'2026-02-30' is no date"
    yield ("2026-09-02 =", '"2026-09-02 to 2026-01-02" ='), "to 2026", "calendar", "before the first"
    yield ('id = "2"', 'id = "desk"\nname = "Bàn"'), 'id = "desk"', "counter desk", "needs a number, or spoken"
    yield ('id = "2"', 'id = "2"\nnumber = 1'), "number = 1", "counter 2", "number 1 is that of counter 1"
    yield ('id = "2"', 'id = "2"\nhours = "weekday"'), "weekday", "counter 2", "unknown hours 'weekday'"
    yield (
        ("[[kiosk]]\n", "[[kiosk]]\nwidth_mm = 70\n"),
        "width_mm",
        "kiosk kiosk-1",
        "width_mm = 70: expected one of 58, 80",
    )
    yield ('"801-849"', "801"), "reserved", "kiosk kiosk-1", "reserved = 801: expected a range"
    yield ("most_calls = 3", 'order = "acumulating"'), "acumulating", "[rules]", "(did you mean 'accumulating'?)"


ONE_BY_ONE = list(_one_by_one())


@pytest.mark.parametrize(("change", "on", "where", "what"), ONE_BY_ONE)
def test_a_mistake_is_told_once_where_it_stands(change: tuple[str, str], on: str, where: str, what: str) -> None:
    text = spoilt(change)
    found = [each for each in mistakes(text) if what in each.what]
    assert len(found) == 1, mistakes(text)
    assert found[0].where == where
    lines = [number for number, line in enumerate(text.splitlines(), 1) if on in line]
    assert found[0].line in lines or not on


@pytest.mark.parametrize(("change", "on", "where", "what"), ONE_BY_ONE)
def test_a_mistake_has_no_echo(change: tuple[str, str], on: str, where: str, what: str) -> None:
    """One slip of the pen is one line of complaint; what follows from it (an id renamed) is told by name."""
    said = [each for each in mistakes(spoilt(change)) if what not in each.what]
    assert all("unknown" in each.what or "hours.kiosk" in what for each in said), said


def test_a_picture_that_nobody_has_drawn_is_told_with_those_there_are() -> None:
    (found,) = mistakes(spoilt(('prefix = "A"', 'pictogram = "stamps"\nprefix = "A"')))
    assert found.where == "field land"
    assert found.what.startswith("pictogram = 'stamps': expected one of ") and "did you mean 'stamp'?" in found.what


def test_every_picture_that_may_be_named_has_its_own_marks() -> None:
    for name in get_args(Pictogram):
        assert field_look(name).pictogram == name


def test_a_table_that_is_missing_has_no_echo() -> None:
    assert sorted(each.what.partition(" =")[0] for each in mistakes("")) == [
        "missing: [[counter]]", "missing: [[field]]", "missing: [office]", "missing: hours",
    ]  # fmt: skip


def test_names_used_twice_say_where_first() -> None:
    text = spoilt(('id = "2"', 'id = "1"'))
    first = text.splitlines().index('id = "1"') + 1
    assert f"id '1' is used already (line {first})" in [each.what for each in mistakes(text)]


def test_a_clerk_cannot_sit_at_two_counters_nor_two_clerks_at_one() -> None:
    more = '\n[[clerk]]\nid = "hoa"\nname = "Lê Thị Hoa"\n'
    shift = '\n[[roster]]\ncounter = "{}"\nclerk = "{}"\nhours = {{ mon = "11:00-12:00", tue = "07:30-09:00" }}\n'
    text = SOUND + more + shift.format("2", "lan") + shift.format("1", "hoa") + shift.format("2", "hoa")
    first = line_of(SOUND, "[[roster]]")
    said = {(each.where, each.what) for each in mistakes(text)}
    assert ("roster line 2", f"clerk lan sits at counter 1 then (mon 11:00-11:30) (line {first})") in said
    assert ("roster line 3", f"counter 1 has clerk lan then (mon 11:00-11:30) (line {first})") in said
    assert sum(where == "roster line 4" for where, _ in said) == 2


@pytest.mark.parametrize("hours", ['{ sun = "07:30-11:30" }', '{ mon-fri = "05:00-06:30" }', "{}"])
def test_services_that_are_never_open_are_named(hours: str) -> None:
    text = spoilt(('id = "2"', f'id = "2"\nhours = {hours}'))
    what = "never open: its hours, its counters' and the kiosks' do not meet"
    assert mistakes(text) == (
        Problem(line_of(text, 'id = "birth"'), "service birth", what),
        Problem(line_of(text, 'id = "death"'), "service death", what),
    )


def test_kiosks_do_not_share_numbers() -> None:
    text = SOUND + '\n[[kiosk]]\nid = "kiosk-2"\nname = "máy lấy số 2"\nreserved = "849-860"\n'
    line = line_of(text, "849-860")
    assert mistakes(text) == (
        Problem(
            line,
            "kiosk kiosk-2",
            f"reserved 849-860 overlaps 801-849 of kiosk kiosk-1 (line {line_of(text, '801-849')})",
        ),
    )


def test_rows_of_plain_digits_that_print_the_same_number() -> None:
    text = spoilt(
        ('prefix = "A"\nnumbers = "1-799"', 'prefix = "1"\nnumbers = "1-7999"\ndigits = 4'),
        ('prefix = "H"', 'prefix = "10"\nnumbers = "20-799"'),
        ('"801-849"', '"900-949"'),
    )
    said = [each.what for each in mistakes(text)]
    assert any("number 10020 would be printed for prefix '1' too" in each for each in said), said


def test_syntax_mistakes_are_told_with_all_the_others_and_make_no_echo() -> None:
    text = spoilt(
        ('name = "Khai sinh"', "name = “Khai sinh”"),
        ('prefix = "H"', "prefix = H"),
        ('counter = "1"', 'counter = "7"'),
        ("most_calls = 3", "most_cals = 3"),
    )
    assert [(each.line, each.what) for each in mistakes(text)] == [
        (
            line_of(text, "prefix = H"),
            'cannot be read: the value cannot be read; text stands between quotes: "…": prefix = H',
        ),
        (line_of(text, "“Khai sinh”"), 'cannot be read: write straight quotes "…", not “…”: name = “Khai sinh”'),
        (line_of(text, 'counter = "7"'), "unknown counter '7' (there is: 1, 2)"),
        (line_of(text, "most_cals"), "unknown key 'most_cals' (did you mean 'most_calls'?)"),
    ]


def test_a_list_that_is_not_closed_ends_the_reading() -> None:
    found = mistakes(spoilt(('serves = ["land"]', 'serves = ["land"')))
    assert len(found) == 1
    assert "is not closed" in found[0].what


def test_a_file_that_is_not_there_or_not_utf8(tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="cannot be read: No such file"):
        read_office(tmp_path / "none.toml")
    file = tmp_path / "office.toml"
    file.write_bytes(b'[office]\nid = "x"\nname = "\xff\xfe"\n')
    with pytest.raises(OfficeError, match=r"office\.toml:3: not UTF-8"):
        read_office(file)


def test_a_file_from_a_windows_editor_is_read(tmp_path: Path) -> None:
    file = tmp_path / "office.toml"
    file.write_bytes(b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode())
    assert read_office(file).site == "binh-minh"


@pytest.mark.parametrize("text", ["", "x = 1", "[[field]]\n", "field = 3\nhours = 4\n[office]\nid = 5"])
def test_nearly_nothing_is_refused_by_name_not_by_a_crash(text: str) -> None:
    said = [each.what for each in mistakes(text)]
    assert any("missing: [[counter]]" in each for each in said)


LINES = SOUND.splitlines()
WRONG = [
    "3",
    '"x"',
    "[]",
    "{}",
    "true",
    "nan",
    "-1",
    '""',
    "[[]]",
    "[{}]",
    "{ vi = 3 }",
    "2026-01-01",
    "{ a = { b = 1 } }",
]


@given(st.lists(st.tuples(st.integers(0, len(LINES) - 1), st.sampled_from(["", "=", "[", '"', *WRONG])), max_size=4))
def test_whatever_is_spoilt_the_answer_is_an_office_or_what_is_wrong(slips: list[tuple[int, str]]) -> None:
    rows = list(LINES)
    for number, slip in slips:
        key, equals, _ = rows[number].partition(" = ")
        rows[number] = f"{key} = {slip}" if equals and slip in WRONG else slip
    inspected = inspect_text("\n".join(rows))
    assert (inspected.office is None) == bool(inspected.mistakes)
    assert all(0 <= each.line <= len(rows) and each.what for each in inspected.mistakes)
