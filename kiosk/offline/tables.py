"""The tables of the kiosk's own journal (read by auditors too): `request` one row a wish; `outbox` what the engine
is still to be told, in this order; `again` who had a slip printed once more; `kept` what outlives a restart.
"""

from __future__ import annotations

import sqlite3

_SCHEMA = """
CREATE TABLE IF NOT EXISTS request (
    request_id TEXT PRIMARY KEY,
    day        TEXT NOT NULL,               -- business day it belongs to
    service    TEXT NOT NULL,
    class_id   TEXT NOT NULL,
    lang       TEXT NOT NULL,
    quantity   INTEGER NOT NULL,
    taken      INTEGER NOT NULL,            -- ms, engine time at the touch
    boot_id    TEXT NOT NULL,               -- which boot of the machine it was written in
    boottime_s REAL NOT NULL,               -- CLOCK_BOOTTIME of that boot
    asked      INTEGER NOT NULL,            -- 1: the engine may have heard of it
    state      TEXT NOT NULL,               -- noted issued offline refused abandoned
    paper      TEXT NOT NULL DEFAULT 'none',-- none printing proven silent failed void
    tries      INTEGER NOT NULL DEFAULT 0,
    number     TEXT,
    issued     BLOB,                        -- the TicketIssued that goes on paper, JSON
    prefix     TEXT,                        -- series and number within it, of the reserved series only
    n          INTEGER,
    note       TEXT NOT NULL DEFAULT '',
    wish       BLOB                         -- the whole Request, JSON; the columns above are for auditors
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS reserved_once ON request (day, prefix, n) WHERE n IS NOT NULL;
CREATE TABLE IF NOT EXISTS outbox (
    seq        INTEGER PRIMARY KEY AUTOINCREMENT,
    request_id TEXT NOT NULL,
    command    BLOB NOT NULL                -- the command, JSON
) STRICT;
CREATE TABLE IF NOT EXISTS again (              -- tickets whose visitors had them printed once more here
    ticket     TEXT PRIMARY KEY
) STRICT;
CREATE TABLE IF NOT EXISTS kept (               -- the newest of what outlives a restart, by its name
    name       TEXT PRIMARY KEY,
    what       BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS probe (id INTEGER PRIMARY KEY, written INTEGER NOT NULL) STRICT;
"""

#: Columns of `request` that journals of before did not have.
_LATER = {"wish": "BLOB"}


def make(db: sqlite3.Connection) -> None:
    """Make what is missing. A journal that an older program began gets the columns it lacks."""
    db.executescript(_SCHEMA)
    there = {row["name"] for row in db.execute("PRAGMA table_info(request)")}
    for name, kind in _LATER.items():
        if name not in there:
            db.execute(f"ALTER TABLE request ADD COLUMN {name} {kind}")
