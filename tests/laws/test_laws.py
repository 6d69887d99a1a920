"""The laws at the end of ``docs/reckoning.md``, each with exactly the limits that it has there."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

import charterclock as cc
from charterclock.calendars.hours import DAY as WHOLE_DAY
from charterclock.durations import MONTH_UNITS, TIME_UNITS, UNITS, Duration
from charterclock.oracle import strategies as ours

TICK = timedelta(microseconds=1)
DAY = timedelta(days=1)
OPENING = ("working minute", "working hour")
CLOCK = ("clock second", "clock minute", "clock hour")
NO_CLOCK = tuple(unit for unit in UNITS if unit not in TIME_UNITS and unit != "next working day")
#: the units that each bound takes
TAKES = {"after": NO_CLOCK, "before": tuple(unit for unit in UNITS if unit != "next working day")}
AMOUNTS = tuple(unit for unit in UNITS if unit != "next working day")


def quick(n):
    return settings(
        max_examples=n * 20 if os.environ.get("CHARTERCLOCK_DEEP") == "1" else n,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


def due(case, calendar):
    """The instant of a due (of a floor: when it is reached), in UTC; ``None`` where the calendar cannot tell."""
    try:
        found = cc.due(
            case.start, case.duration, calendar, case.reckoning, bound=case.bound, pauses=case.pauses, at=case.at
        )
    except (cc.OutsideCalendarError, cc.CalendarError):
        return None
    return found.instant.astimezone(UTC)


def known(*dues):
    """Whether a calendar can tell all of them; other examples are counted, and say nothing."""
    told = all(found is not None for found in dues)
    event("the calendar can tell" if told else "beyond the calendar")
    return told


@st.composite
def worlds(draw, units=UNITS, bounds=ours.BOUNDS, with_pauses=True, **reckoning):
    """A calendar, and some starts with their pauses under each of some rules; ``reckoning`` fixes fields of these.

    The units are those that the bound takes; no pause is open.
    """
    calendar = draw(ours.calendars())
    rules = []
    for _ in range(draw(st.integers(2, 4))):
        bound = draw(st.sampled_from(bounds))
        counted = draw(ours.durations([unit for unit in units if unit in TAKES.get(bound, UNITS)]))
        rules.append((counted, draw(ours.reckonings()).replace(**reckoning), bound))
    found = []
    for _ in range(draw(st.integers(2, 4))):
        start = draw(ours.moments(calendar))
        held = draw(ours.pauses(calendar, start, 3)) if with_pauses and draw(st.booleans()) else ()
        closed = tuple(pause for pause in held if pause[1] is not None)
        found += [ours.Case(start, *rule, closed) for rule in rules]
    return calendar, found


def later(data, calendar, moment):
    """An instant at or after one: soon, on a boundary of the office, or some days later."""
    how = data.draw(st.integers(0, 9))
    if how in (4, 5):
        spans = calendar.day(within(calendar, moment + (how - 4) * DAY)).spans
        edges = [edge.astimezone(UTC) for span in spans for edge in span if edge > moment]
        return data.draw(st.sampled_from([moment, *edges]))
    if how > 5:
        unit = DAY if how < 9 else timedelta(minutes=1)
        return moment + data.draw(st.integers(1, 9 if how < 9 else 20_000)) * unit
    return moment + [0, 1, 60 * 10**6, 3600 * 10**6][how] * TICK


#: lengths of time by which something is later
GAPS = st.lists(
    st.one_of(st.integers(0, 12).map(lambda n: n * DAY), st.integers(0, 20_000).map(lambda n: timedelta(minutes=n))),
    min_size=3,
    max_size=5,
)


def within(calendar, moment):
    """The local date of an instant, or the nearest one that the calendar covers."""
    day = moment.astimezone(ZoneInfo(calendar.zone)).date()
    first, last = calendar.covers or (day, day)
    return min(max(day, first), last)


def regular_week(calendar, moment):
    day = moment.astimezone(ZoneInfo(calendar.zone)).date()
    return tuple(week for week in calendar.weeks if week.since is None or week.since <= day)[-1:]


def received(case, calendar):
    try:
        return cc.due(case.start, case.duration, calendar, case.reckoning, bound=case.bound).received
    except (cc.OutsideCalendarError, cc.CalendarError):
        return None


# a later start -------------------------------------------------------------------------------------------------------


def opens_over_midnight(calendar):
    weeks = [*calendar.weeks, *(season.week for season in calendar.seasons)]
    spans = [span for week in weeks for weekday in week.rules for _, found in weekday for span in found]
    spans += [span for hours in calendar.special for span in hours.spans]
    return any(closes > WHOLE_DAY for _, closes in spans)


def arithmetic_breaks_the_law(case, calendar):
    """Where the rules of the page themselves give a later start an earlier due.

    - A cut-off in an office open over midnight (rule 1): what arrives at 23:30 waits for the evening, what arrives
      half an hour later does not.
    - Working days with the day of receipt counted, or none of them, and a pause (rules 3 and 6): of a case received
      on a closed day and paused over it the first working day is lost, of one received on that working day it is not.
    """
    rules = case.reckoning
    days = case.duration.unit in ("working day", "working week", "statutory day")
    counted = days and case.pauses and (rules.first_day == "included" or case.duration.amount == 0)
    return counted or (rules.cutoff is not None and opens_over_midnight(calendar))


def never_earlier_for_a_later_start(data, calendar, drawn):
    zone, gaps = ZoneInfo(calendar.zone), data.draw(GAPS)
    for case in drawn:
        if arithmetic_breaks_the_law(case, calendar):
            continue
        found = {}
        for start in sorted([case.start, later(data, calendar, case.start), *(case.start + gap for gap in gaps)]):
            moved = replace(case, start=start)
            receipt, instant = received(moved, calendar), due(moved, calendar)
            if known(receipt, instant):
                week = regular_week(calendar, receipt) if case.duration.unit == "working week" else None
                found.setdefault(week, []).append(instant)
        for instants in found.values():
            dates = [instant.astimezone(zone).date() for instant in instants]
            assert dates == sorted(dates), (case, gaps, instants)
            if case.reckoning.day_end != "same_time":
                assert instants == sorted(instants), (case, gaps, instants)


@quick(70)
@given(st.data())
def test_a_later_start_never_gives_an_earlier_due(data):
    """A later start gives no earlier due date, nor (but with ``same_time``) an earlier instant; for months without
    pauses, for working weeks where both are received in one regular week.
    """
    units = [unit for unit in UNITS if unit not in MONTH_UNITS]
    calendar, drawn = data.draw(worlds(units))
    never_earlier_for_a_later_start(data, calendar, drawn)


@quick(50)
@given(st.data())
def test_a_later_start_never_gives_an_earlier_due_in_months_without_pauses(data):
    """For months the law of a later start holds without pauses."""
    calendar, drawn = data.draw(worlds(tuple(MONTH_UNITS), with_pauses=False))
    never_earlier_for_a_later_start(data, calendar, drawn)


# more time -----------------------------------------------------------------------------------------------------------


@quick(70)
@given(st.data())
def test_more_time_never_gives_an_earlier_due(data):
    """A larger amount of one unit gives no earlier due; not for ``before``, nor statutory days across their limit."""
    bounds = [bound for bound in ours.BOUNDS if bound != "before"]
    calendar, drawn = data.draw(worlds(AMOUNTS, bounds))
    extra = data.draw(st.lists(st.integers(1, 9), min_size=2, max_size=4))
    for case in drawn:
        unit, limit = case.duration.unit, case.reckoning.statutory_limit
        amounts = sorted({case.duration.amount, *(case.duration.amount + more for more in extra)})
        if unit == "statutory day":
            amounts = [amount for amount in amounts if (amount <= limit) == (amounts[0] <= limit)]
        dues = [due(replace(case, duration=Duration(amount, unit)), calendar) for amount in amounts]
        told = [found for found in dues if known(found)]
        assert told == sorted(told), (case, list(zip(amounts, dues, strict=True)))


# sums ----------------------------------------------------------------------------------------------------------------


@quick(50)
@given(st.data())
def test_what_is_added_lies_between(data):
    """``between(s, add(s, d)) == d``, forwards and backwards, whichever side of a closing it lands on."""
    calendar = data.draw(ours.calendars())
    for start in data.draw(st.lists(ours.moments(calendar), min_size=4, max_size=10)):
        length = data.draw(ours.durations(OPENING)).microseconds * data.draw(st.sampled_from([1, -1])) * TICK
        landing = data.draw(st.sampled_from([None, "closing", "opening"]))
        try:
            end = calendar.add(start, length, landing=landing)
            found = calendar.between(start, end)
        except cc.OutsideCalendarError:
            continue
        assert found == length, (start, length, landing, end)


@quick(70)
@given(st.data())
def test_amounts_add_up(data):
    """Due of a, and from it due of b, is due of a + b: clock units, working minutes and hours, working days of at
    least 1; receipt actual, first day excluded, within, no pauses.

    With ``same_time`` the dates: a clock that skips the time of day on the way changes it for good.
    """
    units = (*CLOCK, *OPENING, "working day")
    calendar, drawn = data.draw(
        worlds(units, ["within"], with_pauses=False, receipt="actual", first_day="excluded")
    )
    for case in drawn:
        least = 1 if case.duration.unit == "working day" else 0
        one = Duration(max(case.duration.amount, least), case.duration.unit)
        two = Duration(max(data.draw(ours.durations([one.unit])).amount, least), one.unit)
        both = due(replace(case, duration=Duration(one.amount + two.amount, one.unit)), calendar)
        middle = due(replace(case, duration=one), calendar)
        if not known(both, middle):
            continue
        chained = due(replace(case, start=middle, duration=two), calendar)
        if case.reckoning.day_end == "same_time" and least:
            zone = ZoneInfo(calendar.zone)
            chained, both = chained.astimezone(zone).date(), both.astimezone(zone).date()
        assert chained == both, (case, one, two, middle, chained, both)


# one more holiday ----------------------------------------------------------------------------------------------------


def with_holiday(calendar, day, kind):
    keys = ("zone", "weeks", "seasons", "special", "weekly_holiday", "joint_leave", "covers")
    more = [*calendar.holidays, cc.Holiday(day, "one more", kind)]
    return cc.Calendar(holidays=more, **{key: getattr(calendar, key) for key in keys})


@quick(100)
@given(st.data())
def test_one_more_holiday_never_makes_a_due_earlier(data):
    """One more holiday makes no due earlier: roll following; within, under, after; not ``same_time`` with a moved
    receipt; not months with pauses.

    A receipt that a holiday moves is a later start, with its limit: working weeks within one regular week.
    """
    calendar, drawn = data.draw(worlds(UNITS, ["within", "under", "after"], roll="following"))
    plain = [(case, due(case, calendar), received(case, calendar)) for case in drawn]
    dates = sorted({within(calendar, moment) for found in plain for moment in found[1:] if moment})
    assume(dates)
    days = data.draw(st.lists(st.sampled_from(dates), min_size=1, max_size=5, unique=True))
    kinds = st.sampled_from(["public", "joint_leave", "civil_service_only"])
    for day in [*days, data.draw(st.dates(dates[0], dates[-1]))]:
        kind = data.draw(kinds)
        fuller = with_holiday(calendar, day, kind)
        for case, first, receipt in plain:
            if case.reckoning.day_end == "same_time" and case.reckoning.receipt != "actual":
                continue
            if case.duration.unit in MONTH_UNITS and case.pauses:
                continue
            if kind != "public" and case.reckoning.rest_days == "statutory" and case.reckoning.day_end == "closing":
                continue  # rule 5: it still counts, and closed it lasts to midnight, where it closed before the receipt
            second = due(case, fuller)
            if not known(first, second):
                continue
            if case.duration.unit == "working week" and regular_week(calendar, receipt) != regular_week(
                calendar, received(case, fuller)
            ):
                continue
            assert first <= second, (case, day, first, second)


# pauses --------------------------------------------------------------------------------------------------------------


@quick(60)
@given(st.data())
def test_a_pause_outside_opening_time_moves_no_due_in_working_hours(data):
    """A pause while the office is closed changes no due in working minutes and hours (``restart`` is a new start)."""
    calendar, drawn = data.draw(worlds(OPENING, ["within", "under", "before", "at_least"]))
    for case in drawn:
        if case.reckoning.paused == "restart":
            continue
        try:
            begin = later(data, calendar, case.start)
            if calendar.between(begin, begin + 14 * DAY) == 14 * DAY:
                continue  # it never closes
            begin = calendar.next_close(begin) if calendar.is_open(begin) else begin
            opening = calendar.next_open(begin)
        except cc.OutsideCalendarError:
            continue
        end = data.draw(st.sampled_from([opening, begin + (opening - begin) / 2, opening - TICK]))
        first, second = due(case, calendar), due(replace(case, pauses=(*case.pauses, (begin, end))), calendar)
        if known(first, second):
            assert first == second, (case, begin, end, first, second)


@quick(60)
@given(st.data())
def test_a_pause_after_the_due_changes_nothing(data):
    """A pause that begins at or after the due, and touches none that began before it, changes nothing."""
    calendar, drawn = data.draw(worlds())
    for case in drawn:
        first = due(case, calendar)
        if not known(first):
            continue
        begin = later(data, calendar, first)
        end = later(data, calendar, begin)
        if any(paused <= begin <= resumed for paused, resumed in case.pauses):
            continue
        second = due(replace(case, pauses=(*case.pauses, (begin, end))), calendar)
        assert first == second, (case, begin, end, first, second)


@quick(70)
@given(st.data())
def test_a_longer_pause_never_makes_a_due_earlier(data):
    """A pause that resumes later makes no due earlier.

    A pause that restarts is a later start, with its limits: not the instant with ``same_time``, not months with more
    pauses, working weeks within one regular week.
    """
    calendar, drawn = data.draw(worlds())
    gaps = data.draw(GAPS)
    for case in drawn:
        if not case.pauses:
            case = replace(case, pauses=((case.start, later(data, calendar, case.start)),))
        unit, restarts = case.duration.unit, case.reckoning.paused == "restart"
        if restarts and (unit == "working week" or case.reckoning.day_end == "same_time"):
            continue
        if restarts and arithmetic_breaks_the_law(replace(case, pauses=()), calendar):
            continue
        if restarts and unit in MONTH_UNITS:
            case = replace(case, pauses=case.pauses[:1])
        (paused, resumed), *others = case.pauses
        ends = sorted([resumed, later(data, calendar, resumed), *(resumed + gap for gap in gaps)])
        dues = [due(replace(case, pauses=((paused, end), *others)), calendar) for end in ends]
        told = [found for found in dues if known(found)]
        assert told == sorted(told), (case, list(zip(ends, dues, strict=True)))


@quick(60)
@given(st.data())
def test_a_case_paused_before_its_due_is_never_overdue_during_that_pause(data):
    """At every instant of a pause that began before the due, the verdict is not ``overdue``."""
    bounds = [bound for bound in ours.BOUNDS if bound != "before"]  # pauses apply neither to it
    calendar, drawn = data.draw(worlds(AMOUNTS, bounds))  # nor to the next working day
    for case in drawn:
        if case.reckoning.paused == "ignored":
            continue  # "changes nothing (also in the verdict)"
        pledge = {"id": "p", case.bound: case.duration}
        charter = cc.Charter(id="c", calendar=calendar, reckoning=case.reckoning, pledges=[pledge])
        try:
            clock, last = charter["p"].start(case.start), case.start
            for paused, resumed in case.pauses[:1]:
                if paused >= last:
                    clock, last = clock.pause(paused).resume(resumed), resumed
            begin = later(data, calendar, last)
            end = later(data, calendar, begin)
            before = clock.due(at=begin).instant
            verdict = clock.pause(begin).status(end).verdict
        except (cc.OutsideCalendarError, cc.CalendarError):
            continue
        if begin < before:
            assert verdict != "overdue", (case, begin, end, before)


# attainment ----------------------------------------------------------------------------------------------------------

CHARTER = cc.loads(
    """
