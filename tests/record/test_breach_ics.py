"""The breach list as events: when, what is said, and what hostile text becomes."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import Any

import icalendar
import pandas as pd
import polars as pl
import pytest

import charterclock as cc
from charterclock.errors import CharterclockError

CHARTER = cc.loads("""
id: counter
title: {en: The counter, ms: Kaunter}
calendar: MY-07
language: ms
recovery: {notify: before_due, counts_as: extended}
pledges:
- id: permit
  says: A permit, within 3 days; large ones too
  clock: {start: received, stop: done}
  within: 3 working days
- {id: answer, clock: {start: received, stop: done}, within: 30 calendar days}
""")
AT = "2025-05-15T10:00"
CASES = pd.DataFrame(
    {
        "case": ["late", "today", "calm", "kept"],
        "pledge": ["permit", "permit", "answer", "permit"],
        "received": ["2025-05-05T09:00", "2025-05-09T09:00", "2025-05-14T09:00", "2025-05-05T09:00"],
        "done": [None, None, None, "2025-05-06T10:00"],
    }
)


def names(text: str) -> set[str]:
    """The names of its properties, of unfolded lines."""
    return {line.split(":")[0].split(";")[0] for line in text.replace("\r\n ", "").splitlines()}


def events(text: str) -> list[Any]:
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


# 23.5 of 29.5 opening hours of 9, 13, 14 and 15 May are used on the 15th at 10:00
def test_an_event_stands_at_each_due() -> None:
    found = events(CHARTER.breach_ics(CASES, at=AT, language="en"))
    assert [event.decoded("dtstart") for event in found] == [
        datetime(2025, 5, 8, 15, 59, 59, tzinfo=UTC), datetime(2025, 5, 15, 15, 59, 59, tzinfo=UTC),
    ]  # fmt: skip
    assert [str(event["summary"]) for event in found] == [
        "late: A permit, within 3 days; large ones too", "today: A permit, within 3 days; large ones too",
    ]  # fmt: skip
    assert [str(event["description"]) for event in found] == [
        "Overdue, not done; due: 2025-05-08 23:59:59; time used: 100%",
        "Due today; due: 2025-05-15 23:59:59; time used: 79%; a longer time is told by: 2025-05-15 23:59:59",
    ]
    assert {event.decoded("dtstamp") for event in found} == {datetime(2025, 5, 15, 2, tzinfo=UTC)}


def test_a_newer_list_has_the_same_events() -> None:
    first, later = (events(CHARTER.breach_ics(CASES, at=at)) for at in (AT, "2025-05-20T10:00"))
    assert [str(event["uid"]) for event in first] == [str(event["uid"]) for event in later]
    assert len({str(event["uid"]) for event in first}) == 2


def test_languages_and_options() -> None:
    text = CHARTER.breach_ics(CASES, at=AT)
    assert "Perlu selesai hari ini" in text
    assert icalendar.Calendar.from_ical(text)["x-wr-calname"] == "Kaunter"
    assert len(events(CHARTER.breach_ics(CASES, at=AT, every=True))) == 3
    renamed = CASES.rename(columns={"case": "ref", "pledge": "kind"})
    assert CHARTER.breach_ics(renamed, at=AT, columns={"ref": "case", "kind": "pledge"}) == text
    assert CHARTER.breach_ics(pl.from_pandas(CASES), at=AT) == text
    assert events(CHARTER.breach_ics(CASES.iloc[3:], at=AT)) == []
    with pytest.raises(CharterclockError, match="CC703 no list in language 'fr'"):
        CHARTER.breach_ics(CASES, at=AT, language="fr")
    with pytest.raises(CharterclockError, match=r"CC641 an event needs a column 'case' \(found pledge"):
        CHARTER.breach_ics(CASES.drop(columns="case"), at=AT)


HOSTILE = [
    "x\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nACTION:PROCEDURE", "x\nATTACH:http://evil.example/", "a;b,c\\n:d\\",
    '"quoted"; ^n ^\'', "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "\u202egnirts \u200ffdp.exe",
    "nul\x00bell",
    "y" * 10_000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_one_line_of_text(text: str) -> None:
    pledge = CHARTER["permit"].model_copy(update={"says": text})
    charter = CHARTER.replace(pledges=(pledge, CHARTER["answer"]), title=text)
    feed = charter.breach_ics(CASES.assign(case=[text, "b", "c", "d"]), at=AT)
    assert names(feed) == names(CHARTER.breach_ics(CASES, at=AT))
    assert len(events(feed)) == 2
    assert not events(feed)[0].subcomponents
    assert not set("\u202e\u200f\x00") & set(feed)
    assert len(feed) < 3000
    if len(text) < 100:
        wanted = " ".join("".join(" " if c in "\r\n\x00" else c for c in text if c not in "\u202e\u200f").split())
        assert str(events(feed)[0]["summary"]) == f"{wanted}: {wanted}"


def test_without_icalendar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(CharterclockError, match=r"CC805 ICS needs icalendar .*charterclock\[ics\]"):
        CHARTER.breach_ics(CASES, at=AT)
