"""Every page the kiosk can show, as its session makes them from an office, in a language.

For the gallery and for the tests of the window. A feature adds its pages by a function of its own in `SAMPLES`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import msgspec

from broker.contract.ids import InstantMs, Lang
from broker.contract.office import Office, Service
from broker.contract.status import Queues, ServiceQueue
from kiosk import gallery_enquiries, gallery_procedures, gallery_staff
from kiosk.session import late
from kiosk.session.duties import DUTIES
from kiosk.session.identity import ask_for_card, one_each
from kiosk.session.messages import Moment
from kiosk.session.mine import MOVE, give_up_question
from kiosk.session.modes import Mode, modes_in
from kiosk.session.offers import Offers, calls_from, desk_place
from kiosk.session.picking import Picking
from kiosk.session.views import (
    Again,
    Busy,
    Confirm,
    Content,
    Extra,
    Home,
    Page,
    Services,
    Sorry,
    Starting,
    Take,
    View,
    When,
    say,
)
from kiosk.session.ways import Way, Ways

DAY = "2026-11-23"
#: 07:40 of that Monday, before most calls.
NOW = InstantMs(1_795_394_400_000)
#: 12:10 and 13:30 of the same day.
NOON, LUNCH_OVER = InstantMs(NOW + 270 * 60_000), InstantMs(NOW + 350 * 60_000)
#: The engine tells waits in steps of so many minutes.
STEP_MIN = 5
NAV = ("back", "home", "lang")
#: What a page of a sample is: which, what stands on it, and where one goes from there.
Sample = tuple[Page, Content, tuple[str, ...]]


@dataclass(frozen=True)
class Here:
    """What samples are made from. `cut_off`: the same office while the engine is not heard."""

    offers: Offers
    cut_off: Offers
    lang: Lang


def _queue(people: int) -> ServiceQueue:
    """So many waiting, three to six minutes each, as the engine rounds it: outwards, in steps of five."""
    low = people * 3 // STEP_MIN * STEP_MIN
    high = max(low + STEP_MIN, -(-people * 6 // STEP_MIN) * STEP_MIN)
    return ServiceQueue(offer="offered", waiting=people, ahead=people, wait_low_min=low, wait_high_min=high)


def offers(office: Office, *, online: bool = True) -> Offers:
    """A morning: long queues, one service full, one not today, some that nobody takes yet."""
    queues = {
        each.id: _queue(n)
        for n, each in zip((k * 5 % 13 for k in range(len(office.services))), office.services, strict=True)
    }
    first, *_, nobody, closed = (each.id for each in office.services)
    queues[first] = ServiceQueue(offer="full", waiting=112, ahead=112, wait_low_min=100, wait_high_min=180)
    queues[nobody] = ServiceQueue(offer="not_today")
    queues[closed] = ServiceQueue(offer="nobody", waiting=4, ahead=4)
    unmanned = office.services[len(office.services) // 2].field
    for each in office.services:
        if each.field == unmanned:
            queues[each.id] = ServiceQueue(offer="nobody", opens_at=InstantMs(NOW + 3_600_000))
    status = Queues(epoch=1, revision=1, day=DAY, services=queues)
    return Offers(office, status, online, office.kiosks[0].id)


def sample_views(office: Office, lang: Lang) -> dict[str, View]:
    """Every page by a name for its picture, with all modes offered and none on."""
    here = Here(offers(office), offers(office, online=False), lang)
    others = [each for each in office.languages if each != lang]
    base = View(
        page=Page.HOME, lang=lang, content=Starting(left_s=7), other_langs=tuple(others),
        office=(office.authority[lang], office.name[lang]), modes=modes_in(lang, tuple(Mode)),
    )  # fmt: skip
    views = {
        name: msgspec.structs.replace(base, page=page, content=content, nav=nav)
        for sampler in SAMPLES
        for name, (page, content, nav) in sampler(here).items()
    }
    banners = (say("train.banner"), say("out.link"), say("closed.lunch", time=When(LUNCH_OVER)))
    views["home-banners"] = msgspec.structs.replace(views["home"], banners=banners, training=True)
    views["home-dimmed"] = msgspec.structs.replace(views["home"], dimmed=True)
    views["confirm-banners"] = msgspec.structs.replace(views["confirm-long"], banners=banners[:2], training=True)
    views["more-time"] = msgspec.structs.replace(views["confirm"], warn_left_s=17)
    return views


def number(service: Service, nth: int) -> str:
    """A number of this service, as the office gives them."""
    return f"{service.series}-{nth:03}"


def taken(here: Here, service: Service, nth: int) -> Take:
    """The page of a number that is on paper."""
    field = here.offers.field(service.field)
    name = field.name[here.lang] if field else ""
    return Take(number=number(service, nth), field=name, service=service.name[here.lang])


def confirm(here: Here, service_id: str, chosen: str = "", *, choosing: bool = False) -> Confirm:
    """The page of one service."""
    service = here.offers.service(service_id)
    field = here.offers.field(service.field) if service else None
    if service is None or field is None:
        raise KeyError(service_id)
    return Confirm(
        field=field.name[here.lang], service=service.name[here.lang], pictogram=field.pictogram,
        facts=here.offers.facts(service_id, NOW), warning=here.offers.warning(service_id, NOW),
        papers=service.papers.get(here.lang, ()), classes=here.offers.classes(here.lang, chosen), choosing=choosing,
        quantity=12 if service.ask_quantity else None,
    )  # fmt: skip


def _choosing(here: Here) -> dict[str, Sample]:
    lang, now, office = here.lang, NOW, here.offers.office
    pages: dict[str, Sample] = {
        "home": (Page.HOME, Home(cards=here.offers.field_cards(lang, now), duties=DUTIES, scans=True), ("lang",)),
        "home-offline": (Page.HOME, Home(cards=here.cut_off.field_cards(lang, now), duties=DUTIES), ("lang",)),
    }
    shortest = min((field for field in office.fields if len(here.offers.services(field.id)) > 1), key=_name_length)
    most = max(office.fields, key=lambda field: len(here.offers.services(field.id)))
    for field in (shortest, most):
        cards = here.offers.service_cards(field.id, lang, now)
        pages[f"services-{field.id}"] = (Page.SERVICES, Services(field=field.name[lang], cards=cards), NAV)
    return pages


def _name_length(field: object) -> int:
    return len(getattr(field, "name", {}).get("vi", ""))


def _confirming(here: Here) -> dict[str, Sample]:
    services = here.offers.office.services
    counted = next((each for each in services if each.ask_quantity), services[0])
    given = [each for each in services if here.offers.given(each.id)]
    wordy = max(given, key=lambda each: sum(len(paper) for paper in each.papers.get(here.lang, ())))
    unmanned = next(each for each in given if here.offers.warning(each.id, NOW) is not None)
    early = next(each for each in given if calls_from(here.offers.queue(each.id), NOW) is not None)
    classes = here.offers.classes(here.lang, "")
    last, first = classes[-1].action.removeprefix("class:"), classes[0].action.removeprefix("class:")
    return {
        "confirm": (Page.CONFIRM, confirm(here, counted.id), NAV),
        "confirm-long": (Page.CONFIRM, confirm(here, wordy.id, last), NAV),
        "confirm-nobody": (Page.CONFIRM, confirm(here, unmanned.id), NAV),
        "confirm-early": (Page.CONFIRM, confirm(here, early.id), NAV),
        "classes": (Page.CLASSES, confirm(here, counted.id, first, choosing=True), NAV),
    }


def _paper(here: Here) -> dict[str, Sample]:
    service = here.offers.office.services[0]
    field = here.offers.field(service.field)
    take = Take(
        number=number(service, 25), field=field.name[here.lang] if field else "", service=service.name[here.lang]
    )
    unproven = msgspec.structs.replace(take, unproven=True, notes=(say("print.unproven"),))
    last = msgspec.structs.replace(take, more=False)
    return {
        "asking": (Page.ASKING, Busy(text=say("print.wait")), ()),
        "printing": (Page.PRINTING, Busy(text=say("print.wait"), number="C-031"), ()),
        "retry": (Page.RETRY, Busy(text=say("print.retry", number="C-031"), number="C-031", trouble=True), ()),
        "ticket": (Page.TICKET, take, ()),
        "ticket-unproven": (Page.TICKET, unproven, ()),
        "ticket-last": (Page.TICKET, last, ()),
        "again": (Page.AGAIN, Again(number="C-031"), ()),
        "void": (Page.VOID, Sorry(text=say("print.void", number="C-031", place="máy lấy số 2"), pictogram="printer",
                                  done=True), ()),
    }  # fmt: skip


def _messages(here: Here) -> dict[str, Sample]:
    when, field = When(NOW, day=True), here.offers.office.fields[0].name[here.lang]
    texts = {
        "closed": (Page.CLOSED, say("closed.now", when=when), "closed"),
        "holiday": (Page.CLOSED, say("closed.holiday", holiday="Quốc khánh", when=when), "closed"),
        "out-service": (Page.OUT_SERVICE, say("out.service"), "help"),
    }
    pages: dict[str, Sample] = {
        name: (page, Sorry(text=text, pictogram=sign), ("lang",)) for name, (page, text, sign) in texts.items()
    }
    for fault in ("paper", "cover", "jam", "fault", "gone"):
        words = say(f"out.{fault}", place=say("place.guide"))
        out = Sorry(text=words, pictogram=f"printer_{fault}", more=say("out.told"))
        pages[f"out-{fault}"] = (Page.OUT_PAPER if fault == "paper" else Page.OUT_SERVICE, out, ("lang",))
    no_more = Sorry(title=field, text=say("field.full"), pictogram="closed", more=say("help.done"))
    return pages | {
        "starting": (Page.STARTING, Starting(left_s=28), ()),
        "not-offered": (Page.NOT_OFFERED, no_more, NAV),
        "help": (Page.HELP, Sorry(text=say("help.done"), pictogram="help"), NAV),
    }


def _slip_in_hand(here: Here) -> dict[str, Sample]:
    service = max(here.offers.office.services, key=lambda each: len(each.name["vi"]))
    field = here.offers.field(service.field)
    ways = (MOVE, Way(action="mine:again", name=say("mine.again"), pictogram="printer"),
            Way(action="mine:give_up", name=say("mine.give_up"), pictogram="cross"))  # fmt: skip
    held = number(service, 31)
    mine = Ways(pictogram="ticket", number=held, facts=(say("mine.ahead", count=12),), ways=ways,
                name=service.name[here.lang], field=field.name[here.lang] if field else "")  # fmt: skip
    picking = Picking("moveto", "movefield", frozenset())
    most = max(here.offers.office.fields, key=lambda each: len(here.offers.services(each.id)))
    title = say("mine.move_title", number=held)
    desk = desk_place(here.offers.office.counters[2], here.lang)
    over = {"moved": "down", "given_up": "tick", "twice": "help", "cut": "ticket", "missed": "ticket"}
    return {
        "mine": (Page.MINE, mine, NAV),
        "mine-give-up": (Page.GIVE_UP, give_up_question(held), NAV),
        "mine-move": (Page.MOVE, picking.page(title, here.offers, "", here.lang, NOW), NAV),
        "mine-move-service": (Page.MOVE, picking.page(title, here.offers, most.id, here.lang, NOW), NAV),
        **{
            f"mine-{name}": (
                Page.ERRAND_OVER,
                Sorry(text=say(f"mine.{name}", number=held, place=desk), pictogram=drawing, done=True),
                (),
            )
            for name, drawing in over.items()
        },
    }


def _late(here: Here) -> dict[str, Sample]:
    service = next(each for each in here.offers.office.services if here.offers.offer(each.id) == "offered")
    closing = msgspec.structs.replace(
        here.offers.queue(service.id), late=True, ahead=18, waiting=18, ends_at=NOW + 230 * 60_000,
        next_at=LUNCH_OVER,
    )  # fmt: skip
    queues = here.offers.queues
    over = msgspec.structs.replace(closing, offer="over", next_at=None)
    made: dict[str, Sample] = {}
    for name, queue in (("late", closing), ("late-over", over)):
        services = queues.services | {service.id: queue}
        there = replace(here.offers, queues=msgspec.structs.replace(queues, services=services))
        made[name] = (Page.LATE, late.content(there, service.id, here.lang), NAV)
    return made


def _person(_here: Here) -> dict[str, Sample]:
    return {
        "id-card": (Page.ID_CARD, ask_for_card(), NAV),
        "id-none": (Page.NO_CARD, Sorry(text=say("id.desk"), pictogram="help", done=True), NAV),
        "same": (Page.SAME, one_each("A-025"), ("home", "lang")),
    }


def _several(here: Here) -> dict[str, Sample]:
    first, second, third = [each for each in here.offers.office.services if here.offers.given(each.id)][:3]
    extras = tuple(Extra(action=f"drop:{each.id}", name=each.name[here.lang]) for each in (second, third))
    one = msgspec.structs.replace(confirm(here, first.id), further=extras[:1], may_add=True)
    two = msgspec.structs.replace(confirm(here, first.id), further=extras, may_add=False)
    picking = Picking("add", "addfield", frozenset({first.id}))
    return {
        "several": (Page.CONFIRM, one, NAV),
        "several-full": (Page.CONFIRM, two, NAV),
        "several-pick": (Page.FURTHER, picking.page(say("several.title"), here.offers, "", here.lang, NOW), NAV),
    }


def _procedures(here: Here) -> dict[str, Sample]:
    return gallery_procedures.samples(here, Moment(0.0, NOW))


def _enquiries(here: Here) -> dict[str, Sample]:
    return gallery_enquiries.samples(here, Moment(0.0, NOW))


def _staff(here: Here) -> dict[str, Sample]:
    return gallery_staff.samples(here, Moment(0.0, NOW))


#: One function a feature: name of a picture -> the page.
SAMPLES: tuple[Callable[[Here], dict[str, Sample]], ...] = (
    _choosing, _confirming, _paper, _messages, _slip_in_hand, _late, _person, _several, _procedures, _enquiries, _staff,
)  # fmt: skip
