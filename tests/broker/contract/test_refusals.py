"""Every reason for a refusal is known, and has a sentence in every language."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from assets import translation
from broker.contract.refusals import REFUSALS
from broker.contract.status import Offer
from broker.core import tables

BROKER = Path(__file__).parents[3] / "broker"
#: Who may refuse: the core by `Refuse`, the codec and the intake by `ContractError`, the engine by `CommandRefused`.
MAKERS = {"Refuse", "ContractError"}


def texts_in(node: ast.expr) -> Iterator[str]:
    """Every text a code may be: of a conditional, both."""
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield each.value


def refused_in_source() -> dict[str, set[str]]:
    """Codes that the source names -> where."""
    found: dict[str, set[str]] = {}
    for path in sorted(BROKER.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                for code in codes_of(node.func.id, node):
                    found.setdefault(code, set()).add(f"{path.relative_to(BROKER)}:{node.lineno}")
    return found


def codes_of(maker: str, call: ast.Call) -> list[str]:
    if maker in MAKERS and call.args and isinstance(call.args[0], ast.Constant):
        return list(texts_in(call.args[0]))
    named = [each.value for each in call.keywords if each.arg == "code"]
    if maker == "CommandRefused" and named and isinstance(named[0], ast.Constant):
        return list(texts_in(named[0]))
    return []


#: Codes that are computed: what the offer of a service says, what the table of a counter's states says.
COMPUTED = {*get_args(Offer), *tables.REFUSED.values()} - {"offered", "nobody"}


def test_every_code_in_the_source_is_known_and_every_known_code_is_used() -> None:
    named = refused_in_source()
    assert set(named) <= set(REFUSALS), {code: named[code] for code in set(named) - set(REFUSALS)}
    assert set(REFUSALS) == set(named) | COMPUTED


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("code", REFUSALS)
def test_every_code_has_a_sentence_that_needs_no_more_than_its_parameters(code: str, lang: str) -> None:
    _meaning, params = REFUSALS[code]
    sentence = translation(lang).texts[f"refused.{code}"]
    needed = {name for _, name, _, _ in Formatter().parse(sentence) if name}
    assert needed <= set(params)
    filled = translation(lang).text(f"refused.{code}", **{name: f"<{name}>" for name in params})
    assert filled and "{" not in filled
    assert all(f"<{name}>" in filled for name in needed)


def test_no_sentence_stands_for_a_code_that_is_no_more() -> None:
    for lang in ("vi", "en"):
        there = {key.removeprefix("refused.") for key in translation(lang).texts if key.startswith("refused.")}
        assert there == set(REFUSALS)
