"""In what a screen speaks: one language, or a first one and a second beside it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from assets.translation import Translation
from broker.contract.office import Text

#: Between the two languages of one label.
BESIDE = " · "


@dataclass(frozen=True)
class Tongue:
    """Texts of the catalogue and names of the office in the languages of the screen."""

    first: Translation
    second: Translation | None = None

    @property
    def lang(self) -> str:
        """The first language: dates and figures are written in it."""
        return self.first.lang

    def text(self, key: str, **params: object) -> str:
        """In the first language."""
        return self.first.text(key, **params)

    def other(self, key: str, **params: object) -> str:
        """In the second language; empty where there is none."""
        return self.second.text(key, **params) if self.second else ""

    def both(self, key: str, between: str = BESIDE, **params: object) -> str:
        """In all languages of the screen, in one line."""
        return between.join(self.each(key, **params))

    def each(self, key: str, **params: object) -> list[str]:
        """The sentence in every language of the screen, once where they are the same."""
        said = [self.text(key, **params), self.other(key, **params)]
        return list(dict.fromkeys(filter(None, said)))

    def name(self, text: Text) -> str:
        """A name in the first language, or as the office writes it."""
        return text.get(self.lang) or text.get("vi", "")

    def names(self, text: Text) -> list[str]:
        """A text of the office in every language of the screen that it has."""
        other = text.get(self.second.lang, "") if self.second else ""
        return list(dict.fromkeys(filter(None, [self.name(text), other])))
