"""Press -> first sample of sound at the loudspeaker, beside the floor: a durable answer and a ready sound played.

The engine, mosquitto, the lobby with its announcer, espeak-ng, sox and aplay are the real ones; the loudspeaker is a
pipe behind ALSA, and the first sample is the moment in which its first bytes come out. The pipe takes sound faster
than any loudspeaker, so the voice says that nobody can have heard it and no repeat follows: what comes after the
first sample is not measured.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from broker.client.device import Device
from broker.client.mqtt import MqttLink
from broker.contract.codec import Answer
from broker.contract.commands import AnyCommand, Key, PressKey, ReportPrinted, RequestTicket
from broker.contract.events import CommandRefused, TicketIssued
from broker.contract.status import AnyStatus, CounterStatus
from broker.contract.topics import Topics
from broker.hall.pace import Rules
from display.voice.sayings import Utterance
from display.voice.synth import Synthesiser
from firmware_cfg.processes import Program, start
from tests.bench import floor
from tests.bench.blocks import Plan, Tick, alternate, compared
from tests.bench.hall import kiosk_name, staffed
from tests.bench.mqtt import connected
from tests.bench.stage import Stage

COUNTER, BLOCKS, WARM_UP = "4", 4, 3
WAIT_S = 15.0


class Ear:
    """Reads the pipe behind ALSA and says when a sound began. A sound is over when its player has closed the pipe."""

    def __init__(self, folder: Path) -> None:
        self.pipe, self.settings = folder / "loudspeaker", folder / "alsa.conf"
        os.mkfifo(self.pipe)
        self.settings.write_text(
            f'</usr/share/alsa/alsa.conf>\npcm.bench {{ type file slave.pcm null file "{self.pipe}" format raw }}\n'
        )
        self._heard = threading.Condition()
        self._begun_ns, self._sounds = 0, 0
        threading.Thread(target=self._listen, name="ear", daemon=True).start()

    @property
    def sounds(self) -> int:
        """How many sounds have begun."""
        with self._heard:
            return self._sounds

    def begun_ns(self, after: int) -> int:
        """When the first sound after so many began, by the monotonic clock."""
        with self._heard:
            if not self._heard.wait_for(lambda: self._sounds > after, WAIT_S):
                raise TimeoutError(f"nothing was heard within {WAIT_S:g} s")
            return self._begun_ns

    def _listen(self) -> None:
        with contextlib.suppress(FileNotFoundError):  # the stage is over, and its folder gone
            while True:
                self._hear_one()

    def _hear_one(self) -> None:
        with self.pipe.open("rb", buffering=0) as pipe:
            if pipe.read(1):
                with self._heard:
                    self._begun_ns, self._sounds = time.monotonic_ns(), self._sounds + 1
                    self._heard.notify_all()
            while pipe.read(1 << 16):
                pass


@dataclass
class Clerk:
    """A counter worked by hand over the real contract: one press at a time, each against what the status says."""

    device: Device = field(init=False)
    status: CounterStatus | None = None
    answers: list[Answer] = field(default_factory=list)

    def join(self, url: str, site: str) -> None:
        """Connect, and wait for the counter's status and a beat."""
        topics = Topics(site)
        self.device = Device(MqttLink(url, "bench-clerk"), topics, "bench-clerk", self)
        self.device.start(topics.counter(COUNTER))
        self._until(lambda: self.device.online and self.status is not None)

    def on_status(self, status: AnyStatus) -> None:
        if isinstance(status, CounterStatus):
            self.status = status

    def on_answer(self, command: AnyCommand, answer: Answer) -> None:
        self.answers.append(answer)

    def on_silence(self, command: AnyCommand) -> None:
        raise TimeoutError(f"{command} was not answered")

    def on_online(self, online: bool) -> None:
        """Seen in `device.online`."""

    def do(self, command: AnyCommand) -> Answer:
        """A command and its answer."""
        self.answers.clear()
        self.device.send(command)
        self._until(lambda: self.answers)
        return self.answers[0]

    def press(self, key: Key) -> int:
        """Press, wait until the counter shows it; when it was pressed, monotonic ns."""
        self.device.pump(0)  # what came while the ear listened: a press on an old beat is refused
        status, beat = self.status, self.device.beat
        assert status is not None and beat is not None
        pressed_ns = time.monotonic_ns()
        answer = self.do(PressKey(counter=COUNTER, revision=status.revision, epoch=beat.epoch, beat=beat.beat, key=key))
        refused = [each.code for each in answer.events if isinstance(each, CommandRefused)]
        if refused:
            raise RuntimeError(f"{key} at counter {COUNTER} was refused: {refused}")
        self._until(lambda: self.status is not None and self.status.revision > status.revision)
        return pressed_ns

    def opens(self) -> None:
        """The counter opens, and has nobody yet."""
        self.press("next")
        while self.status is not None and self.status.state in ("calling", "serving"):
            self.press("start")

    def takes(self, service: str, count: int) -> None:
        """So many visitors take numbers, on paper."""
        for n in range(count):
            asked = RequestTicket(request_id=f"bench-sound-{n:06}", service=service, kiosk=kiosk_name(0))
            issued = self.do(asked).events[0]
            assert isinstance(issued, TicketIssued), issued
            self.do(ReportPrinted(ticket=issued.ticket))

    def _until(self, true: Callable[[], object]) -> None:
        end = time.monotonic() + WAIT_S
        while not true():
            if time.monotonic() > end:
                raise TimeoutError(f"counter {COUNTER}: nothing came within {WAIT_S:g} s; {self.status}")
            self.device.pump(0.2)


