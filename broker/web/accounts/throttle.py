"""Sign-ins that failed make the next ones wait: guessing is slow, and nobody can shut a clerk out from elsewhere."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from broker.web.accounts.base import Base
from broker.web.accounts.tables import failures

#: Failures that cost nothing: of one name at one address, of an address, of a name from anywhere.
FREE = {"pair": 5, "address": 30, "name": 50}
FIRST_WAIT_S = 15
LONGEST_WAIT_S = 900
#: After so long a failure is forgotten.
FORGOTTEN_S = 3_600


class Throttle:
    """Counts failures in a file, so that a restart forgives nothing."""

    def __init__(self, base: Base) -> None:
        self._base = base

    def wait_s(self, name: str, address: str) -> int:
        """How long whoever signs in with this name from this address must wait; 0: not at all."""
        kinds, now_s = _kinds(name, address), self._base.now_s()
        with self._base.begin() as connection:
            rows = connection.execute(select(failures).where(failures.c.what.in_(kinds))).all()
        return max(0, 0, *(int(row.last) + _pause_s(row.times, kinds[row.what]) - now_s for row in rows))

    def failed(self, name: str, address: str) -> None:
        """One more failure."""
        now_s = self._base.now_s()
        with self._base.begin() as connection:
            connection.execute(delete(failures).where(failures.c.last < now_s - FORGOTTEN_S))
            for what in _kinds(name, address):
                row = insert(failures).values(what=what, times=1, last=now_s)
                again = {"times": failures.c.times + 1, "last": now_s}
                connection.execute(row.on_conflict_do_update(index_elements=["what"], set_=again))

    def succeeded(self, name: str, address: str) -> None:
        """The right password: this name at this address starts anew."""
        pair = next(iter(_kinds(name, address)))
        with self._base.begin() as connection:
            connection.execute(delete(failures).where(failures.c.what == pair))


def _kinds(name: str, address: str) -> dict[str, int]:
    """What is counted -> failures that cost nothing. A name is cut: it is whatever somebody has typed."""
    name = name[:40]
    return {
        f"pair {address} {name}": FREE["pair"],
        f"address {address}": FREE["address"],
        f"name {name}": FREE["name"],
    }


def _pause_s(times: int, free: int) -> int:
    """No pause for the first failures; then twice as long each time, up to the longest."""
    over = times - free
    return 0 if over < 0 else int(min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** min(over, 10)))
