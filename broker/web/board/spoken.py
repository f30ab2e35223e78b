"""Calls and notices by the hall's own voice, for browsers: made by the voice's own program, kept while they may be
asked for.

The voice is `python -m display voice say`, a program of its own: chime, sentence, recordings and loudness are those of
the loudspeakers in the hall. Without it (or without espeak-ng and sox) browsers ring and speak by themselves.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import sys
import tempfile
import time
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from broker.client.recordings import SENTENCES
from broker.hall.sentences import Call
from broker.web.board.recorded import Recorded
from broker.web.board.sayings import Saying

log = logging.getLogger("motcua.web")

#: A saying that takes longer is late for the ear.
LONGEST_S = 8.0
#: After a failure browsers speak by themselves for so long before the voice is tried again.
AGAIN_S = 60.0
#: Sounds, of about 200 kB each.
KEPT = 80
#: Languages that the voice speaks without recordings.
SPOKEN = ("vi", "en")


@dataclass(frozen=True)
class Speaking:
    """How the office's voice speaks, as on its screens. `recordings`: a folder, else those that were `sent` to all
    screens; `who`: who is asked to come.
    """

    accent: str = "north"
    recordings: Path | None = None
    who: str = ""
    sent: Recorded | None = None

    @property
    def folder(self) -> Path | None:
        """Where the recordings are, if there are any."""
        return self.sent.folder() if self.recordings is None and self.sent else self.recordings

    def arguments(self, saying: Saying) -> list[str]:
        """What the voice's program is asked for."""
        call = saying.call
        said = self._of_call(saying, call) if call else {"words": saying.words, "lang": saying.lang}
        said |= {"chime": saying.chime, "voice": self.accent}
        if (folder := self.folder) is not None:
            said["recordings"] = str(folder)
        return [f"--{name}={value}" for name, value in said.items()]

    def _of_call(self, saying: Saying, call: Call) -> dict[str, str]:
        """The program puts it into words: it has the sentences of languages that are recorded."""
        lang = call.lang if call.lang in SPOKEN or self._recorded(call.lang) else "vi"
        name = call.counter_spoken if lang == call.lang else call.counter_vi
        counter = str(call.counter_number) if call.counter_number is not None and not name else name or ""
        who = {"who": self.who} if self.who else {}
        return {"ticket": call.number, "counter": counter, "lang": lang, "form": saying.form} | who

    def _recorded(self, lang: str) -> bool:
        folder = self.folder
        return folder is not None and (folder / lang / SENTENCES).is_file()


class Voice:
    """Makes the sound of a saying when the first browser asks for it; all who ask meanwhile wait for the same."""

    def __init__(
        self, manner: Speaking, program: tuple[str, ...] = (sys.executable, "-m", "display", "voice", "say")
    ) -> None:
        self._manner, self._program = manner, program
        self._folder = tempfile.TemporaryDirectory(prefix="motcua-voice-")
        self._made: OrderedDict[str, asyncio.Task[bytes]] = OrderedDict()
        self._one = asyncio.Lock()
        self._failed_s: float | None = None

    def key(self, saying: Saying) -> str:
        """The name of a saying's sound: the same words, the same sound."""
        return hashlib.sha256("\0".join(self._manner.arguments(saying)).encode()).hexdigest()[:24]

    async def sound(self, saying: Saying) -> bytes:
        """A wav file; empty where the voice cannot speak."""
        key = self.key(saying)
        if key not in self._made:
            if self._failed_s is not None and time.monotonic() - self._failed_s < AGAIN_S:
                return b""
            self._made[key] = asyncio.create_task(self._make(key, self._manner.arguments(saying)))
            while len(self._made) > KEPT:
                self._made.popitem(last=False)
        found = await asyncio.shield(self._made[key])
        if not found:
            self._made.pop(key, None)
        return found

    async def _make(self, key: str, arguments: list[str]) -> bytes:
        """One at a time: a machine that serves pages has other things to do."""
        out = Path(self._folder.name) / f"{key}.wav"
        async with self._one:
            fault = await self._run([*self._program, *arguments, f"--out={out}"])
        self._failed_s = time.monotonic() if fault else None
        if fault:
            log.warning("the hall's voice does not speak for browsers: %s", fault)
            return b""
        try:
            return out.read_bytes()
        finally:
            out.unlink(missing_ok=True)

    async def _run(self, command: list[str]) -> str:
        """Why it failed; "" if it did not."""
        pipe = asyncio.subprocess.PIPE
        try:
            program = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.DEVNULL, stderr=pipe)
        except OSError as error:
            return str(error)
        try:
            _, errors = await asyncio.wait_for(program.communicate(), LONGEST_S)
        except TimeoutError:
            with suppress(ProcessLookupError):
                program.kill()
            return f"it took longer than {LONGEST_S:g} s"
        last = errors.decode(errors="replace").strip().splitlines()[-1:] or ["it gave no reason"]
        return last[0] if program.returncode else ""
