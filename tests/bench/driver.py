"""Many kiosks in one process, on bare asyncio: each takes a number, reports the paper, and takes the next.

Prints one JSON line: complete tickets, seconds, each one's milliseconds, and their ids.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import re
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from broker.contract.codec import CommandMessage, encode
from broker.contract.commands import AnyCommand, ReportPrinted, RequestTicket
from broker.contract.topics import Topics
from tests.bench import mqtt_bytes as mqtt
from tests.bench.hall import bench_office, kiosk_name, services_of

#: A kiosk that hears nothing for so long has lost its answer.
ANSWER_S = 20.0

_ticket = re.compile(rb'"ticket":"([^"]+)"')


@dataclass
class Run:
    """What all kiosks share: when it ends, and what came of it. A ticket counts when its paper is durable."""

    topics: Topics
    services: list[str]
    until_s: float = 0.0
    ms: list[float] = field(default_factory=list)
    tickets: list[str] = field(default_factory=list)


class Kiosk(asyncio.Protocol):
    """One connection: request -> answer -> paper -> answer -> the next request."""

    def __init__(self, run: Run, n: int, over: Callable[[str], None]) -> None:
        self.run, self.name, self.over = run, kiosk_name(n), over
        self.count = n
        self.heard_s = time.monotonic()
        self._topic = run.topics.command(self.name).encode()
        self._buffer = bytearray()
        self._packet_id = 0
        self._asked_s = 0.0
        self._step: Callable[[bytes], None] = self._issued

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """CONNECT at once."""
        assert isinstance(transport, asyncio.Transport)
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._transport = transport
        transport.write(mqtt.connect(f"driver-{self.name}"))

    def data_received(self, data: bytes) -> None:
        """Packets, whole or not."""
        self._buffer += data
        for packet in mqtt.packets(self._buffer):
            self._take(packet)

    def begin(self) -> None:
        """Ask for the first number."""
        self._request()

    def _take(self, packet: mqtt.Packet) -> None:
        if packet.kind == mqtt.CONNACK:
            self._transport.write(mqtt.subscribe(self.run.topics.answer(self.name).encode()))
        elif packet.kind == mqtt.SUBACK:
            self.over("")
        elif packet.kind == mqtt.PUBLISH:
            came = mqtt.message(packet)
            self._transport.write(mqtt.puback(came.packet_id))
            self.heard_s = time.monotonic()
            self._answered(came.payload)

    def _answered(self, payload: bytes) -> None:
        if b'"CommandRefused"' in payload:
            self.over(payload.decode())
        else:
            self._step(payload)

    def _request(self) -> None:
        self._asked_s = time.monotonic()
        if self._asked_s > self.run.until_s:
            self.over("")
            return
        self.count += 1
        request = f"{self.name}-{self._asked_s:.6f}".replace(".", "-")
        service = self.run.services[self.count % len(self.run.services)]
        self._step = self._issued
        self._send(RequestTicket(request_id=request, service=service, kiosk=self.name))

    def _issued(self, payload: bytes) -> None:
        found = _ticket.search(payload)
        if found is None:
            self.over(payload.decode())
            return
        self._step = self._printed
        self._number = found[1].decode()
        self._send(ReportPrinted(ticket=self._number))

    def _printed(self, _payload: bytes) -> None:
        self.run.ms.append((time.monotonic() - self._asked_s) * 1000)
        self.run.tickets.append(self._number)
        self._request()

    def _send(self, command: AnyCommand) -> None:
        self._packet_id = self._packet_id % 65_535 + 1
        body = encode(CommandMessage(id=f"{self._packet_id:016x}", device=self.name, command=command))
        self._transport.write(mqtt.publish(self._topic, body, self._packet_id))


class Gate:
    """Waits until each of so many has said that it is over."""

    def __init__(self, count: int) -> None:
        self._left, self._done = count, asyncio.get_running_loop().create_future()

    def pass_(self, error: str) -> None:
        """One is over; with an error all are."""
        self._left -= 1
        if not self._done.done():
            if error:
                self._done.set_exception(RuntimeError(error))
            elif self._left == 0:
                self._done.set_result(None)

    async def wait(self, seconds: float) -> None:
        """Until all are. Raises RuntimeError with what one of them was told, TimeoutError."""
        await asyncio.wait_for(self._done, seconds)


async def drive(port: int, run: Run, clients: int, seconds: float) -> float:
    """So many kiosks for so long; the seconds until the last had finished."""
    gate, loop, kiosks = Gate(clients), asyncio.get_running_loop(), []
    for n in range(clients):
        _, kiosk = await loop.create_connection(lambda n=n: Kiosk(run, n, gate.pass_), "127.0.0.1", port)  # type: ignore[misc]
        kiosks.append(kiosk)
    await gate.wait(ANSWER_S)
    gate = Gate(clients)
    began_s = time.monotonic()
    run.until_s = began_s + seconds
    for kiosk in kiosks:
        kiosk.over = gate.pass_
        kiosk.begin()
    await gate.wait(seconds + ANSWER_S)
    return time.monotonic() - began_s


def main() -> None:
    """Drive, and say what came of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--site", required=True)
    parser.add_argument("--clients", type=int, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    args = parser.parse_args()
    run = Run(Topics(args.site), services_of(bench_office(args.site)))
    gc.disable()
    took_s = asyncio.run(drive(args.port, run, args.clients, args.seconds))
    print(json.dumps({"seconds": took_s, "ms": run.ms, "tickets": run.tickets}))


if __name__ == "__main__":
    main()
