"""What is allowed and may still not be meant: warnings. Every piece of advice yields Faults."""

from __future__ import annotations

from collections import Counter as Count
from collections.abc import Iterator
from itertools import combinations

from broker.contract.ids import ORDINARY
from broker.contract.office import Office, Series
from broker.office.check_hours import common, weeks
from broker.office.check_numbers import overlap
from broker.office.notation import DAYS
from broker.office.places import Fault, label, texts

#: Letters that are told apart by ear, on LED digits and on thermal paper, as well as nine can be.
SAFE_LETTERS = "ACEFHLPTU"
#: Vietnamese letter names that sound the same to many: D = G, and = V in the South; S X, M N, L N, B P, A K, L R.
_SOUND_ALIKE = [set(pair) for pair in ("DG", "DV", "GV", "SX", "MN", "LN", "BP", "AK", "LR")]
#: Letters whose names all end in "-ê" and differ in one sound.
_SOUND_E = set("BCDGPTV")
_LOOK_ALIKE = {"B": "8", "D": "0", "G": "6", "I": "1", "O": "0", "Q": "0", "S": "5", "Z": "2"}
#: One voice says a full call twice in 13 s and a short one in under 5 s: six calls a minute leave it no rest.
MOST_CALLS_A_MINUTE = 6
_NAMED = 5


def prefixes_alike(office: Office) -> Iterator[Fault]:
    """Prefixes that are mistaken for each other or for a digit."""
    rows = list(enumerate(office.series))
    for index, row in rows:
        digits = [f"{letter} looks like {_LOOK_ALIKE[letter]}" for letter in row.prefix if letter in _LOOK_ALIKE]
        if digits:
            yield Fault(("series", index, "prefix"), f"{', '.join(digits)} on LED digits{_safe()}")
    for (earlier, one), (later, other) in combinations(rows, 2):
        if one.prefix != other.prefix and _alike(one.prefix, other.prefix):
            what = f"{one.prefix} and {other.prefix} sound alike{_safe()}"
            yield Fault(("series", later, "prefix"), what, ("series", earlier, "prefix"))


def prefixes_shared(office: Office) -> Iterator[Fault]:
    """Fields whose numbers are of one row: nobody hears from a number for what it was taken."""
    fields = {each.id: index for index, each in enumerate(office.fields)}
    users: dict[str, list[int]] = {}
    for service in office.services:
        users.setdefault(service.series, []).append(fields.get(service.field, 0))
    for prefix, among in users.items():
        first, *others = dict.fromkeys(among)
        for index in others:
            said = f"prefix {prefix!r} is that of field {office.fields[first].id}"
            yield Fault(("fields", index), f"{said}: a number does not tell which of them is meant", ("fields", first))


def _safe() -> str:
    return f"; safe letters: {' '.join(SAFE_LETTERS)}"


def _alike(one: str, other: str) -> bool:
    return len(one) == len(other) and all(a == b or _letters_alike(a, b) for a, b in zip(one, other, strict=True))


def _letters_alike(one: str, other: str) -> bool:
    pair = {one, other}
    return pair in _SOUND_ALIKE or (pair <= _SOUND_E and not pair <= set(SAFE_LETTERS))


def voice_overrun(office: Office) -> Iterator[Fault]:
    """A hall where the counters together, at their usual pace, call more often than a voice can say."""
    minutes = {each.id: each.minutes for each in office.services}
    calls: Count[str] = Count()
    for counter in office.counters:
        known = [minutes[service] for service in counter.services if service in minutes]
        calls[counter.zone] += len(known) / sum(known) if known else 0  # type: ignore[assignment]
    for zone, a_minute in calls.items():
        if a_minute > MOST_CALLS_A_MINUTE:
            pace = f"hall {zone!r}: about {a_minute:.1f} calls a minute, above {MOST_CALLS_A_MINUTE}"
            yield Fault(("counters",), f"{pace}: the voice cannot keep up; give some counters a zone of their own")


def texts_untranslated(office: Office) -> Iterator[Fault]:
    """Texts without one of the office's languages: Vietnamese will stand there."""
    for lang in office.languages:
        places = [place for place, text in texts(office) if lang not in text and text]
        if places:
            named = ", ".join(dict.fromkeys(label(office, place) for place in places[:_NAMED]))
            more = ", …" if len(places) > _NAMED else ""
            yield Fault(("languages",), f"{len(places)} texts have no {lang!r}: {named}{more}")


def roster_idle(office: Office) -> Iterator[Fault]:
    """Shifts outside the counter's hours, clerks who know nothing of what their counter does."""
    counters, clerks = {each.id: each for each in office.counters}, {each.id: each for each in office.clerks}
    for index, shift in enumerate(office.roster):
        counter, clerk = counters.get(shift.counter), clerks.get(shift.clerk)
        if counter is None or clerk is None:
            continue
        hours = counter.hours or office.calendar.counters
        if any(common(a, b) != a for a, b in zip(shift.hours, hours, strict=True)):
            yield Fault(("roster", index), f"goes beyond the hours of counter {counter.id}")
        if clerk.services and not set(clerk.services) & set(counter.services):
            yield Fault(("roster", index), f"clerk {clerk.id} knows nothing that counter {counter.id} serves")


def days_beyond(office: Office) -> Iterator[Fault]:
    """Hours on a weekday on which the office as a whole is closed: no day is opened then."""
    for place, week in weeks(office):
        days = [DAYS[day] for day in range(7) if week[day] and not office.calendar.counters[day]]
        if days:
            yield Fault(place, f"hours on {', '.join(days)}, when [hours.counters] has none: the office stays closed")


def training_twice(office: Office) -> Iterator[Fault]:
    """A kiosk's own numbers that the row of numbers for training has as well."""
    row = Series(prefix=office.training_prefix)
    for index, kiosk in enumerate(office.kiosks):
        if overlap(kiosk.reserved, (row.first, row.last)):
            what = f"in training, numbers {kiosk.reserved[0]}-{kiosk.reserved[1]} could be given twice"
            yield Fault(("kiosks", index, "reserved"), f"{what}; above {row.last} they are the kiosk's alone")


def limits_longer(office: Office) -> Iterator[Fault]:
    """A class with a right to go first that is promised less than the ordinary one."""
    ordinary = {each.id: each for each in office.classes}.get(ORDINARY)
    for index, each in enumerate(office.classes):
        if ordinary and each.limit_min > ordinary.limit_min:
            what = f"limit_min {each.limit_min} is longer than the ordinary {ordinary.limit_min}"
            yield Fault(("classes", index, "limit_min"), what)


def kiosks_missing(office: Office) -> Iterator[Fault]:
    """No machine that gives numbers."""
    if not office.kiosks:
        yield Fault(("kiosks",), "there is no kiosk: numbers can only be given at the counters")
