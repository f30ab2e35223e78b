"""From a procedure to the words of its printed list of papers. Pure but for the catalogue.

In Vietnamese whatever the visitor's language: the papers have these names, and whoever helps at home reads them.
"""

from __future__ import annotations

from collections.abc import Iterator

from assets import Translation, translation, wording
from broker.contract.office import Office
from broker.contract.procedures import Procedure
from kiosk.paper.checklist import Checklist, Needed
from kiosk.session import hours
from kiosk.session.offers import pick
from kiosk.session.procedure_views import checked
from kiosk.slips import HOME
from kiosk.texts import text


def checklist(procedure: Procedure, office: Office, now_ms: int, stale_days: int) -> Checklist:
    """The list as it is printed at `now_ms` of engine time."""
    texts, moment = translation(HOME), hours.local(now_ms)
    printed_on = texts.text("list.printed_on", time=wording.time(moment), day=wording.long_date(moment.date(), HOME))
    said = text(checked(procedure, stale=procedure.stale(moment.date(), stale_days)), HOME)
    return Checklist(
        code=texts.text("proc.code", code=procedure.code),
        name=procedure.name,
        title=texts.text("list.title"),
        heading=texts.text("proc.papers"),
        papers=tuple(
            Needed(each.name, "; ".join(part for part in (each.form, each.copies) if part)) for each in procedure.papers
        ),
        office=(pick(office.authority, HOME), pick(office.name, HOME)),
        facts=tuple(_facts(procedure, texts)),
        online=procedure.online,
        online_words=texts.text("proc.online"),
        notes=(said, printed_on),
        no_ticket=texts.text("list.no_ticket"),
    )


def _facts(procedure: Procedure, texts: Translation) -> Iterator[str]:
    legal = next((way.limit for way in procedure.ways if way.limit), "")
    fee = next((way.fee for way in procedure.ways if way.fee), "")
    for key, said in (("proc.own", procedure.own_limit), ("proc.legal_limit", legal), ("proc.fee", fee)):
        if said:
            yield f"{texts.text(key)}: {said}"
