"""The reference pages that are drawn from the code: messages, states and keys, settings. A test keeps them true."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from broker.contract import codec, commands, events, status
from broker.contract.ids import InstantMs
from broker.contract.refusals import REFUSALS
from broker.contract.topics import Topics
from broker.core import tables
from broker.office.reference import settings_page

Struct = type[msgspec.Struct]
_TOPICS = Topics("binh-minh")


def write_pages(out: Path) -> list[Path]:
    """Write all pages into a folder; which ones."""
    out.mkdir(parents=True, exist_ok=True)
    pages = {"messages.md": messages_page(), "states.md": states_page(), "settings.md": settings_page()}
    for name, text in pages.items():
        (out / name).write_text(text, encoding="utf-8")
    return [out / name for name in pages]


# --- messages --------------------------------------------------------------------------------------------


def messages_page() -> str:
    """All messages: topics, envelopes, commands, events, status, refusals."""
    parts = [
        "# Messages",
        "Drawn from `broker/contract` by `python -m broker docs`. " + _doc(codec),
        "## Topics",
        *_topics(),
        "## Envelopes",
        *_structs([codec.CommandMessage, codec.Answer, codec.StatusMessage]),
        "A request and its answer on the wire:",
        *_examples(),
        "## Commands",
        "Sent by devices, decoded strictly. Those of a counter name `revision`, `epoch` and `beat` (promise: presses).",
        *_structs(commands.COMMANDS),
        "## Events",
        "Rows of the journal and bodies of answers. Unknown fields of a newer minor version are ignored.",
        *_structs(events.EVENTS),
        "### Why",
        *_struct(events.Why),
        "## Status",
        "Retained, the beat excepted.",
        *_structs(status.STATUSES),
        *_structs([status.ServiceQueue, status.BoardCall, status.BoardCounter, status.BoardField, status.LastRefusal]),
        "## Refusals",
        *_refusals(),
    ]
    return "\n\n".join(parts) + "\n"


def _examples() -> Iterator[str]:
    asked = commands.RequestTicket(request_id="k1-7f3a90c2", service="civil-birth", kiosk="kiosk-1")
    issued = events.TicketIssued(
        ticket="2026-11-23.H-025",
        number="H-025",
        request_id=asked.request_id,
        service=asked.service,
        kiosk=asked.kiosk,
        taken=InstantMs(1_795_395_900_000),
        place_ms=InstantMs(1_795_395_900_000),
        ahead=12,
        wait_low_min=10,
        wait_high_min=25,
    )
    question = codec.CommandMessage(id="c41", device="kiosk-1", command=asked)
    answer = codec.Answer(id="c41", epoch=3, at=InstantMs(1_795_395_900_000), events=(issued,))
    for message in (question, answer):
        yield "```json\n" + msgspec.json.format(codec.encode(message), indent=1).decode() + "\n```"


def _topics() -> Iterator[str]:
    rows = [
        (_TOPICS.command("<device>"), "commands of a device", "1, presses of a counter 0", "no"),
        (_TOPICS.answer("<device>"), "answers to that device", "1", "no"),
        (_TOPICS.beat, "the engine's beat", "0", "no"),
        (_TOPICS.catalogue, "the office in force", "1", "yes"),
        (_TOPICS.queues, "all services now", "1", "yes"),
        (_TOPICS.board("<zone>"), "the board of a zone", "1", "yes"),
        (_TOPICS.counter("<counter>"), "one counter", "1", "yes"),
        (_TOPICS.homie("<device>"), "health of a device (Homie 5), `lost` as the will", "1", "yes"),
    ]
    lines = ["| topic (of the site `binh-minh`) | what | QoS | retained |", "|---|---|---|---|"]
    yield "\n".join(lines + [f"| `{topic}` | {what} | {qos} | {kept} |" for topic, what, qos, kept in rows])


def _structs(kinds: Iterable[Struct]) -> Iterator[str]:
    for kind in kinds:
        yield f"### {kind.__name__}"
        yield from _struct(kind)


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
            return "text" + (f" `{info.pattern}`" if info.pattern else "") + _bounds(info.min_length, info.max_length)
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


# --- states ----------------------------------------------------------------------------------------------


def states_page() -> str:
    """The transition tables as diagrams, and what each key means in each state."""
    parts = [
        "# States",
        "Drawn from `broker/core/tables.py` by `python -m broker docs`. What is not drawn cannot happen.",
        "## A ticket",
        _diagram("[*] --> issued: TicketIssued", tables.TICKET),
        "## A counter",
        _diagram("[*] --> shut", tables.COUNTER),
        "`PressUndone` brings a counter and its ticket back to where they stood before the last press.",
        "## The four keys",
        *_keys(),
    ]
    return "\n\n".join(parts) + "\n"


def _diagram(first: str, table: dict[Any, Any]) -> str:
    arrows: dict[tuple[str, str], list[str]] = {}
    for (before, event), after in table.items():
        if before != after:
            arrows.setdefault((before, after), []).append(event.__name__)
    lines = [f"    {before} --> {after}: {', '.join(names)}" for (before, after), names in arrows.items()]
    return "\n".join(["```mermaid", "stateDiagram-v2", f"    {first}", *lines, "```"])


def _keys() -> Iterator[str]:
    states = dict.fromkeys(state for state, _, _ in tables.KEYS)
    presses = [(key, long) for key in ("next", "recall", "start", "pause") for long in (False, True)]
    head = "| state | " + " | ".join(f"{key.upper()}{', long' if long else ''}" for key, long in presses) + " |"
    rows = [head, "|---" * (len(presses) + 1) + "|"]
    for state in states:
        cells = [tables.meaning(state, key, long=long) for key, long in presses]  # type: ignore[arg-type]
        refused = f"*{tables.REFUSED[state]}*"
        rows.append(f"| {state} | " + " | ".join(cell or refused for cell in cells) + " |")
    yield "\n".join(rows)
    yield "In italics: refused, with the code of the reason."
