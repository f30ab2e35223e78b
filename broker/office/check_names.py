"""Names and texts of an office: each once, each known, each in Vietnamese. Every check yields Faults."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from broker.client.problems import nearest
from broker.contract.ids import ORDINARY
from broker.contract.office import Office
from broker.office.places import Fault, Place, texts
from broker.office.read import NO_SHOW_WAIT_PRIORITY_S, NO_SHOW_WAIT_S

#: Languages of people who come to Vietnam's offices. A catalogue of the product's own texts may still be missing.
LANGUAGES = {
    "vi": "Vietnamese", "en": "English", "km": "Khmer", "tyz": "Tày", "hmn": "Hmông", "cjm": "Chăm", "jra": "Gia Rai",
    "rad": "Ê Đê", "bdq": "Ba Na", "mtq": "Mường", "tai": "Thái", "nut": "Nùng", "lo": "Lao", "zh": "Chinese",
    "ko": "Korean", "ja": "Japanese", "fr": "French", "ru": "Russian",
}  # fmt: skip


def ids_twice(office: Office) -> Iterator[Fault]:
    """A short name given twice, or a service called like a field that has other services besides."""
    for kind in ("fields", "services", "counters", "clerks", "classes", "kiosks"):
        yield from _twice(kind, [each.id for each in getattr(office, kind)])
    for kind in ("questions", "reasons"):
        yield from _twice_at(("rating", kind), [each.id for each in getattr(office.rating, kind)])
    fields = {each.id for each in office.fields}
    for index, service in enumerate(office.services):
        alone = [each.id for each in office.services if each.field == service.id] == [service.id]
        if service.id in fields and not alone:
            yield Fault(("services", index, "id"), f"id {service.id!r} is the name of a field with other services")


def _twice(kind: str, ids: list[str]) -> Iterator[Fault]:
    yield from _twice_at((kind,), ids)


def _twice_at(place: Place, ids: list[str]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for index, name in enumerate(ids):
        if name and first.setdefault(name, index) != index:
            yield Fault((*place, index, "id"), f"id {name!r} is used already", (*place, first[name], "id"))


def names_unknown(office: Office) -> Iterator[Fault]:
    """A service, field, counter or clerk that is named somewhere and is not there."""
    services, fields = {each.id for each in office.services}, {each.id for each in office.fields}
    counters, clerks = [each.id for each in office.counters], [each.id for each in office.clerks]
    for index, service in enumerate(office.services):
        yield from _unknown(("services", index, "field"), "field", [service.field], fields)
    for kind in ("counters", "clerks"):
        for index, each in enumerate(getattr(office, kind)):
            yield from _unknown((kind, index, "services"), "service", each.services, services, also=fields)
    for index, shift in enumerate(office.roster):
        yield from _unknown(("roster", index, "counter"), "counter", [shift.counter], counters)
        yield from _unknown(("roster", index, "clerk"), "clerk", [shift.clerk], clerks)


def _unknown(
    place: Place, what: str, names: Iterable[str], known: Iterable[str], *, also: Iterable[str] = ()
) -> Iterator[Fault]:
    for name in names:
        if name and name not in known:
            yield Fault(place, f"unknown {what} {name!r}{nearest(name, [*known, *also])}")


def texts_wrong(office: Office) -> Iterator[Fault]:
    """A text without Vietnamese, empty, or in a language the office does not have."""
    for place, text in texts(office):
        key = place[-1]
        for lang, words in text.items():
            if lang not in (*office.languages, "vi"):
                yield Fault(place, f"{key}: unknown language {lang!r}{nearest(lang, office.languages)}")
            if not words.strip():
                yield Fault(place, f"{key}: the text in {lang!r} is empty")
        if "vi" not in text:
            yield Fault(place, f"{key}: the Vietnamese text is missing")


def languages_wrong(office: Office) -> Iterator[Fault]:
    """Languages without Vietnamese, or that nobody knows."""
    if "vi" not in office.languages:
        yield Fault(("languages",), "languages: Vietnamese, 'vi', is always one of them")
    for lang in office.languages:
        if lang not in LANGUAGES:
            yield Fault(("languages",), f"languages: unknown language {lang!r}{nearest(lang, LANGUAGES)}")


def counters_unspeakable(office: Office) -> Iterator[Fault]:
    """A counter the voice cannot name, or that it names like another of the same hall."""
    for index, counter in enumerate(office.counters):
        if counter.number is None and not counter.spoken:
            yield Fault(("counters", index), 'needs a number, or spoken = "…" for the voice')
        for earlier, other in enumerate(office.counters[:index]):
            same = counter.number is not None and (other.number, other.zone) == (counter.number, counter.zone)
            if same and other.id != counter.id:
                what = f"number {counter.number} is that of counter {other.id}"
                yield Fault(("counters", index, "number"), what, ("counters", earlier))


def classes_wrong(office: Office) -> Iterator[Fault]:
    """No ordinary class, weights that turn a right into a burden, a no-show wait below the promise."""
    if ORDINARY not in [each.id for each in office.classes]:
        yield Fault(("classes",), f"the class {ORDINARY!r} is missing")
    for index, each in enumerate(office.classes):
        ordinary = each.id == ORDINARY
        if ordinary and each.weight != 1:
            yield Fault(("classes", index, "weight"), f"weight {each.weight:g}: that of {ORDINARY} is always 1")
        if each.weight < 1 and not ordinary:
            yield Fault(("classes", index, "weight"), f"weight {each.weight:g}: a class must not weigh less than 1")
        promised = NO_SHOW_WAIT_S if ordinary else NO_SHOW_WAIT_PRIORITY_S
        if each.no_show_wait_s < promised:
            what = f"no_show_wait_s {each.no_show_wait_s}: at least {promised}"
            yield Fault(("classes", index, "no_show_wait_s"), what)


def rules_wrong(office: Office) -> Iterator[Fault]:
    """Rules that contradict each other."""
    rules = office.rules
    if rules.most_calls < rules.no_show_calls:
        what = f"most_calls {rules.most_calls} is less than no_show_calls {rules.no_show_calls}: nobody could be absent"
        yield Fault(("rules", "most_calls"), what)
    twice = sorted({each for each in rules.late_offers if rules.late_offers.count(each) > 1})
    if twice:
        yield Fault(("rules", "late_offers"), f"late_offers names {', '.join(twice)} twice")


def fields_empty(office: Office) -> Iterator[Fault]:
    """A field without a service."""
    for index, each in enumerate(office.fields):
        if each.id and all(service.field != each.id for service in office.services):
            yield Fault(("fields", index), "has no service")


def counters_empty(office: Office) -> Iterator[Fault]:
    """A counter without a service."""
    for index, counter in enumerate(office.counters):
        if not counter.services:
            yield Fault(("counters", index, "services"), "serves nothing")


def services_stranded(office: Office) -> Iterator[Fault]:
    """A service that no counter takes."""
    served = {service for counter in office.counters for service in counter.services}
    for index, each in enumerate(office.services):
        if office.counters and each.id and each.id not in served:
            yield Fault(("services", index), "no counter serves it")
