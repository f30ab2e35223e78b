"""The sheet of a day's end as one printed page (A4): HTML that needs nothing but itself."""

from __future__ import annotations

from html import escape

from assets import wording
from broker.core.measures import Tally
from broker.reporting.columns import Column, count_columns, measure_columns, share_column
from broker.reporting.day_sheet import mark_lines, times, unserved_lines
from broker.reporting.figures_text import figure
from broker.reporting.names import Names
from broker.reporting.sheet import sheet, wide
from broker.store.reports import DaySheet

_TILES = ("legs", "served", "no_show", "given_up", "closed", "dossiers")
_BY_FIELD = ("legs", "served")


def page(found: DaySheet, names: Names) -> bytes:
    """The page, in UTF-8."""
    title = escape(names.texts.text("sheet.title"))
    body = "".join(
        (
            _head(found, names, title),
            _tiles(found.total, names),
            _fields(found, names),
            _hours(found, names),
            '<div class="two">',
            _pairs("sheet.unserved", unserved_lines(found, names), names),
            _pairs("sheet.marks", mark_lines(found, names), names),
            "</div>",
            _foot(found, names),
        )
    )
    return sheet(f"{title} {escape(found.day)}", body, names.lang)


def _head(found: DaySheet, names: Names, title: str) -> str:
    of = names.office
    office = f"<p>{escape(names.of(of.authority))}</p><p><b>{escape(names.of(of.name))}</b></p>" if of else ""
    quiet = f'<p class="quiet">{escape(times(found, names))}</p>'
    return f"<header>{office}<h1>{title} – {escape(names.day(found.day))}</h1>{quiet}</header>"


def _tiles(total: Tally, names: Names) -> str:
    columns = {column.key: column for column in count_columns(names)}
    cells = "".join(_tile(columns[key], total, names) for key in _TILES)
    return f'<table class="tiles"><tr>{cells}</tr></table>'


def _tile(column: Column, total: Tally, names: Names) -> str:
    return f"<td><b>{figure(column.value(total), column, names.lang)}</b>{escape(column.heading)}</td>"


def _fields(found: DaySheet, names: Names) -> str:
    text = names.texts.text
    counts = [column for column in count_columns(names) if column.key in _BY_FIELD]
    work = measure_columns(names, "wait_work", "mean_s", "median_s", "p90_s", "max_s")
    by_clock = measure_columns(names, "wait_clock", "median_s", "p90_s")
    service = measure_columns(names, "service", "median_s")
    columns = [*counts, *work, share_column(names), *by_clock, *service]
    over = "".join(_over(text("report.minutes", measure=title), span) for title, span in (
        (text("measure.wait_working"), len(work) + 1), (text("measure.wait_clock"), len(by_clock)),
        (text("measure.service"), len(service)),
    ))  # fmt: skip
    heads = "".join(f"<th>{escape(column.heading)}</th>" for column in columns)
    rows = "".join(_row(name, columns, tally, names) for name, tally in names.fields(found.services))
    foot = _row(text("report.total"), columns, found.total, names)
    head = f"<tr><th></th><th></th><th></th>{over}</tr><tr><th>{escape(text('report.group.field'))}</th>{heads}</tr>"
    table = wide(f"<table><thead>{head}</thead><tbody>{rows}</tbody><tfoot>{foot}</tfoot></table>")
    return f"<section><h2>{escape(text('sheet.fields'))}</h2>{table}{_notes(names)}</section>"


def _over(title: str, span: int) -> str:
    return f'<th colspan="{span}">{escape(title)}</th>'


def _row(name: str, columns: list[Column], tally: Tally, names: Names) -> str:
    cells = "".join(f"<td>{figure(column.value(tally), column, names.lang)}</td>" for column in columns)
    return f"<tr><td>{escape(name)}</td>{cells}</tr>"


def _notes(names: Names) -> str:
    keys = ("report.note_waits", "report.note_p90", "report.note_share")
    return f'<p class="quiet">{" ".join(escape(names.texts.text(key)) for key in keys)}</p>'


def _hours(found: DaySheet, names: Names) -> str:
    counts = {int(group.key): group.tally.legs for group in found.hours}
    most = max(counts.values(), default=0) or 1
    rows = "".join(
        f"<tr><td>{names.name('hour', f'{hour:02}')}</td><td>{wording.thousands(counts.get(hour, 0), names.lang)}</td>"
        f'<td><div class="bar" style="width:{100 * counts.get(hour, 0) / most:.1f}%"></div></td></tr>'
        for hour in range(min(counts, default=0), max(counts, default=-1) + 1)
    )
    title = escape(names.texts.text("sheet.hours"))
    return f'<section><h2>{title}</h2><table class="bars">{rows}</table></section>'


def _pairs(title: str, lines: list[tuple[str, str]], names: Names) -> str:
    heading = f"<h2>{escape(names.texts.text(title))}</h2>"
    if not lines:
        return f'<section>{heading}<p class="quiet">{escape(names.texts.text("sheet.none"))}</p></section>'
    pairs = "".join(f"<dt>{escape(first)}</dt><dd>{escape(second)}</dd>" for first, second in lines)
    return f"<section>{heading}<dl>{pairs}</dl></section>"


def _foot(found: DaySheet, names: Names) -> str:
    text = names.texts.text
    digest = ""
    if found.digest is not None:
        note = f'<br><span class="quiet">{escape(text("sheet.digest_note"))}</span>'
        digest = f"<h2>{escape(text('sheet.digest'))}</h2><code>{escape(found.digest)}</code>{note}"
    hands = "".join(f"<td>{escape(text(key))}</td>" for key in ("sheet.prepared", "sheet.head"))
    return f'<section>{digest}<table class="hands"><tr>{hands}</tr></table></section>'
