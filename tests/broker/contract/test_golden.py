"""Rows of the journal as they were written by every version so far: each is still read, and means the same.

`golden/events-<version>.jsonl` holds one row of each kind. A file is never changed; a new version adds its own.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from broker.contract.codec import VERSION, decode_event, encode_event
from broker.contract.events import EVENTS

FILES = sorted((Path(__file__).parent / "golden").glob("events-*.jsonl"))
ROWS = [(path.stem, row) for path in FILES for row in path.read_text().splitlines()]


def kept(old: Any, new: Any) -> bool:
    """Whether all that an old row says is still said."""
    if isinstance(old, dict):
        return isinstance(new, dict) and all(key in new and kept(value, new[key]) for key, value in old.items())
    if isinstance(old, list):
        return isinstance(new, list) and len(old) == len(new) and all(map(kept, old, new))
    return bool(old == new)


@pytest.mark.parametrize(("version", "row"), ROWS, ids=lambda part: part[:40])
def test_a_row_of_an_earlier_version_is_read_and_loses_nothing(version: str, row: str) -> None:
    event = decode_event(row.encode())
    old, new = msgspec.json.decode(row), msgspec.json.decode(encode_event(event))
    assert kept(old, new)
    assert old["kind"] == type(event).__name__


def test_this_version_has_a_row_of_each_kind() -> None:
    name = f"events-{VERSION[0]}.{VERSION[1]}"
    kinds = [msgspec.json.decode(row)["kind"] for version, row in ROWS if version == name]
    assert sorted(kinds) == sorted(kind.__name__ for kind in EVENTS)
