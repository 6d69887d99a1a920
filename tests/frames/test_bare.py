"""Columns answer as the calendar's own methods do, row for row, and come out as the kind of column that came in."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import charterclock as cc
from charterclock import frames
from charterclock.durations import UNITS
from charterclock.frames import instants
from charterclock.oracle import strategies

OFFICE = cc.calendar("MY-07")
ZONE = ZoneInfo(OFFICE.zone)
FRIDAY = datetime(2025, 6, 13, 11, 30)  # closes 12:15, opens 14:45
DRAWN = settings(max_examples=40, phases=list(Phase)[:3], deadline=None, suppress_health_check=list(HealthCheck))
NOT_COVERED = cc.Calendar.build(zone="Asia/Kuala_Lumpur", hours={"mon-fri": "08:00-17:00"}, covers="2025..2025")


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(instants, "PIECE", 3)  # so that small columns have several


def or_none(answer: Any) -> Any:
    try:
        return answer()
    except cc.OutsideCalendarError:
        return None


def utc(moments: list[Any]) -> pl.Series:
    return pl.Series("t", moments, pl.Datetime("us", "UTC"))


# equal to the scalar methods --------------------------------------------------------------------------------------


@st.composite
def offices(draw: st.DrawFn) -> tuple[cc.Calendar, list[Any], list[Any]]:
    office = draw(strategies.calendars())
    moments = st.one_of(strategies.moments(office), st.none())
    pairs = draw(st.lists(st.tuples(moments, moments), min_size=0, max_size=8))
    return office, [pair[0] for pair in pairs], [pair[1] for pair in pairs]


@DRAWN
@given(st.data(), offices())
def test_opening_time_equals_the_calendar(data: st.DataObject, drawn: tuple[cc.Calendar, list[Any], list[Any]]) -> None:
    office, starts, ends = drawn
    lengths = st.one_of(
        st.sampled_from([0, 1, -1, 60_000_000, 3600_000_000, -3600_000_000]), st.integers(-(10**12), 10**12)
    )
    amounts = [timedelta(microseconds=data.draw(lengths)) for _ in starts]
    landing = data.draw(st.sampled_from([None, "closing", "opening"]))
    there = [
        None if t is None else or_none(lambda t=t, a=a: office.add(t, a, landing=landing).astimezone(UTC))
        for t, a in zip(starts, amounts, strict=True)
    ]
    spent = [
        None if a is None or b is None else or_none(lambda a=a, b=b: office.between(a, b))
        for a, b in zip(starts, ends, strict=True)
    ]
    opened = [None if t is None else or_none(lambda t=t: office.is_open(t)) for t in starts]
    length = pl.Series(amounts, dtype=pl.Duration("us"))
    assert frames.add(office, utc(starts), length, landing=landing, errors="null").to_list() == there
    assert frames.between(office, utc(starts), utc(ends), errors="null").to_list() == spent
    assert frames.is_open(office, utc(starts), errors="null").to_list() == opened
    if amounts:
        one = [None if t is None else or_none(lambda t=t: office.add(t, amounts[0]).astimezone(UTC)) for t in starts]
        assert frames.add(office, utc(starts), amounts[0], errors="null").to_list() == one


@DRAWN
@given(st.data(), strategies.calendars())
def test_shift_equals_the_calendar(data: st.DataObject, office: cc.Calendar) -> None:
    first, last = office.covers or (date(2020, 1, 1), date(2021, 12, 31))
    near = st.sampled_from([first, first - timedelta(1), last, last + timedelta(1)])
    dates = data.draw(st.lists(st.one_of(strategies.dates_of(office), near), max_size=8))
    n = [data.draw(st.integers(-30, 30)) for _ in dates]
    expected = [or_none(lambda d=d, k=k: office.shift(d, k)) for d, k in zip(dates, n, strict=True)]
    column = np.array(dates, "M8[D]")
    assert frames.shift(office, column, np.array(n, np.int64), errors="null").tolist() == expected
    one = data.draw(st.integers(-30, 30))
    assert frames.shift(office, column, one, errors="null").tolist() == [
        or_none(lambda d=d: office.shift(d, one)) for d in dates
    ]


@DRAWN
@given(st.data(), strategies.calendars())
def test_due_equals_due(data: st.DataObject, office: cc.Calendar) -> None:
    starts = data.draw(st.lists(strategies.moments(office), min_size=1, max_size=6))
    amounts = [data.draw(st.integers(0, 12)) for _ in starts]
    units = [unit for unit in UNITS if unit != "next working day"]
    unit, bound = data.draw(st.sampled_from(units)), data.draw(st.sampled_from(strategies.BOUNDS))
    reckoning = data.draw(strategies.reckonings())

    def answer(start: datetime, amount: int) -> datetime | str | None:
        try:
            return cc.due(start, cc.Duration(amount, unit), office, reckoning, bound=bound).instant.astimezone(UTC)
        except cc.OutsideCalendarError:
            return None
        except cc.CharterclockError as error:
            return error.code

    expected = [answer(start, amount) for start, amount in zip(starts, amounts, strict=True)]
    column = pl.Series(amounts, dtype=pl.Int64)
    refused = [found for found in expected if isinstance(found, str)]
    if refused:
        with pytest.raises(cc.CharterclockError) as caught:
            frames.due(office, utc(starts), column, unit, reckoning, bound)
        assert caught.value.code == refused[0]
    else:
        assert frames.due(office, utc(starts), column, unit, reckoning, bound, errors="null").to_list() == expected
        first = frames.due(office, utc(starts[:1]), amounts[0], unit, reckoning, bound, errors="null").to_list()
        assert first == expected[:1]


@DRAWN
@given(st.data(), strategies.calendars())
def test_clock_times_are_in_the_zone_of_the_calendar(data: st.DataObject, office: cc.Calendar) -> None:
    """A column without a zone goes in and out by the office's clock."""
    zone = ZoneInfo(office.zone)
    walls = [t.astimezone(zone).replace(tzinfo=None, fold=0) for t in data.draw(st.lists(strategies.moments(office)))]
    amount = timedelta(microseconds=data.draw(st.integers(-(10**11), 10**11)))
    expected = [or_none(lambda t=t: office.add(t, amount).replace(tzinfo=None, fold=0)) for t in walls]
    assert frames.add(office, np.array(walls, "M8[us]"), amount, errors="null").tolist() == expected
    opened = frames.is_open(office, pl.Series(walls, dtype=pl.Datetime("us")), errors="null").to_list()
    assert opened == [or_none(lambda t=t: office.is_open(t)) for t in walls]


