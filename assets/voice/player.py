"""aplay: a sound file to an ALSA device, to its end."""

from __future__ import annotations

import re
from typing import Final

from assets.voice.errors import NoSoundDeviceError, ProgramError, SoundError
from assets.voice.programs import Programs
from assets.voice.sound import Sound

#: A player that has not ended this long after the sound should have is stuck.
STUCK_S: Final = 3.0
_NO_DEVICE: Final = re.compile(r"audio open error: (No such|Invalid|Unknown)|cannot find card|Unknown PCM|Invalid card")


def aplay(sound: Sound, device: str, programs: Programs, stuck_s: float = STUCK_S) -> float:
    """Play on `device` ("default", "plughw:CARD=vc4hdmi0"); returns the seconds it took.

    Raises NoSoundDeviceError, SoundError, StoppedError, MissingProgramError.
    """
    try:
        return programs.run(["aplay", "-q", "-D", device, str(sound.path)], sound.length_s + stuck_s)
    except ProgramError as error:
        kind = NoSoundDeviceError if _NO_DEVICE.search(str(error)) else SoundError
        raise kind(f"sound device {device!r}: {error}") from error
