"""The sheet of cases of a workbook: a row for each, to be filtered to exactly those that a figure counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from charterclock.calendars.timetable import NEVER
from charterclock.calendars.zone import as_datetime
from charterclock.frames.bar import bar_of
from charterclock.record.behind import Behind
from charterclock.record.layout import Layout
from charterclock.record.periods import Period
from charterclock.record.record import Record
from charterclock.record.row import COUNTED, SHOWN
from charterclock.record.sheet import Sheet
from charterclock.record.words import period_name

__all__ = ["MOST_CASES", "rows_of_cases"]

#: the rows of an XLSX sheet, less the heading
MOST_CASES: Final = 1_048_575
_HEADINGS: Final = (
    "number", "promise", "tier", "period", "verdict", "in_percentage", "case", "row", "due_on", "done_on", "reason",
    "problem",
)  # fmt: skip
_MOMENT: Final = "yyyy-mm-dd hh:mm:ss"
#: what a spreadsheet can count days from
_EARLIEST: Final = datetime(1901, 1, 1)
_STEP: Final = 4096


def rows_of_cases(
    record: Record, behind: Behind, table: Layout, sheet: Sheet
) -> tuple[list[str], Iterator[list[Any]]]:
    """The headings, and the cells of each case.

    Args:
        record: the record.
        behind: its cases.
        table: a table of it, whose words and numbers of promises the sheet takes over.
        sheet: what makes cells.
    """
    return [table.words[name] for name in _HEADINGS], _rows(record, behind, table, sheet)


def _rows(record: Record, behind: Behind, table: Layout, sheet: Sheet) -> Iterator[list[Any]]:
    words, zone = table.words, record.charter.office.zone
    numbers = {pledge: str(place) for place, pledge in enumerate(record.charter.ids, 1)}
    periods = {name: period_name(Period.read(name), table.language) for name in behind.period.words}
    counted = {verdict: words["yes" if verdict in COUNTED else "no"] for verdict in (*COUNTED, *SHOWN)}

    def moment(instant: int) -> Any:
        if instant >= NEVER:
            return None
        # The last microsecond of a day would be shown as the next one.
        local = as_datetime(instant, zone).replace(tzinfo=None, microsecond=0)
        if local < _EARLIEST:
            return sheet.word(local.isoformat(" "))
        return sheet.cell(local, _MOMENT)

    columns = zip(
        behind.pledge, behind.tier, behind.period, behind.verdict, behind.name or [None] * len(behind),
        behind.row.tolist(), behind.due.tolist(), behind.stop.tolist(), behind.reason, behind.problem, strict=True,
    )  # fmt: skip
    with bar_of(len(behind), "cases") as bar:
        for place, (pledge, tier, period, verdict, name, row, due, stop, reason, problem) in enumerate(columns, 1):
            yield [
                sheet.word(numbers.get(pledge or "")), sheet.word(pledge), sheet.word(tier),
                sheet.word(words["unplaced"] if period is None else periods[period]),
                sheet.word(words[verdict or "problem"]), sheet.word(counted[verdict or "problem"]),
                None if name is None else sheet.text(name), sheet.cell(row), moment(due), moment(stop),
                sheet.word(reason), sheet.word(problem),
            ]  # fmt: skip
            if not place % _STEP:
                bar(_STEP)
        bar(len(behind) % _STEP)
