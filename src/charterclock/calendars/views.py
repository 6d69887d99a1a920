"""What a calendar shows of itself and makes with another: doors to other modules, opened when they are used."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from charterclock.almanac.diff import Difference
    from charterclock.calendars.calendar import Calendar

__all__ = ["Views"]


class Views:
    """The part of a calendar that is looked at, and joined."""

    __slots__ = ()

    _fingerprint: str | None

    @property
    def fingerprint(self) -> str:
        """A short text that changes when, and only when, an answer of the calendar could change.

        Two calendars have the same one just when, over the dates covered, the same dates have the same spans of
        opening hours by the same clock, count as statutory days, have working weeks of the same length, and are as
        settled. Names, sources and the way of writing do not count; ``calendars/fingerprint.py`` has every part. It
        is the same in every process, on every machine, and in every version in which no day changed.

        Example:
            >>> from charterclock import Calendar
            >>> keys = {"zone": "Asia/Kuala_Lumpur", "covers": "2025"}
            >>> one = Calendar.build(hours={"mon-fri": "08:00-17:00"}, **keys)
            >>> same = Calendar.build(hours={"mon-thu": "08:00-12:00 12:00-17:00", "fri": "08:00-17:00"}, **keys)
            >>> other = Calendar.build(hours={"mon-fri": "08:00-17:00"}, holidays=["2025-05-01"], **keys)
            >>> one.fingerprint == same.fingerprint, one.fingerprint == other.fingerprint
            (True, False)
        """
        if self._fingerprint is None:
            from charterclock.calendars.fingerprint import fingerprint

            object.__setattr__(self, "_fingerprint", fingerprint(cast("Calendar", self)))
        return cast("str", self._fingerprint)

    def picture(self, year: int | None = None, language: str = "en") -> str:
        """A year as a piece of HTML: twelve months, days off with their names and standing, short days.

        It needs no script and nothing from elsewhere, and is legible in grey, by day and by night.

        Args:
            year: by default the last one whose list of days off is gazetted; of a calendar without lists the last
                that it names.
            language: ``ms``, ``id`` or ``en``.

        Raises:
            OutsideCalendarError: CC410, a year that the calendar does not cover.
            CharterclockError: CC506 a language without words, CC807 not a year.
        """
        from charterclock.almanac.picture import year_picture
        from charterclock.almanac.year import usual_year, year_of

        calendar = cast("Calendar", self)
        return year_picture(year_of(calendar, usual_year(calendar) if year is None else year), language)

    def _repr_html_(self) -> str:
        """What a notebook shows: the picture of a year."""
        return self.picture()

    def to_frame(
        self, first: date | str | None = None, last: date | str | None = None, *, by: str = "date",
        language: str = "en", backend: str | None = None,
    ) -> Any:  # fmt: skip
        """The calendar as a table to join, with which a database counts as the library does (``docs/join.md``).

        Args:
            first: the first date; by default the first that the calendar covers.
            last: the last date, included; by default the last covered.
            by: ``date``, or ``span`` for a row for each span of opening hours.
            language: of the names of days off.
            backend: ``pandas``, ``polars`` or ``pyarrow``; by default the first of them that is installed.

        Returns:
            By ``date``: ``date``, ``is_working``, ``working_day`` (working days from the first date to this one, both
            included), ``opens`` and ``closes`` (the first opening and the last closing of the spans that begin on it),
            ``seconds_open`` (within the local date), ``running_seconds`` (from the first date to the end of this one),
            ``names``, ``status`` and ``source`` of its days off, blank where there is none.
            By ``span``: ``opens``, ``closes``, ``seconds_open``, and ``seconds_before`` it since the first date; spans
            that touch are one, and those that reach beyond the dates are cut. Instants are in the calendar's zone.

        Raises:
            CalendarError: CC407 no date, CC411 no dates of a calendar that covers always, or a table by something else.
            OutsideCalendarError: CC410, a date that the calendar does not cover.
            CharterclockError: CC701, no library for dataframes.

        Example:
            >>> import charterclock as cc
            >>> table = cc.calendar("MY-07").to_frame("2025-04-30", "2025-05-03", backend="polars")
            >>> table.select("date", "is_working", "working_day", "running_seconds").rows()[1:3]
            [(datetime.date(2025, 5, 1), False, 1, 28800), (datetime.date(2025, 5, 2), True, 2, 52200)]
        """
        from charterclock.almanac.dimension import to_frame

        return to_frame(cast("Calendar", self), first, last, by=by, language=language, backend=backend)

    def diff(self, other: Calendar, first: date | str | None = None, last: date | str | None = None) -> Difference:
        """Which dates differ between this calendar and another, in what, and why.

        Args:
            other: the other calendar.
            first: the first date compared; by default the first that both cover.
            last: the last date, included; by default the last that both cover.

        Returns:
            The dates that differ: a sequence that prints as a table, has ``to_frame``, and says with ``cases`` which
            due dates and verdicts of a table of cases move.

        Raises:
            CalendarError: CC411, no dates of two calendars that cover always; CC407, no date.
            OutsideCalendarError: CC410, a date that one of them does not cover.

        Example:
            >>> import charterclock as cc
            >>> print(cc.calendar("MY-07", as_of="2025-07-22").diff(cc.calendar("MY-07"), "2025-09-01", "2025-09-30"))
            1 of 30 days differ, 2025-09-01 to 2025-09-30
            date        what    first                    second                                  because
            ----------  ------  -----------------------  --------------------------------------  -------
            2025-09-15  closed  08:00-13:00 14:00-17:00  closed: Additional holiday (announced)  as_of
        """
        from charterclock.almanac.diff import diff

        return diff(cast("Calendar", self), other, first, last)

    def __and__(self, other: Calendar) -> Calendar:
        """The calendar of two offices that must both be open.

        Raises:
            CalendarError: CC412, clocks that differ, or no date covered by both.

        Example:
            >>> import charterclock as cc
            >>> both = cc.calendar("MY-07") & cc.calendar("MY-03")       # Penang and Kelantan
            >>> both.is_working_day("2025-06-06"), both.is_working_day("2025-06-04")
            (False, True)
        """
        from charterclock.calendars.combined import Combined

        return Combined(cast("Calendar", self), other, True)

    def __or__(self, other: Calendar) -> Calendar:
        """The calendar of two offices of which one open is enough; errors as ``&``."""
        from charterclock.calendars.combined import Combined

        return Combined(cast("Calendar", self), other, False)
