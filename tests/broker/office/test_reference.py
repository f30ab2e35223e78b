"""docs/settings.md is what the code says."""

from __future__ import annotations

from pathlib import Path

import msgspec

from broker.contract.office import Rules
from broker.office import file
from broker.office.reference import RULES, settings_page

PAGE = Path(__file__).parents[3] / "docs" / "settings.md"


def test_the_committed_page_is_the_drawn_one() -> None:
    assert PAGE.read_text() == settings_page(), "run `make docs`"


def test_every_rule_has_a_meaning_and_no_meaning_is_without_a_rule() -> None:
    assert set(RULES) == set(Rules.__struct_fields__)


def test_every_key_of_the_file_is_on_the_page_with_a_meaning() -> None:
    page = settings_page()
    tables = [each for each in vars(file).values() if isinstance(each, type) and issubclass(each, file.Table)]
    shown = [each for each in tables if each not in (file.Table, file.Numbered, file.OfficeFile)]
    for kind in shown:
        heading = f"## {(kind.__doc__ or '').partition(chr(10))[0].removesuffix('.')}"
        section = page.partition(heading)[2].partition("\n## ")[0]
        for each in msgspec.structs.fields(kind):
            rows = [row for row in section.splitlines() if row.startswith(f"| `{each.encode_name}` |")]
            assert len(rows) == 1, (kind, each.name)
            assert len(rows[0].split("|")[4].strip()) > 5, rows


def test_every_table_of_the_file_has_a_section() -> None:
    page = settings_page()
    for each in msgspec.structs.fields(file.OfficeFile):
        assert any(f"## `{mark}{each.encode_name}" in page for mark in ("[", "[[")), each.encode_name
