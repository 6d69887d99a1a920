"""For testing others: the slow, obvious answer, laws that any engine keeps, strategies that find where answers part.

``check_due`` asks somebody's due function and reports; ``laws`` are the single ones. ``reference_due`` walks day by day
and shares nothing with the engine but plain values.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from charterclock.calendars.calendar import Calendar
    from charterclock.calendars.moments import Moment
    from charterclock.clock.due import Due
    from charterclock.durations import Duration
    from charterclock.oracle import laws, strategies
    from charterclock.oracle.answers import Violation
    from charterclock.oracle.check import Finding, Report, check_due
    from charterclock.oracle.support import Support, Unsupported
    from charterclock.reckoning import Reckoning

__all__ = [
    "Finding", "Report", "Support", "Unsupported", "Violation", "check_due", "laws", "reference_due", "strategies",
]  # fmt: skip

#: loaded when first asked for, since they load Hypothesis
_LAZY = {
    "Finding": "check", "Report": "check", "check_due": "check", "Support": "support", "Unsupported": "support",
    "Violation": "answers", "laws": "", "strategies": "",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        module = import_module(f"{__name__}.{_LAZY[name] or name}")
    except ModuleNotFoundError as error:
        if error.name != "hypothesis":
            raise
        raise ModuleNotFoundError(
            "charterclock.oracle draws its cases with Hypothesis: pip install 'charterclock[oracle]'", name="hypothesis"
        ) from None
    return getattr(module, name) if _LAZY[name] else module


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
    from charterclock.oracle.office import Office
    from charterclock.oracle.reference import answer
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
