"""Rows as every version wrote them are read for ever (promise "History")."""

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from broker.contract import codec
from broker.contract.events import EVENTS, AnyEvent
from broker.store import Store
from tests.broker.store import golden_events
from tests.broker.store.make import spoil

pytestmark = pytest.mark.edge

FILES = sorted(golden_events.FOLDER.glob("*.jsonl"))


def rows(file: Path) -> list[tuple[int, int, str, int, str, str, str]]:
    return [tuple(json.loads(line)) for line in file.read_text().splitlines()]


def within(stored: object, read: object) -> bool:
    """Whether everything that was stored is there again with the same value; more may be."""
    if isinstance(stored, dict) and isinstance(read, dict):
        return all(key in read and within(value, read[key]) for key, value in stored.items())
    if isinstance(stored, list) and isinstance(read, list):
        return len(stored) == len(read) and all(map(within, stored, read))
    return stored == read


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_journal_of_every_version_is_read_field_by_field(store: Store, path: Path, file: Path) -> None:
    written = rows(file)
    for row in written:
        spoil(path, "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?)", *row)
    read = store.load()[1]
    assert [(row.seq, row.at, row.day, row.epoch, row.device, row.command_id) for row in read] == [
        row[:-1] for row in written
    ]
    for row, (*_, body) in zip(read, written, strict=True):
        stored = json.loads(body)
        assert stored["kind"] == type(row.event).__name__
        assert within(stored, json.loads(codec.encode_event(row.event)))


def test_the_newest_version_has_a_row_of_every_kind() -> None:
    kinds = [json.loads(body)["kind"] for *_, body in rows(golden_events.FOLDER / f"{golden_events.version()}.jsonl")]
    assert sorted(kinds) == sorted(event.__name__ for event in EVENTS)


def parts(value: object) -> Iterator[msgspec.Struct]:
    """A struct and all structs inside it."""
    if isinstance(value, msgspec.Struct):
        yield value
        value = msgspec.structs.astuple(value)
    if isinstance(value, tuple):
        for each in value:
            yield from parts(each)


@pytest.mark.parametrize("event", golden_events.EVENTS, ids=lambda event: type(event).__name__)
def test_every_field_of_the_golden_events_says_something(event: AnyEvent) -> None:
    """A field that is left at its default would not be missed if a reader lost it."""
    for part in parts(event):
        for field in msgspec.structs.fields(part):
            value, made = getattr(part, field.name), field.default_factory
            assert value != field.default, (type(part).__name__, field.name)
            assert made is msgspec.NODEFAULT or value != made(), (type(part).__name__, field.name)


def test_this_version_writes_what_its_golden_file_holds() -> None:
    """Fails when the format has changed: raise codec.VERSION and write its file (see golden_events)."""
    file = golden_events.FOLDER / f"{golden_events.version()}.jsonl"
    assert file.read_bytes().splitlines() == golden_events.lines()


def test_fields_of_a_newer_version_are_passed_over(store: Store, path: Path) -> None:
    seq, at, day, epoch, device, command_id, body = rows(FILES[-1])[7]
    newer = json.dumps(json.loads(body) | {"colour": "blue", "more": {"and": [1, 2]}})
    spoil(path, "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?)", seq, at, day, epoch, device, command_id, newer)
    assert store.load()[1][0].event == golden_events.EVENTS[7]
