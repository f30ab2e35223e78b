"""Which calls have been said or dropped, kept over a restart of the program, so that none is said twice."""

from __future__ import annotations

import logging
from pathlib import Path

_log = logging.getLogger(__name__)


class SpokenMemory:
    """A file with one call a line, newest last. A file that cannot be read or written costs no speech."""

    def __init__(self, path: Path, keep: int = 500) -> None:
        self._path = path
        self._keep = keep

    def load(self) -> list[str]:
        """The last calls of earlier runs; shortens the file to them."""
        try:
            calls = self._path.read_text(encoding="utf-8").split("\n")
        except FileNotFoundError:
            return []
        except (OSError, UnicodeDecodeError) as error:
            _log.warning("what was said before is not known: %s", error)
            return []
        known = [call for call in calls if call][-self._keep :]
        self._write("".join(f"{call}\n" for call in known), "w")
        return known

    def remember(self, call_id: str) -> None:
        """This call is done with."""
        self._write(f"{call_id}\n", "a")

    def _write(self, text: str, mode: str) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open(mode, encoding="utf-8") as file:
                file.write(text)
        except OSError as error:
            _log.warning("what was said cannot be remembered: %s", error)
