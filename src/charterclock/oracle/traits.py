"""What cases have in common: so that a tester sees the bug, and not four thousand rows that it made wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Final

from charterclock.calendars.calendar import Calendar
from charterclock.calendars.hours import DAY, Spans
from charterclock.clock.due import Due
from charterclock.durations import MONTH_UNITS, TIME_UNITS
from charterclock.oracle.strategies import Case

__all__ = ["Group", "grouped", "traits"]

_DAY: Final = timedelta(days=1)
#: days between start and due that are looked at one by one
_NEAR: Final = 45


@dataclass(frozen=True)
class Group:
    """Wrong cases that are alike.

    Attributes:
        traits: what they have in common.
        members: their places among the wrong cases.
        right: how many right cases have the same traits.
    """

    traits: tuple[str, ...]
    members: tuple[int, ...]
    right: int


def grouped(wrong: Sequence[frozenset[str]], right: Sequence[frozenset[str]], most: int = 5) -> list[Group]:
    """Groups wrong cases by the traits that set them apart from the right ones, the largest group first.

    Each step takes the one, two or three traits that best tell wrong cases from right ones (the highest F1), and sets
    the cases that have them aside; at most ``most`` groups, one of which is what nothing sets apart.
    """
    left, found = list(range(len(wrong))), list[Group]()
    while left and len(found) < most - 1:
        chosen: list[str] = []
        bad, good = left, list(range(len(right)))
        best = 2 * len(left) / (2 * len(left) + len(right))  # what calling every case wrong would score
        while len(chosen) < 3:
            score, trait = _telling(wrong, right, bad, good, len(left))
            if score <= best + 0.02:
                break
            best, chosen = score, [*chosen, trait]
            bad = [place for place in bad if trait in wrong[place]]
            good = [place for place in good if trait in right[place]]
        if not chosen:
            break
        found.append(Group(tuple(chosen), tuple(bad), len(good)))
        taken = set(bad)
        left = [place for place in left if place not in taken]
    if left:
        found.append(Group((), tuple(left), len(right)))
    return sorted(found, key=lambda group: -len(group.members))


def _telling(
    wrong: Sequence[frozenset[str]], right: Sequence[frozenset[str]], bad: list[int], good: list[int], total: int
) -> tuple[float, str]:
    """The trait that best tells these wrong cases from these right ones, and its F1."""
    hits = Counter(trait for place in bad for trait in wrong[place])
    misses = Counter(trait for place in good for trait in right[place])
    scores = ((2 * n / (n + misses[trait] + total), n - misses[trait], trait) for trait, n in hits.items())
    score, _, trait = max(scores, default=(0.0, 0, ""))
    return score, trait


def traits(case: Case, calendar: Calendar, due: Due | None) -> frozenset[str]:
    """What can be said of a case: how it starts, what it counts, what it crosses, how it ends."""
    found = {f"counts in {case.duration.unit}s", f"bound {case.bound}", *_counting(case)}
    found.update(f"reckoning {said}" for said in _fields(case))
    if due is None:
        found.add("beyond the dates that the calendar covers")
    else:
        found.update(_starting(case, calendar, due))
        found.update(_crossing(calendar, due))
        found.update(_pausing(case, calendar, due))
        found.update(_ending(case, calendar, due))
    return frozenset(found)


def _counting(case: Case) -> Iterator[str]:
    duration = case.duration
    if duration.unit in TIME_UNITS:
        yield "counts opening time" if duration.unit.startswith("working") else "counts elapsed time"
    elif duration.unit in MONTH_UNITS:
        yield "counts months"
    else:
        yield "counts days"
    if duration.amount == 0:
        yield "amount of zero"
    elif duration.amount != int(duration.amount):
        yield "amount with a fraction"
    elif duration.amount > 1:
        yield "amount above one"


def _fields(case: Case) -> Iterator[str]:
    given, usual = case.reckoning, type(case.reckoning)()
    for field in ("receipt", "first_day", "roll", "rest_days", "statutory_limit", "day_end", "paused"):
        value = getattr(given, field)
        yield f"{field} {str(value).split()[0]}"
        if value != getattr(usual, field):
            yield f"{field} not the default"


def _starting(case: Case, calendar: Calendar, due: Due) -> Iterator[str]:
    if not isinstance(case.start, datetime):
        yield "starts with a date alone"
    elif case.start.tzinfo is None:
        yield "starts without an offset"
    elif case.start.astimezone(UTC).date() != due.start.date():
        yield "starts on another date in UTC"
    if due.start.fold:
        yield "starts in a repeated hour"
    if due.start.microsecond:
        yield "starts at a fraction of a second"
    if due.received != due.start:
        yield "received later than it starts"
    if not _covers(calendar, due.start.date()):
        return
    day = calendar.day(due.start.date())
    if not day.spans:
        yield "starts on a day off" if day.holidays else "starts on a rest day"
    elif isinstance(case.start, datetime):
        edges = {edge for span in day.spans for edge in span}
        if due.start in edges:
            yield "starts at an opening" if any(due.start == a for a, _ in day.spans) else "starts at a closing"
        elif due.start < day.spans[0][0]:
            yield "starts before opening"
        elif due.start > day.spans[-1][1]:
            yield "starts after closing"
        elif not any(opens < due.start < closes for opens, closes in day.spans):
            yield "starts in a break"


def _crossing(calendar: Calendar, due: Due) -> Iterator[str]:
    first, last = sorted((due.start.date(), due.date))
    between = [holiday for holiday in calendar.holidays if first < holiday.date < last]
    if between:
        yield "crosses a day off"
        yield from {f"crosses a day off of kind {holiday.kind}" for holiday in between}
        if len({holiday.date for holiday in between}) < len(between):
            yield "crosses two days off on one date"
        on_weekday = [bool(_regular(calendar, holiday.date)) for holiday in between]
        if any(on_weekday):
            yield "crosses a day off on a weekday that is open"
        if not all(on_weekday):
            yield "crosses a day off on a weekday that is closed"
    if any(first < hours.date < last for hours in calendar.special):
        yield "crosses a date with hours of its own"
    if any(begins <= last and ends >= first for season in calendar.seasons for begins, ends in season.dates):
        yield "in a season of other hours"
    if any(week.since is not None and first < week.since <= last for week in calendar.weeks):
        yield "crosses a change of hours"
    if due.start.utcoffset() != due.instant.utcoffset():
        yield "crosses a change of the clock"
    if (first.year, first.month) != (last.year, last.month):
        yield "crosses the end of a month"
    if first <= date(last.year, 2, 28) < last and last.year % 4 == 0:
        yield "crosses the end of February of a leap year"
    near = [first + n * _DAY for n in range(min((last - first).days, _NEAR) + 1)]
    hours = [calendar.hours_on(day) for day in near if _covers(calendar, day)]
    if any(not spans for spans in hours[1:-1]):
        yield "crosses a closed day"
    if any(len(spans) > 1 for spans in hours):
        yield "hours with a break"
    if any(spans and spans[-1][1] > DAY for spans in hours):
        yield "hours over midnight"
    if any(spans and spans[-1][1] == DAY for spans in hours):
        yield "hours to 24:00"
    if len({spans for spans in hours if spans}) > 1:
        yield "days of different hours"
    if len(near) == 1:
        yield "due on the date of its start"


def _pausing(case: Case, calendar: Calendar, due: Due) -> Iterator[str]:
    pauses = sorted((paused, resumed) for paused, resumed in case.pauses if resumed is not None)
    if not pauses:
        return
    yield "paused"
    if len(pauses) > 1:
        yield "paused more than once"
    if any(a[1] >= b[0] for a, b in pairwise(pauses)):
        yield "pauses that overlap or touch"
    if any(paused < due.received for paused, _ in pauses):
        yield "paused before the receipt"
    if any(paused > due.instant for paused, _ in pauses):
        yield "paused after the due"
    if any(paused <= due.instant < resumed for paused, resumed in pauses):
        yield "paused at the due"
    for paused, resumed in pauses:
        zone = due.start.tzinfo
        begins, ends = paused.astimezone(zone).date(), resumed.astimezone(zone).date()
        yield "a pause within one date" if begins == ends else "a pause over midnight"
        if any(begins <= holiday.date <= ends for holiday in calendar.holidays):
            yield "a pause over a day off"


def _ending(case: Case, calendar: Calendar, due: Due) -> Iterator[str]:
    if not _covers(calendar, due.date):
        return
    day = calendar.day(due.date)
    if not day.spans:
        yield "due on a closed day"
    elif any(due.instant == closes for _, closes in day.spans):
        yield "due at a closing"
    elif any(due.instant == opens for opens, _ in day.spans):
        yield "due at an opening"
    if due.date.month != (due.date + _DAY).month:
        yield "due on the last day of a month"
    if case.duration.unit in MONTH_UNITS and due.start.day > 28:
        yield "starts after the 28th"
    if due.instant.fold:
        yield "due in a repeated hour"


def _regular(calendar: Calendar, day: date) -> Spans | None:
    """The hours of a date by its weekday alone."""
    weeks = [week for week in calendar.weeks if week.since is None or week.since <= day]
    return weeks[-1].spans(day) if weeks else None


def _covers(calendar: Calendar, day: date) -> bool:
    return calendar.covers is None or calendar.covers[0] <= day <= calendar.covers[1]