# nothing is lost below the microsecond ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "amount", "landing", "expected"),
    [
        ("2025-06-13T11:30:00.000000001", 60 * 10**9, None, "2025-06-13T11:31:00.000000001"),
        ("2025-06-13T12:14:59.999999999", 1, None, "2025-06-13T12:15:00.000000000"),
        ("2025-06-13T12:14:59.999999999", 2, None, "2025-06-13T14:45:00.000000001"),
        ("2025-06-13T12:14:59.999999999", 1, "opening", "2025-06-13T14:45:00.000000000"),
        ("2025-06-13T12:30:00.000000001", 1, None, "2025-06-13T14:45:00.000000001"),
        ("2025-06-13T12:30:00.000000001", -1, None, "2025-06-13T12:14:59.999999999"),
        ("2025-06-13T14:45:00.000000001", -1, None, "2025-06-13T14:45:00.000000000"),
        ("2025-06-13T14:45:00.000000001", -2, None, "2025-06-13T12:14:59.999999999"),
        ("2025-06-13T12:30:00.000000001", 0, None, "2025-06-13T12:30:00.000000001"),
        ("2025-06-13T12:30:00.000000001", -1, "closing", "2025-06-13T12:14:59.999999999"),
    ],
)
def test_nanoseconds(start: str, amount: int, landing: str | None, expected: str) -> None:
    starts = np.array([start, "2025-06-13T09:00"], "M8[ns]")
    for given_amount in (np.timedelta64(amount, "ns"), np.array([amount, 0], "m8[ns]"), pd.Timedelta(amount, "ns")):
        found = frames.add(OFFICE, starts, given_amount, landing=landing)
        assert found.dtype == "M8[ns]"
        assert found[0] == np.datetime64(expected)
    assert frames.between(OFFICE, starts[:1], np.array([expected], "M8[ns]"))[0] == np.timedelta64(amount, "ns")


