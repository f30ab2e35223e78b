"""A kiosk with a serial scanner in a process of its own, whose memory is then searched from outside.

    python -m tests.kiosk.card_reader_child DIR TERMINAL [leak]

Says "ready" when the page for the ID card stands, "done <number>" when the number is on paper, and ends at a line on
standard input. `leak`: somebody keeps what was read, so that the search has something to find.
"""

from __future__ import annotations

import queue
import secrets
import sys
import time
from pathlib import Path
from typing import Any

from kiosk.scanning.reading import Reading
from kiosk.session.messages import Input
from tests.kiosk.world import open_world
from tests.offices import small_office

KEPT: list[Any] = []


def main(folder: Path, terminal: str, *, leak: bool) -> None:
    inbox: queue.SimpleQueue[Input] = queue.SimpleQueue()
    reading = Reading(f"serial:{terminal}?baud=9600", inbox.put, lambda: secrets.token_hex(16))
    world = open_world(folder, office=small_office(one_per_person=True), key_of_day=reading.key)
    world.engine.day_key = secrets.token_hex(32)
    if leak:
        keep(reading)
    reading.start()
    world.touch("field:land")
    until(world, inbox, lambda: world.machine.session.reads_cards)
    world.touch("take")
    assert world.page == "id_card", world.page
    print("ready", flush=True)
    until(world, inbox, lambda: bool(world.numbers))
    print("done", *world.numbers, flush=True)
    sys.stdin.readline()
    reading.close()


def keep(reading: Reading) -> None:
    """As a careless log would."""
    whose = reading.key.person

    def person(card: memoryview) -> str | None:
        KEPT.append(bytes(card))
        return whose(card)

    assert reading._scanner is not None
    reading._scanner._person = person


def until(world: Any, inbox: queue.SimpleQueue[Input], condition: Any, deadline_s: float = 60.0) -> None:
    """Turn the kiosk until something is so."""
    end = time.monotonic() + deadline_s
    while not condition():
        assert time.monotonic() < end, f"{world.page}, {world.view.banners}"
        try:
            world.turn(inbox.get(timeout=0.1))
        except queue.Empty:
            world.pass_s(0.25)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], leak="leak" in sys.argv[3:])
