"""The procedures that the office publishes, as pages for a hall: a law asks that they hang where everybody can read
them (niêm yết công khai), and a screen that is calm has room for them. Pure.

Words of a procedure are the office's own, as published; what is not published is not guessed: people are told to ask.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from assets import wording
from broker.contract.procedures import Procedure, ProcedureList
from broker.hall.abridged import ELLIPSIS, shorter
from broker.hall.paging import per_page
from broker.hall.tongue import Tongue

#: Pages of one field that follow each other before something else is shown: forty-five seconds at the usual pace.
PAGES_A_TURN = 3
T = TypeVar("T")


@dataclass(frozen=True)
class PublishedRow:
    """A procedure. `limit`: how long it takes; `legal`: what the law allows, where the office is quicker, in ever
    fewer words.
    """

    name: str
    limit: str
    fee: str
    legal: tuple[str, ...] = ()


@dataclass(frozen=True)
class PublishedPage:
    """A page of one field. `checked` says when the rows were compared with what is in force, the oldest of them;
    `stale`: too long ago for one at least. `size`: rows that a page has room for: all pages look the same.
    """

    title: str
    field: str
    limit_head: str
    fee_head: str
    rows: tuple[PublishedRow, ...]
    size: int
    checked: str
    stale: bool
    page: int
    pages: int
    count: str = ""  # "Trang 2/5", where there are several


def turns(listed: ProcedureList, tongue: Tongue, today: dt.date, size: int) -> tuple[tuple[PublishedPage, ...], ...]:
    """All pages, in the order of the list, as they follow each other; `size`: rows that a page has room for."""
    fields: dict[str, list[Procedure]] = {}
    for each in listed.procedures:
        fields.setdefault(each.field, []).append(each)
    return tuple(
        tuple(pages)
        for field, of_field in fields.items()
        for pages in _parts(list(_pages(field, of_field, listed.stale_days, tongue, today, size)), PAGES_A_TURN)
    )


def alternating(pictures: Sequence[T], pages: Sequence[Sequence[T]]) -> tuple[Sequence[T], ...]:
    """Pictures and turns of pages one after the other; the shorter begins again until the longer is through."""
    alone: list[Sequence[T]] = [(each,) for each in pictures]
    if not alone or not pages:
        return tuple(alone) or tuple(pages)
    pairs = ((alone[n % len(alone)], pages[n % len(pages)]) for n in range(max(len(alone), len(pages))))
    return tuple(chain.from_iterable(pairs))


def abridged(text: str) -> Iterator[str]:
    """What is published, then ever less of it. What stands in brackets may be an exemption: it does not go unseen."""
    for each in shorter(text):
        yield each if each == text or each.endswith(ELLIPSIS) else each + ELLIPSIS


def _pages(
    field: str, found: list[Procedure], stale_days: int, tongue: Tongue, today: dt.date, size: int
) -> Iterator[PublishedPage]:
    """All pages of a field, about equally full."""
    parts = _parts(found, max(1, per_page(len(found), size)))
    for n, rows in enumerate(parts):
        stale = any(each.stale(today, stale_days) for each in rows)
        yield PublishedPage(
            title=tongue.both("posted.title"), field=field, limit_head=tongue.both("posted.limit"),
            fee_head=tongue.both("proc.fee"), rows=tuple(_row(each, tongue) for each in rows), size=size,
            checked=_checked(rows, tongue, stale=stale), stale=stale, page=n, pages=len(parts),
            count=tongue.text("posted.page", page=n + 1, pages=len(parts)) if len(parts) > 1 else "",
        )  # fmt: skip


def _row(procedure: Procedure, tongue: Tongue) -> PublishedRow:
    ask = tongue.text("posted.ask")
    law = next((way.limit for way in procedure.ways if way.limit), "")
    own = procedure.own_limit
    quicker = bool(own and law and _plain(own) != _plain(law))
    return PublishedRow(
        name=procedure.name,
        limit=own or law or ask,
        fee=next((way.fee for way in procedure.ways if way.fee), ask),
        legal=tuple(tongue.text("posted.legal", limit=each) for each in abridged(law)) if quicker else (),
    )


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


def _checked(rows: Sequence[Procedure], tongue: Tongue, *, stale: bool) -> str:
    """When all of these were compared, in every language of the screen: the oldest day."""
    oldest = min(each.checked for each in rows)
    if not oldest:
        return tongue.text("proc.unchecked")
    day = dt.date.fromisoformat(oldest)
    return tongue.text("proc.stale" if stale else "proc.checked", date=wording.date(day, tongue.lang))


def _parts(whole: list[T], size: int) -> list[list[T]]:
    return [whole[at : at + size] for at in range(0, len(whole), size)]
