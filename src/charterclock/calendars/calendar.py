"""A calendar: zone, opening hours, rest days and days off; what a day is, and arithmetic on days and opening time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from charterclock.calendars.arithmetic import Arithmetic
from charterclock.calendars.day import Day, SpecialHours
from charterclock.calendars.hours import Season, Spans, Week
from charterclock.calendars.moments import Moment
from charterclock.calendars.settled import Settled
from charterclock.calendars.views import Views
from charterclock.calendars.zone import as_datetime, zone_info
from charterclock.errors import CalendarError

if TYPE_CHECKING:
    from charterclock.calendars.holidays import Holiday
    from charterclock.calendars.timetable import Basis, Timetable

__all__ = ["Calendar", "Day", "SpecialHours"]


class Calendar(Arithmetic, Settled, Views):
    """When time counts for one office. Immutable, hashable, picklable; made by ``calendar(...)`` or ``Calendar.build``.

    Dates are local dates; an instant without offset is in the calendar's zone; spans are half-open. Every question
    that depends on a date outside ``covers`` raises ``OutsideCalendarError`` (CC410).
    """

    __slots__ = (
        "_arrays", "_fingerprint", "_hash", "_off", "_recipe", "_shifts", "_table", "_unsettled", "_wall", "code",
        "covers", "holidays", "joint_leave", "name", "seasons", "special", "standings", "weekly_holiday", "weeks",
        "zone",
    )  # fmt: skip

    code: str | None
    name: str
    zone: str
    weeks: tuple[Week, ...]
    seasons: tuple[Season, ...]
    holidays: tuple[Holiday, ...]
    special: tuple[SpecialHours, ...]
    weekly_holiday: tuple[tuple[date | None, int], ...]
    joint_leave: str
    covers: tuple[date, date] | None
    #: of each year that has an official list or decrees, whether they are gazetted or announced
    standings: Mapping[int, str]
    _off: dict[date, tuple[Holiday, ...]]
    _hash: int | None
    _recipe: tuple[str, tuple[tuple[str, Any], ...]] | None

    def __init__(
        self,
        *,
        zone: str,
        weeks: Iterable[Week],
        holidays: Iterable[Holiday] = (),
        seasons: Iterable[Season] = (),
        special: Iterable[SpecialHours] = (),
        weekly_holiday: Iterable[tuple[date | None, int]] = (),
        joint_leave: str = "holiday",
        covers: tuple[date, date] | None = None,
        code: str | None = None,
        name: str = "",
        recipe: tuple[str, tuple[tuple[str, Any], ...]] | None = None,
        standings: Mapping[int, str] = {},
    ) -> None:
        if joint_leave not in ("holiday", "working"):
            raise CalendarError("CC404", f"joint_leave is holiday or working, found {joint_leave!r}")
        zone_info(zone)
        set_ = object.__setattr__
        set_(self, "code", code)
        set_(self, "name", name or code or "")
        set_(self, "zone", zone)
        set_(self, "weeks", tuple(sorted(weeks, key=lambda week: week.since or date.min)))
        set_(self, "seasons", tuple(seasons))
        set_(self, "holidays", tuple(sorted(holidays, key=lambda h: (h.date, not h.is_public, h.names))))
        set_(self, "special", tuple(sorted(special, key=lambda hours: hours.date)))
        set_(self, "weekly_holiday", tuple(sorted(weekly_holiday, key=lambda pair: pair[0] or date.min)))
        set_(self, "joint_leave", joint_leave)
        set_(self, "covers", covers)
        set_(self, "standings", MappingProxyType(dict(standings)))
        set_(self, "_recipe", recipe)
        off: dict[date, tuple[Holiday, ...]] = {}
        for holiday in self.holidays:
            off[holiday.date] = (*off.get(holiday.date, ()), holiday)
        set_(self, "_off", off)
        set_(self, "_hash", None)
        set_(self, "_fingerprint", None)
        set_(self, "_table", None)
        set_(self, "_shifts", None)
        set_(self, "_wall", None)
        set_(self, "_unsettled", None)
        set_(self, "_arrays", None)

    @classmethod
    def build(cls, **keys: Any) -> Calendar:
        """A calendar of one's own, from the keys of a calendar file (``docs/format.md``).

        Args:
            **keys: ``zone`` and ``hours`` (or ``base``, a known calendar to add to), ``holidays``, ``weekly_holiday``,
                ``joint_leave``, ``covers`` (years ``2014..2030``, a pair of dates, ``always``), ``seasons``,
                ``changes``.

        Raises:
            CharterError: every problem of the keys (CC401 to CC409).

        Example:
            >>> office = Calendar.build(zone="Asia/Kuala_Lumpur", hours={"mon-fri": "08:00-13:00 14:00-17:00"},
            ...                         holidays=["2025-05-01"])
            >>> str(office.shift("2025-04-30", 1))
            '2025-05-02'
        """
        from charterclock.calendars.build import build

        return build(keys)

    # what a day is ---------------------------------------------------------------------------------------------

    def day(self, day: Moment) -> Day:
        """What a date is: its open spans, its days off, and why it is closed.

        Raises:
            OutsideCalendarError: CC410, a date that the calendar does not cover.

        Example:
            >>> import charterclock as cc
            >>> cc.calendar("MY-07").day("2025-05-01").why
            'Labor Day'
        """
        local = self._date(day)
        from charterclock.calendars.timetable import Timetable

        clocks = self.hours_on(local)
        table = Timetable(local.toordinal(), [clocks], None, (), self.zone, True)
        spans = tuple(
            (as_datetime(a, self.zone), as_datetime(b, self.zone))
            for a, b in zip(table.opens, table.closes, strict=True)
        )
        return Day(local, spans, self._off.get(local, ()), self.is_weekly_holiday(local), self._why(local, clocks))

    def hours_on(self, day: date) -> Spans:
        """The open spans that begin on a date, as microseconds after its midnight; none when it is closed."""
        self._covered(day)
        return self._spans(day.toordinal(), day.toordinal())[0]

    def holidays_on(self, day: date) -> tuple[Holiday, ...]:
        """Every day off that falls on a date, public holidays first."""
        return self._off.get(day, ())

    def is_weekly_holiday(self, day: date) -> bool | None:
        """Whether a date is the one rest day of the law (R-MY-4); ``None`` where the calendar has none."""
        weekdays = [weekday for since, weekday in self.weekly_holiday if since is None or since <= day]
        return day.weekday() == weekdays[-1] if weekdays else None

    def _why(self, day: date, clocks: Spans) -> str:
        special = [hours for hours in self.special if hours.date == day]
        if special:
            return special[-1].why or "special hours"
        if day in self._off and not clocks:
            return "; ".join(dict.fromkeys(holiday.name() for holiday in self._off[day]))
        season = [season.name for season in self.seasons if day in season and season.week.spans(day) is not None]
        return season[-1] if season else "" if clocks else "rest day"

    def _spans(self, first: int, last: int) -> list[Spans]:
        """The spans of each day from ``first`` to ``last``: week, then season, then days off, then special hours."""
        spans: list[Spans] = [()] * (last - first + 1)
        starts = [week.since.toordinal() if week.since else 1 for week in self.weeks]
        for week, start, stop in zip(self.weeks, starts, [*starts[1:], last + 1], strict=True):
            for rules, weekday in zip(week.rules, range(1, 8), strict=True):
                low = max(start, first)
                days = range(low + (weekday - low) % 7, min(stop, last + 1), 7)
                if len(rules) == 1 and not rules[0][0]:
                    for day in days:
                        spans[day - first] = rules[0][1]
                elif rules:
                    for day in days:
                        spans[day - first] = week.spans(date.fromordinal(day)) or ()
        for season in self.seasons:
            for begins, ends in season.dates:
                for day in range(max(begins.toordinal(), first), min(ends.toordinal(), last) + 1):
                    found = season.week.spans(date.fromordinal(day))
                    if found is not None:
                        spans[day - first] = found
        for holiday in self._holidays_between(first, last):
            if holiday.kind != "joint_leave" or self.joint_leave == "holiday":
                spans[holiday.date.toordinal() - first] = ()
        for hours in self.special:
            if first <= hours.date.toordinal() <= last:
                spans[hours.date.toordinal() - first] = hours.spans
        return spans

    def _holidays_between(self, first: int, last: int) -> tuple[Holiday, ...]:
        low = bisect_left(self.holidays, first, key=lambda holiday: holiday.date.toordinal())
        high = bisect_right(self.holidays, last, key=lambda holiday: holiday.date.toordinal())
        return self.holidays[low:high]

    # compiling ---------------------------------------------------------------------------------------------------

    def _marks(self) -> list[int]:
        """The day numbers that the calendar names: what lies beyond them all repeats."""
        marks = [h.date for h in self.holidays] + [h.date for h in self.special]
        marks += [week.since for week in self.weeks if week.since]
        marks += [day for season in self.seasons for pair in season.dates for day in pair]
        return [mark.toordinal() for mark in marks]

    def _compile(self, first: int, last: int) -> Timetable:
        from charterclock.calendars.timetable import Timetable

        low, _ = self._limits()
        statutory = None
        if self.weekly_holiday:
            statutory = [True] * (last - first + 1)
            starts = [since.toordinal() if since else 1 for since, _ in self.weekly_holiday]
            for (_, weekday), start, stop in zip(self.weekly_holiday, starts, [*starts[1:], last + 1], strict=True):
                begin = max(start, first)
                for day in range(begin + (weekday + 1 - begin) % 7, min(stop, last + 1), 7):
                    statutory[day - first] = False
            for holiday in self._holidays_between(first, last):
                if holiday.is_public:
                    statutory[holiday.date.toordinal() - first] = False
        weeks = [(week.since.toordinal() if week.since else 1, week.days_open) for week in self.weeks]
        table = Timetable(first, self._spans(first, last), statutory, weeks, self.zone, first == low)
        object.__setattr__(self, "_table", table)
        object.__setattr__(self, "_wall", None)
        object.__setattr__(self, "_shifts", (table.office.dates, table.office.rank, table.first - 1))
        return table

    def basis(self, rest_days: str) -> Basis:
        """The basis of counting for a reckoning's ``rest_days``.

        Raises:
            CalendarError: CC409, statutory rest days on a calendar without a weekly holiday.
        """
        if rest_days == "office":
            return "office"
        if not self.weekly_holiday:
            raise CalendarError(
                "CC409", f"rest_days: statutory needs a weekly holiday: calendar {self} has none", "weekly_holiday: sun"
            )
        return "statutory"

    # a value -----------------------------------------------------------------------------------------------------

    def _values(self) -> tuple[object, ...]:
        return (
            self.zone, self.weeks, self.seasons, self.holidays, self.special, self.weekly_holiday, self.joint_leave,
            self.covers,
        )  # fmt: skip

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Calendar) and (self is other or self._values() == other._values())

    def __hash__(self) -> int:
        if self._hash is None:
            object.__setattr__(self, "_hash", hash(self._values()))
        return self._hash or 0

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a calendar cannot be changed: {name}")

    def __copy__(self) -> Calendar:
        return self

    def __deepcopy__(self, memo: Mapping[int, object]) -> Calendar:
        return self

    def __reduce__(self) -> tuple[Callable[..., Calendar], tuple[Any, ...]]:
        if self._recipe is not None:
            from charterclock.calendars.known import from_recipe

            return from_recipe, self._recipe
        keys = (
            "zone", "weeks", "holidays", "seasons", "special", "weekly_holiday", "joint_leave", "covers", "code",
            "name",
        )  # fmt: skip
        return _rebuilt, ({key: getattr(self, key) for key in keys} | {"standings": dict(self.standings)},)

    def __str__(self) -> str:
        return self.name or f"of {self.zone}"

    def __repr__(self) -> str:
        if self._recipe is not None:
            code, options = self._recipe
            return f"calendar({', '.join([repr(code), *(f'{k}={v!r}' for k, v in options)])})"
        return f"<Calendar {self}, {len(self.holidays)} days off>"


def _rebuilt(values: dict[str, Any]) -> Calendar:
    return Calendar(**values)
