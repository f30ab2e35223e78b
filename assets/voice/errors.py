"""What can go wrong with the voice."""


class VoiceError(Exception):
    """Root of all errors of the voice."""


class WordingError(VoiceError):
    """A number, time or call that cannot be put into words."""


class MissingProgramError(VoiceError):
    """A program the voice needs is not installed."""


class ProgramError(VoiceError):
    """A program the voice needs failed, or took too long and was ended."""


class SoundError(VoiceError):
    """A sound could not be made or played."""


class NoSoundDeviceError(SoundError):
    """There is nothing to play on."""


class OverlapError(SoundError):
    """Two sayings at once: a fault of the caller, never of the weather."""


class CutShortError(VoiceError):
    """What was being said gave way to something that cannot wait."""


class StoppedError(VoiceError):
    """The voice was told to stop while it was at work."""
