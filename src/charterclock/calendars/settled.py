"""How far the days off of a calendar are settled: official lists, and what is estimated."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from charterclock.calendars.holidays import Holiday
    from charterclock.calendars.hours import Season

__all__ = ["Settled"]

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Unsettled:
    """What every due date is asked for, put together once for a calendar."""

    holidays: tuple[Holiday, ...]
    dates: tuple[date, ...]
    seasons: tuple[tuple[date, date], ...]
    last_gazetted: date | None
    last_list: int | None


class Settled:
    """The part of a calendar that says how sure its days off are."""

    __slots__ = ()

    holidays: tuple[Holiday, ...]
    seasons: tuple[Season, ...]
    standings: Mapping[int, str]
    _unsettled: _Unsettled | None

    if TYPE_CHECKING:

        def _covered(self, day: date) -> None: ...

    def _known_unsettled(self) -> _Unsettled:
        if self._unsettled is None:
            holidays = tuple(holiday for holiday in self.holidays if holiday.is_estimated)
            gazetted = [year for year, standing in self.standings.items() if standing == "gazetted"]
            found = _Unsettled(
                holidays=holidays,
                dates=tuple(holiday.date for holiday in holidays),
                seasons=tuple(pair for season in self.seasons if season.is_estimated for pair in season.dates),
                last_gazetted=date(max(gazetted), 12, 31) if gazetted else None,
                last_list=max(self.standings, default=None),
            )
            object.__setattr__(self, "_unsettled", found)
            return found
        return self._unsettled

    def estimated_between(self, first: date, last: date) -> tuple[Holiday, ...]:
        """Estimated days off that a result between two dates rests on: from the day before ``first`` to the day after
        ``last``, since a sighting of the moon moves a day off by one.
        """
        known = self._known_unsettled()
        if not known.dates or last < known.dates[0] - _DAY:
            return ()
        return known.holidays[bisect_left(known.dates, first - _DAY) : bisect_right(known.dates, last + _DAY)]

    @property
    def last_gazetted(self) -> date | None:
        """The last date of the last year whose official list is gazetted; ``None`` where no list is known."""
        return self._known_unsettled().last_gazetted

    def standing(self, year: int) -> str:
        """How far the days off of a year are settled.

        Returns:
            ``gazetted`` or ``announced`` as its official list is; ``estimated`` for a year without a list after the
            last one; ``unlisted`` where no list is known, as in calendars of one's own and years before all lists.

        Raises:
            OutsideCalendarError: CC410, a year that the calendar does not cover.

        Example:
            >>> import charterclock as cc
            >>> office = cc.calendar("MY-07")
            >>> office.standing(2025), office.standing(2027), office.standing(2030)
            ('gazetted', 'announced', 'estimated')
        """
        self._covered(date(year, 12, 31))
        if year in self.standings:
            return self.standings[year]
        return "estimated" if self.is_beyond_lists(date(year, 12, 31)) else "unlisted"

    def is_beyond_lists(self, day: date) -> bool:
        """Whether a date lies in a year after the last official list: days off may still be declared there."""
        last = self._known_unsettled().last_list
        return last is not None and day.year > last

    def estimated_season(self, first: date, last: date) -> bool:
        """Whether hours of an estimated season lie between two dates, both included."""
        return any(begins <= last and first <= ends for begins, ends in self._known_unsettled().seasons)
