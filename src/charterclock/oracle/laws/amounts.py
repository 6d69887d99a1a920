"""Laws of opening time: what somebody's ``between`` and ``add`` must say of the time in which an office is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from hypothesis import strategies as st

from charterclock.calendars.calendar import Calendar
from charterclock.errors import OutsideCalendarError
from charterclock.oracle import strategies
from charterclock.oracle.answers import Violation, written
from charterclock.oracle.laws.running import EXAMPLES, run
from charterclock.oracle.support import Support, Unsupported

__all__ = ["Add", "Between", "Measured", "added_lies_between", "opening_time_between", "parts_add_up"]

#: somebody's opening time between two aware instants: a timedelta, or seconds
Between = Callable[[datetime, datetime, Calendar], timedelta | float]
#: somebody's instant at which so much opening time has passed since an aware instant
Add = Callable[[datetime, timedelta, Calendar], datetime]

_AMOUNTS: Final = st.one_of(
    st.sampled_from([1, 60, 3600, 8 * 3600, 9 * 3600, 45 * 3600]), st.integers(1, 200 * 3600)
).map(lambda seconds: timedelta(seconds=seconds))


@dataclass(frozen=True)
class Measured:
    """A stretch of time as ours and theirs measure it."""

    begin: datetime
    end: datetime
    calendar: Calendar
    ours: timedelta
    theirs: timedelta

    def explained(self) -> str:
        """Both amounts, and the open spans that ours counts."""
        first, last = sorted((self.begin, self.end))
        spans = []
        for opens, closes in self.calendar.periods(first, 5):
            if opens < last:
                spans.append(f"        {opens} - {min(closes, last)}")
        return "\n".join([
            f"office = {written(self.calendar, [first.date(), last.date()])}",
            f"office.between({self.begin.isoformat()!r}, {self.end.isoformat()!r})",
            f"ours    {self.ours}", f"theirs  {self.theirs}", *spans,
        ])  # fmt: skip


@st.composite
def _stretches(draw: st.DrawFn, support: Support) -> tuple[Calendar, list[datetime]]:
    calendar = draw(support.drawn_calendars())
    moments = draw(st.lists(strategies.moments(calendar), min_size=2, max_size=6))
    return calendar, [support.floored(moment) for moment in moments]


def _measured(between: Between, begin: datetime, end: datetime, calendar: Calendar) -> Measured | None:
    try:
        wanted = calendar.between(begin, end)
        found = between(begin, end, calendar)
    except (OutsideCalendarError, Unsupported):
        return None
    length = found if isinstance(found, timedelta) else timedelta(seconds=found)
    return Measured(begin, end, calendar, wanted, length)


def opening_time_between(
    between: Between, support: Support = Support(), *, examples: int = EXAMPLES, seed: int | None = None
) -> None:
    """The opening time between two instants is ours; a reversed pair is left out.

    Args:
        between: somebody's function of two aware instants and a calendar; a timedelta or seconds.
        support: its ``calendars`` and ``resolution`` matter here.
        examples: how many calendars, each with some pairs of instants.
        seed: the same seed asks the same.

    Raises:
        Violation: the smallest stretch on which the amounts differ by the resolution or more.

    Example:
        >>> opening_time_between(lambda begin, end, calendar: calendar.between(begin, end), examples=3, seed=1)
    """

    def check(drawn: tuple[Calendar, list[datetime]]) -> None:
        calendar, moments = drawn
        for begin, end in pairwise(moments):
            found = _measured(between, min(begin, end), max(begin, end), calendar)
            if found and abs(found.ours - found.theirs) >= support.resolution:
                raise Violation("opening_time_between", "the amounts differ", (found,))

    run(_stretches(support), check, support, examples, seed)


def parts_add_up(
    between: Between, support: Support = Support(), *, examples: int = EXAMPLES, seed: int | None = None
) -> None:
    """The opening time of two stretches that follow each other is that of both together.

    Raises:
        Violation: the two stretches and the whole, each as measured.
    """

    def check(drawn: tuple[Calendar, list[datetime]]) -> None:
        calendar, moments = drawn
        for first, middle, last in zip(*(sorted(moments)[n:] for n in range(3)), strict=False):
            pairs = ((first, middle), (middle, last), (first, last))
            one, two, both = (_measured(between, begin, end, calendar) for begin, end in pairs)
            if one and two and both and abs(one.theirs + two.theirs - both.theirs) >= 2 * support.resolution:
                raise Violation("parts_add_up", "two parts are not their whole", (one, two, both))

    run(_stretches(support), check, support, examples, seed)


def added_lies_between(
    add: Add, between: Between, support: Support = Support(), *, examples: int = EXAMPLES, seed: int | None = None
) -> None:
    """``between(s, add(s, d)) == d``, for amounts above nothing, by somebody's own two functions.

    Raises:
        Violation: the start, where they arrive, and what they measure up to there.
    """

    def check(drawn: tuple[tuple[Calendar, list[datetime]], list[timedelta]]) -> None:
        (calendar, moments), lengths = drawn
        for start, length in zip(moments, lengths, strict=False):
            try:
                calendar.add(start, length)
                end = add(start, length, calendar)
            except (OutsideCalendarError, Unsupported):
                continue
            found = _measured(between, start, end, calendar)
            if found and abs(found.theirs - length) >= support.resolution:
                raise Violation("added_lies_between", f"{length} was added, and does not lie between", (found,))

    run(st.tuples(_stretches(support), st.lists(_AMOUNTS, min_size=1, max_size=6)), check, support, examples, seed)
