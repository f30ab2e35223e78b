"""All checks of an office: what makes it unusable, and what may not be meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from broker.client.problems import Problem
from broker.client.shape import Findings, keys_in
from broker.client.toml_text import Document, Path
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
    check_names.counters_empty,
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
    (check_names.fields_empty, frozenset({"id", "service"})),
    (check_names.services_stranded, frozenset({"id", "serves"})),
    (check_numbers.reserved_wrong, frozenset({"numbers", "digits"})),
    (check_numbers.printed_alike, frozenset({"prefix", "numbers", "digits", "reserved", "dash"})),
    (check_numbers.series_unknown, frozenset({"prefix"})),
    (check_hours.roster_clashes, frozenset({"id", "hours", "counter", "clerk"})),
    (check_hours.never_open, frozenset({"id", "serves", "hours"})),
)
_ADVICE: tuple[Check, ...] = (
    advice.prefixes_alike,
    advice.prefixes_shared,
    advice.voice_overrun,
    advice.texts_untranslated,
    advice.roster_idle,
    advice.days_beyond,
    advice.training_twice,
    advice.limits_longer,
    advice.kiosks_missing,
)


def faults(office: Office) -> list[Problem]:
    """All that makes an office unusable, however it came; empty for a sound one."""
    return further_faults(office, Source(), Findings(Document()))


def further_faults(office: Office, source: Source, found: Findings) -> list[Problem]:
    """The same for an office read from a file in which mistakes were found already: those that are news."""
    direct = [fault for check in _DIRECT for fault in check(office) if not _told(source.path(fault.place), found)]
    touched = found.touched | {key for fault in direct for key in keys_in(source.path(fault.place))}
    concluded = [fault for check, keys in _CONCLUSIONS if not keys & touched for fault in check(office)]
    return problems(office, direct + concluded, source)


def _told(path: Path, found: Findings) -> bool:
    """Whether a mistake is known of the value there, or of the table that it would stand in."""
    return any(path[:length] in found.told for length in range(1, len(path) + 1))


def warnings(office: Office, source: Source | None = None) -> list[Problem]:
    """What is allowed and may not be meant."""
    return problems(office, [fault for check in _ADVICE for fault in check(office)], source or Source())
