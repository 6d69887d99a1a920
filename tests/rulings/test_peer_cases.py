"""What other libraries assert in their own tests, where a walk second by second agrees: each is reproduced.

``cases/peer_cases.json`` holds the facts, by the file they come from: line or name of the test, number of the calendar,
operation, start, what is given, what is right. Days off and changes are those near the dates of the cases. A calendar
of clock times without a zone has zone UTC. An instant without offset is in the zone of its calendar.
"""

from __future__ import annotations

import json
from calendar import monthrange
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import slowly

import charterclock as cc
from charterclock.oracle import reference

DATA: Any = json.loads((Path(__file__).parents[1] / "cases" / "peer_cases.json").read_text(encoding="utf-8"))
OFFICES = [cc.Calendar.build(**keys, covers="always") for keys in DATA["calendars"]]
CASES = [(source, *case) for source, cases in DATA["cases"].items() for case in cases]

#: operation: (rows, why it is not offered)
OPERATIONS_NOT_OFFERED = {
    "on_break": (3, "a break is time without opening hours; a calendar does not remember what it was cut from"),
    "roll_nearest": (3, "no law or charter rolls to the nearest working day"),
    "roll_modified_following_bimonthly": (9, "a rule of bond markets: not beyond the 15th or the end of the month"),
    "other rolls": (5, "months, then a roll to the nearest day or within the half month: rules of bond markets"),
    "months back": (4, "a duration in calendar units is not counted back"),
    "finer than a microsecond": (3, "instants are whole microseconds"),
}

DAY = timedelta(days=1)
LAST_OF_DAY = cc.Reckoning(first_day="included", day_end="closing")


def seconds(span: timedelta) -> float:
    return span.total_seconds()


def on(day: date, clock: str | datetime) -> datetime:
    """A date, with the clock time of an instant."""
    return datetime.combine(day, datetime.fromisoformat(clock).time() if isinstance(clock, str) else clock.time())


def days_before(*texts: str) -> list[date]:
    return [date.fromisoformat(text[:10]) - DAY for text in texts]


def count_half_open(office: cc.Calendar, start: str, end: str) -> int:
    """The start counts and the end does not, in either direction."""
    return office.count(start, end) if end[:10] < start[:10] else office.count(*days_before(start, end))


def count_rolled(office: cc.Calendar, start: str, end: str) -> int:
    """Both ends rolled inwards; none where they cross."""
    return max(0, office.count(office.roll(start, "following"), office.roll(end, "preceding")))


def open_or_next(office: cc.Calendar, moment: Any) -> datetime:
    return moment if office.is_open(moment) else office.next_open(moment, same=True)


def open_or_prev_close(office: cc.Calendar, moment: Any) -> datetime:
    """The instant itself if time counts just before it: backwards, an opening is in no span and a closing is in one."""
    ((_, closes),) = office.periods(moment, -1)
    return closes


def closed_between(office: cc.Calendar, start: str, end: str) -> float:
    first, last = (datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(office.zone)) for text in (start, end))
    return seconds(last - first - office.between(start, end))


def span_of(office: cc.Calendar, moment: str, end: int) -> datetime | None:
    if not office.is_open(moment):
        return None
    return office.next_close(moment) if end else office.prev_open(moment, same=True)


def roll_shift_then_open(office: cc.Calendar, start: str, given: int | list[int]) -> datetime:
    """To a working day (in the direction of counting, at its opening), then days, then into opening time, then time."""
    days, extra = (given, 0) if isinstance(given, int) else given
    day = office.roll(start, "preceding" if days < 0 else "following")
    clock = start if office.is_working_day(start) else office.day(day).spans[0][0]
    return office.add(open_or_next(office, on(office.shift(day, days), clock)), timedelta(seconds=extra))


