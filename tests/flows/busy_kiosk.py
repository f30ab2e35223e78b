"""A whole kiosk without a window, before which there is always somebody in a hurry; with `quiet`, nobody.

python -m tests.flows.busy_kiosk STATE_DIR BROKER PRINTER [quiet]
"""

from __future__ import annotations

import logging
import os
import random
import secrets
import sys
import threading
from pathlib import Path

import msgspec

from broker.client.clock import boottime_s
from broker.client.device import Device
from broker.client.mqtt import MqttLink
from broker.contract.topics import Topics
from kiosk.machine import Machine
from kiosk.offline.journal import Journal
from kiosk.offline.rows import Boot
from kiosk.printing.options import PrinterOptions
from kiosk.printing.ports import open_port
from kiosk.printing.printer import Printer
from kiosk.printing.shop import PrintShop
from kiosk.session.messages import QUICK, Touch
from kiosk.session.session import Session
from kiosk.session.views import View
from kiosk.worker import Worker

NAME, SITE = "kiosk-1", "binh-minh"
#: What a visitor goes for, as soon as it can be touched.
WANTED = ("take", "again:yes", "late:anyway", "done")
#: How long the grace time is here, in place of a minute.
START_S = 3.0


class Crowd:
    """Touches whatever leads to a number, as soon as it is on the screen."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._view: View | None = None

    def show(self, view: View) -> None:
        with self._news:
            self._view = view
            self._news.notify()

    def run(self, worker: Worker) -> None:
        while True:
            with self._news:
                self._news.wait(0.1)
                view = self._view
            action = next((each for each in WANTED if view and each in view.actions), None)
            cards = sorted(each for each in (view.actions if view else ()) if each.startswith(("field:", "service:")))
            if action or cards:
                worker.put(Touch(action=action or random.choice(cards), token=secrets.token_hex(16)))


def main(state_dir: Path, broker: str, printer: str, *, quiet: bool) -> None:
    logging.basicConfig(level=logging.INFO)
    hands = msgspec.structs.replace(QUICK, start_s=START_S)
    device = Device(MqttLink(broker, f"motcua-{SITE}-{NAME}"), Topics(SITE), NAME, handler=None)  # type: ignore[arg-type]
    boot = Boot(Path("/proc/sys/kernel/random/boot_id").read_text().strip(), boottime_s)
    crowd = Crowd()
    shop = PrintShop(Printer(open_port(printer), PrinterOptions()), lambda event: worker.put(event))  # noqa: PLW0108
    session = Session(NAME, hands=hands)
    worker = Worker(Machine(NAME, device, session, Journal(state_dir, boot), shop, boot, crowd.show), failed)
    shop.start()
    worker.start()
    if quiet:
        threading.Event().wait()
    crowd.run(worker)


def failed(error: BaseException) -> None:
    """The end: a kiosk that fails by itself makes the test fail, which sees nobody take a number any more."""
    logging.error("the kiosk failed: %s", error)
    os._exit(1)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], quiet=sys.argv[4:] == ["quiet"])
