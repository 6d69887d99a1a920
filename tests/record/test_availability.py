from __future__ import annotations

import csv
import datetime as dt
import gzip
import random
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.steps import steps

import charterclock as cc
from charterclock.errors import CaseError, CharterclockError, OutsideCalendarError
from charterclock.record.availability import availability

REAL = Path(__file__).parents[3] / "shared" / "data" / "cases"
JUNE = ("2025-06-01", "2025-06-30")
AFTER = "2026-01-01T00:00"
#: fifteen hours a weekday in Kuala Lumpur, a break at noon
OFFICE = "{zone: Asia/Kuala_Lumpur, hours: {mon-fri: 07:00-12:00 13:00-23:00}, holidays: [2025-06-02]}"


def pledge(terms: str = "", calendar: str = OFFICE, at_least: str = "98%") -> Any:
    text = f"""
charterclock: 1
id: c
calendar: {calendar}
pledges:
  - {{id: app, kind: availability, at_least: {at_least}{", " if terms else ""}{terms}}}
"""
    return cc.loads(text)["app"]


def one(terms: str = "", outages: Any = (), over: Any = JUNE, at: Any = AFTER, **keys: Any) -> Any:
    rows, problems = availability(pledge(terms, **keys), list(outages), over, at)
    assert problems == []
    (row,) = rows
    return row


def down(start: str, end: str | None, **more: Any) -> dict[str, Any]:
    return {"start": start, "end": end, **more}


def hours(value: float | str) -> Fraction:
    return Fraction(value) * 3600


# rulings ---------------------------------------------------------------------------------------------------------


def test_what_98_percent_of_june_permits() -> None:  # N06
    row = one()
    assert (row.value, row.kept, row.extra["permitted"]) == (1, True, hours("14.4"))


def test_what_99_9_percent_of_thirty_days_permits() -> None:  # N12
    assert one(at_least="99.9%").extra["permitted"] == Fraction("43.2") * 60


TWELVE_HOURS = down("2025-06-10T16:00", "2025-06-11T04:00")
SIX_PLANNED = down("2025-06-20T00:00", "2025-06-20T06:00", planned="yes")


def test_planned_maintenance_counts_unless_excluded() -> None:  # N08 and its neighbour
    counted = one("", [TWELVE_HOURS, SIX_PLANNED])
    assert (counted.value, counted.kept) == (Fraction(702, 720), False)
    excluded = one("maintenance: {count: excluded}", [TWELVE_HOURS, SIX_PLANNED])
    assert (excluded.value, excluded.kept) == (Fraction(702, 714), True)
    assert (excluded.of, excluded.extra["downtime"], excluded.extra["outages"]) == (hours(714), hours(12), 1)
    assert excluded.extra["permitted"] == hours("14.28") - hours(12)


def test_office_hours_count_only_what_is_open() -> None:  # N10
    row = one("agreed: opening time", [TWELVE_HOURS], calendar="MY-07")
    assert row.value == Fraction("146.5") / Fraction("147.5")
    assert (row.of, row.extra["downtime"]) == (hours("147.5"), hours(1))


def test_no_agreed_time_is_no_data() -> None:
    row = one("agreed: opening time", [TWELVE_HOURS], over=("2025-06-07", "2025-06-08"))
    assert row.value is not None  # the month is whole, whatever part of it is asked for
    row = one("per: all, agreed: opening time", [TWELVE_HOURS], over=("2025-06-07", "2025-06-08"))
    assert (row.value, row.kept, row.of) == (None, None, 0)


# windows ---------------------------------------------------------------------------------------------------------


def test_a_month_is_reckoned_to_at_and_permits_for_the_whole() -> None:
    row = one("", [down("2025-06-10T00:00", None)], at="2025-06-11T00:00")
    assert (row.value, row.of) == (Fraction(9, 10), hours(240))
    assert row.extra["permitted"] == hours("14.4") - hours(24)


def test_a_month_that_has_not_begun_is_no_data() -> None:
    rows, _ = availability(pledge(), [], ("2025-06-01", "2025-07-31"), "2025-06-11T00:00")
    assert [(str(row.period), row.value) for row in rows] == [("2025-06", 1), ("2025-07", None)]


@pytest.mark.parametrize(
    ("per", "names"),
    [
        ("month", ["2025-02", "2025-03", "2025-04"]),
        ("quarter", ["2025-Q1", "2025-Q2"]),
        ("year", ["2025"]),
        ("all", ["all"]),
    ],
)
def test_periods_that_touch_what_is_asked_for(per: str, names: list[str]) -> None:
    rows, _ = availability(pledge(f"per: {per}"), [], ("2025-02-20", "2025-04-01"), AFTER)
    assert [str(row.period) for row in rows] == names


