"""The reference itself, against rulings computed by hand: at least one for each rule of ``docs/reckoning.md``.

April and May 2025: Wednesday 30 April, Thursday 1 May (a day off), Friday 2 May, Monday 5 May.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from charterclock import (
    Calendar,
    CalendarError,
    CaseError,
    Duration,
    DurationError,
    OutsideCalendarError,
    Reckoning,
    due,
)
from charterclock.oracle.reference import answer, due_by
from charterclock.oracle.verdicts import Ruling, verdict

OFFICE = Calendar.build(
    zone="Asia/Kuala_Lumpur",
    hours={"mon-thu": "08:00-13:00 14:00-17:00", "fri": "08:00-12:15 14:45-17:00"},
    holidays=["2025-05-01"],
    weekly_holiday="sun",
)
PARIS = Calendar.build(zone="Europe/Paris", hours={"daily": "22:00-06:00"}, covers="2025")
WED = "2025-04-30T10:00"
MON = "2025-05-05T10:00"


def at(start, amount, unit, bound="within", pauses=(), until=None, calendar=OFFICE, **fields):
    """The due (or where a floor is reached), as text in local time."""
    given = Duration(amount, unit)
    found = answer(start, given, calendar, Reckoning(**fields), bound, pauses, until)
    return (found.at or found.reached_at).replace(tzinfo=None).isoformat()


def end(day):
    return f"2025-{day}T23:59:59.999999"


def test_words():
    hour = Duration(0, "clock hour")
    assert answer("2025-03-30T02:30", hour, PARIS).at.isoformat() == "2025-03-30T03:00:00+02:00"
    assert answer("2025-10-26T02:30", hour, PARIS).at.isoformat() == "2025-10-26T02:30:00+02:00"
    # the night of 29 March lasts seven hours, that of 25 October nine
    assert at("2025-03-29T21:00", 7, "working hour", calendar=PARIS) == "2025-03-30T06:00:00"
    assert at("2025-10-25T21:00", 9, "working hour", calendar=PARIS) == "2025-10-26T06:00:00"


def test_meanings():
    assert at(MON, 6, "statutory day") == end("05-13")
    assert at(MON, 7, "statutory day") == end("05-12")
    assert at(MON, 7, "statutory day", statutory_limit=7) == end("05-14")
    assert at(MON, 2, "working week") == end("05-19")
    assert at("2025-04-01T10:00", 1, "working month", roll="none") == end("05-02")
    assert at(MON, 1, "working day", rest_days="statutory") == end("05-06")
    assert at("2025-05-02T10:00", 1, "working day", rest_days="statutory") == end("05-03")
    with pytest.raises(DurationError):
        at(MON, 1, "day")
    with pytest.raises(CalendarError):
        at(MON, 1, "working day", calendar=PARIS, rest_days="statutory")


@pytest.mark.parametrize(
    ("start", "receipt", "received"),
    [
        ("2025-04-30T17:00", "actual", "2025-04-30T17:00:00"),
        ("2025-04-30T16:59:59.999999", "next_opening", "2025-04-30T16:59:59.999999"),
        ("2025-04-30T17:00", "next_opening", "2025-05-02T08:00:00"),
        ("2025-04-30T13:00", "next_opening", "2025-04-30T14:00:00"),
        ("2025-04-30T08:00", "next_opening", "2025-04-30T08:00:00"),
        ("2025-04-30T16:00", "cutoff 16:00", "2025-04-30T16:00:00"),
        ("2025-04-30T16:00:00.000001", "cutoff 16:00", "2025-05-02T08:00:00"),
        ("2025-04-30T06:00", "cutoff 16:00", "2025-04-30T08:00:00"),
    ],
)
def test_rule_1_receipt(start, receipt, received):
    found = answer(start, Duration(1, "working hour"), OFFICE, Reckoning(receipt=receipt))
    assert found.received.replace(tzinfo=None).isoformat() == received


def test_rule_2_time():
    assert at("2025-04-30T23:30", 1, "clock hour") == "2025-05-01T00:30:00"
    assert at(WED, 6, "working hour") == "2025-04-30T17:00:00"
    assert at(WED, 8, "working hour") == "2025-05-02T10:00:00"
    assert at("2025-05-01T10:00", 0, "working hour") == "2025-05-01T10:00:00"


def test_rule_3_working_days():
    assert at(WED, 2, "working day") == end("05-05")
    assert at(WED, 2, "working day", first_day="included") == end("05-02")
    assert at("2025-05-01T10:00", 0, "working day") == end("05-02")
    assert at("2025-05-01T10:00", 1, "working day", first_day="included") == end("05-02")


def test_rule_4_calendar_units():
    assert at(WED, 1, "calendar day") == end("05-02")
    assert at(WED, 1, "calendar day", roll="preceding", first_day="excluded") == end("04-30")
    assert at(WED, 1, "calendar day", roll="none") == end("05-01")
    assert at(WED, 1, "calendar day", first_day="included") == end("04-30")
    assert at("2025-01-31T10:00", 1, "calendar month") == end("02-28")
    assert at("2025-01-31T10:00", 1, "calendar quarter") == end("04-30")


def test_rule_5_last_instant():
    assert at(WED, 1, "working day", day_end="closing") == "2025-05-02T17:00:00"
    assert at(WED, 1, "calendar day", day_end="closing", roll="none") == end("05-01")
    assert at(WED, 1, "working day", day_end="same_time") == "2025-05-02T10:00:00"
    assert at(WED, 1, "working day", day_end="15:00") == "2025-05-02T15:00:00"
    assert at(WED, 0, "working day", day_end="09:00") == "2025-05-02T09:00:00"
    assert at(WED, 0, "calendar day", day_end="09:00", roll="none") == "2025-05-01T09:00:00"
    assert at(WED, 2, "working day", "under") == end("05-04")
    assert at(WED, 1, "clock hour", "under") == "2025-04-30T10:59:59.999999"
    assert at("2025-01-01T21:00", 1, "working day", calendar=PARIS, day_end="closing") == end("01-02")


def test_rule_6_pauses():
    tuesday_night = [("2025-05-06T15:00", "2025-05-07T09:00")]
    same_date = [("2025-05-06T08:00", "2025-05-06T17:00")]
    assert at(MON, 3, "working day") == end("05-08")
    assert at(MON, 3, "working day", pauses=tuesday_night) == end("05-09")
    assert at(MON, 3, "working day", pauses=tuesday_night, paused="ignored") == end("05-08")
    assert at(MON, 3, "working day", pauses=tuesday_night, paused="restart") == end("05-12")
    assert at(MON, 3, "working day", pauses=same_date) == end("05-08")
    assert at(MON, 3, "calendar day", pauses=[("2025-05-06T15:00", "2025-05-08T09:00")]) == end("05-12")
    assert at(MON, 3, "clock hour", pauses=[("2025-05-05T11:00", "2025-05-05T12:30")]) == "2025-05-05T14:30:00"
    assert at(MON, 6, "working hour", pauses=[("2025-05-05T12:30", "2025-05-05T14:30")]) == "2025-05-06T09:00:00"
    assert at(MON, 6, "working hour", pauses=[("2025-05-05T13:00", "2025-05-05T14:00")]) == "2025-05-05T17:00:00"
    # one that begins after the due as it then stands changes nothing
    assert at(MON, 1, "clock hour", pauses=[("2025-05-05T11:00", "2025-05-05T12:00")]) == "2025-05-05T11:00:00"
    # overlapping ones are one; what lies before the receipt is cut off; an open one runs to `at`
    both = [("2025-05-05T09:00", "2025-05-05T10:30"), ("2025-05-05T10:15", None)]
    assert at(MON, 1, "clock hour", pauses=both, until="2025-05-05T12:00") == "2025-05-05T13:00:00"
    # never before the resume, even of a pause that costs no day
    late = [("2025-05-06T08:00", "2025-05-06T16:00")]
    assert at(MON, 1, "working day", pauses=late, day_end="15:00") == "2025-05-07T15:00:00"
    with pytest.raises(CaseError):
        at(MON, 1, "working day", pauses=[("2025-05-06T08:00", "2025-05-05T16:00")])


def test_rule_7_after_and_before():
    assert at(MON, 4, "working day", "after") == end("05-12")
    assert at("2025-05-15T10:00", 7, "working day", "before") == end("05-06")
    assert at("2025-05-15T10:00", 14, "calendar day", "before", roll="none") == end("04-30")
    assert at("2025-03-31T10:00", 1, "calendar month", "before") == end("02-28")
    assert at("2025-05-05T17:00", 3, "working hour", "before") == "2025-05-05T14:00:00"
    assert at("2025-05-05T17:00", 4, "working hour", "before") == "2025-05-05T12:00:00"
    with pytest.raises(DurationError):
        at(MON, 1, "working hour", "after")


def test_rule_8_floors():
    found = answer(WED, Duration(1, "calendar day"), OFFICE, bound="at_least")
    assert found.at is None
    assert at(WED, 1, "calendar day", "at_least") == "2025-05-01T00:00:00"
    assert at(WED, 1, "working day", "at_least") == "2025-05-02T00:00:00"
    assert at(WED, 8, "working hour", "at_least") == "2025-05-02T10:00:00"


def test_rule_9_next_working_day():
    assert at("2025-05-05T06:50", 1, "next working day") == end("05-05")
    assert at("2025-05-05T08:00", 1, "next working day") == end("05-06")
    assert at("2025-04-30T18:10", 1, "next working day", receipt="next_opening") == end("05-02")


def test_rule_11_by_a_date():
    assert due_by(MON, 5, 31, OFFICE).replace(tzinfo=None).isoformat() == end("06-02")
    preceding = Reckoning(roll="preceding", day_end="closing")
    assert due_by("2025-05-31", 5, 31, OFFICE, preceding).isoformat() == "2025-06-02T17:00:00+08:00"
    with pytest.raises(OutsideCalendarError):
        due_by("2025-06-01", 5, 31, OFFICE)


def test_dates_that_a_calendar_knows():
    with pytest.raises(OutsideCalendarError) as error:
        at("2025-12-30T10:00", 2, "working day")
    assert error.value.code == "CC410"
    assert at("2025-12-31T10:00", 24, "clock hour") == "2026-01-01T10:00:00"
    # nothing is open before the first date
    assert at("2025-01-01T00:00", 1, "working hour", calendar=PARIS) == "2025-01-01T23:00:00"
    # what comes the evening before it has no receipt, though the cut-off time has passed
    with pytest.raises(OutsideCalendarError):
        at("2024-12-31T23:59", 1, "working hour", calendar=PARIS, receipt="cutoff 02:30")
    with pytest.raises(OutsideCalendarError):
        due("2024-12-31T23:59", "1 working hour", PARIS, Reckoning(receipt="cutoff 02:30"))
    # the night that began on the last date is known to its closing
    assert at("2026-01-01T00:00", 2, "working hour", calendar=PARIS, receipt="cutoff 08:00") == "2026-01-01T02:00:00"
    for event, hours in (("2026-01-01T00:00", "2025-12-31T22:00:00"), ("2026-01-01T03:00", "2026-01-01T01:00:00")):
        assert at(event, 2, "working hour", bound="before", calendar=PARIS) == hours
    # of the day before the first nothing is asked where it isn't counted itself
    assert at("2024-12-31T23:00", 1, "working day", calendar=PARIS) == end("01-01")
    shut = Calendar.build(zone="UTC", hours={"mon": "closed"}, covers="always")
    with pytest.raises(OutsideCalendarError):
        at(MON, 1, "working day", calendar=shut)


def test_what_was_asked_before_changes_no_answer():
    night = Calendar.build(zone="Europe/Paris", hours={"daily": "22:00-06:00"}, covers="2015..2025")
    assert night.shift("2025-01-01", 1) == date(2025, 1, 2)  # its first table begins long after 2015
    assert due("2014-12-31T23:00", "1 working day", night).date == date(2015, 1, 1)


def test_a_date_alone():
    assert at("2025-04-30", 2, "working day") == end("05-05")
    for fields in ({"day_end": "same_time"}, {"receipt": "next_opening"}):
        with pytest.raises(CaseError):
            at("2025-04-30", 2, "working day", **fields)
    for unit in ("clock hour", "working hour", "next working day"):
        with pytest.raises(CaseError):
            at("2025-04-30", 1, unit)


# the verdict of a case: 2 working days from Monday 10:00, due at the end of Wednesday 7 May ---------------------------

LATER = [("2025-05-07T09:00", Duration(2, "working day"))]
TOLD_LATE = [("2025-05-08T00:00", Duration(2, "working day"))]
NIGHT = [("2025-05-06T15:00", "2025-05-07T09:00")]
OPEN = [("2025-05-06T15:00", None)]


@pytest.mark.parametrize(
    ("case", "wanted"),
    [
        ({"at": "2025-05-05T09:00"}, "excluded"),
        ({"at": "2025-05-07T23:59:59.999999"}, "running"),
        ({"at": "2025-05-08T00:00"}, "overdue"),
        ({"at": "2025-05-09T00:00", "stop": "2025-05-07T23:59:59.999999"}, "met"),
        ({"at": "2025-05-09T00:00", "stop": "2025-05-08T00:00"}, "missed"),
        ({"at": "2025-05-08T00:00", "stop": "2025-05-08T00:00:01"}, "overdue"),
        ({"at": "2025-05-09T00:00", "pauses": OPEN}, "paused"),
        ({"at": "2025-05-07T08:59", "pauses": NIGHT}, "paused"),
        ({"at": "2025-05-07T09:00", "pauses": NIGHT}, "running"),
        ({"at": "2025-05-08T10:00", "pauses": NIGHT}, "running"),
        ({"at": "2025-05-09T00:00", "pauses": NIGHT}, "overdue"),
        ({"at": "2025-05-20T00:00", "pauses": [("2025-05-08T00:00", None)]}, "overdue"),
        ({"at": "2025-05-20T00:00", "pauses": OPEN, "stop": "2025-05-08T10:00"}, "met"),
        ({"at": "2025-05-07T12:00", "extensions": LATER}, "running"),
        ({"at": "2025-05-09T12:00", "extensions": LATER}, "extended"),
        ({"at": "2025-05-10T00:00", "extensions": LATER}, "overdue"),
        ({"at": "2025-05-20T00:00", "extensions": LATER, "stop": "2025-05-07T12:00"}, "met"),
        ({"at": "2025-05-20T00:00", "extensions": LATER, "stop": "2025-05-09T12:00"}, "extended"),
        ({"at": "2025-05-20T00:00", "extensions": LATER, "stop": "2025-05-10T00:00"}, "missed"),
        ({"at": "2025-05-09T12:00", "extensions": TOLD_LATE}, "overdue"),
        ({"at": "2025-05-09T12:00", "extensions": [("2025-05-07T09:00", date(2025, 5, 9))]}, "extended"),
        ({"at": "2025-05-09T12:00", "extensions": [("2025-05-07T09:00", datetime(2025, 5, 9, 11))]}, "overdue"),
    ],
)
def test_verdict(case, wanted):
    assert verdict(MON, Duration(2, "working day"), OFFICE, **case).verdict == wanted


def test_verdict_of_a_floor_and_of_an_event():
    day = Duration(1, "working day")
    assert verdict(MON, day, OFFICE, bound="at_least", at="2025-05-09", stop="2025-05-05T12:00").verdict == "early"
    assert verdict(MON, day, OFFICE, bound="at_least", at="2025-05-09", stop="2025-05-06T00:00").verdict == "met"
    assert verdict(MON, day, OFFICE, bound="at_least", at="2025-05-09").verdict == "running"
    assert verdict("2025-05-15T10:00", day, OFFICE, bound="before", at=MON).verdict == "running"
    assert verdict("2025-05-15T10:00", day, OFFICE, bound="before", at=MON, stop=WED).verdict == "met"
    with pytest.raises(CaseError):
        verdict(MON, day, OFFICE, at="2025-05-09", stop=WED)


def test_a_later_pause_moves_the_first_and_the_extended_due_alike():
    told = [("2025-05-06T09:00", date(2025, 5, 9))]
    found = verdict(MON, Duration(2, "working day"), OFFICE, at="2025-05-09T12:00", extensions=told, pauses=NIGHT)
    zone = ZoneInfo("Asia/Kuala_Lumpur")
    last = {"hour": 23, "minute": 59, "second": 59, "microsecond": 999999, "tzinfo": zone}
    assert found == Ruling("extended", datetime(2025, 5, 8, **last), datetime(2025, 5, 12, **last))
