"""What callers give beside cases: tables of outages, events, answers and counts, and the window reported on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any, Final

import narwhals as nw
import numpy as np

from charterclock.calendars.moments import Moment, instant_of, local_date_of, local_instant, read_moment
from charterclock.calendars.zone import as_datetime
from charterclock.charter.conditions import as_words
from charterclock.errors import CaseError, CharterclockError, Problem, nearest
from charterclock.frames.columns import Instants, read_instants, words
from charterclock.frames.columns import instants_from as read_cells
from charterclock.frames.texts import Texts
from charterclock.record.cases import as_frame

__all__ = ["Table", "Window", "date_in", "day_start", "number_in", "rows_of", "strangers"]

#: plain decimals only: ``1e999999999`` is a number too, but one that nobody can add up
_NUMBER: Final = re.compile(r"[+-]?\d{1,18}(\.\d{1,30})?")


@dataclass(frozen=True, eq=False)
class Table:
    """A table of any kind; blank cells (nothing, not-a-number, empty text) come out as ``None``.

    Attributes:
        columns: a dataframe, whose columns are read when they are asked for, or the cells by name of column.
    """

    columns: nw.DataFrame[Any] | Mapping[str, list[Any]]

    @classmethod
    def of(cls, given: Any, what: str, required: Sequence[str]) -> Table:
        """A table from a dataframe, a list of mappings, or a mapping of lists.

        Raises:
            CharterclockError: CC640 no table, CC641 a column is missing.
        """
        columns: nw.DataFrame[Any] | dict[str, list[Any]]
        if isinstance(given, Mapping):
            columns = {str(name): _cells(values) for name, values in given.items()}
            if len({len(cells) for cells in columns.values()}) > 1:
                raise CharterclockError("CC640", f"the columns of the {what} are not equally long")
        elif isinstance(given, list | tuple):
            if not all(isinstance(row, Mapping) for row in given):
                raise CharterclockError("CC640", f"the {what} are a list, but not of mappings")
            names = dict.fromkeys(str(name) for row in given for name in row)
            columns = {name: [_plain(row.get(name)) for row in given] for name in names}
            if not given:
                columns = {name: [] for name in required}
        else:
            columns = as_frame(given)
        table = cls(columns)
        for name in required:
            if name not in table.names:
                hint = nearest(name, table.names) or f"found {', '.join(table.names) or 'none'}"
                raise CharterclockError("CC641", f"the {what} have no column {name!r}", hint)
        return table

    @property
    def names(self) -> list[str]:
        """The names of its columns."""
        return list(self.columns) if isinstance(self.columns, Mapping) else self.columns.columns

    def __len__(self) -> int:
        if isinstance(self.columns, Mapping):
            return len(next(iter(self.columns.values()), []))
        return len(self.columns)

    def cells(self, name: str) -> list[Any]:
        """The cells of a column; blanks where the table has none of that name."""
        if name not in self.names:
            return [None] * len(self)
        if isinstance(self.columns, Mapping):
            return self.columns[name]
        return [_plain(cell) for cell in self.columns[name].to_list()]

    def words(self, name: str) -> Texts:
        """The cells of a column as words; blanks where the table has none of that name."""
        if name not in self.names:
            return Texts.none(len(self))
        if not isinstance(self.columns, Mapping):
            return words(self.columns[name])
        return Texts.of(None if cell is None else as_words(cell) for cell in self.cells(name))

    def instants(self, name: str, zone: str) -> Instants:
        """A column of instants, microseconds since 1970 UTC; without offset they are in ``zone``."""
        if isinstance(self.columns, Mapping):
            return read_cells(self.columns[name], zone)
        return read_instants(self.columns[name], zone)

    def rows(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Each row with its number, from 1."""
        columns = [self.cells(name) for name in self.names]
        for number, cells in enumerate(zip(*columns, strict=True), 1):
            yield number, dict(zip(self.names, cells, strict=True))


def _cells(values: Any) -> list[Any]:
    if isinstance(values, np.ndarray):
        # NumPy gives plain integers for nanoseconds, datetimes for microseconds
        values = values.astype("M8[us]") if values.dtype.kind == "M" else values
        return [_plain(cell) for cell in values.tolist()]
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise CharterclockError("CC640", f"a column is a list of cells, found {values!r}")
    return [_plain(cell) for cell in values]


def _plain(cell: Any) -> Any:
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    try:
        return None if cell != cell else cell
    except TypeError:  # pandas' NA says neither yes nor no
        return None


def rows_of(pledge: str, table: Table) -> list[tuple[int, dict[str, Any]]]:
    """The rows that name a pledge in their column ``pledge``, each with its number, from 1."""
    return [(number, row) for number, row in table.rows() if as_words(row["pledge"]) == pledge]


def strangers(given: Any, what: str, known: Collection[str]) -> list[Problem]:
    """The rows whose ``pledge`` is blank or none of the known ids: they are in no figure.

    Args:
        given: events, answers or counts.
        what: which of them, for the message.
        known: the ids of a charter.
    """
    found = []
    for number, row in Table.of(given, what, ("pledge",)).rows():
        named = row["pledge"]
        if named is None or as_words(named) not in known:
            said = "no pledge is named" if named is None else f"the charter has no pledge {as_words(named)!r}"
            hint = None if named is None else nearest(as_words(named), known)
            found.append(Problem("CC636", said, row=number, field="pledge", hint=hint))
    return found


def day_start(day: date, zone: str) -> int:
    """The first instant of a local date, microseconds since 1970 UTC."""
    return local_instant(datetime(day.year, day.month, day.day), zone)


def date_in(cell: Any, zone: str) -> date:
    """The local date of a cell.

    Raises:
        CaseError: CC601, neither a date nor an instant.
    """
    try:
        return local_date_of(cell, zone)
    except OverflowError:
        raise CaseError("CC601", f"no local date can be told for {cell!r}") from None


def number_in(cell: Any) -> Fraction | None:
    """An exact number from a cell; ``None`` if it holds none, or one beyond all use."""
    text = str(cell).strip()
    return Fraction(text) if not isinstance(cell, bool) and _NUMBER.fullmatch(text) else None


@dataclass(frozen=True, slots=True)
class Window:
    """What is reported on: instants from ``start`` to ``end``, half-open, microseconds since 1970 UTC.

    ``first`` and ``last`` are the local dates of its first and its last instant.
    """

    start: int
    end: int
    first: date
    last: date

    @classmethod
    def read(cls, over: tuple[Moment, Moment], zone: str) -> Window:
        """A window from two local dates, both included, or two instants, half-open.

        Raises:
            CaseError: CC601 unreadable, CC631 one that ends before it begins, or lies in no usable year.
        """
        begin, end = (read_moment(moment) for moment in over)
        dates = [date_in(moment, zone) for moment in (begin, end)]
        if not all(1 < day.year < 9999 for day in dates):
            raise CaseError("CC631", f"no period can be told from {begin} to {end}")
        first = instant_of(begin, zone) if isinstance(begin, datetime) else day_start(begin, zone)
        last = instant_of(end, zone) if isinstance(end, datetime) else day_start(end + timedelta(days=1), zone)
        if last <= first:
            raise CaseError("CC631", f"the period ends before it begins: {begin} to {end}")
        return cls(first, last, dates[0], as_datetime(last - 1, zone).date())

    def holds(self, moment: date | datetime, zone: str) -> bool:
        """Whether an instant, or a date alone, lies in it."""
        if isinstance(moment, datetime):
            return self.start <= instant_of(moment, zone) < self.end
        return self.first <= moment <= self.last
