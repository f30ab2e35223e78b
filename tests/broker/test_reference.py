"""The reference pages in docs/ are those that the code draws now."""

from __future__ import annotations

from pathlib import Path

import pytest

from broker.contract import commands, events, status
from broker.contract.refusals import REFUSALS
from broker.reference import messages_page, states_page, write_pages

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("page", ["messages.md", "states.md", "settings.md"])
def test_the_committed_page_is_the_one_the_code_draws(page: str, tmp_path: Path) -> None:
    """Run `make docs` after changing a message, a table or a setting."""
    write_pages(tmp_path)
    assert (DOCS / page).read_text() == (tmp_path / page).read_text()


def test_every_message_and_refusal_is_on_the_page() -> None:
    page = messages_page()
    for kind in (*commands.COMMANDS, *events.EVENTS, *status.STATUSES):
        assert f"### {kind.__name__}\n" in page
    assert all(f"| `{code}` |" in page for code in REFUSALS)


def test_every_stage_and_state_is_drawn() -> None:
    page = states_page()
    for name in ("issued", "waiting", "called", "serving", "held", "missed", "ended", "shut", "free", "paused"):
        assert f" {name}" in page