def test_all_of_instants_is_half_open() -> None:
    over = ("2025-06-10T10:00+08:00", "2025-06-10T20:00+08:00")
    row = one("per: all", [down("2025-06-10T09:00", "2025-06-10T11:00"), down("2025-06-10T20:00", None)], over=over)
    assert (row.value, row.of, row.extra["outages"]) == (Fraction(9, 10), hours(10), 1)


def test_a_pledge_counts_from_its_first_day_to_its_end() -> None:
    whole = [down("2025-06-01T00:00", "2025-07-01T00:00")]
    row = one("valid: {from: 2025-06-11, to: 2025-06-21}", whole)
    assert (row.of, row.extra["downtime"]) == (hours(240), hours(240))
    rows, problems = availability(pledge("valid: {from: 2025-07-01}"), whole, JUNE, AFTER)
    assert (rows, problems) == ([], [])


def test_the_months_of_a_zone_with_daylight_saving() -> None:
    calendar = "{zone: Europe/Berlin, hours: {mon-fri: 08:00-17:00}}"
    rows, _ = availability(pledge("", calendar), [], ("2025-03-01", "2025-03-31"), "2025-05-01T00:00")
    assert rows[0].of == hours(31 * 24 - 1)


# several systems -------------------------------------------------------------------------------------------------

MAIL = down("2025-06-02T00:00", "2025-06-05T00:00", system="mail")
WEB = [down(f"2025-06-{day}T00:00", f"2025-06-{day}T12:00", system="web") for day in (10, 12)]


@pytest.mark.parametrize(
    ("take", "value", "lost"), [("mean", Fraction(14, 15), 48), ("worst", Fraction(9, 10), 72)], ids=["mean", "worst"]
)
def test_mean_and_worst_of_systems(take: str, value: Fraction, lost: int) -> None:
    row = one(f"systems: {{names: [web, mail], take: {take}}}", [MAIL, *WEB])
    assert (row.value, row.extra["downtime"], row.done) == (value, hours(lost), hours(720 - lost))


def test_a_system_without_outages_was_up() -> None:
    row = one("systems: {names: [web, mail]}", [MAIL])
    assert row.value == (Fraction(9, 10) + 1) / 2


def test_outages_of_other_pledges_are_no_problem() -> None:
    outages = [down("2025-06-02T00:00", "2025-06-03T00:00", system="web"),
               down("2025-06-02T00:00", "2025-06-05T00:00", system="app")]  # fmt: skip
    rows, problems = availability(pledge(), outages, JUNE, AFTER, others=("web",))
    assert (rows[0].value, problems) == (Fraction(9, 10), [])


# maintenance -----------------------------------------------------------------------------------------------------


def planned(start: str, end: str) -> dict[str, Any]:
    return down(start, end, planned=True)


CAPPED = "maintenance: {count: excluded, cap: 36 hours per year}"


def test_the_cap_is_spent_in_order_of_time_and_by_the_year() -> None:
    outages = [
        planned("2025-02-01T00:00", "2025-02-02T00:00"),  # 24 hours, before the period
        planned("2025-01-31T12:00", "2025-02-01T00:00"),  # earlier, though it stands later in the table
        planned("2025-06-05T00:00", "2025-06-05T12:00"),
    ]
    january, june = (
        availability(pledge(CAPPED), outages, over, AFTER)[0][0] for over in (("2025-01-01", "2025-01-31"), JUNE)
    )
    assert (january.of, january.extra["downtime"]) == (hours(31 * 24 - 12), 0)
    assert (june.of, june.extra["downtime"], june.extra["outages"]) == (hours(720), hours(12), 1)


def test_a_new_year_has_a_new_cap() -> None:
    outages = [planned("2024-12-30T00:00", "2025-01-03T00:00")]  # 48 hours in each year
    rows, _ = availability(pledge(CAPPED), outages, ("2024-12-01", "2025-01-31"), AFTER)
    assert [(row.of, row.extra["downtime"]) for row in rows] == [(hours(744 - 36), hours(12))] * 2


def test_outages_inside_maintenance_leave_with_it() -> None:
    outages = [planned("2025-06-05T00:00", "2025-06-05T12:00"), down("2025-06-05T06:00", "2025-06-05T18:00")]
    row = one("maintenance: {count: excluded}", outages)
    assert (row.of, row.extra["downtime"]) == (hours(708), hours(6))


