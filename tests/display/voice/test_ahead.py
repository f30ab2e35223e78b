"""What is made before it is due."""

from __future__ import annotations

import queue
import threading

from assets.voice.errors import SoundError
from assets.voice.sound import Sound
from display.voice.ahead import Ahead
from display.voice.sayings import Utterance
from tests.display.voice.fakes import utterance

DEADLINE_S = 20.0


class Slow:
    """A renderer that makes one thing for each permission."""

    def __init__(self) -> None:
        self.begun: queue.Queue[str] = queue.Queue()
        self.go_on = threading.Semaphore(0)
        self.broken: set[str] = set()
        self.stopped = False

    def render(self, utterance: Utterance) -> Sound:
        self.begun.put(utterance.text)
        assert self.go_on.acquire(timeout=DEADLINE_S)
        if utterance.text in self.broken:
            raise SoundError("nothing was said")
        return None  # type: ignore[return-value]

    def stop(self) -> None:
        self.stopped = True
        self.go_on.release()


def test_only_what_was_asked_for_last_is_made() -> None:
    slow = Slow()
    ahead = Ahead(slow)
    ahead.prepare([utterance("one"), utterance("two")])
    ahead.start()
    assert slow.begun.get(timeout=DEADLINE_S) == "one"
    ahead.prepare([utterance("three")])
    ahead.prepare([utterance("four")])
    slow.go_on.release()
    assert slow.begun.get(timeout=DEADLINE_S) == "four"
    ahead.stop()


def test_what_cannot_be_made_ends_nothing() -> None:
    slow = Slow()
    slow.broken = {"one"}
    ahead = Ahead(slow)
    ahead.start()
    ahead.prepare([utterance("one"), utterance("two")])
    assert slow.begun.get(timeout=DEADLINE_S) == "one"
    slow.go_on.release()
    ahead.prepare([])
    ahead.prepare([utterance("three")])
    assert slow.begun.get(timeout=DEADLINE_S) == "three"
    ahead.stop()
    assert slow.stopped


def test_stopping_before_anything_was_asked_for_ends_the_thread() -> None:
    ahead = Ahead(Slow())
    ahead.start()
    ahead.stop()
    ahead._thread.join(DEADLINE_S)
    assert not ahead._thread.is_alive()
