"""The clock of one case: its steps, its verdicts at an instant, how far it has come, and its explanation."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import charterclock as cc
from charterclock.oracle import strategies as ours

TEXT = """
id: clocks
calendar: {zone: Asia/Kuala_Lumpur, hours: {mon-fri: 08:00-13:00 14:00-17:00}, holidays: [2025-05-01], covers: always}
recovery: {notify: before_due, counts_as: extended}
pledges:
  - {id: days, within: 2 working days}
  - {id: five, within: 5 working days}
  - {id: included, within: 5 working days, reckoning: {first_day: included}}
  - {id: week, within: 1 calendar week}
  - {id: hours, within: 4 working hours}
  - {id: clock, within: 24 clock hours}
  - {id: restart, within: 2 working days, reckoning: {paused: restart}}
  - {id: ignored, within: 2 working days, reckoning: {paused: ignored}}
  - {id: floor, at_least: 1 calendar day}
  - {id: papers, before: 3 working days}
  - {id: report, by: 31 May}
  - {id: range, within: {from: 1 working day, to: 2 working days}}
  - {id: third, excludes: third_party, within: 2 working days}
  - {id: later, valid: {from: 2025-06-01}, within: 2 working days}
  - id: tiers
    tiers:
      - {name: small, when: {points: {below: 20}}, within: 4 working hours}
      - {name: large, when: {points: {from: 20, to: 100}}, within: 2 working days}
