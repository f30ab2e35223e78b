"""The kiosk's own small journal: what it was asked, what it was answered, what came of the paper, and the numbers
it gave from its reserved series. Written before it is acted upon, so that a crash at any point loses nothing and
gives nothing twice.

SQLite, WAL, synchronous=FULL: an entry that returned is on the disk. What is in it: `kiosk.offline.tables`.
"""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import msgspec

from broker.contract.codec import decode_event, encode_event
from broker.contract.commands import AnyCommand, RequestTicket
from broker.contract.events import TicketIssued
from broker.contract.ids import day_of, number_of
from kiosk.errors import KioskError
from kiosk.offline import tables
from kiosk.session.messages import Paper, Request

#: How long a writer waits for a lock that somebody else holds on the file.
BUSY_S = 0.25
FILE = "kiosk.db"


class JournalError(KioskError):
    """The journal cannot be read or written: nothing may be issued on it."""


@dataclass(frozen=True)
class Boot:
    """Which boot of the machine this is, and how long it has been up when asked."""

    boot_id: str
    boottime_s: Callable[[], float]


@dataclass(frozen=True)
class Row:
    """A request as the journal knows it."""

    request: Request
    day: str
    state: str
    paper: Paper
    tries: int
    issued: TicketIssued | None
    boot_id: str
    boottime_s: float
    asked: bool
    note: str


@dataclass(frozen=True)
class Due:
    """Something the engine is still to be told."""

    seq: int
    request_id: str
    command: AnyCommand


_commands: msgspec.json.Decoder[AnyCommand] = msgspec.json.Decoder(AnyCommand)
_wishes: msgspec.json.Decoder[Request] = msgspec.json.Decoder(Request)
_encoder = msgspec.json.Encoder()
#: What a Request was before it was kept whole.
_PLAIN = ("request_id", "service", "class_id", "lang", "quantity", "taken")


