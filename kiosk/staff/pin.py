"""The PIN of the staff corner: kept as a salted scrypt hash, never as it is typed.

scrypt with these figures takes about 60 ms and 16 MB a try: a list of all PINs of six digits takes most of a day, and
the lock after three wrong ones keeps anybody from trying them at the glass.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets

from kiosk.errors import KioskError

FEWEST, MOST = 4, 12
_N, _R, _P = 2**14, 8, 1
_SALT_BYTES, _HASH_BYTES = 16, 32


class PinError(KioskError):
    """A PIN, or its hash, that cannot be used; the sentence says why."""


def hashed(pin: str) -> str:
    """What stands in the settings for a PIN. Raises PinError for one that is too short, too long, or no digits."""
    if not (pin.isascii() and pin.isdigit() and FEWEST <= len(pin) <= MOST):
        raise PinError(f"a PIN has {FEWEST} to {MOST} digits and nothing else")
    if len(set(pin)) == 1:
        raise PinError("a PIN of one digit repeated is the first that anybody tries")
    salt = secrets.token_bytes(_SALT_BYTES)
    return f"scrypt${_text(salt)}${_text(_scrypt(pin, salt))}"


def matches(pin: str, kept: str) -> bool:
    """Whether it is the PIN that was hashed. Raises PinError if that is no hash."""
    salt, wanted = _parts(kept)
    return hmac.compare_digest(_scrypt(pin, salt), wanted)


def check(kept: str) -> None:
    """Raises PinError if this is no hash of a PIN."""
    _parts(kept)


def _parts(kept: str) -> tuple[bytes, bytes]:
    kind, _, rest = kept.partition("$")
    salt, _, wanted = rest.partition("$")
    try:
        parts = base64.b64decode(salt, validate=True), base64.b64decode(wanted, validate=True)
    except (binascii.Error, ValueError):
        parts = b"", b""
    if kind != "scrypt" or [len(each) for each in parts] != [_SALT_BYTES, _HASH_BYTES]:
        raise PinError("the PIN of the staff corner is no hash; make one with: python -m kiosk pin")
    return parts


def _scrypt(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=_N, r=_R, p=_P, dklen=_HASH_BYTES)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
