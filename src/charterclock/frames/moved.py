"""Days and instants moved over a calendar's tables, where amounts differ in sign from row to row or are very fine."""

from __future__ import annotations

from typing import Any

import numpy as np

from charterclock.calendars.timetable_arrays import FAR, NO_DAY, TimetableArrays
from charterclock.calendars.zone import EPOCH_DAY
from charterclock.calendars.zone_arrays import Bools, Extent, Ints, extent
from charterclock.frames.instants import Piece

__all__ = ["moved", "moved_finely", "open_rest", "shifted"]


def shifted(reader: TimetableArrays, days: Ints, n: Any, reach: Extent, span: Extent) -> Ints:
    """``Calendar.shift``: the n-th working day after each day since 1970; ``n`` is a number, or one for each day.

    ``reach`` and ``span`` are the smallest and the largest of ``n`` and of ``days``. The answer are day numbers.
    """
    low, high = reach
    if low > 0 or high < 0:
        return reader.shift(days, n, reach=reach, span=span, origin=EPOCH_DAY)
    days = days + EPOCH_DAY
    still = np.where(reader.known(days), days, NO_DAY)
    if low == high:
        return still
    return reader.where(n != 0, lambda pick: reader.shift(pick(days), pick(n)), still)


def moved(reader: TimetableArrays, at: Ints, length: Any, landing: str | None) -> Ints:
    """``Calendar.add``: each length forward lands on a closing, each back on an opening, none stays."""
    if np.ndim(length) == 0:
        return reader.add(at, length, landing or ("closing" if length > 0 else "opening")) if length else at
    low, high = extent(length)
    if low > 0 or high < 0:
        return reader.add(at, length, landing or ("closing" if low > 0 else "opening"))
    result = at
    for some, usual in ((length > 0, "closing"), (length < 0, "opening")):
        result = reader.where(
            some, lambda pick, where=landing or usual: reader.add(pick(at), pick(length), where), result  # type: ignore[misc]
        )
    return result


def moved_finely(
    reader: TimetableArrays, at: Ints, rest: Any, length: Any, more: Any, parts: int, landing: str | None
) -> tuple[Ints, Ints]:
    """The same with ``rest`` and ``more``, ticks of which ``parts`` are a microsecond, beyond instants and lengths.

    Openings and closings are whole microseconds, so that what is left over moves along: where it would pass a closing
    at which an amount ends, the amount is rounded up and the difference taken back.
    """
    total = np.where(reader.is_open(at), rest, 0) + more
    left = total % parts
    amounts = length + total // parts
    ahead = (length >= 0) & np.full(np.shape(at), True)
    moving = (length != 0) | (more != 0) | np.full(np.shape(at), False)
    found = at
    for some, usual in ((moving & ahead, "closing"), (moving & ~ahead, "opening")):
        where = landing or usual
        up = (left > 0) if where == "closing" else np.zeros(np.shape(at), np.bool_)

        def landed(pick: Any, where: str = where, up: Bools = up) -> Ints:
            instant = reader.add(pick(at), pick(amounts) + pick(up), where)
            return np.where(instant == FAR, FAR, instant - pick(up))

        found = reader.where(some, landed, found)
    return found, np.where(moving, left, rest)


def open_rest(reader: TimetableArrays, piece: Piece, factor: int) -> Any:
    """What instants have beyond the microsecond, where it is opening time, in ticks ``factor`` times as fine."""
    return 0 if piece.rest is None else np.where(reader.is_open(piece.at), piece.rest, 0) * factor
