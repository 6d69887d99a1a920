"""What somebody's deadline function takes: the units, bounds, ways of counting and calendars to ask it about."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from charterclock.calendars.calendar import Calendar
from charterclock.durations import NEXT_WORKING_DAY, TIME_UNITS, UNITS, Duration
from charterclock.oracle import strategies
from charterclock.oracle.strategies import BOUNDS, Case
from charterclock.oracle.strategies.drawing import picked, rarely
from charterclock.oracle.strategies.moment import as_instant, likely_dates, naive, reading_on
from charterclock.reckoning import Reckoning

__all__ = ["Support", "Theirs", "Unsupported"]

#: somebody's function: start, duration, calendar, reckoning, bound, pauses -> the last permitted instant, or its date
Theirs = Callable[
    [datetime | date, Duration, Calendar, Reckoning, str, tuple[tuple[datetime, datetime], ...]], datetime | date
]
Reckonings = Collection[Reckoning] | st.SearchStrategy[Reckoning] | Mapping[str, Collection[Any]]

_TICK: Final = timedelta(microseconds=1)
STARTS: Final = ("aware", "naive", "date")
_CALENDARS: Final = strategies.calendars()
_RECKONINGS: Final = strategies.reckonings()
_NO_PAUSES: Final[st.SearchStrategy[tuple[tuple[datetime, datetime], ...]]] = st.just(())


class Unsupported(Exception):
    """Raised by a tested function for a case that it does not claim to answer: the case is skipped, and counted."""


@dataclass(frozen=True)
class Support:
    """What a tested function claims to answer. Everything by default; a case that it does not claim is never asked.

    Args:
        units: units of duration, of ``charterclock.durations.UNITS``.
        bounds: of ``within``, ``under``, ``after``, ``before``, ``at_least``.
        reckonings: ways of counting: some of them, a strategy, or for some fields the values that it knows, such as
            ``{"day_end": ["midnight", "closing"]}``, the other fields being defaults. ``None`` is every way.
        pauses: whether it takes pauses.
        calendars: a strategy of calendars, or one calendar; ``None`` is every oddity that offices have.
        starts: what a case can start with: ``aware`` instants (in UTC), ``naive`` ones (in the calendar's zone), a
            ``date`` alone.
        resolution: the smallest step of time that it knows; starts and pauses come in such steps, and our answer is
            cut to it before it is compared.
        outside: whether it raises an error, as it should, where the answer depends on dates that the calendar does
            not cover; otherwise such cases are left out.
        cases: restricts further; a case and its calendar are asked only where it says yes.

    Example:
        >>> dates_only = Support(units=["working day"], bounds=["within"], reckonings=[Reckoning()], pauses=False)
        >>> dates_only.takes("working day", "after")
        False
    """

    units: Collection[str] = UNITS
    bounds: Collection[str] = BOUNDS
    reckonings: Reckonings | None = None
    pauses: bool = True
    calendars: st.SearchStrategy[Calendar] | Calendar | None = None
    starts: Collection[str] = STARTS
    resolution: timedelta = _TICK
    outside: bool = True
    cases: Callable[[Case, Calendar], bool] | None = None

    def __post_init__(self) -> None:
        for name, allowed in (("units", UNITS), ("bounds", BOUNDS), ("starts", STARTS)):
            given = getattr(self, name)
            unknown = [value for value in ([given] if isinstance(given, str) else given) if value not in allowed]
            if isinstance(given, str) or unknown:
                raise ValueError(f"{name} takes a list of {', '.join(allowed)}; found {given!r}")

    def takes(self, unit: str, bound: str) -> bool:
        """Whether a unit under a bound is to be asked: claimed, and one that the bound takes (rules 7 and 9)."""
        if bound == "after" and unit in TIME_UNITS:
            return False
        if bound in ("before", "after") and unit == NEXT_WORKING_DAY:
            return False
        return unit in self.units and bound in self.bounds

    @property
    def asks(self) -> bool:
        """Whether there is anything to ask: a claimed unit under a claimed bound that it takes."""
        return any(self.takes(unit, bound) for unit in self.units for bound in self.bounds)

    def narrowed(
        self, units: Iterable[str] = UNITS, bounds: Iterable[str] = BOUNDS, pauses: bool = True,
        **fields: Sequence[Any],
    ) -> Support | None:  # fmt: skip
        """The part of the claim that lies within some units, bounds and values of fields; ``None`` where empty."""
        found = replace(
            self,
            units=[unit for unit in UNITS if unit in self.units and unit in set(units)],
            bounds=[bound for bound in BOUNDS if bound in self.bounds and bound in set(bounds)],
            reckonings=self._within(fields) if fields else self.reckonings,
            pauses=pauses and self.pauses,
        )
        if not found.asks:
            return None
        return None if isinstance(found.reckonings, list) and not found.reckonings else found

    def _within(self, fields: Mapping[str, Sequence[Any]]) -> Reckonings:
        given = self.reckonings
        if given is None:
            chosen = st.fixed_dictionaries({field: st.sampled_from(values) for field, values in fields.items()})
            return st.builds(lambda reckoning, some: reckoning.replace(**some), strategies.reckonings(), chosen)
        if isinstance(given, Mapping):
            usual = Reckoning()
            kept = {
                field: [value for value in given.get(field, [getattr(usual, field)]) if value in values]
                for field, values in fields.items()
            }
            return {**given, **kept} if all(kept.values()) else []

        def fits(reckoning: Reckoning) -> bool:
            return all(getattr(reckoning, field) in values for field, values in fields.items())

        return given.filter(fits) if isinstance(given, st.SearchStrategy) else [r for r in given if fits(r)]

    # strategies ----------------------------------------------------------------------------------------------------

    def drawn_calendars(self) -> st.SearchStrategy[Calendar]:
        """The calendars to ask about."""
        if self.calendars is None:
            return _CALENDARS
        return st.just(self.calendars) if isinstance(self.calendars, Calendar) else self.calendars

    def drawn_reckonings(self) -> st.SearchStrategy[Reckoning]:
        """The ways of counting to ask about."""
        given = self.reckonings
        if given is None:
            return _RECKONINGS
        if isinstance(given, st.SearchStrategy):
            return given
        if isinstance(given, Mapping):
            values = {field: st.sampled_from(list(allowed)) for field, allowed in given.items()}
            return st.fixed_dictionaries(values).map(lambda chosen: Reckoning().replace(**chosen))
        return st.sampled_from(list(given))

    def drawn_starts(self, calendar: Calendar) -> st.SearchStrategy[datetime | date]:
        """Starts on and beside the boundaries of a calendar, in steps of the resolution."""
        # a date alone is no question under most rules, so it comes seldom
        often = ("aware", "aware", "aware", "naive", "naive", "naive", "date")
        return _starts(self, calendar, tuple(kind for kind in often if kind in self.starts))

    def drawn_pauses(
        self, calendar: Calendar, start: datetime | date
    ) -> st.SearchStrategy[tuple[tuple[datetime, datetime], ...]]:
        """Closed pauses around and after a start, in steps of the resolution; none where they are not claimed."""
        return _pauses(self, calendar, start) if self.pauses else _NO_PAUSES

    def floored(self, moment: datetime) -> datetime:
        """An aware instant cut to the resolution, counted from the start of 1970 UTC."""
        epoch = datetime(1970, 1, 1, tzinfo=ZoneInfo("UTC"))
        return moment - (moment - epoch) % self.resolution

    def stepped(self, length: timedelta) -> timedelta:
        """A length of time cut to the resolution."""
        return length - length % self.resolution

    def drawn_rules(self) -> st.SearchStrategy[tuple[Duration, Reckoning, str]]:
        """A duration, a way of counting and a bound that takes the duration."""
        units = {bound: [unit for unit in self.units if self.takes(unit, bound)] for bound in BOUNDS}
        # most promises are `within`, so that most cases are
        bounds = tuple(bound for bound in (*BOUNDS[:1] * 3, *BOUNDS[1:]) if bound in self.bounds and units[bound])
        lasting = {bound: strategies.durations(units[bound]) for bound in set(bounds)}
        return _rules(bounds, lasting, self.drawn_reckonings()) if bounds else st.nothing()

    def unasked(self) -> list[str]:
        """What is left out, in words."""
        said = [
            f"{name}: {', '.join(left)}"
            for name, given, every in (
                ("units", self.units, UNITS), ("bounds", self.bounds, BOUNDS), ("starts", self.starts, STARTS),
            )
            if (left := [value for value in every if value not in given])
        ]  # fmt: skip
        said += [] if self.pauses else ["pauses"]
        said += [] if self.outside else ["what lies beyond the calendar"]
        said += [] if self.reckonings is None else ["ways of counting beyond those given"]
        said += [] if self.calendars is None else ["calendars beyond those given"]
        return said + ([] if self.cases is None else ["cases that `cases` refuses"])


@st.composite
def _starts(draw: st.DrawFn, support: Support, calendar: Calendar, kinds: Sequence[str]) -> datetime | date:
    kind, day = picked(draw, kinds), picked(draw, likely_dates(calendar))
    if kind == "date":
        return day
    reading = reading_on(draw, calendar, day)
    if kind == "naive":
        reading = reading.replace(fold=0)
    instant = as_instant(reading, calendar)
    floored = support.floored(instant)
    if kind == "aware":
        return floored
    # as it stands, also where the clock skips it: people write such times
    return reading if floored == instant else naive(floored, calendar)


@st.composite
def _pauses(
    draw: st.DrawFn, support: Support, calendar: Calendar, start: datetime | date
) -> tuple[tuple[datetime, datetime], ...]:
    if not rarely(draw, 2):
        return ()
    held = draw(strategies.pauses(calendar, start, 3))
    return tuple((support.floored(p), support.floored(r)) for p, r in held if r is not None)


@st.composite
def _rules(
    draw: st.DrawFn, bounds: Sequence[str], lasting: Mapping[str, st.SearchStrategy[Duration]],
    reckonings: st.SearchStrategy[Reckoning],
) -> tuple[Duration, Reckoning, str]:  # fmt: skip
    bound = picked(draw, bounds)
    return draw(lasting[bound]), draw(reckonings), bound
