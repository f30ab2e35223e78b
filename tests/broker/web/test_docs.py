"""docs/pages.md has the settings and keys of the program. `python -m tests.broker.web.test_docs` mends it."""

from __future__ import annotations

import re
from pathlib import Path

from assets import translation
from broker.client.settings import table
from broker.web.counter import keys
from broker.web.settings import WebSettings

PAGE = Path(__file__).parents[3] / "docs" / "pages.md"
SETTINGS = re.compile(r"\| name \| value \| default \| meaning \|\n(\|.*\n)+")
KEYS = re.compile(r"\| key \| does \|\n\|---\|---\|\n(\|.*\n)+")


def settings() -> str:
    """The settings as a table; [links] has a page of its own."""
    return "".join(f"{row}\n" for row in table(WebSettings).splitlines() if not row.startswith("| `links`"))


def shortcuts() -> str:
    """The keys as a table, in both languages."""
    vi, en = translation("vi").text, translation("en").text
    more = [
        (keys.LIST_KEY, "clerk.to_list"), (keys.RETURN_KEY, "clerk.return"), (keys.TAKE_KEY, "clerk.take"),
        (keys.OTHER_KEY, "clerk.other_counter"), (keys.SMALL_KEY, "clerk.small"), (keys.NOTIFY_KEY, "clerk.notify"),
        (keys.SETTLE_KEY, "clerk.settle"), (keys.HELP_KEY, "clerk.keys"), (keys.EMERGENCY, "clerk.alarm_says"),
    ]  # fmt: skip
    rows = [(each.key, each.text) for each in (*keys.MAIN, *keys.MORE)] + more
    return "| key | does |\n|---|---|\n" + "".join(f"| `{key}` | {vi(text)} · {en(text)} |\n" for key, text in rows)


def test_the_page_has_the_settings_and_keys_of_the_program() -> None:
    written = PAGE.read_text()
    assert settings() in written
    assert shortcuts() in written


if __name__ == "__main__":
    PAGE.write_text(KEYS.sub(lambda _: shortcuts(), SETTINGS.sub(lambda _: settings(), PAGE.read_text())))
