"""The page of one procedure: limits and fee, papers, all that is published, and what can be done with it."""

from __future__ import annotations

from typing import Any

from assets.look import widgets as w
from kiosk.screens.bench import Bench, Screen, hint, room
from kiosk.screens.confirm import signed
from kiosk.screens.qr import QrOnScreen
from kiosk.session.procedure_views import Entry, Section, Shown

#: In fingers: the side of the QR code, the height of the buttons.
QR_FINGERS, BUTTON_FINGERS = 2.2, 1.35
#: A longer name is a paragraph. How wide a letter is over its size; lines of one piece, also on a low page.
SHORT_NAME, LETTER_SHARE, LINES, LOW_LINES = 120, 0.6, 4, 2
#: Of a lying screen, the part beside what is read.
SIDE_SHARE = 0.45
PRINTING = {"": "proc.print", "printing": "proc.printing", "printed": "proc.printed", "failed": "proc.not_printed"}
SIGNS = {"": "printer", "printing": "printer", "printed": "tick", "failed": "warning"}


class ProcedureScreen(Screen):
    """Leaves to read, and two buttons."""

    def build(self, content: Shown) -> None:
        bench, kit = self.bench, self.bench.kit
        second = hint(kit, f"{content.field} · {bench.words('proc.code', code=content.code)}")
        leads = [*_name(bench, content.name), w.Column(kit, second, hug=True)]
        above: list[Any] = []
        if not bench.low and len(content.name) <= SHORT_NAME:
            above, leads = [w.Column(kit, *leads, hug=True, spacing=kit.gap * 0.5)], []
        beside_it = bench.lying and not bench.low
        leaves = bench.leaves([*leads, *blocks(bench, content, with_code=not beside_it)])
        buttons = self._buttons(content)
        if bench.lying:
            code = [_online(bench, content.online)] if content.online and beside_it else []
            beside = w.Column(kit, *code, room(1), *buttons)
            beside.spacing, beside.size_hint_x = kit.gap * 1.2, SIDE_SHARE
            left = w.Column(kit, *above, leaves, spacing=kit.gap * 1.2)
            self.add(w.Row(kit, left, beside, spacing=kit.gap * 2))
        else:
            self.add(*above, leaves)
            if buttons:
                self.add(w.Row(kit, *buttons, spacing=kit.gap * 1.2, size_hint_y=None, height=buttons[0].height))

    def _buttons(self, content: Shown) -> list[Any]:
        bench, kit = self.bench, self.bench.kit
        fingers = 1.0 if bench.low else BUTTON_FINGERS
        small = {"font": w.Role.NOTE, "height": round(kit.look.touch_px * fingers)}
        words, sign = bench.words(PRINTING[content.printing]), SIGNS[content.printing]
        prints = bench.button("find:print", words, kind="plain", pictogram=sign, **small)
        prints.disabled = content.printing == "printing"
        takes = [bench.button("find:take", bench.words("proc.take"), pictogram="ticket", **small)]
        return [*([prints] if content.prints else []), *(takes if content.takes else [])]


def blocks(bench: Bench, content: Shown, *, with_code: bool) -> list[Any]:
    """All there is to read, in pieces small enough for any leaf."""
    kit = bench.kit
    checked = bench.say(content.checked)
    made = _limits(bench, content)
    made.append(_stale(kit, checked) if content.stale else w.Column(kit, hint(kit, checked), hug=True))
    papers, *rest = content.sections or (None,)
    for section in (papers, None, *rest):
        if section is not None:
            made += _section(bench, section)
        elif content.online and with_code:
            made.append(_online(bench, content.online))
    return made


def _limits(bench: Bench, content: Shown) -> list[Any]:
    """How long and how much: what most people come to ask. The office's own limit beside the law's."""
    kit, lines = bench.kit, []
    facts = (("proc.own", content.own, "clock"), ("proc.legal_limit", content.legal, "scales"),
             ("proc.fee", content.fee, "coins"))  # fmt: skip
    for key, said, sign in facts:
        if said:
            value = w.Text(kit, said, reading_px(kit), bold=key != "proc.legal_limit")
            words = w.Column(kit, hint(kit, bench.words(key)), value, hug=True, spacing=0)
            words.pos_hint = {"center_y": 0.5}
            lines.append(signed(kit, sign, words, share=1.1))
    if bench.low or not lines:
        return lines
    return [w.Panel(kit, *lines, hug=True, spacing=kit.gap * 0.5, padding=kit.gap * 1.2)]