"""
CHARTER = cc.loads(TEXT)
START = "2025-05-05T10:00"  # a Monday; two working days end with Wed 7 May
LAST = "2025-05-07T23:59:59.999999"
LATE = "2025-05-08T00:00"


def quick(n: int) -> settings:
    return settings(
        max_examples=n, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
    )


def started(pledge: str, start: str = START, **facts: Any) -> cc.Clock:
    return CHARTER[pledge].start(start, **facts)


def after(clock: cc.Clock, steps: str) -> cc.Clock:
    """A clock after steps such as ``pause 2025-05-06T10:00; extend 2025-05-07T10:00 until 2025-05-12``."""
    for step in filter(None, steps.split("; ")):
        kind, at, *more = step.split(" ", 3)
        clock = getattr(clock, kind)(at, **({more[0]: more[1]} if more else {}))
    return clock


def code_of(error: pytest.ExceptionInfo[cc.CharterclockError]) -> str:
    return error.value.code


# steps ---------------------------------------------------------------------------------------------------------------


def test_a_step_gives_a_new_clock_and_leaves_the_old_one():
    first = started("days")
    second = first.pause("2025-05-06T10:00")
    third = second.resume("2025-05-07T10:00")
    assert (len(first.steps), len(second.steps), len(third.steps)) == (0, 1, 2)
    assert first == started("days")
    assert hash(first) == hash(started("days"))
    assert first.status("2025-05-08T10:00").verdict == "overdue"
    assert third.status("2025-05-08T10:00").verdict == "running"


def test_a_clock_cannot_be_changed():
    clock = started("tiers", points=5)
    with pytest.raises(dataclasses.FrozenInstanceError):
        clock.steps = ()
    with pytest.raises(TypeError):
        clock.facts["points"] = 50
    facts = {"points": 5}
    clock = cc.Clock.of(CHARTER["tiers"], START, facts=facts)
    facts["points"] = 50
    assert clock.branch.name == "small"


@pytest.mark.parametrize(
    ("pledge", "steps", "code"),
    [
        ("days", "resume 2025-05-06T10:00", "CC607"),
        ("days", "reopen 2025-05-06T10:00", "CC607"),
        ("days", "pause 2025-05-06T10:00; pause 2025-05-06T11:00", "CC607"),
        ("days", "pause 2025-05-06T10:00; resume 2025-05-06T11:00; resume 2025-05-06T12:00", "CC607"),
        ("days", "stop 2025-05-06T10:00; stop 2025-05-06T11:00", "CC607"),
        ("days", "stop 2025-05-06T10:00; pause 2025-05-06T11:00", "CC607"),
        ("days", "pause 2025-05-06T09:00; stop 2025-05-06T10:00; resume 2025-05-06T11:00", "CC607"),
        ("days", "stop 2025-05-06T10:00; extend 2025-05-06T11:00 by 1 working day", "CC607"),
        ("days", "withdraw 2025-05-06T10:00; stop 2025-05-06T11:00", "CC607"),
        ("days", "withdraw 2025-05-06T10:00; withdraw 2025-05-06T11:00", "CC607"),
        ("days", "extend 2025-05-06T11:00", "CC607"),
        ("days", "pause 2025-05-05T09:59", "CC616"),
        ("days", "stop 2025-05-05T09:59", "CC616"),
        ("days", "pause 2025-05-06T10:00; resume 2025-05-06T09:59", "CC616"),
        ("days", "pause 2025-05-06T10:00; resume 2025-05-06T11:00; stop 2025-05-06T10:30", "CC616"),
        ("days", "pause 2025-05-06", "CC602"),
        ("days", "pause yesterday", "CC601"),
        ("hours", "stop 2025-05-06", "CC602"),
        ("clock", "stop 2025-05-06", "CC602"),
    ],
)
def test_a_step_that_cannot_be_taken(pledge, steps, code):
    *fine, last = steps.split("; ")
    clock = after(started(pledge), "; ".join(fine))
    with pytest.raises(cc.CaseError) as error:
        after(clock, last)
    assert code_of(error) == code


def test_an_extension_is_until_or_by_and_not_both():
    with pytest.raises(cc.CaseError) as error:
        started("days").extend("2025-05-06T10:00", until="2025-05-12", by="1 working day")
    assert code_of(error) == "CC607"


def test_a_charter_without_recovery_takes_no_extension():
    charter = CHARTER.replace(recovery=None)
    with pytest.raises(cc.CaseError) as error:
        charter["days"].start(START).extend("2025-05-06T10:00", by="1 working day")
    assert code_of(error) == "CC608"


@pytest.mark.parametrize(
    ("pledge", "steps", "code"),
    [
        ("days", "extend 2025-05-06T10:00 until 2025-05-07", "CC604"),
        ("days", "extend 2025-05-06T10:00 until 2025-05-07T12:00", "CC604"),
        ("days", "extend 2025-05-06T10:00 by 0 working days", "CC604"),
        ("floor", "extend 2025-05-05T12:00 by 1 calendar day", "CC605"),
    ],
)
def test_an_extension_that_cannot_be_judged(pledge, steps, code):
    clock = after(started(pledge), steps)
    with pytest.raises(cc.CaseError) as error:
        clock.status("2025-05-06T12:00")
    assert code_of(error) == code


def test_an_open_pause_needs_an_instant():
    clock = started("days").pause("2025-05-05T16:00")
    for ask in (clock.due, clock.explain, lambda: clock.at_share(0.5)):
        with pytest.raises(cc.CaseError) as error:
            ask()
        assert code_of(error) == "CC606"
    assert clock.due(at="2025-05-07T10:00").date == date(2025, 5, 9)
    assert clock.stop("2025-05-06T10:00").due().date == date(2025, 5, 8)  # a stop ends it
    with pytest.raises(cc.CaseError) as error:
        started("days").due(pauses=[("2025-05-05T16:00", None)])
    assert code_of(error) == "CC606"
    with pytest.raises(cc.CaseError) as error:
        started("days").due(pauses=[("2025-05-05T16:00", "2025-05-05T15:00")])
    assert code_of(error) == "CC603"


@pytest.mark.parametrize(("pledge", "share"), [("days", -0.1), ("days", 1.1), ("papers", 0.5), ("report", 0.5)])
def test_no_instant_at_a_share(pledge, share):
    with pytest.raises(cc.CaseError) as error:
        started(pledge).at_share(share)
    assert code_of(error) == "CC609"


@pytest.mark.parametrize(
    ("pledge", "start", "facts", "code"),
    [
        ("hours", "2025-05-05", {}, "CC602"),
        ("days", "soon", {}, "CC601"),
        ("tiers", START, {}, "CC611"),
        ("tiers", START, {"points": "many"}, "CC612"),
        ("tiers", START, {"tier": "huge"}, "CC613"),
    ],
)
def test_a_case_that_cannot_start(pledge, start, facts, code):
    with pytest.raises(cc.CaseError) as error:
        started(pledge, start, **facts)
    assert code_of(error) == code


def test_a_case_of_no_tier_has_no_due():
    clock = started("tiers", points=500)
    for ask in (clock.due, lambda: clock.rule, lambda: clock.limit):
        with pytest.raises(cc.CaseError) as error:
            ask()
        assert code_of(error) == "CC614"


# verdicts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pledge", "steps", "at", "verdict"),
    [
        ("days", f"stop {LAST}", "2025-06-01T00:00", "met"),
        ("days", "stop 2025-05-07", "2025-06-01T00:00", "met"),
        ("days", f"stop {LATE}", "2025-06-01T00:00", "missed"),
        ("days", "stop 2025-05-08", "2025-06-01T00:00", "missed"),
        ("days", "", START, "running"),
        ("days", "", LAST, "running"),
        ("days", "", LATE, "overdue"),
        ("days", f"stop {LATE}", LAST, "running"),  # the stop has not happened yet
        ("range", "stop 2025-05-05T10:01", "2025-06-01T00:00", "met"),  # before the near end
        ("range", f"stop {LATE}", "2025-06-01T00:00", "missed"),
        # pauses
        ("days", "pause 2025-05-06T10:00", "2025-05-06T10:00", "paused"),
        ("days", "pause 2025-05-06T10:00", "2025-05-20T10:00", "paused"),
        ("days", f"pause {LAST}", "2025-05-20T10:00", "overdue"),  # it begins at the due, not before it
        ("days", "pause 2025-05-08T10:00", "2025-05-09T10:00", "overdue"),
        ("days", "pause 2025-05-06T10:00; resume 2025-05-07T10:00", "2025-05-07T10:00", "running"),
        ("days", "pause 2025-05-06T10:00; resume 2025-05-07T10:00", "2025-05-07T09:00", "paused"),
        ("days", "pause 2025-05-06T10:00; resume 2025-05-07T10:00", "2025-05-08T23:00", "running"),
        ("days", "pause 2025-05-06T10:00; resume 2025-05-07T10:00", "2025-05-09T00:00", "overdue"),
        ("days", "pause 2025-05-06T10:00; stop 2025-05-20T10:00", "2025-06-01T00:00", "met"),  # a stop ends it
        ("ignored", "pause 2025-05-06T10:00", "2025-05-06T12:00", "running"),
        ("ignored", "pause 2025-05-06T10:00", LATE, "overdue"),
        ("restart", "pause 2025-05-06T10:00; resume 2025-05-12T10:00", "2025-05-14T23:59", "running"),
        ("restart", "pause 2025-05-06T10:00; resume 2025-05-12T10:00", "2025-05-15T00:00", "overdue"),
        ("hours", "pause 2025-05-05T11:00", "2025-05-09T11:00", "paused"),
        ("clock", "pause 2025-05-05T11:00; resume 2025-05-05T12:00", "2025-05-06T11:00", "running"),
        ("clock", "pause 2025-05-05T11:00; resume 2025-05-05T12:00", "2025-05-06T11:00:01", "overdue"),
        # extensions
        ("days", "extend 2025-05-07T10:00 until 2025-05-12", "2025-05-07T12:00", "running"),
        ("days", "extend 2025-05-07T10:00 until 2025-05-12", LATE, "extended"),
        ("days", f"extend {LAST} until 2025-05-12", LATE, "extended"),  # told at the due
        ("days", "extend 2025-05-07T10:00 until 2025-05-12", "2025-05-12T23:59", "extended"),
        ("days", "extend 2025-05-07T10:00 until 2025-05-12", "2025-05-13T00:00", "overdue"),
        ("days", "extend 2025-05-07T10:00 until 2025-05-12", "2025-05-06T10:00", "running"),
        ("days", "extend 2025-05-07T10:00 until 2025-05-12; stop 2025-05-07T12:00", "2025-06-01T00:00", "met"),
        ("days", "extend 2025-05-07T10:00 until 2025-05-12; stop 2025-05-09T12:00", "2025-06-01T00:00", "extended"),
        ("days", "extend 2025-05-07T10:00 until 2025-05-12; stop 2025-05-13T12:00", "2025-06-01T00:00", "missed"),
        ("days", "extend 2025-05-08T10:00 until 2025-05-12", "2025-05-09T10:00", "overdue"),  # told too late
        ("days", "extend 2025-05-08T10:00 until 2025-05-12; stop 2025-05-09T10:00", "2025-06-01T00:00", "missed"),
        ("days", "extend 2025-05-07T10:00 until 2025-05-12; pause 2025-05-09T10:00", "2025-05-20T10:00", "paused"),
        ("days", "extend 2025-05-07T10:00 until 2025-05-12; pause 2025-05-13T10:00", "2025-05-20T10:00", "overdue"),
        # reopened
        ("days", "stop 2025-05-06T10:00; reopen 2025-05-09T10:00", "2025-05-08T10:00", "met"),
        ("days", "stop 2025-05-06T10:00; reopen 2025-05-09T10:00", "2025-05-09T10:00", "overdue"),
        ("days", "stop 2025-05-06T10:00; reopen 2025-05-06T12:00", "2025-05-06T13:00", "running"),
        ("days", "stop 2025-05-06T10:00; reopen 2025-05-06T12:00; stop 2025-05-08T10:00", "2025-06-01T00:00", "missed"),
        ("days", f"stop {LATE}; reopen 2025-05-08T12:00; pause 2025-05-08T13:00", "2025-06-01T00:00", "overdue"),
        # floors
        ("floor", "stop 2025-05-05T23:59:59", "2025-06-01T00:00", "early"),
        ("floor", "stop 2025-05-06T00:00", "2025-06-01T00:00", "met"),
        ("floor", "", "2025-06-01T00:00", "running"),
        ("floor", "pause 2025-05-05T12:00", "2025-05-20T12:00", "paused"),
        ("floor", "pause 2025-05-05T12:00; resume 2025-05-06T12:00; stop 2025-05-06T13:00", LATE, "early"),
        # a date each year: Sat 31 May rolls to Mon 2 June
        ("report", "stop 2025-06-02T10:00", "2025-07-01T00:00", "met"),
        ("report", "pause 2025-05-30T10:00", "2025-06-02T10:00", "running"),
        ("report", "", "2025-06-03T00:00", "overdue"),
    ],
)  # fmt: skip
def test_verdict(pledge, steps, at, verdict):
    status = after(started(pledge), steps).status(at)
    assert status.verdict == verdict
    assert status.at == datetime.fromisoformat(at).replace(tzinfo=status.at.tzinfo)


@pytest.mark.parametrize(
    ("limit", "at"),
    [
        ("1 working hour", "2025-05-03T11:00"),
        ("1 working day", "2025-05-05T08:00"),
        ("0 working hours", "2025-05-05T10:00"),
    ],
)
def test_a_pause_that_began_before_the_receipt_is_a_pause(limit, at):
    """Its verdict is paused: it began before the due; only what it costs is cut off at the receipt."""
    pledge = {"id": "p", "within": limit, "reckoning": {"receipt": "next_opening"}}
    charter = cc.Charter(id="c", calendar=CHARTER.office, pledges=[pledge])
    clock = charter["p"].start("2025-05-03T10:00").pause("2025-05-03T10:30")  # received on Monday 08:00
    assert clock.status(at).verdict == "paused"


@pytest.mark.parametrize(
    ("steps", "at", "verdict"),
    [
        ("stop 2025-05-27T10:00", "2025-06-01T00:00", "met"),
        ("stop 2025-05-28T10:00", "2025-06-01T00:00", "missed"),
        ("stop 2025-06-03T10:00", "2025-06-10T00:00", "missed"),
        ("", "2025-05-20T10:00", "running"),  # the event is set in advance
        ("", "2025-05-28T10:00", "overdue"),
        ("pause 2025-05-26T10:00", "2025-05-28T10:00", "overdue"),  # pauses do not apply
    ],
)
def test_verdict_before_an_event(steps, at, verdict):
    clock = after(started("papers", "2025-05-30T10:00"), steps)
    assert clock.due(at=at).date == date(2025, 5, 27)
    assert clock.status(at).verdict == verdict


@pytest.mark.parametrize(
    ("clock", "at", "reason"),
    [
        (started("days").withdraw("2025-05-06T10:00"), "2025-05-06T10:00", "withdrawn"),
        (started("days").withdraw("2025-05-06T10:00", "moved away"), "2025-05-09T10:00", "withdrawn: moved away"),
        (started("days").stop("2025-05-06T10:00").withdraw("2025-05-06T11:00"), "2025-05-09T10:00", "withdrawn"),
        (started("third", third_party="yes"), "2025-05-06T10:00", "third_party"),
        (started("third", third_party=True).stop("2025-05-06T10:00"), "2025-06-06T10:00", "third_party"),
        (started("tiers", points=500), "2025-05-06T10:00", "no tier matches"),
        (started("later"), "2025-05-06T10:00", "no revision of the pledge is valid on the date of the start"),
        (started("days"), "2025-05-05T09:59", "not started"),
    ],
)
def test_excluded_with_the_reason(clock, at, reason):
    status = clock.status(at)
    assert (status.verdict, status.reason) == ("excluded", reason)
    assert (status.due, status.first_due, status.elapsed, status.remaining, status.share_used) == (None,) * 5


def test_not_excluded():
    assert started("days").withdraw("2025-05-06T10:00").status("2025-05-06T09:59").verdict == "running"
    for flag in ("no", "", None, False):
        assert started("third", third_party=flag).status("2025-05-06T10:00").verdict == "running"
    assert started("later", "2025-06-02T10:00").status("2025-06-02T10:00").verdict == "running"
    assert started("tiers", points=20).status("2025-05-06T10:00").verdict == "running"
    assert started("tiers", tier="small").status("2025-05-06T10:00").verdict == "overdue"


def test_an_extension_counts_as_met_where_the_charter_says_so():
    charter = CHARTER.replace(recovery={"counts_as": "met"})
    clock = charter["days"].start(START).extend("2025-05-07T10:00", until="2025-05-12")
    assert clock.status("2025-05-09T10:00").verdict == "extended"
    assert clock.stop("2025-05-09T10:00").status("2025-06-01T00:00").verdict == "met"


# dues with extensions and pauses -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pledge", "steps", "first", "due"),
    [
        ("days", "extend 2025-05-06T10:00 until 2025-05-12", "2025-05-07", "2025-05-12"),
        ("days", "extend 2025-05-06T10:00 until 2025-05-11", "2025-05-07", "2025-05-11"),  # a Sunday, as stated
        ("days", "extend 2025-05-06T10:00 by 2 working days", "2025-05-07", "2025-05-09"),
        ("days", "extend 2025-05-06T10:00 by 1 calendar month", "2025-05-07", "2025-06-09"),  # Sat 7 June rolls
        ("days", "extend 2025-05-08T10:00 until 2025-05-12", "2025-05-07", "2025-05-07"),  # told too late
        ("days", "extend 2025-05-06T10:00 by 1 working day; extend 2025-05-08T10:00 by 1 working day",
         "2025-05-07", "2025-05-09"),
        ("days", "extend 2025-05-06T10:00 until 2025-05-12; pause 2025-05-07T10:00; resume 2025-05-08T10:00",
         "2025-05-08", "2025-05-13"),  # a later pause moves both
        ("days", "extend 2025-05-06T10:00 until 2025-05-12; pause 2025-05-08T10:00; resume 2025-05-09T10:00",
         "2025-05-07", "2025-05-13"),  # after the first due it moves the extended one only
        ("days", "pause 2025-05-06T10:00; resume 2025-05-07T10:00; extend 2025-05-08T10:00 by 1 working day",
         "2025-05-08", "2025-05-09"),  # from the due that the pause has moved
        ("days", "pause 2025-05-06T10:00; resume 2025-05-07T10:00; extend 2025-05-08T10:00 until 2025-05-12",
         "2025-05-08", "2025-05-12"),
        ("week", "extend 2025-05-06T10:00 by 1 calendar week; pause 2025-05-07T10:00; resume 2025-05-08T10:00",
         "2025-05-13", "2025-05-20"),
        # told during a pause: Wed to Fri are lost to the first due, Thu and Fri to the stated one
        ("days", "pause 2025-05-06T10:00; extend 2025-05-07T10:00 until 2025-05-14; resume 2025-05-09T10:00",
         "2025-05-12", "2025-05-16"),
        # two of its days were lost before it was told
        ("days", "pause 2025-05-06T10:00; extend 2025-05-08T10:00 by 1 working day; resume 2025-05-09T10:00",
         "2025-05-12", "2025-05-13"),
        # a stated Saturday is taken as it is, and rolls once a pause has moved it
        ("week", "extend 2025-05-06T10:00 until 2025-05-31", "2025-05-12", "2025-05-31"),
        ("week", "extend 2025-05-06T10:00 until 2025-05-31; pause 2025-05-07T10:00; resume 2025-05-07T11:00",
         "2025-05-12", "2025-05-31"),
        ("week", "extend 2025-05-06T10:00 until 2025-05-30; pause 2025-05-07T10:00; resume 2025-05-08T10:00",
         "2025-05-13", "2025-06-02"),
        # what starts the time anew leaves the extended due; the due in force is never before the first
        ("restart", "extend 2025-05-06T10:00 until 2025-05-20; pause 2025-05-06T11:00; resume 2025-05-08T10:00",
         "2025-05-12", "2025-05-20"),
        ("restart", "extend 2025-05-06T10:00 until 2025-05-09; pause 2025-05-06T11:00; resume 2025-05-08T10:00",
         "2025-05-12", "2025-05-12"),
        # so one told after the extended due, and before the first, is told in time
        ("restart", "extend 2025-05-06T10:00 until 2025-05-09; pause 2025-05-06T11:00; resume 2025-05-08T10:00; "
         "extend 2025-05-12T10:00 until 2025-05-14", "2025-05-12", "2025-05-14"),
    ],
)  # fmt: skip
def test_the_due_in_force_and_the_first(pledge, steps, first, due):
    status = after(started(pledge), steps).status("2025-06-30T10:00")
    assert (str(status.first_due.date), str(status.due.date)) == (first, due)
    assert status.reason == ("an extension was told after the due" if "05-08T10:00 until 2025-05-12" in steps
                             and "pause" not in steps else "")  # fmt: skip


def test_an_extension_until_an_instant():
    clock = started("days").extend("2025-05-06T10:00", until="2025-05-12T12:00")
    assert clock.due().at.isoformat() == "2025-05-12T12:00:00+08:00"
    hours = started("hours").extend("2025-05-05T11:00", by="2 working hours")
    assert hours.due().at.isoformat() == "2025-05-05T17:00:00+08:00"
    moved = hours.pause("2025-05-05T11:30").resume("2025-05-05T12:00").status("2025-05-05T12:00")
    assert moved.first_due.at.isoformat() == "2025-05-05T15:30:00+08:00"
    assert moved.due.at.isoformat() == "2025-05-06T08:30:00+08:00"


# how far it has come -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pledge", "steps", "at", "elapsed", "remaining"),
    [
        ("five", "", START, 0, 5),
        ("five", "", "2025-05-07T12:00", 2, 3),
        ("five", "", "2025-05-10T12:00", 4, 1),  # Saturday
        ("five", "", "2025-05-14T12:00", 7, -2),
        ("five", "stop 2025-05-07T12:00", "2025-05-14T12:00", 2, 3),
        ("five", "pause 2025-05-06T10:00; resume 2025-05-07T10:00", "2025-05-08T12:00", 2, 3),
        ("five", "pause 2025-05-06T10:00", "2025-05-08T12:00", 1, 4),
        ("five", "extend 2025-05-06T10:00 by 2 working days", "2025-05-07T12:00", 2, 5),
        ("included", "", START, 1, 4),
        ("included", "", "2025-05-07T12:00", 3, 2),
        ("week", "", "2025-05-10T12:00", 5, 2),
        ("week", "pause 2025-05-06T10:00; resume 2025-05-07T10:00", "2025-05-10T12:00", 4, 3),
        ("restart", "pause 2025-05-06T10:00; resume 2025-05-12T10:00", "2025-05-13T12:00", 1, 1),
        ("floor", "", "2025-05-05T12:00", 0, None),
        ("papers", "", "2025-05-01T12:00", None, -1),  # due Tue 29 April; 1 May is off
        ("report", "", "2025-05-30T12:00", None, 3),
        ("hours", "", "2025-05-05T13:30", timedelta(hours=3), timedelta(hours=1)),
        ("hours", "", "2025-05-05T16:00", timedelta(hours=5), timedelta(hours=-1)),
        ("hours", "pause 2025-05-05T11:00", "2025-05-05T16:00", timedelta(hours=1), timedelta(hours=3)),
        ("clock", "pause 2025-05-05T11:00; resume 2025-05-05T12:00", "2025-05-06T08:00",
         timedelta(hours=21), timedelta(hours=3)),
    ],
)  # fmt: skip
def test_elapsed_and_remaining(pledge, steps, at, elapsed, remaining):
    clock = after(started(pledge), steps)
    status = clock.status(at)
    assert (status.elapsed, status.remaining) == (elapsed, remaining)


TIMES = ("clock second", "clock minute", "clock hour", "working minute", "working hour")
DAYS = ("working day", "working week", "statutory day", "calendar day", "calendar week", "calendar month")


@st.composite
def clocks(draw: st.DrawFn, units: tuple[str, ...], with_pauses: bool, **reckoning: str) -> cc.Clock:
    """A clock of any calendar under ``within``, with up to three pauses that have ended."""
    calendar = draw(ours.calendars())
    counted = draw(ours.durations(units).filter(lambda found: found.amount > 0))
    pledge = {"id": "p", "within": counted}
    rules = draw(ours.reckonings()).replace(**reckoning)
    clock = cc.Charter(id="c", calendar=calendar, reckoning=rules, pledges=[pledge])["p"].start(
        draw(ours.moments(calendar))
    )
    if with_pauses:
        gaps = draw(st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 3000)), max_size=3))
        moment = clock.started
        for before, length in gaps:
            paused = moment + timedelta(minutes=before)
            moment = paused + timedelta(minutes=length)
            clock = clock.pause(paused).resume(moment)
    return clock


@quick(60)
@given(clocks(TIMES, True), st.lists(st.integers(0, 40_000), min_size=5, max_size=10))
def test_elapsed_and_remaining_are_the_amount(clock, minutes):
    """For clock units, working minutes and hours, at any instant from the receipt on."""
    amount = timedelta(microseconds=clock.limit.microseconds)
    for late in minutes:
        at = clock.started + timedelta(minutes=late)
        try:
            status = clock.status(at)
        except (cc.OutsideCalendarError, cc.CalendarError):
            continue
        if status.due.received <= status.at:
            assert status.elapsed + status.remaining == amount, (clock, at, status)


@pytest.mark.parametrize(
    ("limit", "start", "at", "receipt"),
    [
        ("1 clock hour", "2025-05-03T10:00", "2025-05-03T10:00", "next_opening"),  # Saturday; received on Monday
        ("1 working hour", "2025-05-05T15:30", "2025-05-05T16:00", "cutoff 15:00"),  # received on Tuesday
        ("1 working hour", "2025-05-03T10:00", "2025-05-03T10:00", "next_opening"),
    ],
)
def test_elapsed_and_remaining_are_the_amount_before_the_receipt(limit, start, at, receipt):
    charter = cc.Charter(
        id="c",
        calendar=CHARTER.office,
        reckoning={"receipt": receipt},
        pledges=[{"id": "p", "within": limit}],
    )
    status = charter["p"].start(start).status(at)
    assert (status.elapsed, status.remaining) == (timedelta(0), timedelta(hours=1))


def inverse(clock: cc.Clock, share: float) -> None:
    try:
        found = clock.at_share(share)
        status = clock.status(found)
        due = clock.due()
    except (cc.OutsideCalendarError, cc.CalendarError):
        return
    assert due.received <= found <= due.at
    if clock.rule.family in ("opening", "working") and not clock.office.between(due.received, due.at):
        return  # no opening time to share
    if due.received == due.at:
        assert status.share_used == 1  # no time at all: the due uses all of it
        return
    assert status.share_used == pytest.approx(share, abs=2e-6), (clock, found)


@quick(30)
@given(clocks(TIMES, True, paused="excluded"), st.floats(0, 1))
def test_the_share_used_at_a_share_is_that_share(clock, share):
    """With pauses, which move the due by what they cost and so leave shares as they are."""
    inverse(clock, share)


@quick(30)
@given(clocks(DAYS, False), st.floats(0, 1))
def test_the_share_of_days_used_at_a_share_is_that_share(clock, share):
    """Days without pauses: a later pause moves the due by whole days, and so every share before it."""
    inverse(clock, share)


def test_a_due_at_the_receipt_uses_all_of_the_time():
    """One calendar day, counted from the receipt's own, at the hour of the receipt."""
    rules = {"first_day": "included", "day_end": "same_time"}
    charter = cc.Charter(
        id="c", calendar=CHARTER.office, reckoning=rules, pledges=[{"id": "p", "within": "1 calendar day"}]
    )
    clock = charter["p"].start(START)
    assert clock.due().at == clock.due().received
    assert [clock.status(at).share_used for at in (START, "2025-05-05T10:01")] == [1, 1]


