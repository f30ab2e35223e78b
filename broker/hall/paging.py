"""How much of everything a page has room for, and which page is on: all pages turn together. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass

#: A page of counters or fields stays so long, by the viewer's time.
PAGE_MS = 7_000


@dataclass(frozen=True)
class Capacity:
    """How much of everything a page has room for."""

    counters: int = 10
    recent: int = 5
    fields: int = 4


def per_page(total: int, most: int) -> int:
    """How many counters make a page, so that all pages are about equally full."""
    return math.ceil(total / max(1, math.ceil(total / most)))


def page_at(pages: int, real_ms: int) -> int:
    """Which page is on now."""
    return real_ms // PAGE_MS % max(1, pages)
