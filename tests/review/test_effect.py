"""Attainment under two charters, side by side."""

from __future__ import annotations

import polars as pl

import charterclock as cc
from charterclock.review.effect import effects

OLD = """\
id: x
calendar: MY-07
pledges:
  - {id: a, within: 3 working days}
  - {id: old, applies: {sort: [old]}, within: 3 working days}
  - {id: score, kind: score, scale: 1-7, at_least: 5}
"""
NEW = OLD.replace("a, within: 3", "a, within: 1").replace("old", "new").replace("at_least: 5", "at_least: 6")
CASES = pl.DataFrame({
    "case": ["A", "B"], "pledge": ["a", "a"], "sort": ["none", "none"], "received": ["2025-06-10T10:00"] * 2,
    "done": ["2025-06-11T10:00", "2025-06-12T10:00"],
})  # fmt: skip
OPTIONS = {"answers": [{"pledge": "score", "date": "2025-06-10", "score": 5}], "at": "2025-07-01T00:00"}


def test_two_records_side_by_side() -> None:
    sides = [cc.loads(text).attainment(CASES, **OPTIONS) for text in (OLD, NEW)]
    assert [(*effect.cells(), effect.is_none) for effect in effects(*sides)] == [
        ("a", "2025-06", "100.0% ✓", "50.0% ✗", False),
        ("old", "2025-06", "no data", "not promised", True),
        ("score", "2025-06", "5 ✓", "5 ✗", False),
        ("new", "2025-06", "not promised", "no data", True),
    ]
    assert effects(*sides)[0].to_dict() == {
        "pledge": "a", "tier": None, "period": "2025-06", "old_value": 1.0, "new_value": 0.5, "old_kept": True,
        "new_kept": False,
    }  # fmt: skip


def test_a_charter_beside_itself() -> None:
    record = cc.loads(OLD).attainment(CASES, **OPTIONS)
    assert all(effect.is_none for effect in effects(record, record))
