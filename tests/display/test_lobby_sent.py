"""Recordings that the office sends to its screens."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from broker.client.bundle import OpenBundle
from broker.client.recordings import BUNDLE, lay_out
from display.lobby.sent import keeper
from display.voice.recordings import Recordings
from tests.display.voice.fakes import tone


def bundle(folder: Path, digest: str, *names: str, **texts: str) -> OpenBundle:
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(folder / f"{digest}.zip", "w") as packed:
        for name in names:
            packed.writestr(name, tone(folder / "tone.wav", 0.1).path.read_bytes())
        for name, text in texts.items():
            packed.writestr(f"{name}/sentences.toml", text)
    return OpenBundle(folder / f"{digest}.zip")


def test_a_newer_bundle_takes_the_place_of_the_older_while_the_voice_speaks_by_it(tmp_path: Path) -> None:
    recordings = Recordings()
    sent = keeper("localhost", tmp_path, recordings)
    sent._on_bundle(bundle(tmp_path / "in", "a" * 64, "vi/một.wav"))
    assert recordings.covers("vi", "Một.") and not recordings.covers("vi", "hai")
    sent._on_bundle(bundle(tmp_path / "in", "b" * 64, "vi/hai.wav"))
    assert recordings.covers("vi", "Hai.") and not recordings.covers("vi", "một")
    assert [each.name for each in (tmp_path / BUNDLE).iterdir()] == ["b" * 24]


def test_nothing_of_a_bundle_leads_out_of_its_folder(tmp_path: Path) -> None:
    strange = ("../x.wav", "/vi/x.wav", "vi/../../x.wav", "vi/deep/x.wav", "x.wav", "vi/x.sh", "vi/ba.wav")
    place = lay_out(bundle(tmp_path / "in", "c" * 64, *strange), tmp_path / "out")
    assert [each.relative_to(tmp_path / "out").parts[1:] for each in place.rglob("*.*")] == [("vi", "ba.wav")]
    assert {each.name for each in tmp_path.iterdir()} == {"in", "out"}


def test_a_bundle_with_a_broken_language_changes_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    recordings = Recordings()
    sent = keeper("localhost", tmp_path, recordings)
    sent._on_bundle(bundle(tmp_path / "in", "a" * 64, "vi/một.wav"))
    sent._on_bundle(bundle(tmp_path / "in", "d" * 64, "vi/hai.wav", km="digits = 1"))
    assert "cannot be used" in caplog.text and "sentences.toml" in caplog.text
    assert not recordings.languages and not recordings.covers("vi", "hai")
    assert all(part.clip and part.clip.exists() for clause in recordings.clauses("Một.", "vi") for part in clause)
