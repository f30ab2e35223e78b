"""What falls out of the printer: each cut a picture `cut-0001.png` and a line in `cuts.jsonl`."""

import threading
import time
from pathlib import Path

import msgspec
from PIL import Image

from kiosk.virtual_printer.machine import CutSheet

RECORD = "cuts.jsonl"


class Cut(msgspec.Struct, frozen=True):
    """A line of cuts.jsonl. `at_ms`: Unix time; `qr`: the code read back from the picture, if one was."""

    cut: int
    file: str
    at_ms: int
    height_dots: int
    bytes: int
    qr: str | None


class Tray:
    """A folder of cuts; goes on counting where an earlier run left off."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._changed = threading.Condition()
        self._cuts = read_record(folder)

    @property
    def cuts(self) -> list[Cut]:
        with self._changed:
            return list(self._cuts)

    def catch(self, sheet: CutSheet) -> None:
        """Keeps a cut: the picture first, then its line, so that a line always has its picture."""
        number = len(self._cuts) + 1
        name = f"cut-{number:04}.png"
        hidden = self.folder / f".{name}"
        _or_a_sliver(sheet.picture).save(hidden, "PNG")
        hidden.rename(self.folder / name)
        cut = Cut(number, name, time.time_ns() // 1_000_000, sheet.picture.height, sheet.bytes_taken, _read(sheet))
        with (self.folder / RECORD).open("ab") as record:
            record.write(msgspec.json.encode(cut) + b"\n")
        with self._changed:
            self._cuts.append(cut)
            self._changed.notify_all()

    def wait_for(self, count: int, timeout_s: float) -> list[Cut]:
        """The cuts as soon as there are `count`. Raises TimeoutError, naming how many there are."""
        with self._changed:
            if not self._changed.wait_for(lambda: len(self._cuts) >= count, timeout_s):
                raise TimeoutError(f"{len(self._cuts)} of {count} cuts after {timeout_s:g} s")
            return list(self._cuts)


def read_record(folder: Path) -> list[Cut]:
    """The cuts that a folder holds, in order."""
    record = folder / RECORD
    lines = record.read_bytes().splitlines() if record.exists() else []
    return [msgspec.json.decode(line, type=Cut) for line in lines]


def _or_a_sliver(picture: Image.Image) -> Image.Image:
    """A cut of paper that was not moved since the last one has no height, which no picture file can say."""
    return picture if picture.height else Image.new("1", (picture.width, 1), 255)


def _read(sheet: CutSheet) -> str | None:
    try:
        import zxingcpp  # a test tool; the printer works without it
    except ImportError:
        return None
    codes = zxingcpp.read_barcodes(sheet.picture.convert("L")) if sheet.picture.height else []
    return codes[0].text if codes else None
