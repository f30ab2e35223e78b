"""What is to be said to the whole hall: each once, when no call waits, and not when its time has passed. Pure."""

from __future__ import annotations

from collections.abc import MutableMapping

from broker.hall.sentences import Notice


class NoticeQueue:
    """Notices in the order in which they came. `done`: what is not said again, shared with the calls."""

    def __init__(self, done: MutableMapping[str, None], latest_ms: int) -> None:
        self._done = done
        self._latest_ms = latest_ms
        self._waiting: list[Notice] = []

    def add(self, notice: Notice) -> bool:
        """Say this once. False: it has been taken before, by this run or an earlier one."""
        if notice.notice_id in self._done:
            return False
        self._done[notice.notice_id] = None
        self._waiting.append(notice)
        return True

    def again(self, notice: Notice) -> None:
        """A call came into it: it is said anew, from its beginning."""
        self._waiting.insert(0, notice)

    def take(self, now_ms: int) -> Notice | None:
        """The next one whose time has not passed."""
        while self._waiting:
            notice = self._waiting.pop(0)
            if now_ms - notice.made_at_ms <= self._latest_ms:
                return notice
        return None

    def first(self) -> Notice | None:
        """The next one, left where it is."""
        return self._waiting[0] if self._waiting else None

    def clear(self) -> None:
        """None of them any more."""
        self._waiting.clear()
