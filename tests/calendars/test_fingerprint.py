"""The fingerprint of a calendar: the same for every spelling of the same answers, another as soon as an answer is."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import warnings
from datetime import date, datetime, time, timedelta

import pandas as pd
import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

import charterclock as cc
from charterclock.calendars.calendar import Calendar, SpecialHours
from charterclock.calendars.dump import calendar_keys
from charterclock.calendars.holidays import Holiday
from charterclock.calendars.hours import Season, Week
from charterclock.oracle.strategies import calendars

DAY = timedelta(days=1)
VALUES = ("zone", "weeks", "holidays", "seasons", "special", "weekly_holiday", "joint_leave", "covers", "standings")


def with_(calendar: Calendar, **changes) -> Calendar:
    return Calendar(**{name: getattr(calendar, name) for name in VALUES} | changes)


@st.composite
def short_calendars(draw) -> Calendar:
    """Calendars of a few weeks, so that every answer can be asked for."""
    calendar = draw(calendars())
    low, high = calendar.covers or (date(2020, 1, 1), date(2021, 12, 31))
    named = [hours.date for hours in (*calendar.special, *calendar.holidays)] + [week.since for week in calendar.weeks]
    first = max(low, draw(st.sampled_from([*(day for day in named if day and low <= day <= high), low])) - 10 * DAY)
    return with_(calendar, covers=(first, min(high, first + 30 * DAY)))


STATUTORY = {"rest_days": "statutory", "first_day": "included", "roll": "none"}
AT_CLOSING = cc.Reckoning(roll="none", day_end="closing")


def answers(calendar: Calendar) -> list[object]:
    """Every kind of answer on every date, by the calendar's methods and by dues; an error is its code."""

    def asked(question):
        try:
            return question()
        except cc.CharterclockError as error:
            return error.code

    first, last = calendar.covers
    days = [first + n * DAY for n in range((last - first).days + 1)]
    found: list[object] = [calendar.covers]
    for day in days:
        spans = asked(lambda d=day: calendar.day(d).spans)
        found.append([tuple(moment.timestamp() for moment in span) for span in spans])
        midnight = asked(lambda d=day: cc.due(d, "1 clock minute", calendar, "strict").received.timestamp())
        found.append(midnight)
        found += [
            asked(lambda d=day, u=unit, r=rule: told(cc.due(d, u, calendar, r)))
            for unit, rule in (
                ("0 working days", None), ("1 working week", None), ("1 statutory day", STATUTORY),
                ("0 calendar days", AT_CLOSING),  # provisional by that date's own hours, whether it opens or not
            )
        ]
        found.append(next((w.days_open for w in reversed(calendar.weeks) if (w.since or date.min) <= day), 0))
        found.append(asked(lambda d=day: told(cc.due(datetime.combine(d, time(9)), "1 working hour", calendar))))
    return found


def told(due: cc.Due) -> tuple[object, ...]:
    return due.instant.timestamp(), due.date, due.provisional


@st.composite
def spellings(draw, calendar: Calendar) -> Calendar:
    """The same calendar written in another way."""
    first, last = calendar.covers
    days = [first + n * DAY for n in range((last - first).days + 1)]
    way = draw(st.sampled_from(["file", "dates", "names", "weeks", "seasons", "pickle", "outside", "order"]))
    event(way)
    if way == "file":
        return cc.Calendar.build(**calendar_keys(calendar))
    if way == "dates":  # each date by itself
        return with_(calendar, seasons=(), special=[SpecialHours(day, calendar.hours_on(day), "x") for day in days])
    if way == "names":
        return with_(calendar, holidays=[
            Holiday(h.date, {"ms": "lain"}, "state" if h.is_public else h.kind, h.status, date(2014, 1, 1), "elsewhere")
            for h in calendar.holidays
        ])  # fmt: skip
    if way == "weeks":  # the week in force begins once more
        day = draw(st.sampled_from(days))
        force = [week for week in calendar.weeks if (week.since or date.min) <= day]
        assume(force and force[-1].since != day)
        return with_(calendar, weeks=[*calendar.weeks, Week(force[-1].rules, day)])
    if way == "seasons":  # a season that says what the week says
        nothing = tuple(() for _ in range(7))
        return with_(calendar, seasons=[*calendar.seasons, Season("x", ((first, last),), Week(nothing))])
    if way == "outside":  # days off that no covered date can tell
        return with_(calendar, holidays=[*calendar.holidays, Holiday(last + 9 * DAY), Holiday(first - 9 * DAY)])
    if way == "order":
        return with_(calendar, holidays=list(reversed(calendar.holidays)), special=list(reversed(calendar.special)))
    return pickle.loads(pickle.dumps(calendar))


