"""What is wrong at a device, told to the office until it has been heard, and told again when it is over.

A report may be lost with its connection and the program that made it may be gone: so the office is told at the start
too that nothing is wrong, and every change is repeated until it is answered. The engine knows a trouble by its source
and code; told twice it is one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from broker.contract.commands import AnyCommand, ReportTrouble

Params = Mapping[str, str | int]
#: Before anything is known of a trouble: neither that it stands nor that it is over.
_UNKNOWN: Params = {"unknown": ""}


@dataclass
class Troubles:
    """The troubles of one source. `send` gives a report to the link and returns at once."""

    source: str
    codes: Iterable[str]
    send: Callable[[ReportTrouble], Any]
    _wanted: dict[str, Params | None] = field(init=False)
    _told: dict[str, Params | None] = field(init=False)
    _asked: dict[str, ReportTrouble] = field(default_factory=dict)
    _replaced: int = 0

    def __post_init__(self) -> None:
        """Nothing is wrong, and nobody knows it yet."""
        self._wanted = dict.fromkeys(self.codes)
        self._told = dict.fromkeys(self._wanted, _UNKNOWN)

    def say(self, code: str, params: Params | None) -> None:
        """How things stand with `code`; None: it is not, or no longer, wrong."""
        self._wanted[code] = params

    def tell(self, replaced: int = 0) -> None:
        """Send what the office does not know yet. To be called while there is a connection.

        `replaced`: `History.replaced`; an engine on another database knows nothing of what the one before was told.
        """
        if replaced != self._replaced:
            self._replaced, self._told = replaced, dict.fromkeys(self._wanted, _UNKNOWN)
        for code, params in self._wanted.items():
            if params != self._told[code] and code not in self._asked:
                report = ReportTrouble(source=self.source, code=code, params=dict(params or {}), on=params is not None)
                self._asked[code] = report
                self.send(report)

    def answered(self, command: AnyCommand) -> None:
        """The engine has heard it; refused or not, it would answer the same again."""
        if isinstance(command, ReportTrouble) and self._asked.get(command.code) is command:
            del self._asked[command.code]
            self._told[command.code] = command.params if command.on else None

    def silent(self, command: AnyCommand) -> None:
        """Nobody answered: it is told again."""
        if isinstance(command, ReportTrouble) and self._asked.get(command.code) is command:
            del self._asked[command.code]
