"""A year of a calendar for other programs: rows of its days, and an iCalendar feed of the days it is closed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from charterclock.almanac.text import kind_and_status, names_of
from charterclock.almanac.year import Shown, Year, clock_spans
from charterclock.clock.sayings import sayings
from charterclock.errors import CharterclockError
from charterclock.record.layout import plain

__all__ = ["DAY_COLUMNS", "day_rows", "year_ics"]

DAY_COLUMNS: Final = ("date", "weekday", "hours", "why", "kind", "status", "source")


def day_rows(year: Year, language: str = "en", every: bool = False) -> list[list[Any]]:
    """The days of a year as rows of ``DAY_COLUMNS``; ``date`` is a date, everything else a text.

    Args:
        year: the year.
        language: of weekdays and of the names of days off.
        every: every day, not only days off and days with other hours.
    """
    said = sayings(language)
    return [_row(shown, language, said.weekdays[shown.date.weekday()]) for shown in year.days
            if every or shown.day.holidays or shown.day.why not in ("", "rest day")]  # fmt: skip


def _row(shown: Shown, language: str, weekday: str) -> list[Any]:
    hours = clock_spans(shown.day.spans)
    names = "; ".join(dict.fromkeys(holiday.name(language) for holiday in shown.day.holidays))
    first = shown.day.holiday
    standing = [first.kind, first.status, first.source] if first else ["", "", ""]
    return [shown.date, weekday, hours or "closed", names or shown.day.why, *standing]


def year_ics(year: Year, language: str = "en") -> bytes:
    """The days off of a year as an iCalendar feed (RFC 5545): a whole-day event for each date on which it is closed.

    Rest days of the week and other hours are left out, so that the feed can be read as a list of days off. It is the
    same each time: an event is stamped with the date on which the day became known.

    Raises:
        CharterclockError: CC805, the package ``icalendar`` is missing.
    """
    try:
        from icalendar import Calendar as Feed
    except ImportError:
        raise CharterclockError("CC805", "ICS needs icalendar", "pip install charterclock[ics]") from None
    feed = Feed()
    feed.add("prodid", "-//charterclock//calendar//EN")
    feed.add("version", "2.0")
    feed.add("x-wr-calname", plain(f"{year.calendar} {year.year}"))
    for shown in year.days:
        if shown.mark == "off":
            feed.add_component(_event(year, shown, language))
    found: bytes = feed.to_ical()
    return found


def _event(year: Year, shown: Shown, language: str) -> Any:
    from icalendar import Event

    said, first = sayings(language), shown.day.holiday
    known = (first and first.known) or date(max(shown.date.year - 1, 1), 1, 1)
    event = Event()
    event.add("uid", f"{uuid5(NAMESPACE_URL, f'charterclock:{year.calendar}:{shown.date}')}")
    event.add("dtstamp", datetime.combine(known, time(), UTC))
    event.add("dtstart", shown.date)
    event.add("dtend", shown.date + timedelta(days=1))
    event.add("summary", plain(names_of(shown, said) or said.whys.get(shown.day.why, shown.day.why)))
    event.add("transp", "TRANSPARENT")
    if first is not None:
        sources = (holiday.source for holiday in shown.day.holidays if holiday.source)
        event.add("description", plain("; ".join([kind_and_status(shown, said), *dict.fromkeys(sources)])))
        event.add("categories", [first.kind])
        event.add("status", "TENTATIVE" if shown.is_estimated else "CONFIRMED")
    return event