def test_maintenance_when_closed_spends_nothing() -> None:
    outages = [planned("2025-06-07T00:00", "2025-06-09T00:00"), planned("2025-06-11T00:00", "2025-06-12T12:00")]
    row = one(f"agreed: opening time, {CAPPED}", outages)
    assert row.extra["downtime"] == 0


# tables ----------------------------------------------------------------------------------------------------------

TABLE = {
    "start": ["2025-06-10T00:00", "2025-06-10T06:00"],
    "end": ["2025-06-10T12:00", "2025-06-10T18:00"],
    "planned": ["no", None],
}


@pytest.mark.parametrize(
    "table",
    [
        TABLE,
        [dict(zip(TABLE, cells, strict=True)) for cells in zip(*TABLE.values(), strict=True)],
        pd.DataFrame(TABLE),
        pl.DataFrame(TABLE),
        pa.table(TABLE),
        pd.DataFrame({name: pd.to_datetime(TABLE[name]) for name in ("start", "end")}),
        pl.DataFrame(TABLE).with_columns(pl.col("start", "end").str.to_datetime(time_zone="Asia/Singapore")),
        {name: np.array(TABLE[name], dtype="M8[ns]") for name in ("start", "end")},
        {name: np.array(TABLE[name], dtype="M8[m]") for name in ("start", "end")},
    ],
    ids=["lists", "mappings", "pandas", "polars", "arrow", "datetimes", "aware", "nanoseconds", "minutes"],
)  # fmt: skip
def test_any_table_will_do(table: Any) -> None:
    (row,), problems = availability(pledge(), table, JUNE, AFTER)
    assert (row.extra["downtime"], row.extra["outages"], problems) == (hours(18), 1, [])


def test_no_outages_and_none_supplied_are_two_things() -> None:
    assert availability(pledge(), None, JUNE, AFTER) == ([], [])
    assert one("", []).value == 1
    assert availability(pledge(), pd.DataFrame({"start": [], "end": []}), JUNE, AFTER)[0][0].value == 1


def test_bad_rows_are_told_and_the_rest_goes_on() -> None:
    outages = [
        down("2025-06-10T00:00", "2025-06-11T00:00"),
        down("10 June", "2025-06-11T00:00"),
        down("2025-06-12T00:00", "2025-06-11T00:00"),
        down("2025-06-12T00:00", "2025-06-13"),
        down("", "2025-06-13T00:00"),
        down("2025-06-13T00:00", "2025-06-14T00:00", system="web"),
        down("2025-06-13T00:00", "2025-06-14T00:00", planned="perhaps"),
        down("2025-06-13T00:00", "2025-06-13T00:00", system="app"),
    ]
    rows, problems = availability(pledge(), outages, JUNE, AFTER)
    assert rows[0].extra["downtime"] == hours(24)
    assert [(p.code, p.row, p.field) for p in problems] == [
        ("CC601", 2, "start"), ("CC633", 3, "end"), ("CC602", 4, "end"), ("CC601", 5, "start"),
        ("CC634", 6, "system"), ("CC635", 7, "planned"),
    ]  # fmt: skip
    assert str(problems[4]) == "row 6, column system: CC634 pledge app promises no system 'web' (one of app)"


def test_an_outage_must_say_its_system_where_there_are_several() -> None:
    terms = "systems: {names: [web, mail]}"
    _, problems = availability(pledge(terms), [down("2025-06-10T00:00", "2025-06-11T00:00")], JUNE, AFTER)
    assert [(p.code, p.row) for p in problems] == [("CC634", 1)]


def test_at_is_needed_where_something_runs_on() -> None:
    with pytest.raises(CaseError, match="CC632"):
        availability(pledge(), [down("2025-06-10T00:00", None)], JUNE, None)
    with pytest.raises(CaseError, match="CC632"):
        availability(pledge("per: year"), [], JUNE, None)
    assert availability(pledge(), [], JUNE, None)[0][0].value == 1


def test_what_is_no_table_or_no_window() -> None:
    with pytest.raises(CharterclockError, match="CC641 the outages have no column 'start'"):
        availability(pledge(), {"strat": [], "end": []}, JUNE, AFTER)
    with pytest.raises(CharterclockError, match="CC640"):
        availability(pledge(), 5, JUNE, AFTER)
    with pytest.raises(CharterclockError, match="CC640"):
        availability(pledge(), {"start": [], "end": [1]}, JUNE, AFTER)
    with pytest.raises(CaseError, match="CC631"):
        availability(pledge(), [], JUNE[::-1], AFTER)


