"""What the tablet shows: a talk in words. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from assets import Translation, wording
from assets.translation import own_name
from broker.contract.ids import InstantMs
from broker.contract.office import Question
from broker.hall.times import local
from display.tablet.talk import Talk

#: What the offline voice can say.
SPOKEN = frozenset({"vi", "en"})
Kind = Literal["dark", "ask", "why", "message"]
#: grades -> (pictogram, words, colour of the face), the best first. Face and words say it; the colour only helps.
_FOUR = (
    ("face_delighted", "rate.very_satisfied", "#8CCB9B"),
    ("face_glad", "rate.satisfied", "#C9E0A0"),
    ("face_plain", "rate.neutral", "#F5DE92"),
    ("face_sad", "rate.unsatisfied", "#EFAE97"),
)
FACES: Mapping[int, tuple[tuple[str, str, str], ...]] = {4: _FOUR, 3: _FOUR[1:]}
MESSAGES: Mapping[str, tuple[str, str]] = {
    "thanks": ("rate.thanks", "face_glad"), "over": ("rate.over", "clock"), "lost": ("rate.lost", "offline"),
}  # fmt: skip


@dataclass(frozen=True)
class Face:
    """A mark to give."""

    mark: int
    pictogram: str
    words: str
    colour: str


@dataclass(frozen=True)
class Reason:
    """Something that may have been not good. `spoken`: for the ear, with whether it is chosen."""

    name: str
    words: str
    chosen: bool
    spoken: str


@dataclass(frozen=True)
class Button:
    """Something else to press. `on`: it is in force."""

    action: str
    words: str
    pictogram: str = ""
    on: bool = False


@dataclass(frozen=True)
class TabletScene:
    """All that stands on the tablet. A dark page has `title` at most: one faint line."""

    kind: Kind
    lang: str = "vi"
    title: str = ""
    progress: str = ""
    note: str = ""
    pictogram: str = ""
    faces: tuple[Face, ...] = ()
    reasons: tuple[Reason, ...] = ()
    tools: tuple[Button, ...] = ()
    foot: tuple[Button, ...] = ()
    aloud: bool = False


@dataclass(frozen=True)
class TabletWords:
    """Puts a talk into words. `speaks`: there is a voice to be turned on."""

    texts: Mapping[str, Translation]
    speaks: bool = False

    def scene(
        self, talk: Talk, languages: Iterable[str] = ("vi", "en"), lost_ms: InstantMs | None = None
    ) -> TabletScene:
        """The page now. `lost_ms`: since when nothing was heard, for the dark page."""
        text = self.texts[talk.asked_in].text
        if talk.stage == "asleep":
            said = text("rate.asleep_offline", time=wording.time(local(lost_ms))) if lost_ms is not None else ""
            return TabletScene("dark", talk.asked_in, said)
        if talk.stage in MESSAGES:
            key, pictogram = MESSAGES[talk.stage]
            return TabletScene("message", talk.asked_in, text(key), pictogram=pictogram, aloud=_aloud(talk))
        if talk.stage == "sending":
            return TabletScene("message", talk.asked_in, text("rate.sending"), pictogram="clock", aloud=_aloud(talk))
        tools = tuple(self._tools(talk, languages))
        return self._why(talk, text, tools) if talk.stage == "why" else self._ask(talk, text, tools)

    def _ask(self, talk: Talk, text: Callable[..., str], tools: tuple[Button, ...]) -> TabletScene:
        count = len(talk.questions)
        question = talk.rules.questions[talk.at] if talk.rules.questions else None
        graded = enumerate(FACES[talk.rules.grades], 1)
        foot = [Button("skip", text("rate.skip"))]
        if not talk.at:
            foot.append(Button("help", text("rate.help"), "people", on=talk.helping))
        else:
            foot.insert(0, Button("back", text("nav.back"), "back"))
        return TabletScene(
            "ask", talk.asked_in,
            title=self._named(question, talk.asked_in) if question else text("rate.ask"),
            progress=f"{talk.at + 1}/{count}" if count > 1 else "",
            note=_note(talk, text),
            faces=tuple(Face(mark, pictogram, text(key), colour) for mark, (pictogram, key, colour) in graded),
            tools=tools, foot=tuple(foot), aloud=_aloud(talk),
        )  # fmt: skip

    def _why(self, talk: Talk, text: Callable[..., str], tools: tuple[Button, ...]) -> TabletScene:
        reasons = (self._reason(each, talk, text) for each in talk.rules.reasons)
        foot = (
            Button("back", text("nav.back"), "back"), Button("skip", text("rate.skip")),
            Button("send", text("rate.send"), "tick", on=True),
        )  # fmt: skip
        return TabletScene(
            "why", talk.asked_in, text("rate.why"), reasons=tuple(reasons), tools=tools, foot=foot, aloud=_aloud(talk)
        )

    def _tools(self, talk: Talk, languages: Iterable[str]) -> Iterable[Button]:
        """Other languages there are texts in, by their own names; the voice, while it can be heard."""
        for each in languages:
            if each != talk.asked_in and each in self.texts:
                yield Button(f"lang:{each}", own_name(each))
        if self.speaks and not talk.mute and talk.asked_in in SPOKEN:
            yield Button("voice", self.texts[talk.asked_in].text("mode.voice"), "speaker", on=talk.aloud)

    def _reason(self, reason: Question, talk: Talk, text: Callable[..., str]) -> Reason:
        words, chosen = self._named(reason, talk.asked_in), reason.id in talk.reasons
        return Reason(reason.id, words, chosen, f"{words}, {text('tick.on' if chosen else 'tick.off')}")

    @staticmethod
    def _named(question: Question, lang: str) -> str:
        return question.text.get(lang, question.text["vi"])


def _note(talk: Talk, text: Callable[..., str]) -> str:
    """Who was listening and hears nothing any more has somebody beside them who reads this."""
    if talk.unheard and not talk.helping:
        return text("spoken.lost", place=text("place.guide"))
    return text("rate.help_how" if talk.helping else "rate.anon")


def _aloud(talk: Talk) -> bool:
    """Who has turned the voice on and then to a language it does not speak reads for themselves."""
    return talk.aloud and talk.asked_in in SPOKEN
