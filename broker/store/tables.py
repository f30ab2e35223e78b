"""The tables. A change here needs a migration beside it (a test compares the two)."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()

#: One row an event. `body`: the event as JSON (`codec.encode_event`).
journal = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Integer, nullable=False),
    Column("day", Text),
    Column("epoch", Integer, nullable=False),
    Column("device", Text, nullable=False),
    Column("command_id", Text, nullable=False),
    Column("body", Text, nullable=False),
)

#: State after row `seq`, with its SHA-256: one that was torn is known by it.
snapshots = Table(
    "snapshots",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("digest", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

#: The wait log. Names and order are those of `core.legs.Leg`; a ticket's id begins with its day, so does the key.
legs = Table(
    "legs",
    metadata,
    Column("ticket", Text, primary_key=True),
    Column("leg", Integer, primary_key=True, autoincrement=False),
    Column("day", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("service", Text, nullable=False),
    Column("class_id", Text, nullable=False),
    Column("kiosk", Text, nullable=False),
    Column("training", Boolean, nullable=False),
    Column("taken", Integer, nullable=False),
    Column("began", Integer, nullable=False),
    Column("printed", Integer),
    Column("first_call", Integer),
    Column("last_call", Integer),
    Column("calls", Integer, nullable=False),
    Column("start", Integer),
    Column("end", Integer),
    Column("counter", Text),
    Column("clerk", Text),
    Column("outcome", Text),
    Column("last", Boolean, nullable=False),
    Column("dossiers", Integer, nullable=False),
    Column("hold_ms", Integer, nullable=False),
    Column("wait_clock_ms", Integer),
    Column("wait_work_ms", Integer),
    Column("marks", Text, nullable=False),
    sqlite_with_rowid=False,
)

#: Figures by day, merged by reports. The counts are those of `core.measures.Tally`; histograms as JSON.
#: The dimension leads the key: a report reads one dimension over a range of days.
tallies = Table(
    "tallies",
    metadata,
    Column("dimension", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("legs", Integer, nullable=False),
    Column("called", Integer, nullable=False),
    Column("in_target", Integer, nullable=False),
    Column("served", Integer, nullable=False),
    Column("no_show", Integer, nullable=False),
    Column("given_up", Integer, nullable=False),
    Column("closed", Integer, nullable=False),
    Column("voided", Integer, nullable=False),
    Column("transferred", Integer, nullable=False),
    Column("dossiers", Integer, nullable=False),
    Column("marked", Integer, nullable=False),
    Column("histograms", Text, nullable=False),
    sqlite_with_rowid=False,
)

#: Which ticket answers which request, for the open and the last closed day: the backstop against a number given twice.
requests = Table(
    "requests",
    metadata,
    Column("request_id", Text, primary_key=True),
    Column("ticket", Text, nullable=False, unique=True),
    Column("day", Text, nullable=False),
    sqlite_with_rowid=False,
)

#: Business days. From `first_seq` on is filled in when the day is sealed; a day owns the rows since the day before it.
#: `has_office`: an office was put in force in these rows. `removed`: the rows are gone by retention.
days = Table(
    "days",
    metadata,
    Column("day", Text, primary_key=True),
    Column("opened", Integer),
    Column("closed", Integer),
    Column("first_seq", Integer),
    Column("last_seq", Integer),
    Column("row_count", Integer),
    Column("digest", Text),
    Column("previous", Text),
    Column("has_office", Boolean),
    Column("removed", Boolean, nullable=False, server_default="0"),
)

#: Single facts: "identity" (of this database and its copies), "epoch", "anchor" (JSON), "office_seq" (the row of the
#: office in force).
meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
