"""Every rule of ``docs/reckoning.md`` by rulings computed by hand; the reference gives the same."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import charterclock as cc
from charterclock.files import read_file

try:
    from charterclock.oracle import reference
except ImportError:
    reference = None  # type: ignore[assignment]

DATA: Any = read_file(Path(__file__).parents[1] / "cases" / "rulings.yaml").data
TICK = timedelta(microseconds=1)
ROWS = [pytest.param(row, id=f"{row['rule']}: {row['why']}") for row in DATA["rulings"]]


@cache
def office(name: str) -> cc.Calendar:
    return cc.Calendar.build(**DATA["offices"][name])


def office_of(row: dict[str, Any]) -> cc.Calendar:
    return office(row.get("office", "five"))


def pauses_of(row: dict[str, Any]) -> list[tuple[str, str | None]]:
    return [(pause[0], pause[1] if len(pause) > 1 else None) for pause in row.get("pauses", [])]


def charter_of(row: dict[str, Any]) -> cc.Charter:
    """A charter of one pledge, as ``pledge`` or as ``bound`` and ``limit`` say."""
    pledge = row.get("pledge") or {row.get("bound", "within"): row["limit"]}
    return cc.Charter.model_validate(
        {
            "id": "rulings",
            "calendar": office_of(row),
            "meanings": row.get("meanings", {}),
            "reckoning": row.get("reckoning", {}),
            "pledges": [{"id": "p", **pledge}],
        }
    )


def counted(row: dict[str, Any]) -> cc.Duration:
    given = dict(row.get("meanings", {}))
    month = given.pop("working month", None)
    meanings = cc.Meanings(**given, working_month=month and cc.duration(month))
    return meanings.resolve(cc.duration(row["limit"])) if given or month else cc.duration(row["limit"])


def due_of(row: dict[str, Any]) -> cc.Due:
    if "pledge" in row:
        return charter_of(row)["p"].due(row["start"], pauses=pauses_of(row), at=row.get("at"))
    return cc.due(
        row["start"], counted(row), office_of(row), row.get("reckoning") and cc.Reckoning.of(row["reckoning"]),
        bound=row.get("bound", "within"), pauses=pauses_of(row), at=row.get("at"),
    )  # fmt: skip


def instant(text: str, zone: str) -> datetime:
    """An instant in UTC; a date alone is its last microsecond."""
    if len(text) == 10:
        day = date.fromisoformat(text) + timedelta(days=1)
        return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC) - TICK
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def expected(row: dict[str, Any]) -> tuple[datetime | None, datetime | None]:
    zone = office_of(row).zone
    at, reached = row.get("due"), row.get("reached")
    return at and instant(at, zone), reached and instant(reached, zone)


def utc(moment: datetime | None) -> datetime | None:
    return moment and moment.astimezone(UTC)


@pytest.mark.parametrize("row", ROWS)
def test_ruling(row: dict[str, Any]) -> None:
    if "error" in row:
        with pytest.raises(cc.CharterclockError) as error:
            due_of(row)
        assert error.value.code == row["error"]
        return
    due = due_of(row)
    assert (utc(due.at), utc(due.reached_at)) == expected(row), row["why"]
    assert due.date == due.instant.astimezone(ZoneInfo(office_of(row).zone)).date()
    if "received" in row:
        assert utc(due.received) == instant(row["received"], office_of(row).zone)


@pytest.mark.parametrize("row", [row for row in ROWS if "error" not in row.values[0]])
def test_a_pledge_of_a_charter_gives_the_same(row: dict[str, Any]) -> None:
    due = charter_of(row)["p"].due(row["start"], pauses=pauses_of(row), at=row.get("at"))
    assert (utc(due.at), utc(due.reached_at)) == expected(row), row["why"]


@pytest.mark.skipif(reference is None, reason="the oracle extra is not installed")
@pytest.mark.parametrize("row", [row for row in ROWS if "error" not in row.values[0] and "pledge" not in row.values[0]])
def test_the_reference_gives_the_same(row: dict[str, Any]) -> None:
    found = reference.answer(
        row["start"], counted(row), office_of(row), cc.Reckoning.of(row.get("reckoning")), row.get("bound", "within"),
        pauses_of(row), row.get("at"),
    )  # fmt: skip
    assert (utc(found.at), utc(found.reached_at)) == expected(row), row["why"]


def test_every_rule_has_a_ruling() -> None:
    assert len(DATA["rulings"]) >= 90
    bounds = {row.get("bound", "within") for row in DATA["rulings"]}
    assert bounds == {"within", "under", "after", "before", "at_least"}
    assert all(name in DATA["offices"] for name in (row.get("office", "five") for row in DATA["rulings"]))
