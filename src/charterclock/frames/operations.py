"""What a calendar answers, for bare columns: the methods of ``Calendar`` and ``due``, a column at a time.

Columns are NumPy arrays, pandas and Polars Series, PyArrow arrays; the answer is of the same kind, unit and zone.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from charterclock.calendars.calendar import Calendar
from charterclock.calendars.hours import DAY
from charterclock.calendars.timetable import NEVER
from charterclock.calendars.timetable_arrays import FAR, TimetableArrays
from charterclock.calendars.zone import as_datetime
from charterclock.calendars.zone_arrays import Bools, Ints
from charterclock.clock.due import warn_beyond_lists
from charterclock.errors import CalendarError, CaseError
from charterclock.frames.amounts import Amounts, Lengths, Promises, as_long
from charterclock.frames.bare import Bare
from charterclock.frames.instants import (
    Answer,
    answered,
    days_as_ticks,
    either,
    read,
    read_days,
    refuse_unit,
    ticks,
    whole_ticks,
)
from charterclock.frames.moved import moved, moved_finely, open_rest, shifted

__all__ = ["add", "between", "due", "is_open", "shift"]


def shift(office: Calendar, dates: Any, n: Any, *, errors: str = "raise") -> Any:
    """The n-th working day after (before, when negative) each date; ``Calendar.shift`` for columns.

    Args:
        office: the calendar.
        dates: a column of dates, or of instants, whose local dates count. Clock times are in the calendar's zone.
        n: a whole number, or a column of them.
        errors: ``raise``, or ``null``: rows outside the calendar become blank.

    Returns:
        The same kind of column: dates; where instants were given, the first instant of each date.

    Raises:
        OutsideCalendarError: CC410, rows that the calendar does not cover.
        CharterclockError: CC646 to CC649, columns that cannot be used.

    Example:
        >>> import charterclock as cc, numpy as np
        >>> from charterclock import frames
        >>> frames.shift(cc.calendar("MY-07"), np.array(["2025-04-30", "NaT"], "M8[D]"), 2)
        array(['2025-05-05',        'NaT'], dtype='datetime64[D]')
    """
    column = Bare.of(dates, "dates", "M")
    steps = Amounts.of(column, n, "n")

    def question(rows: slice) -> Answer:
        days = read_days(column, rows, office)
        by, gone, reach = steps.part(rows)
        span = days.low // DAY, days.high // DAY
        found = office.ask_arrays(lambda reader: shifted(reader, days.at, by, reach, span), days.low, days.high)
        return days_as_ticks(column, found, days, gone, office.zone, rows.start)

    return answered(office, column, column.dtype, errors, question)


def add(office: Calendar, starts: Any, amounts: Any, *, landing: str | None = None, errors: str = "raise") -> Any:
    """The instant at which so much opening time has passed since each start; ``Calendar.add`` for columns.

    Nanoseconds count: an answer keeps them. Clock times are in the calendar's zone, and so is the answer.

    Args:
        office: the calendar.
        starts: a column of instants.
        amounts: a timedelta, or a column of lengths of time, of either sign.
        landing: where an amount ends exactly at a closing: ``closing`` or the next ``opening``. Forward the default is
            the closing, back the opening.
        errors: ``raise``, or ``null``: rows outside the calendar become blank.

    Raises:
        OutsideCalendarError: CC410, rows that the calendar does not cover.
        CalendarError: CC408, an unknown landing.
        CaseError: CC602 dates alone, CC647 an answer that the unit of ``starts`` cannot hold.
        CharterclockError: CC646, CC648, columns that cannot be used.

    Example:
        >>> import charterclock as cc, numpy as np
        >>> from charterclock import frames
        >>> frames.add(cc.calendar("MY-07"), np.array(["2025-06-13T11:30"], "M8[m]"), np.timedelta64(2, "h"))
        array(['2025-06-13T16:00'], dtype='datetime64[m]')
    """
    if landing not in (None, "closing", "opening"):
        raise CalendarError("CC408", f"unknown landing: {landing!r}", "closing or opening")
    column = _instants(starts, "starts")
    lengths = Lengths.of(column, amounts, "amounts")
    parts = max(column.parts, lengths.column.parts)
    fine = parts // column.parts

    def question(rows: slice) -> Answer:
        at = read(column, rows, office.zone)
        length, more, gone = lengths.part(rows)
        blank = either(at.blank, gone)
        if at.rest is None and more is None:
            found = office.ask_arrays(lambda reader: moved(reader, at.at, length, landing), at.low, at.high)
            return ticks(column, found, None, at, blank, office.zone, rows.start, True)
        more = 0 if more is None else more * (parts // lengths.column.parts)
        rests = 0 if at.rest is None else at.rest * fine
        found, rest = office.ask_arrays(
            lambda reader: moved_finely(reader, at.at, rests, length, more, parts, landing), at.low, at.high
        )
        whole = rest // fine
        refuse_unit(whole * fine != rest, either(blank, either(at.far, found == FAR)), rows.start, column, True)
        return ticks(column, found, whole, at, blank, office.zone, rows.start, True)

    return answered(office, column, column.dtype, errors, question)


def between(office: Calendar, starts: Any, ends: Any, *, errors: str = "raise") -> Any:
    """Opening time from each start to each end, negative when reversed; ``Calendar.between`` for columns.

    Args:
        office: the calendar.
        starts: a column of instants; clock times are in the calendar's zone.
        ends: another, of as many rows.
        errors: ``raise``, or ``null``: rows outside the calendar become blank.

    Returns:
        Lengths of time, as the kind of column of ``starts``, in the finer unit of the two.

    Raises:
        OutsideCalendarError: CC410, rows that the calendar does not cover.
        CaseError: CC602 dates alone, CC647 an answer that the finer unit cannot hold.
        CharterclockError: CC646, CC648, columns that cannot be used.

    Example:
        >>> import charterclock as cc, numpy as np
        >>> from charterclock import frames
        >>> start, end = np.array([["2025-06-13T11:30"], ["2025-06-13T16:00"]], "M8[m]")
        >>> frames.between(cc.calendar("MY-07"), start, end)
        array([120], dtype='timedelta64[m]')
    """
    column, until = _instants(starts, "starts"), _instants(ends, "ends")
    as_long(column, until)
    finer = min(column, until, key=lambda one: (one.step, -one.parts))

    def question(rows: slice) -> Answer:
        one, two = read(column, rows, office.zone), read(until, rows, office.zone)
        low, high = min(one.low, two.low), max(one.high, two.high)

        def asked(reader: TimetableArrays) -> tuple[Ints, Ints | None, Bools | None]:
            first, last = reader.opened(one.at), reader.opened(two.at)
            rest = None
            if one.rest is not None or two.rest is not None:
                rest = open_rest(reader, two, finer.parts // until.parts)
                rest = rest - open_rest(reader, one, finer.parts // column.parts)
            far = (first == FAR) | (last == FAR) if reader.ahead or reader.behind else None
            last -= first
            return last, rest, far

        length, rest, far = office.ask_arrays(asked, low, high)
        outside = either(either(one.far, two.far), far)
        blank = either(one.blank, two.blank)
        odd = either(blank, outside)
        if odd is not None:
            length = np.where(odd, 0, length)
        return Answer(whole_ticks(finer, length, rest, odd, rows.start), blank, outside)

    return answered(office, column, np.dtype(finer.dtype.str.replace("M8", "m8")), errors, question)


def is_open(office: Calendar, instants: Any, *, errors: str = "raise") -> Any:
    """Whether each instant is in opening time, an opening is, a closing is not; ``Calendar.is_open`` for columns.

    Args:
        office: the calendar.
        instants: a column of instants; clock times are in the calendar's zone.
        errors: ``raise``, or ``null``: rows outside the calendar become blank.

    Returns:
        Truth values: pandas' own ``boolean``; of a NumPy array with blanks a masked array, false where masked.

    Raises:
        OutsideCalendarError: CC410, rows that the calendar does not cover.
        CaseError: CC602, dates alone.
        CharterclockError: CC646, a column that cannot be used.

    Example:
        >>> import charterclock as cc, numpy as np
        >>> from charterclock import frames
        >>> frames.is_open(cc.calendar("MY-07"), np.array(["2025-06-13T08:00", "2025-06-13T12:15"], "M8[s]"))
        array([ True, False])
    """
    column = _instants(instants, "instants")

    def question(rows: slice) -> Answer:
        at = read(column, rows, office.zone)
        def asked(reader: TimetableArrays) -> tuple[Bools, Bools | None]:
            found = reader.is_open(at.at)
            return found, ~reader.within(at.at) if reader.ahead or reader.behind else None

        found, far = office.ask_arrays(asked, at.low, at.high)
        return Answer(found, at.blank, either(at.far, far))

    return answered(office, column, np.bool_, errors, question)


def due(
    office: Calendar, starts: Any, amounts: Any, unit: str, reckoning: Any = None, bound: str = "within", *,
    errors: str = "raise",
) -> Any:  # fmt: skip
    """The last permitted instant of each case; ``due`` for columns, of one unit, reckoning and bound, without pauses.

    Instants finer than microseconds are floored to them before they are counted from, as tables of cases are.

    Args:
        office: the calendar.
        starts: a column of instants, or of dates where the time of day does not matter (the answer is then a date).
        amounts: a number, or a column of whole numbers; of units of time also a timedelta, or a column of them.
        unit: what is counted, such as ``working day``; see ``Duration``.
        reckoning: the rules of counting, or a preset's name; all defaults when ``None``.
        bound: ``within``, ``under``, ``after``, ``before``; ``at_least``: the instant at which the floor is reached.
        errors: ``raise``, or ``null``: rows outside the calendar become blank.

    Returns:
        The same kind of column; in a unit coarser than microseconds each due is floored to it.

    Raises:
        OutsideCalendarError: CC410, rows that the calendar does not cover.
        DurationError: CC301 an amount, CC302 an unknown unit, CC305 a bare word, CC309 a bound it does not take.
        ReckoningError: an unknown preset or bound.
        CaseError: CC602, dates alone where a time of day is needed.
        CharterclockError: CC646 to CC649, columns that cannot be used.

    Example:
        >>> import charterclock as cc, numpy as np
        >>> from charterclock import frames
        >>> starts = np.array(["2025-04-30T10:00", "2025-05-02T10:00"], "M8[s]")
        >>> frames.due(cc.calendar("MY-07"), starts, np.array([2, 1]), "working day")
        array(['2025-05-05T23:59:59', '2025-05-05T23:59:59'], dtype='datetime64[s]')
    """
    column = Bare.of(starts, "starts", "M")
    promises = Promises.of(column, amounts, unit, reckoning, bound)
    if column.kind == "date" and promises.rule.needs_clock_time:
        raise _date_alone("starts")
    latest = 0

    def question(rows: slice) -> Answer:
        nonlocal latest
        at = read(column, rows, office.zone)
        found, gone = promises.dues(office, at.at, rows)
        blank = either(at.blank, gone)
        told = found < NEVER if blank is None else (found < NEVER) & ~blank
        latest = max(latest, int(found.max(initial=0, where=told)))
        return ticks(column, found, None, at, blank, office.zone, rows.start, False)

    result = answered(office, column, column.dtype, errors, question)
    if latest and promises.rule.family != "clock":
        warn_beyond_lists(office, as_datetime(latest, office.zone).date())
    return result


def _instants(given: Any, what: str) -> Bare:
    column = Bare.of(given, what, "M")
    if column.kind == "date":
        raise _date_alone(what)
    return column


def _date_alone(what: str) -> CaseError:
    return CaseError("CC602", f"{what} are dates alone", "give their time of day, such as datetime64[s]")
