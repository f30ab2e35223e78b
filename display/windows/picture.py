"""The window as a picture. Kivy's own is wrong where a row's bytes are no multiple of four: at 1366 pixels it leans."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels

#: Fast and good enough for flat colours.
COMPRESSION = 3
_RGB = struct.pack(">5B", 8, 2, 0, 0, 0)  # eight bits, red green blue, nothing special


def save_window(path: Path, width: int, height: int) -> None:
    """Write what is drawn now as a PNG. Call it before the flip."""
    pixels = bytearray(glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE))
    del pixels[3::4]
    row = 3 * width
    lines = b"".join(b"\0" + pixels[y * row : (y + 1) * row] for y in range(height - 1, -1, -1))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">2I", width, height) + _RGB)
        + _chunk(b"IDAT", zlib.compress(lines, COMPRESSION))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
