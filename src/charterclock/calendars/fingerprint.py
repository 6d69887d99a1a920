"""The fingerprint of a calendar: a short text that is the same for two calendars just when they give the same answers.

An answer is what is counted: a date, an instant, a length of opening time, a verdict, whether a due is provisional,
and whether there is an answer at all. What an answer can rest on, and nothing else, is written down in one way and
hashed:

- the dates covered;
- of each date covered the spans that begin on it, as its clock reads them (as instants where the clock is changed),
  and, with a weekly holiday, whether it is one of the days that ``rest_days: statutory`` counts;
- the offsets of the zone from the start of the first date to the end of the last;
- from which date on a working week has how many days;
- the dates of estimated days off (also the date before the first and after the last covered) and of estimated
  seasons, and the last year with an official list, as far as it lies among the years covered.

Names, kinds, sources, the standing of a list and the way in which the hours were written are not: two spellings of
one calendar have one fingerprint. A calendar that covers always is written down from 3 January of the year 1 to
29 December 9999, its clock from 1800 to 2150: before no zone has changed its offset, and after each goes by its rule.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from charterclock.calendars.hours import Spans, merged
from charterclock.calendars.zone import LocalTime, as_instant

if TYPE_CHECKING:
    from charterclock.calendars.calendar import Calendar

__all__ = ["fingerprint"]

#: goes up when the way of writing down changes, so that such a change is not taken for one of the days
_VERSION: Final = "c1"
_ALWAYS: Final = date(1, 1, 3), date(9999, 12, 29)
_CLOCK: Final = date(1800, 1, 1), date(2150, 12, 31)


def fingerprint(calendar: Calendar) -> str:
    """The fingerprint of a calendar; see ``Calendar.fingerprint``.

    Example:
        >>> from charterclock import Calendar
        >>> office = Calendar.build(zone="Asia/Kuala_Lumpur", hours={"mon-fri": "08:00-17:00"}, holidays=["2025-05-01"])
        >>> fingerprint(office)
        'c1-cc4c7a56ba7cae184c5643ca8f26ed36'
    """
    first, last = (day.toordinal() for day in calendar.covers or _ALWAYS)
    low, high = calendar.covers or _CLOCK
    local = LocalTime(calendar.zone, low.toordinal(), high.toordinal() + 1)
    digest = hashlib.sha256()
    for part in (_VERSION, f"{first} {last}", _clock(local), _weeks(calendar, first, last), _settled(calendar)):
        digest.update(part.encode() + b"\n")
    for year in _years(calendar, first, last, set(local.touched)):
        digest.update(year)
    return f"{_VERSION}-{digest.hexdigest()[:32]}"


def _clock(local: LocalTime) -> str:
    """The offset at the start of the dates covered, and each change until their end."""
    start, end = local.at_clock(local.first, 0), local.at_clock(local.last, 0)
    place = bisect_right(local.changes, start)
    changes = zip(local.changes[place:], local.offsets[place + 1 :], strict=True)
    later = [f"{change} {offset}" for change, offset in changes if change < end]
    return ",".join([str(local.offsets[place]), *later])


def _weeks(calendar: Calendar, first: int, last: int) -> str:
    """The days that a working week has, from each date on which that changes; before the first week of hours none."""
    found = [(first, 0)]
    for week in calendar.weeks:
        start = max(week.since.toordinal() if week.since else first, first)
        if found[-1][0] == start:
            found.pop()
        if not found or found[-1][1] != week.days_open:
            found.append((start, week.days_open))
    return ",".join(f"{start} {days}" for start, days in found if start <= last)


def _settled(calendar: Calendar) -> str:
    """What makes a due provisional: estimated days off and seasons, and the last list."""
    first, last = calendar.covers or _ALWAYS
    low, high = first.toordinal(), last.toordinal()
    days = sorted({holiday.date.toordinal() for holiday in calendar.holidays if holiday.is_estimated})
    seasons = _stretches(
        (max(begins.toordinal(), low), min(ends.toordinal(), high) + 1)
        for season in calendar.seasons if season.is_estimated for begins, ends in season.dates
    )  # fmt: skip
    listed = max(calendar.standings, default=None)
    # A list of the last year covered leaves nothing beyond it; one before the first year leaves all.
    beyond = "" if listed is None or listed >= last.year else str(max(listed, first.year - 1))
    return f"{[day for day in days if low - 1 <= day <= high + 1]} {seasons} {beyond}"


def _stretches(ranges: Iterable[tuple[int, int]]) -> Spans:
    return merged((begins, ends) for begins, ends in ranges if begins < ends)


# the days -----------------------------------------------------------------------------------------------------------


def _years(calendar: Calendar, first: int, last: int, touched: set[int]) -> Iterator[bytes]:
    """The days of each year, hashed; years in which nothing is named are like others of the same shape."""
    named, starts = _named_years(calendar), _starts(calendar)
    known: dict[tuple[bool, int, int], bytes] = {}
    for year in range(date.fromordinal(first).year, date.fromordinal(last).year + 1):
        begins, ends = max(date(year, 1, 1).toordinal(), first), min(date(year, 12, 31).toordinal(), last)
        if ends - begins < 364 or year in named or not touched.isdisjoint(range(begins, ends + 2)):
            yield _hashed(calendar, begins, ends, touched)
            continue
        shape = (ends - begins == 365, begins % 7, bisect_right(starts, begins))
        if shape not in known:
            known[shape] = _hashed(calendar, begins, ends, touched)
        yield known[shape]


def _named_years(calendar: Calendar) -> set[int]:
    """The years in which a date is named, and those beside them, into which an evening can reach."""
    days = {holiday.date for holiday in calendar.holidays} | {hours.date for hours in calendar.special}
    days |= {date.fromordinal(start) for start in _starts(calendar)}
    for season in calendar.seasons:
        for begins, ends in season.dates:
            days |= {date(year, 1, 1) for year in range(begins.year, ends.year + 1)}
    return {day.year + step for day in days for step in (-1, 0, 1)}


def _starts(calendar: Calendar) -> list[int]:
    """The dates from which another week of hours, or another weekly holiday, is in force."""
    weeks = [week.since for week in calendar.weeks] + [since for since, _ in calendar.weekly_holiday]
    return sorted(since.toordinal() for since in weeks if since is not None)


def _hashed(calendar: Calendar, first: int, last: int, touched: set[int]) -> bytes:
    texts = [
        _as_instants(calendar, day) if day in touched or day + 1 in touched else _written(spans)
        for day, spans in enumerate(calendar._spans(first, last), first)
    ]
    return hashlib.sha256("\n".join([*texts, _statutory(calendar, first, last)]).encode()).digest()


def _written(spans: Sequence[tuple[int, int]]) -> str:
    return " ".join(f"{opens}-{closes}" for opens, closes in spans)


def _as_instants(calendar: Calendar, day: int) -> str:
    """The spans of a date beside a change of the clock, as instants: a clock time can be none, or come twice."""
    spans = calendar.day(date.fromordinal(day)).spans
    return "@" + _written([(as_instant(opens), as_instant(closes)) for opens, closes in spans])


def _statutory(calendar: Calendar, first: int, last: int) -> str:
    """For each date whether it is a statutory day; nothing where the calendar has no weekly holiday to tell."""
    if not calendar.weekly_holiday:
        return ""
    days = map(date.fromordinal, range(first, last + 1))
    return "".join(
        "01"[not calendar.is_weekly_holiday(day) and not any(h.is_public for h in calendar.holidays_on(day))]
        for day in days
    )
