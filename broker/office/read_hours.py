"""From the hours and days of office.toml to weeks and a calendar."""

from __future__ import annotations

from dataclasses import dataclass, field

from broker.client.problems import nearest
from broker.client.shape import Findings
from broker.client.toml_text import Path
from broker.contract.office import NO_HOURS, Calendar, Span, Text, WeekHours
from broker.office import notation
from broker.office.file import CalendarTable, Week, text_of
from broker.office.notation import NotationError

#: The hours by name that every office has.
NEEDED = ("counters", "kiosk")


@dataclass
class HoursReader:
    """The hours by name, and what is made of hours wherever they stand."""

    found: Findings
    weeks: dict[str, WeekHours] = field(default_factory=dict)

    def read_named(self, tables: dict[str, dict[str, str | list[str]]]) -> None:
        """Take in [hours]."""
        for name, table in tables.items():
            self.weeks[name] = self._table(table, ("hours", name), f"hours {name}")
        for needed in NEEDED:
            if needed not in self.weeks and "hours" not in self.found.touched:
                near = nearest(needed, [name for name in tables if name not in NEEDED])
                self.found.add(("hours",), "hours", f"missing: [hours.{needed}]{near if 'mean' in near else ''}")

    def week(self, week: Week | None, path: Path, where: str) -> WeekHours | None:
        """Hours given by name or as a table; None where there are none."""
        if week is None:
            return None
        if not isinstance(week, str):
            return self._table(week, path, where)
        if week not in self.weeks:
            self.found.add(path, where, f"unknown hours {week!r}{nearest(week, self.weeks)}")
        return self.weeks.get(week, NO_HOURS)

    def _table(self, table: dict[str, str | list[str]], path: Path, where: str) -> WeekHours:
        week, mistakes = notation.read_week(table)
        for key, mistake in mistakes:
            self.found.add((*path, key), where, str(mistake))
            self.found.touched.add("hours")
        return week

    def calendar(self, table: CalendarTable) -> Calendar:
        """The calendar, with the hours named "counters" and "kiosk"."""
        return Calendar(
            counters=self.weeks.get("counters", NO_HOURS),
            kiosk=self.weeks.get("kiosk", NO_HOURS),
            last_number_before_min=table.last_number_before_min,
            closures=self._closures(table),
            extra={day: self._extra(day, raw) for day, raw in table.extra.items()},
        )

    def _closures(self, table: CalendarTable) -> dict[str, Text]:
        closures: dict[str, Text] = {}
        for days, reason in table.closures.items():
            path = ("calendar", "closures", days)
            try:
                named = dict.fromkeys(notation.read_dates(days), text_of(reason))
            except NotationError as mistake:
                self.found.add(path, "calendar", f"closure {mistake}")
                continue
            twice = [day for day in named if day in closures]
            if twice:
                self.found.add(path, "calendar", f"closure {days!r}: {twice[0]} is closed already")
            closures |= named
        return closures

    def _extra(self, day: str, raw: str | list[str]) -> tuple[Span, ...]:
        path = ("calendar", "extra", day)
        try:
            notation.read_date(day)
            return notation.read_spans(raw)
        except NotationError as mistake:
            self.found.add(path, "calendar", f"extra day {day}: {mistake}")
            return ()
