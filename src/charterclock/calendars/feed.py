"""Days off from an iCalendar feed (RFC 5545): whole-day events, once or each year."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from charterclock.calendars.lists import Entries
from charterclock.errors import CalendarError, Problem

__all__ = ["feed_entries"]

_DAY: Final = timedelta(days=1)
#: the parts of a rule that gives at most a day a year
_YEARLY: Final = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "WKST"})
_ORDINAL: Final = re.compile(r"([+-]?[1-5])(MO|TU|WE|TH|FR|SA|SU)")
_MOST_EVENTS: Final = 5_000
_MOST_DAYS: Final = 50_000
_LONGEST_NAME: Final = 200
#: a rule that has a count alone is followed no longer
_MOST_YEARS: Final = 100


def feed_entries(text: str, shown: str, covers: tuple[date, date] | None) -> Entries:
    """The days off of a feed; see ``lists.read_entries``. A cancelled event is left out, a tentative one an estimate.

    Raises:
        CalendarError: CC415, no feed, or one with too many events; CC805, the package ``icalendar`` is missing.
    """
    try:
        from icalendar import Calendar as Feed
    except ImportError:
        raise CalendarError("CC805", "ICS needs icalendar", "pip install charterclock[ics]") from None
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.strip().upper() == "BEGIN:VEVENT"]
    if len(lines) > _MOST_EVENTS:
        raise CalendarError("CC415", f"{shown}: more than {_MOST_EVENTS:,} events")
    try:
        events = [event for feed in Feed.from_ical(text, multiple=True) for event in feed.walk("VEVENT")]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise CalendarError("CC415", f"{shown}: not an iCalendar feed: {str(error)[:100]}") from None
    if not events or len(events) != len(lines):
        raise CalendarError("CC415", f"{shown}: not an iCalendar feed: no event that begins and ends")
    found: list[tuple[int, dict[str, Any]]] = []
    problems: list[Problem] = []
    moved = _moved(events)
    for number, event in zip(lines, events, strict=True):
        if len(found) > _MOST_DAYS:
            raise CalendarError("CC415", f"{shown}: more than {_MOST_DAYS:,} days")
        try:
            found += [(number, entry) for entry in _entries(event, moved.get(_uid(event), ()), covers)]
        except CalendarError as error:
            problems.append(Problem(error.code, error.message, shown, number, hint=error.hint))
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
            problems.append(Problem("CC415", f"an event that cannot be read: {str(error)[:100]}", shown, number))
    return found, problems


def _uid(event: Any) -> str:
    return str(event.get("uid", ""))


def _moved(events: Iterable[Any]) -> dict[str, set[date]]:
    """The dates of recurring events that an event of their own replaces."""
    found: dict[str, set[date]] = {}
    for event in events:
        if event.get("recurrence-id") is not None:
            found.setdefault(_uid(event), set()).add(_date(event, "recurrence-id"))
    return found


def _entries(event: Any, moved: Iterable[date], covers: tuple[date, date] | None) -> Iterator[dict[str, Any]]:
    status = str(event.get("status", "")).upper()
    if status == "CANCELLED":
        return
    first = _date(event, "dtstart")
    last = _last(event, first)
    name = " ".join(str(event.get("summary", "")).split())[:_LONGEST_NAME]
    for start in _starts(event, first, covers):
        if start in moved and event.get("recurrence-id") is None:
            continue
        entry: dict[str, Any] = {"date": f"{start}..{start + (last - first)}"}
        if name:
            entry["name"] = name
        if status == "TENTATIVE":
            entry["status"] = "estimated"
        yield entry


def _date(event: Any, key: str) -> date:
    if event.get(key) is None:
        raise CalendarError("CC415", f"an event without {key.upper()}")
    found = event.decoded(key)
    if isinstance(found, datetime) and _is_whole(event):
        found = found.date()
    if isinstance(found, datetime) or not isinstance(found, date):
        said = f"an event that is not of whole days: {key.upper()} is {found}"
        raise CalendarError("CC415", said, "a day off is an all-day event; leave the others out of the feed")
    return found


def _is_whole(event: Any) -> bool:
    """Whether an event goes from midnight to midnight of its own clock, as some programs write a whole day.

    In UTC that is no midnight of an office here.
    """
    ends = [event.decoded(key) for key in ("dtstart", "dtend") if event.get(key) is not None]
    return (
        len(ends) == 2
        and all(isinstance(end, datetime) and end.time() == time() and end.tzname() != "UTC" for end in ends)
        and ends[0] < ends[1]
    )


def _last(event: Any, first: date) -> date:
    """The last day of an event, whose end is the day after it."""
    if event.get("dtend") is not None:
        end = _date(event, "dtend")
    elif event.get("duration") is not None:
        end = first + max(event.decoded("duration"), _DAY)
    else:
        return first
    if end < first:
        raise CalendarError("CC415", f"an event ends before it begins: {first} to {end}")
    return max(end - _DAY, first)


def _starts(event: Any, first: date, covers: tuple[date, date] | None) -> Iterator[date]:
    """The first date, or all dates of an event that recurs."""
    if event.get("rdate") is not None:
        raise CalendarError("CC415", "an event with RDATE", "give each date an event of its own")
    rule, gone = event.get("rrule"), set(_dates(event.get("exdate")))
    dates = [first] if rule is None else _yearly(rule, first, covers)
    return (day for day in dates if day not in gone)


def _yearly(rule: Any, first: date, covers: tuple[date, date] | None) -> Iterator[date]:
    """The dates of a rule that gives at most a day a year; rest days of the week belong to the opening hours."""
    if isinstance(rule, list):
        raise CalendarError("CC415", "an event with two rules", "give each an event of its own")
    parts = {key.upper(): values for key, values in rule.items()}
    month, place, ordinal = (_single(parts, key) for key in ("BYMONTH", "BYMONTHDAY", "BYDAY"))
    weekday = _ORDINAL.fullmatch(ordinal) if ordinal else None
    yearly = [str(value) for value in parts["FREQ"]] == ["YEARLY"] and not set(parts) - _YEARLY
    if not yearly or (ordinal and not weekday) or ((place or ordinal) and not month) or (place and ordinal):
        said = f"a rule that can give more than a day a year: {rule.to_ical().decode()[:100]}"
        raise CalendarError("CC415", said, "closed weekdays belong to `hours`")
    last = _last_of(parts, covers, first)
    step, left = int(parts.get("INTERVAL", [1])[0]), int(parts.get("COUNT", [_MOST_YEARS])[0])
    for year in range(first.year, last.year + 1, max(step, 1)):
        day = _in_year(year, int(month or first.month), int(place or first.day), weekday)
        if day is not None and first <= day <= last and left > 0:
            left -= 1
            yield day


def _single(parts: Mapping[str, list[Any]], key: str) -> str:
    values = parts.get(key, [])
    if len(values) > 1:
        raise CalendarError("CC415", f"a rule that can give more than a day a year: {key} with {len(values)} values")
    return str(values[0]) if values else ""


def _last_of(parts: Mapping[str, list[Any]], covers: tuple[date, date] | None, first: date) -> date:
    """The date up to which a rule is followed."""
    ends = [covers[1]] if covers else []
    if "UNTIL" in parts:
        until = parts["UNTIL"][0]
        ends.append(until.date() if isinstance(until, datetime) else until)
    if not ends and "COUNT" not in parts:
        said = "an event that recurs without end, in a calendar without `covers`"
        raise CalendarError("CC415", said, "covers: 2025..2030, or a base")
    return min(ends, default=date(min(first.year + _MOST_YEARS, 9998), 12, 31))


def _in_year(year: int, month: int, place: int, weekday: re.Match[str] | None) -> date | None:
    """The day of a rule in one year, if there is one: a date of the month, or its second Monday."""
    from dateutil import relativedelta

    length = monthrange(year, month)[1]
    if weekday is None:
        number = place if place > 0 else length + 1 + place
        return date(year, month, number) if 0 < number <= length else None
    nth = int(weekday[1])
    start = date(year, month, 1 if nth > 0 else length)
    found = start + relativedelta.relativedelta(weekday=getattr(relativedelta, weekday[2])(nth))
    return found if found.month == month else None


def _dates(values: Any) -> Iterator[date]:
    for listed in values if isinstance(values, list) else [values] if values is not None else []:
        for value in listed.dts:
            yield value.dt.date() if isinstance(value.dt, datetime) else value.dt
