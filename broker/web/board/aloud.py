"""What there is to be heard, as a page is told it: words, and where their sound is fetched."""

from __future__ import annotations

import json
from collections import OrderedDict
from dataclasses import asdict
from typing import Any

from broker.hall.pace import Rules
from broker.web.board.sayings import CallSayings, Heard, NoticeSaying, Saying
from broker.web.board.spoken import Voice

#: Sounds of the last sayings that a page may ask for.
SOUNDS = 500
Told = dict[str, Any]


class Aloud:
    """The hall's voice for pages; it speaks only what they were told: nobody has us say what they like."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._told: OrderedDict[str, Saying] = OrderedDict()

    async def sound(self, key: str) -> bytes:
        """The wav file of a saying; empty for one that nobody was told of, and where the voice cannot speak."""
        saying = self._told.get(key)
        return await self._voice.sound(saying) if saying else b""

    def written(self, heard: Heard) -> str:
        """All of it as it stands in the page: no word of an office ends the script that it stands in."""
        told = {
            "known": heard.known,
            "quiet": heard.quiet,
            "gain": heard.gain,
            "calls": [self._call(each) for each in heard.calls],
            "notices": [self._notice(each) for each in heard.notices],
        }
        while len(self._told) > SOUNDS:
            self._told.popitem(last=False)
        return json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")

    def _call(self, each: CallSayings) -> Told:
        call = each.call
        forms = {"first": each.first, "short": each.short, "repeat": each.repeat, "again": each.again}
        told: Told = {name: self._saying(saying) for name, saying in forms.items()}
        if each.explain is not None:
            told |= {"explain": self._saying(each.explain), "ticket": call.reserved_ticket}
        return told | {"call": call.call_id, "number": call.number, "at": call.called_at_ms}

    def _notice(self, each: NoticeSaying) -> Told:
        return {"notice": each.notice.notice_id, "at": each.notice.made_at_ms, "saying": self._saying(each.saying)}

    def _saying(self, saying: Saying) -> Told:
        key = self._voice.key(saying)
        self._told[key] = saying
        self._told.move_to_end(key)
        sound = f"/board/call/{key}.wav"
        return {"words": saying.words, "lang": saying.lang, "chime": saying.chime, "sound": sound}


def rules() -> str:
    """The times of the page's queue, as of the loudspeakers'."""
    return json.dumps(asdict(Rules()))
