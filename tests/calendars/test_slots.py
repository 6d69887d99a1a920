"""A look-up on a grid finds what a bisection finds, on every grid."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import charterclock as cc
from charterclock import frames
from charterclock.calendars import slots
from charterclock.calendars.passed import Passed
from charterclock.calendars.slots import Slots

GRIDS = st.sampled_from([1, 7, 60, 900, 1 << 10])


@st.composite
def edges_and_places(draw):
    step, start = draw(GRIDS), draw(st.integers(-5000, 5000))
    steps = draw(st.lists(st.integers(1, 50), max_size=30))
    edges = start + step * np.cumsum([draw(st.integers(0, 3)), *steps]).astype(np.int64)[: len(steps)]
    end = int(edges[-1]) + draw(st.integers(1, 3000)) if len(edges) else start + 10
    near = [int(edge) + beside for edge in edges for beside in (-1, 0, 1)]
    places = [place for place in [start, end, *near] if start <= place <= end]
    places += draw(st.lists(st.integers(start, end), max_size=20))
    return edges, start, end, np.array(places, dtype=np.int64)


@pytest.mark.parametrize("most", [0, 40, 1 << 21], ids=["bisected", "buckets", "grid"])
@settings(max_examples=100, deadline=None)
@given(edges_and_places())
def test_upto_is_a_bisection(most: int, drawn: tuple[np.ndarray, int, int, np.ndarray]) -> None:
    edges, start, end, places = drawn
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slots, "MOST", most)
        found = Slots(edges, start, end).upto(places).tolist()
    assert found == np.searchsorted(edges, places, side="right").tolist()


@st.composite
def spans_and_places(draw):
    """Spans apart from each other on a grid, some of them touching the start or the end."""
    step, start = draw(GRIDS), draw(st.integers(-5000, 5000))
    lengths = draw(st.lists(st.integers(1, 9), max_size=24))
    marks = start + step * np.cumsum([draw(st.integers(0, 3)), *lengths]).astype(np.int64)
    opens, closes = marks[0:-1:2], marks[1::2]
    end = int(marks[-1]) + draw(st.integers(0, 3)) * step
    near = [int(mark) + beside for mark in marks for beside in (-1, 0, 1)]
    places = [place for place in [start, end, *near, *draw(st.lists(st.integers(start, end)))] if start <= place <= end]
    return opens[: len(closes)], closes, start, end, np.array(places, dtype=np.int64)


@settings(max_examples=200, deadline=None)
@given(spans_and_places())
def test_passed_is_the_sum_of_the_spans(drawn: tuple[np.ndarray, np.ndarray, int, int, np.ndarray]) -> None:
    opens, closes, start, end, places = drawn
    passed = Passed(opens, closes, np.cumsum(closes - opens), start, end)
    if not len(opens):
        assert passed.slots is None
        return
    expected = [sum(max(0, min(place, c) - o) for o, c in zip(opens, closes, strict=True)) for place in places.tolist()]
    assert passed.upto(places).tolist() == expected


def test_passed_is_not_made_where_the_grid_is_too_fine() -> None:
    opens, closes = np.array([0, 900]), np.array([450, 1201])
    assert Passed(opens, closes, np.array([450, 751]), 0, slots.MOST).slots is None
    assert Passed(opens, closes, np.array([450, 751]), 0, slots.MOST - 1).slots is not None


def test_each_way_is_taken() -> None:
    on_the_grid = np.arange(1, 1000, dtype=np.int64) * 900_000_000
    odd = on_the_grid + np.arange(999) * 1_000_003
    close = np.append(odd, odd[-1] + 1)
    end = 1001 * 900_000_000 * 100
    assert Slots(on_the_grid, 0, end).bits is None
    assert Slots(odd, 0, end).bits == 29  # 2 ** 29 us are 537 s
    assert Slots(odd, 0, end).counts is not None
    assert Slots(close, 0, end).counts is None


def test_an_office_that_opens_at_odd_seconds() -> None:
    hours = {"mon-fri": "08:01-12:13 13:07-17:29"}
    office = cc.Calendar.build(zone="Asia/Kuala_Lumpur", hours=hours, covers="2000..2050")
    nine = timedelta(hours=9)
    starts = np.datetime64("2001-01-01T07:59:59.999999", "us") + np.arange(4000) * np.timedelta64(4_327_000_001, "us")
    ends = frames.add(office, starts, nine)
    assert ends.tolist() == [office.add(start, nine).replace(tzinfo=None) for start in starts.tolist()]
    assert frames.between(office, starts, ends).tolist() == [nine] * 4000
