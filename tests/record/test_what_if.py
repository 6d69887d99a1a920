"""The same cases by two charters: what changes is what each of them says."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Any

import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import charterclock as cc
from charterclock.errors import CharterclockError
from charterclock.record.what_if import Change, Moved

CHARTER = cc.loads("""
id: counter
calendar: {zone: Asia/Kuala_Lumpur, hours: {mon-fri: 08:00-17:00}}
pledges:
- {id: permit, clock: {start: received, stop: done}, within: 3 working days, target: 90%}
- {id: answer, clock: {start: received, stop: done}, within: 5 working days}
""")
TAKING = """
id: counter
calendar: {zone: Asia/Kuala_Lumpur, hours: {mon-fri: 08:00-17:00}}
pledges:
- {id: permit, applies: {kind: a}, clock: {start: received, stop: done}, within: 3 working days, target: 90%}
- {id: answer, applies: {kind: a}, clock: {start: received, stop: done}, within: 5 working days}
"""
SHUT = CHARTER.replace(calendar={"zone": "Asia/Kuala_Lumpur", "hours": {"mon-fri": "08:00-17:00"},
                                 "holidays": ["2025-05-07"]})  # fmt: skip
AT = "2025-05-20T10:00"
YEAR = ("2025-01-01", "2025-12-31")
CASES = pd.DataFrame(
    {
        "pledge": ["permit", "permit", "permit", "answer", "other"],
        "received": [f"2025-05-{day}T09:00" for day in ("05", "05", "12", "05", "05")],
        "done": ["2025-05-08T10:00", "2025-05-09T10:00", None, "2025-05-07T10:00", None],
    }
)


def test_a_new_day_off() -> None:
    found = CHARTER.what_if(CASES, SHUT, at=AT)
    assert found.changes == (Change("permit", "missed", "met", 1),)
    assert found.attainment == (
        Moved("permit", Fraction(1, 3), Fraction(2, 3)), Moved("answer", Fraction(1), Fraction(1)),
    )  # fmt: skip
    assert (found.cases, found.dues) == (4, 3)  # of a pledge that neither has, none
    assert str(found) == (
        "1 of 4 verdicts change: 1 missed to met; 3 dues move; "
        "attainment: permit 33.3% to 66.7% (+33.3 points), answer 100.0% (unchanged)."
    )
    back = SHUT.what_if(CASES, CHARTER, at=AT)
    assert str(back).endswith("permit 66.7% to 33.3% (-33.3 points), answer 100.0% (unchanged).")


def test_another_promise() -> None:
    permit = CHARTER["permit"].model_copy(update={"within": cc.duration("1 working day")})
    found = CHARTER.what_if(CASES, CHARTER.replace(pledges=(permit,)), at=AT)
    assert found.changes == (
        Change("permit", "met", "missed", 1), Change("answer", "met", "problem", 1),  # a name that is unknown
    )  # fmt: skip
    assert found.attainment[1] == Moved("answer", Fraction(1), None)
    assert str(found.attainment[1]) == "answer 100.0% to no data"


def test_a_pledge_that_is_not_promised_any_more() -> None:
    unnamed = pd.DataFrame({"kind": ["a"], "received": ["2025-05-05T09:00"], "done": ["2025-05-08T10:00"]})
    charter = cc.loads(TAKING)
    found = charter.what_if(unnamed, charter.replace(pledges=charter.pledges[1:]))
    assert found.changes == (Change("permit", "met", "not promised", 1),)
    assert (found.cases, found.dues) == (2, 0)


def test_the_same_charter_changes_nothing() -> None:
    found = CHARTER.what_if(CASES, CHARTER.replace(), at=AT)
    assert (found.changes, found.dues) == ((), 0)
    shares = "permit 33.3% (unchanged), answer 100.0% (unchanged)"
    assert str(found) == f"0 of 4 verdicts change; 0 dues move; attainment: {shares}."
    assert len(found.to_frame("pandas")) == 0


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_as_a_table(backend: str) -> None:
    frame = CHARTER.what_if(pl.from_pandas(CASES), SHUT, at=AT).to_frame(backend)
    rows = pl.DataFrame(frame).rows() if backend != "polars" else frame.rows()
    assert rows == [("permit", "missed", "met", 1, 1 / 3, 2 / 3)]


days = st.integers(1, 28).map(lambda day: f"2025-05-{day:02}T10:00")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["permit", "answer"]), days, st.none() | days), min_size=1, max_size=8))
def test_it_is_what_both_say(rows: list[tuple[str, str, Any]]) -> None:
    cases = pd.DataFrame(rows, columns=["pledge", "received", "done"]).astype({"done": object})
    found = CHARTER.what_if(cases, SHUT, at="2025-06-20T10:00")
    one, two = (charter.assess(cases, at="2025-06-20T10:00") for charter in (CHARTER, SHUT))
    verdicts = ([value if isinstance(value, str) else "problem" for value in table["verdict"]] for table in (one, two))
    wanted = Counter((p, a, b) for p, a, b in zip(one["pledge"], *verdicts, strict=True) if a != b)
    assert Counter({(c.pledge, c.before, c.after): c.cases for c in found.changes}) == wanted
    assert found.dues == sum(a != b for a, b in zip(one["due"], two["due"], strict=True) if a == a and b == b)
    records = [charter.attainment(cases, at="2025-06-20T10:00", by="year", over=YEAR) for charter in (CHARTER, SHUT)]
    for moved in found.attainment:
        shares = [next((row.value for row in record.rows if row.pledge == moved.pledge), None) for record in records]
        assert shares == [moved.before, moved.after]


def test_the_sentence_in_each_language() -> None:
    found = CHARTER.what_if(CASES, SHUT, at=AT)
    assert found.said("ms") == (
        "1 daripada 4 keputusan berubah: 1 daripada tidak menepati kepada menepati; 3 tarikh akhir beralih; "
        "pencapaian: permit daripada 33.3% kepada 66.7% (+33.3 mata peratusan), answer 100.0% (tidak berubah)."
    )
    assert found.said("id") == (
        "1 dari 4 hasil berubah: 1 dari terlambat menjadi tepat waktu; 3 jatuh tempo bergeser; capaian: "
        "permit dari 33,3% menjadi 66,7% (+33,3 poin persentase), answer 100,0% (tidak berubah)."
    )
    assert found.said() == found.said("en") == str(found)
    with pytest.raises(CharterclockError, match="CC703"):
        found.said("fr")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("1/2", "1/2", "a 50.0% (unchanged)"),
        ("1/2", "50001/100000", "a 50.0% to 50.0% (better by less than 0.1 points)"),
        ("50001/100000", "1/2", "a 50.0% to 50.0% (worse by less than 0.1 points)"),
        ("1", "9999/10000", "a 100.0% to >99.9% (worse by less than 0.1 points)"),
        ("1/2", "2/3", "a 50.0% to 66.7% (+16.7 points)"),
        (None, None, "a no data"),
        (None, "1/2", "a no data to 50.0%"),
    ],
)
def test_a_small_change_does_not_look_like_none(before: str | None, after: str | None, said: str) -> None:
    shares = (None if share is None else Fraction(share) for share in (before, after))
    assert str(Moved("a", *shares)) == said


def test_hostile_names_are_one_inert_line() -> None:
    assert str(Moved("a\n\x1b[2J\u202eb", None, None)) == "a [2Jb no data"
