"""What the hall sees: which board counts, whose turn the spotlight is, what was just called, since when nothing
was heard. Pure: both clocks come in. Office time is what is shown; `real_ms` is the viewer's own time, monotonic.

Turns, pages and waits for the link are by the viewer's time: twenty seconds are what an eye needs, and a
demonstration that runs an office faster does not make eyes faster.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from broker.contract.ids import InstantMs
from broker.contract.status import Board, BoardCall, BoardCounter
from broker.hall.sentences import Call, CallKind
from broker.hall.zones import Zones

#: How long the spotlight is one call's, unless it leaves the board before.
TURN_MS = 20_000
#: The same while further calls wait for the spotlight: about one short call of the voice, so the eye keeps up. A turn
#: cut short so comes back when there is room, until it has had the whole of it.
CROWDED_TURN_MS = 5_000
#: Calls in the spotlight at once.
SPOTS = 3
#: Calls kept for "just called"; the screen shows as many of them as it has room for.
KEPT = 24
#: Board and beat may name different epochs for so long: an engine that starts again publishes its boards at once.
STRANGE_EPOCH_MS = 3_000
#: Before the first beat the screen says nothing of the link for so long.
START_MS = 3_000

Mark = tuple[int, int]


@dataclass(frozen=True)
class Turn:
    """A call in the spotlight since `since_ms` of the viewer's time."""

    call: BoardCall
    since_ms: int


@dataclass
class BoardView:
    """Everything a screen remembers of its zone, and of further zones if it shows more than one.

    Ask `step` before reading what is shown at a time. `spots`: calls in the spotlight at once.
    """

    zone: str
    further: tuple[str, ...] = ()
    spots: int = SPOTS
    board: Board | None = None
    turns: list[Turn] = field(default_factory=list)
    queue: list[BoardCall] = field(default_factory=list)
    speaking: str | None = None
    withdrawn: bool = False  # the zone was taken out of the office: its last board is no board any more
    zones: Zones = field(init=False)
    _cut: list[tuple[BoardCall, int]] = field(default_factory=list)  # turns cut short, and how long each had been lit
    _lit_ms: int | None = None
    _kept: dict[str, BoardCall] = field(default_factory=dict)  # by ticket: its newest call
    _seen: set[str] = field(default_factory=set)  # call ids of the day

    def __post_init__(self) -> None:
        self.zones = Zones((self.zone, *self.further))

    @property
    def mark(self) -> Mark | None:
        """Epoch and revision of the board in force: a later start of the engine beats any revision."""
        return (self.board.epoch, self.board.revision) if self.board else None

    def take(self, board: Board, real_ms: int) -> bool:
        """Put a board in force. False, and nothing changes, when it is of a zone not shown here or not newer."""
        shown = self.zones.take(board)
        if shown is None:
            return False
        before, self.board, self.withdrawn, board = self.board, shown, False, shown
        if before is None or before.day != board.day:
            self._new_day()
        self._follow(board)
        fresh = [call for call in sorted(board.calls, key=_when) if call.call_id not in self._seen]
        for call in fresh:
            self._keep(call)
        awaited = [call for call in fresh if call.stage == "called"]
        # Who comes late shows the newest; the others stand in the list already.
        self.queue += awaited[-self.spots :] if before is None else awaited
        self.step(real_ms)
        return True

    def withdraw(self, epoch: int) -> None:
        """The engine of this epoch says that the zone has no board. Of several zones `keep` says which is gone."""
        gone = not self.further and self.board is not None and epoch >= self.board.epoch
        self.withdrawn = self.withdrawn or gone

    def keep(self, zones: Collection[str]) -> None:
        """The office in force has only these zones; with none of those shown here there is no board any more."""
        self.zones.keep(zones)
        self.board = self.zones.joined() or self.board
        self.withdrawn = self.withdrawn or (self.board is not None and not self.zones.boards)

    def step(self, real_ms: int) -> None:
        """End the turns that are over and begin those that can. What was cut short comes back when there is room."""
        self.turns = [turn for turn in self.turns if self._lasts(turn, real_ms, TURN_MS)]
        while self.queue and (len(self.turns) < self.spots or self._make_room(real_ms)):
            self.turns.append(Turn(self.queue.pop(0), real_ms))
        while self._cut and len(self.turns) < self.spots:
            call, had_ms = self._cut.pop(0)
            self.turns.append(Turn(call, real_ms - had_ms))
        if self._lit_ms is None or self.spotlight():
            self._lit_ms = real_ms

    def light(self, spots: int, real_ms: int) -> None:
        """So many calls at once from now on. What has no room any more is cut short, the oldest first, but never what
        is being said."""
        self.spots = spots
        while len(self.turns) > spots:
            silent = [turn for turn in self.turns if turn.call.call_id != self.speaking]
            self._cut_short(min(silent, key=lambda turn: turn.since_ms), real_ms)
        self.step(real_ms)

    def calm_for_ms(self, real_ms: int) -> int:
        """How long nobody has been in the spotlight."""
        return 0 if self._lit_ms is None else real_ms - self._lit_ms

    def speak(self, call_id: str | None, real_ms: int) -> None:
        """The voice says this call now, or nothing: what is heard is in the spotlight, whatever else waits."""
        self.speaking = call_id
        waiting = [*self.queue, *(call for call, _ in self._cut)]
        call = next((call for call in waiting if call.call_id == call_id), None)
        if call is not None:
            self.queue = [each for each in self.queue if each is not call]
            self._cut = [each for each in self._cut if each[0] is not call]
            while len(self.turns) >= self.spots:
                self._cut_short(self.turns[0], real_ms)
            self.turns.append(Turn(call, real_ms))
        self.step(real_ms)

    def spotlight(self) -> tuple[Turn, ...]:
        """Newest first. With no turn running it is the newest call whose visitor has not come yet, if any."""
        if self.turns:
            return tuple(reversed(self.turns))
        awaited = [call for call in self.board.calls if call.stage == "called"] if self.board else []
        return (Turn(max(awaited, key=_when), since_ms=0),) if awaited else ()

    def recent(self) -> tuple[BoardCall, ...]:
        """Just called and not in the spotlight, newest first. Who was absent is in the line of the missed."""
        lit = {turn.call.ticket for turn in self.spotlight()}
        missed = self.board.missed if self.board else ()
        kept = sorted(self._kept.values(), key=_when, reverse=True)
        return tuple(call for call in kept if call.ticket not in lit and call.number not in missed)

    def next_change_ms(self, real_ms: int) -> int | None:
        """When `step` would change something although nothing comes in; None: never."""
        turn_ms = CROWDED_TURN_MS if self.queue else TURN_MS
        ends = [turn.since_ms + turn_ms for turn in self.turns if turn.call.call_id != self.speaking]
        return max(real_ms, min(ends)) if ends else None

    def counter(self, counter: str) -> BoardCounter | None:
        """A counter of the board in force."""
        counters = self.board.counters if self.board else ()
        return next((each for each in counters if each.counter == counter), None)

    def _new_day(self) -> None:
        self.turns, self.queue, self._cut, self._kept, self._seen = [], [], [], {}, set()

    def _follow(self, board: Board) -> None:
        """Bring what is remembered up to the board: stages change, calls end, a ticket is called again."""
        now = {call.call_id: call for call in board.calls}
        self.turns = [Turn(now[t.call.call_id], t.since_ms) for t in self.turns if t.call.call_id in now]
        self.queue = [now[call.call_id] for call in self.queue if call.call_id in now]
        # Whoever has come to the counter need not be shown again.
        cut = [(now[call.call_id], had_ms) for call, had_ms in self._cut if call.call_id in now]
        self._cut = [each for each in cut if each[0].stage == "called"]
        self._kept = {ticket: now.get(call.call_id, call) for ticket, call in self._kept.items()}

    def _keep(self, call: BoardCall) -> None:
        self._seen.add(call.call_id)
        self._kept[call.ticket] = call
        while len(self._kept) > KEPT:
            del self._kept[min(self._kept, key=lambda ticket: _when(self._kept[ticket]))]

    def _lasts(self, turn: Turn, real_ms: int, turn_ms: int) -> bool:
        return turn.call.call_id == self.speaking or real_ms - turn.since_ms < turn_ms

    def _make_room(self, real_ms: int) -> bool:
        over = [turn for turn in self.turns if not self._lasts(turn, real_ms, CROWDED_TURN_MS)]
        if over:
            self._cut_short(min(over, key=lambda turn: turn.since_ms), real_ms)
        return bool(over)

    def _cut_short(self, turn: Turn, real_ms: int) -> None:
        self.turns.remove(turn)
        if turn.call.stage == "called" and real_ms - turn.since_ms < TURN_MS:
            self._cut.append((turn.call, real_ms - turn.since_ms))