def test_shares_by_hand():
    assert started("hours").at_share(0.5).isoformat() == "2025-05-05T12:00:00+08:00"
    assert started("hours").at_share(0.75).isoformat() == "2025-05-05T13:00:00+08:00"
    assert started("clock").at_share(0.5).isoformat() == "2025-05-05T22:00:00+08:00"
    # two working days from Monday 10:00: 6 + 8 + 8 hours of opening time
    assert started("days").at_share(0.5).isoformat() == "2025-05-06T13:00:00+08:00"
    assert started("days").at_share(0).isoformat() == "2025-05-05T10:00:00+08:00"
    assert started("days").at_share(1).isoformat() == "2025-05-07T17:00:00+08:00"
    assert started("days").status("2025-05-06T14:00").share_used == 0.5
    assert started("days").status("2025-06-01T00:00").share_used == 1
    assert started("papers").status(START).share_used is None
    paused = started("hours").pause("2025-05-05T11:00").resume("2025-05-05T15:00")
    assert paused.at_share(0.5).isoformat() == "2025-05-05T16:00:00+08:00"
    assert paused.status("2025-05-05T14:30").share_used == 0.25


@pytest.mark.parametrize("share", ["75%", "0.75", None, [0.5], 1j, 1.01, -0.5, float("nan")])
def test_a_share_is_a_number_from_0_to_1(share):
    with pytest.raises(cc.CaseError, match=r"CC609 .*a share is a number from 0 to 1, such as 0\.75"):
        started("hours").at_share(share)
    assert started("hours").at_share(Decimal("0.5")) == started("hours").at_share(Fraction(1, 2))


