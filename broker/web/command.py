"""`python -m broker web` and `python -m broker accounts`: the command lines of this room."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING

from broker.client.settings import SettingsError, add_options, given_options, load
from broker.hall.sound_hours import wrong_hours
from broker.place import default_database
from broker.web.roles import ROLES
from broker.web.settings import WebSettings

if TYPE_CHECKING:  # the engine's command line shall not wait for the libraries of the pages, nor need them
    from broker.web.accounts import People


def add_web_arguments(parser: argparse.ArgumentParser) -> None:
    """The service."""
    parser.add_argument("--settings", type=Path, metavar="FILE", help="settings in TOML; options go before it")
    add_options(parser, WebSettings)
    parser.set_defaults(command=_web)


def add_accounts_arguments(parser: argparse.ArgumentParser) -> None:
    """Accounts from the command line: passwords are read from the terminal, or from a pipe, never from an option."""
    file = argparse.ArgumentParser(add_help=False)
    beside = default_database().with_name("motcua-web.db")
    file.add_argument("--accounts", type=Path, default=beside, metavar="FILE", help="the database of accounts")
    commands = parser.add_subparsers(required=True, metavar="what")
    add = commands.add_parser("add", parents=[file], help="a new account; asks for its password")
    add.add_argument("name")
    add.add_argument("--role", choices=ROLES, default="clerk")
    add.add_argument("--clerk", help="who it is in the office's file, by id")
    add.set_defaults(command=_told(_add))
    listing = commands.add_parser("list", parents=[file], help="all accounts")
    listing.set_defaults(command=_told(_list))
    others: tuple[tuple[str, Did, str], ...] = (
        ("disable", _disable, "let nobody sign in with it, sign out who is"),
        ("enable", _enable, "allow it again"),
        ("password", _password, "set another password; asks for it"),
    )
    for name, do, meaning in others:
        one = commands.add_parser(name, parents=[file], help=meaning)
        one.add_argument("name")
        one.set_defaults(command=_told(do))


Did = Callable[["People", argparse.Namespace], str]


def _told(do: Did) -> Callable[[argparse.Namespace], int]:
    """A command on the accounts: its errors are one sentence."""

    def run(args: argparse.Namespace) -> int:
        from broker.store import StoreError
        from broker.web.accounts import Base, People

        try:
            print(do(People(Base(args.accounts)), args))
        except StoreError as error:
            print(error, file=sys.stderr)
            return 2
        return 0

    return run


def _add(people: People, args: argparse.Namespace) -> str:
    from broker.web.accounts import Account

    people.add(Account(args.name, args.role, args.clerk), _asked())
    return f"account {args.name}: {args.role}"


def _list(people: People, _args: argparse.Namespace) -> str:
    rows = [f"{each.name:<20} {each.role:<8} {each.clerk or '-':<20} {'disabled' if each.disabled else ''}".rstrip()
            for each in people.all()]  # fmt: skip
    return "\n".join(rows) or "no accounts yet"


def _disable(people: People, args: argparse.Namespace) -> str:
    people.disable(args.name)
    return f"account {args.name}: disabled, and signed out everywhere"


def _enable(people: People, args: argparse.Namespace) -> str:
    people.disable(args.name, disabled=False)
    return f"account {args.name}: may sign in again"


def _password(people: People, args: argparse.Namespace) -> str:
    people.set_password(args.name, _asked())
    return f"account {args.name}: has another password and is signed out everywhere"


def _asked() -> str:
    """The password, typed unseen; from a pipe its first line."""
    return getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")


def _web(args: argparse.Namespace) -> int:
    from broker.client.link import LinkError
    from broker.links.connect import connect
    from broker.links.errors import LinksError
    from broker.store import StoreError
    from broker.web.app import open_house, serve

    try:
        settings = load(args.settings, WebSettings, given_options(args, WebSettings))
        fault = _fault(settings)
        if fault:
            raise StoreError(fault)
        connect(settings.links)
        house = open_house(settings)
    except (StoreError, LinkError, LinksError, SettingsError) as error:
        print(error, file=sys.stderr)
        return 2
    print(settings.address, flush=True)
    if house.first.wanted:
        print(f"no administrator yet: open {settings.address}first and type the code {house.first.code}", flush=True)
    if settings.host not in ("127.0.0.1", "localhost", "::1") and not settings.secure:
        print("warning: without a certificate passwords travel unprotected; see docs/pages.md", file=sys.stderr)
    serve(house)
    return 0


def _fault(settings: WebSettings) -> str:
    """What cannot be, before anything is opened; "" if nothing."""
    if not settings.db.exists():
        return f"database {settings.db}: there is none"
    if (settings.certificate is None) != (settings.key is None):
        return "certificate and key: one is given without the other"
    for name, text in wrong_hours(settings.quiet, settings.volume):
        return f"{name}: {text}"
    missing = [each for each in (settings.certificate, settings.key) if each is not None and not each.is_file()]
    return f"{missing[0]}: there is no such file" if missing else ""