def test_a_due_is_floored_to_its_unit_and_counted_from_whole_microseconds() -> None:
    for unit in ("D", "h", "m", "s", "ms", "us", "ns"):
        start = np.array(["2025-04-30"], "M8[D]").astype(f"M8[{unit}]")
        found = frames.due(OFFICE, start, 2, "working day")
        assert found.dtype == start.dtype
        assert found[0] == np.datetime64("2025-05-05T23:59:59.999999").astype(f"M8[{unit}]")
    odd = np.array(["2025-04-30T10:00:00.000000999"], "M8[ns]")
    assert frames.due(OFFICE, odd, 1, "clock hour")[0] == np.datetime64("2025-04-30T11:00:00.000000000")


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (lambda: frames.add(OFFICE, np.array([FRIDAY], "M8[s]"), timedelta(milliseconds=1)), "CC647"),
        (lambda: frames.add(OFFICE, np.array([FRIDAY], "M8[us]"), np.timedelta64(1, "ns")), "CC647"),
        (lambda: frames.between(OFFICE, *np.array([["2025-06-13T09"], ["2025-06-13T15"]], "M8[h]")), "CC647"),
        (lambda: frames.due(OFFICE, np.array(["2030-01-01"], "M8[ns]"), 250, "calendar year", errors="null"), None),
        (lambda: frames.due(OFFICE, np.array(["2030-01-01"], "M8[ns]"), 24 * 90_000, "clock hour"), "CC647"),
        (lambda: frames.add(OFFICE, np.array(["2025-06-13"], "M8[D]"), timedelta(1)), "CC602"),
        (lambda: frames.due(OFFICE, np.array(["2025-06-13"], "M8[D]"), 1, "working hour"), "CC602"),
        (lambda: frames.shift(OFFICE, np.array(["2025-06"], "M8[M]"), 1), "CC646"),
        (lambda: frames.shift(OFFICE, np.array(["2025-06-13"]), 1), "CC646"),
        (lambda: frames.shift(OFFICE, pd.Series([FRIDAY], dtype=object), 1), "CC646"),
        (lambda: frames.shift(OFFICE, pl.Series(["2025-06-13"]), 1), "CC646"),
        (lambda: frames.shift(OFFICE, pa.array(["2025-06-13"]), 1), "CC646"),
        (lambda: frames.shift(OFFICE, [FRIDAY], 1), "CC646"),
        (lambda: frames.shift(OFFICE, np.array([FRIDAY], "M8[s]"), 1.5), "CC646"),
        (lambda: frames.shift(OFFICE, np.array([FRIDAY], "M8[s]"), True), "CC646"),
        (lambda: frames.shift(OFFICE, np.array([FRIDAY], "M8[s]"), np.array([1.5])), "CC649"),
        (lambda: frames.shift(OFFICE, np.array([FRIDAY], "M8[s]"), np.array([1, 2])), "CC648"),
        (lambda: frames.shift(OFFICE, np.array([FRIDAY], "M8[s]"), 1, errors="coerce"), "CC646"),
        (lambda: frames.add(OFFICE, np.array([FRIDAY], "M8[s]"), 1), "CC646"),
        (lambda: frames.add(OFFICE, np.array([FRIDAY], "M8[s]"), timedelta(1), landing="x"), "CC408"),
        (lambda: frames.due(OFFICE, np.array([FRIDAY], "M8[s]"), np.array([-1]), "working day"), "CC301"),
        (lambda: frames.due(OFFICE, np.array([FRIDAY], "M8[s]"), timedelta(1), "working day"), "CC646"),
        (lambda: frames.due(OFFICE, np.array([FRIDAY], "M8[s]"), -timedelta(1), "working hour"), "CC649"),
        (lambda: frames.due(OFFICE, np.array([FRIDAY], "M8[s]"), 1, "day"), "CC305"),
    ],
)
def test_what_cannot_be_used_is_refused(question: Any, code: str | None) -> None:
    if code is None:
        assert np.isnat(question()).all()
    else:
        with pytest.raises(cc.CharterclockError) as caught:
            question()
        assert caught.value.code == code


