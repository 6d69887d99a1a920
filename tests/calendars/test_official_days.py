"""Known calendars against lists, gazettes and decrees, and against the package they start from."""

from __future__ import annotations

import functools
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest

import charterclock as cc
from charterclock.calendars.holidays import package_holidays
from charterclock.calendars.known import codes
from charterclock.oracle import reference_due

CASES = Path(__file__).parents[1] / "cases"


def lines(name: str) -> list[str]:
    text = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [line for line in text if line and not line.startswith("#")]


@functools.cache
def days_off(code: str, as_of: str | None = None) -> dict[date, set[str]]:
    found: dict[date, set[str]] = defaultdict(set)
    for holiday in cc.calendar(code, as_of=as_of).holidays:
        found[holiday.date].add(holiday.kind)
    return found


@pytest.mark.parametrize("line", lines("official_days.txt"), ids=lambda line: line.split(":")[0].replace(" ", "-"))
def test_days_off_of_a_year(line: str) -> None:
    """No day missing, no day extra, the right kind."""
    head, _, listed = line.partition(": ")
    code, year, known = head.split()
    items = [item.split() for item in listed.split(", ")]
    day = {item[-1] if item[0] in ("not", "doubt") else item[0]: item for item in items}
    ours = {when: kinds for when, kinds in days_off(code).items() if when.year == int(year)}
    doubted = {date.fromisoformat(f"{year}-{text}") for text, item in day.items() if item[0] == "doubt"}
    denied = {date.fromisoformat(f"{year}-{text}") for text, item in day.items() if item[0] == "not"}
    truth: dict[date, set[str]] = defaultdict(set)
    for item in items:
        if item[0] not in ("not", "doubt"):
            truth[date.fromisoformat(f"{year}-{item[0]}")].add(item[1])
    assert set(truth) - set(ours) - doubted == set(), "missing"
    assert denied & set(ours) == set(), "days off that were none"
    if known != "partial":
        assert set(ours) - set(truth) - doubted == set(), "extra"
    wrong = {when: (kinds, ours[when]) for when, kinds in truth.items() if not kinds <= ours[when]}
    # Declared by the state for itself, though one aggregator files it with the federal days.
    wrong = {when: pair for when, pair in wrong.items() if (code, when) != ("MY-13", date(2026, 3, 20))}
    assert wrong == {}, "kinds"


@pytest.mark.parametrize("line", lines("indonesia_as_of.txt"), ids=lambda line: line.split(":")[0].replace(" ", "-"))
def test_indonesia_as_known_on_a_day(line: str) -> None:
    """After each of 47 decrees the year is as then decreed."""
    head, _, listed = line.partition(": ")
    year, told = head.split()
    ours = {when.strftime("%m-%d") for when in days_off("ID", told) if when.year == int(year)}
    assert ours == set(listed.split())


@pytest.mark.parametrize(
    ("code", "day", "before", "kind"),
    [
        ("ID-JK", "2017-04-19", "2017-04-12", "occasional"),
        ("ID-PA", "2017-04-17", "2017-04-09", "occasional"),
        ("ID-SA", "2023-12-27", "2023-12-21", "joint_leave"),
        ("ID-AC", "2024-06-19", "2024-05-29", "civil_service_only"),
        ("ID-MA", "2025-01-02", "2024-12-30", "joint_leave"),
        ("ID-NT", "2025-04-17", "2025-04-14", "occasional"),
    ],
)
def test_days_of_one_province(code: str, day: str, before: str, kind: str) -> None:
    """They are there from their circular on, in that province alone."""
    when = date.fromisoformat(day)
    assert days_off(code)[when] == {kind}
    assert when not in days_off(code, before)
    assert when in days_off(code, (date.fromisoformat(before) + timedelta(days=1)).isoformat())
    assert when not in days_off("ID-SB")


@pytest.mark.parametrize(("code", "day"), [("MY-02", "2026-03-23"), ("MY-09", "2025-04-17"), ("ID-SA", "2019-12-26")])
def test_a_day_known_by_its_month_alone_is_known_when_it_comes(code: str, day: str) -> None:
    assert date.fromisoformat(day) in days_off(code, day)


def test_before_its_decree_a_year_is_an_estimate() -> None:
    early = [h for h in cc.calendar("ID", as_of="2019-08-27").holidays if h.date.year == 2020]
    assert early
    assert {holiday.status for holiday in early} == {"estimated"}


