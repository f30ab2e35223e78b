"""Many counters' keypads and signs, one link, one cable, one thread. Other threads stop it and read the views."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Mapping

from broker.client.device import Device
from broker.client.history import History
from broker.client.link import Link
from broker.contract.codec import Answer
from broker.contract.commands import AnyCommand
from broker.contract.ids import CounterId, InstantMs
from broker.contract.status import AnyStatus, Beat, Catalogue, CounterStatus, Removed
from broker.contract.topics import HomieState, Topics
from display.counter.keys import STUCK_CODE, CounterKeys
from display.counter.view import Outcome, View
from display.gestures import Hands
from display.keypad.digits import digits, sign_digits
from display.keypad.driver import Driver, Show, Told

LOST_CODE, SIGN_LOST_CODE = "keypad_lost", "sign_lost"
_log = logging.getLogger(__name__)
#: A counter with nothing new is looked at this often: at seconds that run down, at patterns that end.
LOOK_S = 0.05
#: The driver waits no longer than this when there is nothing to do.
WAIT_S = 0.25


class Place:
    """A counter's place in the device that serves them all: what `CounterKeys` talks through."""

    def __init__(self, device: Device, counter: CounterId) -> None:
        self._device, self._counter = device, counter
        self.name, self.answer_s = f"counter-{counter}", device.answer_s
        device.speak_for(self.name)

    @property
    def online(self) -> bool:
        """Whether the engine is heard."""
        return self._device.online

    @property
    def beat(self) -> Beat | None:
        """The last beat heard."""
        return self._device.beat

    @property
    def history(self) -> History:
        """Which database the engine that is heard works on."""
        return self._device.history

    @property
    def last_heard_ms(self) -> InstantMs | None:
        """Office time of the last beat."""
        return self._device.last_heard_ms

    def now_ms(self) -> InstantMs:
        """Office time."""
        return self._device.now_ms()

    def send(self, command: AnyCommand, name: str = "") -> str:
        """Send it in the counter's name."""
        return self._device.send(command, name or self.name)

    def pump(self) -> None:
        """The machine pumps for all."""

    def health(self, state: HomieState, **attributes: str) -> None:
        """The device's health, with the counter in the names."""
        self._device.health(state, **{f"{name}-{self._counter}": value for name, value in attributes.items()})