def _when(call: BoardCall) -> tuple[InstantMs, str]:
    return call.at, call.call_id


@dataclass
class LinkWatch:
    """Since when the screen cannot be trusted. A screen that is wrong says so; it is never wrong in silence.

    Trouble is: no beat; or a beat, but no board of the same epoch (an engine that has just started, or a relic of
    another database that still stands retained).
    """

    started_ms: InstantMs
    started_real_ms: int
    _strange: tuple[InstantMs, int] | None = None

    def since(
        self, *, heard_ms: InstantMs | None, online: bool, same_epoch: bool, now_ms: InstantMs, real_ms: int
    ) -> InstantMs | None:
        """Office time since when nothing is known; None while all is well. `heard_ms`: the last beat."""
        if heard_ms is None:
            return self.started_ms if real_ms - self.started_real_ms >= START_MS else None
        if not online:
            return heard_ms
        if same_epoch:
            self._strange = None
            return None
        self._strange = self._strange or (now_ms, real_ms)
        since_ms, since_real_ms = self._strange
        return since_ms if real_ms - since_real_ms >= STRANGE_EPOCH_MS else None


def spoken_calls(board: Board) -> tuple[Call, ...]:
    """The calls of a board that are still to be answered, as the voice says them; the subtitle says the same."""
    counters = {counter.counter: counter for counter in board.counters}
    return tuple(spoken_call(call, counters.get(call.counter)) for call in board.calls if call.stage == "called")


def spoken_call(call: BoardCall, counter: BoardCounter | None) -> Call:
    """A call as the voice says it. Each recall has its own id on the board, and so has its saying.

    A language the voice does not speak it says in Vietnamese. A counter missing from the board is said by its id.
    """
    number = counter.counter_number if counter else None
    spoken = counter.spoken if counter else {}
    name, in_vietnamese = spoken.get(call.lang), spoken.get("vi")
    if number is None:
        in_vietnamese = in_vietnamese or call.counter
        name = name or (in_vietnamese if call.lang in ("vi", "en") else None)
    return Call(
        call_id=call.call_id,
        number=call.number,
        counter_spoken=name,
        counter_number=number,
        nth=call.nth,
        called_at_ms=call.at,
        lang=call.lang,
        kind=_kind(call),
        counter_vi=in_vietnamese,
        reserved_ticket=call.ticket if call.reserved else "",
    )


def _kind(call: BoardCall) -> CallKind:
    if call.collects:
        return "collect"
    return "moved" if call.moved else "call"
