"""What a calendar shows of itself: doors to the room that looks at calendars, opened when they are used."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from charterclock.calendars.calendar import Calendar

__all__ = ["Views"]


class Views:
    """The part of a calendar that is looked at."""

    __slots__ = ()

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
