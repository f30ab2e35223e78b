"""What every page is given: settings, accounts, the floor, the office. Made once, by `app.open_house`."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from broker.contract.office import Office
from broker.store import StoreError, reports
from broker.web.accounts import Base, People, Sessions, Throttle
from broker.web.first import FirstAdmin
from broker.web.floor import Floor
from broker.web.settings import WebSettings
from broker.web.words import Words

log = logging.getLogger("motcua.web")


@dataclass
class House:
    """The parts; a room of pages is a function `routes(house)`."""

    settings: WebSettings
    floor: Floor
    people: People
    sessions: Sessions
    throttle: Throttle
    signing_key: str
    first: FirstAdmin
    _office: tuple[str, Office] | None = field(default=None, repr=False)
    _words: dict[str, Words] = field(default_factory=dict, repr=False)

    @classmethod
    def over(cls, settings: WebSettings, floor: Floor, base: Base) -> House:
        """A house over its accounts and its floor."""
        sessions = Sessions(base, idle_s=settings.idle_min * 60, longest_s=settings.longest_h * 3_600)
        people = People(base)
        return cls(settings, floor, people, sessions, Throttle(base), base.signing_key, FirstAdmin(people))

    @property
    def office(self) -> Office | None:
        """The office in force with its people, who stand in no retained message: read from the engine's database."""
        catalogue = self.floor.catalogue
        if catalogue is None:
            return None
        if self._office is None or self._office[0] != catalogue.digest:
            self._office = (catalogue.digest, self._with_people(catalogue.office))
        return self._office[1]

    def _with_people(self, public: Office) -> Office:
        try:
            stored = reports.office(self.settings.db)
        except StoreError as error:
            log.warning("clerks are not named: %s", error)
            return public
        return stored if stored is not None and stored.site == public.site else public

    def words(self, lang: str) -> Words:
        """The texts for a reader of this language."""
        office, known = self.office, self._words.get(lang)
        if known is None or known.office is not office:
            known = self._words[lang] = Words(lang, office)
        return known