def measure(stage: Stage, count: int, tick: Tick) -> dict[str, float]:
    """The figures of so many calls. `settle_ms`: how long a lone call is held back for company, part of it."""
    site = stage.site("sound")
    tick("engine, lobby and its voice start")
    site.start()
    stage.floor()
    ear, clerk = Ear(stage.folder), Clerk()
    plan = Plan(WARM_UP, max(1, count // BLOCKS), BLOCKS)
    with _lobby(stage, site.site, ear) as lobby, _floor(stage, ear) as ask_floor:
        clerk.join(stage.url, site.site)
        clerk.takes(staffed(site.office())[COUNTER][0], WARM_UP + plan.size * BLOCKS + 1)
        clerk.opens()
        ways = {"floor": ask_floor, "product": lambda calls: [_call(clerk, ear, lobby) for _ in range(calls)]}
        found = alternate(ways, plan, tick)
        clerk.device.close()
    figures = compared(found["product"], found["floor"])
    return {"calls": plan.size * BLOCKS, **figures, "settle_ms": Rules().settle_ms}


def _call(clerk: Clerk, ear: Ear, lobby: Program) -> float:
    """Milliseconds from the press to the first sample; then the visitor is served and gone."""
    before = ear.sounds
    pressed_ns = clerk.press("next")
    try:
        took_ms = (ear.begun_ns(before) - pressed_ns) / 1e6
    except TimeoutError as error:
        raise TimeoutError(f"{error}; the lobby says: {lobby.last_words(2)}") from error
    clerk.press("start")
    clerk.press("start")
    return took_ms


def _lobby(stage: Stage, site: str, ear: Ear) -> Program:
    arguments = ("--name", "lobby1", "--broker", stage.url, "--site", site, "--sink", "alsa:bench", "--ticker", "off")
    heard_by = str(ear.settings)
    return start("lobby", "display", "lobby", *arguments, folder=stage.folder, ALSA_CONFIG_PATH=heard_by).wait_ready(60)


@contextmanager
def _floor(stage: Stage, ear: Ear) -> Iterator[Callable[[int], list[float]]]:
    """A durable answer, and a sound that is ready played by aplay."""
    ready = Synthesiser(stage.folder / "ready").render(Utterance(None, "open", "Xin mời.", "vi", "long")).path
    environment = os.environ | {"ALSA_CONFIG_PATH": str(ear.settings)}
    player = ["aplay", "-q", "-D", "bench", str(ready)]
    answered = threading.Event()
    client = connected(stage.url, "bench-sound-floor", floor.ANSWER)
    client.on_message = lambda *_: answered.set()

    def ask(count: int) -> list[float]:
        found = []
        for n in range(count):
            before, asked_ns = ear.sounds, time.monotonic_ns()
            answered.clear()
            client.publish(floor.ASK, floor.payload(n), qos=1)
            if not answered.wait(WAIT_S):
                raise TimeoutError("the floor did not answer")
            subprocess.run(player, env=environment, check=True, timeout=WAIT_S)
            found.append((ear.begun_ns(before) - asked_ns) / 1e6)
        return found

    yield ask
    client.disconnect()
    client.loop_stop()
