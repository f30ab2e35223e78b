"""One call as a sound file, for who wants to hear how it will be."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from assets.voice.errors import SoundError
from assets.voice.numbers import Lang
from assets.voice.sound import Sound, open_sound
from assets.voice.speech import Speech
from display.voice.sayings import Utterance
from display.voice.sentences import Call, Phrasebook
from display.voice.synth import Synthesiser


def say(
    ticket: str, counter: str, out: Path, *, lang: Lang = "vi", speech: Speech | None = None,
    recordings: Path | None = None,
) -> tuple[str, Sound]:  # fmt: skip
    """Write the full call of `ticket` ("A-025") to the wav `out`; its words and its sound.

    `counter` is a number or a spoken name ("bàn hướng dẫn"). Raises VoiceError.
    """
    speech = speech or Speech()
    number = int(counter) if counter.isascii() and counter.isdigit() else None
    call = Call("say", ticket, None if number is not None else counter, number, 1, 0, lang)
    text = Phrasebook(accent=speech.accent).call(call, "call.full")
    with tempfile.TemporaryDirectory() as folder:
        sound = Synthesiser(Path(folder), speech, recordings).render(
            Utterance(call.call_id, "call.full", text, lang, "long")
        )
        _copy(sound.path, out)
    return text, open_sound(out)


def _copy(made: Path, out: Path) -> None:
    try:
        shutil.copyfile(made, out)
    except OSError as error:
        raise SoundError(f"{out} cannot be written: {error.strerror}") from error
