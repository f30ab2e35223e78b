"""The reference pages that are drawn from the code: messages, states and keys, settings. A test keeps them true."""

from __future__ import annotations

from pathlib import Path

from broker.office.reference import settings_page
from broker.reference.messages import messages_page
from broker.reference.states import states_page

__all__ = ["messages_page", "states_page", "write_pages"]


def write_pages(out: Path) -> list[Path]:
    """Write all pages into a folder; which ones."""
    out.mkdir(parents=True, exist_ok=True)
    pages = {"messages.md": messages_page(), "states.md": states_page(), "settings.md": settings_page()}
    for name, text in pages.items():
        (out / name).write_text(text, encoding="utf-8")
    return [out / name for name in pages]
