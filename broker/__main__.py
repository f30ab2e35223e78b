"""`python -m broker`: run the engine, check an office file, report, verify. Only here real adapters are chosen."""

from __future__ import annotations

import argparse
import logging
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from assets.whole_files import write_whole
from broker.client.clock import AnchoredClock, boottime_s, wall_ms
from broker.client.link import HERE
from broker.client.program import CommandLine, missing_library
from broker.contract.commands import ApplyOffice, OpenDay
from broker.contract.events import CommandRefused, Event
from broker.contract.ids import InstantMs
from broker.contract.office import Office
from broker.contract.refusals import REFUSALS
from broker.place import default_database, default_run_dir

if TYPE_CHECKING:  # the reports need no engine, the engine no reports: each is imported when it is asked for
    from broker.engine import Engine
    from broker.store import Store
    from broker.unrecorded import Unrecorded

#: Said at the start of an engine that may open no day by itself.
CLOCK_UNPROVEN = (
    "nobody has set this machine's clock (no NTP, no clock chip): no day opens by itself until somebody has; "
    "--open-day YYYY-MM-DD confirms the date"
)


def main(argv: Sequence[str] | None = None) -> int:
    """The command line. Exit code 0; 1 for a failure; 2 for what was asked wrongly."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    try:
        args = _parser().parse_args(argv)
        command: Callable[[argparse.Namespace], int] = args.command
        return command(args)
    except ModuleNotFoundError as error:
        return _say(missing_library(error, "broker"), 2)


def _parser() -> argparse.ArgumentParser:
    parser = CommandLine(prog="motcua-broker", description="Một Cửa: the engine and its wait log.")
    commands = parser.add_subparsers(required=True, metavar="command")
    _add_run(commands.add_parser("run", help="run the engine"))
    check = commands.add_parser("check", help="check an office file; every mistake is named with its line")
    check.add_argument("office", type=Path)
    check.add_argument("--json", type=Path, metavar="FILE", help="write the office as the programs know it")
    check.set_defaults(command=_check)
    report = commands.add_parser("report", help="figures of waiting, from ... to")
    _add_report(report)
    verify = commands.add_parser("verify", help="prove that nobody edited the journal")
    verify.add_argument("--db", type=Path, default=default_database(), help="the database")
    verify.set_defaults(command=_verify)
    _add_pages(commands)
    from broker.bundles import add_bundle_arguments
    from broker.procedures.arguments import add_procedures_arguments

    procedures = commands.add_parser("procedures", help="the published procedures: import, check, list")
    add_procedures_arguments(procedures)
    add_bundle_arguments(commands.add_parser("bundle", help="pack notices or recordings for the devices"))
    from broker.links.arguments import add_links_arguments

    links = commands.add_parser("links", help="the one-stop system: try the connection, or be one for practice")
    add_links_arguments(links)
    docs = commands.add_parser("docs", help="write the reference pages that are drawn from the code")
    docs.add_argument("--out", type=Path, default=Path("docs"))
    docs.set_defaults(command=_docs)
    return parser


def _add_run(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--db", type=Path, default=default_database(), help="the database; made if it is not there")
    parser.add_argument("--office", type=Path, help="office.toml to put in force; without it the last one applied")
    parser.add_argument("--broker", default=HERE, help="address of mosquitto")
    parser.add_argument("--auto-day", action="store_true", help="open and close the day by the office's calendar")
    parser.add_argument("--open-day", metavar="YYYY-MM-DD", help="open this day now; you confirm its date")
    parser.add_argument(
        "--clock", type=_given_clock, metavar="UNIX_MS@BOOTTIME_S", help="engine time for a demonstration"
    )
    parser.add_argument("--speed", type=_speed, default=1.0, help="office seconds a real second (demonstration)")
    parser.add_argument("--ready-file", type=Path, help="written when the engine is ready")
    parser.add_argument(
        "--ratings", type=Path, help="counts of visitors' marks; left out: ratings.db beside the database"
    )
    parser.add_argument(
        "--run-dir", type=Path, default=default_run_dir(), help="in memory (tmpfs): holds the key of the open day"
    )
    parser.set_defaults(command=_run)


def _speed(text: str) -> float:
    """How fast office time runs: more than nothing."""
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not 0 < speed <= 1_000:
        raise argparse.ArgumentTypeError(f"{text!r}: office seconds a real second, more than 0, at most 1000")
    return speed


def _add_report(parser: argparse.ArgumentParser) -> None:
    from broker.reporting import add_report_arguments, run_report

    add_report_arguments(parser)
    parser.set_defaults(command=run_report)


def _add_pages(commands: argparse._SubParsersAction[CommandLine]) -> None:
    from broker.web.command import add_accounts_arguments, add_web_arguments

    add_web_arguments(commands.add_parser("web", help="the pages: counters, guide desk, board, figures, accounts"))
    add_accounts_arguments(commands.add_parser("accounts", help="who may sign in to the pages"))


def _run(args: argparse.Namespace) -> int:
    from broker.client.link import LinkError
    from broker.store import Store, StoreError

    office = _read(args.office) if args.office else None
    if args.office and office is None and not args.db.exists():
        return 2
    try:
        return _run_on(Store.open(args.db, holder="motcua-broker run"), office, args)
    except StoreError as error:
        return _say(str(error), 1)
    except LinkError as error:
        return _say(str(error), 2)


def _run_on(store: Store, office: Office | None, args: argparse.Namespace) -> int:
    from broker.client.mqtt import EngineLink
    from broker.contract.topics import Topics
    from broker.daybook import Daybook
    from broker.engine import Engine

    stored = _stored_site(store)
    site = office.site if office else stored
    if site is None:
        return 2 if args.office else _say(f"{args.db} holds no office yet: give one with --office", 2)
    if args.office and office is None:  # a hall must open though somebody has spoilt the file: what is in force stays
        print(f"{args.office} is not used; the office last applied stays in force", file=sys.stderr)
    topics = Topics(site)
    link = EngineLink(
        args.broker,
        f"motcua-{site}-engine",
        subscribe=(topics.all_commands, topics.all_states),
        will=(topics.homie("engine"), b"lost"),
    )
    clock = _clock(args, store)
    demonstration = args.clock is not None or args.speed != 1.0
    engine = Engine(
        store,
        link,
        clock,
        topics,
        Daybook(automatic=args.auto_day, follow_wall=not demonstration),
        unrecorded=_unrecorded(args, site),
    )
    refused = _begin(engine, _at_speed(office, args.speed), args.open_day)
    if refused:
        return _say(refused, 2)
    if engine.floor.state.day is None and not engine.daybook.time_proven:
        print(CLOCK_UNPROVEN, file=sys.stderr)
    return _turn(engine, args.ready_file)


def _unrecorded(args: argparse.Namespace, site: str) -> Unrecorded:
    """Ratings and the key of the day. A hall opens though the counts of marks cannot be written."""
    from broker.daykey import DayKeys
    from broker.rating import Ratings
    from broker.store import StoreError
    from broker.store.ratings import RatingStore
    from broker.unrecorded import Unrecorded

    keys = DayKeys(args.run_dir, f"day-key-{site}")
    try:
        return Unrecorded(Ratings(RatingStore.open(args.ratings or args.db.with_name("ratings.db"))), keys)
    except StoreError as error:
        print(f"{error}; visitors cannot rate", file=sys.stderr)
        return Unrecorded(None, keys)


def _at_speed(office: Office | None, speed: float) -> Office | None:
    """An office of a demonstration: printers do not print faster because the clock does."""
    if office is None or speed == 1.0:
        return office
    silence_s = min(86_400, round(office.rules.paper_silence_s * speed))
    rules = msgspec.structs.replace(office.rules, paper_silence_s=silence_s)
    return msgspec.structs.replace(office, rules=rules)


def _turn(engine: Engine, ready_file: Path | None) -> int:
    stopped: list[int] = []
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda number, _frame: stopped.append(number))
    if ready_file is not None:
        write_whole(ready_file, "ready\n")
    engine.run(lambda: bool(stopped))
    engine.store.close()
    return 0


def _begin(engine: Engine, office: Office | None, day: str | None) -> str:
    """Put the office in force and open the day, as the command line says; why not, or ""."""
    refused: list[str] = []
    if office is not None and office != engine.floor.state.office:
        why = _refusals(engine.submit(ApplyOffice(office=office)))
        if why and engine.floor.state.office is not None:
            print(f"{why}; the office last applied stays in force", file=sys.stderr)
        else:
            refused += [why] if why else []
    if day is not None:
        refused += [why] if (why := _refusals(engine.submit(OpenDay(date=day)))) else []
    return "; ".join(refused)


def _refusals(answers: tuple[Event, ...]) -> str:
    refused = [each for each in answers if isinstance(each, CommandRefused)]
    return "; ".join(map(_refusal, refused))


def _refusal(answer: CommandRefused) -> str:
    meaning, _names = REFUSALS.get(answer.code, (answer.code, ()))
    about = ", ".join(str(value) if name == "what" else f"{name} {value}" for name, value in answer.params.items())
    return f"{answer.command or 'command'} refused: {meaning}" + (f" ({about})" if about else "")


def _clock(args: argparse.Namespace, store: Store) -> AnchoredClock:
    """Engine time: as given, else the stored anchor of this boot, else the wall clock as a new anchor."""
    if args.clock:
        anchor_ms, at_s = args.clock
        return AnchoredClock(anchor_ms, at_s, args.speed)
    kept = store.anchor()
    if kept is not None:
        return AnchoredClock(InstantMs(kept[0]), kept[1], args.speed)
    clock = AnchoredClock(wall_ms(), boottime_s(), args.speed)
    store.set_anchor(clock.anchor_ms, clock.anchor_boottime_s)
    return clock


def _given_clock(text: str) -> tuple[InstantMs, float]:
    unix_ms, _, at = text.partition("@")
    try:
        return InstantMs(int(unix_ms)), float(at) if at else boottime_s()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: expected milliseconds since 1970, or these@BOOTTIME_S") from None


def _stored_site(store: Store) -> str | None:
    from broker.replay import last_office

    office = last_office(store)
    return office.site if office else None


def _read(path: Path) -> Office | None:
    from broker.office import OfficeError, read_office

    try:
        return read_office(path)
    except OfficeError as error:
        print(error, file=sys.stderr)
        return None


def _check(args: argparse.Namespace) -> int:
    from broker.office import inspect_office, located

    found = inspect_office(args.office)
    for mistake in found.mistakes:
        print(located(str(args.office), mistake), file=sys.stderr)
    if found.office is None:
        count = len(found.mistakes)
        return _say(f"{args.office}: {count} mistake{'s' if count > 1 else ''}", 2)
    for warning in found.warnings:
        print(f"warning: {located(str(args.office), warning)}")
    if args.json is not None:
        args.json.write_bytes(msgspec.json.encode(found.office))
    services, counters = len(found.office.services), len(found.office.counters)
    print(f"{args.office}: {services} services, {counters} counters: in order")
    return 0


def _verify(args: argparse.Namespace) -> int:
    from broker.store import StoreError
    from broker.store.verify import count_sealed, verify

    try:
        problems = verify(args.db)
    except StoreError as error:
        return _say(str(error), 2)
    for problem in problems:
        print(problem)
    if not problems:
        days = count_sealed(args.db)
        rest = "the open day is sealed when it closes"
        print(f"{args.db}: {days} sealed day{'s are' if days != 1 else ' is'} as written; {rest}")
    return 1 if problems else 0


def _docs(args: argparse.Namespace) -> int:
    from broker.reference import write_pages

    for page in write_pages(args.out):
        print(page)
    return 0


def _say(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
