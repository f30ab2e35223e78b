"""How large the words of pages were: the search for it, and what is remembered from day to day."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.screens.sizes import MOST_REMEMBERED, Halves, Largest, Size, Sizes, digest

A, B = Size(0.9), Size(0.5, leafing=True)


def search(rooms: list[bool], begin: int) -> tuple[int | None, int]:
    """What is found where these have room, and after how many questions."""
    largest, asked = Largest(len(rooms), begin), 0
    while not largest.over:
        assert 0 <= largest.at < len(rooms)
        largest.answer(room=rooms[largest.at])
        asked += 1
    return largest.found, asked


@given(st.lists(st.booleans(), min_size=1, max_size=15))
def test_from_the_top_the_largest_of_all_is_found(rooms: list[bool]) -> None:
    first = rooms.index(True) if True in rooms else None
    assert search(rooms, 0) == (first, len(rooms) if first is None else first + 1)


@given(st.integers(1, 15).flatmap(lambda count: st.tuples(st.just(count), st.integers(0, count), st.integers(0, 14))))
def test_begun_anywhere_the_same_is_found(given_: tuple[int, int, int]) -> None:
    count, first, begin = given_
    rooms = [at >= first for at in range(count)]
    found, asked = search(rooms, min(begin, count - 1))
    assert found == (first if first < count else None)
    assert asked <= abs(min(begin, count - 1) - first) + 3


@given(st.integers(1, 15).flatmap(lambda count: st.tuples(st.just(count), st.integers(0, count))))
def test_by_halves_the_same_is_found_and_the_smallest_never_asked_about(given_: tuple[int, int]) -> None:
    count, first = given_
    halves, asked = Halves(count), 0
    while not halves.over:
        assert halves.at < max(1, count - 1)
        halves.answer(room=halves.at >= first)
        asked += 1
    assert halves.found == (first if first < count - 1 else None)
    assert asked <= 5


@given(st.integers(0, 8))
def test_one_size_without_room_among_others_does_not_stop_it(begin: int) -> None:
    assert search([False, True, True, False, True, False, True, False, True], begin)[0] == 1


@pytest.mark.parametrize("begin", [0, 3, 4])
def test_the_question_is_asked_no_more_than_needed(begin: int) -> None:
    assert search([False, False, False, True, True], begin)[1] == {0: 4, 3: 3, 4: 4}[begin]


def test_what_is_kept_is_there_after_a_restart_and_tells_nothing(tmp_path: Path) -> None:
    file, key = tmp_path / "state" / "sizes.json", digest("Nguyễn Văn An", 7)
    before = Sizes(file)
    before.put(key, A, keep=True)
    before.put(digest("typed"), B, keep=False)
    before.save()
    after = Sizes(file)
    assert (after.get(key), after.get(digest("typed"))) == (A, None)
    assert "Nguy" not in file.read_text("utf-8")
    assert [each.name for each in file.parent.iterdir()] == ["sizes.json"], "no part of a file is left"


def test_nothing_is_written_while_nothing_is_new(tmp_path: Path) -> None:
    file = tmp_path / "sizes.json"
    sizes = Sizes(file)
    sizes.put("a", A, keep=True)
    sizes.save()
    file.unlink()
    sizes.put("a", A, keep=True)
    sizes.put("b", A, keep=False)
    sizes.save()
    assert not file.exists()


@pytest.mark.parametrize(
    "content", [b"", b"\xff\x00", b"[]", b'{"program": 1}', b'{"program": "p", "sizes": {"a": [99, false]}}', None]
)
def test_a_file_that_cannot_be_read_is_made_anew(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "sizes.json"
    if content is not None:
        file.write_bytes(content)
    sizes = Sizes(file, program="p")
    assert sizes.get("a") is None
    sizes.put("a", B, keep=True)
    sizes.save()
    assert Sizes(file, program="p").get("a") == B


def test_sizes_of_another_program_are_not_believed(tmp_path: Path) -> None:
    file = tmp_path / "sizes.json"
    sizes = Sizes(file, program="old")
    sizes.put("a", A, keep=True)
    sizes.save()
    assert Sizes(file, program="new").get("a") is None
    assert Sizes(file, program="old").get("a") == A


def test_a_full_memory_forgets_what_was_longest_unused(tmp_path: Path) -> None:
    file = tmp_path / "sizes.json"
    sizes = Sizes(file)
    for nth in range(MOST_REMEMBERED):
        sizes.put(digest(nth), A, keep=True)
    assert sizes.get(digest(0)) == A
    sizes.put("new", B, keep=True)
    sizes.save()
    after = Sizes(file)
    assert (after.get(digest(0)), after.get(digest(1)), after.get("new")) == (A, None, B)


def test_a_disk_that_takes_nothing_costs_no_more_than_the_memory(tmp_path: Path) -> None:
    (tmp_path / "blocked").write_text("a file where a folder should be")
    sizes = Sizes(tmp_path / "blocked" / "sizes.json")
    sizes.put("a", A, keep=True)
    sizes.save()
    assert sizes.get("a") == A
