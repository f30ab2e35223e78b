"""`python -m broker links …`: try the connection to the one-stop system, or be one for practice."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import threading
from datetime import date, datetime

from broker.client.settings import SettingsError, given_options, load
from broker.links.connect import connect
from broker.links.errors import LinksError
from broker.links.records import ZONE
from broker.links.settings import LinksSettings
from broker.links.stand_in import FAULTS, Office, StandIn, drop, drop_half, sample
from broker.links.system import OneStop


def run_links(args: argparse.Namespace) -> int:
    """Do what was asked. 0: in order; 1: the other system is not; 2: asked wrongly."""
    return _check(args) if args.action == "check" else _stand_in(args)


def _today(given: date | None) -> date:
    return given or datetime.now(ZONE).date()


def _check(args: argparse.Namespace) -> int:
    try:
        given = given_options(args, LinksSettings)
        system = connect(load(args.settings, LinksSettings, given, within="links" if args.settings else ""))
    except (SettingsError, LinksError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    try:
        asyncio.run(_ask(system, args.code, _today(args.date)))
    except LinksError as error:
        print(error, file=sys.stderr)
        return 1
    for fault in system.faults():
        print(f"left aside: {fault}", file=sys.stderr)
    return 1 if system.faults() else 0


async def _ask(system: OneStop, code: str | None, day: date) -> None:
    if code is not None:
        status = await system.dossier(code)
        print(f"{code}: {'not known' if status is None else status}")
    booked = await system.bookings(day.isoformat())
    print(f"bookings of {day}: {'nothing is known' if booked is None else len(booked)}")


def _stand_in(args: argparse.Namespace) -> int:
    if args.fault not in FAULTS:
        print(f"--fault {args.fault}: there is {', '.join(filter(None, FAULTS))}", file=sys.stderr)
        return 2
    office = sample(_today(args.date), tuple(args.services.split(",")))
    try:
        secret = args.secret_file.read_text().strip() if args.secret_file else ""
        _drop(office, args)
        stand_in = StandIn(office, secret=secret, fault=args.fault, host=args.host, port=args.port)
    except OSError as error:
        print(f"stand-in: {error}", file=sys.stderr)
        return 2
    print(f"{stand_in.url}/dossiers/<code>, {stand_in.url}/bookings?date={_today(args.date)}", flush=True)
    for dossier in office.dossiers.values():
        print(f"  {dossier.code}  {dossier.status}, {dossier.due}", flush=True)
    _wait_for_signal()
    stand_in.close()
    return 0


def _drop(office: Office, args: argparse.Namespace) -> None:
    if args.folder is not None:
        for path in (drop_half if args.half else drop)(office, args.folder, args.form):
            print(path, flush=True)


def _wait_for_signal() -> None:
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    while not ended.wait(0.5):
        pass
