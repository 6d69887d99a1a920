"""An explanation never asks more of a calendar than the due did."""

from __future__ import annotations

import pytest

import charterclock as cc

YEAR = cc.Calendar.build(zone="Asia/Kuala_Lumpur", hours={"mon-fri": "08:00-17:00"}, covers="2020..2021")
NIGHTS = cc.Calendar.build(zone="Asia/Kuala_Lumpur", hours={"daily": "22:00-06:00"}, covers="2021")


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "beyond the dates that the calendar covers"), ("ms", "di luar tarikh"), ("id", "di luar tanggal")],
)
def test_a_due_beyond_the_calendar_is_explained(language, said):
    due = cc.due("2021-12-31", "2 calendar days", YEAR, {"roll": "none"})
    assert str(due.date) == "2022-01-02"
    assert said in due.explain(language)


def test_a_due_in_the_last_known_night_is_explained():
    due = cc.due("2021-12-31T21:00", "3 working hours", NIGHTS)
    assert due.at.isoformat() == "2022-01-01T01:00:00+08:00"
    assert "3:00 h in all" in due.explain()


@pytest.mark.parametrize(
    ("language", "said"), [("en", "by 31 Aug"), ("ms", "selewat-lewatnya 31 Ogos"), ("id", "paling lambat 31 Agu")]
)
def test_a_date_of_the_year_is_in_the_language(language, said):
    office = cc.Calendar.build(zone="Asia/Kuala_Lumpur", hours={"mon-fri": "08:00-17:00"})
    assert cc.due("2025-05-05", "31 Aug", office, bound="by").explain(language).startswith(f"{said} - ")
