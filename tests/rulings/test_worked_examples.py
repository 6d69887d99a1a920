"""Deadlines computed by hand: each is reproduced, by the engine and by the reference."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import charterclock as cc
from charterclock.files import read_file
from charterclock.oracle.reference import answer

DATA: Any = read_file(Path(__file__).parents[1] / "cases" / "worked_examples.yaml").data
MICROSECOND = timedelta(microseconds=1)


def office_of(example: dict[str, Any]) -> cc.Calendar:
    return cc.Calendar.build(
        zone=example["zone"], hours=DATA["hours"][example["hours"]], holidays=example["off"], covers="always"
    )


def due_of(example: dict[str, Any], start: Any, limit: str) -> cc.Due:
    meanings = example.get("meanings") or {}
    month = meanings.get("working month")
    counted = cc.Meanings(working_month=month and cc.duration(month)).resolve(cc.duration(limit))
    return cc.due(
        start, counted, office_of(example), cc.Reckoning.of(example.get("reckoning")),
        bound=example.get("bound", "within"), pauses=[tuple(pause) for pause in example.get("pauses", [])],
    )  # fmt: skip


@pytest.mark.parametrize("example", DATA["examples"], ids=lambda example: example["id"])
def test_worked_example(example: dict[str, Any]) -> None:
    due = due_of(example, example["start"], example["limit"])
    if "then" in example:
        due = due_of(example, due.date, example["then"])
    expected = example["expected"]
    if "T" not in expected:
        assert due.date.isoformat() == expected
        return
    limit = due.instant + MICROSECOND if example.get("bound") == "under" else due.instant
    assert limit.strftime("%Y-%m-%dT%H:%M") == expected
    assert limit.second == limit.microsecond == 0


@pytest.mark.parametrize("example", DATA["examples"], ids=lambda example: example["id"])
def test_reference_agrees(example: dict[str, Any]) -> None:
    due = due_of(example, example["start"], example["limit"])
    found = answer(
        example["start"], due.duration, office_of(example), due.reckoning, bound=due.bound,
        pauses=[tuple(pause) for pause in example.get("pauses", [])],
    )  # fmt: skip
    assert (found.at, found.reached_at) == (due.at, due.reached_at)
