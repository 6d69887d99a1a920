"""Arithmetic of a calendar: working days and opening time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from charterclock.calendars.moments import Moment, instant_of, local_date_of
from charterclock.calendars.tables import Tables
from charterclock.calendars.zone import as_datetime
from charterclock.errors import CalendarError, nearest

__all__ = ["Arithmetic"]

_ROLLS: Final = ("following", "preceding", "modified_following", "modified_preceding", "none")


class Arithmetic(Tables):
    """The part of a calendar that counts. Instants without offset are in its zone; dates are local dates."""

    __slots__ = ()

    zone: str

    # days ------------------------------------------------------------------------------------------------------

    def is_working_day(self, day: Moment) -> bool:
        """Whether at least one open span begins on a date; a half day is one."""
        number = self._date(day).toordinal()
        return self.ask(lambda table: table.is_working(number), number)

    def shift(self, day: Moment, n: int) -> date:
        """The n-th working day after a date (before it, when negative); ``shift(d, 0)`` is ``d``, open or not.

        Raises:
            OutsideCalendarError: CC410, beyond the dates that the calendar covers.

        Example:
            >>> import charterclock as cc
            >>> str(cc.calendar("MY-07").shift("2025-04-30", 2))
            '2025-05-05'
        """
        if n > 0 and day.__class__ is date:
            try:  # four look-ups: the tables themselves, since a call takes as long as they do
                dates, rank, first = self._shifts  # type: ignore[misc]
                place = day.toordinal() - first
                if place > 0:
                    return dates[rank[place] + n]
            except (TypeError, IndexError):  # no tables yet, or none that reach so far
                pass
        number = self._date(day).toordinal()
        return date.fromordinal(self.ask(lambda table: table.shift(number, n) if n else number, number))

    def count(self, first: Moment, last: Moment) -> int:
        """Working days d with first < d <= last; negative when reversed."""
        low, high = self._date(first).toordinal(), self._date(last).toordinal()
        return self.ask(lambda table: table.worked(low, high), low)

    def roll(self, day: Moment, how: str) -> date:
        """A date, moved to a working day if it is none.

        Args:
            day: the date.
            how: ``following``, ``preceding``, ``none``; ``modified_following`` and ``modified_preceding`` turn back
                where that would leave the month.

        Raises:
            CalendarError: CC408, an unknown way to roll.
        """
        if how not in _ROLLS:
            raise CalendarError(
                "CC408", f"unknown way to roll: {how!r}", nearest(how, _ROLLS) or "one of " + ", ".join(_ROLLS)
            )
        local = self._date(day)
        if how == "none":
            return local
        forward = how.endswith("following")
        rolled = self._rolled(local, forward)
        if how.startswith("modified") and rolled.month != local.month:
            rolled = self._rolled(local, not forward)
        return rolled

    def _rolled(self, day: date, forward: bool) -> date:
        number = day.toordinal()
        return date.fromordinal(
            self.ask(lambda table: table.following(number) if forward else table.preceding(number), number)
        )

    # opening time ----------------------------------------------------------------------------------------------

    def is_open(self, moment: Moment) -> bool:
        """Whether an instant is in opening time; the opening instant is, the closing instant is not."""
        instant = self._instant(moment)
        return self.ask(lambda table: table.is_open(instant))

    def next_open(self, moment: Moment, *, same: bool = False) -> datetime:
        """The first opening after an instant; with ``same`` an opening at that instant counts."""
        instant = self._instant(moment)
        return self._moment(self.ask(lambda table: table.edge_after(table.opens, instant, same)))

    def prev_open(self, moment: Moment, *, same: bool = False) -> datetime:
        """The last opening before an instant; with ``same`` an opening at that instant counts."""
        instant = self._instant(moment)
        return self._moment(self.ask(lambda table: table.edge_before(table.opens, instant, same)))

    def next_close(self, moment: Moment, *, same: bool = False) -> datetime:
        """The first closing after an instant; with ``same`` a closing at that instant counts."""
        instant = self._instant(moment)
        return self._moment(self.ask(lambda table: table.edge_after(table.closes, instant, same)))

    def prev_close(self, moment: Moment, *, same: bool = False) -> datetime:
        """The last closing before an instant; with ``same`` a closing at that instant counts."""
        instant = self._instant(moment)
        return self._moment(self.ask(lambda table: table.edge_before(table.closes, instant, same)))

    def periods(self, moment: Moment, n: int) -> list[tuple[datetime, datetime]]:
        """The next n open spans (the previous ones, latest first, when negative).

        The span in which the instant lies is the first of them, cut at the instant.
        """
        instant = self._instant(moment)
        found: list[tuple[datetime, datetime]] = []
        edge = instant
        for _ in range(abs(n)):
            opens, closes = self.ask(lambda table, t=edge: table.period(t, n > 0))  # type: ignore[misc]
            opens, closes = max(opens, edge) if n > 0 else opens, closes if n > 0 else min(closes, edge)
            found.append((self._moment(opens), self._moment(closes)))
            edge = closes if n > 0 else opens
        return found

    def add(self, moment: Moment, amount: timedelta, *, landing: str | None = None) -> datetime:
        """The instant at which so much opening time has passed (before the instant, when negative).

        Args:
            moment: the instant from which to count; ``add(t, timedelta(0))`` is ``t``.
            amount: opening time, of either sign.
            landing: where the amount ends exactly at a closing: ``closing`` or the next ``opening``. Forward the
                default is the closing, back the opening.

        Raises:
            OutsideCalendarError: CC410, beyond the dates that the calendar covers.
            CalendarError: CC408, an unknown landing.

        Example:
            >>> import charterclock as cc
            >>> cc.calendar("MY-07").add("2025-06-13T11:30", timedelta(hours=2)).isoformat()
            '2025-06-13T16:00:00+08:00'
        """
        if landing is None:
            wall = self._wall or self._walls()
            if wall is not None:
                found = wall.add(moment, amount)
                if found is not None:
                    return found
        instant = instant_of(moment, self.zone)
        length = (amount.days * 86_400 + amount.seconds) * 1_000_000 + amount.microseconds
        where = landing or ("closing" if length > 0 else "opening")
        if where not in ("closing", "opening"):
            raise CalendarError("CC408", f"unknown landing: {landing!r}", "closing or opening")
        if length == 0:
            return self._moment(instant)
        return self._moment(self.ask(lambda table: table.add(instant, length, where)))

    def between(self, start: Moment, end: Moment) -> timedelta:
        """Opening time from ``start`` to ``end``; negative when reversed."""
        wall = self._wall or self._walls()
        if wall is not None:
            found = wall.between(start, end)
            if found is not None:
                return found
        low, high = self._instant(start), self._instant(end)
        return timedelta(microseconds=self.ask(lambda table: table.opened(high) - table.opened(low)))

    def _covered(self, day: date) -> None:
        low, high = self._limits()
        if not low <= day.toordinal() <= high:
            raise self._outside(day.toordinal())

    def _date(self, day: Moment) -> date:
        local = local_date_of(day, self.zone)
        self._covered(local)
        return local

    def _instant(self, moment: Moment) -> int:
        return instant_of(moment, self.zone)

    def _moment(self, instant: int) -> datetime:
        return as_datetime(instant, self.zone)
