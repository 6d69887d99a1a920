"""``check_due`` and its parts: faults are caught, told with the plainest case, and grouped by what they share."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

import charterclock as cc
from charterclock.oracle import Support, Unsupported, Violation, check_due, laws
from charterclock.oracle.traits import grouped

DAYS = Support(units=["working day"], bounds=["within"], reckonings=[cc.Reckoning()], pauses=False, starts=["aware"])
OFFICE = cc.Calendar.build(
    zone="Asia/Kuala_Lumpur", hours={"mon-fri": "08:00-17:00"}, holidays=["2024-01-01", "2025-02-03"]
)


def right(start, duration, calendar, reckoning, bound, pauses):
    return cc.due(start, duration, calendar, reckoning, bound=bound, pauses=pauses).instant


def late_on_fridays(start, duration, calendar, reckoning, bound, pauses):
    due = cc.due(start, duration, calendar, reckoning, bound=bound, pauses=pauses)
    return due.instant + timedelta(days=due.start.weekday() == 4)


def test_the_right_engine_passes():
    report = check_due(right, examples=25)
    assert report.ok
    assert report.wrong == 0 < report.cases
    assert "holds" in str(report)


def test_a_fault_is_told_with_the_plainest_case():
    report = check_due(late_on_fridays, DAYS, examples=60)
    assert not report.ok
    assert "not asked: units: clock second" in str(report)
    with pytest.raises(Violation) as raised:
        laws.working_days(late_on_fridays, DAYS, examples=60, seed=1)
    (trial,) = raised.value.trials
    assert trial.case.duration == cc.Duration(1, "working day")
    local = trial.case.start.astimezone(ZoneInfo(trial.calendar.zone))
    assert (trial.calendar.zone, local) == ("Asia/Kuala_Lumpur", datetime(2024, 1, 5, 9, tzinfo=local.tzinfo))
    assert not trial.calendar.holidays
    told = str(raised.value)
    assert "theirs  2024-01-09 23:59:59.999999+08:00" in told
    assert "Mon 8 Jan 2024: working day 1" in told


def test_the_same_seed_finds_the_same():
    one, two = (check_due(late_on_fridays, DAYS, examples=20, seed=3) for _ in range(2))
    assert str(one) == str(two)
    assert str(one) != str(check_due(late_on_fridays, DAYS, examples=20, seed=4))


def test_what_is_not_claimed_is_not_asked():
    asked = set()

    def watching(start, duration, calendar, reckoning, bound, pauses):
        asked.add((duration.unit, bound, reckoning, pauses, type(start), calendar))
        return right(start, duration, calendar, reckoning, bound, pauses)

    claim = Support(
        units=["clock hour", "calendar day"], bounds=["after", "within"], reckonings={"roll": ["none", "following"]},
        pauses=False, calendars=OFFICE, starts=["date"], outside=False,
    )  # fmt: skip
    report = check_due(watching, claim, examples=40)
    assert report.ok
    # elapsed time is no question after a day, nor from a date alone
    assert {(unit, bound) for unit, bound, *_ in asked} == {("calendar day", "within"), ("calendar day", "after")}
    assert {reckoning for _, _, reckoning, *_ in asked} == {cc.Reckoning(), cc.Reckoning(roll="none")}
    assert {(pauses, kind) for _, _, _, pauses, kind, _ in asked} == {((), date)}


def test_skipped_and_beyond_are_counted_apart():
    def skipping(start, duration, calendar, reckoning, bound, pauses):
        if duration.amount > 3:
            raise Unsupported
        return right(start, duration, calendar, reckoning, bound, pauses)

    report = check_due(skipping, DAYS, examples=40)
    assert report.ok
    assert report.skipped > 0 < report.beyond
    nothing = check_due(skipping, Support(units=["next working day"], bounds=["before"]), examples=5)
    assert (nothing.ok, nothing.cases) == (False, 0)
    assert "nothing was asked" in str(nothing)


def test_a_guess_beyond_the_calendar_is_wrong_unless_not_claimed():
    def guessing(start, duration, calendar, reckoning, bound, pauses):
        try:
            return right(start, duration, calendar, reckoning, bound, pauses)
        except cc.OutsideCalendarError:
            return datetime(2030, 1, 1)

    report = check_due(guessing, DAYS, examples=60)
    assert [finding.traits for finding in report.findings] == [("beyond the dates that the calendar covers",)]
    not_claimed = Support(**{**vars(DAYS), "outside": False})
    assert check_due(guessing, not_claimed, examples=60).ok


def test_errors_and_odd_answers_are_findings():
    def raising(*asked):
        raise KeyError("2024-01-01")

    report = check_due(raising, DAYS, examples=10)
    assert "raises KeyError" in str(report)
    assert {finding.traits for finding in report.findings} == {("raises KeyError",)}
    for odd in ("2024-01-01", None, 3):
        assert not check_due(lambda *asked, odd=odd: odd, DAYS, examples=10).ok


def test_an_answer_that_changes_from_call_to_call():
    calls = []

    def leaking(start, duration, calendar, reckoning, bound, pauses):
        calls.append(start)
        return right(start, duration, calendar, reckoning, bound, pauses) + timedelta(days=len(calls) % 7 == 0)

    assert not check_due(leaking, DAYS, examples=20).ok
    with pytest.raises(Violation):
        laws.agreement(leaking, DAYS, examples=20, seed=1)


def test_dates_and_coarser_instants_compare():
    def as_date(*asked):
        return right(*asked).date()

    def to_the_second(*asked):
        return right(*asked).replace(microsecond=0, tzinfo=None)

    assert check_due(as_date, DAYS, examples=15).ok
    assert not check_due(to_the_second, DAYS, examples=15).ok
    assert check_due(to_the_second, Support(**{**vars(DAYS), "resolution": timedelta(seconds=1)}), examples=15).ok


def test_groups_are_told_by_what_sets_them_apart():
    wrong = [frozenset({"friday", "paused"})] * 30 + [frozenset({"holiday", "zone"})] * 20 + [frozenset({"zone"})] * 2
    good = [frozenset({"paused", "zone"})] * 50 + [frozenset({"holiday"})] * 3
    found = grouped(wrong, good)
    assert [(group.traits, len(group.members), group.right) for group in found] == [
        (("friday",), 30, 0), (("holiday", "zone"), 20, 0), ((), 2, 53),
    ]  # fmt: skip
    assert grouped([], good) == []


@pytest.mark.parametrize("wrong", [{"units": "working day"}, {"units": ["day"]}, {"bounds": ["by"]}, {"starts": ["x"]}])
def test_a_claim_that_cannot_be_read(wrong):
    with pytest.raises(ValueError, match="takes a list of"):
        Support(**wrong)


def test_the_snippet_of_a_finding_runs_and_gives_our_answer():
    with pytest.raises(Violation) as raised:
        laws.agreement(late_on_fridays, Support(units=["working hour", "working week"]), examples=100, seed=2)
    (trial,) = raised.value.trials
    text = str(trial)
    code, _, rest = text.partition("\ncc.due(")
    call = "cc.due(" + rest.partition("\nours")[0]
    space = {"cc": cc}
    exec(code, space)
    found = eval(call, {"cc": cc, "office": space["office"]})
    assert found.instant == trial.ours.instant