# what a pledge cannot use --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pledge", "facts", "hint"),
    [
        ("days", {"pionts": 5}, "it asks for none"),
        ("days", {"pause": []}, "did you mean 'pauses'?"),
        ("tiers", {"pionts": 5}, "did you mean 'points'?"),
        ("tiers", {"points": 5, "office": "Kulim"}, "it asks for points"),
        ("third", {"thrid_party": "yes"}, "did you mean 'third_party'?"),
    ],
)
@pytest.mark.parametrize("ask", ["due", "start"])
def test_a_fact_on_which_nothing_depends_is_told(pledge, facts, hint, ask):
    with pytest.raises(cc.CaseError) as error:
        getattr(CHARTER[pledge], ask)(START, **facts)
    assert str(error.value) == f"CC617 pledge {pledge} asks for no fact {list(facts)[-1]!r} ({hint})"


def test_facts_on_which_something_depends_are_taken():
    assert started("third", third_party="yes").status(LATE).verdict == "excluded"
    pledges = "pledges: [{id: a, within: 2 working days, applies: {category: net}}]"
    assert cc.loads("id: x\ncalendar: MY-07\n" + pledges)["a"].due(START, category="net").date == date(2025, 5, 7)


@pytest.mark.parametrize(
    "pledge",
    ["{id: a, kind: statement}", "{id: a, kind: fee}", "{id: a, kind: availability, at_least: 98%}",
     "{id: a, kind: ratio, at_least: 5%, of: cases}"],
)  # fmt: skip
@pytest.mark.parametrize("ask", ["due", "start"])
def test_what_never_falls_due_says_so(pledge, ask):
    promise = cc.loads(f"id: x\ncalendar: MY\npledges: [{pledge}]")["a"]
    with pytest.raises(cc.CaseError, match=f"CC625 pledge 'a' is of kind {promise.kind}, and has no"):
        getattr(promise, ask)(START, points=5)


