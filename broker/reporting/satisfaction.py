"""How satisfied visitors were: counts of marks by whole months that are over, and what was said to be not good.

One month, whole, and only when it is over: whoever could look before and after a day, or ask for two ranges, would
find by subtraction what one visitor said. For the same reason groups of few marks are told together.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple, get_args

from rich import box
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assets import wording
from broker.contract.office import Rating
from broker.reporting import figures_data, figures_text
from broker.reporting.names import Names
from broker.store import reports
from broker.store.ratings import Counted, RatingDimension, read_marks, read_reasons
from broker.store.reports import ReportError

#: What marks are grouped by.
MarksBy = Literal["service", "counter", "hour"]
SatisfactionFormat = Literal["table", "csv", "json", "html"]
#: Words of the marks, the best first, by how many grades there are.
_FOUR = ("rate.very_satisfied", "rate.satisfied", "rate.neutral", "rate.unsatisfied")
WORDS = {4: _FOUR, 3: _FOUR[1:]}


class Satisfaction(NamedTuple):
    """The marks of a month. `whole`: all groups together, one a question; `grades`: how many marks there were."""

    month: str
    by: MarksBy
    grades: int
    shown_from: int
    whole: list[Counted]
    groups: list[Counted]
    reasons: dict[str, int]


def marks_by(text: str) -> MarksBy:
    """What marks are to be grouped by. Raises ReportError: not by clerk, day or class."""
    found: MarksBy | None = next((each for each in get_args(MarksBy) if each == text), None)
    if found is None:
        raise ReportError(f"marks are by {', '.join(get_args(MarksBy))}; not by {text!r}")
    return found


def share_satisfied(counted: Counted, grades: int) -> float:
    """The share of marks above the middle: "satisfied" and better."""
    return sum(n for mark, n in counted.by_mark.items() if mark <= grades - 2) / counted.total


def satisfaction(database: Path, ratings: Path, month: str | None, by: MarksBy) -> Satisfaction:
    """The marks of a month, "2026-11"; without one, of the newest that is over. Raises ReportError, StoreError."""
    today, office = reports.not_over(database), reports.office(database)
    rules = office.rating if office else Rating()
    chosen = _month(month, today)
    first, last = f"{chosen}-01", f"{chosen}-31"

    def marks(dimension: RatingDimension) -> list[Counted]:
        return read_marks(ratings, first, last, today=today, dimension=dimension, shown_from=rules.shown_from)

    whole = marks("all")
    grades = max([rules.grades, *(mark for each in whole for mark in each.by_mark)])
    reasons = read_reasons(ratings, first, last, today=today, shown_from=rules.shown_from)
    return Satisfaction(chosen, by, grades, rules.shown_from, whole, marks(by), reasons)


def render_satisfaction(
    found: Satisfaction, format: SatisfactionFormat, out: BinaryIO, names: Names, *, bom: bool = True
) -> None:
    """Write it. `bom`: CSV begins with the sign by which spreadsheets know UTF-8."""
    if format == "table":
        figures_text.write(out, _tables(found, names))
    elif format == "csv":
        figures_data.write_csv(out, _csv_lines(found, names), bom=bom)
    elif format == "html":
        from broker.reporting.satisfaction_page import page

        out.write(page(found, names))
    else:
        out.write(_json(found, names))


def _month(month: str | None, today: str) -> str:
    over = dt.date.fromisoformat(today[:10]).replace(day=1) - dt.timedelta(days=1)
    if month is None:
        return f"{over:%Y-%m}"
    try:
        wanted = dt.datetime.strptime(month, "%Y-%m").replace(tzinfo=dt.UTC).date()
    except ValueError:
        raise ReportError(f"{month!r} is no month; a month is written 2026-11") from None
    if wanted > over:
        days = calendar.monthrange(wanted.year, wanted.month)[1]
        after = wanted.replace(day=days) + dt.timedelta(days=1)
        raise ReportError(f"the marks of {month} are told from {after} on, when the month is over: until then "
                          "they could be told apart by looking twice")  # fmt: skip
    return f"{wanted:%Y-%m}"


def _tables(found: Satisfaction, names: Names) -> Iterator[RenderableType]:
    text = names.texts.text
    if names.office:
        yield Text(names.of(names.office.name), style="bold")
    title = f"{text('report.satisfaction')} – {text(f'report.by.{found.by}')}"
    yield Text(f"{title}\n{month_name(found.month, names)}\n", style="bold")
    if not found.whole:
        yield Text(text("report.satisfaction_few", count=found.shown_from))
        return
    for whole in found.whole:
        yield Text(question_of(whole.question, names), style="bold")
        yield Padding(_table(found, whole, names), (0, 0, 1, 0))
    if found.reasons:
        yield Text(text("rate.why"), style="bold")
        yield Padding(_reasons(found, names), (0, 0, 1, 0))
    yield Text(text("report.satisfaction_note", count=found.shown_from), style="dim")


def _table(found: Satisfaction, whole: Counted, names: Names) -> Table:
    text = names.texts.text
    table = Table(box=box.SIMPLE_HEAD, show_footer=True, show_edge=False, padding=(0, 1, 0, 0))
    feet = _cells(found, whole, names)
    heads = [text("report.satisfaction_marks"), *_grades(found.grades, names), text("report.satisfaction_share")]
    table.add_column(text(f"report.group.{found.by}"), text("report.total"), footer_style="bold", max_width=48)
    for head, foot in zip(heads, feet, strict=True):
        table.add_column(head, foot, justify="right", footer_style="bold")
    for group in groups_of(found, whole.question):
        table.add_row(name_of(group, found, names), *_cells(found, group, names))
    return table


def _reasons(found: Satisfaction, names: Names) -> Table:
    grid = Table.grid(padding=(0, 2))
    for reason, count in sorted(found.reasons.items(), key=lambda each: -each[1]):
        grid.add_row(reason_of(reason, names), Text(wording.thousands(count, names.lang), justify="right"))
    return grid


def groups_of(found: Satisfaction, question: str) -> list[Counted]:
    """The groups of a question; those that were put together stand last."""
    return sorted((each for each in found.groups if each.question == question), key=lambda each: len(each.keys) > 1)


def _cells(found: Satisfaction, counted: Counted, names: Names) -> list[str]:
    counts = [wording.thousands(counted.by_mark.get(mark, 0), names.lang) for mark in range(1, found.grades + 1)]
    share = wording.percent(share_satisfied(counted, found.grades), 0, names.lang)
    return [wording.thousands(counted.total, names.lang), *counts, share]


def _grades(grades: int, names: Names) -> list[str]:
    return [names.texts.text(key) for key in WORDS[grades]]


def name_of(group: Counted, found: Satisfaction, names: Names) -> str:
    """What a group is called; several that were put together by all their names."""
    called = ", ".join(names.name(found.by, key) for key in group.keys)
    return names.texts.text("report.satisfaction_together", names=called) if len(group.keys) > 1 else called


def question_of(question: str, names: Names) -> str:
    """A question as it was asked."""
    asked = names.office.rating.questions if names.office else ()
    return next((names.of(each.text) for each in asked if each.id == question), names.texts.text("rate.ask"))


def reason_of(reason: str, names: Names) -> str:
    """A reason as it was offered; one that the office has no more by its own name."""
    offered = names.office.rating.reasons if names.office else ()
    return next((names.of(each.text) for each in offered if each.id == reason), reason)


def month_name(month: str, names: Names) -> str:
    """Tháng 11/2026 / November 2026."""
    year, number = month.split("-")
    return names.texts.text("report.month", month=wording.month(int(number), names.lang), year=year)


def _csv_lines(found: Satisfaction, names: Names) -> Iterator[list[object]]:
    heads = [
        "month",
        "question",
        found.by,
        "name",
        "marks",
        *(f"mark_{n}" for n in range(1, found.grades + 1)),
        "share",
    ]
    rows = (_row(found, group, names) for whole in found.whole for group in (*groups_of(found, whole.question), whole))
    yield list(heads)
    yield from rows


def _row(found: Satisfaction, group: Counted, names: Names) -> list[object]:
    counts = (group.by_mark.get(mark, 0) for mark in range(1, found.grades + 1))
    name = name_of(group, found, names) if any(group.keys) else names.texts.text("report.total")
    share = round(share_satisfied(group, found.grades), 4)
    return [found.month, group.question, " ".join(group.keys), name, group.total, *counts, share]


def _json(found: Satisfaction, names: Names) -> bytes:
    def told(groups: Iterable[Counted]) -> list[dict[str, object]]:
        return [
            {"keys": list(each.keys), "question": each.question, "marks": each.total,
             "by_mark": {str(mark): n for mark, n in sorted(each.by_mark.items())},
             "share_satisfied": share_satisfied(each, found.grades)}
            for each in groups
        ]  # fmt: skip

    return figures_data.as_json(
        {
            "month": found.month, "by": found.by, "grades": found.grades, "shown_from": found.shown_from,
            "whole": told(found.whole), "groups": told(found.groups), "reasons": found.reasons,
            "office": names.of(names.office.name) if names.office else None,
        }
    )  # fmt: skip
