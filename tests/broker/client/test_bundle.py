"""Bundles from the folder at the broker to a device that keeps them: real HTTP, a line that is cut, a new start."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from broker import bundles
from broker.bundles import BundleFault
from broker.client.bundle import BundleError, Keeper, OpenBundle, fetch, kept
from broker.client.link import MemoryHub, MemoryLink
from broker.contract.codec import decode_status
from broker.contract.status import Bundle
from broker.contract.topics import Topics
from broker.web.bundles import Announcer, BundleService, Shelf, path_of

pytestmark = pytest.mark.edge

TOPICS = Topics("test")
TOPIC = TOPICS.bundle("procedures")
LARGE = bytes(range(256)) * 4_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The broker's folder of bundles."""
    return tmp_path / "bundles"


@pytest.fixture
def port(folder: Path) -> Iterator[int]:
    """A service over that folder; its announcements go into a hub of their own."""
    service = BundleService(folder, MemoryLink(MemoryHub()), TOPICS, "127.0.0.1", 0)
    service.start()
    yield service.port
    service.close()


def announced(folder: Path, port: int, name: str = "procedures") -> Bundle:
    """What the broker says of a bundle."""
    packed = next(each for each in bundles.bundles(folder) if each.name == name)
    return Bundle(epoch=0, name=name, digest=packed.digest, size=packed.size, port=port, path=path_of(packed))


def until(condition: Callable[[], object], deadline_s: float = 5.0) -> None:
    """Wait for something that another thread does."""
    waiter = threading.Event()
    for _ in range(round(deadline_s / 0.02)):
        if condition():
            return
        waiter.wait(0.02)
    pytest.fail(f"not within {deadline_s} s")


def test_the_same_content_has_the_same_hash_and_another_has_another(folder: Path) -> None:
    first = bundles.pack("notices", {"b.png": b"2", "a.png": b"1"}, folder)
    assert bundles.pack("notices", {"a.png": b"1", "b.png": b"2"}, folder) == first
    assert bundles.pack("notices", {"a.png": b"1", "b.png": b"3"}, folder).digest != first.digest
    assert [each.name for each in bundles.bundles(folder)] == ["notices"]
    assert [each.name for each in folder.iterdir()] == ["notices.zip"]


def test_a_folder_is_packed_with_the_paths_in_it(folder: Path, tmp_path: Path) -> None:
    source = tmp_path / "recordings"
    (source / "vi").mkdir(parents=True)
    (source / "vi" / "a.wav").write_bytes(b"a")
    (source / ".hidden").write_bytes(b"x")
    packed = bundles.pack_path("recordings", source, folder)
    assert OpenBundle(packed.file).names() == ("vi/a.wav",)
    assert OpenBundle(packed.file).read("vi/a.wav") == b"a"


@pytest.mark.parametrize("name", ["", "../x", "Notices", "a/b"])
def test_a_name_that_is_none(name: str, folder: Path) -> None:
    with pytest.raises(BundleFault, match="small letters"):
        bundles.pack(name, {"a": b"1"}, folder)


def test_a_bundle_is_fetched_once_and_kept(folder: Path, port: int, tmp_path: Path) -> None:
    bundles.pack("procedures", {"procedures.json": LARGE}, folder)
    bundle, mine = announced(folder, port), tmp_path / "kept"
    assert fetch(bundle, "127.0.0.1", mine).read("procedures.json") == LARGE
    assert fetch(bundle, "no-such-host.invalid", mine).digest == bundle.digest


def test_a_new_bundle_takes_the_place_of_the_old_one(folder: Path, port: int, tmp_path: Path) -> None:
    for content in (b"old", b"new"):
        bundles.pack("procedures", {"procedures.json": content}, folder)
        fetch(announced(folder, port), "127.0.0.1", tmp_path / "kept")
    found = kept(tmp_path / "kept")
    assert found is not None
    assert found.read("procedures.json") == b"new"
    assert len(list((tmp_path / "kept").iterdir())) == 1


def test_a_line_that_was_cut_goes_on_where_it_stopped(folder: Path, port: int, tmp_path: Path) -> None:
    packed = bundles.pack("procedures", {"procedures.json": LARGE}, folder)
    bundle, mine = announced(folder, port), tmp_path / "kept"
    mine.mkdir()
    part = mine / f"{bundle.digest}.part"
    part.write_bytes(packed.file.read_bytes()[:1_000])
    seen: list[str] = []
    with Eavesdropper(port, seen) as through:
        assert fetch(through.bundle(bundle), "127.0.0.1", mine).read("procedures.json") == LARGE
    assert any("range: bytes=1000-" in line.lower() for line in seen)


