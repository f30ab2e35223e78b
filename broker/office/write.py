"""From the typed Office to office.toml: what stands by default is left out, so that the file stays a letter."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from broker.contract.ids import ORDINARY
from broker.contract.office import (
    Counter,
    Field,
    Office,
    PriorityClass,
    Rating,
    Rules,
    Screens,
    Series,
    Service,
    Shift,
    Text,
)
from broker.office.notation import write_span, write_week
from broker.office.read import NO_SHOW_WAIT_PRIORITY_S, NO_SHOW_WAIT_S, counter_name, usual_hours

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SHARED = ("minutes", "target_min", "hours", "seats")
_DEFAULTS = {each.name: each.default for each in msgspec.structs.fields(Service)}


def write_office(office: Office) -> str:
    """A sound office as a file; reading it gives the same office.

    Fields stand in their order with their services below; rows of numbers in the order of their first use.
    """
    return "\n".join(["# Office settings. All keys: docs/settings.md\n", *_blocks(office)])


def _blocks(office: Office) -> Iterator[str]:
    yield _block("[office]", _head(office))
    yield _block("[hours.counters]", write_week(office.calendar.counters))
    yield _block("[hours.kiosk]", write_week(office.calendar.kiosk))
    yield from _calendar(office)
    declared: set[str] = set()
    for field in office.fields:
        yield from _field(office, field, declared)
    for counter in office.counters:
        yield _block("[[counter]]", _counter(office, counter))
    for clerk in office.clerks:
        serves = _serves(office, clerk.services)
        yield _block("[[clerk]]", {"id": clerk.id, "name": clerk.name, "serves": serves or None})
    for shift in office.roster:
        yield _block("[[roster]]", _shift(office, shift))
    for each in office.classes:
        yield _block("[[class]]", _class(each))
    for kiosk in office.kiosks:
        reserved = f"{kiosk.reserved[0]}-{kiosk.reserved[1]}"
        keys = {"id": kiosk.id, "name": _words(kiosk.name), "reserved": reserved}
        yield _block("[[kiosk]]", {**keys, "width_mm": _unless(80, kiosk.width_mm)})
    rules = {key: _unless(getattr(Rules(), key), getattr(office.rules, key)) for key in Rules.__struct_fields__}
    if office.rules != Rules():
        yield _block("[rules]", rules)
    yield from _rating(office.rating)
    if office.screens != Screens():
        yield _block("[screens]", _screens(office.screens))


def _rating(rating: Rating) -> Iterator[str]:
    if rating == Rating():
        return
    plain = Rating()
    keys = ("on", "grades", "wait_s", "shown_from")
    yield _block("[rating]", {key: _unless(getattr(plain, key), getattr(rating, key)) for key in keys})
    for name, questions in (("question", rating.questions), ("reason", rating.reasons)):
        for each in questions:
            yield _block(f"[[rating.{name}]]", {"id": each.id, "text": _words(each.text)})


def _screens(screens: Screens) -> dict[str, Any]:
    return {
        "show_clerk": _unless("no", screens.show_clerk),
        "ticker": [_words(each) for each in screens.ticker] or None,
        "call_word": _words(screens.call_word),
    }


def _head(office: Office) -> dict[str, Any]:
    return {
        "id": office.site,
        "name": _words(office.name),
        "authority": _words(office.authority),
        "languages": list(office.languages),
        "training_prefix": _unless("X", office.training_prefix),
    }


def _calendar(office: Office) -> Iterator[str]:
    calendar = office.calendar
    yield _block("[calendar]", {"last_number_before_min": calendar.last_number_before_min})
    if calendar.closures:
        yield _block("[calendar.closures]", {day: _words(text) for day, text in calendar.closures.items()})
    if calendar.extra:
        extra = {day: [write_span(span) for span in spans] for day, spans in calendar.extra.items()}
        yield _block("[calendar.extra]", extra)


def _field(office: Office, field: Field, declared: set[str]) -> Iterator[str]:
    services = [each for each in office.services if each.field == field.id]
    shared = {key: getattr(services[0], key) for key in _SHARED if len({getattr(s, key) for s in services}) == 1}
    one_row = len({each.series for each in services}) == 1
    keys = {
        "id": field.id,
        "name": _words(field.name),
        "everyday": _words(field.everyday),
        "pictogram": _unless("help", field.pictogram),
    }
    row = _row(office, services[0].series, declared) if one_row else {}
    yield _block("[[field]]", {**keys, **row, **_in_common(shared)})
    for service in services:
        own = {} if one_row else _row(office, service.series, declared)
        rest = {key: getattr(service, key) for key in _SHARED if key not in shared}
        yield _block("[[field.service]]", {**_service(service), **own, **_in_common(rest)})


def _row(office: Office, prefix: str, declared: set[str]) -> dict[str, Any]:
    """A prefix; where it stands first, its numbers as well."""
    if prefix in declared:
        return {"prefix": prefix}
    declared.add(prefix)
    row = next((each for each in office.series if each.prefix == prefix), Series(prefix=prefix))
    return {
        "prefix": prefix,
        "numbers": f"{row.first}-{row.last}",
        "digits": _unless(3, row.digits),
        "dash": _unless(prefix.isalpha(), row.dash),
    }


def _in_common(values: Mapping[str, Any]) -> dict[str, Any]:
    written = {key: _unless(_DEFAULTS[key], value) for key, value in values.items()}
    if written.get("hours") is not None:
        written["hours"] = write_week(written["hours"])
    return written


def _service(service: Service) -> dict[str, Any]:
    papers = {lang: list(lines) for lang, lines in service.papers.items()}
    return {
        "id": service.id,
        "name": _words(service.name),
        "papers": papers["vi"] if set(papers) == {"vi"} else papers or None,
        "daily_cap": service.daily_cap,
        "ask_quantity": service.ask_quantity or None,
        "collects": service.collects or None,
        "helps": service.helps or None,
    }


def _counter(office: Office, counter: Counter) -> dict[str, Any]:
    usual = counter.id.isdigit() and not counter.spoken and counter.number == int(counter.id)
    named = counter.number is not None and counter.name == counter_name(counter.number, office.languages)
    return {
        "id": counter.id,
        "name": None if named else _words(counter.name),
        "number": None if usual else counter.number,
        "spoken": _words(counter.spoken),
        "serves": _serves(office, counter.services),
        "zone": _unless("hall", counter.zone),
        "hours": None if counter.hours is None else write_week(counter.hours),
    }


def _serves(office: Office, services: tuple[str, ...]) -> list[str]:
    """Services as they are said: a field's name where all of its services follow each other."""
    fields = {field.id: [each.id for each in office.services if each.field == field.id] for field in office.fields}
    said: list[str] = []
    rest = list(services)
    while rest:
        name, inside = next(
            ((name, inside) for name, inside in fields.items() if inside and rest[: len(inside)] == inside),
            (rest[0], rest[:1]),
        )
        said.append(name)
        del rest[: len(inside)]
    return said


