"""The page of one procedure: limits and fee, papers, all that is published, and what can be done with it."""

from __future__ import annotations

from typing import Any

from assets.look import widgets as w
from assets.look.leaves import Leaves
from kiosk.screens.bench import Bench, Screen, hint, room
from kiosk.screens.confirm import signed
from kiosk.screens.qr import QrOnScreen
from kiosk.session.procedures import Entry, Section, Shown

#: In fingers: the side of the QR code, the height of the buttons.
QR_FINGERS, BUTTON_FINGERS = 2.2, 1.35
#: Of a lying screen, the part beside what is read.
SIDE_SHARE = 0.45
PRINTING = {"": "proc.print", "printing": "proc.printing", "printed": "proc.printed", "failed": "proc.not_printed"}
SIGNS = {"": "printer", "printing": "printer", "printed": "tick", "failed": "warning"}


class ProcedureScreen(Screen):
    """Leaves to read, and two buttons."""

    def build(self, content: Shown) -> None:
        bench, kit = self.bench, self.bench.kit
        name = w.Text(kit, content.name, w.Role.BODY, bold=True)
        second = hint(kit, f"{content.field} · {bench.words('proc.code', code=content.code)}")
        head = w.Column(kit, name, second, hug=True, spacing=kit.gap * 0.5)
        leads = [head] if bench.low else []
        beside_it = bench.lying and not bench.low
        leaves = self._leaves([*leads, *blocks(bench, content, with_code=not beside_it)])
        above = [] if leads else [head]
        buttons = self._buttons(content)
        if bench.lying:
            code = [_online(bench, content.online)] if content.online and beside_it else []
            beside = w.Column(kit, *code, room(1), *buttons)
            beside.spacing, beside.size_hint_x = kit.gap * 1.2, SIDE_SHARE
            left = w.Column(kit, *above, leaves, spacing=kit.gap * 1.2)
            self.add(w.Row(kit, left, beside, spacing=kit.gap * 2))
        else:
            foot = w.Row(kit, *buttons, spacing=kit.gap * 1.2, size_hint_y=None, height=buttons[0].height)
            self.add(*above, leaves, foot)

    def _leaves(self, pieces: list[Any]) -> Any:
        bench, kit = self.bench, self.bench.kit
        turning = bench.words("leaf.back"), bench.words("leaf.next")
        leaves = Leaves(kit, pieces, turning=turning, spacing=kit.gap * 0.8)
        leaves.bind(on_turn=lambda *_: bench.awake())
        return leaves

    def _buttons(self, content: Shown) -> list[Any]:
        bench, kit = self.bench, self.bench.kit
        fingers = 1.0 if bench.low else BUTTON_FINGERS
        small = {"font": w.Role.NOTE, "height": round(kit.look.touch_px * fingers)}
        words, sign = bench.words(PRINTING[content.printing]), SIGNS[content.printing]
        prints = bench.button("find:print", words, kind="plain", pictogram=sign, **small)
        prints.disabled = content.printing == "printing"
        takes = [bench.button("find:take", bench.words("proc.take"), pictogram="ticket", **small)]
        return [prints, *(takes if content.takes else [])]


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
    facts = (("proc.own", "limit", content.own, "clock"), ("proc.legal_limit", "limit", content.legal, "scales"),
             ("proc.fee", "fee", content.fee, "coins"))  # fmt: skip
    for key, name, said, sign in facts:
        if said:
            words = w.Text(
                kit, bench.words(key, **{name: said}), reading_px(kit), bold=key != "proc.legal_limit",
                pos_hint={"center_y": 0.5},
            )  # fmt: skip
            lines.append(signed(kit, sign, words, share=0.9))
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
    lines = [_entry(bench, section, entry, nth) for nth, entry in enumerate(section.entries, 1)]
    return [heading, *lines]


def _entry(bench: Bench, section: Section, entry: Entry, nth: int) -> Any:
    kit = bench.kit
    text = w.Column(kit, w.Text(kit, entry.text, reading_px(kit)), hug=True, spacing=0)
    if entry.note:
        text.add_widget(hint(kit, entry.note))
    if section.numbered:
        mark = w.Line(kit, f"{nth}.", reading_px(kit), bold=True, colour="action", pos_hint={"top": 1})
        return w.Row(kit, mark, text, hug=True, spacing=kit.gap)
    if section.sign:
        side_px = reading_px(kit)
        sign = w.Pictogram(kit, section.sign, side_px, "action", pos_hint={"top": 0.9})
        return w.Row(kit, sign, text, hug=True, spacing=kit.gap)
    return text


def reading_px(kit: w.Kit) -> int:
    """Between what must be read at a glance and a note: there is much of it, and nobody has to hurry."""
    return round(kit.font_px(w.Role.BODY) * 0.85)


def _online(bench: Bench, address: str) -> Any:
    kit = bench.kit
    code = QrOnScreen(address, round(kit.look.touch_px * QR_FINGERS), pos_hint={"center_y": 0.5})
    words = w.Text(kit, bench.words("proc.online"), w.Role.NOTE, bold=True, pos_hint={"center_y": 0.5})
    row = w.Row(kit, code, words, hug=True, spacing=kit.gap * 2)
    return w.Panel(kit, row, hug=True, padding=kit.gap * 1.2)
