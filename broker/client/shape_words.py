"""Types and values in plain words, for mistakes and for the reference page; secrets are never among them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from msgspec import inspect

from broker.contract import ids

_MASK = "•••"


def _pattern(kind: Any) -> str:
    return str(kind.__metadata__[0].pattern)


_PATTERNS = {
    _pattern(ids.Name): "a short name (a-z, 0-9, hyphen)",
    r"^[a-z]{2,3}$": "a language code such as vi, en",
}


class Secret:
    """A text that is not to be seen: printed, logged or told in a mistake it is a mask. `reveal` gives it."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself, for the one who needs it."""
        return self._text

    def __repr__(self) -> str:
        return f"Secret({_MASK!r})"

    def __str__(self) -> str:
        return _MASK

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        return hash((Secret, self._text))


def describe(kind: Any) -> str:
    """What a value of this type must be: "a whole number from 2 to 5"."""
    return _describe(inspect.type_info(kind))


def holds_secret(kind: Any) -> bool:
    """Whether a value of this type must not be shown."""
    return Secret in _customs(inspect.type_info(kind))


def shown(value: Any, *, hidden: bool = False) -> str:
    """A value as it stands in a mistake, cut to a length one can read."""
    if hidden:
        return _MASK
    if isinstance(value, str):
        return repr(value if len(value) <= 40 else value[:39] + "…")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return "{ … }" if isinstance(value, dict) else "[ … ]"
    return str(value)


def _describe(info: inspect.Type) -> str:
    match info:
        case inspect.Metadata():
            return str((info.extra_json_schema or {}).get("title", "")) or _describe(info.type)
        case inspect.UnionType():
            return " or ".join(_describe(each) for each in info.types if not isinstance(each, inspect.NoneType))
        case inspect.LiteralType():
            return "one of " + ", ".join(str(each) for each in info.values)
        case inspect.IntType() | inspect.FloatType():
            return f"a {'whole ' if isinstance(info, inspect.IntType) else ''}number{_bounds(info)}"
        case inspect.StrType():
            return _PATTERNS.get(info.pattern or "", f"text like {info.pattern}" if info.pattern else '"text"')
        case inspect.BoolType():
            return "true or false"
        case _:
            return _describe_compound(info)


def _describe_compound(info: inspect.Type) -> str:
    match info:
        case inspect.VarTupleType() | inspect.ListType():
            return f"[ {_describe(info.item_type)}, … ]"
        case inspect.TupleType():
            return f"[ {', '.join(_describe(each) for each in info.item_types)} ]"
        case inspect.DictType():
            return f"{{ name = {_describe(info.value_type)}, … }}"
        case inspect.CustomType():
            return {Secret: "a secret text", Path: "a path"}.get(info.cls, info.cls.__name__)
        case inspect.StructType():
            return "a table"
        case _:
            return "a value"


def _bounds(info: inspect.IntType | inspect.FloatType) -> str:
    low, high = info.ge, info.le
    if low is not None and high is not None:
        return f" from {low:g} to {high:g}"
    parts = [f"above {info.gt:g}"] if info.gt is not None else []
    parts += [f"at least {low:g}"] if low is not None else []
    parts += [f"at most {high:g}"] if high is not None else []
    return " " + ", ".join(parts) if parts else ""


def _customs(info: inspect.Type) -> set[type]:
    match info:
        case inspect.Metadata():
            return _customs(info.type)
        case inspect.UnionType():
            return set().union(*(_customs(each) for each in info.types))
        case inspect.VarTupleType() | inspect.ListType():
            return _customs(info.item_type)
        case inspect.CustomType():
            return {info.cls}
        case _:
            return set()


def default_text(each: msgspec.structs.FieldInfo) -> str | None:
    """The default of a field as TOML would say it; None where there is none. Empty: "" ."""
    if each.required:
        return None
    value = each.default if each.default is not msgspec.NODEFAULT else each.default_factory()
    if isinstance(value, Secret) or value is None or value in ("", (), [], {}):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | Path):
        return f'"{value}"'
    if isinstance(value, tuple | list):
        return "[" + ", ".join(f'"{part}"' if isinstance(part, str) else str(part) for part in value) + "]"
    return f"{value:g}" if isinstance(value, float) else str(value)
