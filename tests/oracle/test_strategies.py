"""What each strategy shrinks to, as its docstring says, and that what it draws is what it says."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import HealthCheck, find, settings
from hypothesis import strategies as st

import charterclock as cc
from charterclock.calendars.calendar import SpecialHours
from charterclock.calendars.hours import Season, Week, read_spans
from charterclock.calendars.moments import instant_of
from charterclock.durations import Annual
from charterclock.oracle import strategies as ours
from charterclock.oracle.laws.running import drawn_from
from charterclock.record.outages import read_outages

MONDAY = datetime(2024, 1, 1, 9)
OFFICE = cc.Calendar.build(zone="Asia/Kuala_Lumpur", hours={"mon-fri": "08:00-17:00"}, weekly_holiday="sun")
SHORT = cc.Calendar.build(zone="America/New_York", hours="24x7", covers="2025-03-03..2025-03-30")
LATER = datetime(2028, 1, 1)
DAYS = date(2015, 1, 1), date(2028, 12, 31)
FIRST, LAST = date(2024, 1, 1), date(2024, 12, 30)
PLAIN = cc.Charter.model_validate({
    "id": "charter", "calendar": {"zone": "Asia/Kuala_Lumpur", "hours": {"mon-fri": "08:00-17:00"},
    "weekly_holiday": [{"day": "sun"}], "covers": "always"}, "pledges": [{"id": "p1", "within": "1 working day"}],
})  # fmt: skip
UPTIME = cc.loads("{id: c, calendar: MY-07, pledges: [{id: p, kind: availability, at_least: 98%}]}")["p"]
SETTINGS = settings(
    max_examples=2000, database=None, derandomize=True, suppress_health_check=list(HealthCheck), deadline=None
)


def plainest(strategy: st.SearchStrategy[Any], such: Any = None) -> Any:
    """What a strategy shrinks to, of all or of such."""
    return find(strategy, such or (lambda drawn: True), settings=SETTINGS)


def pledge(text: str) -> Any:
    """A pledge by itself, of no charter, as the file has it."""
    (found,) = cc.loads(f"{{id: c, calendar: MY-07, pledges: [{{id: pledge, {text}}}]}}")
    return type(found).model_validate({key: getattr(found, key) for key in found.model_fields_set})


# what is plainest ----------------------------------------------------------------------------------------------------

ROW = {"case": "C1", "pledge": "p1", "received": "2024-01-01T09:00:00", "done": "2024-01-01T10:00:00"}
SHRUNK = {
    "zones": (ours.zones(), "Asia/Kuala_Lumpur"),
    "zones that change": (ours.zones(daylight_saving=True), "America/New_York"),
    "zones that do not": (ours.zones(daylight_saving=False), "Asia/Kuala_Lumpur"),
    "spans": (ours.spans(), read_spans("08:00-17:00")),
    "weeks": (ours.weeks(), Week.read({"mon-fri": "08:00-17:00"})),
    "seasons": (ours.seasons(FIRST, LAST), []),
    "special hours": (ours.special_hours(FIRST, LAST), []),
    "holidays": (ours.holidays(FIRST, LAST), []),
    "weekly holidays": (ours.weekly_holidays(FIRST, LAST), ((None, 6),)),
    "calendars": (ours.calendars(), OFFICE),
    "dates": (ours.dates_of(OFFICE), FIRST),
    "dates covered": (ours.dates_of(SHORT), date(2025, 3, 3)),
    "moments": (ours.moments(OFFICE), datetime(2024, 1, 1, 1, tzinfo=UTC)),
    "starts": (ours.starts(OFFICE), MONDAY),
    "starts covered": (ours.starts(SHORT), datetime(2025, 3, 3, 9)),
    "amounts": (ours.amounts("calendar year"), 1),
    "durations": (ours.durations(), cc.Duration(1, "working day")),
    "durations of months": (ours.durations(["calendar year", "calendar month"]), cc.Duration(1, "calendar month")),
    "reckonings": (ours.reckonings(), cc.Reckoning()),
    "pauses": (ours.pauses(OFFICE, MONDAY), ()),
    "extensions": (ours.extensions(OFFICE, MONDAY), ()),
    "cases": (ours.cases(OFFICE), ours.Case(MONDAY, cc.Duration(1, "working day"))),
    "limits": (ours.limits(), {"within": cc.Duration(1, "working day")}),
    "tiers": (
        ours.tiers(),
        pledge("tiers: [{name: tier 1, when: {points: {below: 10}}, within: 1 working day},"
               "{name: tier 2, when: {points: {from: 10}}, within: 1 working day}]").tiers,
    ),
    "deadlines": (ours.deadlines(), pledge("within: 1 working day")),
    "availabilities": (ours.availabilities(), pledge("kind: availability, at_least: 98%")),
    "frequencies": (ours.frequencies(), pledge("kind: frequency, every: month")),
    "scores": (ours.scores(), pledge("kind: score, scale: 1-7, at_least: 5")),
    "indexes": (ours.indexes(), pledge("kind: index, at_least: 76.61")),
    "ratios": (ours.ratios(), pledge("kind: ratio, at_least: 98%, of: cases settled")),
    "statements": (ours.statements(), pledge("kind: statement, says: We are friendly and correct.")),
    "pledges": (ours.pledges(), pledge("within: 1 working day")),
    "meanings": (ours.meanings(), {}),
    "charters": (ours.charters(), PLAIN),
    "case tables": (ours.case_tables(PLAIN), ours.Table((ROW,), LATER)),
    "event logs": (ours.event_logs(PLAIN), ours.Table((
        {"case": "C1", "pledge": "p1", "activity": "received", "timestamp": ROW["received"]},
        {"case": "C1", "pledge": None, "activity": "done", "timestamp": ROW["done"]},
    ), LATER)),
    "outages": (ours.outages(UPTIME), ours.Table((
        {"start": "2024-01-01T09:00:00", "end": "2024-01-01T10:00:00", "system": "p", "planned": "no"},
    ), datetime(2027, 1, 1))),
}  # fmt: skip


@pytest.mark.parametrize("name", SHRUNK)
def test_the_plainest(name: str) -> None:
    strategy, expected = SHRUNK[name]
    assert plainest(strategy) == expected


def test_every_strategy_has_its_plainest_and_says_so() -> None:
    names = {name.split()[0] for name in SHRUNK} | {"dates_of", "special_hours", "weekly_holidays", "case_tables"}
    for name in ours.__all__:
        found = getattr(ours, name)
        if name not in ("BOUNDS", "ZONES", "Case", "Table"):
            assert name in names or name.replace("_", " ") in SHRUNK, name
            assert "Shrinks to" in (found.__doc__ or ""), name


ODD = {
    "a day off": (
        ours.calendars(), lambda office: office.holidays,
        lambda office: len(office.holidays) == 1 and office.covers is None and office.weeks == OFFICE.weeks,
    ),
    "special hours": (ours.special_hours(FIRST, LAST), bool, [SpecialHours(FIRST, read_spans("08:00-17:00"))]),
    "a season": (
        ours.seasons(FIRST, LAST), bool, [Season("season", ((FIRST, FIRST),), Week.read({"mon-fri": "08:00-17:00"}))]
    ),
    "one pause": (
        ours.pauses(OFFICE, MONDAY), bool,
        ((datetime(2024, 1, 1, 1, tzinfo=UTC), datetime(2024, 1, 1, 2, tzinfo=UTC)),),
    ),
    "one extension": (
        ours.extensions(OFFICE, MONDAY), bool, ((datetime(2024, 1, 2, 1, tzinfo=UTC), date(2024, 3, 1)),)
    ),
    "a reckoning": (ours.reckonings(), lambda r: r.paused != "excluded", cc.Reckoning(paused="restart")),
    "two of a unit": (ours.durations(), lambda d: d.amount > 1, cc.Duration(2, "working day")),
    "a fraction": (
        ours.durations(), lambda d: isinstance(d.amount, Fraction), cc.Duration(Fraction(3, 2), "working hour")
    ),
    "a date of the year": (ours.limits(["by", "within"]), lambda limit: "by" in limit, {"by": Annual(1, 1)}),
    "a bad row": (
        ours.case_tables(PLAIN), lambda table: table.bad, ours.Table(({**ROW, "pledge": None},), LATER, {0: "CC624"})
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_the_plainest_of_what_is_odd(name: str) -> None:
    strategy, such, expected = ODD[name]
    found = plainest(strategy, such)
    assert expected(found) if callable(expected) else found == expected


# what they say is so -------------------------------------------------------------------------------------------------


def lasting(calendar: cc.Calendar) -> cc.Calendar:
    """The same calendar for half a century, so that no due lies beyond its dates."""
    keys = ("zone", "weeks", "holidays", "seasons", "special", "weekly_holiday", "joint_leave")
    return cc.Calendar(**{key: getattr(calendar, key) for key in keys}, covers=(date(2000, 1, 1), date(2049, 12, 31)))


@st.composite
def charters_with(draw: st.DrawFn, tables: Any, pledges: st.SearchStrategy[Any], **options: Any) -> Any:
    charter = draw(ours.charters(ours.calendars().map(lasting), pledges, **options))
    return charter, draw(tables(charter))


def test_a_charter_is_what_its_file_says() -> None:
    kinds: Counter[str] = Counter()
    for charter in drawn_from(ours.charters(), 150, seed=1):
        assert cc.loads(cc.dump(charter)) == charter
        kinds.update(pledge.kind for pledge in charter)
        kinds.update(bound for pledge in charter if pledge.kind == "deadline" for branch in pledge.branches
                     for bound in branch.bounds)  # fmt: skip
        kinds.update("words" for pledge in charter if pledge.kind == "deadline"
                     for branch in pledge.branches if getattr(branch.limit, "is_bare", False))  # fmt: skip
    assert set(kinds) > {"availability", "frequency", "score", "index", "ratio", "statement", "words", "by", "after"}


def test_tiers_leave_no_case_to_two() -> None:
    for tiers in drawn_from(ours.tiers(), 200, seed=1):
        found = pledge("within: 1 working day").model_copy(update={"within": None, "tiers": tiers})
        asked = [{"points": n, "sort": sort} for n in (1, 2, 5, 10, 20, 40, 100, 101) for sort in ("new", "urgent")]
        for facts in asked:
            found.tier(facts, arrived_in_hours=facts["points"] == 1)  # raises where two match


def test_the_bad_rows_of_a_table_are_these() -> None:
    seen: Counter[str | None] = Counter()
    strategy = charters_with(lambda charter: ours.case_tables(charter, DAYS), ours.deadlines())
    for charter, table in drawn_from(strategy, 80, seed=3):
        rows = charter.assess(pl.DataFrame(table.columns), at=table.at, prefix="our_").rows(named=True)
        found = {place: row["our_problem"][:5] for place, row in enumerate(rows) if row["our_problem"]}
        assert found == table.bad
        seen.update(table.bad.values())
    assert len(seen) >= 8


def test_the_bad_cases_of_a_log_are_these() -> None:
    seen: Counter[str | None] = Counter()
    strategy = charters_with(lambda charter: ours.event_logs(charter, DAYS), ours.deadlines())
    for charter, log in drawn_from(strategy, 50, seed=4):
        if log.rows:
            rows = charter.assess(pl.DataFrame(log.columns), at=log.at, prefix="our_").rows(named=True)
            assert {row["case"]: row["our_problem"][:5] for row in rows if row["our_problem"]} == log.bad
            seen.update(log.bad.values())
    assert set(seen) == {"CC601", "CC616", "CC623", "CC624"}


def test_the_bad_rows_of_outages_are_these() -> None:
    seen: Counter[str | None] = Counter()
    strategy = charters_with(lambda charter: ours.outages(charter["p1"]), ours.availabilities(), most=1)
    for charter, table in drawn_from(strategy, 150, seed=5):
        _, problems = read_outages(charter["p1"], table.columns, instant_of(table.at, "UTC"), ())
        assert {(problem.row or 0) - 1: problem.code for problem in problems} == table.bad
        seen.update(table.bad.values())
    assert set(seen) == {"CC601", "CC602", "CC633", "CC634", "CC635"}


def test_moments_sit_on_boundaries() -> None:
    """Many are on an opening or a closing, or a microsecond beside, and on the dates on which the clock changes."""
    office = cc.Calendar.build(zone="America/New_York", hours={"mon-fri": "08:30-12:00 13:00-17:30"}, covers="2024")
    noon = datetime(2024, 1, 2, 12, tzinfo=ZoneInfo(office.zone))
    edges = [timedelta(minutes=n) for n in (510, 720, 780, 1050)]
    near = turns = 0
    for moment in drawn_from(ours.moments(office), 400, seed=1):
        local = moment.astimezone(noon.tzinfo).replace(tzinfo=None)
        clock = local - datetime.combine(local, time())
        near += any(abs(clock - edge) <= timedelta(microseconds=1) for edge in edges)
        turns += local.date() in (date(2024, 3, 10), date(2024, 11, 3))
    assert near > 60
    assert turns > 10
