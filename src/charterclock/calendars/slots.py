"""How many of many sorted edges lie at or before a place: a look-up where they lie on a coarse grid."""

from __future__ import annotations

from typing import Final

import numpy as np

from charterclock.calendars.scratch import scratch
from charterclock.calendars.zone_arrays import Ints

__all__ = ["Slots"]

#: no more slots than these: 8 MB; a finer grid or a longer calendar is bisected
_MOST: Final = 1 << 21


class Slots:
    """Sorted edges, none twice, that are asked about from a ``start`` to an ``end`` after them all.

    Offices open on quarters of an hour, so that one division and one look-up tell the span of an instant, where a
    bisection would look a dozen times.
    """

    def __init__(self, edges: Ints, start: int, end: int) -> None:
        self.edges = edges
        self.start = start = min(start, int(edges[0])) if len(edges) else start
        self.width = int(np.gcd.reduce(edges - start)) if len(edges) else 0
        #: for each slot how many edges begin up to it
        self.counts: np.ndarray[tuple[int], np.dtype[np.int32]] | None = None
        if self.width and (end - start) // self.width < _MOST:
            places = np.append((edges - start) // self.width, (end - start) // self.width + 1)
            lengths = np.diff(np.append(0, places))
            self.counts = np.repeat(np.arange(len(edges) + 1, dtype=np.int32), lengths)

    def upto(self, places: Ints) -> Ints:
        """How many edges lie at or before each place; of a place outside, any number of them.

        The answer is ``scratch``: it holds until the next call.
        """
        if self.counts is None:
            return np.searchsorted(self.edges, places, side="right")
        slots = scratch("slots", places)
        np.subtract(places, self.start, out=slots)
        np.floor_divide(slots, self.width, out=slots)
        slots[...] = self.counts.take(slots, mode="clip", out=scratch("counts", places, np.int32))
        return slots
