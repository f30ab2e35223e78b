"""All checks of an office: what makes it unusable, and what may not be meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from broker.client.problems import Problem
from broker.client.shape import keys_in
from broker.contract.office import Office
from broker.office import advice, check_hours, check_names, check_numbers
from broker.office.places import Fault, Source, problems

Check = Callable[[Office], Iterator[Fault]]

#: Each looks at what stands in one place.
_DIRECT: tuple[Check, ...] = (
    check_names.ids_twice,
    check_names.names_unknown,
    check_names.texts_wrong,
    check_names.languages_wrong,
    check_names.counters_unspeakable,
    check_names.classes_wrong,
    check_names.rules_wrong,
    check_numbers.series_wrong,
    check_hours.hours_wrong,
    check_hours.days_wrong,
)
#: Each concludes from several places. Where one of these keys has a mistake already, the conclusion may be its
#: echo ("no counter serves birth", because the counter says "brith"), and is left until that one is mended.
_CONCLUSIONS: tuple[tuple[Check, frozenset[str]], ...] = (
    (check_names.parts_empty, frozenset({"id", "serves", "service"})),
    (check_names.services_stranded, frozenset({"id", "serves"})),
    (check_numbers.reserved_wrong, frozenset({"numbers", "digits"})),
    (check_numbers.printed_alike, frozenset({"prefix", "numbers", "digits", "reserved", "dash"})),
    (check_numbers.series_unknown, frozenset({"prefix"})),
    (check_hours.roster_clashes, frozenset({"id", "hours", "counter", "clerk"})),
    (check_hours.never_open, frozenset({"id", "serves", "hours"})),
)
_ADVICE: tuple[Check, ...] = (
    advice.prefixes_alike,
    advice.voice_overrun,
    advice.texts_untranslated,
    advice.roster_idle,
    advice.limits_longer,
    advice.kiosks_missing,
)


def faults(office: Office, source: Source | None = None, touched: Iterable[str] = ()) -> list[Problem]:
    """All that makes an office unusable; empty for a sound one. `touched`: keys whose mistakes are told already."""
    source = source or Source()
    known = set(touched)
    found = [fault for check in _DIRECT for fault in check(office)]
    known |= {key for fault in found for key in keys_in(source.path(fault.place))}
    for check, keys in _CONCLUSIONS:
        if not keys & known:
            found += check(office)
    return problems(office, found, source)


def warnings(office: Office, source: Source | None = None) -> list[Problem]:
    """What is allowed and may not be meant."""
    return problems(office, [fault for check in _ADVICE for fault in check(office)], source or Source())
