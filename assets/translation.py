"""The texts of a language, by key. The catalogues are gettext .po files whose msgid is the key.

A language of the region says what `regional` asks for, and the rest in Vietnamese.
"""

import difflib
import functools
from collections.abc import Mapping
from dataclasses import dataclass

from assets.files import ROOT, AssetsError
from assets.regional import WHOLE, needed

HOME = "vi"
LOCALE = ROOT / "locale"
CATALOGUE = "motcua.po"


@dataclass(frozen=True)
class Translation:
    """All texts of one language; `texts` maps a key such as "home.title" to a text with {parameters}."""

    lang: str
    texts: Mapping[str, str]

    def text(self, key: str, **params: object) -> str:
        """The text for `key` with its parameters filled in; each is turned into text with str().

        Raises AssetsError for an unknown key (naming the nearest) and for a missing parameter.
        """
        template = self.texts.get(key)
        if template is None:
            raise AssetsError(f"no text {key!r} in {self.lang!r}{_nearest(key, self.texts)}")
        try:
            return template.format_map(params)
        except KeyError as missing:
            given = ", ".join(sorted(params)) or "none"
            raise AssetsError(f"text {key!r} in {self.lang!r} needs {missing}; given: {given}") from None


def _nearest(key: str, known: Mapping[str, str]) -> str:
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.3)
    return f"; nearest: {near[0]!r}" if near else ""


@functools.cache
def languages() -> tuple[str, ...]:
    """The languages there is a catalogue for: Vietnamese, English, then those of the region."""
    found = sorted(path.parent.name for path in LOCALE.glob(f"*/{CATALOGUE}"))
    return tuple(sorted(found, key=lambda lang: (lang not in WHOLE, lang != HOME, lang)))


@functools.cache
def translation(lang: str) -> Translation:
    """The texts of `lang` ("vi", "en", "km"), read once and kept. Raises AssetsError for any other language."""
    if lang not in languages():
        raise AssetsError(f"no language {lang!r}; there is: {', '.join(languages())}")
    texts = catalogue(lang)
    return Translation(lang, texts if lang in WHOLE else {**catalogue(HOME), **texts})


@functools.cache
def catalogue(lang: str) -> dict[str, str]:
    """What a language says itself."""
    import polib  # here: a program that shows no text need not pay for it

    entries = polib.pofile(str(LOCALE / lang / CATALOGUE))
    return {entry.msgid: entry.msgstr for entry in entries if entry.translated()}


def missing(lang: str) -> list[str]:
    """The keys a language must have and has not."""
    keys = catalogue(HOME).keys()
    return sorted((keys if lang in WHOLE else needed(keys)) - catalogue(lang).keys())


def own_name(lang: str) -> str:
    """A language as its speakers call it; its code where there is no catalogue."""
    return translation(lang).text("lang.self") if lang in languages() else lang
