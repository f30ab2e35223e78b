"""The devices' port of the web service with the dossiers on it, and the command line, against the stand-in."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx
import pytest

from broker.__main__ import main
from broker.client.link import MemoryHub, MemoryLink
from broker.contract.topics import Topics
from broker.links.connect import connect
from broker.links.errors import LinksError
from broker.links.feed import Feed
from broker.links.http import HttpSystem
from broker.links.settings import LinksSettings
from broker.links.stand_in import StandIn, drop, drop_half, sample
from broker.web import dossiers
from broker.web.bundles import BundleService

pytestmark = pytest.mark.edge

DAY, READY = date(2026, 11, 23), "H60.15-261103-0002"


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    there = StandIn(sample(DAY))
    yield there
    there.close()


def test_dossiers_are_asked_for_where_bundles_are_fetched(stand_in: StandIn, tmp_path: Path) -> None:
    pages = dossiers.routes(HttpSystem(stand_in.url, timeout_s=2))
    service = BundleService(tmp_path, MemoryLink(MemoryHub()), Topics("test"), "127.0.0.1", 0, pages)
    service.start()
    try:
        said = httpx.get(f"http://127.0.0.1:{service.port}/dossiers/{READY}", timeout=5)
    finally:
        service.close()
    assert (said.status_code, said.json()["stage"]) == (200, "ready")


def test_the_feed_runs_beside_and_ends_with_what_it_runs_beside(stand_in: StandIn) -> None:
    feed = Feed(MemoryLink(MemoryHub()), Topics("test"), HttpSystem(stand_in.url, timeout_s=2), 60)
    with feed.beside():
        assert "links" in {each.name for each in threading.enumerate()}
    assert "links" not in {each.name for each in threading.enumerate()}


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        (LinksSettings(kind="folder"), 'kind = "folder" needs folder'),
        (LinksSettings(kind="http", url="ftp://x"), 'kind = "http" needs url'),
    ],
)
def test_settings_that_do_not_fit_together_are_told_at_the_start(settings: LinksSettings, why: str) -> None:
    with pytest.raises(LinksError, match=why):
        connect(settings)


def test_a_technician_asks_once(stand_in: StandIn, capsys: pytest.CaptureFixture[str]) -> None:
    ask = ["links", "check", "--kind", "http", "--url", stand_in.url, "--code", READY, "--date", "2026-11-23"]
    assert main(ask) == 0
    assert "stage='ready'" in (said := capsys.readouterr().out)
    assert "bookings of 2026-11-23: 12" in said
    stand_in.fault = "error"
    assert main(ask) == 1
    assert "it answers 500" in capsys.readouterr().err


def test_a_technician_is_told_which_file_is_broken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    drop(sample(DAY), tmp_path)
    ask = ["links", "check", "--kind", "folder", "--folder", str(tmp_path), "--settle-s", "0", "--date", "2026-11-23"]
    assert main([*ask, "--code", READY]) == 0
    (tmp_path / "web.toml").write_text(f'port = 8080\n[links]\nkind = "folder"\nfolder = "{tmp_path}"\nsettle_s = 0\n')
    assert main(["links", "check", "--settings", str(tmp_path / "web.toml"), "--code", READY]) == 0
    (tmp_path / "wrong.toml").write_text("[links]\nkind = 'folders'\nfoldr = 'x'\n[")
    assert main(["links", "check", "--settings", str(tmp_path / "wrong.toml")]) == 2
    capsys.readouterr()
    drop_half(sample(DAY), tmp_path)
    assert main(ask) == 1
    assert "left aside: bookings-2026-11-23.csv: its last line has no end" in capsys.readouterr().err
    assert main(["links", "check", "--kind", "folder"]) == 2
    assert main(["links", "stand-in", "--fault", "tired"]) == 2
