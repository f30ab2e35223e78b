"""Messages that come twice, late and in the wrong order: at most one call from each revision, one ticket a request."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from broker.contract import commands as c
from broker.contract import events as e
from broker.contract.codec import CommandMessage, encode
from tests.engines import Room, refusal, same

pytestmark = pytest.mark.edge


class Line:
    """A line between clerks, kiosks and the engine that doubles, delays and swaps what it carries."""

    def __init__(self, room: Room, seed: int) -> None:
        self.room, self.chance, self.waiting = room, Random(seed), []  # type: ignore[var-annotated]
        self.carried: list[tuple[str, bytes]] = []

    def send(self, device: str, command: c.AnyCommand) -> None:
        """Put a message on the line, perhaps twice."""
        self.room.sent += 1
        payload = encode(CommandMessage(id=f"c-{self.room.sent}", device=device, command=command))
        self.waiting += [(device, payload)] * self.chance.choice((1, 1, 2, 3))
        self.carried.append((device, payload))

    def deliver(self) -> None:
        """Some of what waits arrives, in any order; some old message comes once more."""
        self.chance.shuffle(self.waiting)
        for _ in range(self.chance.randint(0, len(self.waiting))):
            device, payload = self.waiting.pop()
            self.room.raw(payload, device)
        if self.carried and self.chance.random() < 0.4:
            device, payload = self.chance.choice(self.carried)
            self.room.raw(payload, device)
        self.room.step()


@pytest.mark.parametrize("seed", range(15))
def test_at_most_one_call_from_each_revision_and_one_ticket_for_each_request(room: Room, seed: int) -> None:
    line, chance = Line(room, seed), Random(1000 + seed)
    for turn in range(90):
        if chance.random() < 0.5:
            service = chance.choice(("copy", "sign", "land"))
            line.send("k1", c.RequestTicket(request_id=f"request-{turn:04d}", service=service, kiosk="k1"))
        for ticket in list(room.engine.floor.state.tickets.values()):
            if ticket.stage == "issued":
                line.send("k1", c.ReportPrinted(ticket=ticket.id))
        counter = chance.choice("123")
        line.send(f"counter-{counter}", room.press(counter, chance.choice(("next", "next", "start", "recall"))))
        line.deliver()
        if turn % 7 == 6:
            room.pass_s(1)
    events = room.events()
    issued = Counter(event.request_id for event in events if isinstance(event, e.TicketIssued))
    assert set(issued.values()) == {1}
    calls = [event for event in events if isinstance(event, e.TicketCalled | e.TicketRecalled)]
    assert len(calls) >= 10
    # a call's name ends in the revision it was made from
    assert max(Counter((each.counter, each.call_id.rpartition("/")[2]) for each in calls).values()) == 1
    assert max(Counter(each.call_id for each in calls).values()) == 1
    assert same(room.state(), room.replayed())


def test_the_same_press_ten_times_in_one_step_is_one_call(room: Room) -> None:
    for _ in range(12):
        room.take()
    room.key("1", "next")
    press = room.press("1", "next")
    for _ in range(10):
        room.put(press, "counter-1")
    answers = room.step()
    assert Counter(refusal(each) for each in answers) == {"": 1, "already_done": 9}
    assert sum(isinstance(event, e.TicketCalled) for event in room.events()) == 1