@pytest.mark.parametrize("moment", [pd.NaT, None, float("nan"), 45777, "30/4/2025"])
def test_what_is_no_instant_is_told(moment):
    clock = started("days")
    for ask in (CHARTER["days"].due, CHARTER["days"].start, clock.pause, clock.stop, clock.status):
        with pytest.raises(cc.CaseError, match="CC601 not a date or an instant"):
            ask(moment)


def test_an_instant_is_shown_where_an_instant_is_needed():
    with pytest.raises(cc.CaseError) as error:
        started("days").status("soon")
    assert error.value.hint == "ISO 8601, such as 2025-04-30T10:00"
    with pytest.raises(cc.CaseError) as error:
        started("days").status(date(2025, 5, 31))
    assert str(error.value) == "CC602 the instant is a date alone: 2025-05-31 (give its time of day, 2025-05-31T10:00)"


@pytest.mark.parametrize("calendar", [7, None, 7.5, ["MY-07"]])
def test_what_is_no_calendar_is_told(calendar):
    for ask in (cc.calendar, lambda given: cc.due(START, "2 working days", given)):
        with pytest.raises(cc.CalendarError, match=r"CC405 unknown calendar .*a code such as MY-07"):
            ask(calendar)


# JSON ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "clock",
    [
        started("days"),
        started("days", "2025-05-05"),
        started("days", "2025-05-05T02:00+00:00"),
        cc.Clock.of(CHARTER["tiers"], START, facts={"points": 45, "office": "Kulim"}),
        started("tiers", tier="small"),
        after(started("hours"), "pause 2025-05-05T11:00; resume 2025-05-05T11:00:00.000001; stop 2025-05-05T12:00"),
        after(started("days"), "extend 2025-05-06T10:00 until 2025-05-12; stop 2025-05-09; reopen 2025-05-10T10:00"),
        after(started("days"), "extend 2025-05-06T10:00 until 2025-05-12T12:00"),
        after(started("days"), "extend 2025-05-06T10:00 by 2 working days; extend 2025-05-07T10:00 by half a year"),
        started("days").withdraw("2025-05-06T10:00", "pindah rumah"),
    ],
)
def test_json_round_trip(clock):
    text = clock.to_json()
    back = cc.Clock.from_json(text, CHARTER)
    assert back == clock
    assert back.to_json() == text
    assert back.status("2025-06-01T00:00") == clock.status("2025-06-01T00:00")
    json.loads(clock.status("2025-06-01T00:00").to_json())


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", started("days").to_json().replace('"days"', '"x"'), started("days").to_json()[:-1]]
)
def test_json_of_no_clock(text):
    with pytest.raises(cc.CaseError) as error:
        cc.Clock.from_json(text, CHARTER)
    assert code_of(error) == "CC615"


