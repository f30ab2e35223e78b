"""Fixtures for all rooms: a real mosquitto for the session, a site of its own for each test, engines."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import HealthCheck, settings

from broker.contract.office import Office
from firmware_cfg.processes import start_mosquitto
from tests.offices import small_office

if TYPE_CHECKING:  # an engine brings a database with it: tests of a screen shall not wait for that
    from tests.engines import EngineThread, Room

_sites = itertools.count(1)
# How long an example takes to be drawn or tried says how busy the machine is, and nothing of the code.
any_pace = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
# The same examples in every run: what was green here is green there, and a red run can be repeated. New ones are
# looked for by `make hunt`.
settings.register_profile("same", any_pace, derandomize=True)
settings.register_profile("hunt", any_pace, derandomize=False, print_blob=True)
settings.load_profile("same")


@pytest.fixture(scope="session")
def mosquitto_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a mosquitto on a free port of the loopback, one for all tests."""
    program, port = start_mosquitto(tmp_path_factory.mktemp("mosquitto"))
    with program:
        yield f"mqtt://127.0.0.1:{port}"


@pytest.fixture
def site() -> str:
    """A site nobody else uses on the shared mosquitto."""
    return f"test-{next(_sites)}"


@pytest.fixture
def office(site: str) -> Office:
    """The small office at the test's own site; beats five times a second."""
    office = small_office(beat_ms=200)
    return msgspec.structs.replace(office, site=site)


@pytest.fixture
def engine(mosquitto_url: str, office: Office, tmp_path: Path) -> Iterator[EngineThread]:
    """A running engine of the small office with its day open, on the shared mosquitto."""
    from tests.engines import EngineThread

    with EngineThread(mosquitto_url, office, tmp_path / "office.db") as running:
        yield running


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """An engine in memory on a database of its own, stepped by hand."""
    from tests.engines import Room

    made = Room(tmp_path / "office.db")
    yield made
    made.store.close()


@pytest.fixture
def new_room(tmp_path: Path) -> Iterator[Callable[..., Room]]:
    """Rooms by the number, each on a database of its own; closed at the end."""
    from tests.engines import Room

    made: list[Room] = []

    def make(**more: object) -> Room:
        made.append(Room(tmp_path / f"office-{len(made)}.db", **more))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for each in made:
        each.store.close()