def test_opening_time_that_the_calendar_does_not_know_is_an_error() -> None:
    with pytest.raises(OutsideCalendarError, match="CC410"):
        availability(pledge("agreed: opening time"), [], ("2031-01-01", "2031-01-31"), "2032-01-01T00:00")


# properties ------------------------------------------------------------------------------------------------------

START = dt.datetime(2025, 5, 28)
spans = st.tuples(st.integers(0, 36 * 24), st.integers(0, 90), st.booleans())
tables = st.lists(spans, max_size=12)
terms = st.sampled_from(
    ["", "maintenance: {count: excluded}", CAPPED, "agreed: opening time", f"agreed: opening time, {CAPPED}"]
)


def table(found: list[tuple[int, int, bool]]) -> list[dict[str, Any]]:
    return [
        {"start": START + dt.timedelta(hours=begin), "end": START + dt.timedelta(hours=begin + length), "planned": p}
        for begin, length, p in found
    ]


@settings(max_examples=150, deadline=None)
@given(tables, terms, st.integers(0, 40 * 24))
def test_equals_a_count_hour_by_hour(found: list[tuple[int, int, bool]], said: str, now: int) -> None:
    office = pledge().terms.office
    at = START + dt.timedelta(hours=now)
    spent = {2025: 0}
    agreed = lost = 0
    for hour in range(40 * 24):
        moment = START + dt.timedelta(hours=hour)
        if moment >= at or ("opening" in said and not office.is_open(moment)):
            continue
        inside = [p for begin, length, p in found if begin <= hour < begin + length]
        if any(inside) and "excluded" in said:
            spent[2025] += 1
            if "cap" not in said or spent[2025] <= 36:
                continue
        if dt.datetime(2025, 6, 1) <= moment < dt.datetime(2025, 7, 1):
            agreed += 1
            lost += bool(inside)
    row = one(said, table(found), at=at)
    assert (row.of, row.extra["downtime"]) == (hours(agreed), hours(lost))
    assert row.value == (Fraction(agreed - lost, agreed) if agreed else None)
    assert row.value is None or 0 <= row.value <= 1


@settings(max_examples=100, deadline=None)
@given(tables, terms, st.randoms(use_true_random=False), st.integers(0, 90))
def test_order_splits_and_repeats_change_nothing(
    found: list[tuple[int, int, bool]], said: str, rng: random.Random, cut: int
) -> None:
    split = [(b, min(cut, n), p) for b, n, p in found] + [(b + min(cut, n), n - min(cut, n), p) for b, n, p in found]
    again = [*split, *found]
    rng.shuffle(again)
    assert one(said, table(again)) == one(said, table(found))


def test_outages_are_taken_all_at_once() -> None:
    begin = np.datetime64("2025-01-01T00:00") + np.arange(100_000) * np.timedelta64(5, "m")
    outages = pd.DataFrame({"start": begin, "end": begin + np.timedelta64(1, "m")})

    def work() -> None:
        rows, _ = availability(pledge("per: month"), outages, ("2025-01-01", "2025-06-30"), AFTER)
        assert {row.value for row in rows} == {Fraction(4, 5)}

    work()
    assert steps(work) < 50_000  # no line runs once for each outage


# real sites ------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not REAL.exists(), reason="real histories are not in ../shared/data/cases")
def test_published_uptimes_of_real_sites() -> None:
    site = pledge("per: all")
    began: dict[str, str] = {}
    with gzip.open(REAL / "upptime_cloudesire_checks.csv.gz", "rt") as lines:
        for check in csv.DictReader(lines):
            began.setdefault(check["slug"], check["start_time"])
    outages: dict[str, list[dict[str, Any]]] = {slug: [] for slug in began}
    with (REAL / "upptime_cloudesire_outages.csv").open() as plain:
        for row in csv.DictReader(plain):
            outages[row["slug"]].append(down(row["start"], row["end"]))
    close = []
    with gzip.open(REAL / "upptime_cloudesire_summary.csv.gz", "rt") as lines:
        for row in csv.DictReader(lines):
            at = row["commit_utc"]
            (found,), _ = availability(site, outages[row["slug"]], (began[row["slug"]], at), at)
            assert found.value is not None
            close.append(abs(found.value * 100 - Fraction(row["uptime_all"].rstrip("%"))) <= Fraction("0.05"))
    assert len(close) > 2000
    assert sum(close) / len(close) >= 0.996
