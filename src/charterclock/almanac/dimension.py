"""A calendar as a table to join: a row for each date, or for each span of opening hours.

What a database needs to count like the library are two running numbers: of working days, and of seconds open. The
difference of two of them is what lies between.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import accumulate, pairwise
from typing import Any, Final

import narwhals as nw
import numpy as np

from charterclock.calendars.calendar import Calendar
from charterclock.calendars.hours import merged
from charterclock.calendars.moments import instant_of
from charterclock.calendars.values import read_date
from charterclock.calendars.zone import as_instant
from charterclock.errors import CalendarError
from charterclock.frames.tables import frame_of

__all__ = ["dates_between", "to_frame"]

_SECOND: Final = timedelta(seconds=1)
_DAY: Final = timedelta(days=1)
_NAT: Final = np.iinfo(np.int64).min
_TYPES: Final[Mapping[str, Any]] = {
    "is_working": nw.Boolean(), "working_day": nw.Int64(), "seconds_open": nw.Int64(), "running_seconds": nw.Int64(),
    "seconds_before": nw.Int64(),
}  # fmt: skip


def to_frame(
    calendar: Calendar, first: date | str | None = None, last: date | str | None = None, *, by: str = "date",
    language: str = "en", backend: str | None = None,
) -> Any:  # fmt: skip
    """A calendar as a table to join; see ``Calendar.to_frame``."""
    if by not in ("date", "span"):
        raise CalendarError("CC411", f"no table of a calendar by {by!r}", "date or span")
    low, high = dates_between(calendar, first, last)
    days = [date.fromordinal(number) for number in range(low.toordinal(), high.toordinal() + 1)]
    columns = _by_date(calendar, days, language) if by == "date" else _by_span(calendar, days)
    return _typed(columns, calendar.zone, backend)


def dates_between(calendar: Calendar, first: date | str | None, last: date | str | None) -> tuple[date, date]:
    """The first and last date asked for; by default those that the calendar covers.

    Raises:
        CalendarError: CC411, none of a calendar that covers always, or a last date before the first; CC407, no date.
        OutsideCalendarError: CC410, a date that the calendar does not cover.
    """
    covers = calendar.covers
    if covers is None and (first is None or last is None):
        raise CalendarError("CC411", f"calendar {calendar} covers always: say which dates", "give first and last")
    low = read_date(first) if first is not None else covers[0] if covers else date.min
    high = read_date(last) if last is not None else covers[1] if covers else date.max
    if high < low:
        raise CalendarError("CC411", f"the last date, {high}, is before the first, {low}")
    for day in (low, high):
        calendar.hours_on(day)
    return low, high


def _by_date(calendar: Calendar, days: Sequence[date], language: str) -> dict[str, Any]:
    found = [calendar.day(day) for day in days]
    holidays = [calendar.holidays_on(day) for day in days]
    start = _midnight(days[0])
    running = [calendar.between(start, _midnight(day + _DAY)) // _SECOND for day in days]
    return {
        "date": list(days),
        "is_working": [day.is_working for day in found],
        "working_day": list(accumulate(int(day.is_working) for day in found)),
        "opens": [as_instant(day.spans[0][0]) if day.spans else None for day in found],
        "closes": [max(as_instant(closes) for _, closes in day.spans) if day.spans else None for day in found],
        "seconds_open": [after - before for before, after in pairwise([0, *running])],
        "running_seconds": running,
        "names": [_listed(holiday.name(language) for holiday in off) for off in holidays],
        "status": [off[0].status if off else None for off in holidays],
        "source": [_listed(holiday.source for holiday in off) for off in holidays],
    }


def _by_span(calendar: Calendar, days: Sequence[date]) -> dict[str, Any]:
    """The spans from the first instant of the first date to the last of the last, cut there; touching ones are one."""
    begins, ends = (instant_of(_midnight(day), calendar.zone) for day in (days[0], days[-1] + _DAY))
    eve = days[0] - _DAY  # what opens there can run over midnight
    if calendar.covers is None or eve >= calendar.covers[0]:
        days = [eve, *days]
    found = merged((as_instant(a), as_instant(b)) for day in days for a, b in calendar.day(day).spans)
    spans = [(max(a, begins), min(b, ends)) for a, b in found if b > begins and a < ends]
    lengths = [(b - a) // 1_000_000 for a, b in spans]
    return {
        "opens": [a for a, _ in spans],
        "closes": [b for _, b in spans],
        "seconds_open": lengths,
        "seconds_before": [0, *accumulate(lengths)][: len(spans)],
    }


def _midnight(day: date) -> datetime:
    """The start of a date by the calendar's clock."""
    return datetime.combine(day, time())


def _listed(texts: Iterable[str]) -> str | None:
    return "; ".join(dict.fromkeys(text for text in texts if text)) or None


def _typed(columns: Mapping[str, Sequence[Any]], zone: str, backend: str | None) -> Any:
    """A dataframe whose columns have a type each, whatever is blank in them; instants are in ``zone``."""
    frame = nw.from_native(frame_of({}, backend), eager_only=True)
    implementation = frame.implementation
    made: list[nw.Series[Any]] = []
    for name, cells in columns.items():
        if name == "date":  # pandas has no dates alone: there they are Python's
            dtype = None if implementation.is_pandas_like() else nw.Date
            made.append(nw.new_series(name, list(cells), dtype, backend=implementation))
        elif name in ("opens", "closes"):
            ticks = np.array([_NAT if cell is None else cell for cell in cells], np.int64).view("M8[us]")
            series = nw.new_series(name, ticks, nw.Datetime("us"), backend=implementation)
            made.append(series.dt.replace_time_zone("UTC").dt.convert_time_zone(zone))
        else:
            made.append(nw.new_series(name, list(cells), _TYPES.get(name, nw.String()), backend=implementation))
    return nw.to_native(made[0].to_frame().with_columns(*made[1:]))
