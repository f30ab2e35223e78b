"""The one-stop system over a real socket: right, slow, silent, lying, half an answer, changing its secret."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from broker.contract.lookup import DossierStatus
from broker.links.errors import LinksError, SilentError, UnreadableError
from broker.links.http import HttpSystem
from broker.links.stand_in import Booking, StandIn, sample
from broker.links.stand_in.office import PERSON
from broker.links.system import Nowhere
from broker.web import dossiers

pytestmark = pytest.mark.edge

DAY = date(2026, 11, 23)
CODE, READY = "H60.15-261103-0001", "H60.15-261103-0002"
#: For an answer that comes, and for one that does not.
PATIENT_S, LIMIT_S = 10.0, 0.4


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    there = StandIn(sample(DAY))
    yield there
    there.close()


@pytest.fixture
def system(stand_in: StandIn) -> HttpSystem:
    return HttpSystem(stand_in.url, timeout_s=PATIENT_S)


def test_how_far_a_dossier_is(system: HttpSystem) -> None:
    assert asyncio.run(system.dossier(READY)) == DossierStatus(code=READY, stage="ready", due="2026-11-27")
    assert asyncio.run(system.dossier("H60.15-261103-7777")) is None


@pytest.mark.parametrize("fault", ["slow", "silent", "error", "half"])
def test_whatever_goes_wrong_is_silence_in_time(stand_in: StandIn, fault: str) -> None:
    stand_in.fault = fault  # type: ignore[assignment]
    begun_s = time.monotonic()
    with pytest.raises(SilentError, match=stand_in.url):
        asyncio.run(HttpSystem(stand_in.url, timeout_s=LIMIT_S).dossier(CODE))
    assert time.monotonic() - begun_s < PATIENT_S


@pytest.mark.parametrize("fault", ["garbage", "other", "strange"])
def test_a_lie_is_not_believed(stand_in: StandIn, system: HttpSystem, fault: str) -> None:
    stand_in.fault = fault  # type: ignore[assignment]
    with pytest.raises(UnreadableError, match=stand_in.url):
        asyncio.run(system.dossier(CODE))


def test_nobody_there_is_silence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        system = HttpSystem(f"http://127.0.0.1:{taken.getsockname()[1]}", timeout_s=LIMIT_S)
        with pytest.raises(SilentError):
            asyncio.run(system.dossier(CODE))


def test_the_secret_is_sent_and_may_be_changed_while_we_run(stand_in: StandIn, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    system = HttpSystem(stand_in.url, timeout_s=PATIENT_S, secret_file=secret)
    with pytest.raises(LinksError, match=r"secret file .*No such file"):
        asyncio.run(system.dossier(CODE))
    stand_in.secret = "s3cret"
    secret.write_text("wrong\n")
    with pytest.raises(SilentError, match="401") as refused:
        asyncio.run(system.dossier(CODE))
    assert "wrong" not in str(refused.value)
    secret.write_text("s3cret\n")
    assert asyncio.run(system.dossier(CODE)) is not None


def test_bookings_of_a_day_without_those_that_cannot_be_read(stand_in: StandIn, system: HttpSystem) -> None:
    stand_in.office.add(Booking("số 4", "birth", DAY, "09:00"), Booking("LH-9", "birth", DAY, "giờ Thìn"))
    booked = asyncio.run(system.bookings("2026-11-23"))
    assert booked is not None
    assert [each.code for each in booked] == [f"LH-1123-{n:03d}" for n in range(1, 13)]
    assert [each.why for each in system.faults()] == [
        "entry 13: its code is no booking code", "entry 14: its time is none (wanted: 09:00)"
    ]  # fmt: skip
    assert asyncio.run(system.bookings("2026-11-24")) == []


class TestPageForKiosks:
    """GET /dossiers/<code> of the web service."""

    def page(self, system: HttpSystem | Nowhere) -> TestClient:
        return TestClient(Starlette(routes=dossiers.routes(system)))

    def test_says_the_public_part_only(self, system: HttpSystem) -> None:
        said = self.page(system).get(f"/dossiers/{READY}")
        assert msgspec.json.decode(said.content, type=DossierStatus).ready
        assert set(said.json()) == {"code", "stage", "due", "overdue", "counter"}
        assert not any(value in said.text for value in PERSON.values())
        assert said.headers["cache-control"] == "no-store"

    def test_says_what_is_no_code_not_known_and_not_answered(self, stand_in: StandIn, system: HttpSystem) -> None:
        page, hasty = self.page(system), self.page(HttpSystem(stand_in.url, timeout_s=LIMIT_S))
        assert page.get("/dossiers/1234").status_code == 400
        assert page.get("/dossiers/H60.15-261103-7777").status_code == 404
        stand_in.fault = "silent"
        silent = hasty.get(f"/dossiers/{READY}")
        assert (silent.status_code, stand_in.url in silent.text) == (503, False)
        assert [each for each in stand_in.asked if "1234" in each] == []

    def test_without_another_system_nothing_is_known(self) -> None:
        assert self.page(Nowhere()).get(f"/dossiers/{READY}").status_code == 503
