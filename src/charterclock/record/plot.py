"""Pictures of a record and of one case: functions that take matplotlib axes and give them back.

Every picture is legible in grey, and says its figures as text. Nothing from charter or data is read as mathematics.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from charterclock.calendars.timetable import NEVER
from charterclock.errors import CharterclockError, nearest
from charterclock.record.assess import assessment
from charterclock.record.cells import detail_of, localised
from charterclock.record.drawing import DARK, LIGHT, MIDDLE, labels, new_axes, short
from charterclock.record.layout import layout
from charterclock.record.timeline import timeline, timelines
from charterclock.record.trend import has_trends
from charterclock.record.words import period_name, title_of, words_of

if TYPE_CHECKING:
    from charterclock.charter.model import Charter
    from charterclock.record.record import Record

__all__ = ["heat_map", "time_used", "timeline", "timelines", "uptime"]

#: tenths of the time promised; what took more than twice of it stands in the last place
_TENTHS: Final = 21


def heat_map(record: Record, ax: Any = None, language: str | None = None) -> Any:
    r"""Attainment by promise and period: a cell for each, the darker the less was reached, with its figure and sign.

    Args:
        record: the record.
        ax: matplotlib axes to draw on; new ones by default.
        language: ``ms``, ``id`` or ``en``; by default that of the charter.

    Returns:
        The axes. Cells without a percentage are white and say why.

    Raises:
        CharterclockError: CC705, matplotlib is not installed; CC703, another language.

    Example:
        >>> import charterclock as cc
        >>> import matplotlib
        >>> matplotlib.use("Agg")
        >>> charter = cc.loads("id: x\ncalendar: MY-07\npledges: [{id: up, kind: availability, at_least: 98%}]")
        >>> record = charter.attainment(outages=[], over=("2025-05-01", "2025-06-30"), at="2025-07-01T00:00")
        >>> [text.get_text() for text in heat_map(record).texts]
        ['100.0% ✓', '100.0% ✓']
    """
    table = layout(record, language)
    columns = list(table.headings)[2 : -1 if has_trends(record) else None]  # a trend, the last, is no attainment
    ax = new_axes(ax, 6 + 1.1 * len(columns), 1 + 0.45 * len(table.lines))
    from matplotlib.patches import Rectangle

    for y, line in enumerate(table.lines):
        for x, cell in enumerate(line.cells[: len(columns)]):
            level = 0.25 + 0.75 * float(cell.value) if cell.form == "percent" and cell.value is not None else 1.0
            ax.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, facecolor=f"{level:.3f}", edgecolor=MIDDLE))
            ax.text(x, y, str(cell), ha="center", va="center", parse_math=False, fontsize="small",
                    color="white" if level < 0.55 else "black")  # fmt: skip
    ax.set_xlim(-0.5, len(columns) - 0.5)
    ax.set_ylim(len(table.lines) - 0.5, -0.5)
    labels(ax, "x", columns, rotation=30, ha="right")
    labels(ax, "y", [f"{line.number} {short(line.promise)}" for line in table.lines])
    ax.set_title(short(title_of(record.charter, table.language)), parse_math=False)
    return ax


def uptime(record: Record, ax: Any = None, language: str | None = None) -> Any:
    """Of each availability and period a bar in hours: what was lost (dark), what may still be lost (light), and what
    was lost beyond the limit (hatched), each said beside the bar.

    Args:
        record: the record.
        ax: matplotlib axes to draw on; new ones by default.
        language: ``ms``, ``id`` or ``en``; by default that of the charter.

    Raises:
        CharterclockError: CC703, another language; CC705, matplotlib is not installed.
    """
    language = language or record.charter.language or "en"
    words = words_of(language)
    rows = [row for row in record.rows if row.kind == "availability" and row.of]
    ax = new_axes(ax, 11, 1.2 + 0.45 * len(rows))
    for y, row in enumerate(rows):
        down, left = (float(row.extra[name]) / 3600 for name in ("downtime", "permitted"))
        within = min(down, down + left)
        parts = ((0.0, within, {"color": DARK}), (within, left, {"color": LIGHT, "edgecolor": DARK}),
                 (within, -left, {"facecolor": "white", "edgecolor": DARK, "hatch": "xxx"}))  # fmt: skip
        for begin, width, style in parts:
            if width > 0:
                ax.barh(y, width, left=begin, height=0.6, **style)
        ax.text(max(down, down + left), y, " " + localised(detail_of(row, words), language), va="center",
                parse_math=False, fontsize="small")  # fmt: skip
    labels(ax, "y", [f"{short(record.charter[row.pledge].says or row.pledge)}, {period_name(row.period, language)}"
                      for row in rows])  # fmt: skip
    ax.set_ylim(max(len(rows), 1) - 0.5, -0.5)
    ax.set_xlim(0, 2.4 * max((patch.get_x() + patch.get_width() for patch in ax.patches), default=1))
    ax.set_xlabel(words["hour"])
    return ax


def time_used(
    charter: Charter, cases: Any, pledge: str, ax: Any = None, language: str | None = None, **options: Any
) -> Any:
    """How much of its time each stopped case of a pledge took: a bar for each tenth of the way from receipt to due,
    with its number of cases; late ones are dark, and those beyond twice the time stand in the last bar.

    Args:
        charter: the charter.
        cases: a table of cases, as ``charter.assess`` takes it.
        pledge: the id of a deadline.
        ax: matplotlib axes to draw on; new ones by default.
        language: ``ms``, ``id`` or ``en``; by default that of the charter.
        options: ``at``, ``pauses``, ``extensions``, ``columns``; see ``assess``.

    Raises:
        CharterclockError: CC625, a pledge that is no deadline; CC703, another language; CC705, matplotlib is not
            installed; and what ``assess`` raises.
    """
    words = words_of(language or charter.language or "en")
    if pledge not in charter.ids:
        raise CharterclockError("CC623", f"unknown pledge {pledge!r}", nearest(pledge, charter.ids))
    if charter[pledge].kind != "deadline":
        raise CharterclockError("CC625", f"pledge {pledge!r} promises no time of which cases could use a part")
    found = assessment(charter, cases, **options)
    ax = new_axes(ax, 9, 4)
    span, used = found.due - found.receipt, found.stop - found.receipt
    counted = found.pledge.where(pledge) & found.problem.blank & ~found.verdict.where("excluded")
    rows = counted & (found.stop < NEVER) & (found.due < NEVER) & (used >= 0) & (span > 0)
    # Whole numbers: a case that stops at its due is in the tenth before it.
    tenths = np.clip(-(-10 * used[rows] // span[rows]) - 1, 0, _TENTHS - 1)
    numbers = np.bincount(tenths, minlength=_TENTHS)
    for tenth, count in enumerate(numbers.tolist()):
        ax.bar(10 * tenth + 5, count, width=10, edgecolor="white", color=LIGHT if tenth < 10 else DARK)
        if count:
            ax.text(10 * tenth + 5, count, str(count), ha="center", va="bottom", fontsize="small")
    ax.axvline(100, color="black", linestyle="--")
    ax.set_xticks([*range(0, 200, 20), 205], [*map(str, range(0, 200, 20)), ">200"])
    ax.set_xlabel(words["share_of_time"])
    ax.set_ylabel(words["each_case"].lower())
    ax.yaxis.get_major_locator().set_params(integer=True)  # there is no half of a case
    ax.set_title(f"{short(charter[pledge].says or pledge)} ({int(numbers.sum())})", parse_math=False)
    return ax
