"""Offices that are sound and otherwise as odd as they may be, for Hypothesis."""

from __future__ import annotations

import unicodedata
from typing import Any, get_args

from hypothesis import strategies as st

from broker.contract.office import (
    Calendar,
    Clerk,
    Counter,
    Field,
    Kiosk,
    Office,
    PriorityClass,
    Question,
    Rating,
    Rules,
    Screens,
    Series,
    Service,
    Shift,
    Span,
    WeekHours,
)
from broker.office.file import Pictogram

WORDS = (
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=12)
    .map(lambda text: unicodedata.normalize("NFC", text))
    .filter(lambda text: text.strip() != "")
)
NAMES = st.from_regex(r"[a-z0-9][a-z0-9-]{0,9}", fullmatch=True)
PICTOGRAMS = st.sampled_from(get_args(Pictogram))
TEXTS = st.fixed_dictionaries({"vi": WORDS}, optional={"en": WORDS, "km": WORDS})
PREFIXES = st.from_regex(r"[A-WYZ]{1,2}|[1-9]\d?", fullmatch=True)
DAYS = st.dates().filter(lambda day: day.year >= 1000).map(lambda day: day.isoformat())
#: Every week has this hour, so that all is open at some time.
ALWAYS: Span = (480, 540)


@st.composite
def spans(draw: st.DrawFn, *, always: bool = True) -> tuple[Span, ...]:
    """The hours of a day, in order."""
    before = draw(st.lists(st.integers(0, 480), max_size=2, unique=True).map(sorted))
    after = draw(st.lists(st.integers(540, 1440), max_size=4, unique=True).map(sorted))
    middle = [ALWAYS] if always else []
    pairs = [tuple(before)] if len(before) == 2 else []
    late = [(after[i], after[i + 1]) for i in range(0, len(after) - 1, 2)]
    return (*pairs, *middle, *late)  # type: ignore[return-value]


@st.composite
def weeks(draw: st.DrawFn) -> WeekHours:
    """A week with Wednesday always open at eight."""
    days = [draw(st.one_of(st.just(()), spans())) for _ in range(7)]
    days[2] = draw(spans())
    return tuple(days)  # type: ignore[return-value]


def unique(names: st.SearchStrategy[str], least: int, most: int) -> st.SearchStrategy[list[str]]:
    """Names, each once."""
    return st.lists(names, min_size=least, max_size=most, unique=True)


@st.composite
def _services(draw: st.DrawFn, field: str, names: list[str], prefixes: list[str]) -> list[Service]:
    shared = draw(st.booleans())
    row = draw(st.sampled_from(prefixes))
    return [
        Service(
            id=name,
            field=field,
            name=draw(TEXTS),
            series=row if shared else draw(st.sampled_from(prefixes)),
            minutes=draw(st.floats(0.01, 480)),
            target_min=draw(st.sampled_from([15, 0, 1440])),
            papers=draw(
                st.one_of(
                    st.just({}), st.fixed_dictionaries({"vi": st.lists(WORDS, min_size=1, max_size=2).map(tuple)})
                )
            ),
            hours=draw(st.none() | weeks()),
            seats=draw(st.just("") | WORDS),
            daily_cap=draw(st.none() | st.integers(1, 99)),
            ask_quantity=draw(st.booleans()),
            collects=draw(st.booleans()),
            helps=draw(st.booleans()),
        )
        for name in names
    ]


@st.composite
def _rows(draw: st.DrawFn, services: list[Service]) -> tuple[Series, ...]:
    """Rows of numbers in the order of their first use. All as wide, plain digits with different first ones."""
    rows = []
    for prefix in dict.fromkeys(each.series for each in services):
        first = draw(st.integers(1, 500))
        dash = draw(st.booleans()) if prefix.isalpha() else True
        digits = draw(st.integers(3, 5))
        rows.append(Series(prefix=prefix, first=first, last=draw(st.integers(first, 799)), digits=digits, dash=dash))
    return tuple(rows)


@st.composite
def _counters(draw: st.DrawFn, services: list[Service]) -> tuple[Counter, ...]:
    ids = [each.id for each in services]
    counters = []
    for index, name in enumerate(draw(unique(NAMES, 1, 3))):
        spoken = draw(st.booleans())
        number = None if spoken else index + 1
        order = draw(st.permutations(ids))
        counters.append(
            Counter(
                id=name,
                name=draw(TEXTS),
                # the first serves all, so that no service is stranded
                services=tuple(order[: draw(st.integers(1, len(ids)))] if index else order),
                spoken=draw(TEXTS) if spoken else {},
                number=number,
                zone=draw(st.just("hall") | NAMES),
                hours=None if not index else draw(st.none() | weeks()),
            )
        )
    return tuple(counters)


