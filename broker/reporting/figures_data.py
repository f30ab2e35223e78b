"""Figures for other programs: CSV and JSON, in seconds."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import BinaryIO

import msgspec

from broker.core.measures import MEASURES, Tally
from broker.reporting.columns import COUNTS, Column, Value, all_columns
from broker.reporting.names import Names
from broker.store.reports import By, DaySheet, Group, Report

#: Without it, spreadsheets on Windows read UTF-8 as something else.
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


def write_csv(out: BinaryIO, lines: Iterable[Sequence[object]], *, bom: bool) -> None:
    """Lines of CSV by RFC 4180, in UTF-8."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    text.write(BOM if bom else "")
    csv.writer(text).writerows([_cell(value) for value in line] for line in lines)
    text.detach()


def csv_lines(found: Report, names: Names) -> Iterable[Sequence[object]]:
    """One heading, one line a group, the whole last with an empty key."""
    columns, by, text = all_columns(names), found.query.by, names.texts.text
    yield [text("report.key"), text(f"report.group.{by}"), *(_heading(column, names) for column in columns)]
    for group in names.ordered(by, found.groups):
        yield [group.key, names.name(by, group.key), *_values(columns, group.tally)]
    yield ["", text("report.total"), *_values(columns, found.total)]


def report_json(found: Report, names: Names) -> bytes:
    """The whole report; keys in English whatever the language."""
    query = found.query
    return as_json(
        {
            "site": names.office.site if names.office else None,
            "from": query.date_from,
            "to": query.date_to,
            "by": query.by,
            "days": found.days,
            "groups": _groups(query.by, names.ordered(query.by, found.groups), names),
            "total": tally_data(found.total),
            "hours": _groups("hour", found.hours, names),
        }
    )


def sheet_json(sheet: DaySheet, names: Names) -> bytes:
    """The sheet of a day's end."""
    return as_json(
        {
            "day": sheet.day,
            "opened_ms": sheet.opened,
            "closed_ms": sheet.closed,
            "digest": sheet.digest,
            "total": tally_data(sheet.total),
            "services": _groups("service", names.ordered("service", sheet.services), names),
            "hours": _groups("hour", sheet.hours, names),
            "unserved": [leg.ticket for leg in sheet.unserved],
            "marked": [{"ticket": leg.ticket, "leg": leg.leg, "marks": leg.marks} for leg in sheet.marked],
        }
    )


def tally_data(tally: Tally) -> dict[str, object]:
    """Figures of one group: counts, the share, and each measure's count, mean, median, P90 and maximum."""
    counts: dict[str, object] = {key: getattr(tally, key) for key, _ in COUNTS}
    measures: dict[str, object] = {measure: tally.summary(measure) for measure in MEASURES}
    return {**counts, "share_in_target": tally.share_in_target, **measures}


def _groups(by: By, groups: list[Group], names: Names) -> list[dict[str, object]]:
    return [{"key": group.key, "name": names.name(by, group.key), **tally_data(group.tally)} for group in groups]


def _heading(column: Column, names: Names) -> str:
    return names.texts.text("report.seconds", measure=column.full) if column.unit == "seconds" else column.full


def _values(columns: list[Column], tally: Tally) -> list[Value]:
    return [column.value(tally) for column in columns]


def _cell(value: object) -> object:
    """A full stop before decimals whatever the language, and no more of them than mean something."""
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    return "" if value is None else value


def as_json(content: object) -> bytes:
    """As it goes into a file."""
    return msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"
