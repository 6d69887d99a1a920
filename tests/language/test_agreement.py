"""The reader agrees with the phrases that were read by hand."""

from __future__ import annotations

import pytest
from agreement import FIELDS, JUDGED, TABLE, compared, shares

pytestmark = pytest.mark.skipif(not TABLE.is_file(), reason="the phrases read by hand (../shared/data) are not here")


def test_each_field_and_all_together() -> None:
    found = shares(list(compared(TABLE)))
    assert {name: share for name, share in found.items() if share < 0.95 and name in FIELDS} == {}
    assert found["all"] >= 0.90


def test_every_difference_is_judged() -> None:
    different = {row.key for row in compared(TABLE) if not all(row.agrees)}
    assert different == set(JUDGED)
