"""What a page is told to say, and whose sounds it may ask for."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from broker.contract.status import Board
from broker.hall.sentences import Notice, Phrasebook
from broker.web.board import sayings
from broker.web.board.aloud import SOUNDS, Aloud
from broker.web.board.sayings import Heard, NoticeSaying, Saying
from broker.web.board.spoken import Speaking, Voice
from display import samples

#: Writes its last argument's file: the sound is what was asked for.
PROGRAM = "import sys, pathlib; pathlib.Path(sys.argv[-1].split('=', 1)[1]).write_text(' '.join(sys.argv[1:-1]))"


def aloud() -> Aloud:
    """Whose voice says what it was asked for."""
    return Aloud(Voice(Speaking(), (sys.executable, "-c", PROGRAM)))


def key(told: dict[str, str]) -> str:
    """Of the address of a sound."""
    return Path(told["sound"]).stem


def test_every_form_of_a_call_has_its_words_and_a_sound_of_its_own() -> None:
    board = Board(epoch=1, revision=1, zone="hall", day=samples.DAY, calls=(samples.call("A-801", 3, reserved=True),))
    made, heard = aloud(), Heard(known=True, calls=sayings.calls(Phrasebook(), board))
    (told,) = json.loads(made.written(heard))["calls"]
    forms = ("first", "short", "repeat", "again", "explain")
    assert len({told[each]["sound"] for each in forms}) == 5
    assert (told["number"], told["ticket"]) == ("A-801", f"{samples.DAY}.A-801")
    sounds = [asyncio.run(made.sound(key(told[each]))).decode() for each in forms]
    assert "--form=call.short" in sounds[1]
    assert ("--chime=none" in sounds[2], "--chime=long" in sounds[3]) == (True, True)
    assert "--form=call.reserved" in sounds[4]


def test_nobody_has_the_voice_say_what_no_page_was_told() -> None:
    made = aloud()
    assert asyncio.run(made.sound("0" * 24)) == b""
    first = json.loads(made.written(heard("Một.")))["notices"][0]["saying"]
    assert asyncio.run(made.sound(key(first)))
    for n in range(SOUNDS):
        made.written(heard(f"Câu {n}."))
    assert asyncio.run(made.sound(key(first))) == b"", "long ago"


def heard(words: str) -> Heard:
    """A notice in these words."""
    notice = Notice(words, "open", 0)
    return Heard(known=True, notices=(NoticeSaying(notice, Saying(words, "vi", "long")),))


def test_no_word_of_an_office_ends_the_script_it_stands_in() -> None:
    written = aloud().written(heard("</script><script>alert(1)"))
    assert "<" not in written
    assert json.loads(written)["notices"][0]["saying"]["words"] == "</script><script>alert(1)"
