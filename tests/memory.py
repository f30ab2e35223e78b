"""What a living process holds in its memory, searched from outside: /proc/<pid>/mem of all that it can write."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

CHUNK = 4 << 20


def holds(pid: int, needle: str) -> list[str]:
    """Names of the mappings in which a text stands, as UTF-8 or as Python and Qt keep wide text."""
    wanted = [needle.encode(), needle.encode("utf-16-le"), needle.encode("utf-32-le")]
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        return [name for begin, end, name in _writable(pid) if _found(memory, begin, end, wanted)]


def _writable(pid: int) -> Iterator[tuple[int, int, str]]:
    for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
        span, rights, *rest = line.split()
        name = rest[-1] if len(rest) > 3 else "anonymous"
        if rights.startswith("rw") and name not in ("[vvar]", "[vsyscall]") and not name.startswith("/dev/"):
            begin, end = (int(each, 16) for each in span.split("-"))
            yield begin, end, name


def _found(memory: object, begin: int, end: int, wanted: list[bytes]) -> bool:
    tail = b""
    for at in range(begin, end, CHUNK):
        memory.seek(at)  # type: ignore[attr-defined]
        try:
            part = tail + memory.read(min(CHUNK, end - at))  # type: ignore[attr-defined]
        except OSError:
            return False  # a mapping that went meanwhile, or that nobody may read
        if any(each in part for each in wanted):
            return True
        tail = part[-256:]
    return False
