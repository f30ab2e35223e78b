"""Sessions: kept here, so that signing out and disabling an account end them at once; the browser has a token only."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import ColumnElement, delete, insert, select, update

from broker.web.accounts.base import Base
from broker.web.accounts.people import Account
from broker.web.accounts.tables import accounts, sessions

#: How exactly it is known when a session was last used.
SEEN_EVERY_S = 60


@dataclass(frozen=True)
class Session:
    """Somebody who is signed in."""

    token: str
    account: Account


class Sessions:
    """The sessions of a file. One ends when it was not used for `idle_s`, and `longest_s` after it began."""

    def __init__(self, base: Base, *, idle_s: int, longest_s: int) -> None:
        self._base, self._idle_s, self._longest_s = base, idle_s, longest_s

    def begin(self, account: Account, address: str) -> Session:
        """Somebody has signed in: always a new token."""
        token, now_s = secrets.token_urlsafe(32), self._base.now_s()
        row = {"digest": _digest(token), "account": account.name, "made": now_s, "seen": now_s, "address": address}
        with self._base.begin() as connection:
            connection.execute(delete(sessions).where(self._over(now_s)))
            connection.execute(insert(sessions).values(**row))
        return Session(token, account)

    def find(self, token: str, *, used: bool = True) -> Session | None:
        """Whose token this is, None if its time is over. `used`: a person did something, so it lives on."""
        now_s = self._base.now_s()
        here = sessions.c.digest == _digest(token)
        joined = select(sessions.c.seen, accounts).join(accounts, sessions.c.account == accounts.c.name)
        with self._base.begin() as connection:
            row = connection.execute(joined.where(here, ~self._over(now_s), ~accounts.c.disabled)).first()
            if row is None:
                return None
            if used and now_s - row.seen >= SEEN_EVERY_S:
                connection.execute(update(sessions).where(here).values(seen=now_s))
        return Session(token, Account(name=row.name, role=row.role, clerk=row.clerk))

    def end(self, token: str) -> None:
        """Somebody has signed out."""
        with self._base.begin() as connection:
            connection.execute(delete(sessions).where(sessions.c.digest == _digest(token)))

    def end_all(self, account: str) -> None:
        """Whoever is signed in to an account is signed out, wherever."""
        with self._base.begin() as connection:
            connection.execute(delete(sessions).where(sessions.c.account == account))

    def _over(self, now_s: int) -> ColumnElement[bool]:
        return (sessions.c.seen <= now_s - self._idle_s) | (sessions.c.made <= now_s - self._longest_s)


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
