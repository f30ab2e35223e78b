"""One call as a sound file, for who wants to hear how it will be."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Final, get_args

from assets.voice.errors import SoundError, WordingError
from assets.voice.numbers import Accent, Lang
from assets.voice.sound import Sound, open_sound
from assets.voice.speech import Speech
from broker.hall.sentences import Call, Form, Phrasebook
from display.voice.recordings import Recordings
from display.voice.sayings import Chime, Utterance
from display.voice.synth import Synthesiser

#: As in the hall: a short call has one note, a repeat follows its call.
_CHIMES: Final[dict[Form, Chime]] = {"call.short": "short", "call.repeat": "none"}


def say(
    ticket: str, counter: str, out: Path, *, lang: str = "vi", speech: Speech | None = None,
    recordings: Path | None = None, form: Form = "call.full", who: str = "",
) -> tuple[str, Sound]:  # fmt: skip
    """Write the call of `ticket` ("A-025") to the wav `out`; its words and its sound.

    `counter` is a number or a spoken name ("bàn hướng dẫn"). `who`: who is asked to come, else "công dân".
    Raises VoiceError.
    """
    speech, recorded = speech or Speech(), Recordings(recordings) if recordings else None
    number = int(counter) if counter.isascii() and counter.isdigit() else None
    name = None if number is not None else counter
    book = phrasebook(speech.accent, recorded, who)
    if lang not in (*get_args(Lang), *book.recorded):
        raise WordingError(f"the voice has no sentences in {lang!r}")
    call = Call("say", ticket, name, number, 1, 0, lang, counter_vi=name)
    text, said_in = book.said(call, form)
    chime: Chime = _CHIMES.get(form, "long")
    with tempfile.TemporaryDirectory() as folder:
        sound = Synthesiser(Path(folder), speech, recorded).render(Utterance("say", form, text, said_in, chime))
        _copy(sound.path, out)
    return text, open_sound(out)


def phrasebook(accent: Accent, recordings: Recordings | None = None, who: str = "") -> Phrasebook:
    """The sentences of an office that asks `who` to come, and those of the languages it has recorded."""
    changes: dict[Lang, dict[str, str]] = {"vi": {"who": who}} if who else {}
    return Phrasebook(accent, changes, recorded=recordings.languages if recordings else {})


def _copy(made: Path, out: Path) -> None:
    try:
        shutil.copyfile(made, out)
    except OSError as error:
        raise SoundError(f"{out} cannot be written: {error.strerror}") from error
