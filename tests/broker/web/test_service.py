"""The service as a process: by https with the office's own certificate, the first administrator, warnings."""

from __future__ import annotations

import re
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from firmware_cfg.processes import Program, free_port, start, until
from tests.engines import EngineThread

pytestmark = pytest.mark.edge


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """As docs/pages.md tells an office to make one."""
    key, made = tmp_path / "key.pem", tmp_path / "office.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-days", "825", "-subj", "/CN=motcua.example", "-addext", "subjectAltName=DNS:motcua.example,IP:127.0.0.1",
         "-keyout", str(key), "-out", str(made)],
        check=True, capture_output=True,
    )  # fmt: skip
    return key, made


@pytest.fixture
def service(engine: EngineThread, certificate: tuple[Path, Path], tmp_path: Path) -> Iterator[tuple[Program, int]]:
    """The service beside an engine, by https, without any account."""
    key, made = certificate
    (tmp_path / "web.toml").write_text(
        f'db = "{engine.db}"\nbroker = "{engine.url}"\ncertificate = "{made}"\nkey = "{key}"\n'
    )
    port = free_port()
    options = ("--settings", str(tmp_path / "web.toml"), "--port", str(port), "--bundles-port", str(free_port()))
    program = start("web", "broker", "web", *options, folder=tmp_path, ready=False)
    with program:
        until(lambda: "first and type" in program.log.read_text() or not program.alive, 30, "the service to begin")
        yield program, port


def test_https_with_the_offices_own_certificate_and_the_first_administrator(
    service: tuple[Program, int], certificate: tuple[Path, Path]
) -> None:
    program, port = service
    trusted = ssl.create_default_context(cafile=str(certificate[1]))
    with httpx.Client(base_url=f"https://127.0.0.1:{port}", verify=trusted) as browser:
        until(lambda: _answers(browser), 20, "the pages to answer")
        page = browser.get("/sign-in", follow_redirects=True)
        assert page.url.path == "/first"
        assert page.headers["strict-transport-security"].startswith("max-age=")
        assert "Secure" in page.headers["set-cookie"]
        token = re.search(r'data-token="([^"]*)"', page.text)
        code = re.search(r"code (\S+)", program.log.read_text())
        assert token is not None and code is not None
        new = {"name": "an", "password": "hoa sua thom", "again": "hoa sua thom"}
        made = browser.post("/first", data={"token": token[1], "code": code[1], **new}, follow_redirects=True)
        assert made.url.path == "/accounts"
        assert "Trần Thị Lan" in made.text  # clerks of the office's file can be chosen
        with browser.stream("GET", "/counter/1/live") as pushed:
            assert next(pushed.iter_lines()).startswith("event: ")
            assert program.stop() in (0, -15)  # in order, though a page is open
    assert "Traceback" not in program.log.read_text()


def _answers(browser: httpx.Client) -> bool:
    try:
        return browser.get("/static/colours.css").status_code == 200
    except httpx.TransportError:
        return False
