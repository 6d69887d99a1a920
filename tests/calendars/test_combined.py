"""Two offices as one: both open, or one of them."""

from __future__ import annotations

import pickle
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import charterclock as cc
from charterclock.calendars.calendar import Calendar
from charterclock.calendars.hours import Season, Week

OFFICES = [
    cc.Calendar.build(zone="Asia/Kuala_Lumpur", hours={"mon-fri": "08:00-13:00 14:00-17:00"}, holidays=["2025-03-04"]),
    cc.Calendar.build(zone="Asia/Kuching", hours={"sun-thu": "09:00-12:00"}, covers="2025"),
    cc.Calendar.build(zone="Asia/Kuala_Lumpur", hours={"daily": "22:00-06:00"}, holidays=["2025-03-05"]),
    cc.Calendar.build(zone="Asia/Kuala_Lumpur", hours="24x7", covers="always"),
    cc.Calendar.build(
        zone="Asia/Singapore", hours={"mon-fri": "12:00-02:00"}, covers="2025",
        changes=[{"date": "2025-03-08", "open": "10:00-11:00"}],
    ),
]  # fmt: skip
moments = st.integers(0, 40 * 24 * 4).map(lambda n: datetime(2025, 2, 20) + timedelta(minutes=15 * n))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(OFFICES), st.sampled_from(OFFICES), moments)
def test_open_when_both_or_either_are(first: cc.Calendar, second: cc.Calendar, moment: datetime) -> None:
    one, other = first.is_open(moment), second.is_open(moment)
    assert (first & second).is_open(moment) == (one and other)
    assert (first | second).is_open(moment) == (one or other)


def test_a_value() -> None:
    both = OFFICES[0] & OFFICES[1]
    assert both == OFFICES[0] & OFFICES[1]
    assert hash(both) == hash(OFFICES[0] & OFFICES[1])
    assert both != OFFICES[0] | OFFICES[1]
    assert pickle.loads(pickle.dumps(both)) == both
    assert both.covers == OFFICES[1].covers


def test_working_days_weeks_and_reasons() -> None:
    both = cc.calendar("MY-07") & cc.calendar("MY-03")
    assert cc.due("2025-06-03", "1 working week", both).date.isoformat() == "2025-06-11"  # Mon to Thu: a week is 4 days
    assert both.day("2025-06-08").why.startswith("MY-07: rest day; MY-03: Eid al-Adha")
    assert not both.is_working_day("2025-06-08")


def test_clocks_must_agree() -> None:
    with pytest.raises(cc.CalendarError, match="CC412"):
        (cc.calendar("MY-07") & cc.calendar("ID-SB")).is_working_day("2025-06-04")
    with pytest.raises(cc.CalendarError, match="no date in common"):
        _ = OFFICES[1] & cc.Calendar.build(zone="Asia/Kuching", hours="24x7", covers="2030")


def test_estimated_hours_of_either_make_a_due_provisional() -> None:
    plain = cc.Calendar.build(zone="Asia/Kuala_Lumpur", hours="24x7")
    sighted = Season("Ramadan", ((date(2025, 3, 2), date(2025, 3, 30)),), Week.read({"mon-fri": "08:00-12:00"}), True)
    office = Calendar(zone=plain.zone, weeks=plain.weeks, seasons=[sighted])
    for both in (office & plain, plain | office):
        assert cc.due("2025-03-03T10:00", "1 working hour", both).estimated_hours
        assert not cc.due("2025-06-04T10:00", "1 working hour", both).estimated_hours


def test_hours_of_a_single_date_are_not_forgotten_ahead() -> None:
    late = cc.Calendar.build(
        zone="UTC", hours={"mon": "closed"}, covers="always", changes=[{"date": "2150-05-05", "open": "09:00-10:00"}]
    )
    both = late & cc.Calendar.build(zone="UTC", hours="24x7")
    assert str(both.next_open("2025-01-01T00:00").date()) == "2150-05-05"