def test_the_message_says_what_was_found_and_expected() -> None:
    with pytest.raises(cc.CharterclockError) as caught:
        frames.is_open(OFFICE, pd.Series(["2025-06-13T09:00"], dtype=object))
    assert "expected an instant or a date in each row, found" in str(caught.value)
    assert "'2025-06-13T09:00' (str)" in str(caught.value)
    two = pd.Series([FRIDAY, FRIDAY], index=[1, 2])
    with pytest.raises(cc.CharterclockError, match=r"CC648 .* indexes that differ"):
        frames.between(OFFICE, two, two.set_axis([2, 3]))


# outside the calendar ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    [
        lambda t, **how: frames.shift(NOT_COVERED, t, 1, **how),
        lambda t, **how: frames.shift(NOT_COVERED, t, 0, **how),
        lambda t, **how: frames.add(NOT_COVERED, t, timedelta(hours=1), **how),
        lambda t, **how: frames.add(NOT_COVERED, t, np.full(len(t), 3600).astype("m8[s]"), **how),
        lambda t, **how: frames.between(NOT_COVERED, t, t, **how),
        lambda t, **how: frames.is_open(NOT_COVERED, t, **how),
        lambda t, **how: frames.due(NOT_COVERED, t, 1, "working day", **how),
    ],
)
def test_rows_outside_the_calendar(question: Any) -> None:
    inside, outside = ["2025-01-06", "NaT", "2025-03-03", "2025-03-04"], ["2031-01-01", "1900-01-01", "19000-01-01"]
    rows = np.array([*inside, *outside], "M8[s]")
    with pytest.raises(cc.OutsideCalendarError, match=r"CC410 row 5 and 2 more: .*2025-01-01 to 2025-12-31"):
        question(rows)
    with pytest.raises(cc.OutsideCalendarError, match="CC410 row 1: "):
        question(rows[4:5])
    found = question(rows, errors="null")
    blank = np.ma.getmaskarray(found) if found.dtype == bool else np.isnat(found)
    assert blank.tolist() == [False, True, False, False, True, True, True]
    assert not blank[[0, 2, 3]].any()
    np.testing.assert_array_equal(found[[0, 2, 3]], question(rows[[0, 2, 3]]))


# kinds of columns -------------------------------------------------------------------------------------------------

MOMENTS = [FRIDAY, None, FRIDAY + timedelta(days=3), FRIDAY + timedelta(hours=2), FRIDAY]
ADDED = [datetime(2025, 6, 13, 16), None, datetime(2025, 6, 16, 14, 30), datetime(2025, 6, 13, 16, 45), None]
ADDED[4] = ADDED[0]


def test_numpy_of_every_shape() -> None:
    base = np.array(MOMENTS, "M8[s]")
    expected = np.array(ADDED, "M8[s]")
    frozen = base.copy()
    frozen.flags.writeable = False
    two = timedelta(hours=2)
    np.testing.assert_array_equal(frames.add(OFFICE, frozen, two), expected)
    np.testing.assert_array_equal(frames.add(OFFICE, base[::-2], two), expected[::-2])
    np.testing.assert_array_equal(frames.add(OFFICE, np.stack([base, base]), two), np.stack([expected, expected]))
    np.testing.assert_array_equal(frames.add(OFFICE, base.astype(">M8[s]"), two), expected)
    np.testing.assert_array_equal(base, np.array(MOMENTS, "M8[s]"))  # what was given stays as it was
    assert frames.add(OFFICE, base[:0], two).shape == (0,)
    masked = np.ma.MaskedArray(base, [True] + [False] * 4)
    assert np.isnat(frames.add(OFFICE, masked, two)).tolist() == [True, True, False, False, False]
    opened = frames.is_open(OFFICE, base)
    assert opened.tolist() == [True, None, True, False, True]
    assert not opened.data[1]


