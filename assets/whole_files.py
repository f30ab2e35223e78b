"""Files that somebody else waits for: whoever finds one finds it whole."""

from __future__ import annotations

from pathlib import Path


def write_whole(file: Path, content: str | bytes) -> Path:
    """Write a file, its folder too: until it is complete nothing has its name, or what had it before keeps it.

    The part that is written begins with a dot: folders that are looked through pass it over. Raises OSError.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.part")
    part.write_bytes(content.encode() if isinstance(content, str) else content)
    return part.replace(file)