def test_json_of_another_charter():
    with pytest.raises(cc.CaseError) as error:
        cc.Clock.from_json(started("days").to_json(), CHARTER.replace(id="other"))
    assert code_of(error) == "CC615"


# explanations --------------------------------------------------------------------------------------------------------

LANGUAGES = ("ms", "id", "en")
DUE = {"ms": "tarikh akhir", "id": "jatuh tempo", "en": "due"}
UNITS = ("working day", "working week", "statutory day", "calendar day", "calendar week", "calendar month",
         "working hour", "next working day")  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_explanation_of_a_known_calendar(language):
    """30 April 2025, two working days in Penang: Labour Day is named in each language."""
    due = cc.due("2025-04-30T10:00", "2 working days", cc.calendar("MY-07"))
    lines = due.explain(language).splitlines()
    (holiday,) = cc.calendar("MY-07").holidays_on(date(2025, 5, 1))
    assert any(holiday.name(language) in line for line in lines)
    assert lines[-1].startswith(DUE[language])
    assert lines[-1].endswith("23:59:59.999999")
    assert "5 " in lines[-1]
    assert "2025" in lines[-1]


@quick(40)
@given(st.data())
def test_an_explanation_names_every_holiday_and_ends_with_the_due(data):
    first = date(2025, 5, 1)
    days = data.draw(st.lists(st.integers(0, 40), max_size=8, unique=True))
    off = [
        cc.Holiday(first + timedelta(n), {key: f"{key} day off {n:02}" for key in LANGUAGES}, status="gazetted")
        for n in days
    ]
    office = cc.Calendar.build(
        zone="Asia/Kuala_Lumpur", hours={"mon-fri": "08:00-17:00"}, holidays=off, weekly_holiday="sun", covers="always"
    )
    start = datetime(2025, 5, 1) + timedelta(hours=data.draw(st.integers(0, 24 * 30)))
    counted = data.draw(ours.durations(UNITS, largest=20))
    rules = data.draw(ours.reckonings())
    due = cc.due(start, counted, office, rules)
    for language in LANGUAGES:
        text = due.explain(language)
        lines = text.splitlines()
        for holiday in off:
            if due.received.date() < holiday.date <= due.date:
                assert any(holiday.name(language) in line for line in lines), (holiday, language, lines)
        assert lines[-1].startswith(DUE[language])
        assert str(due.at.year) in lines[-1]
        assert due.at.strftime("%H:%M") in lines[-1]
        assert not any(f"{other} day off" in text for other in LANGUAGES if other != language)


def test_the_explanation_of_a_clock_shows_its_pauses():
    clock = started("days").pause("2025-05-05T16:00").resume("2025-05-06T09:00")
    text = clock.explain("en")
    assert text == clock.due().explain("en")
    assert "paused: Mon 5 May 2025 16:00 - Tue 6 May 2025 09:00" in text
    assert text.splitlines()[-1] == "due, last permitted instant: Thu 8 May 2025 23:59:59.999999"
    assert clock.pause("2025-05-07T10:00").explain("en", at="2025-05-07T12:00") == text.replace(
        "09:00\n", "09:00\npaused: Wed 7 May 2025 10:00 - Wed 7 May 2025 12:00\n", 1
    )


def test_an_unknown_language():
    with pytest.raises(cc.CharterclockError) as error:
        started("days").explain("fr")
    assert code_of(error) == "CC506"


def test_instants_are_in_the_zone_of_the_calendar():
    status = started("days").stop("2025-05-06T02:00+00:00").status(datetime(2025, 6, 1, tzinfo=UTC))
    assert status.due.at.isoformat() == "2025-05-07T23:59:59.999999+08:00"
    assert status.at.isoformat() == "2025-06-01T08:00:00+08:00"
