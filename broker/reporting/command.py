"""`python -m broker report`: what it takes and what it does. Errors are one sentence on stderr and exit code 2."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, get_args

from assets import AssetsError, translation
from broker.place import default_database
from broker.reporting.names import Names
from broker.reporting.render import DayFormat, Format, render, render_day
from broker.reporting.wait_log import wait_log_csv
from broker.store import StoreError, reports


def add_report_arguments(parser: argparse.ArgumentParser) -> None:
    """All arguments of the command."""
    parser.add_argument("--db", type=Path, default=default_database(), metavar="FILE", help="the broker's database")
    parser.add_argument("--from", dest="date_from", metavar="DATE", help="first day, 2026-11-23 (default: the newest)")
    parser.add_argument("--to", dest="date_to", metavar="DATE", help="last day (default: the first)")
    parser.add_argument("--by", choices=get_args(reports.By), default="service", help="groups (default: service)")
    parser.add_argument(
        "--format", choices=("table", "csv", "xlsx", "json", "html"), help="default: table; of --wait-log: csv"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="where to (default: standard output)")
    parser.add_argument("--lang", default="vi", help="vi (default) or en")
    parser.add_argument("--no-bom", dest="bom", action="store_false", help="CSV without a byte order mark")
    parser.add_argument("--ratings", type=Path, metavar="FILE", help="counts of marks (default: ratings.db beside it)")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--wait-log", action="store_true", help="the wait log, one row a leg, instead of figures")
    what.add_argument(
        "--satisfaction", nargs="?", const="", metavar="MONTH",
        help="visitors' marks of a month that is over, 2026-11 (default: the newest), by service, counter or hour",
    )  # fmt: skip
    what.add_argument(
        "--end-of-day", action="store_true", help="the sheet of the day's end (table, html, json), of --from"
    )


def run_report(args: argparse.Namespace) -> int:
    """Make the report. Returns the program's exit code: 0, or 2 after one sentence on stderr."""
    try:
        translation(args.lang)  # an unknown language is said before the file is touched
        write = _what(args)(args)
        with _opened(args.out) as out:
            write(out)
    except (StoreError, AssetsError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except BrokenPipeError:  # the reader has seen enough
        sys.stderr.close()
        return 0
    except OSError as error:
        sys.stderr.write(f"{args.out or 'standard output'}: {error.strerror or error}\n")
        return 2
    return 0


def _what(args: argparse.Namespace) -> Callable[[argparse.Namespace], Callable[[BinaryIO], None]]:
    if args.satisfaction is not None:
        return _satisfaction
    return _log if args.wait_log else _sheet if args.end_of_day else _figures


def _satisfaction(args: argparse.Namespace) -> Callable[[BinaryIO], None]:
    from broker.reporting.satisfaction import SatisfactionFormat, marks_by, render_satisfaction, satisfaction

    format = _format(args, get_args(SatisfactionFormat), "satisfaction")
    ratings: Path = args.ratings or args.db.with_name("ratings.db")
    found = satisfaction(args.db, ratings, args.satisfaction or None, marks_by(args.by))
    names = Names(reports.office(args.db), translation(args.lang))
    return lambda out: render_satisfaction(found, format, out, names, bom=args.bom)


def _figures(args: argparse.Namespace) -> Callable[[BinaryIO], None]:
    format = _format(args, get_args(Format), "figures")
    if format == "xlsx" and args.out is None:
        raise reports.ReportError("a workbook needs a file to go to: --out FILE")
    report = reports.figures(args.db, reports.Query(*_days(args), args.by))
    office = reports.office(args.db)
    return lambda out: render(report, format, out, office, args.lang, bom=args.bom)


def _log(args: argparse.Namespace) -> Callable[[BinaryIO], None]:
    _format(args, ("csv",), "the wait log")
    legs = reports.wait_log(args.db, *_days(args))
    office = reports.office(args.db)
    return lambda out: wait_log_csv(legs, out, office, args.lang, bom=args.bom)


def _sheet(args: argparse.Namespace) -> Callable[[BinaryIO], None]:
    format = _format(args, get_args(DayFormat), "the sheet of a day's end")
    sheet = reports.end_of_day(args.db, _days(args)[0])
    office = reports.office(args.db)
    return lambda out: render_day(sheet, format, out, office, args.lang)


def _format(args: argparse.Namespace, formats: tuple[str, ...], what: str) -> Any:
    """The format asked for, or the first. Said before the file it goes to is touched."""
    if args.format not in (None, *formats):
        raise reports.ReportError(f"{what}: there is no format {args.format!r}; there is: {', '.join(formats)}")
    return args.format or formats[0]


def _days(args: argparse.Namespace) -> tuple[str, str]:
    """First and last day. The newest business day stands for one that is not named."""
    newest = reports.last_day(args.db)
    first: str = args.date_from or args.date_to or (newest if args.end_of_day else newest[:10])
    return first, args.date_to or first


@contextmanager
def _opened(path: Path | None) -> Iterator[BinaryIO]:
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with path.open("wb") as out:
        yield out
