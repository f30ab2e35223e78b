"""Which column of a table holds what: Vietnamese headings as the national portal and offices write them.

Compared without diacritics, capitals and signs, and with room for a slip of the pen.
"""

from __future__ import annotations

import difflib
import functools
from collections.abc import Sequence
from dataclasses import dataclass

from assets.folding import plain

#: What it holds -> its headings, the usual one first; where two columns fit, the earlier heading goes before.
HEADINGS: dict[str, tuple[str, ...]] = {
    "code": ("Mã thủ tục", "Mã TTHC", "Mã thủ tục hành chính", "Mã số thủ tục", "Mã số TTHC", "Mã số", "Mã"),
    "name": ("Tên thủ tục", "Tên TTHC", "Tên thủ tục hành chính", "Thủ tục hành chính", "Thủ tục"),
    "field": ("Lĩnh vực", "Tên lĩnh vực", "Lĩnh vực TTHC", "Nhóm thủ tục"),
    "steps": ("Trình tự thực hiện", "Trình tự", "Các bước thực hiện", "Các bước"),
    "ways": ("Cách thức thực hiện", "Cách thức nộp hồ sơ", "Cách thức"),
    "way_form": ("Hình thức nộp", "Hình thức nộp hồ sơ", "Hình thức"),
    "way_limit": ("Thời hạn giải quyết", "Thời gian giải quyết", "Thời hạn"),
    "way_fee": ("Phí, lệ phí", "Lệ phí", "Phí", "Mức phí"),
    "way_note": ("Mô tả cách thức", "Mô tả", "Ghi chú"),
    "papers": ("Thành phần hồ sơ", "Thành phần, số lượng hồ sơ", "Hồ sơ cần nộp", "Giấy tờ phải nộp"),
    "paper_name": ("Tên giấy tờ", "Loại giấy tờ"),
    "paper_form": ("Mẫu đơn, tờ khai", "Tên mẫu đơn, tờ khai", "Mẫu đơn", "Tờ khai", "Biểu mẫu"),
    "paper_copies": ("Số lượng", "Bản chính, bản sao", "Số lượng bản chính, bản sao", "Số bản"),
    "who": ("Đối tượng thực hiện", "Đối tượng"),
    "agency": ("Cơ quan có thẩm quyền", "Cơ quan có thẩm quyền quyết định", "Cơ quan quyết định",
               "Cơ quan giải quyết", "Cơ quan thực hiện"),
    "result": ("Kết quả thực hiện", "Kết quả giải quyết", "Kết quả"),
    "legal": ("Căn cứ pháp lý", "Cơ sở pháp lý", "Văn bản quy định"),
    "conditions": ("Yêu cầu, điều kiện thực hiện", "Yêu cầu, điều kiện", "Điều kiện thực hiện"),
    "own_limit": ("Thời hạn của đơn vị", "Thời hạn giải quyết của đơn vị", "Thời hạn cam kết", "Thời hạn rút ngắn"),
    "online": ("Địa chỉ nộp trực tuyến", "Đường dẫn nộp trực tuyến", "Nộp trực tuyến", "Đường dẫn", "URL"),
    "decision": ("Số quyết định", "Quyết định công bố", "Quyết định"),
    "effective": ("Ngày hiệu lực", "Ngày có hiệu lực", "Hiệu lực từ"),
    "checked": ("Ngày kiểm tra", "Ngày rà soát", "Ngày cập nhật"),
    "words": ("Từ thường dùng", "Tên thường gọi", "Từ khóa"),
    "service": ("Dịch vụ của đơn vị", "Mã dịch vụ", "Dịch vụ"),
}  # fmt: skip
#: Without these a kiosk could not show a procedure; of each group one is enough.
NEEDED: tuple[tuple[str, ...], ...] = (
    ("code",),
    ("name",),
    ("field",),
    ("ways", "way_limit"),
    ("papers", "paper_name"),
)
#: How alike (0 ... 1) a heading must be to pass for one of ours, and to be named as what may have been meant.
PASSES, ALIKE = 0.86, 0.55

_KNOWN = {plain(heading): (kind, rank) for kind, known in HEADINGS.items() for rank, heading in enumerate(known)}


@dataclass(frozen=True)
class Columns:
    """`of`: what a table has -> in which column, from 0. `unused`: headings nothing is made of."""

    of: dict[str, int]
    headings: tuple[str, ...]
    unused: tuple[str, ...] = ()

    def label(self, column: int) -> str:
        """A column as a person looks for it: C “Lĩnh vực”."""
        return f"column {letter(column)} “{self.headings[column]}”"

    def missing(self) -> str:
        """One sentence on the columns that are needed and not there; "" if all are."""
        lacking = [group for group in NEEDED if not any(kind in self.of for kind in group)]
        if not lacking:
            return ""
        words = " and ".join(" or ".join(f"“{HEADINGS[kind][0]}”" for kind in group) for group in lacking)
        alike = [f"“{mine}” looks like “{HEADINGS[kind][0]}”" for mine, kind in self._alike(lacking)]
        return f"no column {words}{'; ' + ', '.join(alike) if alike else ''}"

    def _alike(self, lacking: list[tuple[str, ...]]) -> list[tuple[str, str]]:
        wanted = {kind for group in lacking for kind in group}
        near = [(mine, _nearest(plain(mine), ALIKE, wanted)) for mine in self.unused]
        return [(mine, kind) for mine, kind in near if kind]


def kind_of(heading: str) -> str:
    """What a column under this heading holds; "" if nothing known."""
    return _ranked(heading)[0]


def read_headings(cells: Sequence[str]) -> Columns:
    """The columns of a row of headings; with none understood, `of` is empty."""
    best: dict[str, tuple[int, int]] = {}
    for at, heading in enumerate(cells):
        kind, rank = _ranked(heading)
        if kind and (kind not in best or rank < best[kind][0]):
            best[kind] = rank, at
    of = {kind: at for kind, (_, at) in best.items()}
    unused = tuple(heading for at, heading in enumerate(cells) if heading and at not in of.values())
    return Columns(of, tuple(cells), unused)


def letter(column: int) -> str:
    """Column 0 is A, 26 is AA: as spreadsheets name them."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


@functools.lru_cache(maxsize=4_096)
def _ranked(heading: str) -> tuple[str, int]:
    folded = plain(heading)
    if folded in _KNOWN:
        return _KNOWN[folded]
    near = _nearest(folded, PASSES, set(HEADINGS)) if len(folded) > 5 else ""
    return near, len(HEADINGS)


def _nearest(folded: str, cutoff: float, kinds: set[str]) -> str:
    known = [each for each, (kind, _) in _KNOWN.items() if kind in kinds]
    near = difflib.get_close_matches(folded, known, n=1, cutoff=cutoff)
    return _KNOWN[near[0]][0] if near else ""
