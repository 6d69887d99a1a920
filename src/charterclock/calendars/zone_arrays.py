"""Local dates and clock times of a zone for whole columns: ``LocalTime`` on NumPy arrays of int64."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from charterclock.calendars.hours import DAY
from charterclock.calendars.zone import EPOCH_DAY, LocalTime

__all__ = ["Bools", "Extent", "Ints", "LocalArrays", "extent"]

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
#: the smallest and the largest
Extent = tuple[int, int]


def extent(values: Ints) -> Extent:
    """The smallest and the largest of some integers, of which there is at least one.

    One look at both is cheaper than any mask; called as ufuncs they cost half of what the methods do.
    """
    return int(np.minimum.reduce(values)), int(np.maximum.reduce(values))


class LocalArrays:
    """The clock of a zone over the dates of a ``LocalTime``; where its offset never changes, one subtraction."""

    def __init__(self, local: LocalTime) -> None:
        self.changes = np.array(local.changes, dtype=np.int64)
        self.offsets = np.array(local.offsets, dtype=np.int64)
        self.change_days = np.array(local.change_days, dtype=np.int64)
        rows = sorted((day, *changes[0]) for day, changes in local.touched.items())
        self.touched, self.turn, self.turn_before, self.turn_after = (
            np.array([row[column] for row in rows], dtype=np.int64) for column in range(4)
        )

    def _offset(self, instants: Ints) -> Ints:
        if not len(self.changes):
            return self.offsets[:1]
        if np.size(instants) and np.minimum.reduce(instants) >= self.changes[-1]:  # saves a bisection of every row
            return self.offsets[-1:]
        return self.offsets.take(np.searchsorted(self.changes, instants, side="right"))

    def wall_of(self, instants: Ints) -> Ints:
        """What the local clock reads at each instant, as microseconds since 1970-01-01T00:00 on that clock."""
        return instants + self._offset(instants)

    def at_wall(self, wall: Ints) -> Ints:
        """The first instants at which the local clock reads so much, or later."""
        if not len(self.changes):
            return wall - self.offsets[0]  # type: ignore[no-any-return]
        return self.at_clock(wall // DAY + EPOCH_DAY, wall % DAY)

    def date_of(self, instants: Ints) -> Ints:
        """The local date of each instant."""
        days = instants + self._offset(instants)
        np.floor_divide(days, DAY, out=days)
        days += EPOCH_DAY
        return days

    def clock_of(self, instants: Ints) -> Ints:
        """The local clock time of each instant, microseconds after midnight."""
        return (instants + self._offset(instants)) % DAY

    def at_clock(self, days: Ints, clocks: Ints | int) -> Ints:
        """The first instant of each day whose local clock reads so much, or later."""
        wall = days - EPOCH_DAY
        wall *= DAY
        wall = np.add(wall, clocks, out=wall if np.shape(clocks) in ((), wall.shape) else None)
        if not len(self.changes):
            wall -= self.offsets[0]
            return wall
        if np.size(days) and np.minimum.reduce(days) > self.touched[-1]:
            return wall - self.offsets[-1]  # type: ignore[no-any-return]
        instant: Ints = wall - self.offsets.take(np.searchsorted(self.change_days, days, side="right"))
        place = np.minimum(np.searchsorted(self.touched, days), len(self.touched) - 1)
        turning = self.touched.take(place) == days
        if not np.any(turning):
            return instant
        turn, early = self.turn.take(place), wall - self.turn_before.take(place)
        late = np.maximum(turn, wall - self.turn_after.take(place))
        return np.where(turning, np.where(early < turn, early, late), instant)