def month_edge(office: cc.Calendar, year: int, month: int, end: bool) -> date:
    """The first working day of a month, or the last; months beyond 12 or before 1 are of other years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if end:
        return office.roll(date(year, month, monthrange(year, month)[1]), "preceding")
    return office.roll(date(year, month, 1), "following")


def to_month_edge(office: cc.Calendar, start: str, n: int, end: bool) -> date:
    """The n-th such day after a date (before it, when negative); of 0 the next one, or the date itself."""
    day = date.fromisoformat(start)
    edges = [month_edge(office, day.year, day.month + step, end) for step in range(-4, 5)]
    if n < 0:
        return [edge for edge in edges if edge < day][n]
    return [edge for edge in edges if edge > day or (n == 0 and edge == day)][max(n - 1, 0)]


def months_then_roll(how: str) -> Callable[[cc.Calendar, str, str], date]:
    plain = cc.Reckoning(roll="none")
    return lambda office, start, months: office.roll(cc.due(start, months, office, plain).date, how)


OPERATIONS: dict[str, Callable[[cc.Calendar, Any, Any], Any]] = {
    "add": lambda office, start, n: office.add(start, timedelta(seconds=n)),
    "add_opening": lambda office, start, n: office.add(start, timedelta(seconds=n), landing="opening"),
    "between": lambda office, start, end: seconds(office.between(start, end)),
    "between_abs": lambda office, start, end: abs(seconds(office.between(start, end))),
    "between_minutes": lambda office, start, end: int(office.between(start, end) / timedelta(minutes=1)) * 60,
    "between_hours": lambda office, start, end: int(office.between(start, end) / timedelta(hours=1)) * 3600,
    "closed_between": closed_between,
    "is_open": lambda office, start, _: office.is_open(start),
    "is_open_or_closing": lambda office, start, _: (
        office.is_open(start) or office.prev_close(start, same=True) == instant(start, office.zone)
    ),
    "is_working_day": lambda office, start, _: office.is_working_day(start),
    "on_holiday": lambda office, start, _: office.day(start).is_public_holiday,
    "next_open": lambda office, start, _: office.next_open(start),
    "next_close": lambda office, start, _: office.next_close(start),
    "prev_open": lambda office, start, _: office.prev_open(start),
    "prev_close": lambda office, start, _: office.prev_close(start),
    "open_or_next": lambda office, start, _: open_or_next(office, start),
    "open_or_prev_close": lambda office, start, _: open_or_prev_close(office, start),
    "span_opens": lambda office, start, _: span_of(office, start, 0),
    "span_closes": lambda office, start, _: span_of(office, start, 1),
    "periods": lambda office, start, n: office.periods(start, n),
    "shift": lambda office, start, n: office.shift(start, n),
    "shift_at_clock": lambda office, start, n: on(office.shift(start, n), start),
    "shift_to_closing": lambda office, start, n: office.day(office.shift(start, n)).spans[-1][1],
    "shift_then_open": lambda office, start, n: open_or_next(office, on(office.shift(start, n), start)),
    "shift_then_prev_close": lambda office, start, n: open_or_prev_close(office, on(office.shift(start, n), start)),
    "roll_shift_then_open": roll_shift_then_open,
    "nth_day_with_first": lambda office, start, n: cc.due(start, f"{n} working days", office, LAST_OF_DAY).at,
    "count": lambda office, start, end: office.count(start, end),
    "count_abs": lambda office, start, end: abs(office.count(start, end)),
    "count_both": lambda office, start, end: office.count(*days_before(start), end),
    "count_half_open": count_half_open,
    "count_rolled": count_rolled,
    "month_end": lambda office, start, _: month_edge(office, int(start[:4]), int(start[5:7]), True),
    "to_month_begin": lambda office, start, n: to_month_edge(office, start, n, False),
    "to_month_end": lambda office, start, n: to_month_edge(office, start, n, True),
}
for how in ("following", "preceding", "modified_following", "modified_preceding", "none"):
    OPERATIONS |= {
        f"roll_{how}": lambda office, start, _, how=how: office.roll(start, how),
        f"roll_{how}_shift": lambda office, start, n, how=how: office.shift(office.roll(start, how), n),
        f"months_roll_{how}": months_then_roll(how),
    }


def instant(value: Any, zone: str) -> Any:
    """An instant as UTC, whether text or datetime; anything else as it is."""
    if isinstance(value, str) and len(value) > 10:
        value = datetime.fromisoformat(value)
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
    if isinstance(value, list | tuple):
        return [instant(part, zone) for part in value]
    return date.fromisoformat(value) if isinstance(value, str) else value


@pytest.mark.parametrize("case", CASES, ids=lambda case: " ".join(map(str, case[:6])))
def test_peer_case(case: Any) -> None:
    _, _, number, operation, start, given, right = case
    office = OFFICES[number]
    assert instant(OPERATIONS[operation](office, start, given), office.zone) == instant(right, office.zone)


#: the operations that the reference has, and how it is asked
SLOW: dict[str, Callable[[cc.Calendar, Any, Any], Any]] = {
    "add": lambda office, start, n: slowly.add(office, start, Fraction(n) / 60),
    "between": lambda office, start, end: seconds(slowly.between(office, start, end)),
    "is_open": lambda office, start, _: slowly.is_open(office, start),
    "is_working_day": lambda office, start, _: slowly.is_working_day(office, start),
    "shift": slowly.shift,
    "nth_day_with_first": lambda office, start, n: reference.answer(
        start, cc.Duration(n, "working day"), office, LAST_OF_DAY
    ).at,
}


@pytest.mark.parametrize(
    "case", [case for case in CASES if case[3] in SLOW], ids=lambda case: " ".join(map(str, case[:6]))
)
def test_the_reference_gives_the_same(case: Any) -> None:
    _, _, number, operation, start, given, right = case
    office = OFFICES[number]
    assert instant(SLOW[operation](office, start, given), office.zone) == instant(right, office.zone)


def test_no_row_is_left_out() -> None:
    counted = Counter(case[3] for case in CASES)
    counted.update({operation: rows for operation, (rows, _) in OPERATIONS_NOT_OFFERED.items()})
    assert counted == DATA["operations"]
    assert counted.total() == DATA["rows"]


def test_every_calendar_and_operation_is_used() -> None:
    assert {case[2] for case in CASES} == set(range(len(OFFICES)))
    assert all(reason for _, reason in OPERATIONS_NOT_OFFERED.values())
    assert {case[3] for case in CASES} <= set(OPERATIONS)
