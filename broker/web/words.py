"""What the pages say: texts of the catalogue, names of the office, times, refusals and alerts as sentences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from assets import AssetsError, languages, translation, wording
from broker.contract.ids import InstantMs
from broker.contract.office import Office, Text
from broker.contract.status import Trouble
from broker.core.hours import ZONE
from broker.reporting.names import Names
from broker.store.reports import By

LANGUAGES = ("vi", "en")
#: Params of a sentence that are names of parts of the office, by kind.
_PARTS: dict[str, By] = {"service": "service", "class": "class", "class_id": "class", "clerk": "clerk"}
#: What languages call themselves that have no catalogue: an office records them, or knows who speaks them.
_SELVES = {
    "hmn": "Hmoob", "rad": "Êđê", "jra": "Jrai", "cjm": "Chăm", "tyz": "Tày",
    "zh": "中文", "ko": "한국어", "ja": "日本語",
}  # fmt: skip
#: Smaller figures are no instants: params carry counts and seconds as well.
_INSTANT = 10**11


class Words:
    """The texts of one reader: a language, and the office whose parts are named."""

    def __init__(self, lang: str, office: Office | None) -> None:
        self.lang, self.office = lang, office
        self._texts = translation(lang)
        self._names = Names(office, self._texts)

    def text(self, key: str, **params: object) -> str:
        """A text of the catalogue."""
        return self._texts.text(key, **params)

    def name(self, text: Text) -> str:
        """A text of the office."""
        return self._names.of(text)

    def service(self, service: str) -> str:
        """What a service is called."""
        return self._names.name("service", service)

    def counter(self, counter: str) -> str:
        """What a counter is called."""
        return self._names.name("counter", counter)

    def counter_number(self, counter: str) -> str:
        """A counter's number, where the word for it stands before."""
        known = next((each for each in self.office.counters if each.id == counter), None) if self.office else None
        return str(known.number) if known is not None and known.number is not None else counter

    def kiosk(self, kiosk: str) -> str:
        """What a kiosk is called."""
        known = next((each for each in self.office.kiosks if each.id == kiosk), None) if self.office else None
        return self.name(known.name) if known is not None else kiosk

    def clerk(self, clerk: str) -> str:
        """Who a clerk is."""
        return self._names.name("clerk", clerk)

    def class_name(self, class_id: str) -> str:
        """What a class of visitors is called."""
        return self._names.name("class", class_id)

    def time(self, at: InstantMs | int) -> str:
        """07:30."""
        return wording.time(local(at))

    def date(self, at: InstantMs | int) -> str:
        """thứ Hai, 23/11/2026."""
        return wording.long_date(local(at).date(), self.lang)

    def refusal(self, code: str, params: Mapping[str, str | int]) -> str:
        """Why the engine has refused something."""
        return self._sentence(f"refused.{code}", params) or self.text("counter.refused", code=code)

    def alert(self, trouble: Trouble) -> str:
        """What is wrong."""
        counter = {"counter": trouble.counter} if trouble.counter else {}
        params = {**counter, **trouble.params, **self._field(trouble.params.get("field_id"))}
        said = self._sentence(f"alert.{trouble.code}", params) or trouble.code
        return said[:1].upper() + said[1:]

    def _field(self, field: str | int | None) -> dict[str, str]:
        """A field in the reader's language; alerts bring its name in the office's own."""
        known = next((each for each in self.office.fields if each.id == field), None) if self.office else None
        return {"field": self.name(known.name)} if known is not None else {}

    def _sentence(self, key: str, params: Mapping[str, str | int]) -> str:
        """A text with params as they came; "" where the catalogue has none for them."""
        try:
            return self.text(key, **{name: self._said(name, value) for name, value in params.items()})
        except AssetsError:
            return ""

    def _said(self, name: str, value: str | int) -> str | int:
        """A param as a person reads it."""
        if isinstance(value, int):
            return self.time(value) if value > _INSTANT else value
        if name == "stage":
            return self.text(f"stage.{value}")
        if name == "counter":  # its sentences say "Quầy" themselves
            return self.counter_number(value)
        if name == "kiosk":
            return self.kiosk(value)
        by = _PARTS.get(name)
        return self._names.name(by, value) if by and value else value


def own_name(lang: str) -> str:
    """What a language calls itself; its letters where nobody has told us."""
    return translation(lang).text("lang.self") if lang in languages() else _SELVES.get(lang, lang.upper())


def local(at: InstantMs | int) -> datetime:
    """An instant in the office's time."""
    return datetime.fromtimestamp(at / 1000, ZONE)
