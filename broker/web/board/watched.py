"""A file that is read again when it has changed."""

from __future__ import annotations

from pathlib import Path


class Watched:
    """`stamp` is another one whenever the file is; None while there is none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.stamp: tuple[int, int] | None = None

    @property
    def there(self) -> bool:
        """Whether there was a file at the last look."""
        return self.stamp is not None

    def changed(self) -> bool:
        """Look: whether it is another one than at the look before, has come or has gone."""
        before, self.stamp = self.stamp, self._now()
        return self.stamp != before

    def _now(self) -> tuple[int, int] | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size
