"""A `Say` in words of a language. Pure but for the catalogue, which is read once."""

from __future__ import annotations

from datetime import date

from assets import translation, wording
from broker.contract.ids import Lang
from kiosk.session import hours
from kiosk.session.views import Day, Param, Say, When


def text(say: Say, lang: Lang) -> str:
    """What the screen writes. Raises AssetsError for a key there is no text of."""
    return translation(lang).text(say.key, **{name: _param(each, lang) for name, each in say.params.items()})


def _param(param: Param, lang: Lang) -> str | int:
    if isinstance(param, Say):
        return text(param, lang)
    if isinstance(param, When):
        moment = hours.local(param.at)
        return wording.moment(moment, lang) if param.day else wording.time(moment)
    if isinstance(param, Day):
        return wording.date(date.fromisoformat(param.date), lang)
    return param