def test_pandas_keeps_index_name_unit_and_zone() -> None:
    for dtype in ("datetime64[s]", "datetime64[us]", "datetime64[ns]", "timestamp[us][pyarrow]"):
        given = pd.Series(MOMENTS, index=list("abcde"), name="t").astype("datetime64[s]").astype(dtype)
        found = frames.add(OFFICE, given, timedelta(hours=2))
        expected = pd.Series(ADDED, index=list("abcde"), name="t").astype("datetime64[s]").astype(dtype)
        pd.testing.assert_series_equal(found, expected)
    zoned, expected = (
        pd.Series(cells, name="t").astype("datetime64[us]").dt.tz_localize(OFFICE.zone).dt.tz_convert("Asia/Tokyo")
        for cells in (MOMENTS, ADDED)
    )
    pd.testing.assert_series_equal(frames.add(OFFICE, zoned, timedelta(hours=2)), expected)
    opened = frames.is_open(OFFICE, zoned)
    pd.testing.assert_series_equal(opened, pd.Series([True, None, True, False, True], name="t", dtype="boolean"))
    spent = frames.between(OFFICE, zoned, expected)
    two = pd.Timedelta(hours=2)
    pd.testing.assert_series_equal(spent, pd.Series([two, None, two, two, two], name="t").astype("timedelta64[us]"))
    days = pd.Series([date(2025, 4, 30), None], name="d").astype("date32[pyarrow]")
    shifted = frames.shift(OFFICE, days, pd.Series([2, None]))
    pd.testing.assert_series_equal(
        shifted, pd.Series([date(2025, 5, 5), None], name="d").astype("date32[pyarrow]")
    )
    nullable = frames.shift(OFFICE, days.iloc[:1], pd.Series([None], dtype="Int64"))
    assert nullable.isna().all()


def test_polars_keeps_name_unit_and_zone() -> None:
    for unit in ("ms", "us", "ns"):
        given = pl.Series("t", MOMENTS, pl.Datetime(unit))
        found = frames.add(OFFICE, given, pl.Series([timedelta(hours=2)] * 5))
        assert found.equals(pl.Series("t", ADDED, pl.Datetime(unit)), check_dtypes=True, check_names=True)
        zoned = given.dt.replace_time_zone(OFFICE.zone).dt.convert_time_zone("Asia/Tokyo")
        moved = frames.add(OFFICE, zoned, timedelta(hours=2))
        assert moved.dtype == pl.Datetime(unit, "Asia/Tokyo")
        assert moved.dt.convert_time_zone(OFFICE.zone).dt.replace_time_zone(None).to_list() == ADDED
        assert frames.between(OFFICE, zoned, moved).dtype == pl.Duration(unit)
    opened = frames.is_open(OFFICE, given)
    assert opened.equals(pl.Series("t", [True, None, True, False, True]), check_names=True)
    chunked = pl.concat([pl.Series("d", [date(2025, 4, 30)]), pl.Series("d", [None, date(2025, 5, 2)])], rechunk=False)
    shifted = frames.shift(OFFICE, chunked, pl.Series([2, 1, None]))
    assert shifted.equals(pl.Series("d", [date(2025, 5, 5), None, None], pl.Date), check_names=True)


def test_arrow_keeps_type_and_chunks_are_one_column() -> None:
    for kind in (pa.timestamp("us"), pa.timestamp("s", "Asia/Tokyo"), pa.timestamp("ns", OFFICE.zone)):
        given = pa.array(MOMENTS, pa.timestamp("us")) if kind.tz is None else None
        if given is None:
            aware = [None if t is None else t.replace(tzinfo=ZONE) for t in MOMENTS]
            given = pa.array(aware, kind)
        found = frames.add(OFFICE, given, timedelta(hours=2))
        assert isinstance(found, pa.Array)
        assert found.type == kind
        there = [None if t is None else t.replace(tzinfo=ZONE) for t in ADDED]
        assert found.to_pylist() == (ADDED if kind.tz is None else there)
        chunks = pa.chunked_array([given[:2], given[2:]])
        moved = frames.add(OFFICE, chunks, pa.array([timedelta(hours=2)] * 5, pa.duration("us")))
        assert isinstance(moved, pa.ChunkedArray)
        assert moved.to_pylist() == found.to_pylist()
    assert frames.is_open(OFFICE, chunks).to_pylist() == [True, None, True, False, True]
    for kind in (pa.date32(), pa.date64()):
        shifted = frames.shift(OFFICE, pa.array([date(2025, 4, 30), None], kind), pa.array([2, 1]))
        assert shifted.equals(pa.array([date(2025, 5, 5), None], kind))


