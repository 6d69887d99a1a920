"""Opening time by the local clock is that of the tables, for every kind of datetime and on every kind of date."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import charterclock as cc
from charterclock.calendars.moments import instant_of
from charterclock.calendars.timetable import Beyond
from charterclock.calendars.wall import WallTable
from charterclock.oracle import strategies as ours

LENGTHS = st.one_of(st.integers(1, 200 * 3600).map(lambda n: timedelta(seconds=n)), st.integers(1, 10**6).map(
    lambda n: timedelta(microseconds=n)))  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_wall_clock_and_tables_agree(data):
    calendar = data.draw(ours.calendars())
    zone = ZoneInfo(calendar.zone)
    asked = [data.draw(ours.moments(calendar)) for _ in range(12)]
    first = calendar.ask(lambda table: table, asked[0].toordinal())
    wall = WallTable(first)
    for moment in asked:
        for given_as in (moment, moment.astimezone(zone), moment.astimezone(zone).replace(tzinfo=None, fold=0)):
            instant, length = instant_of(given_as, calendar.zone), data.draw(LENGTHS)
            found = wall.opened(given_as)
            if found is not None:
                assert found == timedelta(microseconds=first.opened(instant))
            end = wall.add(given_as, length)
            if end is not None:
                assert end.tzinfo is wall.base.tzinfo
                assert end.astimezone(UTC) == calendar.add(instant_as_utc(instant), length).astimezone(UTC)
            else:
                try:
                    first.add(instant, length // timedelta(microseconds=1))
                except Beyond:
                    continue


def instant_as_utc(instant):
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=instant)


def test_most_questions_are_answered_by_the_clock():
    """Where the clock never changes, only what lies outside the tables is not."""
    office = cc.calendar("MY-07")
    office.add("2025-04-30T10:00", timedelta(hours=1))
    wall = WallTable(office.ask(lambda table: table))
    start = datetime(2025, 4, 30, 10)
    assert wall.add(start, timedelta(hours=20)) == office.add("2025-04-30T10:00:00", timedelta(hours=20))
    assert wall.between(start, start + timedelta(days=9)) == timedelta(hours=46, minutes=30)
    assert wall.opened(start.replace(tzinfo=UTC)) is None  # another zone
    assert wall.opened("2025-04-30T10:00") is None
    assert wall.opened(datetime(1800, 1, 1)) is None
    assert wall.add(start, timedelta(days=40_000)) is None
    assert wall.add(start, timedelta(0)) is None
    assert wall.add(start, timedelta(hours=-1)) is None
    paris = cc.Calendar.build(zone="Europe/Paris", hours="24x7")
    paris.between("2025-03-30T00:00", "2025-03-31T00:00")
    changed = WallTable(paris.ask(lambda table: table))
    assert changed.opened(datetime(2025, 3, 30, 1)) is None
    assert changed.opened(datetime(2025, 3, 29, 1)) is not None
    assert paris.between(datetime(2025, 3, 29), datetime(2025, 3, 31)) == timedelta(hours=47)
