"""A read TOML file into typed Structs. Goes on after a mistake, so that all are found; names the nearest valid key."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path as FilePath
from typing import Any, TypeVar

import msgspec

from broker.client.problems import Problem, nearest
from broker.client.shape_words import Secret, describe, holds_secret, shown
from broker.client.toml_text import Document, Path

S = TypeVar("S", bound=msgspec.Struct)
#: Stands for a required value that is missing or broken; the mistake is noted, so nothing is built from it.
_BLANK: dict[Any, Any] = {int: 0, float: 0.0, bool: False, dict: {}, list: [], tuple: ()}


@dataclass
class Findings:
    """The mistakes of one file. What follows from them is no news: `told`, their paths, and `touched`, their keys."""

    document: Document
    problems: list[Problem] = field(default_factory=list)
    told: set[Path] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.problems += self.document.problems
        self.touched |= self.document.unreadable

    def add(self, path: Path, where: str, what: str) -> None:
        """Note a mistake of the value at `path`."""
        self.problems.append(Problem(self.document.line(path), where, what))
        self.told.add(path)
        self.touched |= keys_in(path)


def keys_in(path: Path) -> set[str]:
    """The keys of a path; ("counter", 2, "serves") has "serves", the list of tables is no key."""
    return {part for part, after in zip_longest(path, path[1:]) if isinstance(part, str) and not isinstance(after, int)}


class UnfitError(ValueError):
    """A value that its type does not take; the sentence says what was expected."""


def build(kind: type[S], table: Mapping[str, Any], found: Findings, path: Path = (), where: str = "") -> S:
    """`table` as a `kind`. Mistakes go to `found`; a broken value gets its default, or a blank one."""
    fields = {each.encode_name: each for each in msgspec.structs.fields(kind)}
    guessed = {_unknown_key(key, fields, found, path, where) for key in table if key not in fields}
    values: dict[str, Any] = {}
    for key, each in fields.items():
        if key in table:
            values[each.name] = _value(each.type, table[key], found, (*path, key), where)
        elif each.required and key in guessed | found.document.unreadable:
            found.told.add((*path, key))
        elif each.required:
            found.add((*path, key), where, _missing(key, each.type))
        if values.get(each.name, _BROKEN) is _BROKEN:
            values.pop(each.name, None)
            values |= {each.name: _blank(each.type)} if each.required else {}
    return kind(**values)


_BROKEN = object()


def _missing(key: str, kind: Any) -> str:
    if _elements_in(kind) is not None:
        return f"missing: [[{key}]]"
    return f"missing: [{key}]" if struct_in(kind) is not None else f"missing: {key} = {describe(kind)}"


def _unknown_key(key: str, fields: Mapping[str, object], found: Findings, path: Path, where: str) -> str:
    """Note it, and return the key that was probably meant: that one is then not missing as well."""
    near = nearest(key, fields)
    found.add((*path, key), where, f"unknown key {key!r}{near}")
    meant = near.split("'")[1] if "did you mean" in near else ""
    found.touched.add(meant)
    return meant


def _value(kind: Any, raw: Any, found: Findings, path: Path, where: str) -> Any:
    inner = struct_in(kind)
    if inner is not None and isinstance(raw, dict):
        return build(inner, raw, found, path, where or f"[{'.'.join(map(str, path))}]")
    elements = _elements_in(kind)
    if elements is not None and isinstance(raw, list) and all(isinstance(each, dict) for each in raw):
        key = str(path[-1])
        return tuple(
            build(elements, each, found, (*path, index), _label(key, index, each)) for index, each in enumerate(raw)
        )
    try:
        return leaf(kind, raw)
    except UnfitError as unfit:
        found.add(path, where, f"{path[-1]} = {unfit}")
        return _BROKEN


def leaf(kind: Any, raw: Any, *, from_text: bool = False) -> Any:
    """One value. `from_text`: it comes from a command line, where numbers and lists are text too. Raises UnfitError."""
    if from_text and _origin(kind) in (tuple, list):
        raw = [part.strip() for part in str(raw).split(",") if part.strip()]
    try:
        return msgspec.convert(raw, kind, strict=not from_text, dec_hook=_custom)
    except (msgspec.ValidationError, NotImplementedError) as error:
        value = shown(raw, hidden=holds_secret(kind))
        raise UnfitError(f"{value}: expected {describe(kind)}{_near_choice(kind, raw)}") from error


def _custom(kind: type, raw: Any) -> Any:
    if kind in (Secret, FilePath) and isinstance(raw, str) and raw:
        return kind(raw)
    raise NotImplementedError(kind)


def _near_choice(kind: Any, raw: Any) -> str:
    choices = [each for each in typing.get_args(_bare(kind)) if isinstance(each, str)]
    near = nearest(raw, choices) if isinstance(raw, str) else ""
    return near if "did you mean" in near else ""


def _label(key: str, index: int, table: Mapping[str, Any]) -> str:
    named = table.get("id")
    return f"{key} {named}" if isinstance(named, str) and named else f"{key} no. {index + 1}"


def _bare(kind: Any) -> Any:
    """Without Annotated and without "or None"."""
    if typing.get_origin(kind) is typing.Annotated:
        return _bare(typing.get_args(kind)[0])
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        others = [each for each in typing.get_args(kind) if each is not type(None)]
        return _bare(others[0]) if len(others) == 1 else kind
    return kind


def _origin(kind: Any) -> Any:
    bare = _bare(kind)
    return typing.get_origin(bare) or bare


def struct_in(kind: Any) -> type[msgspec.Struct] | None:
    """The Struct a type is, if it is one."""
    bare = _bare(kind)
    return bare if isinstance(bare, type) and issubclass(bare, msgspec.Struct) else None


def _elements_in(kind: Any) -> type[msgspec.Struct] | None:
    inner = typing.get_args(_bare(kind))
    return struct_in(inner[0]) if _origin(kind) in (tuple, list) and inner else None


def _blank(kind: Any) -> Any:
    inner = struct_in(kind)
    if inner is not None:
        return inner(**{each.name: _blank(each.type) for each in msgspec.structs.fields(inner) if each.required})
    return _BLANK.get(_origin(kind), "")
