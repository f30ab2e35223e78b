"""For which of the office's services a number is taken: by the file's own column, a mapping file, or the field.

The mapping file is TOML:

    [codes]
    "1.012783" = "land-replace"
    [fields]                        # a field as the list writes it -> a service of the office
    "Bảo trợ xã hội" = "social-allowance"
    [other]
    service = "other-education"     # for all that nothing else says
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from assets.folding import plain
from broker.client.problems import FileError, Problem, nearest
from broker.contract.office import Office, Service

#: The field that takes what no other does, in the offices that have one.
OTHER = "other"
#: How alike (0 ... 1) a procedure's field and a field or service of the office must be called.
ALIKE = 0.8


class _File(msgspec.Struct, forbid_unknown_fields=True):
    codes: dict[str, str] = {}
    fields: dict[str, str] = {}
    other: dict[str, str] = {}


class MappingError(FileError):
    """A mapping file with mistakes in it."""


@dataclass(frozen=True)
class Mapped:
    """A service, or none, and what a person should look at: "" where the list or the mapping file said it."""

    service: str | None
    doubt: str = ""


@dataclass
class Mapping:
    """Services of one office. `codes` and `fields` are the mapping file's."""

    office: Office
    codes: dict[str, str] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    other: str = ""
    _same: dict[str, list[Service]] = field(default_factory=dict)

    @property
    def services(self) -> list[str]:
        """All there are."""
        return [each.id for each in self.office.services]

    def of(self, code: str, field_name: str, name: str) -> Mapped:
        """The service of a procedure whose row names none."""
        said = self.codes.get(code) or self.fields.get(plain(field_name))
        if said:
            return Mapped(said)
        own = self._same_field(field_name)
        if own:
            service = _likest(own, name)
            return Mapped(service.id, "" if len(own) == 1 else f"{service.id!r}, by its name")
        other = self.other or self._other(f"{field_name} {name}")
        if other:
            return Mapped(other, f"{other!r}, for no field of the office is called “{field_name}”")
        return Mapped(None, f"no service: no number can be taken for “{field_name}”")

    def _same_field(self, name: str) -> list[Service]:
        """The services of the office's field of that name, or of a name that is nearly the same."""
        if name not in self._same:
            names = {plain(each.name.get("vi", "")): each.id for each in self.office.fields}
            near = difflib.get_close_matches(plain(name), list(names), n=1, cutoff=ALIKE)
            self._same[name] = [each for each in self.office.services if near and each.field == names[near[0]]]
        return self._same[name]

    def _other(self, name: str) -> str:
        """The office's field for all else: its service that is called most like that, else its first."""
        others = [each for each in self.office.services if each.field == OTHER]
        return _likest(others, name).id if others else ""


def read_mapping(path: Path | None, office: Office) -> Mapping:
    """The mapping file checked against the office, or only the office. Raises MappingError with all mistakes."""
    if path is None:
        return Mapping(office)
    try:
        read = msgspec.toml.decode(path.read_bytes(), type=_File)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, ValueError) as error:
        raise MappingError(str(path), [Problem(0, "", str(error))]) from error
    known = [each.id for each in office.services]
    said = {**read.codes, **read.fields, **read.other}
    wrong = [Problem(0, key, unknown(service, known)) for key, service in said.items() if service not in known]
    wrong += [Problem(0, "other", f"unknown key {key!r}; there is service") for key in read.other if key != "service"]
    if wrong:
        raise MappingError(str(path), wrong)
    fields = {plain(name): service for name, service in read.fields.items()}
    return Mapping(office, read.codes, fields, read.other.get("service", ""))


def unknown(service: str, known: Iterable[str]) -> str:
    """A sentence for a service that the office does not have."""
    return f"the office has no service {service!r}{nearest(service, known)}"


def _likest(services: list[Service], name: str) -> Service:
    wanted = set(plain(name).split())
    return max(services, key=lambda each: len(wanted & set(plain(each.name.get("vi", "")).split())))
