"""What is told of rows that could not be judged: the first of each file, with file and row, and how many more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np

from charterclock.calendars.zone_arrays import Ints
from charterclock.errors import Problem
from charterclock.frames.texts import Texts

__all__ = ["Tell", "Told"]

#: is told a problem, or a sentence
Tell = Callable[[Problem | str], object]
#: so many problems of a file are told one by one
_MOST: Final = 20


class Told:
    """Tells the first problems of a file whose judged rows go by."""

    def __init__(self, path: str, tell: Tell | None) -> None:
        self.path, self.tell = path, tell
        self.count = 0

    def of_rows(self, problem: Texts, rows: Ints, case: Callable[[int], Any]) -> None:
        """Tells what is wrong with judged rows.

        Args:
            problem: what is wrong, for each of them.
            rows: the row of the file, from 0, for each.
            case: gives the name of the case by the place among them; ``None`` where it has none.
        """
        wrong = np.flatnonzero(~problem.blank)
        for place in wrong[: self._left].tolist():
            self._say(Problem.of_cell(str(problem[place]), row=int(rows[place]) + 1), case(place))
        self.count += len(wrong)

    def of_problems(self, problems: Sequence[Problem], before: int) -> None:
        """Tells the problems of a batch; ``before``: how many rows of the file lie before it."""
        for problem in problems[: self._left]:
            self._say(replace(problem, row=None if problem.row is None else problem.row + before), problem.case)
        self.count += len(problems)

    def close(self) -> None:
        """Tells how many were not told."""
        if self.tell is not None and self.count > _MOST:
            self.tell(f"{self.path}: {self.count - _MOST:,} more cases could not be judged")

    @property
    def _left(self) -> int:
        return max(_MOST - self.count, 0) if self.tell is not None else 0

    def _say(self, problem: Problem, case: Any) -> None:
        assert self.tell is not None
        named = None if case is None else str(case)
        self.tell(Problem(problem.code, problem.message, self.path, row=problem.row, case=named))
