"""python -m display voice say | script | check, as an office types it."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest

from assets.files import ROOT
from display.__main__ import main
from tests.display.voice.fakes import tone

OFFICE = str(ROOT / "offices" / "commune.toml")


def voice(*args: str) -> int:
    return main(["voice", *args])


@pytest.mark.edge
def test_say_writes_the_call_and_prints_its_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "call.wav"
    assert voice("say", "--ticket", "A025", "--counter", "3", "--out", str(out)) == 0
    *words, length = capsys.readouterr().out.splitlines()
    assert words == [
        "Xin mời công dân có số thứ tự a, không hai năm, đến quầy số ba.",
        "Xin nhắc lại: số a, không hai năm, quầy số ba.",
    ]
    with wave.open(str(out)) as file:
        length_s = file.getnframes() / file.getframerate()
    assert length == f"{out}: {length_s:.1f} s"
    assert 12 <= length_s <= 15, "chime, sentence, repeat"


@pytest.mark.edge
@pytest.mark.parametrize(
    ("which", "words"),
    [
        ("--reserved", [
            "Xin mời công dân có số thứ tự a, tám không một, đến quầy số ba.",
            "Số a, tám không một lấy khi mất kết nối, gọi theo giờ lấy số.",
            "Xin nhắc lại: số a, tám không một, quầy số ba.",
        ]),
        ("--form=call.reserved", ["Số a, tám không một lấy khi mất kết nối, gọi theo giờ lấy số."]),
    ],
)  # fmt: skip
def test_say_explains_a_reserved_number_after_its_call(
    which: str, words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "call.wav")
    assert voice("say", "--ticket", "A801", "--counter", "3", "--out", out, which) == 0
    assert capsys.readouterr().out.splitlines()[:-1] == words


def test_one_sentence_alone_is_not_explained(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        voice("say", "--ticket", "A801", "--counter", "3", "--out", "x.wav", "--reserved", "--form", "call.short")
    assert "not allowed with argument" in capsys.readouterr().err


@pytest.mark.edge
@pytest.mark.parametrize(
    ("ticket", "said"),
    [
        ("K1-07", "ca một, không bảy"), ("a025", "a, không hai năm"), ("A-801", "a, tám không một"),
        ("1025", "một không hai năm"), ("XA-003", "ích-xì a, không không ba"),
    ],
)  # fmt: skip
def test_say_takes_every_number_that_an_office_can_give(
    ticket: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "call.wav")
    assert voice("say", "--ticket", ticket, "--counter", "21", "--out", out, "--form", "call.short") == 0
    assert capsys.readouterr().out.splitlines()[0] == f"Mời số {said}, quầy hai mươi mốt."


@pytest.mark.edge
@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--form", "call.short"), "Mời số a, không hai năm, quầy ba."),
        (("--who", "tổ chức, công dân"), "Xin mời tổ chức, công dân có số thứ tự a, không hai năm, đến quầy số ba."),
        (("--lang", "en"), "Ticket A, zero two five, please go to counter three."),
        (("--form", "moved", "--voice", "south"), "Số a, không hai năm xin chuyển sang quầy số ba."),
    ],
)
def test_say_takes_form_language_and_who(
    more: tuple[str, ...], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert voice("say", "--ticket", "A-025", "--counter", "3", "--out", str(tmp_path / "call.wav"), *more) == 0
    assert capsys.readouterr().out.splitlines()[0] == words


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("say", "--ticket", "A", "--counter", "3", "--out", "x.wav"), "no number of a ticket"),
        (("say", "--ticket", "A-025", "--counter", "3", "--out", "x.wav", "--lang", "km"), "no sentences in 'km'"),
        (("say", "--ticket", "A-025", "--out", "x.wav"), "--counter is missing"),
        (("say", "--words", "Xin chào.", "--lang", "km", "--out", "x.wav"), "in 'km'"),
        (("script", "--office", "no-such.toml"), "no-such.toml"),
        (("check", "/no/such/folder", "--office", OFFICE), "/no/such/folder is no folder"),
        (("script", "--recordings", "/no/such/folder", "--office", OFFICE), "/no/such/folder is no folder"),
        (
            ("say", "--ticket", "A1", "--counter", "3", "--out", "x.wav", "--recordings", "/no/such/folder"),
            "/no/such/folder is no folder",
        ),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    args: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert voice(*args) == 2
    told = capsys.readouterr()
    assert says in told.err and len(told.err.splitlines()) == 1 and not told.out


def test_a_call_is_written_as_a_wav_and_as_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        voice("say", "--ticket", "A-025", "--counter", "3", "--out", "x.mp3")
    assert "'x.mp3' is no name of a sound" in capsys.readouterr().err


def test_recording_the_script_leaves_nothing_to_say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The list is recorded line by line; one is then forgotten, one spoilt, one added."""
    assert voice("script", "--office", OFFICE) == 0
    files = [line.split("\t")[0] for line in capsys.readouterr().out.splitlines()]
    for file in files:
        (tmp_path / file).parent.mkdir(exist_ok=True)
        tone(tmp_path / file, 0.1, amplitude=8_000)
    assert voice("check", str(tmp_path), "--office", OFFICE) == 0
    assert capsys.readouterr().out == f"{len(files)} recordings needed; 0 missing or of no use, 0 to listen to\n"
    (tmp_path / "vi" / "ba.wav").unlink()
    (tmp_path / "vi" / "hai.wav").write_bytes(b"")
    tone(tmp_path / "vi" / "chào.wav", 0.2, amplitude=8_000)
    assert voice("check", str(tmp_path), "--office", OFFICE) == 1
    told = capsys.readouterr().out
    assert "vi/ba.wav: missing (digits of numbers)" in told
    assert "vi/hai.wav: wrong format" in told and "vi/chào.wav: not in the script" in told
    assert told.splitlines()[-1] == f"{len(files)} recordings needed; 2 missing or of no use, 1 to listen to"


@pytest.mark.edge
def test_a_sentence_to_all_is_said_as_it_stands_with_the_chime_that_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lengths = {}
    for chime in ("long", "none"):
        out = tmp_path / f"{chime}.wav"
        assert voice("say", "--words", "Trung tâm bắt đầu làm việc.", "--out", str(out), "--chime", chime) == 0
        assert capsys.readouterr().out.splitlines()[0] == "Trung tâm bắt đầu làm việc."
        with wave.open(str(out)) as file:
            lengths[chime] = file.getnframes() / file.getframerate()
    assert lengths["long"] > lengths["none"] + 0.3
