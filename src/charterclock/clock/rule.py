"""The arithmetic of ``docs/reckoning.md``, written once for a single value and for arrays.

A ``Rule`` is a duration, its bound and its reckoning, compiled. It computes over a *reader* of a calendar's tables:
``Timetable`` for one value (plain integers), ``TimetableArrays`` for columns (NumPy arrays of int64). Both have the
same methods, so every line below serves both; where rows differ, ``reader.where`` computes only those that need it.

A case is carried along as three things: its *mark* (an instant for clock and opening time, an unrolled day number for
everything that counts days), its *floor* (the receipt, later the resume of a pause: no due is earlier), and its *due*.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from charterclock.calendars.timetable import NEVER
from charterclock.durations import BARE, MONTH_UNITS, NEXT_WORKING_DAY, TIME_UNITS, Annual, Duration, check_bound
from charterclock.errors import DurationError, ReckoningError, nearest
from charterclock.reckoning import Reckoning

__all__ = ["BOUNDS", "Bound", "Rule"]

Bound = Literal["within", "under", "after", "before", "at_least", "by"]
BOUNDS: Final = ("within", "under", "after", "before", "at_least")

#: how a duration is counted: elapsed time, opening time, working days, calendar days, months by corresponding date,
#: the next working day, a date each year
_Family = Literal["clock", "opening", "working", "calendar", "months", "next", "annual"]


def _family(duration: Duration, reckoning: Reckoning) -> tuple[_Family, int]:
    unit = duration.unit
    if unit in TIME_UNITS:
        return ("clock" if unit.startswith("clock") else "opening"), duration.microseconds
    if unit in MONTH_UNITS:
        return "months", duration.months
    if unit == NEXT_WORKING_DAY:
        return "next", 0
    amount = int(duration.amount)
    if unit == "statutory day":
        return ("working" if amount <= reckoning.statutory_limit else "calendar"), amount
    if unit == "calendar week":
        return "calendar", 7 * amount
    return ("calendar" if unit == "calendar day" else "working"), amount


@dataclass(frozen=True, slots=True)
class Rule:
    """A duration, its bound and its reckoning, ready to be computed; made by ``Rule.of``."""

    family: _Family
    amount: Any  # an int; for columns also an array of them
    bound: Bound
    reckoning: Reckoning
    roll: str
    per_week: bool = False
    annual: Annual | None = None

    @classmethod
    def of(cls, duration: Duration | Annual, reckoning: Reckoning, bound: str = "within") -> Rule:
        """Compiles a duration.

        Raises:
            DurationError: CC305, a bare word; CC309, a bound that the unit does not take.
            ReckoningError: CC504, an unknown bound.
        """
        if isinstance(duration, Annual):
            return cls("annual", 0, "by", reckoning, reckoning.roll, annual=duration)
        if bound not in BOUNDS:
            raise ReckoningError("CC504", f"unknown bound {bound!r}", nearest(bound, BOUNDS) or ", ".join(BOUNDS))
        if duration.unit in BARE:
            raise DurationError(
                "CC305", f"'{duration}' does not say what '{duration.unit}' means",
                "write " + " or ".join(f"'{unit}'" for unit in BARE[duration.unit]),
            )  # fmt: skip
        family, amount = _family(duration, reckoning)
        check_bound(duration, bound)
        roll = reckoning.roll if family in ("calendar", "months") else "none"
        if duration.unit == "working month":  # Q2: a calendar month, rolled following, whatever `roll` says
            roll = "following"
        if bound == "before" and family in ("calendar", "months"):  # Q10: never shorten the citizen's time
            roll = "preceding"
        return cls(family, amount, bound, reckoning, roll, duration.unit == "working week")  # type: ignore[arg-type]

    # what kind of rule it is -------------------------------------------------------------------------------------

    @property
    def counts_time(self) -> bool:
        """Whether it counts clock or opening time, so that its mark is an instant."""
        return self.family in ("clock", "opening")

    @property
    def is_none(self) -> bool:
        """Whether it counts nothing; amounts of a column (an array, one for each case) are none of them zero."""
        return isinstance(self.amount, int) and self.amount == 0

    @property
    def takes_pauses(self) -> bool:
        """Whether a pause can change its due."""
        counts = self.bound != "before" and self.family not in ("next", "annual")
        return counts and self.reckoning.paused != "ignored"

    @property
    def uses_days(self) -> bool:
        """Whether an answer depends on the days of the calendar: elapsed time does only by its receipt."""
        return self.family != "clock" or (self.reckoning.receipt != "actual" and self.bound != "before")

    @property
    def uses_hours(self) -> bool:
        """Whether an answer depends on opening hours, and not only on which days are working days."""
        by_hours = self.family in ("opening", "next") or self.reckoning.day_end == "closing"
        return by_hours or (self.reckoning.receipt != "actual" and self.bound != "before")

    @property
    def needs_clock_time(self) -> bool:
        """Whether a start that is a date alone is not enough."""
        reckoning = self.reckoning
        received = reckoning.receipt != "actual" and self.bound != "before"
        return self.counts_time or self.family == "next" or received or reckoning.day_end == "same_time"

    # rule 1 ------------------------------------------------------------------------------------------------------

    def received(self, reader: Any, start: Any) -> Any:
        """The instant at which a case that arrives at ``start`` is deemed received."""
        reckoning = self.reckoning
        if reckoning.receipt == "actual" or self.family == "next" or self.bound == "before":
            return start
        opening = reader.opening_from(start)
        if reckoning.cutoff is None:
            return opening
        # In a column a start outside the calendar stays so; one value has raised by now.
        late = (reader.clock_of(start) > reckoning.cutoff) & (opening < NEVER)
        return reader.where(late, lambda pick: reader.opening_on_later_date(reader.date_of(pick(start))), opening)

    # rules 2, 3, 4, 7, 9, 11 ---------------------------------------------------------------------------------------

    def marked(self, reader: Any, start: Any, receipt: Any) -> Any:
        """The mark of a case, before any pause: an instant, or an unrolled day."""
        back = self.bound == "before"
        if self.family == "clock":
            return receipt - self.amount if back else receipt + self.amount
        if self.family == "opening":
            if self.is_none:
                return receipt
            return reader.add(receipt, -self.amount, "opening") if back else reader.add(receipt, self.amount)
        if self.family == "next":
            return reader.date_opening_after(receipt)
        if self.annual is not None:
            return reader.annual(reader.date_of(start), self.annual.month, self.annual.day)
        day = reader.date_of(receipt)
        if self.family == "working":
            return self._nth_working_day(reader, day, back)
        if self.family == "months":
            unrolled = reader.add_months(day, -self.amount if back else self.amount)
        else:
            unrolled = day - self.amount if back else day + self.amount
        return unrolled - 1 if self.reckoning.first_day == "included" and not back else unrolled

    def _nth_working_day(self, reader: Any, day: Any, back: bool) -> Any:
        basis = self.reckoning.rest_days
        amount = self.amount * reader.week_length(day) if self.per_week else self.amount
        if self.is_none:
            return reader.preceding(day, basis) if back else reader.following(day, basis)
        if back:
            return reader.shift(day, -amount, basis)
        if self.reckoning.first_day == "excluded":
            return reader.shift(day, amount, basis)
        # Counted from the day before, a working day of receipt is the first.
        return reader.shift(day - 1, amount, basis)

    # rule 6 ------------------------------------------------------------------------------------------------------

    def moved(self, reader: Any, mark: Any, paused: Any, resumed: Any) -> Any:
        """The mark after a pause that began before the due."""
        if self.family == "clock":
            return mark + (resumed - paused)
        if self.family == "opening":
            lost = reader.opened(resumed) - reader.opened(paused)
            return reader.where(lost > 0, lambda pick: reader.add(pick(mark), pick(lost)), mark)
        first, last = reader.date_of(paused), reader.date_of(resumed)
        if self.family != "working":
            return mark + (last - first)
        basis = self.reckoning.rest_days
        lost = reader.worked(first, last, basis)
        return reader.where(lost > 0, lambda pick: reader.shift(pick(mark), pick(lost), basis), mark)

    # rules 5, 7, 8 -------------------------------------------------------------------------------------------------

    def settled(self, reader: Any, mark: Any, receipt: Any, floor: Any) -> Any:
        """The last permitted instant for a mark; of a floor, the instant at which it is reached.

        Args:
            reader: the calendar's tables.
            mark: from ``marked`` or ``moved``.
            receipt: when the case was received: its clock time ends the day under ``same_time``.
            floor: the earliest instant the due may have.
        """
        if self.counts_time:
            return mark - 1 if self.bound == "under" else mark
        if self.bound == "at_least":
            return reader.start_of(mark)
        day = self._rolled(reader, mark)
        due = self._last_instant(reader, day, receipt)
        if self.bound == "before":
            return due
        return reader.where(
            due < floor, lambda pick: self._not_before(reader, pick(day), pick(receipt), pick(floor)), due
        )

    def _rolled(self, reader: Any, day: Any) -> Any:
        basis = self.reckoning.rest_days
        if self.bound == "after":
            return reader.shift(day, 1, basis)
        if self.roll == "following":
            return reader.following(day, basis)
        return reader.preceding(day, basis) if self.roll == "preceding" else day

    def _last_instant(self, reader: Any, day: Any, receipt: Any) -> Any:
        if self.bound == "under":
            return reader.start_of(day) - 1
        day_end = self.reckoning.day_end
        if day_end == "midnight":
            return reader.start_of(day + 1) - 1
        if day_end == "closing":
            return reader.closing_of(day)
        clock = reader.clock_of(receipt) if day_end == "same_time" else self.reckoning.end_time
        return reader.at_clock(day, clock)

    def _not_before(self, reader: Any, day: Any, receipt: Any, floor: Any) -> Any:
        """The last instant of the first working day after ``day`` that is not earlier than ``floor``.

        It is the first one on or after the floor's date, or the one after that: on a later date every last instant is.
        """
        later = reader.latest(day + 1, reader.date_of(floor))
        every_day = self.roll == "none" and self.family in ("calendar", "months", "annual")
        first = later if every_day else reader.following(later, self.reckoning.rest_days)
        due = self._last_instant(reader, first, receipt)

        def next_one(pick: Any) -> Any:
            after = pick(first) + 1 if every_day else reader.shift(pick(first), 1, self.reckoning.rest_days)
            return self._last_instant(reader, after, pick(receipt))

        return reader.where(due < floor, next_one, due)

    def end_of(self, reader: Any, day: Any, receipt: Any) -> Any:
        """The last permitted instant of a stated due date."""
        return self._last_instant(reader, day, receipt)

    def stated(self) -> Rule:
        """The rule that moves a due date which an extension has stated."""
        return replace(self, bound="within")
