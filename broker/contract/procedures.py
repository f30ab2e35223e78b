"""The procedures that an office publishes, as the broker packs them and a kiosk shows them. No message: they travel
in a bundle (`broker.contract.status.Bundle`). All words are the office's own, in Vietnamese as they were published.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import msgspec

from broker.contract.ids import ServiceId

#: The bundle's name in topics and addresses, and the one file in it.
BUNDLE = "procedures"
BUNDLE_FILE = "procedures.json"
#: "1.001193", with the suffixes that occur in use: "2.000815.01", "1.011442.000.00.00.H38".
CODE = r"^\d\.\d{6}(\.[A-Z0-9]{2,3})*$"
#: An ISO date, "" where it is not known.
Date = Annotated[str, msgspec.Meta(pattern=r"^(\d{4}-\d{2}-\d{2})?$")]
Words = Annotated[str, msgspec.Meta(max_length=600)]
Paragraph = Annotated[str, msgspec.Meta(max_length=8_000)]
Paragraphs = Annotated[tuple[Paragraph, ...], msgspec.Meta(max_length=200)]
#: Days after which what was checked may have changed, unless an office sets its own.
STALE_DAYS = 180
#: More than any authority publishes; what a kiosk holds in memory.
MOST_PROCEDURES = 10_000


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """One way to hand a dossier in: at the counter, online, by post. `limit`: the time limit by law."""

    form: Words = ""
    limit: Words = ""
    fee: Words = ""
    note: Paragraph = ""


class PaperNeeded(msgspec.Struct, frozen=True, kw_only=True):
    """One paper of the dossier. `form`: the form it is written on; `copies`: "1 bản chính, 2 bản sao"."""

    name: Paragraph
    form: Words = ""
    copies: Words = ""


class Procedure(msgspec.Struct, frozen=True, kw_only=True):
    """One published procedure. `service`: for which a number is taken; None: none is known.

    `own_limit`: the office's own time limit, shorter than the law's. `words`: what people call it every day.
    """

    code: Annotated[str, msgspec.Meta(pattern=CODE)]
    name: Words
    field: Words
    ways: Annotated[tuple[Way, ...], msgspec.Meta(max_length=50)] = ()
    papers: Annotated[tuple[PaperNeeded, ...], msgspec.Meta(max_length=200)] = ()
    steps: Paragraphs = ()
    who: Paragraph = ""
    agency: Paragraph = ""
    result: Paragraph = ""
    legal: Paragraphs = ()
    conditions: Paragraph = ""
    service: ServiceId | None = None
    own_limit: Words = ""
    online: Annotated[str, msgspec.Meta(max_length=300)] = ""
    decision: Words = ""
    effective: Date = ""
    checked: Date = ""
    words: Annotated[tuple[Words, ...], msgspec.Meta(max_length=50)] = ()

    def stale(self, today: dt.date, days: int) -> bool:
        """Whether it was last checked too long ago, or nobody knows when."""
        return not self.checked or (today - dt.date.fromisoformat(self.checked)).days > days


class ProcedureList(msgspec.Struct, frozen=True, kw_only=True):
    """All that an office publishes. Unknown fields are ignored: a kiosk may be older than the broker."""

    procedures: Annotated[tuple[Procedure, ...], msgspec.Meta(max_length=MOST_PROCEDURES)]
    stale_days: Annotated[int, msgspec.Meta(ge=1, le=3_650)] = STALE_DAYS


_decoder = msgspec.json.Decoder(ProcedureList)


def encode_procedures(listed: ProcedureList) -> bytes:
    """As it stands in the bundle."""
    return msgspec.json.encode(listed)


def decode_procedures(data: bytes) -> ProcedureList:
    """Raises msgspec.MsgspecError for anything else."""
    return _decoder.decode(data)
