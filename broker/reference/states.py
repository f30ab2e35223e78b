"""docs/states.md: the transition tables as diagrams, and what each key means in each state."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from broker.core import tables

#: What an action of the key table makes happen. One without words is not on the page, and a test fails.
ACTIONS: dict[str, str] = {
    "open": "the counter is open, and has not asked for anybody",
    "next": "calls whoever is next; with nobody waiting the counter is free, and the next suitable ticket is its own",
    "resume_next": "opens again, then as next",
    "finish_next": "ends the service as accepted with one dossier, then as next",
    "close_next": "refused, unless `next_closes` says that who is called counts as served, or as absent; then as next",
    "confirm": "somebody is there: the counter stays free for another while",
    "recall": "calls once more, up to `most_calls`",
    "no_show": "the visitor did not come; refused until enough calls were made and the time after the last is over",
    "start": "the visitor is there; the service begins",
    "finish": "ends the service as accepted with one dossier",
    "undo": "takes back the last press, within `undo_s`, while nobody else has had the ticket",
    "pause": "takes nobody for a while",
    "resume": "is open again",
    "release_pause": "who was called goes back to the head of the line, uncalled; then as pause",
    "shut": "the counter ends its day or shift",
    "release_shut": "who was called goes back to the head of the line, uncalled; then as shut",
}


def states_page() -> str:
    """The transition tables as diagrams, and what each key means in each state."""
    parts = [
        "# States",
        "Drawn from `broker/core/tables.py` by `python -m broker docs`. What is not drawn cannot happen.",
        "## A ticket",
        _diagram("[*] --> issued: TicketIssued", tables.TICKET),
        "## A counter",
        _diagram("[*] --> shut", tables.COUNTER),
        "`PressUndone` brings a counter and its ticket back to where they stood before the last press.",
        "## The four keys",
        *_keys(),
        *_actions(),
    ]
    return "\n\n".join(parts) + "\n"


def _diagram(first: str, table: dict[Any, Any]) -> str:
    arrows: dict[tuple[str, str], list[str]] = {}
    for (before, event), after in table.items():
        if before != after:
            arrows.setdefault((before, after), []).append(event.__name__)
    lines = [f"    {before} --> {after}: {', '.join(names)}" for (before, after), names in arrows.items()]
    return "\n".join(["```mermaid", "stateDiagram-v2", f"    {first}", *lines, "```"])


def _keys() -> Iterator[str]:
    states = dict.fromkeys(state for state, _, _ in tables.KEYS)
    presses = [(key, long) for key in ("next", "recall", "start", "pause") for long in (False, True)]
    head = "| state | " + " | ".join(f"{key.upper()}{', long' if long else ''}" for key, long in presses) + " |"
    rows = [head, "|---" * (len(presses) + 1) + "|"]
    for state in states:
        cells = [tables.meaning(state, key, long=long) for key, long in presses]  # type: ignore[arg-type]
        refused = f"*{tables.REFUSED[state]}*"
        rows.append(f"| {state} | " + " | ".join(cell or refused for cell in cells) + " |")
    yield "\n".join(rows)
    yield "In italics: refused, with the code of the reason."


def _actions() -> Iterator[str]:
    rows = ["| action | what happens |", "|---|---|"]
    rows += [f"| {action} | {ACTIONS[action]} |" for action in get_args(tables.Action)]
    yield "\n".join(rows)
