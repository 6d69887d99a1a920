"""One question put to two engines: ours and somebody's, and how a difference is told."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pprint import pformat
from textwrap import indent
from typing import Any, Protocol

from charterclock.calendars.calendar import Calendar
from charterclock.calendars.dump import calendar_keys
from charterclock.calendars.moments import instant_of
from charterclock.calendars.zone import as_datetime
from charterclock.clock.due import Due, due
from charterclock.errors import BeyondGazettedWarning, OutsideCalendarError
from charterclock.oracle.strategies import Case
from charterclock.oracle.support import Support, Theirs, Unsupported

__all__ = ["Told", "Trial", "Violation", "ours", "try_out", "written"]

_WEEK = timedelta(days=7)


def ours(case: Case, calendar: Calendar) -> Due | None:
    """Our answer; ``None`` where it depends on dates that the calendar does not know.

    Raises:
        CharterclockError: the case is no question: a date alone where a time of day is needed, and the like.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", BeyondGazettedWarning)  # what is right by estimates is right here
        try:
            return due(
                case.start, case.duration, calendar, case.reckoning, bound=case.bound, pauses=case.pauses, at=case.at
            )
        except OutsideCalendarError:
            return None


@dataclass(frozen=True)
class Trial:
    """A case, our answer, and theirs: an instant, a date, whatever else was returned, or what was raised."""

    case: Case
    calendar: Calendar
    ours: Due | None
    theirs: Any

    @property
    def instant(self) -> datetime | None:
        """Their answer as an aware instant; ``None`` where it is none."""
        if not isinstance(self.theirs, datetime):
            return None
        return as_datetime(instant_of(self.theirs, self.calendar.zone), self.calendar.zone)

    @property
    def begun(self) -> float:
        """When the case starts, in seconds since 1970 UTC; only where there is an answer of ours."""
        return self.ours.start.timestamp() if self.ours else 0.0

    def agrees(self, support: Support) -> bool:
        """Whether the answers are the same: as dates where theirs is one, else as instants cut to the resolution."""
        if self.ours is None:  # beyond the calendar an error is the right answer
            return isinstance(self.theirs, Exception) or not support.outside
        if isinstance(self.theirs, datetime):
            return self.instant == support.floored(self.ours.instant)
        return isinstance(self.theirs, date) and self.theirs == self.ours.date

    def __str__(self) -> str:
        case = self.case
        asked = [_shown(case.start), repr(str(case.duration)), "office"]
        asked += [f"cc.{case.reckoning!r}"] if repr(case.reckoning) != "Reckoning()" else []
        asked += [f"bound={case.bound!r}"] if case.bound != "within" else []
        asked += [f"pauses=[{', '.join(f'({_shown(p)}, {_shown(r)})' for p, r in case.pauses)}]"] if case.pauses else []
        told = "an error: the calendar does not know the dates" if self.ours is None else str(self.ours.instant)
        return "\n".join([
            f"office = {office(self)}", f"cc.due({', '.join(asked)})",
            f"ours    {told}", f"theirs  {_answered(self)}",
        ])  # fmt: skip

    def explained(self) -> str:
        """The answers, and ours day by day."""
        return str(self) if self.ours is None else f"{self}\n{indent(self.ours.explain(), '        ')}"


def try_out(theirs: Theirs, case: Case, calendar: Calendar) -> Trial:
    """Puts a case to both.

    Raises:
        Unsupported: it is none of theirs.
        CharterclockError: it is no question.
    """
    wanted = ours(case, calendar)
    try:
        held = tuple((paused, resumed) for paused, resumed in case.pauses if resumed is not None)
        found: Any = theirs(case.start, case.duration, calendar, case.reckoning, case.bound, held)
    except Unsupported:
        raise
    except Exception as error:  # noqa: BLE001 (whatever somebody's code raises is its answer)
        found = error
    return Trial(case, calendar, wanted, found)


class Told(Protocol):
    """Anything asked of two engines that can be told: a ``Trial``, a measured stretch, a judged case."""

    def explained(self) -> str:
        """What was asked, our answer and theirs, and how ours comes about."""
        ...


class Violation(AssertionError):
    """A law that a tested function breaks, with the smallest case that was found.

    Attributes:
        law: the law's name.
        sentence: what is wrong.
        trials: what was asked, our answers and theirs.
    """

    def __init__(self, law: str, sentence: str, trials: Sequence[Told]) -> None:
        self.law, self.sentence, self.trials = law, sentence, trials
        said = "\n".join(indent(trial.explained(), "    ") for trial in trials)
        super().__init__(f"{law}: {sentence}\n{said}")

    def __reduce__(self) -> tuple[type[Violation], tuple[Any, ...]]:
        return Violation, (self.law, self.sentence, self.trials)


def office(trial: Trial) -> str:
    """The calendar of a trial as code, with the days off that are near the case."""
    days = [trial.case.start, *(moment for pause in trial.case.pauses for moment in pause if moment is not None)]
    days += [trial.ours.instant] if trial.ours else []
    return written(trial.calendar, [moment.date() if isinstance(moment, datetime) else moment for moment in days])


def written(calendar: Calendar, dates: Sequence[date]) -> str:
    """A calendar as code, with the days off that are near some dates."""
    if calendar.code is not None:
        return f"cc.{calendar!r}"
    keys = calendar_keys(calendar, min(dates) - _WEEK, max(dates) + _WEEK)
    for key in ("holidays", "changes"):
        keys[key] = [
            entry["date"] if entry.get("kind") == "public" else {k: v for k, v in entry.items() if k in _COUNTS}
            for entry in keys.get(key, ())
        ]
    shown = {key: value for key, value in keys.items() if value}
    return "cc.Calendar.build(**" + pformat(shown, width=110, sort_dicts=False, compact=True) + ")"


#: the keys of a day off that change what is counted
_COUNTS = ("date", "kind", "open")


def _answered(trial: Trial) -> str:
    if isinstance(trial.theirs, Exception):
        return f"raises {type(trial.theirs).__name__}: {trial.theirs}"
    found = trial.theirs if trial.instant is None else trial.instant
    return str(found) if isinstance(found, date) else repr(found)


def _shown(moment: datetime | date | None) -> str:
    return repr(None if moment is None else moment.isoformat())

