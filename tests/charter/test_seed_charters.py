"""Every promise of the five seed charters, as read by hand, with one due date each computed by hand."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import charterclock as cc
from charterclock.files import read_file

ROOT = Path(__file__).parents[2]
GOLDEN: Any = read_file(ROOT / "tests" / "cases" / "seed_promises.yaml").data
SEEDS = ROOT.parent / "shared" / "seeds"
PROMISES = [(block["charter"], promise) for block in GOLDEN for promise in block["promises"]]


def name_of(value: Any) -> str:
    return f"{value['pledge']}-{value.get('tier', '')}".rstrip("-") if isinstance(value, dict) else str(value)


def charter_of(file: str) -> cc.Charter:
    return cc.load(ROOT / "charters" / file)


@pytest.mark.parametrize("block", GOLDEN, ids=lambda block: block["charter"])
def test_nothing_is_missing_and_nothing_is_added(block: dict[str, Any]) -> None:
    charter = charter_of(block["charter"])
    found = [
        (pledge.id, branch.name if branch is not pledge else None)
        for pledge in charter
        for branch in getattr(pledge, "branches", (pledge,))
    ]
    assert found == [(promise["pledge"], promise.get("tier")) for promise in block["promises"]]


def conditions(given: Any) -> dict[str, Any]:
    """Conditions in the form of the golden table: words, or bounds as text."""
    return {
        column: condition.words[0] if condition.words else {key: str(bound) for key, bound in condition.bounds.items()}
        for column, condition in given.items()
    }


@pytest.mark.parametrize(("file", "promise"), PROMISES, ids=name_of)
def test_promise(file: str, promise: dict[str, Any]) -> None:
    pledge = charter_of(file)[promise["pledge"]]
    assert pledge.says
    assert pledge.kind == promise["kind"]
    branch = next((tier for tier in getattr(pledge, "tiers", ()) if tier.name == promise.get("tier")), pledge)
    if promise.get("when"):
        assert conditions(branch.when) == promise["when"]
    if promise.get("target"):
        assert (branch.target or pledge.target) == Fraction(promise["target"].rstrip("%")) / 100
    if pledge.kind == "deadline":
        assert branch.bound == promise["bound"]
        limit = pledge.terms.resolved(branch.limit)
        assert (str(limit.amount), limit.unit) == (promise.get("amount", "1"), promise["unit"])
    elif pledge.kind in ("availability", "ratio"):
        assert pledge.at_least == Fraction(promise["amount"]) / 100
    elif pledge.kind == "score":
        assert pledge.at_least == Fraction(promise["amount"])
    elif pledge.kind == "frequency":
        assert {"times": pledge.times, "every": pledge.every, "per": pledge.per,
                "at_least_once_per": pledge.at_least_once_per} == {
            "times": int(promise["times"]) if "times" in promise else None,
            "every": int(promise["every"]["amount"]) if "every" in promise else None,
            "per": promise.get("per"),
            "at_least_once_per": promise.get("at_least_once_per"),
        }  # fmt: skip
    if "example" in promise:
        example = promise["example"]
        due = pledge.due(example["start"], tier=promise.get("tier"))
        expected = datetime.fromisoformat(example.get("due") or example["reached_at"])
        assert due.instant == expected, example["why"]
        assert (due.at is None) == ("reached_at" in example)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the printed charters (../shared/seeds) are not here")
@pytest.mark.parametrize("block", GOLDEN, ids=lambda block: block["charter"])
def test_every_sentence_is_printed(block: dict[str, Any]) -> None:
    charter = charter_of(block["charter"])
    assert charter.source is not None
    printed = " ".join((SEEDS / str(charter.source.document)).read_text(encoding="utf-8").split())
    for pledge in charter:
        assert " ".join(pledge.says.split()) in printed, pledge.id
