"""What is wrong, on every page of the staff: an emergency in red until somebody has seen to it.

At the counter that called for help nothing shows but a small mark: whoever stands there may look at the screen.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from broker.contract.commands import RaiseEmergency, SettleTrouble
from broker.contract.status import Trouble
from broker.web.accounts import Account
from broker.web.asking import ask
from broker.web.guard import Guard, Visitor
from broker.web.house import House
from broker.web.live import Kept
from broker.web.look import render

EMERGENCY = "emergency"


def routes(house: House) -> list[BaseRoute]:
    """Call for help; say that somebody has seen to something."""
    guard = Guard(house)

    async def raise_alarm(request: Request, visitor: Visitor) -> Response:
        form = await request.form()
        counter = str(form.get("counter", "")) or None
        place = str(form.get("place", ""))[:200] or ("" if counter else _whose(visitor))
        command = RaiseEmergency(counter=counter, place=place)
        return (await ask(house, visitor, command)).answer()

    async def settle(request: Request, visitor: Visitor) -> Response:
        form = await request.form()
        trouble = str(form.get("trouble", ""))[:120] or "-"
        return (await ask(house, visitor, SettleTrouble(trouble=trouble, by=visitor.account.name))).answer()

    return [guard.act("/alarm", raise_alarm, "clerk"), guard.act("/alarm/settle", settle, "clerk")]


def _whose(visitor: Visitor) -> str:
    """Whoever calls for help from no counter: they are looked for by name."""
    clerk = visitor.account.clerk
    return visitor.words.clerk(clerk) if clerk else visitor.account.name


def piece(house: House, visitor: Visitor, kept: Kept, counter: str | None = None, mine: str = "") -> str:
    """What is wrong, for this reader: clerks see what is urgent, the others all. `mine`: who reads, on the floor."""
    troubles = house.floor.alerts.troubles if house.floor.alerts else ()
    shown = tuple(each for each in troubles if concerns(each, visitor.account, counter) and not raised_by(each, mine))
    return kept.piece("alerts", (shown, visitor.words), lambda: render("alerts.html", visitor, troubles=shown))


def concerns(trouble: Trouble, account: Account, counter: str | None) -> bool:
    """Whether somebody at this counter is shown a trouble."""
    if called_for_help(trouble, counter):
        return False
    return trouble.urgent or account.may("guide")


def called_for_help(trouble: Trouble, counter: str | None) -> bool:
    """Whether it is this counter's own emergency."""
    return trouble.code == EMERGENCY and counter is not None and trouble.counter == counter


def raised_by(trouble: Trouble, name: str) -> bool:
    """Whether it is the emergency of who reads this: whoever stands there may look at the screen."""
    return trouble.code == EMERGENCY and trouble.source == name
