"""The canonical form: reading it gives an equal charter, and its own form is itself."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from drawn_charters import charters
from hypothesis import HealthCheck, given, settings

import charterclock as cc
from charterclock.files import read_text


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(charters())
def test_a_charter_comes_back_from_its_dump(keys: dict[str, Any]) -> None:
    charter = cc.Charter.model_validate(keys)
    text = cc.dump(charter)
    again = cc.loads(text)
    assert again == charter
    assert [pledge.terms for pledge in again] == [pledge.terms for pledge in charter]
    assert cc.dump(again) == text


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(charters())
def test_a_file_is_read_as_the_mapping_that_it_holds(keys: dict[str, Any]) -> None:
    text = yaml.safe_dump(keys, sort_keys=False)
    assert read_text(text).data == keys
    assert cc.loads(text) == cc.Charter.model_validate(keys)


def test_a_calendar_made_in_python_is_written_out() -> None:
    for office in (
        cc.calendar("ID-SB"),
        cc.calendar("MY-07", as_of="2022-11-01"),
        cc.Calendar.build(zone="Asia/Jakarta", hours={"mon-fri": "08:00-16:00"}, holidays=["2025-05-01"]),
    ):
        charter = cc.Charter.model_validate({"id": "x", "calendar": office, "pledges": [{"id": "a", "kind": "fee"}]})
        again = cc.loads(cc.dump(charter))
        assert again.office.covers == office.covers
        assert [again.office.day(day) for day in ("2025-05-01", "2025-06-02")] == [
            office.day(day) for day in ("2025-05-01", "2025-06-02")
        ]
        assert cc.dump(again) == cc.dump(charter)
    assert "calendar: ID-SB\n" in cc.dump(cc.Charter.model_validate({
        "id": "x", "calendar": cc.calendar("ID-SB"), "pledges": [{"id": "a", "kind": "fee"}],
    }))  # fmt: skip


def test_no_file_can_hold_the_calendar_of_two_offices() -> None:
    both = cc.calendar("MY-07") & cc.calendar("MY-14")
    charter = cc.Charter.model_validate({"id": "x", "calendar": both, "pledges": [{"id": "a", "kind": "fee"}]})
    with pytest.raises(cc.CharterError, match=r"CC212 .* two offices, MY-07 & MY-14"):
        cc.dump(charter)
