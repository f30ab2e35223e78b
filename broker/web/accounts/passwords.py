"""Passwords: Argon2id by argon2-cffi, the only place that imports it."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 8
#: Longer ones would only cost time.
LONGEST = 200
_hasher = PasswordHasher()


def fault(password: str, name: str) -> str:
    """Why a password is not taken, as a key of the catalogue; "" if it is."""
    if len(password) < SHORTEST:
        return "web.password_short"
    if len(password) > LONGEST:
        return "web.password_long"
    return "web.password_easy" if _easy(password.casefold(), name) else ""


def _easy(password: str, name: str) -> bool:
    """The name itself, one sign many times, or a row of the keyboard: what is tried first."""
    rows = ("01234567890123", "qwertyuiopasdfghjkl", "password", "matkhau", "abcdefghijklmnop")
    bare = password.rstrip("0123456789!@#")
    return name in (password, bare) or len(set(password)) < 4 or any(password in row or bare in row for row in rows)


def hashed(password: str) -> str:
    """What is stored: salt, parameters and hash."""
    return _hasher.hash(password)


def fits(stored: str | None, password: str) -> bool:
    """Whether a password is the one. With none stored it takes as long: a name that is not there is not betrayed."""
    try:
        return _hasher.verify(stored or _nobodys(), password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def outdated(stored: str) -> bool:
    """Whether it was made with weaker parameters than today's."""
    return _hasher.check_needs_rehash(stored)


@cache
def _nobodys() -> str:
    return _hasher.hash("nobody")
