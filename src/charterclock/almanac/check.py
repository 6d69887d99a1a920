"""How current a calendar is at a date: up to when its days off are gazetted and listed, what is estimated, its end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any, Final

from charterclock.calendars.calendar import Calendar
from charterclock.calendars.holidays import Holiday
from charterclock.calendars.moments import Moment, local_date_of
from charterclock.calendars.places import OWN, codes

__all__ = ["CHECK_COLUMNS", "HORIZON", "Currency", "check", "check_rows", "known_codes"]

CHECK_COLUMNS: Final = ("calendar", "gazetted", "listed", "estimated", "ends", "ok", "says")
#: days ahead for which a calendar should be certain: three months
HORIZON: Final = 90
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Currency:
    """How current a calendar is. True where nothing within the horizon is estimated, and all of it is covered.

    Attributes:
        calendar: the calendar.
        at: the local date at which it is asked.
        horizon: the last date that should be certain.
        gazetted: the last date of the last year whose list is gazetted; ``None`` without lists.
        listed: the last date of the last year that has a list at all.
        estimated: the first date from ``at`` on that is an estimate: a day off, hours of a season, or any date of a
            year whose list is not out; ``None`` where there is none.
        ends: the last date that the calendar covers; ``None`` if it covers always.
        holidays: the estimated days off from ``at`` to ``horizon``.
        begins: the first date that the calendar covers; ``None`` if it covers always.
    """

    calendar: Calendar
    at: date
    horizon: date
    gazetted: date | None
    listed: date | None
    estimated: date | None
    ends: date | None
    holidays: tuple[Holiday, ...]
    begins: date | None = None

    @property
    def ok(self) -> bool:
        """Whether all is certain within the horizon."""
        covered = not (self.begins_later or self.ends_soon)
        return covered and (self.estimated is None or self.estimated > self.horizon)

    @property
    def ends_soon(self) -> bool:
        """Whether its dates end within the horizon."""
        return self.ends is not None and self.ends <= self.horizon

    @property
    def begins_later(self) -> bool:
        """Whether its dates begin only after the date at which it is asked."""
        return self.begins is not None and self.begins > self.at

    def __bool__(self) -> bool:
        return self.ok

    @property
    def says(self) -> str:
        """What is not certain within the horizon, as a sentence; empty where all is."""
        found = [f"the calendar begins on {self.begins}"] if self.begins_later else []
        found += [f"the calendar ends on {self.ends}"] if self.ends_soon else []
        if self.estimated is not None and self.estimated <= self.horizon:
            listed = [holiday for holiday in self.holidays if self.listed is None or holiday.date <= self.listed]
            if self.listed is not None and self.horizon > self.listed:
                found.append(f"the list of {max(self.at, self.listed + _DAY).year} is not out")
            elif not listed or self.estimated < listed[0].date:
                found.append(f"hours from {self.estimated} on are estimated")
            found += [f"{holiday.date} {holiday.name()} is estimated" for holiday in listed]
        return "; ".join(found)


def check(calendar: Calendar, at: Moment, horizon: int = HORIZON) -> Currency:
    """How current a calendar is at a date.

    Args:
        calendar: the calendar.
        at: a date, or an instant, whose local date counts.
        horizon: how many days after it should be certain.

    Raises:
        CaseError: CC601, no date.

    Example:
        >>> import charterclock as cc
        >>> found = check(cc.calendar("MY-07"), "2026-11-23", horizon=30)
        >>> found.ok, str(found.gazetted), str(found.listed), str(found.estimated)
        (True, '2026-12-31', '2027-12-31', '2027-02-08')
        >>> check(cc.calendar("MY-07"), "2027-11-23").says
        'the list of 2028 is not out'
    """
    day = local_date_of(at, calendar.zone)
    until = date.fromordinal(min(day.toordinal() + horizon, date.max.toordinal()))
    listed = max(calendar.standings, default=None)
    return Currency(
        calendar=calendar,
        at=day,
        horizon=until,
        gazetted=calendar.last_gazetted,
        listed=None if listed is None else date(listed, 12, 31),
        estimated=min(_estimates(calendar, day, listed), default=None),
        ends=calendar.covers and calendar.covers[1],
        begins=calendar.covers and calendar.covers[0],
        holidays=tuple(h for h in calendar.holidays if h.is_estimated and day <= h.date <= until),
    )


def _estimates(calendar: Calendar, day: date, listed: int | None) -> Iterable[date]:
    """Dates from a day on, the earliest of each kind, that are estimates."""
    yield from (holiday.date for holiday in calendar.holidays if holiday.is_estimated and holiday.date >= day)
    for season in calendar.seasons:
        if season.is_estimated:
            yield from (max(begins, day) for begins, ends in season.dates if ends >= day)
    if listed is not None:
        yield max(date(listed, 12, 31) + _DAY, day)


def known_codes() -> list[str]:
    """The codes of all calendars with data of their own: both countries, their states and provinces."""
    return [code for country in OWN for code in (country, *codes(country))]


def check_rows(found: Iterable[Currency]) -> list[list[Any]]:
    """Rows of ``CHECK_COLUMNS``; calendars of one country that stand alike one after another are one row."""
    rows = []
    for (_, *cells), group in groupby(found, key=_state):
        names = [str(one.calendar) for one in group]
        rows.append([names[0] if len(names) == 1 else f"{names[0]} ... {names[-1]}", *cells])
    return rows


def _state(found: Currency) -> tuple[str, ...]:
    days = (found.gazetted, found.listed, found.estimated, found.ends)
    country = (found.calendar.code or str(found.calendar)).partition("-")[0]
    return (country, *(str(day) if day else "" for day in days), "yes" if found.ok else "no", found.says)
