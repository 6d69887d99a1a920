"""How many of many sorted edges lie at or before a place: a look-up on a grid instead of a bisection."""

from __future__ import annotations

from typing import Final

import numpy as np

from charterclock.calendars.scratch import scratch
from charterclock.calendars.zone_arrays import Bools, Ints

__all__ = ["MOST", "Slots"]

#: no more slots than these: 8 MB; a finer grid or a longer calendar is bisected
MOST: Final = 1 << 21


class Slots:
    """Sorted edges, none twice, that are asked about from a ``start`` to an ``end`` after them all.

    Offices open on quarters of an hour, so that one division and one look-up tell how many edges lie before an
    instant, where a bisection would look a dozen times. Where edges lie on no such grid, buckets so narrow that none
    holds two edges, a power of two wide, need one more look at the edge that the bucket may hold.
    """

    def __init__(self, edges: Ints, start: int, end: int) -> None:
        self.edges = edges
        self.start = start = min(start, int(edges[0])) if len(edges) else start
        self.width = int(np.gcd.reduce(edges - start)) if len(edges) else 0
        self.bits: int | None = None
        if self.width and (end - start) // self.width >= MOST:
            self.bits = max(int(np.diff(edges).min(initial=1 << 40)).bit_length() - 1, 0)
            self.width = 1 << self.bits
        #: for each slot how many edges lie up to its start
        self.counts: np.ndarray[tuple[int], np.dtype[np.int32]] | None = None
        if self.width and (end - start) // self.width < MOST:
            last = (end - start) // self.width + 1
            begins = -(-(edges - start) // self.width)  # an edge within a bucket counts from the next one on
            lengths = np.diff(np.concatenate([[0], begins, [max(last, int(begins[-1]))]]))
            self.counts = np.repeat(np.arange(len(edges) + 1, dtype=np.int32), lengths)
        self._by_slot: dict[str, Ints] = {}
        #: the edges, and one that no place reaches
        self.upcoming = np.append(edges, np.iinfo(np.int64).max)

    def upto(self, places: Ints) -> Ints:
        """How many edges lie at or before each place; of a place outside, any number of them.

        The answer is ``scratch``: it holds until the next call.
        """
        if self.counts is None:
            return np.searchsorted(self.edges, places, side="right")
        slots = scratch("slots", places)
        np.subtract(places, self.start, out=slots)
        if self.bits is None:
            np.floor_divide(slots, self.width, out=slots)
        else:
            np.right_shift(slots, self.bits, out=slots)
        slots[...] = self.counts.take(slots, mode="clip", out=scratch("counts", places, np.int32))
        if self.bits is not None:
            reached: Bools = places >= self.upcoming.take(slots, mode="clip", out=scratch("upcoming", places))
            slots += reached
        return slots

    def pick(self, name: str, values: Ints, places: Ints) -> Ints:
        """What there is of the edges up to each place: an entry of ``values``, one more than there are edges.

        On a grid the values are laid out by slot, under a name of theirs: one look-up instead of two. The answer is
        ``scratch``.
        """
        if self.counts is None or self.bits is not None:
            return values.take(self.upto(places), mode="clip", out=scratch("picked", places))
        by_slot = self._by_slot.get(name)
        if by_slot is None:
            by_slot = self._by_slot[name] = values.take(self.counts, mode="clip")
        slots = np.subtract(places, self.start, out=scratch("slots", places))
        np.floor_divide(slots, self.width, out=slots)
        return by_slot.take(slots, mode="clip", out=scratch("picked", places))
