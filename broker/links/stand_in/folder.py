"""The stand-in drops files as a provincial export does: written under another name, then given its own at once."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from assets.whole_files import write_whole
from broker.links.stand_in.office import Booking, Dossier, Office

Form = Literal["csv", "json"]


def drop(office: Office, folder: Path, form: Form = "csv") -> list[Path]:
    """All dossiers in one file, the bookings of each day in one; returns the files."""
    files = {f"dossiers.{form}": _written(list(office.dossiers.values()), form)}
    for day in sorted({each.day for each in office.bookings}):
        of_day = [each for each in office.bookings if each.day == day]
        files[f"bookings-{day.isoformat()}.{form}"] = _written(of_day, form)
    return [write_whole(folder / name, data) for name, data in files.items()]


def drop_half(office: Office, folder: Path, form: Form = "csv") -> list[Path]:
    """The same, cut off in the middle: what an export leaves behind whose disk or line failed."""
    whole = drop(office, folder, form)
    for path in whole:
        data = path.read_bytes()
        path.write_bytes(data[: len(data) * 2 // 3])
    return whole


def _written(known: Sequence[Dossier | Booking], form: Form) -> bytes:
    rows = [each.row() for each in known]
    if form == "json":
        return json.dumps(rows, ensure_ascii=False, indent=1).encode()
    out = io.StringIO(newline="")
    table = csv.DictWriter(out, list(rows[0]) if rows else ["maHoSo", "trangThai"])
    table.writeheader()
    table.writerows(rows)
    return out.getvalue().encode("utf-8-sig")
