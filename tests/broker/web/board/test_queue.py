"""The page's queue against that of the loudspeakers: whatever comes, both say the same, with the same chimes."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from playwright.sync_api import Page, sync_playwright

from broker.contract.ids import InstantMs, ticket_id
from broker.contract.status import Board, BoardCall
from broker.hall.board import spoken_calls
from broker.hall.sentences import Notice, NoticeKind, Phrasebook
from broker.web.board import sayings
from broker.web.board.aloud import Aloud, rules
from broker.web.board.sayings import Heard
from broker.web.board.spoken import Speaking, Voice
from broker.web.look import HERE
from display import samples
from display.voice.plan import CUT_SHORT, Plan
from display.voice.sayings import BoardCalls, Utterance
from tests.broker.web.browser.stand import CHROMIUM

NOON = 12 * 3_600_000
KINDS: tuple[NoticeKind, ...] = ("open", "closing15", "end")
Step = dict[str, Any]

#: Plays a script on the queue of a page; what it says and would fetch, and when it wants to be asked again.
PLAY = """({ rules, steps }) => {
  const queue = window.boardQueue(rules);
  const told = (saying) => [saying.words, saying.chime];
  return steps.map(({ at, what, heard, takes, cut, silent }) => {
    let said = null;
    if (what === "board") queue.offer(heard.calls, at);
    if (what === "notice") queue.offerNotices(heard.notices);
    if (what === "lost") queue.lost();
    if (what === "say") {
      const speaking = queue.next(at, silent);
      if (speaking) {
        said = [told(speaking.saying), queue.ahead().map(told)];
        if (cut && speaking.gives) queue.cut(); else queue.ended(at + takes);
      }
    }
    return [said, queue.wake(at), queue.ahead().map(told)];
  });
}"""


class Silence:
    """Quiet hours by hand."""

    quiet = False

    def silent(self, _now_ms: int) -> bool:
        return self.quiet

    def gain_db(self, _now_ms: int) -> float:
        return 0.0


class Script:
    """A morning by chance: calls come, go and are made again, some of a reserved series; notices; a cut line."""

    def __init__(self, seed: int) -> None:
        self.chance, self.now, self.revision, self.rung = random.Random(seed), NOON, 0, 0
        self.calls: list[BoardCall] = []
        self.nth: dict[str, int] = {}
        self.aloud, self.book = Aloud(Voice(Speaking())), Phrasebook()
        self.plan, self.hours = Plan(), Silence()
        self.plan.hours = self.hours  # type: ignore[assignment]
        self.steps: list[Step] = []
        self.expected: list[Any] = []

    def play(self, length: int) -> None:
        """So many things happen."""
        for _ in range(length):
            self.now += self.chance.choice([0, 20, 200, 2_000, 9_000, 31_000])
            self.chance.choice([self._board, self._board, self._say, self._say, self._say, self._notice, self._lost])()
            said = self.expected.pop() if self.steps[-1]["what"] == "say" else None
            self.expected.append([said, self.plan.wake_ms(self.now), told(self.plan.ahead(self.now))])

    def _board(self) -> None:
        self.calls = [each for each in self.calls if self.chance.random() > 0.2]
        for _ in range(self.chance.choice([0, 1, 1, 2, 4])):
            self._call(f"A-{self.chance.randint(1, 8):03}")
        self.revision += 1
        board = Board(epoch=1, revision=self.revision, zone="hall", day=samples.DAY, calls=tuple(self.calls))
        heard = Heard(known=True, calls=sayings.calls(self.book, board))
        self.plan.offer(BoardCalls(1, self.revision, spoken_calls(board)), self.now)
        self._step("board", heard=json.loads(self.aloud.written(heard)))

    def _call(self, number: str) -> None:
        """A number is called; one that stands is called again, and its former call is gone."""
        nth = self.nth[number] = self.nth.get(number, 0) + 1
        if self.chance.random() < 0.1:
            self.nth[number] = nth = 1  # to another counter: called there for the first time
        self.calls = [each for each in self.calls if each.number != number]
        at = InstantMs(self.now - self.chance.choice([0, 0, 10, 40_000]))
        base = samples.call(number, 3)
        ticket, kind = ticket_id(samples.DAY, number), self.chance.choice(["", "", "moved", "collects"])
        call = msgspec.structs.replace(
            base, call_id=f"{ticket}/{len(self.steps)}/{nth}", ticket=ticket, nth=nth, at=at, reserved=number < "A-004",
            moved=kind == "moved", collects=kind == "collects", lang=self.chance.choice(["vi", "vi", "en"]),
        )  # fmt: skip
        self.calls.append(call)

    def _say(self) -> None:
        takes, cut = self.chance.choice([800, 4_000, 7_000]), self.chance.random() < 0.3
        self.hours.quiet = self.chance.random() < 0.05
        self._step("say", takes=takes, cut=cut, silent=self.hours.quiet)
        utterance = self.plan.next(self.now)
        if utterance is None:
            self.expected.append(None)
            return
        self.expected.append([told([utterance])[0], told(self.plan.ahead(self.now))])
        if cut and utterance.gives_way:
            self.plan.failed(utterance, CUT_SHORT, self.now)
        else:
            self.plan.ended(utterance, self.now + takes)

    def _notice(self) -> None:
        """Sometimes one that was rung before."""
        self.rung += self.chance.choice([0, 1])
        made = Notice(f"n{self.rung}", KINDS[self.rung % 3], NOON + self.rung * 40_000)
        self.plan.offer_notice(made)
        heard = Heard(known=True, notices=sayings.notices(self.book, [made]))
        self._step("notice", heard=json.loads(self.aloud.written(heard)))

    def _lost(self) -> None:
        if self.chance.random() < 0.4:
            self.plan.link_lost()
            self._step("lost")
        else:
            self._say()

    def _step(self, what: str, **more: Any) -> None:
        self.steps.append({"at": self.now, "what": what, **more})


def told(said: list[Utterance]) -> list[list[str]]:
    """Words and chimes."""
    return [[each.text, each.chime] for each in said]


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A browser with the queue alone."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        opened = chromium.new_page()
        opened.add_script_tag(path=HERE / "static" / "board_queue.js")
        yield opened
        chromium.close()


@pytest.mark.flow
@pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed")
def test_a_page_says_what_the_loudspeakers_say(page: Page) -> None:
    said: Counter[str] = Counter()
    for seed in range(50):
        script = Script(seed)
        script.play(80)
        found = page.evaluate(PLAY, {"rules": json.loads(rules()), "steps": script.steps})
        for n, (ours, theirs) in enumerate(zip(found, script.expected, strict=True)):
            assert ours == theirs, f"seed {seed}, step {n}: {script.steps[n]}"
        for saying in (step[0][0] for step in found if step[0]):
            said[kind_of(saying[0])] += 1
    assert all(said[each] > 5 for each in KINDS_SAID), said


#: How sentences begin: of each kind enough have been said to be compared.
KINDS_SAID = ("Xin mời", "Mời số", "Mời lần cuối", "Xin nhắc lại", "Số a", "Trung tâm")


def kind_of(words: str) -> str:
    """The beginning of a sentence, if it is one of those."""
    return next((each for each in KINDS_SAID if words.startswith(each)), words[:8])
