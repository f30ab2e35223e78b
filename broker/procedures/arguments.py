"""What `python -m broker procedures` may be told. Light: the engine's own command line imports it too."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from broker.contract.procedures import STALE_DAYS
from broker.place import default_database


def add_procedures_arguments(parser: argparse.ArgumentParser) -> None:
    """The three commands."""
    commands = parser.add_subparsers(dest="action", required=True, metavar="what")
    imports = commands.add_parser("import", help="read tables and put the list in place of the one before")
    check = commands.add_parser("check", help="read tables and say what is wrong; nothing is written")
    lists = commands.add_parser("list", help="what is published now")
    for each in (imports, check):
        _add_reading(each)
    for each in (imports, lists):
        each.add_argument("--out", type=Path, metavar="DIR", help="folder of bundles (default: beside the database)")
    lists.add_argument("--db", type=Path, default=default_database(), help="the broker's database")
    lists.add_argument("--field", metavar="WORDS", default="", help="only fields whose name holds these words")
    parser.set_defaults(command=_run)


def _add_reading(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="CSV, XLSX or DOCX")
    parser.add_argument("--office", type=Path, help="office.toml whose services are meant (default: the one in force)")
    parser.add_argument("--db", type=Path, default=default_database(), help="the broker's database")
    parser.add_argument("--map", type=Path, metavar="FILE", help="TOML: which service for which code or field")
    parser.add_argument("--checked", type=_day, metavar="YYYY-MM-DD", help="day of checking of rows without one")
    parser.add_argument(
        "--stale-days", type=_days, default=STALE_DAYS, metavar="N", help="marked as old after (default: %(default)s)"
    )


def _run(args: argparse.Namespace) -> int:
    from broker.procedures.command import run_procedures

    return run_procedures(args)


def _day(text: str) -> str:
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write 2026-11-23") from None


def _days(text: str) -> int:
    days = int(text) if text.isdigit() else 0
    if not 1 <= days <= 3_650:
        raise argparse.ArgumentTypeError(f"{text!r}: days, 1 to 3650")
    return days
