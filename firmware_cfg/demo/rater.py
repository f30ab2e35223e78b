"""Visitors at a rating tablet: asked when their service has ended, they touch a face and, with a low mark, why."""

from __future__ import annotations

from firmware_cfg.demo.diary import Diary
from firmware_cfg.demo.hand import Hand
from firmware_cfg.processes import ProcessError

#: What stands on the tablet, in Vietnamese: its question, its faces, a reason and its id, its thanks.
ASKS, WHY, THANKS, SEND = "hài lòng với lần phục vụ", "Điều gì chưa tốt", "Cảm ơn", "Gửi"
FACES = {1: "Rất hài lòng", 3: "Bình thường", 4: "Không hài lòng"}
LOWEST = 4
#: A visitor reads a page before touching it, in real seconds; its cards stand still by then.
READS_S = 0.5
REASON, REASON_ID = "Chờ lâu", "waited"


class Rater:
    """At one tablet; used by the thread of its counter."""

    def __init__(self, hand: Hand, diary: Diary) -> None:
        self._hand, self._diary = hand, diary

    def rate(self, mark: int) -> None:
        """Give a mark, and see that it was taken."""
        self._read(ASKS)
        self._hand.picture("tablet")
        self._do(f"touch {FACES[mark]}")
        reasons = self._why() if mark == LOWEST else []
        self._do(f"wait text:{THANKS}")
        self._diary.note(mark=mark, reasons=reasons)

    def _why(self) -> list[str]:
        self._read(WHY)
        self._do(f"touch {REASON}")
        self._do(f"sleep {READS_S}")
        self._hand.picture("tablet-reasons")
        self._do(f"touch {SEND}")
        return [REASON_ID]

    def _read(self, words: str) -> None:
        self._do(f"wait text:{words}")
        self._do(f"sleep {READS_S}")

    def _do(self, line: str) -> None:
        answer = self._hand.do(line)
        if not answer["ok"]:
            raise ProcessError(f"tablet: {line}: {answer}: {self._hand.do('status')}")
