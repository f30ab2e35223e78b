"""Lists of procedures for tests: the sample, and one as long as a whole country's."""

from __future__ import annotations

import functools
import itertools

import msgspec

from assets import find
from broker.contract.procedures import ProcedureList
from broker.office import read_office
from broker.procedures.importing import Wishes, read_procedures
from broker.procedures.mapping import Mapping
from kiosk.procedures.library import Library

#: What the names of a long list differ in.
PLACES = ("cấp xã", "cấp tỉnh", "có yếu tố nước ngoài", "trực tuyến", "cho người nước ngoài", "lưu động", "lần đầu")
OBJECTS = (
    "giấy phép lái xe", "rừng phòng hộ", "thủy sản", "đường thủy nội địa", "phòng khám đa khoa", "thuốc lá",
    "quảng cáo", "di sản văn hóa", "khoáng sản", "giáo viên mầm non", "học bổng", "xăng dầu", "phân bón",
    "giống cây trồng", "cầu treo",
)  # fmt: skip


@functools.cache
def sample() -> ProcedureList:
    """The sample commune's list, imported as an office imports it."""
    office = read_office(find("offices/commune.toml"))
    listed, report = read_procedures([find("procedures/commune.csv")], Mapping(office), Wishes())
    assert listed is not None, list(report.lines())
    return listed


@functools.cache
def long_list(count: int = 3_000) -> ProcedureList:
    """The sample, and variations of it until there are so many."""
    made = list(sample().procedures)
    variations = itertools.product(PLACES, OBJECTS, sample().procedures)
    for nth, (place, thing, one) in enumerate(itertools.islice(variations, count - len(made))):
        name = f"{one.name} về {thing} {place} loại {nth % 40}"
        made.append(msgspec.structs.replace(one, code=f"8.{nth:06d}", name=name[:600], words=()))
    return ProcedureList(procedures=tuple(made))


@functools.cache
def library() -> Library:
    """The sample, ready to be searched."""
    return Library.of(sample())
