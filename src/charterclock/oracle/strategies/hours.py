"""Opening hours: of a day, of a week, of a season, of single dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from hypothesis import strategies as st

from charterclock.calendars.calendar import SpecialHours
from charterclock.calendars.hours import Season, Spans, Week, read_spans
from charterclock.oracle.strategies.drawing import below, picked, rarely

__all__ = ["seasons", "spans", "special_hours", "weeks"]

_DAY: Final = timedelta(days=1)
_USUAL: Final = tuple(map(read_spans, (
    "08:00-17:00", "08:00-13:00 14:00-17:00", "08:00-12:15 14:45-17:00", "08:00-12:45", "00:00-24:00", "22:00-06:00",
    "07:00-15:00 23:00-07:00", "02:15-02:45", "00:00-00:30 23:30-24:00", "20:00-12:00", "00:00-08:00",
)))  # fmt: skip
#: the last is open on some Saturdays alone, so that little time takes months
_OPEN_DAYS: Final = (*((0, 1, 2, 3, 4), (0, 1, 2, 3, 4, 5), (6, 0, 1, 2, 3)) * 2, (0, 2), (3,), ())
#: on which occurrences in the month a Saturday is open
_OCCURRENCES: Final = ((2, 4), (1, 3), (1, 3, 5), (5,))
#: quarters of an hour at which a day is cut
_CUTS: Final = st.lists(st.integers(0, 96), min_size=2, max_size=6, unique=True).map(sorted)


@st.composite
def spans(draw: st.DrawFn) -> Spans:
    """The opening hours of one day: usual ones, with breaks, over midnight, to 24:00; or spans cut at any quarter of an
    hour, some of them a few seconds later, the last one sometimes over midnight. Shrinks to 08:00-17:00.
    """
    if not rarely(draw, 3):
        return picked(draw, _USUAL)
    quarters = draw(_CUTS)
    ends = [quarter * 900 for quarter in quarters[: len(quarters) // 2 * 2]]
    if rarely(draw, 4):
        ends = [end + place * 7 if end < 86_400 else end for place, end in enumerate(ends)]
    if rarely(draw, 2) and ends[-1] < 86_400:
        ends = [*ends[1:], ends[0]]
    texts = [f"{end // 3600:02}:{end // 60 % 60:02}:{end % 60:02}" for end in ends]
    return read_spans(" ".join(f"{a}-{b}" for a, b in zip(texts[::2], texts[1::2], strict=True)))


_SPANS: Final = spans()


@st.composite
def weeks(draw: st.DrawFn, since: date | None = None) -> Week:
    """A week of hours: some weekdays open, one of them with hours of its own, one only on some occurrences in the
    month; now and then 24x7. Shrinks to Monday to Friday, 08:00-17:00.
    """
    usual = draw(_SPANS)
    days = picked(draw, _OPEN_DAYS)
    rules: list[tuple[tuple[tuple[int, ...], Spans], ...]] = [(((), usual),) if n in days else () for n in range(7)]
    if rarely(draw, 2) and days:
        rules[picked(draw, days)] = (((), draw(_SPANS)),)
    if rarely(draw, 2) or not days:
        nth = picked(draw, _OCCURRENCES)
        rest = tuple(n for n in range(1, 6) if n not in nth)
        some = ((nth, draw(_SPANS)),)
        rules[5] = (*some, (rest, draw(_SPANS))) if rarely(draw, 4) else some
    return Week.read("24x7", since) if rarely(draw, 10) else Week(tuple(rules), since)


_WEEKS: Final = weeks()


@st.composite
def seasons(draw: st.DrawFn, first: date, last: date) -> list[Season]:
    """At most one season between two dates, of one to forty days, for some weekdays. Shrinks to none."""
    if not rarely(draw, 3):
        return []
    begins = first + draw(below((last - first).days + 1)) * _DAY
    ends = min(begins + draw(below(40)) * _DAY, last)
    return [Season("season", ((begins, ends),), draw(_WEEKS))]


@st.composite
def special_hours(draw: st.DrawFn, first: date, last: date) -> list[SpecialHours]:
    """Dates between two with hours of their own: opened by order, half days, closed. Shrinks to none."""
    places = draw(_some_of((last - first).days + 1, 4))
    return [
        SpecialHours(first + place * _DAY, () if rarely(draw, 3) else draw(_SPANS)) for place in sorted(set(places))
    ]


def changed(draw: st.DrawFn, first: date, last: date) -> list[Week]:
    """The weeks of a calendar: one in four has other hours from a date on."""
    hours = [draw(_WEEKS)]
    if rarely(draw, 4):
        hours.append(replace(draw(_WEEKS), since=first + draw(below((last - first).days + 1)) * _DAY))
    return hours


def _some_of(n: int, most: int) -> st.SearchStrategy[list[int]]:
    return st.lists(below(n), max_size=most)
