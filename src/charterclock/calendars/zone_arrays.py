"""Local dates and clock times of a zone for whole columns: ``LocalTime`` on NumPy arrays of int64."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from charterclock.calendars.hours import DAY
from charterclock.calendars.zone import EPOCH_DAY, LocalTime

__all__ = ["Bools", "Ints", "LocalArrays"]

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


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
        if np.size(instants) and np.min(instants) >= self.changes[-1]:  # saves a bisection of every row
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
        return (instants + self._offset(instants)) // DAY + EPOCH_DAY

    def clock_of(self, instants: Ints) -> Ints:
        """The local clock time of each instant, microseconds after midnight."""
        return (instants + self._offset(instants)) % DAY

    def at_clock(self, days: Ints, clocks: Ints | int) -> Ints:
        """The first instant of each day whose local clock reads so much, or later."""
        wall = (days - EPOCH_DAY) * DAY + clocks
        if not len(self.changes):
            return wall - self.offsets[0]  # type: ignore[no-any-return]
        if np.size(days) and np.min(days) > self.touched[-1]:
            return wall - self.offsets[-1]  # type: ignore[no-any-return]
        instant: Ints = wall - self.offsets.take(np.searchsorted(self.change_days, days, side="right"))
        place = np.minimum(np.searchsorted(self.touched, days), len(self.touched) - 1)
        turning = self.touched.take(place) == days
        if not np.any(turning):
            return instant
        turn, early = self.turn.take(place), wall - self.turn_before.take(place)
        late = np.maximum(turn, wall - self.turn_after.take(place))
        return np.where(turning, np.where(early < turn, early, late), instant)
