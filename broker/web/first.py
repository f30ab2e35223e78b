"""The first administrator: a code that is printed where the service is started, good once, until somebody is there.

Who can read the service's own output stands at the machine; nobody else is asked.
"""

from __future__ import annotations

import secrets

from broker.web.accounts import Account, People

#: Without signs that look alike.
_SIGNS = "ACDEFGHJKLMNPQRTUVWXY34679"


class FirstAdmin:
    """The code of this run. In memory only: a restart prints another."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._code = "".join(secrets.choice(_SIGNS) for _ in range(12))

    @property
    def wanted(self) -> bool:
        """Whether nobody can make accounts yet."""
        return not self._people.has_admin()

    @property
    def code(self) -> str:
        """As it is printed: ABCD-EFGH-JKLM."""
        return "-".join(self._code[at : at + 4] for at in (0, 4, 8))

    def fits(self, code: str) -> bool:
        """Whether somebody has typed it."""
        bare = "".join(each for each in code.upper() if each.isalnum())
        return self.wanted and secrets.compare_digest(bare.encode(), self._code.encode())

    def make(self, account: Account, password: str) -> None:
        """The administrator. Raises AccountRefused."""
        self._people.add(account, password)
