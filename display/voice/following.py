"""What is said after the first saying of a call: why its number comes now, and the call once more. Pure.

A number of a reserved series is explained so that nobody feels overtaken: each ticket once, right after its own call,
and before the repeat, so that the last words heard are the counter. Whoever waits to be called goes before it, and it
is not made up for: the board has the same sentence in its line. A repeat waits, but not for ever.
"""

from __future__ import annotations

from collections.abc import Collection, MutableMapping
from dataclasses import dataclass

from broker.hall.sentences import Call, Form, NoticeKind, explained_by


@dataclass(frozen=True)
class _Repeat:
    call: Call
    until_ms: int


class Following:
    """The explanation that is due, if any, and the repeats.

    `done`: tickets that need no explanation any more, shared with the calls and notices. `within_ms`: a repeat later
    than this after the first saying is left out.
    """

    def __init__(self, done: MutableMapping[str, None], within_ms: int) -> None:
        self._done = done
        self._within_ms = within_ms
        self._explain: Call | None = None
        self._repeats: list[_Repeat] = []
        self._explained: list[str] = []

    def heard(self, call: Call, kind: Form | NoticeKind, now_ms: int) -> None:
        """The first saying of the call, of this kind, has come to its end."""
        self._explain = call if self._explanation(call, kind) else None
        self._repeats.append(_Repeat(call, now_ms + self._within_ms))

    def not_now(self) -> None:
        """Others wait to be called, or the link was lost: what was just said is not explained, repeats come later."""
        self._explain = None

    def clear(self) -> None:
        """None of it any more."""
        self._explain = None
        self._repeats.clear()

    def take(self, standing: Collection[str], now_ms: int) -> tuple[Call, Form] | None:
        """What is to be said now of the calls that still stand. What is begun to be explained is explained."""
        call, self._explain = self._explain, None
        if call is not None and call.call_id in standing:
            self._done[call.reserved_ticket] = None
            self._explained.append(call.reserved_ticket)
            return call, "call.reserved"
        while self._repeats:
            repeat = self._repeats.pop(0)
            if repeat.call.call_id in standing and now_ms <= repeat.until_ms:
                return repeat.call, "call.repeat"
        return None

    def after(self, call: Call, kind: Form | NoticeKind) -> list[tuple[Call, Form]]:
        """What would follow this first saying if nobody else came."""
        explained = self._explanation(call, kind)
        return [*([(call, explained)] if explained else ()), (call, "call.repeat")]

    def first(self) -> list[tuple[Call, Form]]:
        """The next repeat, left where it is."""
        return [(repeat.call, "call.repeat") for repeat in self._repeats[:1]]

    def take_explained(self) -> list[str]:
        """Tickets that were explained since this was last asked."""
        taken, self._explained = self._explained, []
        return taken

    def _explanation(self, call: Call, kind: Form | NoticeKind) -> Form | None:
        return explained_by(call, kind) if call.reserved_ticket not in self._done else None
