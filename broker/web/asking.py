"""Asking the engine for something, and saying in words what became of it. Nothing is kept to be asked later."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from starlette.responses import JSONResponse, Response

from broker.contract.codec import Answer
from broker.contract.commands import AnyCommand
from broker.contract.events import CommandRefused
from broker.web.guard import Visitor
from broker.web.house import House


@dataclass(frozen=True)
class Became:
    """What became of it: done; refused by the engine, with its code; or "offline": nobody has answered."""

    ok: bool
    code: str
    said: str

    def answer(self, status: int = 200) -> Response:
        """As the page is told."""
        return JSONResponse(asdict(self), status)


async def ask(house: House, visitor: Visitor, command: AnyCommand) -> Became:
    """Ask, under the name of whoever is signed in."""
    return became(house, visitor, await house.floor.ask(command, house.floor.named(visitor.account.name)))


def became(house: House, visitor: Visitor, answer: Answer | None) -> Became:
    """What an answer says, in the reader's words. None: nobody has answered."""
    if answer is None:
        return offline(house, visitor)
    first = answer.events[0] if answer.events else None
    if isinstance(first, CommandRefused):
        return Became(False, first.code, visitor.words.refusal(first.code, first.params))
    return Became(True, "", visitor.words.text("counter.accepted"))


def offline(house: House, visitor: Visitor) -> Became:
    """Nobody has answered: as far as anybody knows it was not done, and it will not be done later."""
    words, heard = visitor.words, house.floor.device.last_heard_ms
    if house.floor.online:
        said = words.text("counter.silent")
    else:
        said = words.text("counter.no_engine") if heard is None else words.text("e.link", time=words.time(heard))
    return Became(False, "offline", said)
