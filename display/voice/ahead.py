"""Makes what will be said next while something else is being said: the loudspeaker never waits for the speech program.

A thread of its own with a renderer of its own; what it makes lies in the same cache. What it cannot make is tried
again, and told, when it is due.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Sequence

from display.voice.sayings import Renderer, Utterance

_log = logging.getLogger(__name__)


class Ahead:
    """Only what was asked for last is of interest."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer
        self._wanted: queue.SimpleQueue[Sequence[Utterance] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="voice-ahead", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def prepare(self, sayings: Sequence[Utterance]) -> None:
        """These may be said soon, the first of them first."""
        if sayings:
            self._wanted.put(sayings)

    def stop(self) -> None:
        """End what is being made, and the thread."""
        self._renderer.stop()
        self._wanted.put(None)

    def _run(self) -> None:
        while (sayings := self._newest()) is not None:
            for saying in sayings:
                if not self._wanted.empty() or not self._made(saying):
                    break

    def _newest(self) -> Sequence[Utterance] | None:
        found = self._wanted.get()
        while found is not None and not self._wanted.empty():
            found = self._wanted.get()
        return found

    def _made(self, saying: Utterance) -> bool:
        try:
            self._renderer.render(saying)
        except Exception as error:
            _log.debug("%r could not be made ahead: %s", saying.text, error)
            return False
        return True
