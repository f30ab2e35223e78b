"""First pages built while nobody is there, so that whoever comes first in a language or mode need not wait for one."""

from __future__ import annotations

from collections.abc import Generator, Iterator

import msgspec

from kiosk.screens.bench import Bench
from kiosk.screens.cards import HomeScreen
from kiosk.screens.dress import Dress
from kiosk.screens.fitting import Fitter
from kiosk.screens.looks import Looks
from kiosk.session.modes import Mode
from kiosk.session.views import View

#: Each way to show a page in which its words have another size or another place. Colours and the voice change neither.
WAYS = frozenset[Mode](), frozenset({Mode.LARGE}), frozenset({Mode.LOW}), frozenset({Mode.LARGE, Mode.LOW})


class Rehearsal:
    """Finds the sizes of first pages, one built at a time; nothing of them is kept but their sizes."""

    def __init__(self, looks: Looks, fitter: Fitter) -> None:
        self._looks, self._fitter = looks, fitter
        self._running: Generator[None, None, None] | None = None
        self._known: object = None

    def interrupt(self) -> None:
        """Somebody looks: nothing is left half done."""
        self._running = None

    def step(self, rests: View) -> bool:
        """Build one page more of those that may come when somebody wakes this one; False when there is none."""
        wanted = [*self._wanted(rests)]
        key = [(HomeScreen.frame(each.content), each.lang, each.banners, each.modes_on) for each in wanted]
        if self._running is None and key != self._known:
            self._running = self._run(wanted, key)
        if self._running is None:
            return False
        next(self._running, None)
        return True

    def _run(self, wanted: list[View], key: object) -> Generator[None, None, None]:
        for view in wanted:
            kit = self._looks.kit(view)
            dress = Dress(kit, self._looks.around(view), self._looks.strip(view))
            dress.show(view, _nobody)
            size = dress.page_px()
            yield
            yield from self._fitter.prove(HomeScreen, view.content, Bench(kit, view.lang, _nobody, size), size)
        self._known, self._running = key, None

    @staticmethod
    def _wanted(rests: View) -> Iterator[View]:
        """In each language and mode, those first that most will find."""
        for modes in WAYS:
            for view in (rests, *rests.may_come):
                if modes <= set(view.modes):
                    yield msgspec.structs.replace(view, dimmed=False, modes_on=modes, may_come=())


def _nobody(_action: str) -> None:
    """Whom a page tells that nobody touches."""
