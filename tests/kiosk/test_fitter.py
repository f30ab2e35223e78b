"""A page that comes again is built once: sizes are searched for only when its words are new."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from kiosk.gallery import SCREENS, paint
from kiosk.screens import whole as screens
from kiosk.session.views import Content, View
from tests.kiosk.pages import every_page
from tests.kiosk.test_every_screen import bare
from tests.kivy_tools import Stage

pytestmark = pytest.mark.edge


@pytest.fixture
def builds(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Callable[[View], int]:
    """Shows a view in one window, and says how often a page was built for it."""
    made: list[type] = []

    def counting(kind: Any) -> Any:
        class Counted(kind):  # type: ignore[misc]
            def build(self, content: Content) -> None:
                made.append(kind)
                super().build(content)

        return Counted

    for content, kind in list(screens.SCREENS.items()):
        monkeypatch.setitem(screens.SCREENS, content, counting(kind))
    window = bare(stage, SCREENS["10-landscape"])

    def shown(view: View) -> int:
        before = len(made)
        paint(window, view, frozenset())
        return len(made) - before

    return shown


def one_more(params: dict[str, Any]) -> dict[str, Any]:
    """The same with figures one higher, or lower after a nine."""
    return {key: each + (1 if each % 10 < 9 else -1) if isinstance(each, int) else each for key, each in params.items()}


def test_a_page_that_comes_again_with_other_figures_is_built_once(builds: Callable[[View], int]) -> None:
    views = every_page("vi")
    confirm, home = views["confirm-long"], views["home"]
    first = builds(confirm)
    assert first > 1, "its size is searched for"
    builds(home)
    assert builds(confirm) == 1
    content: Any = confirm.content
    facts = tuple(msgspec.structs.replace(each, params=one_more(each.params)) for each in content.facts)
    assert facts != content.facts, "the page tells of people or minutes"
    builds(home)
    assert builds(msgspec.structs.replace(confirm, content=msgspec.structs.replace(content, facts=facts))) == 1
    builds(home)
    longer = msgspec.structs.replace(content, service=content.service + " và thêm nhiều lời khác nữa cho thật dài")
    assert builds(msgspec.structs.replace(confirm, content=longer)) > 1, "other words may need another size"
