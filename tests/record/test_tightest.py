"""The tightest limit is met often enough, and one less is not."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import charterclock as cc
from charterclock.durations import Duration
from charterclock.record.tightest import Tightest, tightest_limits

TEXT = """
id: counter
calendar: {{zone: Asia/Kuala_Lumpur, hours: {{mon-fri: "08:00-17:00"}}, covers: 2025..2026}}
pledges:
- id: permit
  clock: {{start: received, stop: done}}
  tiers:
  - {{name: small, when: {{size: {{below: 5}}}}, {0}: {1} {2}}}
  - {{name: large, when: {{size: {{from: 5}}}}, {0}: {3} {2}}}
- {{id: call, clock: {{start: received, stop: done}}, after: 3 working days}}
- {{id: portal, kind: availability, at_least: 98%}}
"""
FIRST = datetime(2025, 1, 6, 9)
UNITS = ("working days", "working hours", "calendar days", "clock hours", "calendar weeks")


def charter(small: int, large: int, bound: str = "within", unit: str = "working days") -> cc.Charter:
    return cc.loads(TEXT.format(bound, small, unit, large))


TOOK = st.one_of(st.integers(0, 700), st.none())
cases = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 2000), TOOK), min_size=1)
shares = st.sampled_from([1, "0.95", 0.8, Fraction(1, 3)])


@settings(max_examples=40, deadline=None)
@given(cases, shares, st.sampled_from(UNITS), st.sampled_from(["within", "under"]))
def test_one_less_is_met_too_seldom(drawn: list[Any], share: Any, unit: str, bound: str) -> None:
    rows = [
        {"pledge": "permit", "size": size, "received": FIRST + timedelta(hours=start),
         "done": None if took is None else FIRST + timedelta(hours=start + took)}
        for size, start, took in drawn
    ]  # fmt: skip
    table = pd.DataFrame(rows).astype({"done": "datetime64[us]"})
    at = "2026-06-01T00:00"

    def met(amounts: tuple[int, int], tier: str) -> Fraction | None:
        judged = charter(*amounts, bound, unit).assess(table, at=at)
        of_tier = judged[(judged["tier"] == tier) & judged["done"].notna()]
        return Fraction(int((of_tier["verdict"] == "met").sum()), len(of_tier)) if len(of_tier) else None

    found = tightest_limits(charter(2, 3, bound, unit), table, "permit", share=share, at=at)
    assert [one.tier for one in found] == ["small", "large"]
    for one in found:
        if one.limit is None:
            assert met((2, 3), one.tier or "") is None
            assert str(one).endswith("no cases")
            continue
        amount = int(one.limit.amount)
        assert met((amount, amount), one.tier or "") == one.share
        assert one.share is not None
        assert one.share >= Fraction(str(share))
        if amount:
            less = met((amount - 1, amount - 1), one.tier or "")
            assert less is not None
            assert less < Fraction(str(share))


def test_what_cannot_be_asked() -> None:
    table = pd.DataFrame({"pledge": [], "received": [], "done": [], "size": []})
    for pledge, share, said in (
        ("permits", 1, "CC623 unknown pledge 'permits'"), ("call", 1, "CC625"), ("portal", 1, "CC625"),
        ("permit", 0, "CC631"), ("permit", 1.5, "CC631"),
    ):  # fmt: skip
        with pytest.raises(cc.CharterclockError, match=said):
            tightest_limits(charter(2, 3), table, pledge, share=share)


def test_in_words() -> None:
    rows = {"pledge": ["permit"] * 3, "size": [1] * 3, "received": ["2025-06-09T09:00"] * 3,
            "done": ["2025-06-10T09:00", "2025-06-11T09:00", "2025-06-30T09:00"]}  # fmt: skip
    small, large = tightest_limits(charter(5, 9), pd.DataFrame(rows), "permit", share="2/3")
    assert str(small) == "permit / small: 66.7% of 3 cases would have met 2 working days (promised: 5 working days)"
    assert str(large) == "permit / large: no cases"


def test_the_sentence_in_each_language() -> None:
    found = Tightest("permit", "small", Duration(3, "working day"), Duration(2, "working day"), Fraction(2, 3), 3)
    assert [found.said(language) for language in ("ms", "id")] == [
        "permit / small: 66.7% daripada 3 kes akan menepati 2 hari bekerja (janji: 3 hari bekerja)",
        "permit / small: 66,7% dari 3 kasus akan memenuhi 2 hari kerja (janji: 3 hari kerja)",
    ]
    none = Tightest("permit", None, Duration(3, "working day"), None, None, 3)
    assert str(none) == "permit: no limit would have been met often enough (promised: 3 working days)"
