"""The reference pages in docs/ are those that the code draws now."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from broker.contract import codec, commands, events, status
from broker.contract.refusals import REFUSALS
from broker.core import tables
from broker.office import faults
from broker.reference import messages_page, states_page, write_pages
from broker.reference.samples import sample
from broker.reference.states import ACTIONS

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("page", ["messages.md", "states.md", "settings.md"])
def test_the_committed_page_is_the_one_the_code_draws(page: str, tmp_path: Path) -> None:
    """Run `make docs` after changing a message, a table or a setting."""
    write_pages(tmp_path)
    assert (DOCS / page).read_text() == (tmp_path / page).read_text()


EXAMPLE = re.compile(r"^### (\w+)\n(?:(?!^###).)*?```json\n(.*?)```", re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("kind", [*commands.COMMANDS, *events.EVENTS, *status.STATUSES])
def test_every_message_has_an_example_that_is_read_as_that_message(kind: type[msgspec.Struct]) -> None:
    found = dict(EXAMPLE.findall(messages_page()))
    read = msgspec.json.decode(found[kind.__name__], type=kind, strict=True)
    assert read == sample(kind)
    if issubclass(kind, commands.Command):
        message = {"v": [1, 0], "id": "c-1", "device": "k1", "command": msgspec.json.decode(found[kind.__name__])}
        assert codec.decode_command(msgspec.json.encode(message)).command == read


def test_the_office_of_the_examples_is_a_sound_one() -> None:
    applied = sample(commands.ApplyOffice)
    assert isinstance(applied, commands.ApplyOffice)
    assert faults(applied.office) == []


def test_every_part_named_in_a_type_has_a_heading() -> None:
    page = messages_page()
    types = re.findall(r"^\| `\w+` \| (.*) \| [^|]* \|$", page, re.MULTILINE)
    parts = {name for each in types for name in re.findall(r"`([A-Z][a-z]\w+)`", each)}
    assert {"Office", "Why", "BoardCall", "Rules", "PriorityClass"} <= parts
    assert all(page.count(f"\n### {name}\n") == 1 for name in parts)


def test_every_action_of_a_key_is_explained() -> None:
    assert set(ACTIONS) == set(get_args(tables.Action)) == set(tables.KEYS.values())


def test_every_message_and_refusal_is_on_the_page() -> None:
    page = messages_page()
    for kind in (*commands.COMMANDS, *events.EVENTS, *status.STATUSES):
        assert f"### {kind.__name__}\n" in page
    assert all(f"| `{code}` |" in page for code in REFUSALS)


def test_every_stage_and_state_is_drawn() -> None:
    page = states_page()
    for name in ("issued", "waiting", "called", "serving", "held", "missed", "ended", "shut", "free", "paused"):
        assert f" {name}" in page
