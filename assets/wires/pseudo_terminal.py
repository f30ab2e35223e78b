"""A pseudo-terminal at a stable path, as /dev/serial/by-id has them: what stands for a cable in virtual devices."""

from __future__ import annotations

import os
import tty
from pathlib import Path


class PseudoTerminal:
    """`master` is the device's end, -1 while it is unplugged."""

    def __init__(self, path: Path) -> None:
        self.path, self.master, self._slave = path, -1, -1

    def plug(self) -> None:
        """Appear at the path."""
        self.master, self._slave = os.openpty()
        os.set_blocking(self.master, False)
        tty.setraw(self._slave)
        new = self.path.with_name(self.path.name + ".new")
        new.unlink(missing_ok=True)
        new.symlink_to(os.ttyname(self._slave))
        new.rename(self.path)

    def unplug(self) -> None:
        """Vanish, as a pulled USB cable does."""
        if self.master >= 0:
            self.path.unlink(missing_ok=True)
            os.close(self.master)
            os.close(self._slave)
            self.master = self._slave = -1
