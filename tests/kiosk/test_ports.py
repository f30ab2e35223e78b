"""Addresses of ports: what is valid, and what a wrong one is told."""

import pytest

from kiosk.printing.ports import PortError, PortUrlError, open_port


@pytest.mark.parametrize(
    "url",
    [
        "tcp://192.168.1.50:9100",
        "tcp://[::1]:9100",
        "serial:/dev/ttyUSB0?baud=115200",
        "serial:/dev/serial/by-id/usb-x",
        "serial:/dev/ttyS0?baud=19200&flow=rtscts",
        "serial:socket://10.0.0.2:4001",
        "usb-lp:/dev/usb/lp0",
    ],
)
def test_a_valid_address_opens_nothing_until_it_is_used(url: str) -> None:
    port = open_port(url)
    assert port.name == url
    port.close()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "no kind before a colon"),
        ("printer", "no kind before a colon"),
        ("usb:/dev/usb/lp0", "unknown kind 'usb'"),
        ("tcp://:9100", "the host is missing"),
        ("tcp://printer", "the port number is missing"),
        ("tcp://printer:99999", "not between 1 and 65535"),
        ("tcp://printer:9100/x", "'/x' after the port number"),
        ("serial:", "the device is missing"),
        ("serial:/dev/ttyUSB0?speed=9600", "unknown setting 'speed' (there are baud, flow)"),
        ("serial:/dev/ttyUSB0?baud=fast", "baud 'fast' is no speed"),
        ("serial:/dev/ttyUSB0?flow=cts", "flow 'cts' is not one of none, rtscts, dsrdtr, xonxoff"),
        ("serial:telnet://h:1", "unknown serial kind 'telnet'"),
        ("usb-lp:lp0", "not an absolute path"),
    ],
)
def test_a_wrong_address_names_what_is_wrong_and_the_valid_forms(url: str, said: str) -> None:
    with pytest.raises(PortUrlError) as refused:
        open_port(url)
    assert said in str(refused.value)
    assert "tcp://host:9100" in str(refused.value)
    assert isinstance(refused.value, PortError)
