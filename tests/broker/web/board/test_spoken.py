"""The hall's voice for browsers: made once for all who ask; a voice that cannot speak is not asked again and again."""

from __future__ import annotations

import asyncio
import sys
import wave
from io import BytesIO
from pathlib import Path

from broker.bundles import pack
from broker.client.recordings import BUNDLE
from broker.hall.sentences import Call, Form
from broker.web.board.recorded import Recorded
from broker.web.board.sayings import Saying
from broker.web.board.spoken import Speaking, Voice


def saying(call: Call, form: Form = "call.full") -> Saying:
    """A sentence of a call; its words are the program's."""
    return Saying("", call.lang, "long", call, form)


CALL = saying(Call("c1", "A-025", None, 3, 1, 0))
#: Writes its arguments to a file beside it and, as its sound, how often it was asked.
PROGRAM = """
import pathlib, sys
log = pathlib.Path(sys.argv[1])
with log.open("a") as out: out.write("|".join(sys.argv[2:]) + chr(10))
pathlib.Path(sys.argv[-1].split("=", 1)[1]).write_bytes(b"sound")
"""


def voice(log: Path, program: str = PROGRAM, manner: Speaking | None = None) -> Voice:
    """A voice whose program is a few lines."""
    return Voice(manner or Speaking(), (sys.executable, "-c", program, str(log)))


def test_a_call_is_made_once_however_many_ask_for_it(tmp_path: Path) -> None:
    log = tmp_path / "log"

    async def ask() -> list[bytes]:
        speaking = voice(log)
        return await asyncio.gather(*(speaking.sound(CALL) for _ in range(20)))

    assert asyncio.run(ask()) == [b"sound"] * 20
    (asked,) = log.read_text().splitlines()
    assert "--ticket=A-025|--counter=3|--lang=vi|--form=call.full|--chime=long|--voice=north" in asked


def test_counters_are_said_by_their_names_and_unrecorded_languages_in_vietnamese(tmp_path: Path) -> None:
    manner = Speaking("south", tmp_path, "tổ chức, công dân")
    desk = Call("c1", "A-025", "guide desk", None, 1, 0, lang="en", counter_vi="bàn hướng dẫn")
    assert {"--counter=guide desk", "--lang=en", "--who=tổ chức, công dân"} <= set(manner.arguments(saying(desk)))
    khmer = Call("c1", "A-025", "តុ", None, 1, 0, lang="km", counter_vi="bàn hướng dẫn")
    assert {"--counter=bàn hướng dẫn", "--lang=vi"} <= set(manner.arguments(saying(khmer)))
    (tmp_path / "km").mkdir()
    (tmp_path / "km" / "sentences.toml").touch()
    assert {"--counter=តុ", "--lang=km"} <= set(manner.arguments(saying(khmer)))


def test_recordings_sent_to_all_screens_are_those_of_browsers_too(tmp_path: Path) -> None:
    manner = Speaking(sent=Recorded(tmp_path))
    assert not [each for each in manner.arguments(CALL) if "recordings" in each]
    pack(BUNDLE, {"vi/ba.wav": b"three", "vi/../../x.wav": b"elsewhere", "km/sentences.toml": b""}, tmp_path)
    (folder,) = (Path(each.partition("=")[2]) for each in manner.arguments(CALL) if each.startswith("--recordings="))
    assert (folder / "vi" / "ba.wav").read_bytes() == b"three"
    assert len([each for each in folder.rglob("*") if each.is_file()]) == 2
    khmer = Call("c1", "A-025", "តុ", None, 1, 0, lang="km", counter_vi="bàn hướng dẫn")
    assert "--lang=km" in manner.arguments(saying(khmer))
    (tmp_path / f"{BUNDLE}.zip").write_bytes(b"PK no zip")
    assert f"--recordings={folder}" in manner.arguments(CALL), "the ones before stay"
    (tmp_path / f"{BUNDLE}.zip").unlink()
    assert not [each for each in manner.arguments(CALL) if "recordings" in each]


def test_a_notice_is_said_as_it_stands() -> None:
    notice = Saying("Trung tâm bắt đầu làm việc.", "vi", "long")
    said = ["--words=Trung tâm bắt đầu làm việc.", "--lang=vi", "--chime=long", "--voice=central"]
    assert Speaking("central", who="tổ chức, công dân").arguments(notice) == said


def test_a_voice_that_cannot_speak_is_left_alone_for_a_while(tmp_path: Path) -> None:
    log = tmp_path / "log"
    broken = PROGRAM + "\nsys.exit('espeak-ng is not installed')"

    async def ask() -> list[bytes]:
        speaking = voice(log, broken)
        return [await speaking.sound(CALL) for _ in range(3)]

    assert asyncio.run(ask()) == [b"", b"", b""]
    assert len(log.read_text().splitlines()) == 1


def test_it_is_the_voice_of_the_loudspeakers() -> None:
    speaking, notice = Voice(Speaking()), Saying("Trung tâm bắt đầu làm việc.", "vi", "long")
    for each in (CALL, notice):
        with wave.open(BytesIO(asyncio.run(Voice(Speaking()).sound(each)))) as opened:
            assert opened.getnframes() / opened.getframerate() > 2
    assert speaking.key(CALL) != speaking.key(notice)
