"""Two sentences that differ in little, and are of different kinds."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from charterclock.language import read

PAIRS = Path(__file__).parents[1] / "cases" / "phrase_pairs.csv"


def pairs() -> list[dict[str, str]]:
    with PAIRS.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("pair", pairs(), ids=lambda pair: pair["first"])
def test_the_kinds_of_a_pair_are_told_apart(pair: dict[str, str]) -> None:
    assert pair["first_kind"] != pair["second_kind"]
    for place in ("first", "second"):
        kinds = [reading.kind for reading in read(pair[place], pair["language"])]
        assert kinds == [pair[f"{place}_kind"]], pair[place]
