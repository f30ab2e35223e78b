"""Who works a counter. An account has one name on the floor, from whatever browser: it holds, its clerk signs in."""

from __future__ import annotations

import asyncio
from collections import defaultdict

import msgspec

from broker.contract.commands import SignIn, SignOut
from broker.contract.status import CounterStatus
from broker.web.guard import Visitor
from broker.web.house import House


class Holding:
    """What follows an act that changes who works a counter."""

    def __init__(self, house: House) -> None:
        self._house = house
        #: One press of an account after another: the next one finds its clerk signed in or out already.
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        #: Counter -> the revision that a press has made, and the one that its clerk's own sign-in has made of it.
        self._own: dict[str, tuple[int, int]] = {}

    def turn(self, visitor: Visitor) -> asyncio.Lock:
        """To be held for the length of a press."""
        return self._turns[self.name(visitor)]

    def seen(self, status: CounterStatus, revision: str) -> str:
        """The revision that a press names. The service's own sign-in is nothing that anybody has to look at again."""
        before, after = self._own.get(status.counter, (-1, -1))
        return str(after) if revision == str(before) and status.revision == after else revision

    def name(self, visitor: Visitor) -> str:
        """The holder's name of whoever is signed in."""
        return self._house.floor.named(visitor.account.name)

    def mine(self, visitor: Visitor) -> str | None:
        """The counter that this account works, if it works one."""
        me = self.name(visitor)
        return next((each.counter for each in self._house.floor.counters.values() if each.holder == me), None)

    async def settle(self, visitor: Visitor, before: CounterStatus, act: str) -> None:
        """The account's clerk signs in where it works now, and out where it no longer does: figures are by clerk."""
        clerk = visitor.account.clerk
        status = await self._house.floor.newer(before.counter, before.revision) if clerk else None
        if status is None or clerk is None:
            return
        if act == "shut":
            if status.state == "shut" and status.clerk_id == clerk:
                await self._ask(visitor, SignOut, status)
        elif status.holder == self.name(visitor) and status.clerk_id != clerk:
            reason = visitor.words.text("clerk.sign_in_reason")
            await self._ask(visitor, SignIn, status, clerk=clerk, reason=reason)

    async def _ask(self, visitor: Visitor, kind: type[SignIn | SignOut], status: CounterStatus, **more: str) -> None:
        """A press made against the newest status, by the service itself: there is nobody whose eyes could be late."""
        beat = self._house.floor.device.beat
        seen = {"epoch": beat.epoch, "beat": beat.beat} if beat else {"epoch": 0, "beat": 0}
        raw = {"counter": status.counter, "revision": status.revision, **seen, **more}
        answer = await self._house.floor.ask(msgspec.convert(raw, kind), self.name(visitor))
        now = self._house.floor.counters.get(status.counter)
        if answer is not None and now is not None and now.revision == status.revision + 1:
            self._own[status.counter] = (status.revision, now.revision)
