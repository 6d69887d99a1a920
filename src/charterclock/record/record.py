"""A record: how well each promise was kept in each period, as exact values."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from charterclock.calendars.moments import instant_of
from charterclock.charter.conditions import FrozenMap
from charterclock.display import card
from charterclock.errors import Problem
from charterclock.record.periods import Period
from charterclock.record.row import Row

if TYPE_CHECKING:
    from charterclock.charter.model import Charter

__all__ = ["Record"]

@dataclass(frozen=True, repr=False)
class Record:
    """How well the promises of a charter were kept. Nothing is said to be kept or not in a period that is not over.

    Attributes:
        charter: the charter.
        rows: one for each pledge, tier and period, in the order of the charter, then of time.
        by: ``month``, ``quarter`` or ``year``.
        over: the first and last local date reported on.
        at: the instant at which open cases were judged; ``None`` where none was open.
        problems: what was wrong with the data: these cases are in no figure but in the counts of problems.
        untold: of cases that came as a tally: how many could not be judged; what is wrong with them is told with the
            cases, and not among ``problems``.
        unplaced: cases without the instant that would place them in a period, by verdict.
        note: a remark printed with every output, such as that the cases are simulated.
        end: where the dates reported on were given as instants, that at which they end.
        start: the instant at which the dates reported on begin; by default the midnight before the first.
    """

    charter: Charter
    rows: tuple[Row, ...]
    by: str
    over: tuple[date, date]
    at: datetime | None = None
    problems: tuple[Problem, ...] = ()
    unplaced: Mapping[str, int] = field(default_factory=lambda: FrozenMap({}))
    note: str = ""
    end: datetime | None = None
    untold: int = 0
    start: datetime | None = None

    def __post_init__(self) -> None:
        running = {period for period in {row.period for row in self.rows} if not self.is_over(period)}
        rows = (
            replace(row, kept=None) if row.period in running and row.kind != "frequency" else row for row in self.rows
        )
        object.__setattr__(self, "rows", tuple(rows))

    def is_over(self, period: Period) -> bool:
        """Whether a period has ended at ``at``; without ``at``, at the end of the dates reported on."""
        if self.at is None:
            return period.last <= self.over[1]
        if period.name == "all" and self.end is not None:
            return self.end <= self.at
        after, zone = period.last + timedelta(days=1), self.charter.office.zone
        end = instant_of(datetime(after.year, after.month, after.day), zone)
        return end <= instant_of(self.at, zone)

    @property
    def fingerprint(self) -> str:
        """That of the charter's calendar: where it is the same later, so are the figures of the same cases."""
        return self.charter.office.fingerprint

    @property
    def periods(self) -> list[Period]:
        """The periods of the rows, in order of time, those of the record's own length first named."""
        return sorted({row.period for row in self.rows})

    def row(self, pledge: str, period: str, tier: str | None = None) -> Row:
        """The row of a pledge (and tier) in a period, such as ``2025-05``.

        Raises:
            KeyError: there is none.
        """
        for row in self.rows:
            if (row.pledge, row.tier, str(row.period)) == (pledge, tier, period):
                return row
        raise KeyError(f"no row for pledge {pledge!r}, tier {tier!r}, period {period!r}")

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows as plain values, see ``Row.to_dict``, each with its trend against the period before: ``better``,
        ``worse`` or ``unchanged``, and the change of ``value``; ``None`` where there is nothing to compare.
        """
        from charterclock.record.trend import trends

        found = []
        for row, trend in zip(self.rows, trends(self, self.rows), strict=True):
            change = None if trend is None else float(trend.change)
            found.append({**row.to_dict(), "trend": trend and trend.direction, "change": change})
        return found

    def to_dict(self) -> dict[str, Any]:
        r"""The record as plain values: charter id, the fingerprint of its calendar, period, what it rests on in
        English, rows (see ``to_dicts``) and problems.

        Example:
            >>> import charterclock as cc
            >>> charter = cc.loads("id: x\ncalendar: MY-07\npledges: [{id: up, kind: availability, at_least: 98%}]")
            >>> record = charter.attainment(outages=[], over=("2025-05-01", "2025-06-30"), at="2025-07-01T00:00")
            >>> [(row["period"], row["value"], row["trend"]) for row in record.to_dict()["rows"]]
            [('2025-05', 1.0, None), ('2025-06', 1.0, 'unchanged')]
        """
        from charterclock.record.facts import facts_of
        from charterclock.record.words import WORDS

        return {
            "charter": self.charter.id,
            "fingerprint": self.fingerprint,
            "by": self.by,
            "over": [day.isoformat() for day in self.over],
            "at": self.at and self.at.isoformat(),
            "facts": dict(facts_of(self, WORDS["en"])),
            "note": self.note,
            "rows": self.to_dicts(),
            "unplaced": dict(self.unplaced),
            "problems": [problem.to_dict() for problem in self.problems],
        }

    def to_json(self) -> str:
        """What ``to_dict`` gives, as JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False)

    def to_frame(self, backend: str | None = None) -> Any:
        """The rows as a dataframe.

        Args:
            backend: ``pandas``, ``polars`` or ``pyarrow``; by default the first of them that is installed.
        """
        from charterclock.frames.tables import frame_of

        rows = self.to_dicts()
        names: Sequence[str] = list(dict.fromkeys(name for row in rows for name in row))
        return frame_of({name: [row.get(name) for row in rows] for name in names}, backend)

    def matrix(
        self, language: str | None = None, *, layout: str = "matrix", reasons: Any = None
    ) -> list[list[str]]:
        """The report as a table of texts: a heading, then a row for each promise, as seed 001 prints it by month.

        Args:
            language: ``ms``, ``id`` or ``en``; by default that of the charter.
            layout: which columns: ``matrix`` (one for each period, and the trend), ``summary``, or one of those that
                offices print: ``federal``, ``penang``, ``council``, ``quarters``, ``side-by-side``, ``years``,
                ``months``, ``clinic``, ``pledge``, ``indonesia``; ``docs/report.md``.
            reasons: a table with ``pledge``, ``reason`` and, as it likes, ``period`` and ``action``: printed where
                something was missed.

        Raises:
            CharterclockError: CC703, another language; CC704, another layout; CC640, CC641 reasons that are no table.
            FileError: CC630, CC636 reasons of no period or no pledge.
        """
        from charterclock.record.report import matrix

        return matrix(self, language, layout, reasons)

    def to_csv(
        self, path: str | os.PathLike[str] | None = None, language: str | None = None, *, layout: str = "matrix",
        reasons: Any = None,
    ) -> str:  # fmt: skip
        """The report as CSV, written to ``path`` if one is given, with a last column for what the other outputs say
        beside the table; no cell can be taken for a formula. Arguments as of ``matrix``.
        """
        from charterclock.record.report import to_csv

        return to_csv(self, path, language, layout, reasons)

    def __repr__(self) -> str:
        first, last = self.over
        return f"<Record of {self.charter.id}, {first} to {last} by {self.by}: {len(self.rows)} rows>"

    def _repr_html_(self) -> str:
        """What a notebook shows: the report's table, in the language of the charter."""
        from charterclock.record.report import matrix

        heading, *rows = matrix(self)
        first, last = self.over
        return card(self.charter.id, [("from", first), ("to", last)], heading, rows)

    def to_html(
        self, path: str | os.PathLike[str] | None = None, language: str | None = None, *, layout: str = "matrix",
        reasons: Any = None,
    ) -> str:  # fmt: skip
        """The report as one HTML page without outside parts, written to ``path`` if one is given. Arguments as of
        ``matrix``.
        """
        from charterclock.record.report import to_html

        return to_html(self, path, language, layout, reasons)

    def to_markdown(self, language: str | None = None, *, layout: str = "matrix", reasons: Any = None) -> str:
        """The report as a Markdown table, and under it what it rests on, the note and the number of problems.
        Arguments as of ``matrix``.
        """
        from charterclock.record.report import to_markdown

        return to_markdown(self, language, layout, reasons)

    def to_excel(
        self, path: str | os.PathLike[str], language: str | None = None, *, layout: str = "matrix",
        reasons: Any = None, cases: Any = None, **options: Any,
    ) -> None:  # fmt: skip
        """The report and its rows as an XLSX workbook, with real numbers; needs the ``excel`` extra.

        Args:
            path: the file, which ends in ``.xlsx``.
            language: as of ``matrix``.
            layout: as of ``matrix``.
            reasons: as of ``matrix``.
            cases: the cases that the record counts, raw or as ``assess`` gave them back. With them the workbook has a
                sheet with a row for each, to be filtered to those that a figure counts.
            options: ``pauses``, ``extensions``, ``columns``: with raw cases those that ``attainment`` was given.

        Raises:
            CharterclockError: CC702 openpyxl is missing, CC706 cases that the record does not count, CC707 more cases
                than a sheet holds, CC804 a path that ends otherwise; and what ``matrix`` raises.
        """
        from charterclock.record.report import to_excel

        to_excel(self, path, language, layout, reasons, cases, **options)

    def plot(self, ax: Any = None, language: str | None = None) -> Any:
        """A heat map of attainment by promise and period, on matplotlib axes; needs the ``plot`` extra.

        Args:
            ax: axes to draw on; new ones by default.
            language: ``ms``, ``id`` or ``en``; by default that of the charter.
        """
        from charterclock.record.plot import heat_map

        return heat_map(self, ax, language)
