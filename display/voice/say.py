"""A call, or a sentence to the whole hall, as a sound file: for who wants to hear how it will be, and for browsers."""

from __future__ import annotations

import tempfile
import wave
from collections.abc import Sequence
from pathlib import Path
from typing import Final, get_args

from assets.voice.errors import SoundError, WordingError
from assets.voice.numbers import Accent, Lang
from assets.voice.sound import Sound, open_sound
from assets.voice.speech import Speech
from broker.hall.pace import Chime
from broker.hall.sentences import Call, Form, Phrasebook
from display.voice.recordings import Recordings
from display.voice.sayings import Utterance
from display.voice.synth import Synthesiser

#: A call that nobody else disturbs: the sentence, and a repeat right after it.
WHOLE: Final[tuple[Form, ...]] = ("call.full", "call.repeat")
#: The same of a number that a kiosk gave while it was cut off.
WHOLE_RESERVED: Final[tuple[Form, ...]] = ("call.full", "call.reserved", "call.repeat")
#: As in the hall: a short call has one note, what follows its call has none.
_CHIMES: Final[dict[Form, Chime]] = {"call.short": "short", "call.repeat": "none", "call.reserved": "none"}


def say(
    ticket: str, counter: str, out: Path, *, lang: str = "vi", speech: Speech | None = None,
    recordings: Path | None = None, forms: Sequence[Form] = WHOLE, who: str = "", chime: Chime | None = None,
) -> tuple[str, Sound]:  # fmt: skip
    """Write the call of `ticket` ("A-025") to the wav `out`; its words, a line for each of `forms`, and its sound.

    `counter` is a number or a spoken name ("bàn hướng dẫn"). `who`: who is asked to come, else "công dân". `chime`
    before each, else as usual before such a sentence. Raises VoiceError.
    """
    speech, recorded = speech or Speech(), Recordings(recordings) if recordings else None
    number = int(counter) if counter.isascii() and counter.isdigit() else None
    name = None if number is not None else counter
    book = phrasebook(speech.accent, recorded, who)
    if lang not in (*get_args(Lang), *book.recorded):
        raise WordingError(f"the voice has no sentences in {lang!r}")
    call = Call("say", ticket, name, number, 1, 0, lang, counter_vi=name)
    sayings = [Utterance("say", form, *book.said(call, form), chime or _CHIMES.get(form, "long")) for form in forms]
    return "\n".join(saying.text for saying in sayings), _write(sayings, out, speech, recorded)


def say_to_all(
    words: str, out: Path, *, lang: str = "vi", speech: Speech | None = None, recordings: Path | None = None,
    chime: Chime | None = None,
) -> Sound:  # fmt: skip
    """Write a sentence for the whole hall, as it stands, to the wav `out`. Raises VoiceError."""
    if lang not in get_args(Lang):
        raise WordingError(f"the voice says no sentences of the caller's own in {lang!r}")
    saying = Utterance(None, "open", words, lang, chime or "long")
    return _write([saying], out, speech or Speech(), Recordings(recordings) if recordings else None)


def _write(sayings: Sequence[Utterance], out: Path, speech: Speech, recorded: Recordings | None) -> Sound:
    with tempfile.TemporaryDirectory() as folder:
        synth = Synthesiser(Path(folder), speech, recorded)
        _join([synth.render(saying).path for saying in sayings], out)
    return open_sound(out)


def phrasebook(accent: Accent, recordings: Recordings | None = None, who: str = "") -> Phrasebook:
    """The sentences of an office that asks `who` to come, and those of the languages it has recorded."""
    changes: dict[Lang, dict[str, str]] = {"vi": {"who": who}} if who else {}
    return Phrasebook(accent, changes, recorded=recordings.languages if recordings else {})


def _join(made: Sequence[Path], out: Path) -> None:
    """One after the other; all are of one format."""
    try:
        with out.open("wb") as file, wave.open(file, "wb") as whole:
            for at, path in enumerate(made):
                with wave.open(str(path)) as part:
                    if at == 0:
                        whole.setparams(part.getparams())
                    whole.writeframes(part.readframes(part.getnframes()))
    except OSError as error:
        raise SoundError(f"{out} cannot be written: {error.strerror}") from error