def test_shift_of_instants_gives_the_first_instant_of_a_date() -> None:
    late = datetime(2025, 4, 30, 23, tzinfo=ZONE)
    assert frames.shift(OFFICE, utc([late]), 2).to_list() == [datetime(2025, 5, 5, tzinfo=ZONE)]
    assert frames.shift(OFFICE, np.array(["2025-04-30T23"], "M8[h]"), 2).tolist() == [datetime(2025, 5, 5)]


def test_amounts_of_a_due_as_lengths_of_time() -> None:
    starts = np.array([FRIDAY, FRIDAY], "M8[s]")
    both = frames.due(OFFICE, starts, np.array([2, 0], "m8[h]"), "working hour")
    assert both.tolist() == [ADDED[0], FRIDAY]
    np.testing.assert_array_equal(frames.due(OFFICE, starts, timedelta(hours=2), "working minute"), both[[0, 0]])


def test_a_due_past_the_lists_warns() -> None:
    with pytest.warns(cc.BeyondGazettedWarning):
        frames.due(OFFICE, np.array(["2032-04-30T10:00"], "M8[s]"), 2, "working day")


def test_two_threads_may_ask_one_calendar() -> None:
    """Each question finds its own way through tables that grow under it."""
    starts = np.datetime64("2010-01-04T09:00", "s") + np.arange(0, 14 * 365, 3).astype("m8[D]").astype("m8[s]")
    halves = [starts[: len(starts) // 2][::-1].copy(), starts[len(starts) // 2 :].copy()]
    keys: dict[str, Any] = {"zone": "Asia/Kuala_Lumpur", "hours": {"mon-fri": "08:00-17:00"}, "covers": "2000..2040"}
    two = timedelta(hours=20)
    expected = [frames.add(cc.Calendar.build(**keys), half, two) for half in halves]
    for _ in range(5):
        office, found = cc.Calendar.build(**keys), [None, None]

        def ask(which: int, office: cc.Calendar = office, found: list[Any] = found) -> None:
            found[which] = frames.add(office, halves[which], two)

        threads = [threading.Thread(target=ask, args=(which,)) for which in (0, 1)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        np.testing.assert_array_equal(found[0], expected[0])
        np.testing.assert_array_equal(found[1], expected[1])


def test_the_package_of_frames_loads_nothing_until_asked() -> None:
    import subprocess
    import sys

    code = "import sys; from charterclock import frames; print(frames.__all__, 'numpy' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "['add', 'between', 'due', 'is_open', 'shift'] False"


@pytest.mark.parametrize(
    "zone",
    ["Asia/Kuala_Lumpur", "America/New_York", "UTC", timezone(timedelta(hours=8)), ZoneInfo("America/Port-au-Prince")],
    ids=str,
)
@pytest.mark.parametrize("unit", ["s", "us", "ns"])
def test_pandas_zones_of_every_name(zone: Any, unit: str) -> None:
    """narwhals takes no underscore in the name of a pandas zone; a zone has one as often as not."""
    naive = pd.Series(pd.to_datetime(["2025-06-13T11:30", None, "2025-06-13T16:45"]), index=[5, 6, 7], name="at")
    starts = naive.astype(f"datetime64[{unit}]").dt.tz_localize(zone)
    expected = [OFFICE.add(moment.to_pydatetime(), timedelta(hours=2)) for moment in starts.dropna()]
    found = frames.add(OFFICE, starts, timedelta(hours=2))
    assert found.dtype == starts.dtype
    assert list(found.index) == [5, 6, 7]
    assert [moment.to_pydatetime() for moment in found.dropna()] == expected
    assert frames.between(OFFICE, starts, found).dropna().tolist() == [timedelta(hours=2)] * 2
    assert frames.is_open(OFFICE, starts).notna().tolist() == [True, False, True]
    pledge = "{id: p, clock: {start: at, stop: done}, within: 2 working hours}"
    charter = cc.loads("{id: a, calendar: MY-07, pledges: [" + pledge + "]}")
    judged = charter.assess(pd.DataFrame({"pledge": "p", "at": starts, "done": found}).dropna())
    assert judged["verdict"].tolist() == ["met", "met"]
    assert frames.between(OFFICE, judged["at"], judged["due"]).tolist() == [timedelta(hours=2)] * 2
