"""The writer's SQL, built once by SQLAlchemy from the tables and run on the driver: no cost per commit.

Parameters are tuples in the order of the table's columns, or as the name of the statement says.
"""

from __future__ import annotations

from sqlalchemy import (
    ColumnElement,
    Executable,
    Integer,
    Table,
    bindparam,
    delete,
    func,
    literal_column,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import dialect, insert

from broker.store.tables import days, journal, legs, meta, requests, snapshots, tallies

_DIALECT = dialect(paramstyle="qmark")


def _literal(number: int) -> ColumnElement[int]:
    """A limit written out: SQLAlchemy would make it, and an offset beside it, parameters."""
    return literal_column(str(number), Integer)


def _sql(statement: Executable) -> str:
    return str(statement.compile(dialect=_DIALECT))  # type: ignore[attr-defined]


def _upsert(table: Table) -> str:
    """Insert, or overwrite all that is not the key."""
    statement = insert(table)
    rest = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key}
    return _sql(statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=rest))


ADD_ROW = _sql(insert(journal))
PUT_LEG = _upsert(legs)
PUT_TALLY = _upsert(tallies)
PUT_SNAPSHOT = _upsert(snapshots)
PUT_META = _upsert(meta)
ADD_REQUEST = _sql(insert(requests))
#: A request changes its ticket; a ticket never its request: that would be a number given twice.
TAKE_OVER_REQUEST = _upsert(requests)
#: (ticket, leg)
DROP_LEG = _sql(delete(legs).where(legs.c.ticket == bindparam("t"), legs.c.leg == bindparam("l")))
#: All but the last two.
PRUNE_SNAPSHOTS = _sql(
    delete(snapshots).where(
        snapshots.c.seq.not_in(
            select(snapshots.c.seq).order_by(snapshots.c.seq.desc()).limit(_literal(2)).offset(_literal(0))
        )
    )
)
#: (day): requests of the days before it
PRUNE_REQUESTS = _sql(delete(requests).where(requests.c.day < bindparam("d")))
#: (day, opened)
OPEN_DAY = _sql(insert(days).values(day=bindparam("d"), opened=bindparam("o")).on_conflict_do_nothing())
#: (closed, first_seq, last_seq, row_count, digest, previous, has_office, day)
SEAL_DAY = _sql(
    update(days)
    .values(
        closed=bindparam("c"), first_seq=bindparam("f"), last_seq=bindparam("l"), row_count=bindparam("n"),
        digest=bindparam("g"), previous=bindparam("p"), has_office=bindparam("h"),
    )
    .where(days.c.day == bindparam("d"))
)  # fmt: skip
#: The last sealed day: (last_seq, digest).
LAST_SEAL = _sql(
    select(days.c.last_seq, days.c.digest)
    .where(days.c.digest.is_not(None))
    .order_by(days.c.last_seq.desc())
    .limit(_literal(1))
    .offset(_literal(0))
)
#: All sealed days, oldest first: (day, first_seq, last_seq, row_count, digest, previous, has_office, removed).
SEALED_DAYS = _sql(
    select(
        days.c.day, days.c.first_seq, days.c.last_seq, days.c.row_count, days.c.digest, days.c.previous,
        days.c.has_office, days.c.removed,
    )
    .where(days.c.digest.is_not(None))
    .order_by(days.c.last_seq)
)  # fmt: skip
#: (seq): rows after it, in order.
ROWS_AFTER = _sql(select(journal).where(journal.c.seq > bindparam("s")).order_by(journal.c.seq))
#: (first, last): rows between them, both included.
ROWS_BETWEEN = _sql(
    select(journal).where(journal.c.seq >= bindparam("f"), journal.c.seq <= bindparam("l")).order_by(journal.c.seq)
)
DROP_ROWS_BETWEEN = _sql(delete(journal).where(journal.c.seq >= bindparam("f"), journal.c.seq <= bindparam("l")))
LAST_SEQ = _sql(select(func.max(journal.c.seq)))
SNAPSHOTS = _sql(select(snapshots).order_by(snapshots.c.seq.desc()))
NEWEST_SNAPSHOT = _sql(select(func.max(snapshots.c.seq)))
OLDEST_SNAPSHOT = _sql(select(func.min(snapshots.c.seq)))
NEWEST_DAY = _sql(select(func.max(days.c.day)))
#: (key)
GET_META = _sql(select(meta.c.value).where(meta.c.key == bindparam("k")))
#: (from, until): legs of tickets whose id is in this range
DROP_LEGS_BETWEEN = _sql(delete(legs).where(legs.c.ticket >= bindparam("f"), legs.c.ticket < bindparam("u")))
MARK_REMOVED = _sql(update(days).values(removed=True).where(days.c.day == bindparam("d")))
