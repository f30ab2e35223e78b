"""Ports against real sockets and terminals: what is sent arrives, nothing hangs, lost lines come back."""

import contextlib
import os
import socket
import time
import tty
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.printing.ports import PortError, PortTimeout, open_port

pytestmark = pytest.mark.edge

FAR_TOO_MUCH = bytes(8_000_000)  # more than any socket or terminal buffers


@contextlib.contextmanager
def listening() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)
        yield server


def url_of(server: socket.socket) -> str:
    return f"tcp://127.0.0.1:{server.getsockname()[1]}"


class Terminal:
    """A pseudo-terminal behind a stable path, like /dev/serial/by-id; `unplug` and `plug` at will."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "printer"
        self.master = -1

    def plug(self) -> None:
        self.master, slave = os.openpty()
        tty.setraw(slave)
        self.path.symlink_to(os.ttyname(slave))
        os.close(slave)

    def unplug(self) -> None:
        os.close(self.master)
        self.master = -1
        self.path.unlink()


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    made = Terminal(tmp_path)
    made.plug()
    yield made
    if made.master >= 0:
        made.unplug()


KINDS = {"serial": "serial:{}?baud=115200", "usb-lp": "usb-lp:{}"}
both_files = pytest.mark.parametrize("kind", KINDS)


def test_tcp_carries_bytes_both_ways() -> None:
    with listening() as server:
        port = open_port(url_of(server))
        port.send(b"hello", 2)
        other, _ = server.accept()
        with other:
            assert other.recv(10) == b"hello"
            other.sendall(b"\x12\x16")
            assert port.receive(1, 2) + port.receive(9, 2) == b"\x12\x16"
            port.close()
            assert other.recv(10) == b""


@both_files
def test_a_device_file_carries_bytes_both_ways(kind: str, terminal: Terminal) -> None:
    port = open_port(KINDS[kind].format(terminal.path))
    port.send(b"\x1b@\n\x10\x04\x01", 2)
    assert os.read(terminal.master, 20) == b"\x1b@\n\x10\x04\x01"
    os.write(terminal.master, b"\x12\x04\x03")
    assert port.receive(8, 2) == b"\x12\x04\x03"
    port.close()


def waits(call: Callable[[], object]) -> float:
    began_s = time.monotonic()
    call()
    return time.monotonic() - began_s


def test_receiving_nothing_takes_the_time_out_and_no_longer(terminal: Terminal) -> None:
    with listening() as server:
        urls = [url_of(server), *(form.format(terminal.path) for form in KINDS.values())]
        for url in urls:
            port = open_port(url)
            assert 0.08 < waits(lambda port=port: port.receive(1, 0.1)) < 1  # type: ignore[misc]
            port.close()


def test_tcp_that_is_not_read_times_out_and_says_how_much_went() -> None:
    with listening() as server:
        port = open_port(url_of(server))
        with pytest.raises(PortTimeout, match=r"tcp://.*: took only \d+ of 8000000 bytes in 0.2 s") as late:
            port.send(FAR_TOO_MUCH, 0.2)
        assert 0 < late.value.sent < len(FAR_TOO_MUCH)
        assert waits(port.abort) < 0.5


@both_files
def test_a_device_file_that_is_not_read_times_out(kind: str, terminal: Terminal) -> None:
    port = open_port(KINDS[kind].format(terminal.path))
    with pytest.raises(PortTimeout) as late:
        port.send(FAR_TOO_MUCH, 0.2)
    assert late.value.sent < 200_000
    assert waits(port.abort) < 0.5


def test_a_closed_tcp_port_is_an_error_that_names_it_and_opens_again_later() -> None:
    with listening() as server:
        url = url_of(server)
        port = open_port(url)
        port.send(b"x", 1)
        server.accept()[0].close()
        with pytest.raises(PortError, match=f"{url}: connection lost"):
            port.receive(1, 2)
        port.send(b"again", 1)
        assert server.accept()[0].recv(9) == b"again"
    port.abort()
    with pytest.raises(PortError, match=f"{url}: cannot be opened: Connection refused"):
        port.send(b"x", 1)


@both_files
def test_an_unplugged_device_is_an_error_and_works_when_plugged_in_again(kind: str, terminal: Terminal) -> None:
    port = open_port(KINDS[kind].format(terminal.path))
    port.send(b"x", 1)
    terminal.unplug()
    with pytest.raises(PortError, match="connection lost"):
        port.receive(1, 2)
    with pytest.raises(PortError, match="cannot be opened"):
        port.send(b"x", 1)
    terminal.plug()
    port.send(b"back", 1)
    assert os.read(terminal.master, 9) == b"back"
    port.close()


def test_two_programs_cannot_use_one_serial_line(terminal: Terminal) -> None:
    first, second = (open_port(KINDS["serial"].format(terminal.path)) for _ in range(2))
    first.send(b"x", 1)
    with pytest.raises(PortError, match="cannot be opened"):
        second.send(b"y", 1)
    first.close()
    second.send(b"y", 1)
    second.close()


def test_network_ports_make_room_when_they_rest_and_files_stay_open(terminal: Terminal) -> None:
    with listening() as server:
        port = open_port(url_of(server))
        port.send(b"x", 1)
        other = server.accept()[0]
        port.rest()
        assert (other.recv(9), other.recv(9)) == (b"x", b"")
    line = open_port(KINDS["serial"].format(terminal.path))
    line.send(b"x", 1)
    line.rest()
    with pytest.raises(PortError):
        open_port(KINDS["serial"].format(terminal.path)).send(b"y", 1)
    line.close()


def test_pyserial_addresses_work() -> None:
    with listening() as server:
        port = open_port(f"serial:socket://127.0.0.1:{server.getsockname()[1]}")
        port.send(b"hello", 2)
        other, _ = server.accept()
        with other:
            assert other.recv(9) == b"hello"
            other.sendall(b"\x12")
            assert port.receive(1, 2) == b"\x12"
        port.close()
    echo = open_port("serial:loop://?baud=9600")
    echo.send(b"echo", 2)
    assert echo.receive(4, 2) == b"echo"
    echo.close()
