"""The reader agrees with the phrases that were read by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from agreement import ELSEWHERE, FIELDS, JUDGED, TABLE, compared, shares

TABLES = [
    pytest.param(
        TABLE,
        id="shared",
        marks=pytest.mark.skipif(
            not TABLE.is_file(), reason="the phrases read by hand (../shared/data) are not here"
        ),
    ),
    pytest.param(ELSEWHERE, id="elsewhere"),
]


@pytest.mark.parametrize("table", TABLES)
def test_each_field_and_all_together(table: Path) -> None:
    found = shares(list(compared(table)))
    assert {name: share for name, share in found.items() if share < 0.95 and name in FIELDS} == {}
    assert found["all"] >= 0.90


@pytest.mark.parametrize("table", TABLES)
def test_every_difference_is_judged(table: Path) -> None:
    different = {row.key for row in compared(table) if not all(row.agrees)}
    assert different == set(JUDGED[table])
