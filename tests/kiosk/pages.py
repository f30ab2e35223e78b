"""Every page the kiosk can show, as its session makes them from the sample office, in a language."""

from __future__ import annotations

import msgspec

from assets import find
from broker.contract.ids import Lang
from broker.contract.status import Queues, ServiceQueue
from broker.office import read_office
from kiosk.session.offers import Offers
from kiosk.session.views import (
    Again,
    Busy,
    Confirm,
    Content,
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
from tests.offices import SEVEN

NOW = SEVEN + 40 * 60_000
NAV = ("back", "home", "lang")


def offers(*, online: bool = True) -> Offers:
    """A morning of the sample office: long queues, one service full, one not today, one nobody takes yet."""
    office = read_office(find("offices/commune.toml"))
    queues = {
        each.id: ServiceQueue(offer="offered", waiting=n * 7, ahead=n * 7, wait_low_min=n * 15, wait_high_min=n * 25)
        for n, each in enumerate(office.services)
    }
    queues["land-split"] = ServiceQueue(offer="full", waiting=112, ahead=112, wait_low_min=100, wait_high_min=180)
    queues["collect"] = ServiceQueue(offer="not_today")
    queues["guide"] = ServiceQueue(offer="nobody", waiting=4, ahead=4)
    for each in office.services:
        if each.field == "residence":
            queues[each.id] = ServiceQueue(offer="nobody", opens_at=NOW + 3_600_000)
    status = Queues(epoch=1, revision=1, day="2026-11-23", services=queues)
    return Offers(office, status, online, office.kiosks[0].id)


def every_page(lang: Lang) -> dict[str, View]:
    """By a name for a picture."""
    here = offers()
    other: Lang = "en" if lang == "vi" else "vi"
    base = View(
        page=Page.HOME, lang=lang, content=Starting(left_s=7), other_lang=other,
        office=(here.office.authority[lang], here.office.name[lang]),
    )  # fmt: skip
    views = {
        name: msgspec.structs.replace(base, page=page, content=content, nav=nav)
        for name, (page, content, nav) in {**_choosing(here, lang), **_paper(), **_messages()}.items()
    }
    banners = (say("train.banner"), say("out.link"), say("closed.lunch", time=When(NOW)))
    views["home-banners"] = msgspec.structs.replace(views["home"], banners=banners, training=True)
    views["confirm-banners"] = msgspec.structs.replace(views["confirm-long"], banners=banners[:2], training=True)
    views["more-time"] = msgspec.structs.replace(views["confirm"], warn_left_s=17)
    return views


def confirm(here: Offers, service_id: str, lang: Lang, chosen: str = "", *, choosing: bool = False) -> Confirm:
    """The page of one service."""
    service = here.service(service_id)
    assert service is not None
    field = here.field(service.field)
    assert field is not None
    return Confirm(
        field=field.name[lang], service=service.name[lang], pictogram=field.pictogram,
        facts=here.facts(service_id, NOW), warning=here.warning(service_id), papers=service.papers.get(lang, ()),
        classes=here.classes(lang, chosen), choosing=choosing, quantity=12 if service.ask_quantity else None,
    )  # fmt: skip


def _choosing(here: Offers, lang: Lang) -> dict[str, tuple[Page, Content, tuple[str, ...]]]:
    crowded = max(here.office.fields, key=lambda field: len(here.services(field.id)))
    wordy = max(here.office.services, key=lambda each: sum(len(paper) for paper in each.papers.get(lang, ())))
    cut_off = offers(online=False)
    pages: dict[str, tuple[Page, Content, tuple[str, ...]]] = {
        "home": (Page.HOME, Home(cards=here.field_cards(lang, NOW)), ("lang",)),
        "home-offline": (Page.HOME, Home(cards=cut_off.field_cards(lang, NOW)), ("lang",)),
        "confirm": (Page.CONFIRM, confirm(here, "certify-copy", lang), NAV),
        "confirm-long": (Page.CONFIRM, confirm(here, wordy.id, lang, "infant"), NAV),
        "confirm-nobody": (Page.CONFIRM, confirm(here, "residence-temporary", lang), NAV),
        "classes": (Page.CLASSES, confirm(here, "certify-copy", lang, "elder", choosing=True), NAV),
    }
    for field in ("land", crowded.id):
        cards = here.service_cards(field, lang, NOW)
        name = next(each.name[lang] for each in here.office.fields if each.id == field)
        pages[f"services-{field}"] = (Page.SERVICES, Services(field=name, cards=cards), NAV)
    return pages


def _paper() -> dict[str, tuple[Page, Content, tuple[str, ...]]]:
    return {
        "asking": (Page.ASKING, Busy(text=say("print.wait")), ()),
        "printing": (Page.PRINTING, Busy(text=say("print.wait"), number="C-031"), ()),
        "retry": (Page.RETRY, Busy(text=say("print.retry", number="C-031"), number="C-031", trouble=True), ()),
        "ticket": (Page.TICKET, Take(number="K1-801", field="Chứng thực", service="Sao y bản chính"), ()),
        "again": (Page.AGAIN, Again(number="C-031"), ()),
        "void": (Page.VOID, Sorry(text=say("print.void", number="C-031", place="máy lấy số 2"), pictogram="printer",
                                  done=True), ()),
    }  # fmt: skip


def _messages() -> dict[str, tuple[Page, Content, tuple[str, ...]]]:
    when = When(NOW, day=True)
    return {
        "starting": (Page.STARTING, Starting(left_s=28), ()),
        "closed": (Page.CLOSED, Sorry(text=say("closed.now", when=when), pictogram="closed"), ("lang",)),
        "holiday": (Page.CLOSED, Sorry(text=say("closed.holiday", holiday="Quốc khánh", when=when), pictogram="closed"),
                    ("lang",)),
        "out-paper": (Page.OUT_PAPER, Sorry(text=say("out.paper", place=say("place.guide")), pictogram="paper"),
                      ("lang",)),
        "out-service": (Page.OUT_SERVICE, Sorry(text=say("out.service"), pictogram="help"), ("lang",)),
        "not-offered": (Page.NOT_OFFERED, Sorry(title="Xây dựng", text=say("field.full"), pictogram="closed",
                                                more=say("help.done")), NAV),
    }  # fmt: skip