@st.composite
def _classes(draw: st.DrawFn) -> tuple[PriorityClass, ...]:
    ordinary = PriorityClass(id="ordinary", name=draw(TEXTS), no_show_wait_s=draw(st.integers(60, 90)))
    others = [
        PriorityClass(
            id=name,
            name=draw(TEXTS),
            weight=draw(st.floats(1, 100)),
            limit_min=draw(st.integers(1, 1440)),
            no_show_wait_s=draw(st.integers(120, 86_400)),
            evidence=draw(st.just({}) | TEXTS),
        )
        for name in draw(unique(NAMES.filter(lambda name: name != "ordinary"), 0, 2))
    ]
    return (ordinary, *others)


@st.composite
def _staff(draw: st.DrawFn, counters: tuple[Counter, ...], services: list[Service]) -> dict[str, Any]:
    """Clerks, and one shift for each as far as there are counters."""
    clerks = [
        Clerk(
            id=name,
            name=draw(WORDS),
            services=tuple(draw(st.lists(st.sampled_from([each.id for each in services]), max_size=3, unique=True))),
        )
        for name in draw(unique(NAMES, 0, 3))
    ]
    shifts = [
        Shift(counter=counter.id, clerk=clerk.id, hours=draw(weeks()))
        for counter, clerk in zip(counters, clerks, strict=False)
    ]
    return {"clerks": tuple(clerks), "roster": tuple(shifts)}


@st.composite
def _calendar(draw: st.DrawFn) -> Calendar:
    days = draw(unique(DAYS, 0, 4))
    return Calendar(
        counters=draw(weeks()),
        kiosk=draw(weeks()),
        last_number_before_min=draw(st.integers(0, 1440)),
        closures={day: draw(TEXTS) for day in days[:2]},
        extra={day: draw(spans(always=False)) for day in days[2:]},
    )


RULES = st.builds(
    Rules,
    order=st.sampled_from(["accumulating", "first_come"]),
    start=st.sampled_from(["explicit", "implied"]),
    free_expires_s=st.integers(0, 86_400),
    no_show_calls=st.integers(2, 3),
    most_calls=st.integers(3, 9),
    beat_ms=st.integers(100, 5_000),
    move_place=st.sampled_from(["keep", "now"]),
    late_offers=st.lists(st.sampled_from(["afternoon", "tomorrow", "anyway"]), unique=True).map(tuple),
    booking_late_min=st.integers(0, 120),
    one_per_person=st.booleans(),
    most_services=st.integers(1, 9),
)


QUESTIONS = unique(NAMES, 0, 4).flatmap(
    lambda names: st.tuples(*(st.builds(Question, id=st.just(name), text=TEXTS) for name in names))
)
RATINGS = st.builds(
    Rating,
    on=st.booleans(),
    grades=st.sampled_from([3, 4]),
    questions=QUESTIONS,
    reasons=QUESTIONS,
    wait_s=st.integers(5, 300),
    shown_from=st.integers(5, 100),
)
SCREENS = st.builds(
    Screens,
    show_clerk=st.sampled_from(["no", "name", "photo"]),
    ticker=st.lists(TEXTS, max_size=3).map(tuple),
    call_word=st.just({}) | TEXTS,
)


@st.composite
def offices(draw: st.DrawFn) -> Office:
    """A sound office, its parts in the order in which a file has them."""
    names = draw(unique(NAMES, 2, 7))
    cut = draw(st.integers(1, len(names) - 1))
    field_ids, service_ids = names[:cut], names[cut:]
    owners = [field_ids[index % cut] for index in range(max(cut, len(service_ids)))]
    service_ids += [f"{owner}-service-{index}" for index, owner in enumerate(owners[len(service_ids) :])]
    prefixes = draw(unique(PREFIXES, 1, 4))
    services = [
        service
        for field in field_ids
        for service in draw(
            _services(field, [name for name, o in zip(service_ids, owners, strict=True) if o == field], prefixes)
        )
    ]
    counters = draw(_counters(services))
    kiosks = [
        Kiosk(
            id=name,
            name=draw(TEXTS),
            reserved=(800 + 50 * index, 849 + 50 * index),
            width_mm=draw(st.sampled_from([58, 80])),
        )
        for index, name in enumerate(draw(unique(NAMES, 0, 4)))
    ]
    return Office(
        site=draw(NAMES),
        name=draw(TEXTS),
        authority=draw(TEXTS),
        series=draw(_rows(services)),
        fields=tuple(
            Field(id=name, name=draw(TEXTS), everyday=draw(st.just({}) | TEXTS), pictogram=draw(PICTOGRAMS))
            for name in field_ids
        ),
        services=tuple(services),
        counters=counters,
        kiosks=tuple(kiosks),
        calendar=draw(_calendar()),
        classes=draw(_classes()),
        languages=draw(st.permutations(["vi", "en", "km"]).map(tuple)),
        rules=draw(RULES),
        rating=draw(RATINGS),
        screens=draw(SCREENS),
        **draw(_staff(counters, services)),
    )