@settings(max_examples=300, deadline=None)
@given(short_calendars(), st.data())
def test_two_spellings_have_one_fingerprint(calendar, data):
    assert data.draw(spellings(calendar)).fingerprint == calendar.fingerprint


@st.composite
def changed(draw, calendar: Calendar) -> Calendar:
    """A calendar with one thing changed, which may or may not show."""
    first, last = calendar.covers
    days = st.dates(first, last)
    what = draw(st.sampled_from(["off", "estimate", "hours", "drop", "week", "leave", "covers", "rest", "zone", "list",
                                 "season", "length", "same"]))  # fmt: skip
    if what == "off":
        kind = draw(st.sampled_from(["public", "joint_leave", "civil_service_only"]))
        return with_(calendar, holidays=[*calendar.holidays, Holiday(draw(days), kind=kind)])
    if what == "estimate" and calendar.holidays:
        h = draw(st.sampled_from(calendar.holidays))
        other = Holiday(h.date, h.names, h.kind, draw(st.sampled_from(["estimated", "gazetted", "announced"])))
        return with_(calendar, holidays=[*(one for one in calendar.holidays if one is not h), other])
    if what == "hours":
        day = draw(days)
        kept = [hours for hours in calendar.special if hours.date != day]
        opens = draw(st.sampled_from([(), ((28_800_000_000, 61_200_000_000),), calendar.hours_on(day)]))
        return with_(calendar, special=[*kept, SpecialHours(day, opens)])
    if what == "drop" and calendar.holidays:
        h = draw(st.sampled_from(calendar.holidays))
        return with_(calendar, holidays=[one for one in calendar.holidays if one is not h])
    if what == "week":
        day = draw(days)
        kept = [week for week in calendar.weeks if week.since != day]
        return with_(calendar, weeks=[*kept, Week.read({"mon-fri": "08:00-17:00"}, day)])
    if what == "leave":
        return with_(calendar, joint_leave="working" if calendar.joint_leave == "holiday" else "holiday")
    if what == "covers" and first < last:
        return with_(calendar, covers=draw(st.sampled_from([(first + DAY, last), (first, last - DAY)])))
    if what == "rest":
        return with_(calendar, weekly_holiday=draw(st.sampled_from([((None, 6),), ((None, 4),), ()])))
    if what == "zone":
        return with_(calendar, zone=draw(st.sampled_from(["Asia/Singapore", "America/New_York", "America/Toronto"])))
    if what == "list":
        return with_(calendar, standings={draw(st.integers(first.year - 2, last.year + 2)): "announced"})
    if what == "season":
        begins = draw(days)
        week = Week.read({"mon-fri": draw(st.sampled_from(["08:00-17:00", "closed"]))})
        return with_(calendar, seasons=[*calendar.seasons, Season("x", ((begins, last),), week, draw(st.booleans()))])
    if what == "length":  # a day more in the week, which each of its dates then closes
        extra = tuple(rule or (((), ((0, 60_000_000),)),) for rule in calendar.weeks[0].rules)
        every = [first + n * DAY for n in range((last - first).days + 1)]
        shut = [SpecialHours(day, calendar.hours_on(day)) for day in every]
        return with_(calendar, weeks=[Week(extra, calendar.weeks[0].since), *calendar.weeks[1:]], special=shut)
    return calendar


@settings(max_examples=400, deadline=None)
@given(short_calendars(), st.data())
def test_the_fingerprint_changes_just_when_an_answer_does(calendar, data):
    other = data.draw(changed(calendar))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", cc.BeyondGazettedWarning)
        same = answers(calendar) == answers(other)
    event(f"same answers: {same}")
    assert (calendar.fingerprint == other.fingerprint) == same


# --- calendars that cover always -------------------------------------------------------------------------------------


WEEK = {"mon-fri": "08:00-17:00"}


def always(**keys) -> Calendar:
    usual = {"zone": "Asia/Kuala_Lumpur", "hours": WEEK, "covers": "always"}
    return cc.Calendar.build(**{**usual, **keys})


def test_of_a_calendar_that_covers_always_every_date_counts():
    plain = always()
    later = always(hours=[WEEK, {"from": "2300-01-01", **WEEK}])
    assert plain.fingerprint == later.fingerprint
    for day in ("0001-01-03", "1750-06-01", "2025-05-01", "7777-07-07", "9999-12-29"):
        other = always(changes=[{"date": day, "open": "09:00-10:00"}])
        assert plain.fingerprint != other.fingerprint, day
    assert plain.fingerprint != always(hours=[WEEK, {"from": "9000-01-01", "daily": "08:00-09:00"}]).fingerprint
    saturday = always(changes=[{"date": "2025-05-03", "holiday": "on a rest day"}])
    assert plain.fingerprint == saturday.fingerprint
    assert plain.fingerprint != always(covers="1900..2999").fingerprint


