"""What the morning's visitors did and got, as they saw it: one line of JSON each, a witness of its own."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any


class Diary:
    """Any thread may write.

    `{"visit": …}`: `number` on the paper or null, `way`, `service`, and what else was done; `{"mark": …}`: given at a
    tablet, with its `reasons`.
    """

    def __init__(self, path: Path) -> None:
        self.path, self._lock = path, threading.Lock()
        path.touch()

    def note(self, **facts: Any) -> None:
        """One more line."""
        with self._lock, self.path.open("a") as file:
            file.write(json.dumps(facts, ensure_ascii=False) + "\n")