def _shift(office: Office, shift: Shift) -> dict[str, Any]:
    usual = shift.hours == usual_hours(shift.counter, office.counters, office.calendar)
    return {"counter": shift.counter, "clerk": shift.clerk, "hours": None if usual else write_week(shift.hours)}


def _class(each: PriorityClass) -> dict[str, Any]:
    promised = NO_SHOW_WAIT_S if each.id == ORDINARY else NO_SHOW_WAIT_PRIORITY_S
    return {
        "id": each.id,
        "name": _words(each.name),
        "weight": _unless(1.0, each.weight),
        "limit_min": each.limit_min,
        "no_show_wait_s": _unless(promised, each.no_show_wait_s),
        "evidence": _words(each.evidence),
    }


def _words(text: Text) -> str | Text | None:
    """A text with Vietnamese alone as a bare string."""
    return text["vi"] if set(text) == {"vi"} else text or None


def _unless(default: Any, value: Any) -> Any:
    return None if value == default else value


# --- TOML ------------------------------------------------------------------------------------------------


def _block(heading: str, values: Mapping[str, Any]) -> str:
    rows = [f"{_key(key)} = {_value(value)}" for key, value in values.items() if value is not None]
    return "\n".join([heading, *rows]) + "\n"


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _string(key)


def _string(text: str) -> str:
    # JSON's escapes are TOML's, but for DEL, which JSON lets stand.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, Mapping):
        inside = ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value(each) for each in value)}]"
    return str(int(value)) if float(value).is_integer() else repr(value)
