"""Tables as offices write them, and what becomes of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assets import find
from broker.contract.office import Office
from broker.contract.procedures import ProcedureList
from broker.office import read_office
from broker.procedures.importing import Report, Wishes, read_procedures
from broker.procedures.mapping import Mapping

HEADINGS = ("Mã thủ tục", "Tên thủ tục", "Lĩnh vực", "Cách thức thực hiện", "Thành phần hồ sơ", "Ngày kiểm tra")
BIRTH = ("1.001193", "Đăng ký khai sinh", "Hộ tịch", "Trực tiếp | Ngay trong ngày | Miễn",
         "Tờ khai | Mẫu 01 | 1 bản chính\nGiấy chứng sinh | | 1 bản chính", "01/11/2026")  # fmt: skip
COPY = ("2.000815", "Chứng thực bản sao từ bản chính", "Chứng thực", "Trực tiếp | Trong ngày | 2.000 đồng/trang",
        "Bản chính", "2026-11-01")  # fmt: skip


def commune() -> Office:
    return read_office(find("offices/commune.toml"))


def read(*files: Path, mapping: Mapping | None = None, **wishes: Any) -> tuple[ProcedureList | None, Report]:
    return read_procedures(files, mapping or Mapping(commune()), Wishes(**wishes))


def said(*files: Path) -> list[str]:
    """Every mistake of files that are not to be imported, without the folder they lie in."""
    listed, report = read(*files)
    assert listed is None
    return [line.replace(f"{files[0].parent}/", "") for line in report.lines()]


def csv_file(path: Path, *rows: Sequence[str], encoding: str = "utf-8", separator: str = ",") -> Path:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def xlsx_file(path: Path, sheets: dict[str, Sequence[Sequence[Any]]]) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def docx_file(path: Path, *tables: Sequence[Sequence[str]]) -> Path:
    import docx

    document = docx.Document()
    for rows in tables:
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(at, column).text = text
    document.save(str(path))
    return path
