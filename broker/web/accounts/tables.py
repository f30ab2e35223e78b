"""The tables. A change here needs a migration beside it (a test compares the two). All times are Unix seconds."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, MetaData, Table, Text

metadata = MetaData()

#: Single values by name: the key that signs cookies.
meta = Table("meta", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

#: `name` is what one signs in with and part of the name of the device; `clerk`: who it is in the office's file.
accounts = Table(
    "accounts",
    metadata,
    Column("name", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("clerk", Text),
    Column("password", Text, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("made", Integer, nullable=False),
)

#: `digest`: SHA-256 of the token in the cookie; who reads this file cannot sign in with it.
sessions = Table(
    "sessions",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("account", Text, ForeignKey("accounts.name"), nullable=False),
    Column("made", Integer, nullable=False),
    Column("seen", Integer, nullable=False),
    Column("address", Text, nullable=False),
)

#: Sign-ins that failed, by what is slowed down: a name at an address, an address, a name.
failures = Table(
    "failures",
    metadata,
    Column("what", Text, primary_key=True),
    Column("times", Integer, nullable=False),
    Column("last", Integer, nullable=False),
)
