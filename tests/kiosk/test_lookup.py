"""Asking the web service while a visitor waits: right, slow, silent, lying, gone. Real sockets."""

from __future__ import annotations

import queue
import socket
import threading
import time
from collections.abc import Iterator
from datetime import date

import pytest
import uvicorn
from starlette.applications import Starlette

from broker.contract.lookup import DossierStatus
from broker.links.http import HttpSystem
from broker.links.stand_in import StandIn, sample
from broker.links.stand_in.office import PERSON
from broker.web import dossiers
from kiosk.lookup.dossiers import Dossiers, url_of
from kiosk.session.messages import DossierSaid, Input

pytestmark = pytest.mark.edge

CODE, READY = "H60.15-261103-0001", "H60.15-261103-0002"
#: For an answer that comes, and for one that does not.
PATIENT_S, LIMIT_S = 10.0, 0.5


class Kiosk:
    """The look-up of a kiosk and what it hands over."""

    def __init__(self, url: str, limit_s: float = PATIENT_S) -> None:
        self.said: queue.SimpleQueue[Input] = queue.SimpleQueue()
        self.dossiers = Dossiers(url, self.said.put, limit_s)
        self.dossiers.start()

    def ask(self, *codes: str) -> DossierSaid:
        for code in codes:
            self.dossiers.ask(code)
        said = self.said.get(timeout=2 * PATIENT_S)
        assert isinstance(said, DossierSaid)
        return said


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    there = StandIn(sample(date(2026, 11, 23)))
    yield there
    there.close()


@pytest.fixture
def web(stand_in: StandIn) -> Iterator[str]:
    """The broker's own page for kiosks, on a real port, before the stand-in."""
    held = socket.create_server(("127.0.0.1", 0))
    app = Starlette(routes=dossiers.routes(HttpSystem(stand_in.url, timeout_s=PATIENT_S / 5)))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", ws="none", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [held]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{held.getsockname()[1]}"
    server.should_exit = True
    thread.join(5)


@pytest.fixture
def kiosks() -> Iterator[list[Kiosk]]:
    made: list[Kiosk] = []
    yield made
    for each in made:
        each.dossiers.close()


def kiosk(kiosks: list[Kiosk], url: str, limit_s: float = PATIENT_S) -> Kiosk:
    kiosks.append(Kiosk(url, limit_s))
    return kiosks[-1]


def test_from_the_one_stop_system_to_the_kiosk_without_the_person(kiosks: list[Kiosk], web: str) -> None:
    said = kiosk(kiosks, web).ask(READY)
    assert said == DossierSaid(
        code=READY, answer="known", status=DossierStatus(code=READY, stage="ready", due="2026-11-27")
    )
    assert not any(value in str(said) for value in PERSON.values())


def test_a_code_that_nobody_knows(kiosks: list[Kiosk], web: str) -> None:
    assert kiosk(kiosks, web).ask("H60.15-261103-7777").answer == "none"


@pytest.mark.parametrize("fault", ["slow", "silent", "half", "garbage", "other", "error", "strange"])
def test_whatever_is_wrong_behind_the_web_service_is_silence(
    kiosks: list[Kiosk], web: str, stand_in: StandIn, fault: str
) -> None:
    stand_in.fault = fault  # type: ignore[assignment]
    assert kiosk(kiosks, web, LIMIT_S).ask(CODE) == DossierSaid(code=CODE, answer="silent")


@pytest.mark.parametrize("fault", ["", "slow", "silent", "half", "garbage", "other", "error"])
def test_whatever_the_web_service_itself_does_is_silence_in_time(
    kiosks: list[Kiosk], stand_in: StandIn, fault: str
) -> None:
    """The stand-in in the place of the web service: even its good answer is of another form, with a name in it."""
    stand_in.fault = fault  # type: ignore[assignment]
    begun_s = time.monotonic()
    assert kiosk(kiosks, stand_in.url, LIMIT_S).ask(CODE) == DossierSaid(code=CODE, answer="silent")
    assert time.monotonic() - begun_s < PATIENT_S


def test_a_service_that_is_gone_is_silence_at_once(kiosks: list[Kiosk]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        assert kiosk(kiosks, f"http://127.0.0.1:{taken.getsockname()[1]}").ask(CODE).answer == "silent"


def test_only_the_newest_question_is_answered(kiosks: list[Kiosk], web: str) -> None:
    asking = kiosk(kiosks, web)
    assert asking.ask(CODE, "H60.15-261103-0003", READY).code == READY
    assert asking.said.empty()


@pytest.mark.parametrize(
    ("broker", "url"),
    [("mqtt://broker.office:1883", "http://broker.office:8090"), ("mqtt://[fd00::1]:1883", "http://[fd00::1]:8090")],
)
def test_the_web_service_is_where_mosquitto_is(broker: str, url: str) -> None:
    assert url_of(broker, 8090) == url
