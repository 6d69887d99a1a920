"""Rows are brought together by case, whole and in their order, however few are held; what is in order is known."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charterclock.engines import parts
from charterclock.engines.order import Order
from charterclock.engines.parts import hashes, together

NAMES = st.sampled_from([None, "", " ", "a", "b", "ab", "ba", "\u202ea", "=1+1", "c" * 40, "0", "00"])


def batches(names: list[str | None], size: int, kind: pa.DataType) -> list[pa.RecordBatch]:
    """Rows of these cases, numbered, so many a batch."""
    table = pa.table({"case": pa.array(names, pa.string()).cast(kind), "row": np.arange(len(names))})
    return table.to_batches(max_chunksize=size)


@settings(deadline=None, max_examples=60)
@given(st.lists(NAMES, max_size=60), st.integers(1, 9), st.integers(0, 70),
       st.sampled_from([pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())]))  # fmt: skip
def test_cases_are_whole_and_no_row_is_lost(names: list[str | None], size: int, most: int, kind: pa.DataType) -> None:
    found = list(together(iter(batches(names, size, kind)), "case", most=most))
    cases: list[str | None] = []
    for table in found:
        rows = table["row"].to_pylist()
        assert table["case"].to_pylist() == [names[row] for row in rows]
        assert table.schema == batches(["a"], 1, kind)[0].schema
        for case in set(table["case"].to_pylist()):
            own = [row for row in rows if names[row] == case]
            assert own == [row for row, name in enumerate(names) if name == case]
            cases.append(case)
    assert len(cases) == len(set(cases)) == len(set(names))
    if most and len(names) > most:  # what is held is more only where it is one case
        assert all(len(table) <= most or len(set(table["case"].to_pylist())) == 1 for table in found)


def test_files_are_gone_when_it_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(parts, "_MOST", 10)
    stream = together(batches([f"c{place % 50}" for place in range(400)], 7, pa.string()), "case")
    next(stream)
    assert list(tmp_path.iterdir())
    stream.close()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("kind", [pa.string(), pa.int64(), pa.int16(), pa.date32(), pa.binary(), pa.float64()])
def test_names_of_any_kind_have_numbers_that_differ(kind: pa.DataType) -> None:
    """Fifty thousand names have as many numbers, spread evenly over parts; those of a slice are those of the whole."""
    numbers = pa.array(range(30_000 if kind == pa.int16() else 50_000), pa.int32())
    names = numbers.cast(pa.string()).cast(kind) if kind == pa.binary() else numbers.cast(kind)
    found = hashes(names)
    assert len(np.unique(found)) == len(names)
    for shift in (0, 6, 58):
        sizes = np.bincount(((found >> np.uint64(shift)) & np.uint64(63)).astype(int), minlength=64)
        assert sizes.max() < 1.3 * len(names) / 64
    assert (hashes(names.slice(777, 50)) == found[777:827]).all()
    assert hashes(names.slice(0, 0)).shape == (0,)


def test_the_same_name_has_the_same_number() -> None:
    kinds = (pa.string(), pa.large_string(), pa.dictionary(pa.int8(), pa.string()))
    texts = pa.array(["7", None, "seven", "", "7"])
    found = [hashes(texts.cast(kind)).tolist() for kind in kinds]
    assert found[0] == found[1] == found[2]
    assert found[0][0] == found[0][4] == hashes(pa.array([7])).tolist()[0]
    assert found[0][1] == 0


@settings(deadline=None)
@given(st.lists(st.sampled_from([None, "a", "b", "c"]), max_size=9), st.lists(st.integers(0, 9), max_size=3))
def test_order_is_that_of_equal_cells_and_of_rising_ones(names: list[str | None], edges: list[int]) -> None:
    """However it is cut: those that have names rise, and equal cells, blank ones among them, stand together."""
    known = [name for name in names if name is not None]
    runs = sum(one != before for one, before in zip(names, [object(), *names], strict=False))
    expected = known == sorted(known) and runs == len(set(names))
    order, bounds = Order(), sorted(min(edge, len(names)) for edge in edges)
    pieces = [pa.array(names[a:b], pa.string()) for a, b in zip([0, *bounds], [*bounds, len(names)], strict=True)]
    assert all(order.goes_on(piece) for piece in pieces) == expected
