"""Which notice is on while it is calm. Pure."""

from __future__ import annotations


def shown_now(ready: tuple[str, ...], calm_ms: int, *, after_ms: int, each_ms: int, between: bool = True) -> str:
    """Which notice is on after so long a calm; `between`: the board again after each; "" is the board."""
    if not ready or calm_ms < after_ms:
        return ""
    turn = (calm_ms - after_ms) // each_ms
    if not between:
        return ready[turn % len(ready)]
    return "" if turn % 2 else ready[turn // 2 % len(ready)]