def _stale(kit: w.Kit, words: str) -> Any:
    text = w.Text(kit, words, w.Role.NOTE, bold=True, colour="on_notice", pos_hint={"center_y": 0.5})
    row = signed(kit, "warning", text, colour="on_notice")
    return w.Panel(kit, row, fill="notice", hug=True, padding=kit.gap * 1.2)


def _section(bench: Bench, section: Section) -> list[Any]:
    kit = bench.kit
    heading = w.Column(kit, w.Text(kit, bench.say(section.title), bold=True, colour="action"), hug=True)
    heading.leads = True
    entries = (_entry(bench, section, entry, nth) for nth, entry in enumerate(section.entries, 1))
    return [heading, *(piece for pieces in entries for piece in pieces)]


def _entry(bench: Bench, section: Section, entry: Entry, nth: int) -> list[Any]:
    """One entry in pieces: its mark stands before the first, and the others below its words."""
    kit, letters = bench.kit, _letters(bench)
    words: list[Any] = [w.Text(kit, each, reading_px(kit)) for each in pieces(entry.text, letters)]
    words += [hint(kit, each) for each in pieces(entry.note, letters)]
    if len(words) == 2 and len(entry.text) + len(entry.note) <= letters:
        words = [w.Column(kit, *words, hug=True, spacing=0)]
    mark = _mark(kit, section, nth)
    if mark is None:
        return [w.Column(kit, each, hug=True) for each in words]
    indents = [w.gap(0) for _ in words[1:]]
    for indent in indents:
        indent.width = mark.width
        mark.bind(width=indent.setter("width"))
    return [w.Row(kit, *pair, hug=True, spacing=kit.gap) for pair in zip([mark, *indents], words, strict=True)]


def _mark(kit: w.Kit, section: Section, nth: int) -> Any:
    """What stands before an entry: its number, a sign, or nothing."""
    if section.numbered:
        return w.Line(kit, f"{nth}.", reading_px(kit), bold=True, colour="action", pos_hint={"top": 1})
    if section.sign:
        return w.Pictogram(kit, section.sign, reading_px(kit), "action", pos_hint={"top": 0.9})
    return None


def _name(bench: Bench, name: str) -> list[Any]:
    """A name; one that is a paragraph in smaller letters and in pieces."""
    kit = bench.kit
    if len(name) <= SHORT_NAME:
        return [w.Column(kit, w.Text(kit, name, bold=True), hug=True)]
    parts = pieces(name, _letters(bench))
    return [w.Column(kit, w.Text(kit, each, reading_px(kit), bold=True), hug=True) for each in parts]


def pieces(text: str, letters: int) -> list[str]:
    """A long text in parts of so many letters at most, ended between two words; a word is never broken."""
    found: list[str] = []
    for word in text.split():
        longer = f"{found[-1]} {word}" if found else word
        if found and len(longer) <= letters:
            found[-1] = longer
        else:
            found.append(word)
    return found


def _letters(bench: Bench) -> int:
    """How many letters make so few lines that any leaf has room for them."""
    share = 1 - SIDE_SHARE / (1 + SIDE_SHARE) if bench.lying else 1.0
    wide_px = bench.page_px[0] * share - 2 * bench.kit.look.margin_px
    a_line = wide_px / (reading_px(bench.kit) * LETTER_SHARE)
    return max(40, int(a_line * (LOW_LINES if bench.low else LINES)))


def reading_px(kit: w.Kit) -> int:
    """Between what must be read at a glance and a note: there is much of it, and nobody has to hurry."""
    return round(kit.font_px(w.Role.BODY) * 0.85)


def _online(bench: Bench, address: str) -> Any:
    kit = bench.kit
    code = QrOnScreen(address, round(kit.look.touch_px * QR_FINGERS), pos_hint={"center_y": 0.5})
    words = w.Text(kit, bench.words("proc.online"), w.Role.NOTE, bold=True, pos_hint={"center_y": 0.5})
    row = w.Row(kit, code, words, hug=True, spacing=kit.gap * 2)
    return w.Panel(kit, row, hug=True, padding=kit.gap * 1.2)
