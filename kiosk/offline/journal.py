"""The kiosk's own small journal: what it was asked, what it was answered, what came of the paper, and the numbers
it gave from its reserved series. Written before it is acted upon, so that a crash at any point loses nothing and
gives nothing twice. Where it lies: `kiosk.offline.disk`; what is in it: `kiosk.offline.tables`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from sqlite3 import Connection

from broker.contract.codec import encode_event
from broker.contract.commands import AnyCommand, RequestTicket
from broker.contract.events import TicketIssued
from broker.contract.ids import day_of, number_of
from kiosk.offline import rows
from kiosk.offline.disk import Disk
from kiosk.offline.rows import Boot, Due, Row, packed
from kiosk.session.messages import Paper, Request


class Journal:
    """One kiosk's journal. Use it from one thread. Every method raises JournalError if the disk says no."""

    def __init__(self, state_dir: Path, boot: Boot) -> None:
        self._boot, self._disk = boot, Disk(state_dir)

    def close(self) -> None:
        """Let go of the file."""
        self._disk.close()

    def probe(self) -> None:
        """Write something, to see whether the disk takes it."""
        with self._disk.transaction() as db:
            db.execute("INSERT INTO probe VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET written = written + 1")

    # --- one request ------------------------------------------------------------------------------------

    def note(self, request: Request, day: str) -> None:
        """A wish, before it is sent."""
        with self._disk.transaction() as db:
            self._insert(db, request, day, "noted", asked=True)

    def issued(self, request_id: str, issued: TicketIssued) -> None:
        """The engine's number; from here on bytes may go to the printer."""
        with self._disk.transaction() as db:
            db.execute(
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
        with self._disk.transaction() as db:
            n = max(bounds[0] - 1, used, _highest(db, day, prefix)) + 1
            if n > bounds[1]:
                return None
            issued = make(n)
            self._insert(db, request, day, "offline", asked=False)
            db.execute(
                "UPDATE request SET state='offline', number=?, issued=?, prefix=?, n=? WHERE request_id=?",
                (issued.number, encode_event(issued), prefix, n, request.request_id),
            )
        return issued

    def printing(self, request_id: str, nth: int) -> None:
        """Bytes may go to the printer from here on, for the `nth` time."""
        with self._disk.transaction() as db:
            db.execute("UPDATE request SET paper='printing', tries=? WHERE request_id=?", (nth, request_id))

    def paper(self, request_id: str, paper: Paper, report: AnyCommand | None) -> None:
        """What became of the paper, and what the engine is to be told of it."""
        with self._disk.transaction() as db:
            db.execute("UPDATE request SET paper=? WHERE request_id=?", (paper, request_id))
            if report is not None:
                _tell(db, request_id, report)

    def refused(self, request_id: str, code: str) -> None:
        """The engine said no; nothing was given."""
        with self._disk.transaction() as db:
            db.execute("UPDATE request SET state='refused', note=? WHERE request_id=?", (code, request_id))

    def abandon(self, request_id: str, ask: RequestTicket, reason: str) -> None:
        """Nobody waits for it any more. The engine is asked once more, to learn of a number that must be voided."""
        with self._disk.transaction() as db:
            db.execute("UPDATE request SET state='abandoned', note=? WHERE request_id=?", (reason, request_id))
            _tell(db, request_id, ask)

    # --- what the engine is still to be told ---------------------------------------------------------------

    def tell(self, request_id: str, command: AnyCommand) -> None:
        """Put a command into the outbox."""
        with self._disk.transaction() as db:
            _tell(db, request_id, command)

    def next_due(self) -> Due | None:
        """The oldest thing the engine is still to be told."""
        with self._disk.reading() as db:
            row = db.execute("SELECT seq, request_id, command FROM outbox ORDER BY seq LIMIT 1").fetchone()
        return None if row is None else rows.due(row)

    def told(self, seq: int, then: AnyCommand | None = None, note: str = "") -> None:
        """The engine has answered; `then`: what it must be told next because of that answer."""
        with self._disk.transaction() as db:
            row = db.execute("SELECT request_id FROM outbox WHERE seq=?", (seq,)).fetchone()
            if row is None:
                return
            db.execute("DELETE FROM outbox WHERE seq=?", (seq,))
            if note:
                db.execute("UPDATE request SET note=? WHERE request_id=?", (note[:200], row[0]))
            if then is not None:
                _tell(db, row[0], then)

    @property
    def due_n(self) -> int:
        """How much the engine is still to be told."""
        with self._disk.reading() as db:
            return int(db.execute("SELECT count(*) FROM outbox").fetchone()[0])

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
        with self._disk.transaction() as db:
            done = db.execute("INSERT INTO again VALUES (?) ON CONFLICT (ticket) DO NOTHING", (ticket,))
        return done.rowcount == 1

    def not_again(self, ticket: str) -> None:
        """It came to nothing: the visitor may try once more."""
        with self._disk.transaction() as db:
            db.execute("DELETE FROM again WHERE ticket=?", (ticket,))

    def keep(self, name: str, what: bytes) -> None:
        """Keep the newest of something over a restart."""
        with self._disk.transaction() as db:
            db.execute("INSERT INTO kept VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET what=?2", (name, what))

    def kept(self, name: str) -> bytes | None:
        """What was kept under a name."""
        with self._disk.reading() as db:
            row = db.execute("SELECT what FROM kept WHERE name=?", (name,)).fetchone()
        return None if row is None else bytes(row[0])

    def rows(self, day: str) -> list[Row]:
        """All requests of a day, oldest first."""
        return self._rows("day=?", day)

    def prune(self, day: str) -> int:
        """Forget what belongs to days before the last one before `day`, once the engine knows all of it."""
        with self._disk.transaction() as db:
            done = db.execute(
                "DELETE FROM request WHERE day < ? AND day < (SELECT coalesce(max(day), '') FROM request WHERE day < ?)"
                " AND request_id NOT IN (SELECT request_id FROM outbox)",
                (day, day),
            )
            db.execute("DELETE FROM again WHERE ticket < ?", (day,))
        return done.rowcount

    # --- helpers ----------------------------------------------------------------------------------------------

    def _insert(self, db: Connection, request: Request, day: str, state: str, *, asked: bool) -> None:
        db.execute(
            "INSERT INTO request (request_id, day, service, class_id, lang, quantity, taken, boot_id, boottime_s,"
            " asked, state, wish) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (request_id) DO NOTHING",
            (
                request.request_id, day, request.service, request.class_id, request.lang, request.quantity,
                request.taken, self._boot.boot_id, self._boot.boottime_s(), asked, state, packed(request),
            ),
        )  # fmt: skip

    def _rows(self, where: str, *params: str) -> list[Row]:
        query = f"SELECT * FROM request WHERE {where} ORDER BY rowid"
        with self._disk.reading() as db:
            return [rows.row(each) for each in db.execute(query, params)]


def _highest(db: Connection, day: str, prefix: str) -> int:
    date = day[:10]
    row = db.execute("SELECT max(n) FROM request WHERE substr(day, 1, 10)=? AND prefix=?", (date, prefix))
    return int(row.fetchone()[0] or 0)


def _tell(db: Connection, request_id: str, command: AnyCommand) -> None:
    db.execute("INSERT INTO outbox (request_id, command) VALUES (?, ?)", (request_id, packed(command)))
