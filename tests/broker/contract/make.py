"""Any message of the contract, for Hypothesis: built from the types themselves, constraints included."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec
from hypothesis import strategies as st
from msgspec import inspect

#: What a 64-bit store and every JSON reader can hold.
GREATEST = 2**53
Made = st.SearchStrategy[Any]


@cache
def anything(kind: Any) -> Made:
    """Values of a type that a decoder of that type must take."""
    return _made(inspect.type_info(kind))


def _made(info: inspect.Type) -> Made:
    match info:
        case inspect.Metadata():
            return _made(info.type)
        case inspect.UnionType():
            return st.one_of([_made(each) for each in info.types])
        case inspect.StructType():
            return _struct(info)
        case inspect.VarTupleType():
            return st.lists(_made(info.item_type), max_size=2).map(tuple)
        case inspect.TupleType():
            return st.tuples(*(_made(each) for each in info.item_types))
        case inspect.DictType():
            return st.dictionaries(_made(info.key_type), _made(info.value_type), max_size=2)
        case inspect.LiteralType():
            return st.sampled_from(info.values)
        case _:
            return _plain(info)


def _plain(info: inspect.Type) -> Made:
    match info:
        case inspect.StrType():
            if info.pattern is not None:
                least, most = info.min_length or 0, info.max_length or GREATEST
                return st.from_regex(info.pattern).filter(lambda text: least <= len(text) <= most)
            return st.text(min_size=info.min_length or 0, max_size=min(info.max_length or 20, 20))
        case inspect.IntType():
            return st.integers(-GREATEST if info.ge is None else info.ge, GREATEST if info.le is None else info.le)
        case inspect.FloatType():
            low = info.ge if info.ge is not None else info.gt
            top = info.le if info.le is not None else 1e9
            return st.floats(-1e9 if low is None else low, top, exclude_min=info.gt is not None)
        case inspect.BoolType():
            return st.booleans()
        case inspect.NoneType():
            return st.none()
    raise AssertionError(f"a type the contract should not hold: {info}")


def _struct(info: inspect.StructType) -> Made:
    fields = {each.name: _made(each.type) for each in info.fields}
    return st.builds(info.cls, **fields)


def as_json(message: msgspec.Struct) -> dict[str, Any]:
    """A message as plain data, to be spoiled."""
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(message))
    return plain
