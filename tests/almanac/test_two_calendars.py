"""Two calendars compared, day by day and case by case."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date, timedelta
from pathlib import Path

import narwhals as nw
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import charterclock as cc
from charterclock.calendars.calendar import Calendar
from charterclock.calendars.holidays import Holiday
from charterclock.cli import main
from charterclock.oracle.strategies import calendars

PENANG, KELANTAN = cc.calendar("MY-07"), cc.calendar("MY-03")
CHARTER = """\
id: c
calendar: MY-07
meanings: {day: working day}
pledges:
  - {id: a, within: 3 days}
  - id: t
    tiers:
      - {name: in hours, when: {arrived: in opening time}, within: 1 day}
      - {name: after hours, when: {arrived: outside opening time}, within: 9 days}
"""
DAY = timedelta(days=1)
AT = "2025-07-31T17:00"


def own(**keys) -> cc.Calendar:
    usual = {"zone": "Asia/Kuala_Lumpur", "hours": {"mon-fri": "08:00-17:00"}, "covers": "2025"}
    return cc.Calendar.build(**{**usual, **keys})


def told(found) -> list[tuple[str, str, str]]:
    return [(str(day.date), day.what, day.because) for day in found]


# --- days ------------------------------------------------------------------------------------------------------------


@settings(max_examples=80, deadline=None)
@given(calendars(("Asia/Kuala_Lumpur",)), calendars(("Asia/Kuala_Lumpur",)), st.data())
def test_days_that_differ_are_those_of_which_the_calendars_say_another_thing(one, other, data):
    covers = one.covers or (date(2020, 1, 1), date(2020, 12, 31))
    first = data.draw(st.dates(*covers))
    last = min(first + 20 * DAY, covers[1])
    kept = ("zone", "weeks", "holidays", "seasons", "special", "weekly_holiday", "joint_leave")
    two = Calendar(**{name: getattr(other, name) for name in kept})
    differ = {found.date: found for found in one.diff(two, first, last)}
    for day in (first + n * DAY for n in range((last - first).days + 1)):
        ours, theirs = one.day(day), two.day(day)
        assert (day in differ) == (
            ours.spans != theirs.spans
            or ours.is_public_holiday != theirs.is_public_holiday
            or any(not h.is_public for h in ours.holidays) != any(not h.is_public for h in theirs.holidays)
            or ours.is_weekly_holiday != theirs.is_weekly_holiday
            or {h.status for h in ours.holidays} != {h.status for h in theirs.holidays}
        )
        if day in differ:
            assert (differ[day].first, differ[day].second) == (ours, theirs)
    assert not one.diff(one, first, last)


def test_what_differs():
    first = own(holidays=["2025-05-01", "2025-05-03", {"date": "2025-05-05", "status": "estimated"}])
    changes = [{"date": "2025-05-02", "open": "closed"}, {"date": "2025-05-06", "open": "08:00-12:00"}]
    second = own(holidays=["2025-05-05"], changes=changes)
    assert told(first.diff(second)) == [
        ("2025-05-01", "opened", "own"), ("2025-05-02", "closed", "own"), ("2025-05-03", "day off", "own"),
        ("2025-05-05", "standing", "own"), ("2025-05-06", "hours", "own"),
    ]  # fmt: skip


def test_why_they_differ():
    states = {found.because for found in PENANG.diff(KELANTAN, "2025-01-01", "2025-12-31")}
    assert states == {"state"}
    early = cc.calendar("MY-07", as_of="2025-07-22")
    assert told(early.diff(PENANG, "2025-01-01", "2025-12-31")) == [("2025-09-15", "closed", "as_of")]
    # Selangor knew on that day what Penang did not know the day before
    selangor = dict.fromkeys(["2025-09-15"], "as_of")
    found = early.diff(cc.calendar("MY-10"), "2025-09-14", "2025-09-16")
    assert {str(day.date): day.because for day in found} == selangor
    old = own(holidays=[Holiday(date(2025, 5, day), "x", source="holidays 0.1") for day in (5, 6)])
    new = own(
        holidays=[Holiday(date(2025, 5, 5), "x", status="estimated", source="holidays 0.2"), "2025-05-07"],
        changes=[{"date": "2025-05-08", "open": "closed"}],
    )
    assert told(old.diff(new)) == [
        ("2025-05-05", "standing", "version"), ("2025-05-06", "opened", "version"), ("2025-05-07", "closed", "own"),
        ("2025-05-08", "closed", "own"),
    ]  # fmt: skip


def test_what_closes_at_midnight_closes_at_24_00():
    one = cc.Calendar.build(zone="Asia/Jakarta", hours="24x7", covers="2025")
    two = cc.Calendar.build(zone="Asia/Jakarta", hours={"mon-sun": "08:00-12:00 22:00-24:00"}, covers="2025")
    told = str(one.diff(two, "2025-05-01", "2025-05-01"))
    assert "00:00-24:00" in told
    assert "08:00-12:00 22:00-24:00" in told


def test_clocks_that_differ_are_said():
    jakarta, makassar = (own(zone=zone) for zone in ("Asia/Jakarta", "Asia/Makassar"))
    found = jakarta.diff(makassar)
    assert found
    assert (len(found), found.same_clock) == (0, False)
    assert "their clocks differ: Asia/Jakarta, Asia/Makassar" in str(found)
    assert own(zone="Asia/Singapore").diff(own()).same_clock


def test_dates_compared():
    part = own(covers="2025-03-01..2025-03-31")
    assert part.diff(own()).over == own().diff(part).over == (date(2025, 3, 1), date(2025, 3, 31))
    always = own(covers="always")
    assert always.diff(part).over == (date(2025, 3, 1), date(2025, 3, 31))
    assert always.diff(always, "2025-01-01", "2025-01-02").over == (date(2025, 1, 1), date(2025, 1, 2))
    for one, other, dates, said in (
        (always, always, (), "CC411 calendar of Asia/Kuala_Lumpur covers always"),
        (part, own(covers="2024"), (), "CC410"),
        (part, own(), ("2025-01-01", "2025-03-02"), "CC410 2025-01-01"),
        (part, own(), ("1/1/25",), "CC407"),
    ):  # fmt: skip
        with pytest.raises(cc.CharterclockError, match=re.escape(said)):
            one.diff(other, *dates)


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_as_a_frame(backend):
    found = cc.calendar("MY-07", as_of="2025-07-22").diff(PENANG, "2025-01-01", "2025-12-31").to_frame("ms", backend)
    assert nw.from_native(found).rows() == [(
        date(2025, 9, 15), "closed", "08:00-13:00 14:00-17:00", "tutup: Cuti Peristiwa (diumumkan)", "as_of",
    )]  # fmt: skip


def test_what_comes_back_every_week_is_one_row():
    lines = str(PENANG.diff(KELANTAN, "2025-01-01", "2025-12-31")).splitlines()
    assert lines[0] == "161 of 365 days differ, 2025-01-01 to 2025-12-31"
    assert len(lines) < 40
    shown = sum(int(line.split(", ")[1].split()[0]) if re.match(r"\w{3}, ", line) else 1 for line in lines[3:])
    assert shown == 161


# --- cases -----------------------------------------------------------------------------------------------------------

CASES = {
    "case": ["1", "2", "3", "4"],
    "pledge": ["a", "a", "t", "a;t"],
    # three days from a Tuesday; before a day off of Penang alone; a Friday, in hours or not; a Sunday, for both pledges
    "received": ["2025-05-06T10:00", "2025-07-04T10:00", "2025-05-09T10:00", "2025-05-04T20:00"],
    "done": ["2025-05-11T10:00", "2025-07-09T10:00", None, "2025-05-06T10:00"],
}
MOVED = [("1", "a"), ("2", "a"), ("3", "t"), ("4", "t")]  # of the last, three days from a Sunday are the same


@pytest.mark.parametrize("made", [pd.DataFrame, pl.DataFrame])
def test_cases_that_move(made):
    charter = cc.loads(CHARTER)
    moved = PENANG.diff(KELANTAN, "2025-01-01", "2025-12-31").cases(charter, made(CASES), at=AT)
    assert isinstance(moved, made)
    rows = nw.from_native(moved).rows(named=True)
    assert [(row["case"], row["first_pledge"]) for row in rows] == MOVED
    for row in rows:  # what each calendar says by itself
        for side, office in (("first", PENANG), ("second", KELANTAN)):
            alone = charter.replace(calendar=office)[row["first_pledge"]].due(row["received"])
            assert row[f"{side}_due"] == alone.at
    by_case = {row["case"]: row for row in rows}
    assert (by_case["1"]["first_verdict"], by_case["1"]["second_verdict"]) == ("missed", "met")
    assert (by_case["2"]["first_verdict"], by_case["2"]["second_verdict"]) == ("met", "missed")
    assert (by_case["3"]["first_tier"], by_case["3"]["second_tier"]) == ("in hours", "after hours")


def test_no_case_moves_where_nothing_differs():
    found = PENANG.diff(cc.calendar("MY-07"), "2025-01-01", "2025-12-31")
    assert len(found.cases(cc.loads(CHARTER), pl.DataFrame(CASES), at=AT)) == 0


# --- the command -----------------------------------------------------------------------------------------------------


@pytest.fixture
def run(tmp_path, monkeypatch, capsysbinary):
    monkeypatch.chdir(tmp_path)
    Path("c.yaml").write_text(CHARTER)
    pl.DataFrame(CASES).write_csv("w.csv")

    def call(*arguments):
        code = main(["calendar", "diff", *map(str, arguments)])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


def test_the_command(run):
    code, out, err = run("MY-07", "MY-03", "--year", 2025)
    assert (code, err) == (0, "")
    assert out == str(PENANG.diff(KELANTAN, "2025-01-01", "2025-12-31")) + "\n"
    rows = list(csv.DictReader(io.StringIO(run("MY-07", "MY-03", "--year", 2025, "--format", "csv")[1])))
    assert len(rows) == 161
    assert json.loads(run("MY-07", "MY-03", "--year", 2025, "--format", "json")[1]) == rows
    assert run("MY-07", "MY-07", "--year", 2025)[1] == "0 of 365 days differ, 2025-01-01 to 2025-12-31\n"
    assert "2025-09-15  closed" in run("MY-07", "MY-07", "--year", 2025, "--as-of", "2025-07-22")[1]


def test_the_command_shows_cases_that_move(run):
    arguments = ("MY-07", "MY-03", "--year", 2025, "--charter", "c.yaml", "--cases", "w.csv", "--at", AT)
    code, out, err = run(*arguments, "--format", "csv")
    assert (code, err) == (0, "")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["case"], row["second_pledge"]) for row in rows] == MOVED
    assert (rows[0]["first_verdict"], rows[0]["second_verdict"]) == ("missed", "met")
    shown = run(*arguments)[1].splitlines()
    heading = shown[0].split()
    assert heading[:2] == ["case", "pledge"]
    assert {"first_due", "first_verdict", "second_due", "second_verdict"} <= set(heading)
    assert set(heading).isdisjoint(["first_pledge", "second_pledge"])
    assert len(shown) == len(rows) + 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("MY-07", "MY-99", "--year", "2025"), "CC405 unknown calendar 'MY-99'"),
        (("MY-07", "MY-03", "--year", "2040"), "CC410 2040-01-01"),
        (("MY-07", "MY-03", "--year", "0"), "CC407 not a date: '0000-01-01'"),
        (("MY-07", "MY-03", "--year", "2025", "--charter", "c.yaml"), "CC807 cases that move need both"),
        (("MY-07", "MY-03", "--year", "2025", "--as-of", "July"), "CC407 not a date: 'July'"),
    ],
)
def test_what_is_refused(run, arguments, said):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith(said)
