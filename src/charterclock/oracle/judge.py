"""The answers of another program to an exported table: which are wrong, and what the wrong ones have in common."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from charterclock.calendars.calendar import Calendar
from charterclock.calendars.known import calendar as known_calendar
from charterclock.durations import NEXT_WORKING_DAY, Duration
from charterclock.errors import CharterclockError, FileError, Problem
from charterclock.oracle.answers import Trial, ours
from charterclock.oracle.strategies import Case
from charterclock.oracle.support import Support
from charterclock.oracle.traits import grouped, traits
from charterclock.reckoning import Reckoning

__all__ = ["Judgement", "judged", "read_answers"]

_FIELDS: Final = ("receipt", "first_day", "roll", "rest_days", "statutory_limit", "day_end", "paused")
_NEEDED: Final = ("calendar", "start", "amount", "unit", "bound", *_FIELDS, "pauses", "answer")


@dataclass(frozen=True)
class Judgement:
    """What is wrong with a program's answers; ``print(judgement)`` is made to be read.

    Attributes:
        right: how many answers are ours.
        wrong: (row number, the question with both answers) of each that is not.
        unanswered: how many rows have a blank answer.
        problems: rows that cannot be read, each with its place.
        groups: (traits in common, how many wrong rows have them, how many right ones do, the plainest row's number).
    """

    right: int
    wrong: tuple[tuple[int, Trial], ...]
    unanswered: int
    problems: tuple[Problem, ...]
    groups: tuple[tuple[tuple[str, ...], int, int, int], ...]

    @property
    def ok(self) -> bool:
        """Whether something was answered, all of it right, and every row could be read."""
        return self.right > 0 and not self.wrong and not self.problems

    def __str__(self) -> str:
        counts = f"{self.right:,} right, {len(self.wrong):,} wrong, {self.unanswered:,} unanswered"
        lines = [f"{counts}, {len(self.problems):,} unreadable"]
        trials = dict(self.wrong)
        for number, (said, bad, good, row) in enumerate(self.groups, 1):
            common = f"all: {'; '.join(said)} ({bad / (bad + good):.0%} of such rows)" if said else "nothing in common"
            lines += ["", f"{number}. {bad:,} wrong; {common}", f"row {row}, the plainest of them:",
                      trials[row].explained()]  # fmt: skip
        return "\n".join([*lines, *(str(problem) for problem in self.problems[:20])])


def judged(rows: Iterable[Mapping[str, Any]], file: str = "answers", to: Support = Support()) -> Judgement:
    """Judges answers, each in the column ``answer`` of a row of an exported table.

    Args:
        rows: the columns of the export, as text, and ``answer``: an ISO 8601 instant (without offset: in the
            calendar's zone) or a date, which is compared with the due date. A blank one is unanswered.
        file: the name to be told with problems.
        to: its ``resolution`` is the smallest step of time that the program knows.

    Example:
        >>> import charterclock as cc
        >>> from charterclock.oracle.export import exported
        >>> rows = [{**row, "answer": row["due_date"]} for row in exported(cc.calendar("MY-07"), "MY-07", 20, seed=1)]
        >>> judged(rows).ok
        True
    """
    right: list[frozenset[str]] = []
    wrong: list[tuple[int, Trial]] = []
    problems: list[Problem] = []
    unanswered = 0
    for number, row in enumerate(rows, 1):
        missing = [name for name in _NEEDED if row.get(name) is None]
        if missing:
            said = f"row {number} lacks {', '.join(missing)}"
            problems.append(Problem("CC810", said, file=file, line=number + 1, hint="keep the columns of the export"))
            continue
        text = str(row["answer"]).strip()
        if not text:
            unanswered += 1
            continue
        try:
            calendar, case = _office(str(row["calendar"])), _case(row)
            trial = Trial(case, calendar, ours(case, calendar), _moment(text))
        except (CharterclockError, ValueError) as error:
            problems.append(Problem("CC810", f"row {number}: {error}", file=file, line=number + 1))
            continue
        if trial.agrees(to):
            right.append(traits(case, calendar, trial.ours))
        else:
            wrong.append((number, trial))
    said_of = [traits(trial.case, trial.calendar, trial.ours) for _, trial in wrong]
    groups = tuple(
        (group.traits, len(group.members), group.right,
         wrong[min(group.members, key=lambda place: _plainness(wrong[place][1], said_of[place]))][0])
        for group in grouped(said_of, right)
    )  # fmt: skip
    return Judgement(len(right), tuple(wrong), unanswered, tuple(problems), groups)


def _plainness(trial: Trial, said: frozenset[str]) -> tuple[Any, ...]:
    case = trial.case
    return len(case.pauses), case.reckoning != Reckoning(), case.bound != "within", len(said), case.duration.amount


def read_answers(path: str) -> list[dict[str, Any]]:
    """The rows of a CSV (with headings) or of JSON Lines, by the file's ending.

    Raises:
        FileError: CC101, the file cannot be read; CC810, a line that is no JSON object. For CSV as tables of cases.
    """
    if not path.endswith(".jsonl"):
        from charterclock.frames.files import plain_rows, read_table

        names, rows = plain_rows(read_table(path).frame)
        return [{name: "" if cell is None else cell for name, cell in zip(names, row, strict=True)} for row in rows]
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FileError([Problem("CC101", f"cannot be read: {error}", file=path)]) from None
    found, problems = list[dict[str, Any]](), list[Problem]()
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line) if line.strip() else None
        except (ValueError, RecursionError):
            row = ()
        if isinstance(row, dict):
            found.append(row)
        elif row is not None:
            problems.append(Problem("CC810", "not a JSON object", file=path, line=number))
    if problems:
        raise FileError(problems)
    return found


@lru_cache(maxsize=32)
def _office(name: str) -> Calendar:
    return known_calendar(name)


def _moment(text: str) -> datetime | date:
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)


def _case(row: Mapping[str, Any]) -> Case:
    unit, fields = str(row["unit"]), {field: str(row[field]) for field in _FIELDS}
    duration = Duration(unit=unit) if unit == NEXT_WORKING_DAY else Duration(str(row["amount"]), unit)
    pauses = []
    for pair in filter(None, str(row["pauses"]).split("; ")):
        paused, _, resumed = pair.partition("/")
        pauses.append((datetime.fromisoformat(paused), datetime.fromisoformat(resumed)))
    start = datetime.fromisoformat(str(row["start"]))
    return Case(start, duration, Reckoning().replace(**fields), str(row["bound"]), tuple(pauses))
