"""Columns longer than a piece, and than the calendar's own tables: the same answers, little memory, several threads."""

from __future__ import annotations

import threading
import tracemalloc
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import pytest

import charterclock as cc
from charterclock import frames
from charterclock.calendars.scratch import PIECE

OFFICE = cc.calendar("MY-07", covers="2024..2025")
ROWS = 3 * PIECE + 7
STARTS = np.datetime64("2024-02-01T00:00", "us") + np.arange(ROWS) * np.timedelta64(108_000_001, "us")
ENDS = STARTS[::-1].copy()
LENGTHS = (np.arange(ROWS) % 90_000 - 45_000) * np.timedelta64(1_000_003, "us")
SAMPLED = [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, ROWS - 1, *range(500, ROWS, 9_973)]


def local(instant: datetime) -> datetime:
    return instant.replace(tzinfo=None)


def test_pieces_join_without_a_seam() -> None:
    added, between = frames.add(OFFICE, STARTS, LENGTHS), frames.between(OFFICE, STARTS, ENDS)
    shifted, opened = frames.shift(OFFICE, STARTS.astype("M8[D]"), 3), frames.is_open(OFFICE, STARTS)
    for row in SAMPLED:
        start = STARTS[row].item()
        assert added[row].item() == local(OFFICE.add(start, LENGTHS[row].item()))
        assert between[row].item() == OFFICE.between(start, ENDS[row].item())
        assert shifted[row].item() == OFFICE.shift(start.date(), 3)
        assert opened[row] == OFFICE.is_open(start)


@pytest.mark.parametrize("n", [1, -1, 7, -20, 60])
def test_more_dates_than_the_calendar_has(n: int) -> None:
    office = cc.Calendar.build(
        zone="Asia/Kuala_Lumpur", hours={"mon-fri": "08:00-17:00"}, holidays=["2025-01-29"],
        covers=(date(2025, 1, 1), date(2025, 3, 31)),
    )  # fmt: skip
    days = np.datetime64("2025-01-01") + np.arange(90).repeat(5)
    found = frames.shift(office, days, n, errors="null").tolist()
    assert found == [_or_none(office, day, n) for day in days.tolist()]
    assert None in found


def _or_none(office: cc.Calendar, day: date, n: int) -> date | None:
    try:
        return office.shift(day, n)
    except cc.OutsideCalendarError:
        return None


@pytest.mark.parametrize(
    "asked",
    [
        lambda: frames.add(OFFICE, STARTS, LENGTHS), lambda: frames.between(OFFICE, STARTS, ENDS),
        lambda: frames.shift(OFFICE, STARTS, 5), lambda: frames.due(OFFICE, STARTS, 3, "working day"),
    ],
    ids=["add", "between", "shift", "due"],
)  # fmt: skip
def test_eight_bytes_a_row_beyond_the_answer(asked: Any) -> None:
    asked()
    tracemalloc.start()
    try:
        asked()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    a_piece = 16 * 8 * PIECE  # what the pieces need does not grow with the column
    assert peak < ROWS * (8 + 8) + a_piece


def test_threads_share_a_calendar() -> None:
    """Each thread has its own memory for intermediate results; a calendar that grows meanwhile is the same to all."""
    office = cc.calendar("MY-07")
    expected = frames.between(OFFICE, STARTS, ENDS)
    found: list[Any] = [None] * 4
    ready = threading.Barrier(4)

    def ask(place: int) -> None:
        ready.wait()
        found[place] = [frames.between(office, STARTS, ENDS) for _ in range(3)]

    threads = [threading.Thread(target=ask, args=(place,)) for place in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all((one == expected).all() for each in found for one in each)


@pytest.mark.parametrize(
    "asked",
    [
        lambda office, at: frames.add(office, at, np.timedelta64(-20_000, "h")),
        lambda office, at: frames.shift(office, at.astype("M8[D]"), -2500),
        lambda office, at: frames.due(office, at, 60, "calendar month", bound="before"),
        lambda office, at: frames.due(office, at, 2500, "working day", bound="before"),
    ],
    ids=["add", "shift", "months before", "days before"],
)  # fmt: skip
def test_what_lies_behind_makes_the_tables_longer_there_alone(asked: Any) -> None:
    """A row that no table holds yet is passed on, and asks for no day ahead on its way."""
    office = cc.Calendar.build(zone="Asia/Kuala_Lumpur", hours={"mon-fri": "08:00-17:00"})
    starts = np.array(["2025-06-13T11:30", "2025-06-14T18:00"], "M8[us]")
    found = asked(office, starts)
    assert not np.isnat(found).any()
    assert (found.astype("M8[D]") < np.datetime64("2021-01-01")).all()
    assert office._table.last < date(2040, 1, 1).toordinal()


def test_a_length_beyond_every_calendar() -> None:
    with pytest.raises(cc.OutsideCalendarError):
        OFFICE.add(datetime(2024, 5, 2, 9), timedelta.max)
