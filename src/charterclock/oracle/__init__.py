"""For testing others: the slow, obvious answer, and strategies that find the cases where answers part.

``reference_due`` walks day by day and shares nothing with the engine but plain values.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from charterclock.calendars.calendar import Calendar
    from charterclock.calendars.moments import Moment
    from charterclock.clock.due import Due
    from charterclock.durations import Duration
    from charterclock.reckoning import Reckoning

__all__ = ["reference_due"]


def reference_due(
    start: Moment,
    duration: Duration | str,
    calendar: Calendar,
    reckoning: Reckoning | str | None = None,
    bound: str = "within",
    pauses: Iterable[tuple[Moment, Moment | None]] = (),
    at: Moment | None = None,
) -> Due:
    """The due by the reference, in the form of the engine's; arguments as in ``charterclock.due``.

    Raises:
        CharterclockError: as ``charterclock.due``.

    Example:
        >>> import charterclock as cc
        >>> reference_due("2025-04-30T10:00", "2 working days", cc.calendar("MY-07")).date.isoformat()
        '2025-05-05'
    """
    from charterclock.clock.due import Due
    from charterclock.durations import duration as as_duration
    from charterclock.oracle.reference import Office, answer
    from charterclock.reckoning import Reckoning

    counted, rules = as_duration(duration), Reckoning.of(reckoning)
    given = [tuple(pause) for pause in pauses]
    found = answer(start, counted, calendar, rules, bound, given, at)  # type: ignore[arg-type]
    moment = found.at or found.reached_at
    assert moment is not None
    arrived = Office(calendar, rules).read(start)[0].astimezone(found.received.tzinfo)
    first, last = sorted((arrived.date(), moment.date()))
    on_days = not counted.unit.startswith("clock")
    return Due(
        moment.date(), found.at, found.reached_at, arrived, found.received, counted, bound, rules, calendar,
        estimated=calendar.estimated_between(first, last) if on_days else (),
        beyond_lists=on_days and calendar.is_beyond_lists(last),
    )  # fmt: skip
