"""What cannot be done with an account: for the terminal in words, for a page as a text of the catalogue."""

from __future__ import annotations

from broker.web.accounts.base import AccountsError


class AccountRefused(AccountsError):
    """A name, a password or a change that is not taken. `key`, `params`: the same, in the catalogue."""

    def __init__(self, key: str, why: str, **params: str) -> None:
        self.key, self.params = key, params
        super().__init__(why)
