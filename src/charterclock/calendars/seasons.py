"""Hours that hold during some dates only: seasons of a week, and rosters, whose days go round in a cycle."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from charterclock.calendars.hours import Season, Week
from charterclock.calendars.reader import MOST_DAYS, text_of
from charterclock.calendars.values import read_dates, read_days, read_weeks
from charterclock.errors import CalendarError

__all__ = ["Seasons"]


class Seasons:
    """Reads them, and refuses two that give hours to one date: which of them holds could only be guessed."""

    def __init__(self) -> None:
        self.taken: dict[date, str] = {}

    def season(self, given: Mapping[str, Any]) -> Season:
        """A season: the hours of a week during some dates."""
        dates = given.get("dates")
        if dates is None or given.get("hours") is None:
            raise CalendarError("CC407", "a season needs `dates` and `hours`")
        ranges = dates if isinstance(dates, list | tuple) else [dates]
        weeks = read_weeks(given["hours"])
        if len(weeks) != 1:
            raise CalendarError("CC403", "a season has one week of hours")
        if sum(len(read_days(value)) for value in ranges) > MOST_DAYS:
            raise CalendarError("CC407", f"a season names more than {MOST_DAYS} days")
        season = Season(text_of(given, "name", "season"), tuple(map(read_dates, ranges)), weeks[0])
        self._take([season])
        return season

    def roster(self, given: Mapping[str, Any]) -> list[Season]:
        """A roster: hours that go round in a cycle of days from the first date on, whatever the weekday.

        It is a season for each kind of day in the cycle.
        """
        dates, cycle = given.get("dates"), given.get("cycle")
        if dates is None or cycle is None:
            said = "a roster needs `dates` and `cycle`"
            raise CalendarError("CC407", said, "{dates: 2025-01-06..2025-12-28, cycle: [07:00-19:00, closed]}")
        if not isinstance(cycle, list | tuple) or not cycle or not all(isinstance(text, str) for text in cycle):
            raise CalendarError("CC407", f"a cycle is a list of hours, found {cycle!r}", "[07:00-19:00, closed]")
        days = [date.fromordinal(number) for number in read_days(dates)]
        by_hours: dict[str, list[date]] = {}
        for place, text in enumerate(cycle):
            by_hours.setdefault(text, []).extend(days[place :: len(cycle)])
        name = text_of(given, "name", "roster")
        seasons = [
            Season(name, tuple((day, day) for day in sorted(held)), Week.read({"daily": text}))
            for text, held in by_hours.items() if held
        ]  # fmt: skip
        self._take(seasons)
        return seasons

    def _take(self, seasons: list[Season]) -> None:
        named: dict[date, str] = {}
        for season in seasons:
            days = {date.fromordinal(day) for pair in season.dates for day in read_days(pair)}
            named |= {day: season.name for day in days if season.week.spans(day) is not None}
        twice = min(named.keys() & self.taken.keys(), default=None)
        if twice is not None:
            said = f"two seasons give hours to {twice}: {self.taken[twice]} and {named[twice]}"
            raise CalendarError("CC403", said, "end one where the other begins, or let them name different weekdays")
        self.taken |= named
        if len(self.taken) > MOST_DAYS:
            raise CalendarError("CC407", f"seasons name more than {MOST_DAYS} days")
