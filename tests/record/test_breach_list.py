"""What is late or soon due: in order, in the words of the list, and by the share that the clock of one case says."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import charterclock as cc
from charterclock.record.breach_list import URGENCIES

CHARTER = cc.loads("""
id: counter
calendar: MY-07
recovery: {notify: before_due, counts_as: extended}
pledges:
- id: permit
  clock: {start: received, stop: done}
  tiers:
  - {name: small, when: {size: {below: 5}}, within: 3 working days}
  - {name: large, when: {size: {from: 5}}, within: 20 working hours}
- {id: answer, clock: {start: received, stop: done}, within: 30 calendar days}
- {id: floor, clock: {start: received, stop: done}, at_least: 5 working days}
""")
NO_RECOVERY = CHARTER.replace(recovery=None)
AT = datetime(2025, 5, 15, 10)  # a Thursday; 12 May is a day off
FIRST = datetime(2025, 4, 1, 9)


def table(rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    names = ["case", "pledge", "size", "received", "done"]
    return pd.DataFrame(rows, columns=names).astype({"received": "datetime64[us]", "done": "datetime64[us]"})


CASES = table(
    [
        ("new", "permit", 1, "2025-05-15T09:00", None),
        ("today", "permit", 1, "2025-05-09T09:00", None),  # 13, 14, 15 May: 12 May is a day off
        ("late", "permit", 1, "2025-05-05T09:00", None),
        ("done", "permit", 1, "2025-05-05T09:00", "2025-05-20T10:00"),  # not yet
        ("kept", "permit", 1, "2025-05-05T09:00", "2025-05-06T10:00"),
        ("calm", "answer", 1, "2025-05-14T09:00", None),
        ("risk", "answer", 1, "2025-04-23T09:00", None),  # due on 23 May, a week and a day away
        ("broken", "permit", None, "2025-05-05T09:00", None),
        ("floor", "floor", 1, "2025-05-05T09:00", None),
    ]
)


def test_the_list() -> None:
    found = CHARTER.breach_list(CASES, at=AT, risk=0.7)
    assert list(zip(found["case"], found["urgency"], strict=True)) == [
        ("late", "overdue"), ("done", "overdue"), ("today", "today"), ("new", "within a week"), ("risk", "at risk"),
    ]  # fmt: skip
    assert found["due"].is_monotonic_increasing
    told = found.set_index("case")["tell_by"]
    assert told.isna().to_dict() == {"late": True, "done": True, "today": False, "new": False, "risk": False}
    assert told["today"] == found.set_index("case")["due"]["today"]
    everyone = CHARTER.breach_list(CASES, at=AT, risk=0.7, every=True)
    assert list(everyone["case"]) == [*found["case"], "calm"]
    assert set(everyone["urgency"]) == set(URGENCIES)
    assert NO_RECOVERY.breach_list(CASES, at=AT)["tell_by"].isna().all()


@pytest.mark.parametrize("kind", [pl.from_pandas, pa.Table.from_pandas], ids=["polars", "pyarrow"])
def test_of_other_tables(kind: Any) -> None:
    given = kind(CASES)
    found = CHARTER.breach_list(given, at=AT, risk=0.7)
    assert type(found) is type(given)
    cases = found["case"]
    names = cases.to_pylist() if isinstance(given, pa.Table) else list(cases)
    assert names == ["late", "done", "today", "new", "risk"]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 60 * 24), st.sampled_from([1, 9]), st.sampled_from(["permit", "answer"]),
       st.lists(st.integers(1, 200), max_size=4))  # fmt: skip
def test_the_share_is_that_of_the_clock(start: int, size: int, pledge: str, steps: list[int]) -> None:
    received = FIRST + timedelta(minutes=30 * start)
    clock = CHARTER[pledge].start(received, **({"size": size} if pledge == "permit" else {}))
    rows = [("A", "received", received)]
    moment, at = received, received + timedelta(days=9)
    for turn, hours in enumerate(steps):
        moment += timedelta(hours=hours)
        clock = clock.resume(moment) if turn % 2 else clock.pause(moment)
        rows.append(("A", "resumed" if turn % 2 else "paused", moment))
    log = pd.DataFrame(rows, columns=["case", "activity", "timestamp"]).assign(pledge=pledge, size=size)
    found = CHARTER.breach_list(log, at=at, every=True)
    status = clock.status(at)
    assert found["due"].tolist() == [pd.Timestamp(status.due.at)]
    assert found["share_used"].tolist() == [pytest.approx(1.0 if status.verdict == "overdue" else status.share_used)]


def test_under_the_calendar_that_a_row_names() -> None:
    rows = CASES[CASES["case"] == "today"].assign(calendar="MY-03")  # rests on Friday and Saturday
    [share] = CHARTER.breach_list(rows, at=datetime(2025, 5, 14, 9))["share_used"]
    twin = CHARTER.replace(calendar="MY-03")["permit"].start("2025-05-09T09:00", size=1)
    assert share == pytest.approx(twin.status("2025-05-14T09:00").share_used)


def test_revisions_differ() -> None:
    revised = cc.loads("""
