"""The test strip: every kind of line a ticket has, all that a printer may get wrong, and how the kiosk is."""

from __future__ import annotations

from assets import translation
from broker.contract.ids import DeviceId
from broker.contract.office import Office
from kiosk.paper.ticket import Line, Role, Slip
from kiosk.session.offers import pick
from kiosk.session.staff_messages import Fact

HOME = "vi"
#: Letters with two marks, letters with a hook, marks below the line: what a bad head or a bad picture spoils first.
LETTERS = ("Ấ Ầ Ẩ Ẫ Ậ Ế Ề Ể Ễ Ệ Ố Ồ Ổ Ỗ Ộ", "Ắ Ằ Ẳ Ẵ Ặ Ớ Ờ Ở Ỡ Ợ Ứ Ừ Ử Ữ Ự", "ạ ẹ ị ọ ụ ỵ đ Đ ơ Ơ ư Ư 0123456789")


def strip(kiosk: DeviceId, office: Office | None, facts: tuple[Fact, ...]) -> Slip:
    """A slip that cannot be taken for a ticket."""
    texts = translation(HOME)
    known = [texts.text("staff.fact", name=texts.text(each.name), value=each.value) for each in facts]
    return Slip(
        number="0123456789",
        office=(pick(office.authority, HOME), pick(office.name, HOME)) if office else (),
        title=texts.text("staff.strip_title"),
        field=_name(kiosk, office),
        lines=tuple(Line(Role.NOTE, each) for each in (*LETTERS, *known)),
        qr=f"motcua:{kiosk}",
        footer=(texts.text("staff.strip_footer"),),
        training=True,
        training_mark=texts.text("ticket.training"),
    )


def _name(kiosk: DeviceId, office: Office | None) -> str:
    found = next((each for each in office.kiosks if each.id == kiosk), None) if office else None
    return pick(found.name, HOME) if found else kiosk
