"""Who may use the pages: accounts, sessions, sign-ins that failed; in a small database beside the engine's."""

from broker.web.accounts.base import AccountsError, Base
from broker.web.accounts.people import Account, People
from broker.web.accounts.refused import AccountRefused
from broker.web.accounts.sessions import Session, Sessions
from broker.web.accounts.throttle import Throttle

__all__ = ["Account", "AccountRefused", "AccountsError", "Base", "People", "Session", "Sessions", "Throttle"]
