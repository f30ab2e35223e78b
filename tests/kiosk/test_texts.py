"""Every sentence the kiosk can say stands in every catalogue, with just the parameters it is given."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from assets import AssetsError, languages, translation
from broker.contract.ids import InstantMs
from kiosk.session.offers import OFF
from kiosk.session.views import When, say
from kiosk.texts import text
from tests.offices import SEVEN

KIOSK = Path(__file__).parents[2] / "kiosk"


def said() -> set[tuple[str, frozenset[str]]]:
    """Key and parameters of every `say("key", ...)` and `text("key", ...)` in the room."""
    found = {(key, frozenset[str]()) for key in OFF.values()}
    for path in KIOSK.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and node.args and _name(node.func) in ("say", "text"):
                for key in _keys(node.args[0]):
                    found.add((key, frozenset(each.arg for each in node.keywords if each.arg)))
    return found


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _keys(argument: ast.expr) -> list[str]:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return [argument.value]
    return _keys(argument.body) + _keys(argument.orelse) if isinstance(argument, ast.IfExp) else []


@pytest.mark.parametrize("lang", languages())
def test_each_is_in_the_catalogue(lang: str) -> None:
    assert len(said()) > 25
    for key, params in said():
        template = translation(lang).texts.get(key)
        assert template is not None, f"{key!r} is not in {lang}"
        assert set(re.findall(r"{(\w+)}", template)) <= params, key


def test_times_are_said_in_the_visitors_language() -> None:
    opens = When(InstantMs(SEVEN), day=True)
    assert (
        text(say("closed.now", when=opens), "vi") == "Hiện ngoài giờ làm việc. Mời quay lại lúc 07:00, thứ Hai, 23/11."
    )
    assert text(say("closed.now", when=opens), "en") == "We are closed. We open Mon 23 Nov, 07:00."
    assert text(say("wait.open_at", time=When(InstantMs(SEVEN))), "vi") == "Bắt đầu gọi số lúc 07:00"


def test_a_sentence_may_hold_another() -> None:
    sentence = say("out.paper", place=say("place.guide"))
    assert text(sentence, "en") == "Out of paper. Please take a number at the guide desk."


def test_an_unknown_key_names_the_nearest() -> None:
    with pytest.raises(AssetsError, match=r"wait\.none"):
        text(say("wait.non"), "vi")
