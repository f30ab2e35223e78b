"""The sheet of a day's end as plain text, and what it says in any form."""

from __future__ import annotations

from collections import defaultdict

from rich import box
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assets import wording
from broker.core import hours
from broker.core.legs import Leg
from broker.reporting.figures_text import hour_bars, notes, tables
from broker.reporting.names import Names
from broker.store.reports import DaySheet

#: So many numbers stand beside a mark; the wait log has them all.
NAMED_BESIDE_A_MARK = 12


def sheet(found: DaySheet, names: Names) -> list[RenderableType]:
    """Everything on it, from top to bottom."""
    text = names.texts.text
    return [
        *_head(found, names),
        *tables(text("report.group.field"), names.fields(found.services), found.total, names),
        Text(text("sheet.hours"), style="bold"),
        hour_bars(found.hours, names),
        *_list(text("sheet.unserved"), unserved_lines(found, names), names),
        *_list(text("sheet.marks"), mark_lines(found, names), names),
        *notes(names),
        *_digest(found, names),
    ]


def times(found: DaySheet, names: Names) -> str:
    """When the day was opened and closed."""
    text = names.texts.text
    opened = "" if found.opened is None else f"{text('sheet.opened')} {clock(found.opened)}"
    closed = text("sheet.open") if found.closed is None else f"{text('sheet.closed')} {clock(found.closed)}"
    return " · ".join(filter(None, (opened, closed)))


def unserved_lines(found: DaySheet, names: Names) -> list[tuple[str, str]]:
    """(number, what for and since when) of everybody who was not served."""
    taken = names.texts.text("log.taken")
    return [
        (leg.number, f"{names.name('service', leg.service)} · {taken} {clock(leg.taken)}") for leg in found.unserved
    ]


def mark_lines(found: DaySheet, names: Names) -> list[tuple[str, str]]:
    """(mark and how often, the numbers it concerns) of every mark of the day."""
    by_mark: defaultdict[str, list[Leg]] = defaultdict(list)
    for leg in found.marked:
        for mark in leg.marks:
            by_mark[mark].append(leg)
    return [
        (f"{names.texts.text(f'mark.{mark}')}: {wording.thousands(len(legs), names.lang)}", _numbers(legs))
        for mark, legs in by_mark.items()
    ]


def clock(instant: int) -> str:
    """Office time of day, "07:30"."""
    return wording.time(hours.local(instant))


def _numbers(legs: list[Leg]) -> str:
    named = list(dict.fromkeys(leg.number for leg in legs))
    more = " …" if len(named) > NAMED_BESIDE_A_MARK else ""
    return ", ".join(named[:NAMED_BESIDE_A_MARK]) + more


def _head(found: DaySheet, names: Names) -> list[RenderableType]:
    office = [Text(names.of(names.office.name), style="bold")] if names.office else []
    title = f"{names.texts.text('sheet.title')} – {names.day(found.day)}"
    return [*office, Text(title, style="bold"), Text(times(found, names) + "\n")]


def _list(title: str, lines: list[tuple[str, str]], names: Names) -> list[RenderableType]:
    if not lines:
        return [Text.assemble((title, "bold"), f": {names.texts.text('sheet.none')}\n")]
    table = Table(box=box.SIMPLE, show_header=False, padding=(0, 1))
    for line in lines:
        table.add_row(*line)
    return [Text(title, style="bold"), Padding(table, (0, 0, 0, 1))]


def _digest(found: DaySheet, names: Names) -> list[RenderableType]:
    if found.digest is None:
        return []
    text = names.texts.text
    return [Text(f"\n{text('sheet.digest')}", style="bold"), Text(found.digest), Text(text("sheet.digest_note"), "dim")]
