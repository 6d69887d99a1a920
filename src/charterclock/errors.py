"""What can go wrong, as values: one error root, one warning root, stable codes.

::

    CharterclockError
    ├── FileError           a YAML file that cannot be read (syntax, limits)
    ├── CharterError        a charter that is not one: every problem, with its place
    ├── CalendarError       a calendar that contradicts itself, or an unknown one
    ├── DurationError       a duration or a phrase that cannot be read, or needs a meaning
    ├── ReckoningError      an unknown field, value or preset of a reckoning
    ├── OutsideCalendarError  an answer would need dates that the calendar does not know
    └── CaseError           one case that cannot be judged
    CharterclockWarning
    └── BeyondGazettedWarning  a due date beyond the last official list

Codes are stable: CC1xx files, CC2xx charters, CC3xx durations, CC4xx calendars, CC5xx reckoning and due dates,
CC6xx cases, CC7xx records, CC8xx the command line; CC9xx are remarks of lint. ``docs/errors.md`` and ``docs/lint.md``
have a heading for each.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

__all__ = [
    "BeyondGazettedWarning",
    "CalendarError",
    "CaseError",
    "CharterError",
    "CharterclockError",
    "CharterclockWarning",
    "DurationError",
    "FileError",
    "OutsideCalendarError",
    "Problem",
    "ReckoningError",
    "nearest",
]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and where.

    ``line`` and ``column`` count from 1; ``found`` is what a charter or calendar file has there, and ``hint`` says what
    was expected instead. ``row`` is the number of a row in its table, from 1, headings not counted, and
    ``file`` that table's file or what it holds (``cases``, ``outages``). ``case`` names a case of an event log, whose
    rows are several.
    """

    code: str
    message: str
    file: str | None = None
    line: int | None = None
    column: int | None = None
    hint: str | None = None
    row: int | None = None
    field: str | None = None
    case: str | None = None
    found: str | None = None

    def __post_init__(self) -> None:
        # What was found is shown, but a megabyte of it helps nobody.
        for name, most in (("message", 400), ("hint", 400), ("found", 400)):
            text = getattr(self, name)
            if text is not None and len(text) > most:
                object.__setattr__(self, name, text[: most - 3] + "...")

    @classmethod
    def of_cell(cls, said: str, *, row: int | None = None, field: str | None = None, case: str | None = None,
                hint: str | None = None) -> Problem:  # fmt: skip
        """A problem from ``code sentence``, as a table holds it.

        Example:
            >>> str(Problem.of_cell("CC626 the due is blank", row=6))
            'row 6: CC626 the due is blank'
        """
        code, _, message = said.partition(" ")
        return cls(code, message, row=row, field=field, case=case, hint=hint)

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        if self.row is not None or self.case is not None:
            within = (("row", self.row), ("case", self.case), ("column", self.field))
            place = ", ".join(filter(None, (place, *(f"{what} {name}" for what, name in within if name is not None))))
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place + ': ' if place else ''}{self.code} {self.message}{hint}"

    def to_dict(self) -> dict[str, str | int | None]:
        """The fields that are set, ready for JSON."""
        return {key: value for key, value in asdict(self).items() if value is not None}


class CharterclockError(Exception):
    """Root of all errors raised on purpose by charterclock.

    Attributes:
        code: a stable code such as ``CC501``.
        message: the sentence, without the code.
        hint: what to write instead, where that is known.
    """

    def __init__(self, code: str, message: str, hint: str | None = None) -> None:
        self.code = code
        self.message = message
        self.hint = hint
        super().__init__(code, message, hint)

    def __str__(self) -> str:
        return f"{self.code} {self.message}" + (f" ({self.hint})" if self.hint else "")


class CalendarError(CharterclockError, ValueError):
    """A calendar that contradicts itself, or a code that names none."""


class DurationError(CharterclockError, ValueError):
    """A duration that cannot be read, or one whose word has no meaning yet."""


class ReckoningError(CharterclockError, ValueError):
    """An unknown preset, field or value of a reckoning."""


class OutsideCalendarError(CharterclockError, LookupError):
    """The answer depends on dates that the calendar does not know: an error, never a guess."""


class CaseError(CharterclockError, ValueError):
    """One case that cannot be judged: the reason a table shows in its ``problem`` column."""


class _ProblemsError(CharterclockError, ValueError):
    """Several problems of one file."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(
            sorted(problems, key=lambda p: (p.file or "", p.line or 0, p.column or 0, p.code, p.message))
        )
        first = self.problems[0]
        super().__init__(first.code, first.message, first.hint)

    def __reduce__(self) -> tuple[type[_ProblemsError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class FileError(_ProblemsError):
    """A file that cannot be read as YAML, or goes over a limit.

    ``before`` is for the readers of this library: what was whole before the slip that ended the reading.
    """

    before: Any = None


class CharterError(_ProblemsError):
    """A file or mapping that is no charter; ``problems`` holds everything found, in order of place."""


class CharterclockWarning(UserWarning):
    """Root of all warnings given by charterclock."""


class BeyondGazettedWarning(CharterclockWarning):
    """A due date lies beyond the last year whose official list is gazetted: days off there are estimates."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """A hint that names the known word closest to ``word``, or ``None`` when nothing is close.

    Example:
        >>> nearest("Pledgs", ["pledges", "title"])
        "did you mean 'pledges'?"
    """
    if not isinstance(word, str) or len(word) > 100:
        return None
    plain = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(word.casefold(), list(plain), n=1, cutoff=0.6)
    return f"did you mean '{plain[close[0]]}'?" if close else None
