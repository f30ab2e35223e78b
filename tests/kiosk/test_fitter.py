"""A page that comes again is built once: sizes are searched for only when its words are new, and found again after a
restart. What may come next is rehearsed while nobody is there.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from assets.look.kit import Kit
from assets.look.theme import hand_look
from kiosk.gallery import MODES, MOUNTING_MM, SCREENS, paint
from kiosk.session.modes import Mode
from kiosk.session.views import Confirm, View, say
from tests.kiosk import test_modes
from tests.kiosk.pages import every_page, office
from tests.kiosk.test_every_screen import blank_pictograms  # noqa: F401
from tests.kivy_tools import Stage

pytestmark = pytest.mark.edge

SCREEN = SCREENS["10-landscape"]


class Kiosk:
    """A window that counts how often pages are built in it. `restarted`: another with what this one wrote down."""

    def __init__(self, stage: Stage, state_dir: Path) -> None:
        self._stage, self._state_dir = stage, state_dir
        self.made: list[type] = []
        self.restarted()

    def restarted(self) -> None:
        """As after a restart: what was saved is there."""
        from kiosk.screens.sizes import Sizes
        from kiosk.screens.whole import Whole

        self._stage.clear()
        self._stage.window.size = SCREEN.width_px, SCREEN.height_px
        sizes = Sizes(self._state_dir / "sizes.json")
        self.whole = Whole(Kit(hand_look(SCREEN)), lambda _action: None, MOUNTING_MM, sizes=sizes)
        self._stage.window.add_widget(self.whole)

    def shown(self, view: View, *modes: Mode) -> int:
        """How often a page is built to show a view."""
        before = len(self.made)
        paint(self.whole, view, frozenset(modes))
        return len(self.made) - before

    def seen(self, view: View) -> int:
        """The same for a view as it is."""
        before = len(self.made)
        self.whole.show(view)
        return len(self.made) - before

    def rehearsed(self) -> list[int]:
        """How many pages each step of a rehearsal builds, until there is nothing left."""
        steps: list[int] = []
        before = len(self.made)
        while self.whole.rehearse():
            steps.append(len(self.made) - before)
            before = len(self.made)
            assert len(steps) < 200
        return steps


@pytest.fixture
def kiosk(stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kiosk:
    from kiosk.screens.bench import Screen

    kiosk, make = Kiosk(stage, tmp_path), Screen.__init__

    def counted(self: Any, *arguments: Any) -> None:
        kiosk.made.append(type(self))
        make(self, *arguments)

    monkeypatch.setattr(Screen, "__init__", counted)
    return kiosk


def one_more(params: dict[str, Any]) -> dict[str, Any]:
    """The same with figures one higher, or lower after a nine."""
    return {key: each + (1 if each % 10 < 9 else -1) if isinstance(each, int) else each for key, each in params.items()}


def with_people(view: View, *counts: int) -> View:
    """The first page, with so many waiting for its fields."""
    content: Any = view.content
    cards = tuple(
        msgspec.structs.replace(card, wait=say("wait.full", count=counts[at % len(counts)], low=5, high=60), off=None)
        for at, card in enumerate(content.cards)
    )
    return msgspec.structs.replace(view, content=msgspec.structs.replace(content, cards=cards))


def fonts(kiosk: Kiosk) -> list[float]:
    """How large all that is written is."""
    from kivy.uix.label import Label

    return [each.font_size for each in kiosk.whole.page.walk() if isinstance(each, Label)]


def test_a_page_that_comes_again_with_other_figures_is_built_once(kiosk: Kiosk) -> None:
    views = every_page("vi")
    confirm, home = views["confirm-long"], views["home"]
    assert isinstance(confirm.content, Confirm)
    assert kiosk.shown(confirm) > 1, "its size is searched for"
    kiosk.shown(home)
    assert kiosk.shown(confirm) == 1
    content = confirm.content
    facts = tuple(msgspec.structs.replace(each, params=one_more(each.params)) for each in content.facts)
    assert facts != content.facts, "the page tells of people or minutes"
    kiosk.shown(home)
    assert kiosk.shown(msgspec.structs.replace(confirm, content=msgspec.structs.replace(content, facts=facts))) == 1
    kiosk.shown(home)
    longer = msgspec.structs.replace(content, service=content.service + " và thêm nhiều lời khác nữa cho thật dài")
    assert kiosk.shown(msgspec.structs.replace(confirm, content=longer)) > 1, "other words may need another size"


def test_what_is_told_while_a_page_stands_does_not_make_it_new(kiosk: Kiosk) -> None:
    views = every_page("vi")
    kiosk.shown(with_people(views["home"], 3, 12))
    kiosk.shown(views["ticket"])
    assert kiosk.shown(with_people(views["home"], 120, 5)) == 1


def test_longer_figures_than_there_is_room_for_are_drawn_smaller(kiosk: Kiosk) -> None:
    from kiosk.screens.places import has_room

    home = every_page("vi")["home"]
    kiosk.shown(home)
    kiosk.shown(every_page("vi")["ticket"])
    assert 1 < kiosk.shown(with_people(home, 88_888_888)) <= 9
    assert has_room(kiosk.whole.page)
    kiosk.shown(every_page("vi")["ticket"])
    assert kiosk.shown(with_people(home, 77_777_777)) == 1
    kiosk.shown(every_page("vi")["ticket"])
    assert kiosk.shown(home) == 1


def test_a_page_at_rest_has_the_words_of_the_same_page_awake(kiosk: Kiosk) -> None:
    home = every_page("vi")["home"]
    assert kiosk.shown(home) > 1
    awake = fonts(kiosk)
    assert kiosk.shown(msgspec.structs.replace(home, dimmed=True)) == 1, "colours take no room"
    assert fonts(kiosk) == awake
    kiosk.shown(every_page("vi")["ticket"])
    assert kiosk.shown(home, Mode.CONTRAST) == 1


def test_after_a_restart_pages_are_built_once(kiosk: Kiosk) -> None:
    vi, en = every_page("vi"), every_page("en")
    shown = [(vi["home"], ()), (en["home"], (Mode.LARGE,)), (vi["confirm-long"], ()), (vi["ticket"], (Mode.LARGE,))]

    def all_shown() -> list[tuple[int, list[float]]]:
        return [(kiosk.shown(view, *modes), fonts(kiosk)) for view, modes in shown]

    first = all_shown()
    assert sum(builds for builds, _fonts in first) > 2 * len(first), "sizes are searched for"
    kiosk.whole.sizes.save()
    kiosk.restarted()
    assert [(kiosk.shown(view, *modes), fonts(kiosk)) for view, modes in shown] == [
        (1, each) for _builds, each in first
    ]


def test_what_a_visitor_typed_or_was_told_is_not_written_down(kiosk: Kiosk, tmp_path: Path) -> None:
    views = every_page("vi")
    kiosk.shown(views["home"])
    kiosk.whole.sizes.save()
    before = (tmp_path / "sizes.json").read_bytes()
    for name in ("dossier-typed", "dossier-ready", "procedures-found", "mine", "staff-pin"):
        kiosk.shown(views[name])
    kiosk.whole.sizes.save()
    assert (tmp_path / "sizes.json").read_bytes() == before


def test_while_nobody_is_there_each_mode_of_the_first_page_is_rehearsed(kiosk: Kiosk) -> None:
    modes = Mode.LARGE, Mode.LOW, Mode.CONTRAST
    vi = msgspec.structs.replace(every_page("vi")["home"], modes=modes)
    en = msgspec.structs.replace(every_page("en")["home"], modes=modes[:1])
    rests = msgspec.structs.replace(vi, dimmed=True, may_come=(en,))
    kiosk.shown(rests)
    page = kiosk.whole.page
    assert max(kiosk.rehearsed()) == 1, "a finger waits for one page at most"
    assert kiosk.whole.page is page, "what is shown stays"
    assert kiosk.rehearsed() == [], "each but once"
    for on in ((), (Mode.LARGE,), (Mode.LOW,), (Mode.LARGE, Mode.LOW), (Mode.LARGE, Mode.CONTRAST)):
        assert kiosk.shown(vi, *on) == 1, on
    assert kiosk.shown(en, Mode.LARGE) == 1
    cut_off = msgspec.structs.replace(en, banners=(say("out.link"),))
    kiosk.shown(msgspec.structs.replace(rests, banners=(say("out.link"),), may_come=(cut_off,)))
    assert kiosk.rehearsed() != [], "a banner takes room"
    assert kiosk.shown(msgspec.structs.replace(vi, banners=(say("out.link"),)), Mode.LARGE) == 1
    assert kiosk.shown(cut_off, Mode.LARGE) == 1


def test_after_a_rest_the_first_visitor_ever_of_any_language_and_mode_waits_for_no_search(kiosk: Kiosk) -> None:
    """From the session to the window: nobody has ever touched this kiosk."""
    talk = test_modes.Kiosk(office())
    talk.session.modes = Mode.LARGE, Mode.LOW, Mode.CONTRAST
    rests = talk.wait(test_modes.HANDS.dim_s)
    assert rests.dimmed
    kiosk.seen(rests)
    assert kiosk.rehearsed() != []
    for touches in (
        ["lang"],
        ["lang", "mode:large"],
        ["mode:low", "mode:large"],
        ["lang", "mode:contrast", "mode:low"],
    ):
        builds = [kiosk.seen(talk.touch(each)) for each in ["awake", *touches]]
        assert talk.view.modes_on == {Mode(each.removeprefix("mode:")) for each in touches if each != "lang"}
        assert max(builds) == 1, touches
        assert kiosk.seen(talk.wait(test_modes.HANDS.idle_s + test_modes.HANDS.dim_s)) == 1


def test_nothing_is_rehearsed_while_somebody_is_there(kiosk: Kiosk) -> None:
    home = every_page("vi")["home"]
    assert kiosk.rehearsed() == [], "before anything is shown"
    kiosk.shown(home)
    assert kiosk.rehearsed() == []
    kiosk.shown(msgspec.structs.replace(home, dimmed=True))
    assert kiosk.whole.rehearse()
    kiosk.shown(home)
    assert kiosk.rehearsed() == []


def test_a_rehearsal_mends_a_size_that_was_found_for_longer_words(kiosk: Kiosk) -> None:
    home = msgspec.structs.replace(every_page("vi")["home"], modes=())
    kiosk.shown(home)
    right = fonts(kiosk)
    content: Any = home.content
    long = say("wait.open_at", time="x" * 60)
    cards = tuple(msgspec.structs.replace(card, off=long, wait=None, note=None) for card in content.cards)
    wordy = msgspec.structs.replace(home, content=msgspec.structs.replace(content, cards=cards))
    kiosk.restarted()
    kiosk.shown(wordy)
    assert fonts(kiosk) != right
    kiosk.shown(every_page("vi")["ticket"])
    kiosk.shown(msgspec.structs.replace(home, dimmed=True))
    kiosk.rehearsed()
    kiosk.shown(every_page("vi")["ticket"])
    assert kiosk.shown(home) == 1
    assert fonts(kiosk) == right


@pytest.mark.parametrize("mode", ["plain", "large"])
@pytest.mark.parametrize("name", ["home", "confirm-long", "ticket"])
def test_the_size_is_that_of_the_search_of_all_wherever_it_begins(kiosk: Kiosk, name: str, mode: str) -> None:
    from kiosk.screens.fitting import Asked, choices, finished, searched
    from kiosk.screens.places import has_room, laid_out
    from kiosk.screens.sizes import Size

    kiosk.shown(every_page("vi")[name], *MODES[mode])
    page = kiosk.whole.page
    bench = kiosk.whole._bench
    assert bench is not None
    kind, content, size = type(page), every_page("vi")[name].content, bench.page_px

    def room(each: Size, headroom: float) -> bool:
        scaled = bench.scaled(each.times * headroom, leafing=each.leafing)
        return has_room(laid_out(kind(scaled, content), size))

    order = [(each, headroom) for headroom, group in choices(kind, large=bench.large) for each in group]
    right = next((each for each, headroom in order if room(each, headroom)), order[-1][0])
    asked = Asked(kind, content, bench, size)
    for hint in (None, Size(1.0), Size(0.77), Size(0.6, leafing=True)):
        assert finished(searched(asked, hint))[0] == right, hint
    assert Size(page.bench._times, page.bench.leafing) == right
