"""What `python -m broker links` may be told. Light: the engine's own command line imports it too."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from broker.client.settings import add_options
from broker.links.settings import LinksSettings


def add_links_arguments(parser: argparse.ArgumentParser) -> None:
    """The two commands."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="what")
    check = actions.add_parser("check", help="ask the one-stop system once, and name what cannot be read")
    check.add_argument("--settings", type=Path, metavar="FILE", help="the web service's settings, of which [links]")
    check.add_argument("--code", help="a dossier to ask for")
    check.add_argument("--date", type=_date, help="bookings of this day; else today's")
    add_options(check, LinksSettings)
    stand_in = actions.add_parser("stand-in", help="a one-stop system for practice: over HTTP and as dropped files")
    stand_in.add_argument("--host", default="127.0.0.1", help="address to listen on")
    stand_in.add_argument("--port", type=int, default=0, help="0: any that is free")
    stand_in.add_argument("--secret-file", type=Path, help="a file with the bearer token it asks for")
    stand_in.add_argument("--fault", default="", help="how its answers fail: slow, silent, half, …")
    stand_in.add_argument("--folder", type=Path, help="drop its files here too")
    stand_in.add_argument("--form", choices=("csv", "json"), default="csv", help="of the files")
    stand_in.add_argument("--half", action="store_true", help="the files break off in the middle")
    stand_in.add_argument("--services", default="birth", help="services of its bookings, with commas between")
    stand_in.add_argument("--date", type=_date, help="its today, YYYY-MM-DD")
    parser.set_defaults(command=_run)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: expected YYYY-MM-DD") from None


def _run(args: argparse.Namespace) -> int:
    from broker.links.command import run_links

    return run_links(args)