id: laws
calendar: {zone: Asia/Kuala_Lumpur, hours: {mon-fri: 08:00-13:00 14:00-17:00}, holidays: [2025-01-01, 2025-02-03]}
recovery: {notify: before_due}
pledges:
  - id: answer
    target: 80%
    excludes: withdrawn
    tiers:
      - {name: small, when: {points: {below: 20}}, within: 4 working hours}
      - {name: large, when: {points: {from: 20}}, within: 3 working days}
  - {id: open, at_least: 2 calendar days}
"""
)
JANUARY = datetime(2025, 1, 1)
MINUTES = st.integers(0, 60 * 24 * 70)
ROWS = st.fixed_dictionaries(
    {
        "pledge": st.sampled_from(["answer", "open", "answer;open", "nothing"]),
        "received": MINUTES.map(lambda n: JANUARY + timedelta(minutes=n)),
        "takes": st.one_of(st.none(), st.integers(-60, 60 * 24 * 9)),
        "points": st.sampled_from([None, 5, 20, 40]),
        "withdrawn": st.sampled_from(["no", "no", "yes"]),
    }
)


def counts(record):
    """Cases by pledge, tier, period and verdict, and those in no period."""
    found = Counter({("unplaced", verdict): n for verdict, n in record.unplaced.items()})
    for row in record.rows:
        found.update({(row.pledge, row.tier, row.period, verdict): n for verdict, n in row.counts.items()})
        found.update({(row.pledge, row.tier, row.period, "done"): row.done})
        found.update({(row.pledge, row.tier, row.period, "of"): row.of})
    return +found


@quick(50)
@given(rows=st.lists(ROWS, min_size=1, max_size=30), cut=st.lists(st.booleans(), min_size=30, max_size=30))
def test_splitting_a_table_and_adding_the_counts_changes_no_attainment(rows, cut):
    """The counts of two parts of a table add up to those of the whole, and so give the same attainment."""
    schema = {"case": pl.Int64, "pledge": pl.String, "received": pl.Datetime, "done": pl.Datetime,
              "points": pl.Int64, "withdrawn": pl.String}  # fmt: skip
    table = [
        {
            "case": number,
            **{key: row[key] for key in ("pledge", "received", "points", "withdrawn")},
            "done": None if row["takes"] is None else row["received"] + timedelta(minutes=row["takes"]),
        }
        for number, row in enumerate(rows)
    ]
    options = {"at": "2025-02-20T10:00", "over": ("2025-01-01", "2025-03-31")}

    def record(part):
        return CHARTER.attainment(pl.DataFrame(part, schema=schema, orient="row"), **options)

    parts = [[row for row, side in zip(table, cut, strict=False) if side == wanted] for wanted in (True, False)]
    assume(all(parts))
    whole, added = record(table), sum((counts(record(part)) for part in parts), Counter())
    assert counts(whole) == added
    for row in whole.rows:
        met, of = (added[row.pledge, row.tier, row.period, name] for name in ("met", "of"))
        assert row.value == (None if of == 0 else row.value.__class__(met, of))