class Machine:
    """The keypads at work, and the handler of their device. `on_view` is called whenever a counter was looked at.

    `signs`: the counters that have an LED sign on the line.
    """

    def __init__(
        self, counters: list[CounterId], site: str, device: str, hands: Hands, link: Link, driver: Driver, *,
        signs: Collection[CounterId] = (),
    ) -> None:  # fmt: skip
        self.driver, self._topics = driver, Topics(site)
        self.device = Device(link, self._topics, device, self, on_wake=driver.wake)
        self.on_view: Callable[[View], None] = lambda _view: None
        self.on_outcome: Callable[[CounterId, Outcome], None] = lambda _counter, _outcome: None
        self._changed = threading.Condition()
        self._stopped = False
        self._known_s = dict.fromkeys(counters, time.monotonic())
        self._due_s = dict.fromkeys(counters, 0.0)
        self.keys = {counter: self._keys(counter, hands, signed=counter in signs) for counter in counters}
        self.views = {counter: keys.view() for counter, keys in self.keys.items()}
        self._shows: dict[CounterId, Show] = {}

    def _keys(self, counter: CounterId, hands: Hands, *, signed: bool) -> CounterKeys:
        codes = (STUCK_CODE, LOST_CODE, *([SIGN_LOST_CODE] if signed else []))
        keys = CounterKeys(
            counter, hands, codes=codes, known_s=lambda: self._known_s[counter],
            on_outcome=lambda outcome: self.on_outcome(counter, outcome),
        )  # fmt: skip
        keys.device = Place(self.device, counter)
        return keys

    # --- the program -------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Turn until `stop`; then the line and the link are closed."""
        try:
            self.device.start(*(self._topics.counter(each) for each in self.keys), self._topics.catalogue)
            while not self._stopped:
                self.turn()
        finally:
            self.device.close()
            self.driver.close()

    def stop(self) -> None:
        """End `run`; any thread may call it."""
        self._stopped = True
        self.driver.wake()

    def wait(self, condition: Callable[[Mapping[CounterId, View]], bool], deadline_s: float) -> bool:
        """Wait, in another thread, until the views are so. False when the time is over."""
        with self._changed:
            return self._changed.wait_for(lambda: condition(self.views), deadline_s)

    def turn(self) -> None:
        """One step of the driver, what came in of it and of the link, and what follows."""
        wait_s = min(WAIT_S, max(0.0, min(self._due_s.values()) - time.monotonic()))
        for told in self.driver.turn(self._shows, wait_s):
            self._take(told)
        self.device.pump()
        now_s = time.monotonic()
        due = [counter for counter, due_s in self._due_s.items() if due_s <= now_s]
        for counter in due:
            self._step(counter)
        if due:
            with self._changed:
                self._changed.notify_all()

    def _step(self, counter: CounterId) -> None:
        keys = self.keys[counter]
        self._due_s[counter] = max(keys.step(), time.monotonic() + LOOK_S)
        view = self.views[counter] = keys.view()
        self._due_s[counter] = min(self._due_s[counter], time.monotonic() + WAIT_S)
        played = keys.lights.played(time.monotonic())
        self._shows[counter] = Show(digits(view), keys.lights.mood, played, view.lights["lamp"], _sign(view))
        self.on_view(view)

    def _take(self, told: Told) -> None:
        keys, counter = self.keys[told.counter], told.counter
        if told.gone:
            _log.warning("counter %s: %s", counter, told.gone)
        keys.troubles.say(SIGN_LOST_CODE if told.sign else LOST_CODE, {"counter": counter} if told.gone else None)
        if told.sign:
            self._look_at(*([counter] if told.fresh or told.gone else []))
            return
        self._known_s[counter] = max(self._known_s[counter], told.known_s)
        if told.fresh:
            keys.look_anew(told.down, told.known_s)
        for edge in told.edges:
            keys.edge(*edge)
        if told.fresh or told.gone or told.edges or keys.ripe(told.known_s):
            self._look_at(counter)

    def _look_at(self, *counters: CounterId) -> None:
        for counter in counters:
            self._due_s[counter] = 0.0

    # --- the device's handler ----------------------------------------------------------------------------------

    def on_status(self, status: AnyStatus) -> None:
        """To whom it concerns. Who is in the office says its catalogue: `Removed` does not name its counter."""
        if isinstance(status, CounterStatus) and status.counter in self.keys:
            self.keys[status.counter].on_status(status)
            self._look_at(status.counter)
        elif isinstance(status, Catalogue):
            known = {each.id for each in status.office.counters}
            for counter, keys in self.keys.items():
                keys.on_status(status)
                if counter not in known:
                    keys.on_status(Removed(epoch=status.epoch))
            self._look_at(*self.keys)

    def on_answer(self, command: AnyCommand, answer: Answer) -> None:
        """Whoever asked knows its own command."""
        for keys in self.keys.values():
            keys.on_answer(command, answer)
        self._look_at(*self.keys)

    def on_silence(self, command: AnyCommand) -> None:
        """Whoever asked knows its own command."""
        for keys in self.keys.values():
            keys.on_silence(command)
        self._look_at(*self.keys)

    def on_online(self, online: bool) -> None:
        """To all."""
        for keys in self.keys.values():
            keys.on_online(online)
        self._look_at(*self.keys)


def _sign(view: View) -> Show:
    """Over the counter: the number, blinking while somebody is to come."""
    calling = view.status is not None and view.status.state == "calling"
    return Show(sign_digits(view), "offline" if not view.online else "calling" if calling else "dark")
