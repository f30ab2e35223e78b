"""What is said for a call: words as text. The same text is spoken and shown as the subtitle. Pure.

The sentences are those agreed for the office; ticket numbers and counters are already spelled as words in
them, so that the speech program has nothing left to guess ("A025" it would read as "hai mươi lăm").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from assets.voice.errors import WordingError
from assets.voice.numbers import Accent, Lang, cardinal, clock, ticket_number
from broker.hall.languages import RecordedLanguage

#: What the visitor is asked to do: come, collect a result, or go on to another counter.
CallKind = Literal["call", "collect", "moved"]
Form = Literal["call.full", "call.repeat", "call.short", "call.third", "call.result", "moved", "call.reserved"]
NoticeKind = Literal["open", "closing15", "lunch", "end"]
Session = Literal["morning", "afternoon"]

#: From this call of a ticket on, the sentence says that it is the last one.
LAST_NTH: Final = 3


@dataclass(frozen=True)
class Call:
    """One call of one ticket as it stands on the board; a recall is another call with `nth` one higher.

    The counter is said by its own name (`counter_spoken`, "bàn hướng dẫn") or else by its number. `counter_vi`: its
    name in Vietnamese, for a call in a language that cannot say it. `reserved_ticket`: its ticket, where the number is
    one that a kiosk gave while it was cut off; empty for all others.
    """

    call_id: str
    number: str
    counter_spoken: str | None
    counter_number: int | None
    nth: int
    called_at_ms: int
    lang: str = "vi"
    kind: CallKind = "call"
    counter_vi: str | None = None
    reserved_ticket: str = ""


@dataclass(frozen=True)
class Notice:
    """Something said to the whole hall. `resume_at` ("13:30") is needed for lunch."""

    notice_id: str
    kind: NoticeKind
    made_at_ms: int
    lang: Lang = "vi"
    session: Session = "morning"
    resume_at: str = ""


_TEXTS: Final[dict[Lang, dict[str, str]]] = {
    "vi": {
        "call.full": "Xin mời {who} có số thứ tự {number}, đến {counter}.",
        "call.repeat": "Xin nhắc lại: số {number}, {counter}.",
        "call.short": "Mời số {number}, {counter_short}.",
        "call.third": "Mời lần cuối: số {number}, {counter}.",
        "call.result": "Xin mời {who} có số thứ tự {number}, đến {counter} để nhận kết quả.",
        "moved": "Số {number} xin chuyển sang {counter}.",
        "call.reserved": "Số {number} lấy khi mất kết nối, gọi theo giờ lấy số.",
        "closing15": "Còn mười lăm phút nữa là hết giờ nhận số buổi {session}.",
        "lunch": "Đã đến giờ nghỉ trưa. Công dân đang giữ số buổi sáng sẽ được mời trước, từ {time}. Xin cảm ơn.",
        "open": "Trung tâm bắt đầu làm việc. Xin mời công dân giữ phiếu và chờ gọi số.",
        "end": "Trung tâm đã hết giờ làm việc. Công dân chưa được phục vụ, "
        "xin đến bàn hướng dẫn để được ưu tiên sáng mai.",
        "counter": "quầy số {n}",
        "counter_short": "quầy {n}",
        "morning": "sáng",
        "afternoon": "chiều",
        "who": "công dân",
    },
    "en": {
        "call.full": "Ticket {number}, please go to {counter}.",
        "call.repeat": "Again: ticket {number}, {counter}.",
        "call.short": "Ticket {number}, {counter}.",
        "call.third": "Last call: ticket {number}, {counter}.",
        "call.result": "Ticket {number}, please go to {counter} to collect your result.",
        "moved": "Ticket {number}, please go to {counter} instead.",
        "call.reserved": "Ticket {number} was taken offline and is called by its time.",
        "closing15": "In fifteen minutes the last {session} numbers will be given.",
        "lunch": "It is now the lunch break. Visitors with morning numbers will be called first, from {time}. "
        "Thank you.",
        "open": "The centre is open. Please keep your ticket and wait for your number.",
        "end": "The centre is now closed. If you have not been served, please go to the guide desk "
        "to be given priority tomorrow morning.",
        "counter": "counter {n}",
        "counter_short": "counter {n}",
        "morning": "morning",
        "afternoon": "afternoon",
        "who": "visitor",
    },
}
_PARAMETERS: Final = ("who", "number", "counter", "counter_short", "session", "time", "n")

#: First sayings after which there is time to explain; who is one of many is called in the short form and not explained.
_EXPLAINED: Final[tuple[Form, ...]] = ("call.full", "call.result")


def explained_by(call: Call, kind: Form | NoticeKind) -> Form | None:
    """The sentence that tells the hall why this number comes now, in the words of the board, after a saying of it.

    Only the first call has one: who is called again has been passed by others meanwhile, and overtakes nobody.
    """
    return "call.reserved" if call.reserved_ticket and call.nth == 1 and kind in _EXPLAINED else None


@dataclass(frozen=True)
class Phrasebook:
    """The sentences of an office.

    `changes` replaces sentences by language and key ({"vi": {"who": "tổ chức, công dân"}}); a key or a
    parameter that does not exist is a WordingError at once, not at the first call. `recorded`: further languages, of
    which every word is a recording; what they cannot say is said in Vietnamese.
    """

    accent: Accent = "north"
    changes: Mapping[Lang, Mapping[str, str]] = field(default_factory=dict)
    last_nth: int = LAST_NTH
    recorded: Mapping[str, RecordedLanguage] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for lang, texts in self.changes.items():
            for key, text in texts.items():
                _check(lang, key, text)

    def opening(self, call: Call, *, crowded: bool) -> Form:
        """The form of a call's first saying; `crowded`: others wait to be said as well."""
        if call.nth >= self.last_nth:
            return "call.third"
        if call.kind == "moved":
            return "moved"
        if crowded:
            return "call.short"
        return "call.result" if call.kind == "collect" else "call.full"

    def call(self, call: Call, form: Form) -> str:
        """The words of a call in this form. Raises WordingError if number or counter cannot be said."""
        return self.said(call, form)[0]

    def said(self, call: Call, form: Form) -> tuple[str, str]:
        """The words of a call, and the language they are in: the visitor's if the voice has it, or Vietnamese."""
        if call.lang in _TEXTS:
            return self._words(call, form, call.lang), call.lang
        recorded = self.recorded.get(call.lang)
        if recorded is not None:
            try:
                words = self._words(call, form, call.lang)
            except WordingError:
                words = ""
            if words and recorded.covers(words):
                return words, call.lang
        return self._words(call, form, "vi"), "vi"

    def notice(self, notice: Notice) -> str:
        """The words of a notice. Raises WordingError if its time is no time."""
        return self.sentence(notice.lang, notice.kind).format(
            session=self.sentence(notice.lang, notice.session),
            time=clock(notice.resume_at, notice.lang, self.accent) if notice.kind == "lunch" else "",
        )

    def _words(self, call: Call, form: Form, lang: str) -> str:
        recorded = self.recorded.get(lang)
        return self.sentence(lang, form).format(
            who="" if recorded else self.sentence(lang, "who"),
            number=recorded.ticket(call.number) if recorded else ticket_number(call.number, _ours(lang)),
            counter=self._counter(call, "counter", lang),
            counter_short=self._counter(call, "counter_short", lang),
        )

    def _counter(self, call: Call, key: str, lang: str) -> str:
        name = call.counter_spoken if lang == call.lang else call.counter_vi
        if name:
            return name
        if call.counter_number is None:
            raise WordingError(f"call {call.call_id!r} names no counter")
        recorded, number = self.recorded.get(lang), call.counter_number
        said = recorded.cardinal(number) if recorded else cardinal(number, _ours(lang), self.accent)
        return self.sentence(lang, key).format(n=said)

    def sentence(self, lang: str, key: str) -> str:
        """A sentence with its {parameters}, as this office has it."""
        if lang in self.recorded:
            return self.recorded[lang].text(key)
        ours = _ours(lang)
        return self.changes.get(ours, {}).get(key) or _TEXTS[ours][key]


def _ours(lang: str) -> Lang:
    """One of the languages whose numbers and sentences are known here."""
    if lang == "vi":
        return "vi"
    if lang == "en":
        return "en"
    raise WordingError(f"the voice has no sentences in {lang!r}")


def _check(lang: str, key: str, text: str) -> None:
    if lang not in _TEXTS or key not in _TEXTS[lang]:
        raise WordingError(f"there is no spoken text {key!r} in {lang!r}")
    try:
        text.format(**dict.fromkeys(_PARAMETERS, ""))
    except (KeyError, IndexError, ValueError) as error:
        raise WordingError(f"spoken text {key!r} in {lang!r}: {error} is no parameter of it") from None
