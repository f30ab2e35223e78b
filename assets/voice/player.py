"""aplay: a sound file to an ALSA device, to its end; or silence, to learn whether a sound would come."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from assets.voice.errors import NoSoundDeviceError, ProgramError, SoundError
from assets.voice.programs import Programs
from assets.voice.sound import Sound

#: A player that has not ended this long after the sound should have is stuck.
STUCK_S: Final = 3.0
#: It is not there, somebody else has it, or it was pulled out while it played.
_NO_DEVICE: Final = re.compile(
    r"audio open error: (No such|Invalid|Unknown|Device or resource busy)|cannot find card|Unknown PCM|Invalid card"
    r"|write error: (No such device|Input/output error|File descriptor in bad state)"
)
#: A twentieth of a second of nothing.
_SILENCE: Final = ("-t", "raw", "-f", "S16_LE", "-c", "1", "-r", "22050", "-s", "1103", "/dev/zero")


def aplay(sound: Sound, device: str, programs: Programs, stuck_s: float = STUCK_S) -> float:
    """Play on `device` ("default", "plughw:CARD=vc4hdmi0"); returns the seconds it took.

    Raises NoSoundDeviceError, SoundError, StoppedError, MissingProgramError.
    """
    return _play([str(sound.path)], sound.length_s + stuck_s, device, programs)


def play_silence(device: str, programs: Programs, stuck_s: float = STUCK_S) -> None:
    """Return if a sound would come out of `device` as far as the system knows; raises as `aplay` if not."""
    _play(_SILENCE, stuck_s, device, programs)


def _play(what: Sequence[str], limit_s: float, device: str, programs: Programs) -> float:
    try:
        return programs.run(["aplay", "-q", "-D", device, *what], limit_s)
    except ProgramError as error:
        kind = NoSoundDeviceError if _NO_DEVICE.search(str(error)) else SoundError
        raise kind(f"sound device {device!r}: {error}") from error
