"""Times in one interleaved run: in every round each contestant once, so that all see the same machine."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

#: a call is repeated until a sample takes this long
_SECONDS = 0.02


@dataclass
class Contestant:
    """One way to do a piece of work.

    Attributes:
        name: the package and what of it is called.
        call: does the work once.
        rows: how many answers a call gives.
        note: what is to be said beside the figure.
        compared: whether its answers are to be ours; ``sorted`` where it gives them in another order, ``no`` where it
            is asked something else, to have a measure.
        differ: how many of its answers differ from ours, and of how many.
        samples: nanoseconds of processor time an answer, a round each; all threads of the process count.
    """

    name: str
    call: Callable[[], Any]
    rows: int = 1
    note: str = ""
    compared: Literal["yes", "sorted", "no"] = "yes"
    differ: tuple[int, int] = (0, 0)
    samples: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.samples)

    @property
    def spread(self) -> tuple[float, float]:
        return min(self.samples), max(self.samples)

    def sample(self, times: int) -> None:
        began = time.process_time()
        for _ in range(times):
            self.call()
        self.samples.append((time.process_time() - began) * 1e9 / times / self.rows)


def measure(contestants: Sequence[Contestant], rounds: int) -> None:
    """Takes as many samples of each contestant as there are rounds."""
    times = []
    for one in contestants:
        one.call()
        began = time.process_time()
        one.call()
        times.append(max(1, int(_SECONDS / max(time.process_time() - began, 1e-9))))
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for one, repeated in zip(contestants, times, strict=True):
                one.sample(repeated)
    finally:
        gc.enable()