class Journal:
    """One kiosk's journal. Use it from one thread. Every method raises JournalError if the disk says no."""

    def __init__(self, state_dir: Path, boot: Boot) -> None:
        self._boot = boot
        with _named(state_dir):
            state_dir.mkdir(parents=True, exist_ok=True)
            self._lock = _hold(state_dir)
            self._db = sqlite3.connect(state_dir / FILE, timeout=BUSY_S, isolation_level=None, check_same_thread=False)
            self._db.row_factory = sqlite3.Row
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")
            tables.make(self._db)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()
        self._lock.close()

    def probe(self) -> None:
        """Write something, to see whether the disk takes it."""
        with self._transaction():
            self._db.execute("INSERT INTO probe VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET written = written + 1")

    # --- one request ------------------------------------------------------------------------------------

    def note(self, request: Request, day: str) -> None:
        """A wish, before it is sent."""
        with self._transaction():
            self._insert(request, day, "noted", asked=True)

    def issued(self, request_id: str, issued: TicketIssued) -> None:
        """The engine's number; from here on bytes may go to the printer."""
        with self._transaction():
            self._db.execute(
                "UPDATE request SET state='issued', number=?, issued=?, paper='printing', tries=1 WHERE request_id=?",
                (issued.number, encode_event(issued), request_id),
            )

    def reserve(
        self, request: Request, day: str, prefix: str, bounds: tuple[int, int], used: int,
        make: Callable[[int], TicketIssued],
    ) -> TicketIssued | None:  # fmt: skip
        """Give the next reserved number of a series to a request.

        `bounds`: first and last number that are ours; `used`: the highest the engine has seen today. A number is
        not used again on a date that was closed and opened again, whose day has another name. None: none left.
        """
        with self._transaction():
            n = max(bounds[0] - 1, used, self._highest(day, prefix)) + 1
            if n > bounds[1]:
                return None
            issued = make(n)
            self._insert(request, day, "offline", asked=False)
            self._db.execute(
                "UPDATE request SET state='offline', number=?, issued=?, prefix=?, n=? WHERE request_id=?",
                (issued.number, encode_event(issued), prefix, n, request.request_id),
            )
        return issued

    def printing(self, request_id: str, nth: int) -> None:
        """Bytes may go to the printer from here on, for the `nth` time."""
        with self._transaction():
            self._db.execute("UPDATE request SET paper='printing', tries=? WHERE request_id=?", (nth, request_id))

    def paper(self, request_id: str, paper: Paper, report: AnyCommand | None) -> None:
        """What became of the paper, and what the engine is to be told of it."""
        with self._transaction():
            self._db.execute("UPDATE request SET paper=? WHERE request_id=?", (paper, request_id))
            if report is not None:
                self._tell(request_id, report)

    def refused(self, request_id: str, code: str) -> None:
        """The engine said no; nothing was given."""
        with self._transaction():
            self._db.execute("UPDATE request SET state='refused', note=? WHERE request_id=?", (code, request_id))

    def abandon(self, request_id: str, ask: RequestTicket, reason: str) -> None:
        """Nobody waits for it any more. The engine is asked once more, to learn of a number that must be voided."""
        with self._transaction():
            self._db.execute("UPDATE request SET state='abandoned', note=? WHERE request_id=?", (reason, request_id))
            self._tell(request_id, ask)

    # --- what the engine is still to be told ---------------------------------------------------------------

    def tell(self, request_id: str, command: AnyCommand) -> None:
        """Put a command into the outbox."""
        with self._transaction():
            self._tell(request_id, command)

    def next_due(self) -> Due | None:
        """The oldest thing the engine is still to be told."""
        with _named(Path(FILE)):
            row = self._db.execute("SELECT seq, request_id, command FROM outbox ORDER BY seq LIMIT 1").fetchone()
        return None if row is None else Due(row[0], row[1], _commands.decode(row[2]))

    def told(self, seq: int, then: AnyCommand | None = None, note: str = "") -> None:
        """The engine has answered; `then`: what it must be told next because of that answer."""
        with self._transaction():
            row = self._db.execute("SELECT request_id FROM outbox WHERE seq=?", (seq,)).fetchone()
            if row is None:
                return
            self._db.execute("DELETE FROM outbox WHERE seq=?", (seq,))
            if note:
                self._db.execute("UPDATE request SET note=? WHERE request_id=?", (note[:200], row[0]))
            if then is not None:
                self._tell(row[0], then)

    @property
    def due_n(self) -> int:
        """How much the engine is still to be told."""
        with _named(Path(FILE)):
            return int(self._db.execute("SELECT count(*) FROM outbox").fetchone()[0])

    # --- looking back ----------------------------------------------------------------------------------------

    def open_rows(self) -> list[Row]:
        """Requests without an end, oldest first: no answer, or a number that is not known to be on paper."""
        unprinted = "state IN ('issued', 'offline') AND paper IN ('none', 'printing', 'failed')"
        return self._rows(f"state='noted' OR ({unprinted})")

    def row(self, request_id: str) -> Row | None:
        """One request."""
        return next(iter(self._rows("request_id=?", request_id)), None)

    def given(self, ticket: str) -> Row | None:
        """The request that a ticket was given for at this kiosk."""
        day, number = day_of(ticket), number_of(ticket)
        return next(iter(self._rows("day=? AND number=? AND state IN ('issued', 'offline')", day, number)), None)

    def again(self, ticket: str) -> bool:
        """A visitor's own second print of a ticket is begun. False: there was one already."""
        with self._transaction():
            done = self._db.execute("INSERT INTO again VALUES (?) ON CONFLICT (ticket) DO NOTHING", (ticket,))
        return done.rowcount == 1

    def not_again(self, ticket: str) -> None:
        """It came to nothing: the visitor may try once more."""
        with self._transaction():
            self._db.execute("DELETE FROM again WHERE ticket=?", (ticket,))

    def keep(self, name: str, what: bytes) -> None:
        """Keep the newest of something over a restart."""
        with self._transaction():
            self._db.execute("INSERT INTO kept VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET what=?2", (name, what))

    def kept(self, name: str) -> bytes | None:
        """What was kept under a name."""
        with _named(Path(FILE)):
            row = self._db.execute("SELECT what FROM kept WHERE name=?", (name,)).fetchone()
        return None if row is None else bytes(row[0])

    def rows(self, day: str) -> list[Row]:
        """All requests of a day, oldest first."""
        return self._rows("day=?", day)

    def prune(self, day: str) -> int:
        """Forget what belongs to days before the last one before `day`, once the engine knows all of it."""
        with self._transaction():
            done = self._db.execute(
                "DELETE FROM request WHERE day < ? AND day < (SELECT coalesce(max(day), '') FROM request WHERE day < ?)"
                " AND request_id NOT IN (SELECT request_id FROM outbox)",
                (day, day),
            )
            self._db.execute("DELETE FROM again WHERE ticket < ?", (day,))
        return done.rowcount

    # --- helpers ----------------------------------------------------------------------------------------------

    def _insert(self, request: Request, day: str, state: str, *, asked: bool) -> None:
        self._db.execute(
            "INSERT INTO request (request_id, day, service, class_id, lang, quantity, taken, boot_id, boottime_s,"
            " asked, state, wish) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (request_id) DO NOTHING",
            (
                request.request_id, day, request.service, request.class_id, request.lang, request.quantity,
                request.taken, self._boot.boot_id, self._boot.boottime_s(), asked, state,
                _encoder.encode(request),
            ),
        )  # fmt: skip

    def _highest(self, day: str, prefix: str) -> int:
        date = day[:10]
        row = self._db.execute("SELECT max(n) FROM request WHERE substr(day, 1, 10)=? AND prefix=?", (date, prefix))
        return int(row.fetchone()[0] or 0)

    def _tell(self, request_id: str, command: AnyCommand) -> None:
        values = (request_id, _encoder.encode(command))
        self._db.execute("INSERT INTO outbox (request_id, command) VALUES (?, ?)", values)

    def _rows(self, where: str, *params: str) -> list[Row]:
        query = f"SELECT * FROM request WHERE {where} ORDER BY rowid"
        with _named(Path(FILE)):
            return [_row(each) for each in self._db.execute(query, params)]

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with _named(Path(FILE)):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise


def _row(found: sqlite3.Row) -> Row:
    event = decode_event(found["issued"]) if found["issued"] is not None else None
    return Row(
        request=_wish(found),
        day=found["day"],
        state=found["state"],
        paper=found["paper"],
        tries=found["tries"],
        issued=event if isinstance(event, TicketIssued) else None,
        boot_id=found["boot_id"],
        boottime_s=found["boottime_s"],
        asked=bool(found["asked"]),
        note=found["note"],
    )


def _wish(found: sqlite3.Row) -> Request:
    if found["wish"] is None:
        return Request(**{name: found[name] for name in _PLAIN})
    return _wishes.decode(found["wish"])


def _hold(state_dir: Path) -> IO[bytes]:
    """One kiosk, one journal: held for the life of the process, given back by the kernel when it dies."""
    lock = (state_dir / "kiosk.lock").open("ab")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise JournalError(f"state directory {state_dir} is in use by another kiosk") from error
    return lock


@contextmanager
def _named(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise JournalError(f"journal {path}: {error}") from error
