"""Satisfaction as one printed page (A4): HTML that needs nothing but itself.

Words and figures stand beside every bar: nobody has to go by the colour.
"""

from __future__ import annotations

from html import escape

from assets import wording
from broker.reporting.names import Names
from broker.reporting.satisfaction import (
    WORDS,
    Satisfaction,
    groups_of,
    month_name,
    name_of,
    question_of,
    reason_of,
    share_satisfied,
)
from broker.reporting.sheet import sheet
from broker.store.ratings import Counted

#: Of the marks, the best first; by how many grades there are.
_FOUR = ("#5FB477", "#B5D783", "#F2D36B", "#E58F72")
COLOURS = {4: _FOUR, 3: _FOUR[1:]}
_MORE = """
.faces { display: flex; height: 4.2mm; border-radius: .6mm; overflow: hidden; min-width: 60mm; background: #eee }
.faces i { display: block; height: 100% }
.key span { display: inline-block; margin-right: 3mm }
.key i { display: inline-block; width: 3mm; height: 3mm; margin-right: 1mm; border-radius: .5mm }
td.faced { width: 40%; text-align: left }
th:first-child, td:first-child { white-space: normal }
.bars td:first-child { white-space: nowrap }
.long { break-inside: auto }
.long :is(h2, p) { break-after: avoid }
.marks tr { break-inside: avoid }
.marks tfoot { display: table-row-group }
@media screen and (max-width: 760px) {
  .marks, .marks :is(thead, tbody, tfoot) { display: block }
  .marks tr { display: grid; grid-template-columns: 1fr 4rem 4.5rem; padding: .3rem 0 }
  .marks tr { border-bottom: 1px solid #d5d5d5 }
  .marks :is(th, td) { border: 0; padding: .1rem 0 }
  .marks th:empty { display: none }
  .marks td.faced { grid-column: 1 / -1; width: auto }
  .key { line-height: 1.8 }
  .bars td:first-child { white-space: normal; min-width: 9rem }
}
"""


def page(found: Satisfaction, names: Names) -> bytes:
    """The page, in UTF-8."""
    text = names.texts.text
    title = escape(text("report.satisfaction"))
    office = names.office
    heads = (
        f"<p>{escape(names.of(office.authority))}</p><p><b>{escape(names.of(office.name))}</b></p>" if office else ""
    )
    quiet = f'<p class="quiet">{escape(text(f"report.by.{found.by}"))}</p>'
    month = escape(month_name(found.month, names))
    body = f"<header>{heads}<h1>{title} – {month}</h1>{quiet}</header>"
    body += "".join(_question(found, each, names) for each in found.whole) or _nothing(found, names)
    body += _reasons(found, names)
    body += f'<p class="quiet">{escape(text("report.satisfaction_note", count=found.shown_from))}</p>'
    return sheet(f"{title} {month}", body, names.lang, _MORE)


def _nothing(found: Satisfaction, names: Names) -> str:
    return f"<p>{escape(names.texts.text('report.satisfaction_few', count=found.shown_from))}</p>"


def _question(found: Satisfaction, whole: Counted, names: Names) -> str:
    text = names.texts.text
    heads = (text(f"report.group.{found.by}"), text("report.satisfaction_marks"), text("report.satisfaction_share"))
    cells = "".join(f"<th>{escape(head)}</th>" for head in heads)
    rows = "".join(_row(found, each, name_of(each, found, names), names) for each in groups_of(found, whole.question))
    foot = _row(found, whole, text("report.total"), names)
    table = f"<thead><tr>{cells}<th></th></tr></thead><tbody>{rows}</tbody><tfoot>{foot}</tfoot>"
    question = escape(question_of(whole.question, names))
    key = f'<p class="key quiet">{_key(found, names)}</p>'
    return f'<section class="long"><h2>{question}</h2>{key}<table class="marks">{table}</table></section>'


def _key(found: Satisfaction, names: Names) -> str:
    """Which colour is which word."""
    pairs = zip(COLOURS[found.grades], WORDS[found.grades], strict=True)
    return "".join(
        f'<span><i style="background:{colour}"></i>{escape(names.texts.text(word))}</span>' for colour, word in pairs
    )


def _row(found: Satisfaction, counted: Counted, name: str, names: Names) -> str:
    share = wording.percent(share_satisfied(counted, found.grades), 0, names.lang)
    total = wording.thousands(counted.total, names.lang)
    bars = "".join(
        f'<i style="width:{100 * counted.by_mark.get(mark, 0) / counted.total:.2f}%;background:{colour}" '
        f'title="{escape(names.texts.text(word))}: {counted.by_mark.get(mark, 0)}"></i>'
        for mark, (colour, word) in enumerate(zip(COLOURS[found.grades], WORDS[found.grades], strict=True), 1)
    )
    counts = " · ".join(str(counted.by_mark.get(mark, 0)) for mark in range(1, found.grades + 1))
    return (
        f"<tr><td>{escape(name)}</td><td>{total}</td><td>{share}</td>"
        f'<td class="faced"><div class="faces">{bars}</div><span class="quiet">{counts}</span></td></tr>'
    )


def _reasons(found: Satisfaction, names: Names) -> str:
    if not found.reasons:
        return ""
    most = max(found.reasons.values())
    rows = "".join(
        f"<tr><td>{escape(reason_of(reason, names))}</td><td>{wording.thousands(count, names.lang)}</td>"
        f'<td><div class="bar" style="width:{100 * count / most:.1f}%"></div></td></tr>'
        for reason, count in sorted(found.reasons.items(), key=lambda each: -each[1])
    )
    return f'<section><h2>{escape(names.texts.text("rate.why"))}</h2><table class="bars">{rows}</table></section>'
