"""Hours that hold during some dates only: seasons of a week, and rosters, whose days go round in a cycle."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from charterclock.calendars.hours import Season, Week, read_spans
from charterclock.calendars.reader import MOST_DAYS, Entry
from charterclock.calendars.values import read_dates, read_days, read_weeks
from charterclock.errors import CalendarError

__all__ = ["Seasons"]


class Seasons:
    """Reads them, and refuses two that give hours to one date: which of them holds could only be guessed."""

    def __init__(self) -> None:
        self.taken: dict[date, str] = {}

    def season(self, given: Mapping[str, Any]) -> Season:
        """A season: the hours of a week during some dates."""
        if given.get("dates") is None or given.get("hours") is None:
            raise CalendarError("CC407", "a season needs `dates` and `hours`")
        entry = Entry(given)
        ranges = entry.read("dates", _ranges, ())
        for key, text in given["hours"].items() if isinstance(given["hours"], Mapping) else ():
            entry.read("hours", partial(_weekday, str(key), str(text)), None)
        week = None if entry.errors else entry.read("hours", _week, None)
        name = entry.text("name", "season")
        entry.done()
        assert week is not None
        season = Season(name, ranges, week)
        self._take([season])
        return season

    def roster(self, given: Mapping[str, Any]) -> list[Season]:
        """A roster: hours that go round in a cycle of days from the first date on, whatever the weekday.

        It is a season for each kind of day in the cycle.
        """
        if given.get("dates") is None or given.get("cycle") is None:
            said = "a roster needs `dates` and `cycle`"
            raise CalendarError("CC407", said, "{dates: 2025-01-06..2025-12-28, cycle: [07:00-19:00, closed]}")
        entry = Entry(given)
        days = [date.fromordinal(number) for number in entry.read("dates", read_days, range(0))]
        cycle = entry.read("cycle", _cycle, ())
        name = entry.text("name", "roster")
        entry.done()
        by_hours: dict[str, list[date]] = {}
        for place, text in enumerate(cycle):
            by_hours.setdefault(text, []).extend(days[place :: len(cycle)])
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


def _ranges(value: Any) -> tuple[tuple[date, date], ...]:
    ranges = value if isinstance(value, list | tuple) else [value]
    if sum(len(read_days(part)) for part in ranges) > MOST_DAYS:
        raise CalendarError("CC407", f"a season names more than {MOST_DAYS} days")
    return tuple(map(read_dates, ranges))


def _weekday(key: str, text: str, _: Any) -> Week:
    """A weekday by itself, so that what is wrong with it is told beside what is wrong with others."""
    return Week.read({key: text})


def _week(value: Any) -> Week:
    weeks = read_weeks(value)
    if len(weeks) != 1:
        raise CalendarError("CC403", "a season has one week of hours")
    return weeks[0]


def _cycle(value: Any) -> tuple[str, ...]:
    """The hours of each day of a cycle, once it is sure that each can be read."""
    if not isinstance(value, list | tuple) or not value or not all(isinstance(text, str) for text in value):
        raise CalendarError("CC407", f"a cycle is a list of hours, found {value!r}", "[07:00-19:00, closed]")
    for text in value:
        read_spans(text)
    return tuple(value)
