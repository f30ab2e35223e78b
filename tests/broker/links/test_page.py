"""The page for whoever connects a one-stop system names every setting, head and word there is."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from broker.links.records import BOOKING_HEADS, DOSSIER_HEADS, STAGES, plain
from broker.links.settings import LinksSettings

PAGE = (Path(__file__).parents[3] / "docs" / "one-stop.md").read_text(encoding="utf-8")


def test_every_setting_is_named_with_its_default() -> None:
    for each in msgspec.structs.fields(LinksSettings):
        (row,) = re.findall(rf"^\| `{each.name}` \| (.+?) \|", PAGE, re.MULTILINE)
        assert row == (f"`{msgspec.json.encode(each.default).decode()}`" if each.default else "–")


def test_every_head_is_named_and_no_other() -> None:
    tables = [part for part in PAGE.split("\n\n") if part.startswith("| of a ")]
    for table, heads in zip(tables, (DOSSIER_HEADS, BOOKING_HEADS), strict=True):
        rows = [row.split("|")[2] for row in table.splitlines()[2:]]
        assert [tuple(map(plain, re.findall(r"`(.+?)`", row))) for row in rows] == list(heads.values())


def test_every_word_for_a_stage_is_named_and_no_other() -> None:
    (table,) = [part for part in PAGE.split("\n\n") if part.startswith("| shown as")]
    words = [plain(word) for row in table.splitlines()[2:] for word in row.split("|")[2].split("·")]
    assert sorted(words) == sorted(STAGES)
