"""The settings of a device: a TOML file, read strictly into the Struct a program defines; the command line goes before.

    class PrinterSettings(Settings, kw_only=True):
        url: Annotated[str, msgspec.Meta(description="tcp://host:9100, serial:///dev/… or usb:///dev/usb/lp0")]
        timeout_ms: Annotated[int, msgspec.Meta(ge=100, le=60_000, description="no answer in this time: away")] = 1_500

    class KioskSettings(Settings, kw_only=True):
        device: Name
        printer: PrinterSettings

    add_options(parser, KioskSettings)                       # --device, --printer-url, --printer-timeout-ms
    settings = load(path, KioskSettings, given_options(parser.parse_args(), KioskSettings))

Names carry their unit. All mistakes of file and options are told at once, secrets masked.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from broker.client.problems import FileError, Problem, nearest
from broker.client.shape import Findings, UnfitError, build, leaf, struct_in
from broker.client.shape_words import Secret, default_text, describe
from broker.client.toml_text import Document, decode, parse

__all__ = ["Secret", "Settings", "SettingsError", "add_options", "given_options", "load", "options", "table"]

S = TypeVar("S", bound="Settings")
_DEST = "setting:"


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Root of all settings. A nested Settings is a [table] of the file."""


class SettingsError(FileError):
    """Settings that cannot be used; `problems` has every mistake."""


def load(path: Path | None, kind: type[S], given: Mapping[str, str] = {}, *, within: str = "") -> S:
    """The settings of a program from its file, if there is one, and from `given`: "printer.url" -> text.

    What is given goes before the file. `within`: of this table of the file alone, whose others are another program's.
    Raises SettingsError with all mistakes of both.
    """
    document = _read(path)
    found = Findings(document)
    values = _options_into(_table_of(document, within, found), given, kind, found)
    place = ((within,), f"[{within}]") if within else ((), "")
    settings = build(kind, values, found, *place) if document.whole else None
    if settings is None or found.problems:
        raise SettingsError(str(path or "settings"), found.problems)
    return settings


def _table_of(document: Document, within: str, found: Findings) -> dict[str, Any]:
    values = document.data.get(within, {}) if within else document.data
    if isinstance(values, dict):
        return values
    found.add((within,), "", f"{within} = {values!r}: expected a table, [{within}]")
    return {}


def _read(path: Path | None) -> Document:
    if path is None:
        return Document()
    try:
        text, problems = decode(path.read_bytes())
    except OSError as error:
        raise SettingsError(str(path), [Problem(0, "", f"cannot be read: {error.strerror}")]) from error
    return parse(text) if not problems else Document(problems=problems, whole=False)


def options(kind: type[Settings]) -> Iterator[tuple[str, msgspec.structs.FieldInfo]]:
    """Every single setting under its dotted name: ("printer.timeout_ms", its field)."""
    for each in msgspec.structs.fields(kind):
        inner = struct_in(each.type)
        if inner is not None and issubclass(inner, Settings):
            yield from ((f"{each.name}.{name}", leaf_field) for name, leaf_field in options(inner))
        else:
            yield each.name, each


def add_options(parser: argparse.ArgumentParser, kind: type[Settings]) -> None:
    """Give a command line one option for each setting: printer.timeout_ms -> --printer-timeout-ms."""
    group = parser.add_argument_group("settings (go before the settings file)")
    for name, each in options(kind):
        said = f"{meaning(each)} ({describe(each.type)})" if meaning(each) else describe(each.type)
        group.add_argument(
            flag(name), dest=_DEST + name, default=argparse.SUPPRESS, metavar="…", help=said.replace("%", "%%")
        )


def given_options(arguments: argparse.Namespace, kind: type[Settings]) -> dict[str, str]:
    """The settings that stood on the command line, for `load`."""
    return {name: getattr(arguments, _DEST + name) for name, _ in options(kind) if hasattr(arguments, _DEST + name)}


def flag(name: str) -> str:
    """The option of a setting: "printer.url" -> "--printer-url"."""
    return "--" + name.replace(".", "-").replace("_", "-")


def meaning(each: msgspec.structs.FieldInfo) -> str:
    """What a field's type says it is for."""
    for note in getattr(each.type, "__metadata__", ()):
        if isinstance(note, msgspec.Meta) and note.description:
            return note.description
    return ""


def table(kind: type[msgspec.Struct], meanings: Mapping[str, str] | None = None) -> str:
    """The settings of one Struct as a table in Markdown: name, what it must be, default, meaning.

    `meanings`: by name, where the types carry none.
    """
    rows = ["| name | value | default | meaning |", "|---|---|---|---|"]
    for each in sorted(msgspec.structs.fields(kind), key=lambda each: not each.required):
        default = default_text(each)
        said = "**needed**" if default is None else f"`{default}`" if default else "–"
        means = (meanings or {}).get(each.encode_name) or meaning(each)
        cells = [f"`{each.encode_name}`", describe(each.type), said, means]
        rows.append("| " + " | ".join(cell.replace("|", "&#124;") for cell in cells) + " |")
    return "\n".join(rows)


def _options_into(
    values: dict[str, Any], given: Mapping[str, str], kind: type[Settings], found: Findings
) -> dict[str, Any]:
    """The file's values with the given ones laid over them, each checked on its own."""
    known = dict(options(kind))
    for name, text in given.items():
        if name not in known:
            found.problems.append(Problem(0, flag(name), f"unknown setting{nearest(name, known)}"))
            continue
        _lay_over(values, name, known[name].type, text, found)
    return values


def _lay_over(values: dict[str, Any], name: str, kind: Any, text: str, found: Findings) -> None:
    *tables, key = name.split(".")
    inner = values
    for part in tables:
        inner = inner.setdefault(part, {})
        if not isinstance(inner, dict):
            return  # the file has no table there: told when the file is read
    try:
        value = leaf(kind, text, from_text=True)
    except UnfitError as unfit:
        found.problems.append(Problem(0, flag(name), str(unfit)))
        found.document.unreadable.add(key)
        inner.pop(key, None)
    else:
        inner[key] = text if isinstance(value, Secret | Path) else msgspec.to_builtins(value)
