"""Columns of a caller's table as NumPy arrays, and arrays as columns again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

import narwhals as nw
import numpy as np

from charterclock.calendars.hours import DAY
from charterclock.calendars.moments import instant_of, read_moment
from charterclock.calendars.timetable import NEVER
from charterclock.calendars.zone import EPOCH_DAY, LocalTime
from charterclock.calendars.zone_arrays import Bools, Ints, LocalArrays
from charterclock.charter.conditions import as_words
from charterclock.charter.tiers import is_blank
from charterclock.durations import exact_number
from charterclock.errors import CaseError
from charterclock.frames.texts import Texts

__all__ = [
    "Instants", "clock_of", "factorized", "in_known_zone", "instants_from", "local_arrays", "local_days",
    "microseconds", "numbered", "numbers", "read_instants", "words",
]  # fmt: skip

#: the days that instants of a table may have: Python's own, two days short for offsets
_FIRST_DAY, _LAST_DAY = 3, date.max.toordinal() - 12
#: more different cells than this, and half of all, are read one by one
_MANY: Final = 1000


@dataclass(frozen=True, slots=True)
class Instants:
    """A column of instants.

    Attributes:
        at: int64, microseconds since 1970 UTC; of a date alone its first instant; ``NEVER`` where blank or unreadable.
        is_date: whether only the date is known.
        problem: what is wrong with a cell.
    """

    at: Ints
    is_date: Bools
    problem: Texts

    @property
    def blank(self) -> Bools:
        """Whether there is no instant (an unreadable cell has none either)."""
        return self.at >= NEVER

    def take(self, rows: Ints) -> Instants:
        """The instants of some rows."""
        return Instants(self.at[rows], self.is_date[rows], self.problem.take(rows))

    @classmethod
    def none(cls, count: int) -> Instants:
        """A column of blanks."""
        return cls(np.full(count, NEVER), np.zeros(count, dtype=np.bool_), Texts.none(count))


@lru_cache(maxsize=64)
def local_arrays(zone: str, first_day: int, last_day: int) -> LocalArrays:
    """The clock of a zone between two days, both included."""
    return LocalArrays(LocalTime(zone, first_day, last_day))


def clock_of(zone: str, low: int, high: int) -> LocalArrays:
    """The clock of a zone over the days between two instants or clock times, and a decade more on each side."""
    first, last = low // DAY + EPOCH_DAY, high // DAY + EPOCH_DAY
    # Whole decades, so that neighbouring tables share one compiled clock.
    first, last = first - first % 3653 - 3653, last - last % 3653 + 2 * 3653
    return local_arrays(zone, max(first, _FIRST_DAY), min(last, _LAST_DAY))


def _at_wall(wall: Ints, zone: str) -> Ints:
    """The instants of clock times in a zone, given as microseconds since 1970-01-01T00:00 on that clock."""
    return clock_of(zone, int(wall.min()), int(wall.max())).at_wall(wall) if len(wall) else wall


def local_days(at: Ints, zone: str) -> Ints:
    """The local dates, as day numbers, of instants; of ``NEVER`` some day without meaning."""
    known = at < NEVER
    if not known.any():
        return np.zeros(len(at), dtype=np.int64)
    safe = np.where(known, at, at[known][0])
    first, last = int(safe.min()) // DAY + EPOCH_DAY, int(safe.max()) // DAY + EPOCH_DAY
    return local_arrays(zone, max(first - 366, _FIRST_DAY), min(last + 366, _LAST_DAY)).date_of(safe)


def read_instants(series: nw.Series[Any], zone: str) -> Instants:
    """A column of instants, dates, or their ISO 8601 texts.

    Args:
        series: the column. Datetimes without zone are in ``zone``; finer units than microseconds are floored.
        zone: an IANA name.
    """
    series, _ = in_known_zone(series)
    dtype = series.dtype
    if dtype == nw.Datetime or dtype == nw.Date:
        moments = series.cast(nw.Datetime("us")) if dtype == nw.Date else series
        blank = moments.is_null().to_numpy().astype(np.bool_)
        ticks = moments.dt.timestamp("us")
        at = (ticks.fill_null(0) if blank.any() else ticks).to_numpy().astype(np.int64, copy=False)
        if dtype == nw.Date or dtype.time_zone is None:  # type: ignore[attr-defined]
            at = _at_wall(at, zone)
        is_date = ~blank if dtype == nw.Date else np.zeros(len(series), dtype=np.bool_)
        return Instants(np.where(blank, NEVER, at) if blank.any() else at, is_date, Texts.none(len(series)))
    return instants_from(series.to_list(), zone)


def in_known_zone(series: nw.Series[Any]) -> tuple[nw.Series[Any], str | None]:
    """A column of instants in a zone that narwhals knows, and the zone it was in; ``None`` where it has none of pandas.

    Of pandas' zones narwhals takes only letters and slashes for a name: Asia/Kuala_Lumpur is none to it.
    """
    if not series.implementation.is_pandas_like():
        return series, None
    native = nw.to_native(series)
    zone = getattr(native.dtype, "tz", None)
    if zone is None:
        return series, None
    return nw.from_native(native.dt.tz_convert("UTC"), series_only=True), str(zone)


def instants_from(values: Iterable[Any], zone: str) -> Instants:
    """Cells of any kind, each read once however often it occurs; every cell that cannot be read says why.

    Instants with and without an offset in one column are told by two clocks: those that fewer cells keep to are the
    problem, and where both are as many, those with an offset. The others are read as they stand.
    """
    values = list(values)
    seen: dict[Any, tuple[int, bool, str | None, bool | None]] = {}
    found = []
    for value in values:
        key = value if isinstance(value, str | datetime | date) else repr(value)
        if key not in seen:
            seen[key] = _read_one(value, zone)
        found.append(seen[key])
    at = np.array([one[0] for one in found], dtype=np.int64)
    is_date = np.array([one[1] for one in found], dtype=np.bool_)
    problem = Texts.of(one[2] for one in found)
    aware = np.array([one[3] is True for one in found], dtype=np.bool_)
    naive = np.array([one[3] is False for one in found], dtype=np.bool_)
    if aware.any() and naive.any():
        odd = aware if aware.sum() <= naive.sum() else naive
        said = ("an", "none") if odd is aware else ("no", "one")
        for row in np.flatnonzero(odd).tolist():
            problem.put(row, f"CC622 {values[row]} has {said[0]} offset, most instants of its column have {said[1]}")
        at[odd] = NEVER
    return Instants(at, is_date, problem)


def _read_one(value: Any, zone: str) -> tuple[int, bool, str | None, bool | None]:
    """Instant, whether it is a date alone, what is wrong, and whether it carries an offset (``None``: a date)."""
    if is_blank(value):
        return NEVER, False, None, None
    try:
        moment = read_moment(value)
        if not isinstance(moment, datetime):
            return instant_of(datetime(moment.year, moment.month, moment.day), zone), True, None, None
        return instant_of(moment, zone), False, None, moment.tzinfo is not None
    except CaseError as error:
        return NEVER, False, f"{error.code} {error.message}", None


def microseconds(series: nw.Series[Any]) -> tuple[Ints, Bools]:
    """A column of lengths of time as int64 microseconds, exactly, with which cells are blank (0 there)."""
    blank = series.is_null().to_numpy().astype(np.bool_)
    lengths = series.to_numpy().astype("m8[us]").astype(np.int64)
    return np.where(blank, 0, lengths), blank


def numbers(series: nw.Series[Any]) -> tuple[np.ndarray[Any, np.dtype[np.float64]], Bools, Bools]:
    """A column as float64, with which cells are blank, and which hold no number."""
    if series.dtype.is_numeric():
        values = series.cast(nw.Float64()).to_numpy().astype(np.float64)
        blank = np.isnan(values) | series.is_null().to_numpy().astype(np.bool_)
        return values, blank, np.zeros(len(values), dtype=np.bool_)
    cells = series.to_list()
    blank = np.array([is_blank(cell) for cell in cells], dtype=np.bool_)
    read = [exact_number(cell) for cell in cells]
    values = np.array([np.nan if number is None else _float(number) for number in read], dtype=np.float64)
    return values, blank, np.isnan(values) & ~blank


def _float(number: Fraction) -> float:
    try:
        return float(number)
    except OverflowError:
        return np.inf if number > 0 else -np.inf


def words(series: nw.Series[Any]) -> Texts:
    """A column as words, as conditions compare them; each different cell becomes a word once."""
    try:
        codes, cells = _factorized(series)
    except (TypeError, ValueError, nw.exceptions.NarwhalsError):  # cells of several kinds, or that cannot be hashed
        places: dict[Any, int] = {}
        codes = np.array([places.setdefault(_hashable(cell), len(places)) for cell in series.to_list()], dtype=np.int32)
        cells = list(places)
    texts = ["" if is_blank(cell) else as_words(cell) for cell in cells]
    known = {text: place for place, text in enumerate(dict.fromkeys(text for text in texts if text))}
    if list(known) == texts:
        return Texts(codes, known)
    return Texts(np.array([*(known.get(text, -1) for text in texts), -1], dtype=np.int32)[codes], known)


def _factorized(series: nw.Series[Any]) -> tuple[np.ndarray[Any, np.dtype[np.int32]], list[Any]]:
    """A code for each cell, -1 where it is blank, and the different cells in order of the codes.

    Raises:
        TypeError: hardly a cell occurs twice, so that they are as well taken one by one.
    """
    distinct = series.unique().drop_nulls()
    cells = [cell for cell in distinct.to_list() if cell == cell]
    if len(cells) > _MANY and len(cells) > len(series) // 2:
        raise TypeError
    if not cells:
        return np.full(len(series), -1, dtype=np.int32), []
    if series.implementation.is_polars() and series.dtype in (nw.String, nw.Categorical, nw.Enum):
        import polars as pl

        if series.dtype == nw.String:  # twice as fast as what all dataframes have
            numbered = series.to_native().cast(pl.Enum(cells)).to_physical()
            return numbered.cast(pl.Int32).fill_null(-1).to_numpy(), cells
        places = distinct.to_native().to_physical().to_numpy().astype(np.int64)
        table = np.full(int(places.max()) + 1, -1, dtype=np.int32)
        table[places] = np.arange(len(places), dtype=np.int32)
        own = series.to_native().to_physical()
        blank = own.is_null().to_numpy() if own.null_count() else None
        codes = table[own.fill_null(int(places[0])).to_numpy()]
        return codes if blank is None else np.where(blank, np.int32(-1), codes), cells
    blank = series.is_null().to_numpy().astype(np.bool_)
    numbered = series.replace_strict(cells, list(range(len(cells))), return_dtype=nw.Int64())
    return np.where(blank, -1, numbered.fill_null(-1).to_numpy()).astype(np.int32), cells


def _hashable(cell: Any) -> Any:
    return cell if isinstance(cell, str | int | float | bool | date) or cell is None else str(cell)


def factorized(series: nw.Series[Any]) -> tuple[Ints, Ints]:
    """A code for each value, in order of first appearance, and the row at which each code first stands."""
    if series.dtype.is_integer() and not series.is_null().any():
        _, firsts, codes = np.unique(series.to_numpy(), return_index=True, return_inverse=True)
        order = np.argsort(firsts)
        return np.argsort(order)[codes], firsts[order]
    if series.dtype == nw.String and series.implementation.is_polars() and not series.is_null().any():
        import polars as pl

        native = series.to_native()
        codes = native.cast(pl.Enum(native.unique(maintain_order=True))).to_physical().to_numpy().astype(np.int64)
    elif series.dtype == nw.String and series.implementation.is_pyarrow() and not series.is_null().any():
        native = series.to_native().combine_chunks()
        codes = native.dictionary_encode().indices.to_numpy(zero_copy_only=False).astype(np.int64)
    else:
        codes = numbered(series.to_list())
    firsts = np.zeros(int(codes.max(initial=-1)) + 1, dtype=np.int64)
    firsts[codes[::-1]] = np.arange(len(codes))[::-1]
    return codes, firsts


def numbered(values: Iterable[Any]) -> Ints:
    """A code for each value, in order of first appearance."""
    seen: dict[Any, int] = {}
    return np.array([seen.setdefault(value, len(seen)) for value in values], dtype=np.int64)
