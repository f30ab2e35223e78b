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

#: What the visitor is asked to do: come, collect a result, or go on to another counter.
CallKind = Literal["call", "collect", "moved"]
Form = Literal["call.full", "call.repeat", "call.short", "call.third", "call.result", "moved"]
NoticeKind = Literal["open", "closing15", "lunch", "end"]
Session = Literal["morning", "afternoon"]

#: From this call of a ticket on, the sentence says that it is the last one.
LAST_NTH: Final = 3


@dataclass(frozen=True)
class Call:
    """One call of one ticket as it stands on the board; a recall is another call with `nth` one higher.

    The counter is said by its own name (`counter_spoken`, "bàn hướng dẫn") or else by its number.
    """

    call_id: str
    number: str
    counter_spoken: str | None
    counter_number: int | None
    nth: int
    called_at_ms: int
    lang: Lang = "vi"
    kind: CallKind = "call"


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


@dataclass(frozen=True)
class Phrasebook:
    """The sentences of an office.

    `changes` replaces sentences by language and key ({"vi": {"who": "tổ chức, công dân"}}); a key or a
    parameter that does not exist is a WordingError at once, not at the first call.
    """

    accent: Accent = "north"
    changes: Mapping[Lang, Mapping[str, str]] = field(default_factory=dict)
    last_nth: int = LAST_NTH

    def __post_init__(self) -> None:
        for lang, texts in self.changes.items():
            for key, text in texts.items():
                _check(lang, key, text)

    def opening(self, call: Call, *, crowded: bool) -> Form:
        """The form of a call's first saying; `crowded`: others wait to be said as well."""
        if call.kind == "moved":
            return "moved"
        if call.nth >= self.last_nth:
            return "call.third"
        if crowded:
            return "call.short"
        return "call.result" if call.kind == "collect" else "call.full"

    def call(self, call: Call, form: Form) -> str:
        """The words of a call in this form. Raises WordingError if number or counter cannot be said."""
        return self._text(call.lang, form).format(
            who=self._text(call.lang, "who"),
            number=ticket_number(call.number, call.lang),
            counter=self._counter(call, "counter"),
            counter_short=self._counter(call, "counter_short"),
        )

    def notice(self, notice: Notice) -> str:
        """The words of a notice. Raises WordingError if its time is no time."""
        return self._text(notice.lang, notice.kind).format(
            session=self._text(notice.lang, notice.session),
            time=clock(notice.resume_at, notice.lang, self.accent) if notice.kind == "lunch" else "",
        )

    def _counter(self, call: Call, key: str) -> str:
        if call.counter_spoken:
            return call.counter_spoken
        if call.counter_number is None:
            raise WordingError(f"call {call.call_id!r} names no counter")
        return self._text(call.lang, key).format(n=cardinal(call.counter_number, call.lang, self.accent))

    def _text(self, lang: Lang, key: str) -> str:
        if lang not in _TEXTS:
            raise WordingError(f"the voice has no sentences in {lang!r}")
        return self.changes.get(lang, {}).get(key) or _TEXTS[lang][key]


def _check(lang: str, key: str, text: str) -> None:
    if lang not in _TEXTS or key not in _TEXTS[lang]:
        raise WordingError(f"there is no spoken text {key!r} in {lang!r}")
    try:
        text.format(**dict.fromkeys(_PARAMETERS, ""))
    except (KeyError, IndexError, ValueError) as error:
        raise WordingError(f"spoken text {key!r} in {lang!r}: {error} is no parameter of it") from None