@pytest.mark.filterwarnings("ignore::charterclock.BeyondGazettedWarning")  # the year after was not decreed by then
@pytest.mark.parametrize(
    ("code", "as_of", "start", "limit", "due"),
    [
        ("ID-SB", None, "2023-04-14", "3 working days", "2023-04-26"),
        ("ID-SB", "2020-06-01", "2020-12-23", "3 working days", "2021-01-06"),
        ("ID-SB", "2020-12-31", "2020-12-23", "3 working days", "2020-12-30"),
        ("ID-SB", "2021-05-01", "2021-08-09", "1 working day", "2021-08-11"),
        ("ID-SB", "2025-08-01", "2025-08-15", "2 working days", "2025-08-19"),
        ("ID-SB", "2025-08-08", "2025-08-15", "2 working days", "2025-08-20"),
        ("MY-02", "2022-11-10", "2022-11-16", "2 working days", "2022-11-20"),
        ("MY-02", None, "2022-11-16", "2 working days", "2022-11-21"),
        ("MY-16", None, "2024-07-04", "3 working days", "2024-07-10"),
    ],
)
def test_due_dates_as_known_on_a_day(code: str, as_of: str | None, start: str, limit: str, due: str) -> None:
    assert cc.due(start, limit, cc.calendar(code, as_of=as_of)).date.isoformat() == due


def differences() -> list[str]:
    """Where a state's days off of 2015 to 2027 are not the package's, a line a date: who has it, or has it not."""
    found: dict[str, list[str]] = defaultdict(list)
    for code in [*codes("MY"), "ID"]:
        ours = {when for when in days_off(code) if 2015 <= when.year <= 2027}
        package, _ = package_holidays(code[:2], code[3:] or None, 2015, 2027)
        theirs = {holiday.date for holiday in package}
        for when in ours - theirs:
            found[f"{when} ours only"].append(code)
        for when in theirs - ours:
            found[f"{when} package only"].append(code)
    return [f"{when}: {' '.join(who)}" for when, who in sorted(found.items())]


def test_every_difference_from_the_package_is_named() -> None:
    """A release of the package that mends or breaks a day is seen here; then the list is brought up to date."""
    known = lines("package_differences.txt")
    assert holidays.__version__ == known[0].removeprefix("holidays "), "compare anew, and write the new version"
    assert differences() == known[1:]


def test_each_year_says_how_far_it_is_settled() -> None:
    """2027 rests on lists just published; later years are estimates, earlier lists are not known to us."""
    for code in ("MY-07", "ID-SB"):
        office = cc.calendar(code)
        assert [office.standing(year) for year in (2015, 2026, 2027, 2028, 2034)] == [
            "gazetted", "gazetted", "announced", "estimated", "estimated",
        ]  # fmt: skip
        assert office.standing(2001) == ("announced" if code == "MY-07" else "unlisted")
        last = office.last_gazetted
        assert last is not None
        assert last.year + 7 <= office.covers[1].year  # type: ignore[index]
    assert cc.calendar("ID", as_of="2019-08-27").standing(2020) == "estimated"
    assert cc.calendar("ID", as_of="2019-08-28").standing(2020) == "gazetted"


def test_what_is_estimated_says_so() -> None:
    """After the last list, days that depend on the moon are estimates, and a due date that rests on one says so."""
    office = cc.calendar("MY-07")
    assert office.last_gazetted == date(2026, 12, 31)
    with pytest.warns(cc.BeyondGazettedWarning, match="MY-07 are gazetted up to 2026-12-31"):
        due = cc.due("2030-01-31", "5 working days", office)
    assert due.provisional
    assert all(holiday.is_estimated for holiday in due.estimated)
    assert not cc.due("2025-05-06", "2 working days", office).provisional


@pytest.mark.filterwarnings("ignore::charterclock.BeyondGazettedWarning")
def test_a_year_without_a_list_is_provisional_throughout() -> None:
    """A list to come may declare a day off anywhere, and what a sighting moves by one may fall on the due date."""
    office = cc.calendar("MY-07")
    far = cc.due("2031-07-14", "2 working days", office)
    assert far.provisional
    assert not far.estimated
    assert "2031 is not out" in far.explain()
    assert {h.status for h in office.holidays if h.date.year == 2031} == {"estimated"}
    assert {h.status for h in cc.calendar("ID-JK").holidays if h.date.year == 2031} == {"estimated"}
    eve = cc.due("2029-04-23", "1 working day", office)  # Hari Raya Haji is estimated on the 25th
    assert (eve.date, [h.date for h in eve.estimated]) == (date(2029, 4, 24), [date(2029, 4, 25)])
    assert not cc.due("2031-07-14T10:00", "24 clock hours", office).provisional
    oracle = reference_due("2031-07-14", "2 working days", office)
    assert (oracle.provisional, oracle.estimated) == (far.provisional, far.estimated)
