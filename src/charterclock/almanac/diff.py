"""Two calendars compared: which dates differ, in what, and why; and which due dates and verdicts that moves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from charterclock.almanac.dimension import dates_between
from charterclock.almanac.year import clock_spans
from charterclock.calendars.calendar import Calendar
from charterclock.calendars.day import Day
from charterclock.calendars.holidays import Holiday
from charterclock.calendars.zone import LocalTime
from charterclock.clock.sayings import Sayings, sayings
from charterclock.frames.output import rows_as
from charterclock.frames.tables import frame_of

if TYPE_CHECKING:
    from charterclock.charter.model import Charter

__all__ = ["DIFF_COLUMNS", "DayDifference", "Difference", "diff"]

DIFF_COLUMNS: Final = ("date", "what", "first", "second", "because")
#: so often in a comparison is a weekday's rule, and no day by itself
_OFTEN: Final = 3


@dataclass(frozen=True, slots=True)
class DayDifference:
    """A date on which two calendars differ.

    Attributes:
        first: the day in the first calendar.
        second: the day in the second.
        what: ``closed`` (in the second alone), ``opened`` (in the second alone), ``hours``; of the
            same hours ``day off`` (a public holiday, or a day off that is none, falls on one alone), ``weekly holiday``
            (it is that of one alone), ``standing`` (the same days off, not as sure).
        because: ``as_of`` (a day off that one of them did not know yet), ``state`` (calendars of two places),
            ``version`` (days off of two versions of the data), ``own`` (what an office changed itself).
    """

    first: Day
    second: Day
    what: str
    because: str

    @property
    def date(self) -> date:
        """The local date."""
        return self.first.date


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two calendars. True where anything does.

    Attributes:
        first: the first calendar.
        second: the second.
        over: the first and last date compared.
        days: the dates that differ, in order.
        same_clock: whether their zones have the same offsets on those dates; if not, every hour differs.
    """

    first: Calendar
    second: Calendar
    over: tuple[date, date]
    days: tuple[DayDifference, ...]
    same_clock: bool

    def __len__(self) -> int:
        return len(self.days)

    def __iter__(self) -> Iterator[DayDifference]:
        return iter(self.days)

    def __bool__(self) -> bool:
        return bool(self.days) or not self.same_clock

    def to_rows(self, language: str = "en") -> list[list[Any]]:
        """The dates as rows of ``DIFF_COLUMNS``; what each calendar has is one text."""
        said = sayings(language)
        return [[found.date, found.what, _said(found.first, said), _said(found.second, said), found.because]
                for found in self.days]  # fmt: skip

    def to_frame(self, language: str = "en", backend: str | None = None) -> Any:
        """The dates as a dataframe: ``pandas``, ``polars`` or ``pyarrow``, by default the first that is installed."""
        rows = self.to_rows(language)
        return frame_of({name: [row[place] for row in rows] for place, name in enumerate(DIFF_COLUMNS)}, backend)

    def cases(self, charter: Charter, frame: Any, **options: Any) -> Any:
        """The cases whose due, tier or verdict is not the same by both calendars.

        Args:
            charter: their charter, whose own calendar is not asked.
            frame: a pandas, Polars or PyArrow table of cases; rows with a ``calendar`` of their own do not move.
            **options: those of ``Charter.assess``: ``at``, ``pauses``, ``extensions``, ``columns``.

        Returns:
            The rows of the same kind of table that move, with the columns of an assessment twice, as ``first_due``,
            ``second_due`` and so on.

        Raises:
            CharterclockError: what ``Charter.assess`` raises.
        """
        from charterclock.almanac.moved import moved_cases

        return moved_cases(charter, self.first, self.second, frame, options)

    def to_text(self, language: str = "en") -> str:
        """The dates as a table for a terminal; what comes back every week is one row, below the others."""
        names = [str(self.first), str(self.second)]
        if names[0] == names[1]:
            names = ["first", "second"]
        (low, high), count = self.over, (self.over[1] - self.over[0]).days + 1
        lines = [f"{len(self.days)} of {count} days differ, {low} to {high}"]
        if not self.same_clock:
            lines.append(f"their clocks differ: {self.first.zone}, {self.second.zone}")
        if self.days:
            lines += rows_as(["date", "what", *names, "because"], self._weekly(language), "table").splitlines()
        return "\n".join(lines)

    def _weekly(self, language: str) -> list[list[Any]]:
        """The rows, those that are alike on many a Monday, Tuesday ... as one."""
        weekdays = sayings(language).weekdays
        by_week: dict[tuple[Any, ...], list[list[Any]]] = {}
        for row in self.to_rows(language):
            by_week.setdefault((row[0].weekday(), *row[1:]), []).append(row)
        single = [row for rows in by_week.values() if len(rows) < _OFTEN for row in rows]
        often = [[f"{weekdays[key[0]]}, {len(rows)} days", *key[1:]] for key, rows in sorted(by_week.items())
                 if len(rows) >= _OFTEN]  # fmt: skip
        return sorted(single) + often

    def __str__(self) -> str:
        return self.to_text()


