"""Bare columns as instants of a calendar's reckoning, and instants as columns again: pieces of some thousand rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np

from charterclock.calendars.calendar import Calendar
from charterclock.calendars.hours import DAY
from charterclock.calendars.scratch import PIECE
from charterclock.calendars.timetable_arrays import NO_DAY
from charterclock.calendars.zone import EPOCH_DAY
from charterclock.calendars.zone_arrays import Bools, Ints, extent
from charterclock.errors import CaseError, CharterclockError, OutsideCalendarError
from charterclock.frames.bare import NAT, Bare
from charterclock.frames.columns import clock_of

__all__ = [
    "Answer", "Piece", "answered", "days_as_ticks", "either", "read", "read_days", "refuse_unit", "ticks",
    "whole_ticks",
]  # fmt: skip

#: the instants that are answered: Python's own, some days short for offsets
_EARLIEST: Final = (3 - EPOCH_DAY) * DAY
_LATEST: Final = (date.max.toordinal() - 12 - EPOCH_DAY) * DAY
_MOST: Final = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows of a column of instants or dates.

    Attributes:
        at: microseconds since 1970 UTC (of dates: days); some row's value where ``blank`` or ``far``.
        rest: ticks beyond the microsecond; ``None`` where there are none.
        blank: which rows are blank, if any.
        far: which rows no calendar can hold, if any.
        low: the earliest instant, for ``Calendar.ask_arrays``.
        high: the latest.
    """

    at: Ints
    rest: Ints | None
    blank: Bools | None
    far: Bools | None
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The answers of some rows: ticks or truth values, which are blank, and which lie outside the calendar.

    ``less`` is still to be taken from the ticks, on the way to where they will lie.
    """

    values: np.ndarray[Any, Any]
    blank: Bools | None = None
    far: Bools | None = None
    less: int = 0


def either(first: Bools | None, second: Bools | None) -> Bools | None:
    """Rows of which one of two things, where there is any, is true."""
    if first is None or second is None:
        return second if first is None else first
    return first | second


def _scaled(
    column: Bare, rows: slice, as_days: bool = False
) -> tuple[Ints, Ints | None, Bools | None, Bools | None, tuple[int, int]]:
    """Microseconds (UTC, or on the clock where the column has no zone), ticks beyond, blank and far, and their extent.

    Dates ``as_days`` stay days since 1970: shift needs no other.
    """
    ticks, blank, far = column.ticks[rows], None if column.blank is None else column.blank[rows], None
    low = max(-(-_EARLIEST // column.step) * column.parts, NAT + 1)
    high = min(_LATEST // column.step * column.parts, _MOST)
    least, most = extent(ticks)  # finds blanks and overflow alike
    if least < low or most > high:
        blank = either(blank, ticks == NAT)
        far = ((ticks < low) | (ticks > high)) & ~blank  # type: ignore[operator]
    odd = either(blank, far)
    if odd is not None:
        good = ticks[~odd]
        ticks = np.where(odd, good[0] if len(good) else 0, ticks)
        least, most = extent(ticks)
    if as_days:
        return ticks, None, blank, far, (least, most)
    if column.parts == 1:
        at = ticks if column.step == 1 else ticks * column.step
        return at, None, blank, far, (least * column.step, most * column.step)
    at = ticks // column.parts
    rest = ticks - at * column.parts
    return at, rest if rest.any() else None, blank, far, (least // column.parts, most // column.parts)


def read(column: Bare, rows: slice, zone: str) -> Piece:
    """Some rows as instants; clock times are in ``zone``, dates stand for their first instant."""
    at, rest, blank, far, (low, high) = _scaled(column, rows)
    if column.zone is None:
        clock, wall = clock_of(zone, low, high), at
        at = clock.at_wall(wall)
        low, high = clock.at_wall(np.array([low, high])).tolist()  # the order of clock times is that of instants
        if rest is not None and len(clock.changes):  # a clock time that does not exist is the end of the gap
            rest = np.where(clock.wall_of(at) == wall, rest, 0)
    return Piece(at, rest, blank, far, low, high)


def read_days(column: Bare, rows: slice, office: Calendar) -> Piece:
    """Some rows as local dates: days since 1970; those that the calendar does not cover are far."""
    at, _, blank, far, least_and_most = _scaled(column, rows, column.kind == "date")
    zone = office.zone
    least, most = least_and_most
    if column.kind == "date":
        days, low, high = at, least, most
    elif column.zone is None:
        days, low, high = at // DAY, least // DAY, most // DAY
    else:
        days = clock_of(zone, least, most).date_of(at) - EPOCH_DAY
        low, high = extent(days)
    if office.covers is not None:
        first, last = (day.toordinal() - EPOCH_DAY for day in office.covers)
        if low < first or high > last:
            far = either(far, (days < first) | (days > last))
            days = np.clip(days, first, last)
    return Piece(days, None, blank, far, low * DAY, high * DAY)


def days_as_ticks(column: Bare, days: Ints, piece: Piece, gone: Bools | None, zone: str, first: int) -> Answer:
    """Days as the first instants of them, in ticks of a column; ``NO_DAY`` is far, ``gone`` rows are blank."""
    far, blank = piece.far, either(piece.blank, gone)
    if int(np.maximum.reduce(days)) >= NO_DAY // 2:
        unknown = days >= NO_DAY // 2
        far, days = either(far, unknown), np.where(unknown, piece.at + EPOCH_DAY, days)
    if column.kind == "date":
        return Answer(days, blank, far, EPOCH_DAY)
    if column.zone is None:
        at = (days - EPOCH_DAY) * DAY
        return Answer(whole_ticks(column, at, None, either(blank, far), first), blank, far)
    low, high = ((day - EPOCH_DAY) * DAY for day in extent(days))
    at = clock_of(zone, low, high).at_clock(days, 0)
    return Answer(whole_ticks(column, at, None, either(blank, far), first), blank, far)


def ticks(
    column: Bare, at: Ints, rest: Ints | None, piece: Piece, blank: Bools | None, zone: str, first: int, exact: bool
) -> Answer:
    """Instants as ticks of a column.

    Args:
        column: the column whose unit and zone they take.
        at: microseconds since 1970 UTC; outside the years that dates have where the calendar has no answer.
        rest: ticks of the column beyond the microsecond.
        piece: what they were computed from.
        blank: which rows are blank.
        zone: the calendar's.
        first: the row of the column at which they begin.
        exact: whether an instant between two ticks is an error; else it is floored.

    Raises:
        CaseError: CC647, the unit of the column cannot hold an answer.
    """
    far = piece.far
    low, high = extent(at)
    if low < _EARLIEST or high > _LATEST:
        far = either(far, (at < _EARLIEST) | (at > _LATEST))
        at = np.where((at < _EARLIEST) | (at > _LATEST), piece.at, at)
        low, high = extent(at)
    if column.zone is None:
        at = clock_of(zone, low, high).wall_of(at)
    odd = either(blank, far)
    return Answer(whole_ticks(column, at, rest, odd, first, exact), blank, far)


def whole_ticks(column: Bare, at: Ints, rest: Ints | None, odd: Bools | None, first: int, exact: bool = True) -> Ints:
    """Microseconds as ticks of a column; ``odd`` rows are without meaning.

    Raises:
        CaseError: CC647, the unit of the column cannot hold an answer.
    """
    if column.parts > 1:
        bound = _MOST // column.parts - 1
        low, high = extent(at)
        if low < -bound or high > bound:
            refuse_unit((at < -bound) | (at > bound), odd, first, column, False)
        return at * column.parts + (0 if rest is None else rest)
    if column.step > 1:
        found = at // column.step
        if exact:
            refuse_unit(found * column.step != at, odd, first, column, True)
        return found
    return at


def refuse_unit(wrong: Bools, odd: Bools | None, first: int, column: Bare, finer: bool) -> None:
    """Refuses answers that the unit of a column cannot hold: ``wrong`` rows that are not ``odd``.

    Raises:
        CaseError: CC647.
    """
    rows = np.flatnonzero(wrong if odd is None else wrong & ~odd)
    if len(rows):
        said = "lies between two of its ticks" if finer else "lies beyond what its unit reaches"
        hint = "cast it to a finer unit, such as [us]" if finer else "cast it to a coarser unit, such as [us]"
        raise CaseError(
            "CC647", f"{column.what}, row {first + int(rows[0]) + 1}: the answer {said}: {column.dtype}", hint
        )


def answered(
    office: Calendar, column: Bare, dtype: Any, errors: str, question: Callable[[slice], Answer]
) -> Any:
    """The answers of a whole column, as the kind of column that was given.

    Args:
        office: the calendar, named where rows lie outside it.
        column: whose kind, index and name the answer takes.
        dtype: NumPy's type of the answers.
        errors: ``raise`` or ``null``.
        question: the answers of a slice of rows.

    Raises:
        OutsideCalendarError: CC410, names the first row and tells how many there are.
        CharterclockError: CC646, ``errors`` is neither.
    """
    if errors not in ("raise", "null"):
        raise CharterclockError("CC646", f"errors is 'raise' or 'null', found {errors!r}")
    count = len(column)
    plain = np.dtype(np.bool_ if np.dtype(dtype).kind == "b" else np.int64)
    values = np.empty(count, dtype=plain)
    blank: Bools | None = None
    outside, missing = 0, 0
    for first in range(0, count, PIECE):
        rows = slice(first, min(first + PIECE, count))
        answer = question(rows)
        if answer.less:
            np.subtract(answer.values, answer.less, out=values[rows])
        else:
            values[rows] = answer.values
        odd = answer.blank
        if answer.far is not None:
            far = answer.far if odd is None else answer.far & ~odd
            found = np.count_nonzero(far)
            if found and not missing:
                outside = first + int(np.argmax(far))
            missing += int(found)
            odd = either(odd, far)
        if odd is not None:
            if blank is None:
                blank = np.zeros(count, dtype=np.bool_)
            blank[rows] = odd
    if missing and errors == "raise":
        _refuse(office, outside, missing)
    if blank is not None and not blank.any():
        blank = None
    if blank is not None and plain.kind == "b":
        values[blank] = False
    return column.like(values if plain.kind == "b" else values.view(dtype), blank)


def _refuse(office: Calendar, row: int, count: int) -> None:
    more = f" and {count - 1} more" if count > 1 else ""
    covers = f": {office.covers[0]} to {office.covers[1]}" if office.covers else ""
    raise OutsideCalendarError(
        "CC410", f"row {row + 1}{more}: the answer depends on dates that calendar {office} does not cover{covers}",
        'errors="null" leaves such rows blank',
    )  # fmt: skip
