"""Which of many sorted edges is the last at or before a place: a look-up where they lie on a coarse grid."""

from __future__ import annotations

from typing import Final

import numpy as np

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
        self.index: np.ndarray[tuple[int], np.dtype[np.int32]] | None = None
        if self.width and (end - start) // self.width < _MOST:
            places = np.append((edges - start) // self.width, (end - start) // self.width + 1)
            counts = np.diff(np.append(0, places))
            self.index = np.repeat(np.arange(-1, len(edges), dtype=np.int32), counts)

    def last(self, places: Ints) -> Ints:
        """The index of the last edge at or before each place, -1 before them all; of a place outside, any index."""
        if self.index is None:
            return np.searchsorted(self.edges, places, side="right") - 1
        return self.index.take((places - self.start) // self.width, mode="clip")  # type: ignore[return-value]