def test_the_clock_counts_where_it_differs():
    one, two = always(zone="America/New_York"), always(zone="US/Eastern")
    assert one.fingerprint == two.fingerprint
    assert one.fingerprint != always(zone="America/Toronto").fingerprint  # until 1974 their summers differed
    years = {"covers": "2000..2020"}
    assert always(zone="America/New_York", **years).fingerprint == always(zone="America/Toronto", **years).fingerprint
    assert always(zone="Asia/Jakarta", **years).fingerprint != always(zone="Asia/Makassar", **years).fingerprint


def test_hours_that_the_clock_skips_are_none():
    night = {"zone": "America/New_York", "hours": {"daily": "02:15-02:45"}, "covers": "2025"}
    gone = cc.Calendar.build(**night, changes=[{"date": "2025-03-09", "open": "closed"}])
    assert not cc.Calendar.build(**night).is_working_day("2025-03-09")
    assert gone.fingerprint == cc.Calendar.build(**night).fingerprint
    late = cc.Calendar.build(**night, changes=[{"date": "2025-03-09", "open": "02:15-03:30"}])
    on_the_hour = cc.Calendar.build(**night, changes=[{"date": "2025-03-09", "open": "03:00-03:30"}])
    assert late.fingerprint == on_the_hour.fingerprint != gone.fingerprint


def test_two_offices():
    one, two, friday = (cc.calendar(code) for code in ("MY-07", "MY-10", "MY-03"))
    assert (one & two).fingerprint == (two & one).fingerprint
    assert (one & friday).fingerprint != (friday & one).fingerprint  # the weekly holiday is that of the first
    assert (one & two).fingerprint != (one | two).fingerprint
    assert (one | one).fingerprint == one.fingerprint


# --- stable ----------------------------------------------------------------------------------------------------------

CODE = """
import charterclock as cc
own = cc.Calendar.build(zone="Asia/Kuala_Lumpur", hours={"mon-fri": "08:00-17:00"}, holidays=["2025-05-01"])
print(own.fingerprint)
print(cc.calendar("MY-07", covers="2012..2026").fingerprint)
"""
#: of the office of ``CODE``: what was written down once stays
GOLDEN = "c1-cc4c7a56ba7cae184c5643ca8f26ed36"


@pytest.mark.parametrize("machine", [{"PYTHONHASHSEED": "1", "TZ": "UTC"}, {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo"}])
def test_it_is_the_same_in_every_process(machine):
    ran = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True,
                         env={**os.environ, **machine, "LC_ALL": "C"})  # fmt: skip
    assert ran.stdout.split() == [GOLDEN, cc.calendar("MY-07", covers="2012..2026").fingerprint]


def test_it_is_the_same_whichever_tables_are_compiled():
    asked, fresh = always(holidays=["2025-05-01"], covers="2025"), always(holidays=["2025-05-01"], covers="2025")
    asked.shift("2025-06-01", 100)
    assert asked.fingerprint == fresh.fingerprint
    assert asked.fingerprint is asked.fingerprint


def test_a_day_that_was_declared_changes_it():
    early, late = cc.calendar("MY-07", as_of="2025-07-22"), cc.calendar("MY-07", as_of="2025-07-23")
    assert early.is_working_day("2025-09-15")
    assert not late.is_working_day("2025-09-15")
    assert early.fingerprint != late.fingerprint
    assert late.fingerprint == cc.calendar("MY-07", as_of=date(2025, 7, 23)).fingerprint


# --- carried ---------------------------------------------------------------------------------------------------------


def test_a_due_and_a_report_carry_it(tmp_path):
    charter = cc.loads("id: x\ncalendar: MY-07\nmeanings: {day: working day}\npledges: [{id: a, within: 3 days}]\n")
    wanted = cc.calendar("MY-07").fingerprint
    due = charter["a"].due("2025-04-30T10:00")
    assert due.fingerprint == due.to_dict()["fingerprint"] == json.loads(due.to_json())["fingerprint"] == wanted
    status = charter["a"].start("2025-04-30T10:00").status(at="2025-05-02T10:00")
    assert json.loads(status.to_json())["due"]["fingerprint"] == wanted
    cases = pd.DataFrame({"pledge": ["a"], "received": ["2025-04-30T10:00"], "done": ["2025-05-02T10:00"]})
    record = charter.attainment(cases, at="2025-06-30T17:00")
    assert record.fingerprint == json.loads(record.to_json())["fingerprint"] == wanted
    assert wanted in record.to_html()
    record.to_excel(tmp_path / "x.xlsx")
    assert load_workbook(tmp_path / "x.xlsx").properties.identifier == wanted
