"""Columns as callers hold them, NumPy arrays and Series: int64 ticks on the way in, the same kind on the way out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

import narwhals as nw
import numpy as np

from charterclock.calendars.zone_arrays import Bools, Ints
from charterclock.errors import CaseError, CharterclockError
from charterclock.frames.columns import in_known_zone

__all__ = ["NAT", "Bare", "ticks_of"]

Kind = Literal["date", "instant", "length", "number"]
#: how NumPy writes a blank in a column of dates, instants or lengths of time
NAT: Final = np.iinfo(np.int64).min
_KINDS: Final = {"M": "an instant or a date", "m": "a length of time", "i": "a whole number", "f": "a whole number"}
_EXPECTED: Final = "a NumPy array, a pandas or Polars Series, a PyArrow array"
#: microseconds of one tick, and ticks of one microsecond, by NumPy's name of a unit
_STEPS: Final = {
    "us": 1, "ms": 1000, "s": 1_000_000, "m": 60_000_000, "h": 3_600_000_000, "D": 86_400_000_000,
}  # fmt: skip
_PARTS: Final = {"ns": 10**3, "ps": 10**6, "fs": 10**9, "as": 10**12}


def ticks_of(dtype: np.dtype[Any], what: str) -> tuple[int, int]:
    """The microseconds of one tick of a datetime64 or timedelta64, and the ticks of one microsecond; one of them is 1.

    Raises:
        CharterclockError: CC646, a unit without a length (years, months), or without dates (weeks).
    """
    unit, count = np.datetime_data(dtype)
    if unit in _STEPS or (unit == "W" and dtype.kind == "m"):
        return count * _STEPS.get(unit, 7 * _STEPS["D"]), 1
    if unit in _PARTS and _PARTS[unit] % count == 0:
        return 1, _PARTS[unit] // count
    raise CharterclockError("CC646", f"{what}: {dtype} tells no day or time of day", "cast it, such as to [D] or [us]")


@dataclass(frozen=True, slots=True, eq=False)
class Bare:
    """A column without a table.

    Attributes:
        given: what the caller gave.
        what: its name in messages.
        kind: what its values are.
        ticks: int64, flat: day numbers since 1970, ticks since 1970, lengths, or whole numbers; at a blank anything.
        blank: which rows are blank; ``None`` where none is known to be: a blank tick is then ``NAT``.
        dtype: NumPy's type of the values.
        zone: the zone of instants; ``None`` where they are clock times.
        step: microseconds of one tick.
        parts: ticks of one microsecond.
    """

    given: Any
    what: str
    kind: Kind
    ticks: Ints
    blank: Bools | None
    dtype: np.dtype[Any]
    zone: str | None = None
    step: int = 1
    parts: int = 1

    def __len__(self) -> int:
        return len(self.ticks)

    @classmethod
    def of(cls, given: Any, what: str, kinds: str) -> Bare:
        """A column of one of some kinds.

        Args:
            given: a NumPy array, a pandas or Polars Series, a PyArrow array.
            what: its name in messages.
            kinds: NumPy's letters of the kinds of values that are expected: ``M``, ``m``, ``i``, ``f``.

        Raises:
            CharterclockError: CC646, no column, or one of other values.
        """
        values, blank, zone, said = _values(given, what)
        if values.dtype.kind == "u":
            values = values.astype(np.int64)
        kind = values.dtype.kind
        if kind not in kinds:
            wanted = " or ".join(dict.fromkeys(_KINDS[letter] for letter in kinds))
            hint = "read texts first: to_datetime, astype('datetime64[us]'), strptime" if "M" in kinds else None
            raise CharterclockError("CC646", f"{what}: expected {wanted} in each row, found {said}", hint)
        values = values.astype(values.dtype.newbyteorder("="), copy=False).reshape(-1)
        if kind == "f":
            values, blank = _whole(values, blank, what)
        if kind in "if":
            return cls(given, what, "number", values.astype(np.int64, copy=False), blank, values.dtype)
        step, parts = ticks_of(values.dtype, what)
        named: Kind = "length" if kind == "m" else "date" if step == _STEPS["D"] and zone is None else "instant"
        ticks = np.ascontiguousarray(values).view(np.int64)
        return cls(given, what, named, ticks, blank, values.dtype, zone, step, parts)

    @property
    def values(self) -> np.ndarray[Any, Any]:
        """The values, as NumPy has them."""
        return self.ticks.view(self.dtype)

    def like(self, values: np.ndarray[Any, Any], blank: Bools | None) -> Any:
        """Values as the kind of column that was given, with its index and name; instants in its zone.

        Args:
            values: datetime64 (UTC where the column has a zone), timedelta64 or bool.
            blank: which rows are blank.
        """
        if blank is not None and values.dtype.kind in "mM":
            values[blank] = np.array("NaT", dtype=values.dtype)
        given, same = self.given, values.dtype.kind == self.dtype.kind
        if isinstance(given, np.ndarray):
            values = values.reshape(given.shape)
            if blank is None or values.dtype.kind != "b":
                return values
            return np.ma.MaskedArray(values, blank.reshape(given.shape))
        if nw.dependencies.is_pandas_series(given):
            return self._as_pandas(values, blank, same)
        if nw.dependencies.is_polars_series(given):
            return self._as_polars(values, blank, same)
        import pyarrow as pa

        array = pa.array(values, mask=blank)
        if same:  # without a zone, Arrow's instants are in UTC
            array = array.cast(given.type)
        return array if isinstance(given, pa.Array) else pa.chunked_array([array])

    def _as_pandas(self, values: np.ndarray[Any, Any], blank: Bools | None, same: bool) -> Any:
        import pandas as pd

        cells: Any = values
        if values.dtype.kind == "b":  # pandas' own bool has no blank
            cells = pd.arrays.BooleanArray(values, np.zeros(len(values), np.bool_) if blank is None else blank)
        elif same and self.kind == "date":
            cells = values.astype("M8[s]")
        series = pd.Series(cells, index=self.given.index, name=self.given.name)
        if same and self.zone is not None:
            series = series.dt.tz_localize("UTC").dt.tz_convert(getattr(self.given.dtype, "tz", self.zone))
        return series.astype(self.given.dtype) if same and series.dtype != self.given.dtype else series

    def _as_polars(self, values: np.ndarray[Any, Any], blank: Bools | None, same: bool) -> Any:
        import polars as pl

        series = pl.Series(self.given.name, values)
        if blank is not None and values.dtype.kind == "b":
            return pl.select(pl.when(~pl.Series(blank)).then(series).alias(series.name)).to_series()
        if same and self.zone is not None:
            return series.dt.replace_time_zone("UTC").dt.convert_time_zone(self.zone)
        return series


def _values(given: Any, what: str) -> tuple[np.ndarray[Any, Any], Bools | None, str | None, str]:
    """The values of a column, which of them are blank, their zone, and what they are, in words."""
    if isinstance(given, np.ndarray):
        blank = np.ma.getmaskarray(given).reshape(-1) if isinstance(given, np.ma.MaskedArray) else None
        return np.asarray(given), blank, None, _said(given)
    chunked = given
    if nw.dependencies.get_pyarrow() is not None:
        import pyarrow as pa

        if isinstance(given, pa.Array | pa.ChunkedArray) and pa.types.is_date(given.type):
            chunked = given = given.cast(pa.date32())
        if isinstance(given, pa.Array):
            chunked = pa.chunked_array([given])
    try:
        series: nw.Series[Any] = nw.from_native(chunked, series_only=True)
    except TypeError:
        raise CharterclockError("CC646", f"{what}: no column: {type(given).__name__}", _EXPECTED) from None
    series, zone = in_known_zone(series)
    dtype = series.dtype
    if dtype == nw.Date:
        values = series.cast(nw.Datetime("us")).to_numpy().astype("M8[us]").astype("M8[D]")
        return values, None, None, "dates"
    if dtype == nw.Datetime or dtype == nw.Duration:
        values = series.to_numpy()
        blank = series.is_null().to_numpy().astype(np.bool_)
        values = np.where(blank, np.array("NaT", values.dtype), values) if blank.any() else values
        return values, None, zone or getattr(dtype, "time_zone", None), str(dtype)
    if dtype.is_integer():
        blank = series.is_null().to_numpy().astype(np.bool_)
        values = series.fill_null(0).to_numpy() if blank.any() else series.to_numpy()
        return values, blank if blank.any() else None, None, str(dtype)
    if dtype.is_float():
        return series.to_numpy().astype(np.float64), None, None, str(dtype)
    return np.empty(0, dtype=object), None, None, _first_of(str(dtype), series.drop_nulls().head(1).to_list())


def _said(given: np.ndarray[Any, Any]) -> str:
    return _first_of(f"dtype {given.dtype}", given.reshape(-1)[:1].tolist() if given.dtype.kind in "OSU" else [])


def _first_of(said: str, cells: list[Any]) -> str:
    return f"{said} such as {repr(cells[0])[:60]} ({type(cells[0]).__name__})" if cells else said


def _whole(values: np.ndarray[Any, Any], blank: Bools | None, what: str) -> tuple[Ints, Bools | None]:
    """Floats that are whole numbers, as pandas makes them of whole numbers with blanks."""
    gone = np.isnan(values) if blank is None else np.isnan(values) | blank
    safe = np.where(gone, 0, values)
    odd = np.flatnonzero((safe != np.floor(safe)) | (np.abs(safe) > 2**53))
    if len(odd):
        row = int(odd[0])
        raise CaseError("CC649", f"{what}, row {row + 1}: not a whole number: {values[row]}")
    return safe.astype(np.int64), gone if gone.any() else None

