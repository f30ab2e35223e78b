"""docs/messages.md: topics, envelopes, every command, event and status with its fields and an example, refusals."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from broker.contract import codec, commands, events, status
from broker.contract.refusals import REFUSALS
from broker.contract.topics import Topics
from broker.reference.samples import sample

Struct = type[msgspec.Struct]
#: An example is broken where its line would be longer.
WIDTH = 110
_TOPICS = Topics("binh-minh")


def messages_page() -> str:
    """All messages: topics, envelopes, commands, events, status, refusals."""
    parts = [
        "# Messages",
        "Drawn from `broker/contract` by `python -m broker docs`. " + _doc(codec),
        "## Topics",
        *_topics(),
        "## Envelopes",
        *_structs([codec.CommandMessage, codec.Answer, codec.StatusMessage], examples=False),
        "A request and its answer on the wire:",
        *_examples(),
        "## Commands",
        "Sent by devices, decoded strictly. Those of a counter name `revision`, `epoch` and `beat` (promise: presses).",
        *_structs(commands.COMMANDS),
        "## Events",
        "Rows of the journal and bodies of answers. Unknown fields of a newer minor version are ignored.",
        *_structs(events.EVENTS),
        "## Status",
        "Retained, the beat excepted. Unknown fields of a newer minor version are ignored.",
        *_structs(status.STATUSES),
        "## Parts",
        "What stands inside events and status, and the office. In a command unknown fields are refused here too.",
        *_structs(_parts(), examples=False),
        "## Refusals",
        *_refusals(),
    ]
    return "\n\n".join(parts) + "\n"


def _examples() -> Iterator[str]:
    asked, issued = sample(commands.RequestTicket), sample(events.TicketIssued)
    command = msgspec.structs.replace(sample(codec.CommandMessage), command=asked)
    answer = msgspec.structs.replace(sample(codec.Answer), events=(issued,))
    yield from (_example(each) for each in (command, answer))


def _example(message: msgspec.Struct) -> str:
    return f"```json\n{_laid_out(msgspec.to_builtins(message))}\n```"


def _laid_out(value: Any, indent: str = "", before: int = 0) -> str:
    """JSON on one line where it fits behind `before` characters, else one line for each part."""
    line = msgspec.json.format(msgspec.json.encode(value), indent=0).decode()
    if len(indent) + before + len(line) <= WIDTH or not isinstance(value, dict | list | tuple) or not value:
        return line
    deeper = indent + "  "
    if isinstance(value, dict):
        parts = [f'{deeper}"{key}": {_laid_out(each, deeper, len(key) + 5)}' for key, each in value.items()]
    else:
        parts = [deeper + _laid_out(each, deeper, 1) for each in value]
    marks = "{}" if isinstance(value, dict) else "[]"
    return "\n".join([marks[0], ",\n".join(parts), indent + marks[1]])


def _parts() -> list[Struct]:
    """Structs that stand inside messages and are none themselves, in the order in which they are met."""
    met: dict[Struct, None] = {}
    for kind in (*events.EVENTS, *status.STATUSES):
        for each in _inside(kind):
            met.setdefault(each)
    return [each for each in met if each not in events.EVENTS]


def _inside(kind: Struct) -> Iterator[Struct]:
    for each in msgspec.structs.fields(kind):
        for part in _structs_in(msgspec.inspect.type_info(each.type)):
            yield part
            yield from _inside(part)


def _structs_in(info: msgspec.inspect.Type) -> Iterator[Struct]:
    match info:
        case msgspec.inspect.StructType():
            yield info.cls
        case msgspec.inspect.Metadata():
            yield from _structs_in(info.type)
        case msgspec.inspect.UnionType():
            yield from (part for each in info.types for part in _structs_in(each))
        case msgspec.inspect.VarTupleType():
            yield from _structs_in(info.item_type)
        case msgspec.inspect.DictType():
            yield from _structs_in(info.value_type)


def _topics() -> Iterator[str]:
    rows = [
        (_TOPICS.command("<device>"), "commands of a device", "1, presses of a counter 0", "no"),
        (_TOPICS.answer("<device>"), "answers to that device", "1", "no"),
        (_TOPICS.beat, "the engine's beat", "0", "no"),
        (_TOPICS.catalogue, "the office in force", "1", "yes"),
        (_TOPICS.queues, "all services now", "1", "yes"),
        (_TOPICS.board("<zone>"), "the board of a zone", "1", "yes"),
        (_TOPICS.counter("<counter>"), "one counter", "1", "yes"),
        (_TOPICS.waiting, "all live tickets, for clerks' pages", "1", "yes"),
        (_TOPICS.alerts, "all that is wrong now", "1", "yes"),
        (_TOPICS.bookings, "the appointments of the open day, by digest", "1", "yes"),
        (_TOPICS.slips("<kiosk>"), "what a kiosk is asked to print for others", "1", "yes"),
        (_TOPICS.rating("<counter>"), "whether a visitor may rate there now", "1", "yes"),
        (_TOPICS.bundle("<name>"), "where a bundle is to be fetched (written by the web service)", "1", "yes"),
        (_TOPICS.homie("<device>"), "health of a device (Homie 5), `lost` as the will", "1", "yes"),
    ]
    lines = ["| topic (of the site `binh-minh`) | what | QoS | retained |", "|---|---|---|---|"]
    yield "\n".join(lines + [f"| `{topic}` | {what} | {qos} | {kept} |" for topic, what, qos, kept in rows])


def _structs(kinds: Iterable[Struct], *, examples: bool = True) -> Iterator[str]:
    for kind in kinds:
        yield f"### {kind.__name__}"
        yield from _struct(kind)
        if examples:
            yield _example(sample(kind))


def _struct(kind: Struct) -> Iterator[str]:
    yield _doc(kind)
    fields = msgspec.structs.fields(kind)
    if fields:
        rows = ["| field | type | default |", "|---|---|---|"]
        rows += [f"| `{each.name}` | {_type(each.type)} | {_default(each)} |" for each in fields]
        yield "\n".join(rows)
    else:
        yield "No fields."


def _doc(thing: Any) -> str:
    text = inspect.getdoc(thing) or ""
    return textwrap.dedent(text).strip()


def _default(field: msgspec.structs.FieldInfo) -> str:
    if field.default is not msgspec.NODEFAULT:
        return f"`{msgspec.json.encode(field.default).decode()}`"
    if field.default_factory is not msgspec.NODEFAULT:
        return f"`{msgspec.json.encode(field.default_factory()).decode()}`"
    return "required"


def _type(kind: Any) -> str:
    """A type in words of JSON."""
    return _described(msgspec.inspect.type_info(kind))


def _described(info: msgspec.inspect.Type) -> str:
    match info:
        case msgspec.inspect.StrType():
            like = f" `{info.pattern}`".replace("|", "\\|") if info.pattern else ""
            return "text" + like + _bounds(info.min_length, info.max_length)
        case msgspec.inspect.IntType() | msgspec.inspect.FloatType():
            word = "number" if isinstance(info, msgspec.inspect.FloatType) else "whole number"
            return word + _bounds(info.ge if info.ge is not None else info.gt, info.le)
        case msgspec.inspect.BoolType():
            return "true or false"
        case msgspec.inspect.NoneType():
            return "null"
        case msgspec.inspect.LiteralType():
            return ", ".join(f"`{each}`" for each in info.values)
        case msgspec.inspect.StructType():
            return f"`{info.cls.__name__}`"
        case msgspec.inspect.DictType():
            return f"{_described(info.key_type)} → {_described(info.value_type)}"
        case msgspec.inspect.VarTupleType() | msgspec.inspect.ListType():
            return f"list of {_described(info.item_type)}"
        case msgspec.inspect.TupleType():
            return "[" + ", ".join(_described(each) for each in info.item_types) + "]"
        case msgspec.inspect.UnionType():
            structs = [each for each in info.types if isinstance(each, msgspec.inspect.StructType)]
            if len(structs) > 3:
                return f"any of the {len(structs)} kinds below, named by `kind`"
            return " or ".join(_described(each) for each in info.types)
        case msgspec.inspect.Metadata():
            return _described(info.type)
    return type(info).__name__.removesuffix("Type").lower()


def _bounds(low: object, high: object) -> str:
    if low is None and high is None:
        return ""
    return f" ({'' if low is None else low} … {'' if high is None else high})"


def _refusals() -> Iterator[str]:
    rows = ["| code | what it means | parameters |", "|---|---|---|"]
    for code, (meaning, params) in REFUSALS.items():
        rows.append(f"| `{code}` | {meaning} | {', '.join(f'`{each}`' for each in params)} |")
    yield "\n".join(rows)
