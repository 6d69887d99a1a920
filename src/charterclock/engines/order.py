"""Whether the rows of an event log come in the order of their cases, batch after batch."""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = ["Order", "plain"]


class Order:
    """Follows a column of cases: equal cells come one after the other, and so do blank ones, wherever they stand."""

    def __init__(self) -> None:
        self._last: Any = None
        self._was_blank = False
        self._has_blank = False

    def goes_on(self, case: Any) -> bool:
        """Whether the cells of the next batch go on in order, so that none that was left comes again."""
        import pyarrow.compute as pc

        case = plain(case)
        if not len(case):
            return True
        valid = case.is_valid().to_numpy(zero_copy_only=False)
        blank_begins = ~valid & np.append(not self._was_blank, valid[:-1])
        if int(blank_begins.sum()) + self._has_blank > 1:
            return False
        places = np.flatnonzero(valid)
        parted = np.diff(places, prepend=-1) > 1  # a blank lies before it
        known = case.filter(case.is_valid())
        if len(known):
            parted[0] |= self._was_blank
            if pc.all(pc.less_equal(known[:-1], known[1:])).as_py() is False:
                return False
            same = pc.equal(known[:-1], known[1:]).to_numpy(zero_copy_only=False)
            if (same & parted[1:]).any():
                return False
            if self._last is not None:
                follows = pc.less if parted[0] else pc.less_equal
                if not follows(self._last, known[0]).as_py():
                    return False
            self._last = known[-1]
        self._was_blank = not valid[-1]
        self._has_blank = self._has_blank or bool(blank_begins.any())
        return True


def plain(column: Any) -> Any:
    """A column without a dictionary."""
    import pyarrow as pa

    return column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column
