"""Bugs that users of other engines reported, as cases: none is ours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import slowly

import charterclock as cc
from charterclock.files import read_file
from charterclock.oracle import reference

CASES: Any = read_file(Path(__file__).parents[1] / "cases" / "bugs_of_others.yaml").data["cases"]
CALENDAR_KEYS = ("zone", "hours", "holidays", "changes", "covers", "hours_per_day")
REPORTED = 132

#: id: why it is no case of a calendar, a limit or a pause
NOT_EXPRESSIBLE = {
    "B015": "weekly hours without opening hours (flexible work)",
    "B016": "daily hours without opening hours (flexible work)",
    "B048": "the report states what its reporter expected, on a list of days off that it does not give",
    "B079": "the discussion ends with three readings of one business day, and no decision",
    "B080": "no numbers, and nothing in the report that other cases do not have",
    "B100": "a day of 24 working hours, kept by design; the row states nothing that is right",
    "B110": "levels of warning before a due date are settings of that application",
    "B111": "which of two calendars an application takes; here a calendar is always given",
    "B114": "which reply stops which clock: events of a case, not a calendar",
    "B115": "the earliest of several clocks that had not all started: no clock starts by itself here",
    "B116": "breaches stored by an application; here none is stored",
    "B117": "a due date stored by an application; here it is computed when asked for",
    "B126": "a fortnight with two weeks of hours is no calendar here",
    "B130": "the denominator of a percentage: attainment, not a due date",
    "B131": "time not observed in a percentage: availability, not a due date",
    "B132": "a factor of alerts on a budget of errors",
}


def instant(text: str, zone: str) -> float:
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))).timestamp()


def add(office: cc.Calendar, case: Any, landing: str | None = None) -> datetime:
    return office.add(case["start"], timedelta(minutes=int(case["given"])), landing=landing)


def count_both(office: cc.Calendar, case: Any) -> int:
    return office.count(date.fromisoformat(case["start"]) - timedelta(days=1), case["given"])


def roll_shift(office: cc.Calendar, case: Any) -> date:
    return office.shift(office.roll(case["start"], "following"), int(case["given"]))


def due(office: cc.Calendar, case: Any) -> date | datetime | None:
    pauses = [tuple(pause) for pause in case.get("pauses", [])]
    found = cc.due(case["start"], case["given"], office, cc.Reckoning.of(case.get("reckoning")), pauses=pauses)
    return found.at if "T" in case["right"] else found.date


ASKS: dict[str, Callable[[cc.Calendar, Any], Any]] = {
    "add": add,
    "add opening": lambda office, case: add(office, case, "opening"),
    "add closing": lambda office, case: add(office, case, "closing"),
    "between": lambda office, case: office.between(case["start"], case["given"]).total_seconds(),
    "count": lambda office, case: office.count(case["start"], case["given"]),
    "count_both": count_both,
    "due": due,
    "is_open": lambda office, case: office.is_open(case["start"]),
    "is_working_day": lambda office, case: office.is_working_day(case["start"]),
    "next_close": lambda office, case: office.next_close(case["start"]),
    "next_open": lambda office, case: office.next_open(case["start"]),
    "prev_close": lambda office, case: office.prev_close(case["start"]),
    "roll following": lambda office, case: office.roll(case["start"], "following"),
    "roll modified_preceding": lambda office, case: office.roll(case["start"], "modified_preceding"),
    "roll_shift": roll_shift,
    "shift": lambda office, case: office.shift(case["start"], int(case["given"])),
}


def slow_due(office: cc.Calendar, case: Any) -> date | datetime | None:
    pauses = [tuple(pause) for pause in case.get("pauses", [])]
    reckoning = cc.Reckoning.of(case.get("reckoning"))
    found = reference.answer(case["start"], cc.duration(case["given"]), office, reckoning, pauses=pauses).at
    return found if found is None or "T" in case["right"] else found.date()


#: the same of the reference, as far as it has them
SLOW: dict[str, Callable[[cc.Calendar, Any], Any]] = {
    "add": lambda office, case: slowly.add(office, case["start"], Fraction(case["given"])),
    "between": lambda office, case: slowly.between(office, case["start"], case["given"]).total_seconds(),
    "count": lambda office, case: slowly.count(office, case["start"], case["given"]),
    "due": slow_due,
    "is_open": lambda office, case: slowly.is_open(office, case["start"]),
    "is_working_day": lambda office, case: slowly.is_working_day(office, case["start"]),
    "shift": lambda office, case: slowly.shift(office, case["start"], int(case["given"])),
}


def office_of(case: Any) -> cc.Calendar:
    keys = {key: case[key] for key in CALENDAR_KEYS if key in case}
    return cc.Calendar.build(**{"covers": "always", **keys})


def assert_right(answer: Callable[[cc.Calendar, Any], Any], case: Any, code: str) -> None:
    right = case["right"]
    if right.startswith("CC"):
        with pytest.raises(cc.CharterclockError, match=code):
            answer(office_of(case), case)
        return
    found = answer(office_of(case), case)
    if isinstance(found, datetime):
        assert found.timestamp() == instant(right, case["zone"])
    elif isinstance(found, bool):
        assert found == (right == "true")
    elif isinstance(found, date):
        assert found.isoformat() == right
    else:
        assert found == float(right)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_bug_is_not_ours(case: Any) -> None:
    assert_right(ASKS[case["ask"]], case, case["right"])


#: what the reference can be asked; a text that is no instant (CC601) is refused before anything is computed
OF_THE_REFERENCE = [case for case in CASES if case["ask"] in SLOW and case["right"] != "CC601"]


@pytest.mark.parametrize("case", OF_THE_REFERENCE, ids=lambda case: case["id"])
def test_bug_is_not_of_the_reference(case: Any) -> None:
    assert_right(SLOW[case["ask"]], case, "^CC")


def test_later_starts_are_never_due_earlier() -> None:
    office = cc.Calendar.build(zone="UTC", hours={"mon-fri": "09:00-17:00"}, holidays=["2017-01-11"], covers="always")
    starts = [datetime(2017, 1, 5) + timedelta(hours=step) for step in range(24 * 9)]
    for limit in ("3 working days", "0 working days", "8 working hours", "9 working hours", "2 calendar days"):
        found = [cc.due(start, limit, office).instant for start in starts]
        assert found == sorted(found)
    hours = [office.add(starts[0], timedelta(hours=step)) for step in range(60)]
    assert hours == sorted(hours)


def test_every_bug_is_a_case_or_has_a_reason() -> None:
    cases = {case["id"] for case in CASES}
    assert not cases & set(NOT_EXPRESSIBLE)
    assert cases | set(NOT_EXPRESSIBLE) == {f"B{number:03}" for number in range(1, REPORTED + 1)}
    assert all(NOT_EXPRESSIBLE.values())
