"""Each rule of the arithmetic as a law: within it, somebody's answers are ours. Numbers are those of the rules page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Protocol

from hypothesis import strategies as st

from charterclock.durations import DAY_UNITS, MONTH_UNITS, NEXT_WORKING_DAY, TIME_UNITS, UNITS, Annual
from charterclock.errors import CharterclockError, OutsideCalendarError
from charterclock.oracle.answers import Trial, Violation, try_out
from charterclock.oracle.laws.running import EXAMPLES, World, run, worlds
from charterclock.oracle.strategies import Case
from charterclock.oracle.support import Support, Theirs, Unsupported

__all__ = [
    "RULES", "Law", "after_and_before", "agreement", "calendar_units", "dates_of_the_year", "elapsed_time", "floors",
    "last_instants", "next_working_day", "opening_time", "pauses", "receipt", "working_days",
]  # fmt: skip

_CLOCK: Final = tuple(unit for unit in TIME_UNITS if unit.startswith("clock"))
_OPENING: Final = tuple(unit for unit in TIME_UNITS if unit.startswith("working"))
_WORKING: Final = ("working day", "working week", "statutory day")
_CALENDAR: Final = ("calendar day", "calendar week", *MONTH_UNITS)
_DATED: Final = (*DAY_UNITS, *MONTH_UNITS)
_RECEIPTS: Final = ("next_opening", "cutoff 16:00", "cutoff 12:30", "cutoff 00:00")
_ENDS: Final = ("closing", "same_time", "16:00", "12:30", "02:30")


def agreement(
    theirs: Theirs, support: Support = Support(), *, examples: int = EXAMPLES, seed: int | None = None,
    law: str = "agreement",
) -> None:  # fmt: skip
    """Every answer that is claimed is ours, rule by rule or all rules together.

    Args:
        theirs: somebody's function: start, duration, calendar, reckoning, bound, pauses -> instant or date.
        support: what it claims to answer.
        examples: how many calendars, each with up to 84 cases.
        seed: the same seed asks the same; ``None`` asks anew each time.
        law: the name under which a difference is reported.

    Raises:
        Violation: the smallest case found in which the answers differ, both answers, and ours day by day.

    Example:
        >>> import charterclock as cc
        >>> from charterclock.oracle import Support
        >>> def theirs(start, duration, calendar, reckoning, bound, pauses):
        ...     return cc.due(start, duration, calendar, reckoning, bound=bound, pauses=pauses).instant
        >>> agreement(theirs, Support(units=["working day"]), examples=5, seed=1)
    """

    def check(world: World) -> None:
        for case in world.cases:
            try:
                trial = try_out(theirs, case, world.calendar)
            except (CharterclockError, Unsupported):
                continue
            if not trial.agrees(support):
                raise Violation(law, "the answers differ", (trial,))

    run(worlds(support), check, support, examples, seed)


class Law(Protocol):
    """A law about a due function."""

    def __call__(
        self, theirs: Theirs, support: Support = Support(), *, examples: int = EXAMPLES, seed: int | None = None
    ) -> None:
        """Raises ``Violation`` with the smallest case found in which the law does not hold."""
        ...


def _rule(name: str, about: str, needs_pauses: bool = False, **part: Any) -> Law:
    """The law that answers within a part of the arithmetic are ours."""

    def law(
        theirs: Theirs, support: Support = Support(), *, examples: int = EXAMPLES, seed: int | None = None
    ) -> None:
        narrowed = support.narrowed(**part)
        if narrowed is not None and (support.pauses or not needs_pauses):
            agreement(theirs, narrowed, examples=examples, seed=seed, law=name)

    law.__name__ = law.__qualname__ = name
    law.__doc__ = f"Rule {about}. Arguments and what is raised: as ``agreement``; nothing to do where none is claimed."
    return law


receipt = _rule(
    "receipt", "1: when something is deemed received", bounds=("within", "under", "after", "at_least"),
    receipt=_RECEIPTS,
)  # fmt: skip
elapsed_time = _rule("elapsed_time", "2: clock units", units=_CLOCK)
opening_time = _rule("opening_time", "2: working minutes and hours", units=_OPENING)
working_days = _rule("working_days", "3: working days and weeks, statutory days", units=_WORKING)
calendar_units = _rule("calendar_units", "4: calendar days and weeks, months, quarters, years; rolls", units=_CALENDAR)
last_instants = _rule(
    "last_instants", "5: the last permitted instant of a due date", units=(*_DATED, NEXT_WORKING_DAY),
    bounds=("within", "under"), day_end=_ENDS,
)  # fmt: skip
pauses = _rule("pauses", "6: pauses", needs_pauses=True)
after_and_before = _rule("after_and_before", "7: not before a day, and counted back", bounds=("after", "before"))
floors = _rule("floors", "8: floors", bounds=("at_least",))
next_working_day = _rule("next_working_day", "9: the next working day", units=(NEXT_WORKING_DAY,))


def dates_of_the_year(
    theirs: Callable[..., Any], support: Support = Support(), *, examples: int = EXAMPLES, seed: int | None = None
) -> None:
    """Rule 11: by a date of each year; ``theirs`` gets it as a ``charterclock.durations.Annual`` and the bound ``by``.

    Raises:
        Violation: as ``agreement``.
    """
    from charterclock.clock.due import due

    annual = st.builds(Annual, st.integers(1, 12), st.integers(1, 28))

    def check(drawn: tuple[World, Annual]) -> None:
        world, date_of_year = drawn
        for case in world.cases:
            try:
                wanted = due(case.start, date_of_year, world.calendar, case.reckoning, bound="by")
                found = theirs(case.start, date_of_year, world.calendar, case.reckoning, "by", ())
            except (CharterclockError, OutsideCalendarError, Unsupported):
                continue
            trial = Trial(Case(case.start, date_of_year, case.reckoning, "by"), world.calendar, wanted, found)  # type: ignore[arg-type]
            if not trial.agrees(support):
                raise Violation("dates_of_the_year", "the answers differ", (trial,))

    plain = support.narrowed(units=UNITS, pauses=False) or support
    run(st.tuples(worlds(plain), annual), check, support, examples, seed)


#: the rules, in the order of the rules page
RULES: Final[tuple[Law, ...]] = (
    receipt, elapsed_time, opening_time, working_days, calendar_units, last_instants, pauses, after_and_before, floors,
    next_working_day,
)  # fmt: skip
