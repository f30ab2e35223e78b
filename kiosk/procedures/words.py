"""How people write what they look for, without diacritics: short forms, words that say nothing of the matter. Pure."""

from __future__ import annotations

#: Typed in place of the words behind.
SHORT = {
    "dk": "dang ky", "dky": "dang ky", "ks": "khai sinh", "kh": "ket hon", "kt": "khai tu", "cc": "chung thuc",
    "ct": "chung thuc", "xn": "xac nhan", "gcn": "giay chung nhan", "qsdd": "quyen su dung dat", "hkd": "ho kinh doanh",
    "kd": "kinh doanh", "gpxd": "giay phep xay dung", "gp": "giay phep", "xd": "xay dung", "cccd": "can cuoc",
    "cmnd": "can cuoc", "cmt": "can cuoc", "bhyt": "bao hiem y te", "bhxh": "bao hiem xa hoi", "shk": "ho khau",
    "hk": "ho khau", "tthn": "tinh trang hon nhan", "dkkh": "dang ky ket hon", "dkks": "dang ky khai sinh",
    "tt": "thuong tru", "nct": "nguoi cao tuoi", "htx": "hop tac xa", "ubnd": "uy ban nhan dan",
}  # fmt: skip
_EMPTY = (
    "toi em minh con chau bac co chu ong ba anh chi muon can phai hoi xin giup cho nho nao gi j ji gj the sao lam ra",
    "o dau bao nhieu bn bnh bnhieu tien phi mat het lau khi ngay may gio nhung giay to don mau va voi",
    "cua la co duoc dc dk k ko khong thi a ah nhe vay di den ve cai nay kia cu moi lai nhu hay hoac",
)
#: The same, of words that mean something by themselves (hộ nghèo, sổ đỏ).
EMPTY_PAIRS = ("ho so", "thu tuc", "giay to")
#: What is asked about any matter alike: never a reason not to find it.
EMPTY = frozenset(word for line in _EMPTY for word in line.split())
