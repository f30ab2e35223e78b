"""`python -m broker procedures import | check | list`. Mistakes go to stderr, one a line; exit code 2 with any."""

from __future__ import annotations

import argparse
import sys
import zipfile
from pathlib import Path

import msgspec
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from broker import bundles
from broker.client.problems import FileError
from broker.contract.office import Office
from broker.contract.procedures import (
    BUNDLE,
    BUNDLE_FILE,
    ProcedureList,
    decode_procedures,
    encode_procedures,
)
from broker.procedures.importing import Report, Wishes, read_procedures
from broker.procedures.mapping import read_mapping


class ProceduresError(Exception):
    """Why the command did nothing; root of this room's errors."""


def run_procedures(args: argparse.Namespace) -> int:
    """Do it. 0; 1 where something cannot be read or written; 2 where the files are wrong."""
    try:
        return ACTIONS[args.action](args)
    except FileError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except (ProceduresError, bundles.BundleFault) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"{error.filename or 'file'}: {error.strerror or error}\n")
        return 1


def _import(args: argparse.Namespace) -> int:
    listed = _read(args)
    if listed is None:
        sys.stderr.write("nothing was imported; what was published before stays\n")
        return 2
    packed = bundles.pack(BUNDLE, {BUNDLE_FILE: encode_procedures(listed)}, _folder(args))
    print(f"{len(listed.procedures)} procedures imported: {packed.file} ({packed.size / 1000:.0f} kB)")
    return 0


def _check(args: argparse.Namespace) -> int:
    listed = _read(args)
    if listed is None:
        return 2
    print(f"{len(listed.procedures)} procedures: in order")
    return 0


def _list(args: argparse.Namespace) -> int:
    file = _folder(args) / f"{BUNDLE}.zip"
    wanted = args.field.casefold()
    table = Table("Code", "Name", "Field", "Service", "Checked on")
    for each in _published(file).procedures:
        if wanted in each.field.casefold():
            table.add_row(each.code, each.name, each.field, each.service or "–", each.checked or "–")
    Console().print(table)
    return 0


def _published(file: Path) -> ProcedureList:
    if not file.exists():
        raise ProceduresError(f"{file}: no procedures were imported yet")
    try:
        with zipfile.ZipFile(file) as packed:
            return decode_procedures(packed.read(BUNDLE_FILE))
    except (zipfile.BadZipFile, KeyError, msgspec.MsgspecError) as error:
        raise ProceduresError(f"{file}: not a bundle of procedures: {error}") from error


def _read(args: argparse.Namespace) -> ProcedureList | None:
    """The list, with a line that counts rows while it is read; warnings and mistakes are said."""
    mapping = read_mapping(args.map, _office(args))
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, refresh_per_second=4) as progress:
        task = progress.add_task("reading", total=None)
        listed, report = read_procedures(
            args.files, mapping, Wishes(args.checked or "", args.stale_days),
            lambda file, rows: progress.update(task, description=f"{file}: {rows} rows"),
        )  # fmt: skip
    _say(report)
    return listed


def _say(report: Report) -> None:
    for warning in report.warnings:
        sys.stderr.write(f"warning: {warning}\n")
    for line in report.lines():
        sys.stderr.write(f"{line}\n")
    if report.mistakes:
        sys.stderr.write(f"{len(report.mistakes)} mistake{'s' if len(report.mistakes) > 1 else ''}\n")


def _office(args: argparse.Namespace) -> Office:
    """The office of the command line, else the one in force."""
    if args.office is not None:
        from broker.office import read_office

        return read_office(args.office)
    from broker.store import StoreError, reports

    try:
        office = reports.office(args.db) if args.db.exists() else None
    except StoreError as error:
        raise ProceduresError(str(error)) from error
    if office is None:
        raise ProceduresError(f"{args.db} holds no office: name its file with --office office.toml")
    return office


def _folder(args: argparse.Namespace) -> Path:
    return args.out or bundles.default_folder(args.db)


ACTIONS = {"import": _import, "check": _check, "list": _list}
