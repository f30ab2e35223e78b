"""Accounts: who may sign in, as what, and which clerk of the office that is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import Row, delete, insert, select, update

from broker.web.accounts import passwords
from broker.web.accounts.base import Base
from broker.web.accounts.refused import AccountRefused
from broker.web.accounts.tables import accounts, sessions
from broker.web.roles import ROLES, Role

#: It becomes part of a device's name: "web-lan".
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,29}")


@dataclass(frozen=True)
class Account:
    """One account. `clerk`: the id in the office's file, for the figures and the boards; None: nobody there."""

    name: str
    role: Role
    clerk: str | None = None
    disabled: bool = False

    def may(self, role: Role) -> bool:
        """Whether this account may do what that role may."""
        return ROLES.index(self.role) >= ROLES.index(role)


class People:
    """The accounts of a file."""

    def __init__(self, base: Base) -> None:
        self._base = base

    def all(self) -> list[Account]:
        """Every account, by name."""
        with self._base.begin() as connection:
            return [_account(row) for row in connection.execute(select(accounts).order_by(accounts.c.name))]

    def one(self, name: str) -> Account:
        """An account. Raises AccountRefused."""
        found = next((each for each in self.all() if each.name == name), None)
        if found is None:
            raise AccountRefused("account.unknown", f"there is no account {name!r}", name=name)
        return found

    def add(self, account: Account, password: str) -> None:
        """A new account. Raises AccountRefused: the name is taken or cannot be, the password is too weak."""
        if not _NAME.fullmatch(account.name):
            why = f"account {account.name!r}: a name is 1 to 30 of a-z, 0-9 and hyphen, such as lan"
            raise AccountRefused("account.name", why, name=account.name)
        if any(each.name == account.name for each in self.all()):
            why = f"account {account.name!r} is there already"
            raise AccountRefused("account.taken", why, name=account.name)
        row = {"name": account.name, "role": account.role, "clerk": account.clerk, "disabled": account.disabled}
        stored = _stored(password, account.name)
        with self._base.begin() as connection:
            connection.execute(insert(accounts).values(**row, password=stored, made=self._base.now_s()))

    def set_password(self, name: str, password: str) -> None:
        """Another password; who is signed in with the old one is signed out. Raises AccountRefused."""
        self._change(name, password=_stored(password, name))

    def disable(self, name: str, *, disabled: bool = True) -> None:
        """Let nobody sign in with it, and sign out who is; or allow it again. Raises AccountRefused."""
        if disabled and self._only_admin(name):
            why = f"account {name!r} is the only administrator and stays"
            raise AccountRefused("account.only_admin", why, name=name)
        self._change(name, disabled=disabled)

    def has_admin(self) -> bool:
        """Whether anybody can make accounts."""
        return any(each.role == "admin" and not each.disabled for each in self.all())

    def check(self, name: str, password: str) -> Account | None:
        """The account that this name and password open, None if there is none."""
        with self._base.begin() as connection:
            row = connection.execute(select(accounts).where(accounts.c.name == name)).first()
        if not passwords.fits(row.password if row else None, password) or row is None or row.disabled:
            return None
        if passwords.outdated(row.password):
            with self._base.begin() as connection:
                renewed = update(accounts).where(accounts.c.name == name).values(password=passwords.hashed(password))
                connection.execute(renewed)
        return _account(row)

    def _only_admin(self, name: str) -> bool:
        admins = [each.name for each in self.all() if each.role == "admin" and not each.disabled]
        return admins == [name]

    def _change(self, name: str, **values: object) -> None:
        self.one(name)
        with self._base.begin() as connection:
            connection.execute(update(accounts).where(accounts.c.name == name).values(**values))
            connection.execute(delete(sessions).where(sessions.c.account == name))


def _stored(password: str, name: str) -> str:
    fault = passwords.fault(password, name)
    if fault:
        why = f"the password is not taken: at least {passwords.SHORTEST} signs, not the name, no simple row"
        raise AccountRefused(fault, why)
    return passwords.hashed(password)


def _account(row: Row[tuple[object, ...]]) -> Account:
    return Account(name=row.name, role=row.role, clerk=row.clerk, disabled=row.disabled)
