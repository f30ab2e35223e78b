"""What is measured: mosquitto, the engine as a program of its own, an office with rows of numbers long enough."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import msgspec

from assets.files import find
from broker.client.clock import boottime_s
from broker.contract.office import Kiosk, Office
from broker.office import read_office, write_office
from firmware_cfg.processes import Program, start

#: 08:00 on Monday 23 November 2026 in Vietnam, ms since 1970: kiosks and counters work.
EIGHT_MS = 1_795_395_600_000
DATE = "2026-11-23"
SAMPLE = "offices/commune.toml"
#: Numbers above this are the kiosks' own.
LAST_NUMBER, RESERVED = 89_999, 50
KIOSKS = 50
#: The counters that are staffed on that Monday.
STAFFED = ("1", "3", "4", "5")


def bench_office(site: str) -> Office:
    """The sample commune, with rows of numbers that no benchmark exhausts and fifty kiosks."""
    office = read_office(find(SAMPLE))
    kiosks = tuple(_kiosk(n) for n in range(KIOSKS))
    series = tuple(msgspec.structs.replace(each, last=LAST_NUMBER, digits=5) for each in office.series)
    return msgspec.structs.replace(office, site=site, series=series, kiosks=kiosks)


def _kiosk(n: int) -> Kiosk:
    name = {"vi": f"máy lấy số {n + 1}", "en": f"kiosk {n + 1}"}
    first = LAST_NUMBER + 1 + n * RESERVED
    return Kiosk(id=kiosk_name(n), name=name, reserved=(first, first + RESERVED - 1))


def kiosk_name(n: int) -> str:
    """The n-th kiosk, from 0."""
    return f"kiosk-{n + 1}"


def services_of(office: Office) -> list[str]:
    """Services that a visitor may come for today: those that a staffed counter takes."""
    return sorted({service for each in office.counters if each.id in STAFFED for service in each.services})


def staffed(office: Office) -> dict[str, list[str]]:
    """Staffed counter -> services that only it takes: with others' a counter's queue would wander off."""
    counters = [each for each in office.counters if each.id in STAFFED]
    shared = Counter(service for each in counters for service in each.services)
    return {each.id: [service for service in each.services if shared[service] == 1] for each in counters}


@dataclass
class Site:
    """One engine: its office, its database, its program."""

    site: str
    folder: Path
    url: str
    program: Program | None = None

    @property
    def database(self) -> Path:
        """The engine's database."""
        return self.folder / f"{self.site}.db"

    def office(self) -> Office:
        """The office in force."""
        return bench_office(self.site)

    def start(self, date: str = DATE, now_ms: int = EIGHT_MS) -> float:
        """Start the engine with this day open at this time; the seconds it took until it was ready."""
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self.folder / f"{self.site}.toml"
        file.write_text(write_office(self.office()))
        began_s = time.monotonic()
        clock = f"{now_ms}@{boottime_s():.3f}"
        self.program = start(
            f"engine-{self.site}", "broker", "run", "--db", str(self.database), "--office", str(file),
            "--broker", self.url, "--open-day", date, "--clock", clock, folder=self.folder,
        ).wait_ready(120)  # fmt: skip
        return time.monotonic() - began_s

    def stop(self) -> None:
        """End the engine in order."""
        if self.program is not None:
            self.program.stop()