id: counter
calendar: MY-07
pledges:
- {id: permit, valid: {to: 2025-05-01}, clock: {start: received, stop: done}, within: 30 working days}
- {id: permit, valid: {from: 2025-05-01}, clock: {start: received, stop: done}, within: 40 working hours}
""")
    rows = table([("old", "permit", 1, "2025-04-30T09:00", None), ("new", "permit", 1, "2025-05-09T09:00", None)])
    found = revised.breach_list(rows, at=AT, every=True).set_index("case")["share_used"]
    expected = {
        "old": cc.due("2025-04-30T09:00", "30 working days", revised.office), "new": None,
    }  # fmt: skip
    assert expected["old"] is not None
    office = revised.office
    whole = office.between("2025-04-30T09:00", expected["old"].at)
    assert found["old"] == pytest.approx(office.between("2025-04-30T09:00", AT) / whole)
    assert found["new"] == pytest.approx(office.between("2025-05-09T09:00", AT) / timedelta(hours=40))


def test_what_cannot_be_asked() -> None:
    with pytest.raises(cc.CharterclockError, match="CC609 a risk is a share"):
        CHARTER.breach_list(CASES, at=AT, risk=75)
    with pytest.raises(cc.CharterclockError, match="CC643 the table already has columns urgency"):
        CHARTER.breach_list(CASES.assign(urgency="high"), at=AT)
    assert len(CHARTER.breach_list(CASES.head(0), at=AT)) == 0


def test_a_due_that_was_given_has_no_share() -> None:
    rows = CASES[CASES["case"] == "today"].assign(due="2025-05-16T12:00")
    found = CHARTER.breach_list(rows, at=AT)
    assert found["urgency"].tolist() == ["within a week"]
    assert found["share_used"].isna().all()


def test_the_revision_is_that_of_the_start_and_not_of_the_receipt() -> None:
    """A case of the evening before a new revision is received on its first day, and is still under the old one."""
    revised = cc.loads("""
id: counter
calendar: MY-07
reckoning: {receipt: next_opening}
pledges:
- {id: permit, valid: {to: 2025-05-06}, clock: {start: received, stop: done}, within: 80 working hours}
- {id: permit, valid: {from: 2025-05-06}, clock: {start: received, stop: done}, within: 30 calendar days}
""")
    rows = table([("evening", "permit", 1, "2025-05-05T20:00", None)])
    [share] = revised.breach_list(rows, at=AT, every=True)["share_used"]
    assert share == pytest.approx(revised.office.between("2025-05-05T20:00", AT) / timedelta(hours=80))


def test_a_case_of_no_pledge_is_on_no_list() -> None:
    cases = table([("late", "permit", 1, "2025-05-05T09:00", None), ("?", "=cmd", 1, "2025-05-05T09:00", None)])
    assert CHARTER.breach_list(cases, at=AT, every=True)["case"].tolist() == ["late"]