def test_half_a_bundle_is_never_taken_for_one(folder: Path, port: int, tmp_path: Path) -> None:
    packed = bundles.pack("procedures", {"procedures.json": LARGE}, folder)
    mine = tmp_path / "kept"
    mine.mkdir()
    (mine / f"{packed.digest}.zip").write_bytes(packed.file.read_bytes()[:-1])
    (mine / f"{packed.digest}.part").write_bytes(b"x")
    assert kept(mine) is None


def test_what_is_not_what_was_announced_is_thrown_away(folder: Path, port: int, tmp_path: Path) -> None:
    bundles.pack("procedures", {"procedures.json": b"true"}, folder)
    bundle, mine = announced(folder, port), tmp_path / "kept"
    mine.mkdir()
    (mine / f"{bundle.digest}.part").write_bytes(b"spoilt on the way")
    with pytest.raises(BundleError, match="not what was announced"):
        fetch(bundle, "127.0.0.1", mine)
    assert fetch(bundle, "127.0.0.1", mine).read("procedures.json") == b"true"


def test_no_answer_and_a_wrong_address_are_one_sentence(folder: Path, port: int, tmp_path: Path) -> None:
    bundles.pack("procedures", {"procedures.json": b"1"}, folder)
    bundle = announced(folder, port)
    import msgspec

    with pytest.raises(BundleError, match="answers 404"):
        fetch(msgspec.structs.replace(bundle, path="/bundles/procedures/0.zip"), "127.0.0.1", tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as closed:
        nobody = closed.getsockname()[1]
    with pytest.raises(BundleError, match="bundle procedures: http://127"):
        fetch(msgspec.structs.replace(bundle, port=nobody), "127.0.0.1", tmp_path)


def test_what_lies_there_is_announced_on_every_connection_and_taken_back_when_it_goes(folder: Path) -> None:
    hub = MemoryHub()
    link = MemoryLink(hub)
    announcer = Announcer(Shelf(folder), link, TOPICS, 8090)
    announcer.start()
    announcer.look()
    assert TOPIC not in hub.retained
    packed = bundles.pack("procedures", {"procedures.json": b"1"}, folder)
    announcer.look()
    status = decode_status(hub.retained[TOPIC])
    assert isinstance(status, Bundle)
    assert (status.digest, status.port, status.size) == (packed.digest, 8090, packed.size)
    link.cut()
    hub.retained.clear()  # mosquitto was started anew
    link.mend()
    announcer.look()
    assert TOPIC in hub.retained
    packed.file.unlink()
    announcer.look()
    assert TOPIC not in hub.retained


def test_a_keeper_begins_with_what_it_has_and_takes_what_is_new(folder: Path, port: int, tmp_path: Path) -> None:
    bundles.pack("procedures", {"procedures.json": b"old"}, folder)
    fetch(announced(folder, port), "127.0.0.1", tmp_path / "kept" / "procedures")
    seen: list[bytes] = []
    keeper = Keeper(
        "procedures", "127.0.0.1", tmp_path / "kept", lambda found: seen.append(found.read("procedures.json"))
    )
    keeper.start()
    until(lambda: seen == [b"old"])
    keeper.announced(announced(folder, port))
    bundles.pack("procedures", {"procedures.json": b"new"}, folder)
    keeper.announced(announced(folder, port))
    until(lambda: seen == [b"old", b"new"])
    keeper.close()


class Eavesdropper:
    """Stands between a device and the port and writes down what the device asks."""

    def __init__(self, port: int, seen: list[str]) -> None:
        self._port, self._seen = port, seen
        self._server = socket.create_server(("127.0.0.1", 0))

    def bundle(self, bundle: Bundle) -> Bundle:
        import msgspec

        return msgspec.structs.replace(bundle, port=self._server.getsockname()[1])

    def __enter__(self) -> Eavesdropper:
        threading.Thread(target=self._pass_on, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.close()

    def _pass_on(self) -> None:
        near, _ = self._server.accept()
        with near, socket.create_connection(("127.0.0.1", self._port)) as far:
            asked = near.recv(65_536)
            self._seen += asked.decode().splitlines()
            far.sendall(asked.replace(b"keep-alive", b"close"))
            while more := far.recv(65_536):
                near.sendall(more)
