"""Memory for intermediate results, kept from one piece of a column to the next.

An array made anew for every step is larger than what the system's allocator keeps, so that each one costs a visit to
the kernel and leaves the cache: half of the time of a look-up. What is taken here must not leave the function.
"""

from __future__ import annotations

import threading
from typing import Any, Final

import numpy as np

__all__ = ["PIECE", "scratch"]

#: rows of a piece: it stays in the cache with its intermediate results
PIECE: Final = 1 << 17


class _Held(threading.local):
    def __init__(self) -> None:
        self.arrays: dict[str, np.ndarray[Any, Any]] = {}


_held: Final = _Held()


def scratch(name: str, like: np.ndarray[Any, Any], dtype: type = np.int64) -> np.ndarray[Any, Any]:
    """An array of the shape of another, of any content: each time the same one for a name in a thread."""
    if like.ndim != 1 or like.size > PIECE:
        return np.empty(like.shape, dtype)
    held = _held.arrays.get(name)
    if held is None:
        held = _held.arrays[name] = np.empty(PIECE, dtype)
    return held[: like.size]
