"""The papers of a procedure on paper, to be ticked at home. Pure. It has no number and says that it is no ticket."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from kiosk.paper.blocks import Align, Block, Layout, Paper, QrCode, Rule, Space, Text, Weight
from kiosk.paper.ticket import CLEAR, LONGEST_QR_BYTES, PLAIN, clean

#: To be ticked with a pen.
BOX = "[  ] "


class Needed(msgspec.Struct, frozen=True):
    """One paper, and what is to be known of it."""

    name: str
    note: str = ""


class Checklist(msgspec.Struct, frozen=True, kw_only=True):
    """In words, ready to print. An empty text or tuple is left out."""

    code: str
    name: str
    title: str
    papers: tuple[Needed, ...]
    heading: str = ""
    office: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    online: str = ""
    online_words: str = ""
    notes: tuple[str, ...] = ()
    no_ticket: str

    @property
    def number(self) -> str:
        """What the printer's log calls it."""
        return self.code


def layout(checklist: Checklist, paper: Paper) -> Layout:
    """The blocks from top to bottom."""
    parts = (_head, _papers, _code, _closing)
    return Layout(paper, tuple(block for part in parts for block in part(checklist, paper)))


def _text(
    text: str, paper: Paper, style: int, weight: Weight = Weight.REGULAR, align: Align = Align.CENTRE
) -> Iterator[Block]:
    if words := clean(text):
        yield Text(words, paper.sizes_px[style], weight, align)


def _head(checklist: Checklist, paper: Paper) -> Iterator[Block]:
    for text in checklist.office:
        yield from _text(text, paper, PLAIN)
    yield Space(12)
    yield from _text(checklist.title, paper, CLEAR, Weight.BOLD)
    yield Space(8)
    yield from _text(checklist.name, paper, CLEAR, Weight.BOLD)
    yield from _text(checklist.code, paper, PLAIN)
    yield from _rule()


def _papers(checklist: Checklist, paper: Paper) -> Iterator[Block]:
    yield from _text(checklist.heading, paper, PLAIN, Weight.BOLD, Align.LEFT)
    for each in checklist.papers:
        yield Space(6)
        yield from _text(BOX.replace(" ", "\N{NO-BREAK SPACE}") + each.name, paper, CLEAR, align=Align.LEFT)
        yield from _text(f"({each.note})" if each.note else "", paper, PLAIN, align=Align.LEFT)
    if checklist.facts:
        yield from _rule()
    for fact in checklist.facts:
        yield from _text(fact, paper, PLAIN, align=Align.LEFT)


def _code(checklist: Checklist, paper: Paper) -> Iterator[Block]:
    if checklist.online and len(checklist.online.encode()) <= LONGEST_QR_BYTES:
        yield Space(8)
        yield QrCode(checklist.online, paper.qr_px)
        yield from _text(checklist.online_words, paper, PLAIN)


def _closing(checklist: Checklist, paper: Paper) -> Iterator[Block]:
    yield from _rule()
    for note in checklist.notes:
        yield from _text(note, paper, PLAIN)
    yield Space(12)
    yield Text(clean(checklist.no_ticket), paper.sizes_px[PLAIN], Weight.BOLD, frame_px=3)


def _rule() -> Iterator[Block]:
    yield Space(16)
    yield Rule(2)
    yield Space(12)