def diff(
    first: Calendar, second: Calendar, since: date | str | None = None, until: date | str | None = None
) -> Difference:
    """Which dates differ between two calendars, and why; see ``Calendar.diff``."""
    low, high = _dates(first, second, since, until)
    days = [date.fromordinal(number) for number in range(low.toordinal(), high.toordinal() + 1)]
    why = _Reasons(first, second)
    found = (_difference(why, first.day(day), second.day(day)) for day in days)
    clocks = [calendar.zone for calendar in (first, second)]
    return Difference(first, second, (low, high), tuple(one for one in found if one), _same_clock(clocks, low, high))


def _dates(
    first: Calendar, second: Calendar, since: date | str | None, until: date | str | None
) -> tuple[date, date]:
    """The dates asked for; by default those that both cover."""
    covers = [calendar.covers for calendar in (first, second) if calendar.covers is not None]
    if covers and max(low for low, _ in covers) <= min(high for _, high in covers):
        since = since or max(low for low, _ in covers)
        until = until or min(high for _, high in covers)
    dates_between(first, since, until)
    return dates_between(second, since, until)


def _same_clock(zones: list[str], low: date, high: date) -> bool:
    one, two = (LocalTime(zone, low.toordinal(), high.toordinal()) for zone in zones)
    return (one.changes, one.offsets) == (two.changes, two.offsets)


def _difference(why: _Reasons, first: Day, second: Day) -> DayDifference | None:
    what = _what(why.one.hours_on(first.date), why.two.hours_on(first.date), first, second)
    return DayDifference(first, second, what, why.of(first, second)) if what else None


def _what(hours: Any, others: Any, first: Day, second: Day) -> str:
    if hours != others:
        return "closed" if not others else "opened" if not hours else "hours"
    if _kinds(first) != _kinds(second):
        return "day off"
    if first.is_weekly_holiday != second.is_weekly_holiday:
        return "weekly holiday"
    return "standing" if _standings(first) != _standings(second) else ""


def _kinds(day: Day) -> set[bool]:
    """Whether public holidays, and whether days off that are none, fall on a day."""
    return {holiday.is_public for holiday in day.holidays}


def _standings(day: Day) -> set[str]:
    return {holiday.status for holiday in day.holidays}


class _Reasons:
    """Why the dates of two calendars differ, as far as they can tell."""

    def __init__(self, one: Calendar, two: Calendar) -> None:
        self.one, self.two = one, two
        self.known = one.code is not None and two.code is not None
        self.asked = _asked(one), _asked(two)
        mine, theirs = (_versions(calendar.holidays) for calendar in (one, two))
        self.of_versions = bool(mine and theirs) and mine != theirs

    def of(self, first: Day, second: Day) -> str:
        """The reason for one date."""
        if self.known and (self.one.code == self.two.code or self._learnt(first, second)):
            return "as_of"
        if self.of_versions and _versions((*first.holidays, *second.holidays)):
            return "version"
        return "state" if self.known else "own"

    def _learnt(self, first: Day, second: Day) -> bool:
        """Whether every day off that one of them alone has was learnt after the date the other was asked for."""
        alone = [(self.asked[1], holiday) for holiday in _beyond(first, second)]
        alone += [(self.asked[0], holiday) for holiday in _beyond(second, first)]
        return bool(alone) and all(
            day is not None and holiday.known is not None and holiday.known > day for day, holiday in alone
        )


def _asked(calendar: Calendar) -> date | None:
    """The date as of which a known calendar was asked for."""
    options = dict(calendar._recipe[1]) if calendar._recipe else {}
    return date.fromisoformat(options["as_of"]) if "as_of" in options else None


def _versions(holidays: Iterable[Holiday]) -> set[str]:
    """The versions of the package from which days off come."""
    return {holiday.source for holiday in holidays if holiday.source.startswith("holidays ")}


def _beyond(day: Day, other: Day) -> list[Holiday]:
    names = {holiday.names for holiday in other.holidays}
    return [holiday for holiday in day.holidays if holiday.names not in names]


def _said(day: Day, said: Sayings) -> str:
    """The hours of a day, and why: ``closed: Labor Day (gazetted)``."""
    hours = clock_spans(day.spans) or said.closed
    why = said.days_off(day) if day.holidays else said.whys.get(day.why, day.why)
    return f"{hours}: {why}" if why else hours
