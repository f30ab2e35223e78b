"""What the engine hands over: rows of the journal, and all that belongs to one durable transaction."""

from __future__ import annotations

import msgspec

from broker.contract.events import AnyEvent
from broker.core.legs import Leg
from broker.core.measures import Tally


class Row(msgspec.Struct):
    """One event in the journal, with what stands beside it.

    `seq` counts from 1 without a gap. `at`: engine time in ms. `day`: None while no business day is open.
    """

    seq: int
    at: int
    day: str | None
    epoch: int
    device: str
    command_id: str
    event: AnyEvent


class Batch(msgspec.Struct):
    """Everything of one group of commands: stored together or not at all.

    `legs`: rows of the wait log as they are now, by (ticket, leg). `gone_legs` are deleted first: a leg named
    in both stays. `tallies`: (day, dimension, key, whole tally). `requests`: (request_id, ticket, day); a request
    or a ticket that is there already fails the batch, but an offline ticket takes over its request.
    `snapshot`: the state after the last row. `seal`: a day that ends with this batch.
    """

    rows: list[Row] = []
    legs: list[Leg] = []
    gone_legs: list[tuple[str, int]] = []
    tallies: list[tuple[str, str, str, Tally]] = []
    requests: list[tuple[str, str, str]] = []
    snapshot: bytes | None = None
    seal: str | None = None
