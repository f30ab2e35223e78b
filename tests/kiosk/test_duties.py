"""The kiosk's other duties on its first page, and help in two touches."""

from __future__ import annotations

import msgspec
import pytest

from broker.contract.office import Office
from broker.contract.status import Queues, ServiceQueue
from kiosk.session.messages import FloorChanged, Moment, Touch
from kiosk.session.session import Session
from kiosk.session.views import Confirm, Home, Page, Sorry
from tests.offices import SEVEN, small_office

AT = Moment(100.0, SEVEN + 3_600_000)  # type: ignore[arg-type]


def session(*, helps: bool, offer: str = "offered") -> Session:
    made = Session("k1")
    office = guided(small_office()) if helps else small_office()
    queues = {each.id: ServiceQueue(offer=offer) for each in office.services}  # type: ignore[arg-type]
    status = Queues(epoch=1, revision=1, day="2026-11-23", services=queues)
    made.handle(FloorChanged(office=office, queues=status, online=True), AT)
    return made


def guided(office: Office) -> Office:
    """The office with a service that guides, in a field of its own."""
    field = msgspec.structs.replace(office.fields[0], id="guide", name={"vi": "Tôi cần hướng dẫn"})
    service = msgspec.structs.replace(office.services[0], id="guide", field="guide", helps=True)
    return msgspec.structs.replace(office, fields=(*office.fields, field), services=(*office.services, service))


def home(made: Session) -> Home:
    content = made.view(AT).content
    assert isinstance(content, Home)
    return content


def test_only_what_can_be_done_has_a_button() -> None:
    made = session(helps=True)
    assert [each.action for each in home(made).duties] == ["help"]
    made.duties |= {"look:booking", "look:procedures"}
    assert [each.action for each in home(made).duties] == ["look:procedures", "look:booking", "help"]


def test_guidance_is_a_button_and_no_field() -> None:
    assert "field:guide" not in {card.action for card in home(session(helps=True)).cards}


def test_help_is_two_touches_from_the_paper() -> None:
    made = session(helps=True)
    made.handle(Touch(action="help"), AT)
    view = made.view(AT)
    assert (view.page, view.nav) == (Page.CONFIRM, ("back", "home", "lang"))
    assert isinstance(view.content, Confirm)
    assert "further" not in view.actions
    made.handle(Touch(action="take", token="t1"), AT)
    assert made.job is not None
    assert made.job.request.service == "guide"


def test_back_from_help_is_the_first_page() -> None:
    made = session(helps=True)
    made.handle(Touch(action="help"), AT)
    made.handle(Touch(action="back"), AT)
    assert made.view(AT).page is Page.HOME


@pytest.mark.parametrize(("helps", "offer"), [(False, "offered"), (True, "full")])
def test_without_a_number_for_help_the_way_to_the_desk_is_told(helps: bool, offer: str) -> None:
    made = session(helps=helps)
    if offer != "offered":
        queues = {each.id: ServiceQueue(offer="offered") for each in small_office().services}
        queues["guide"] = ServiceQueue(offer=offer)  # type: ignore[arg-type]
        status = Queues(epoch=1, revision=2, day="2026-11-23", services=queues)
        made.handle(FloorChanged(office=guided(small_office()), queues=status, online=True), AT)
    made.handle(Touch(action="help"), AT)
    content = made.view(AT).content
    assert made.view(AT).page is Page.HELP
    assert isinstance(content, Sorry)
    assert content.text.key == "help.done"
