"""One case, or several below one another, as a picture: time from left to right, and what each part of it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from charterclock.calendars.moments import Moment
from charterclock.clock.clock import Clock
from charterclock.clock.sayings import Sayings, sayings
from charterclock.record.drawing import DARK, LIGHT, MIDDLE, needs_matplotlib, new_axes, short
from charterclock.record.strip import KEY, Cell, Strip

if TYPE_CHECKING:
    from charterclock.clock.due import Due, GivenPause

__all__ = ["timeline", "timelines"]

_HOUR: Final = timedelta(hours=1)
#: a case that takes no longer is shown by the hour
_HOURS: Final = timedelta(hours=36)
#: beyond so many dates no number of each has room, nor a name
_MOST_CELLS: Final = 24
_COUNTED: Final = "0.4"
#: how high things stand: the band itself is one high
_OPEN, _COUNTS, _PAUSED = (0.36, 1.0), (0.2, 0.34), (0.02, 0.16)
_LINE: Final = 0.34
#: of the width of a picture, what a sign of a label takes
_SIGN: Final = 0.0105
_STYLES: Final = {"start": "-", "received": ":", "due": "--", "first": "--", "stop": "-.", "told": ":", "share": ":"}

_HATCHES: Final[Mapping[str, Mapping[str, Any]]] = {
    "rest": {"facecolor": "white", "edgecolor": MIDDLE, "hatch": "///", "linewidth": 0},
    "off": {"facecolor": "white", "edgecolor": MIDDLE, "hatch": "xxx", "linewidth": 0},
}


def timeline(
    case: Clock | Due, ax: Any = None, *, at: Moment | None = None, language: str | None = None,
    shares: Sequence[float] = (), pauses: Iterable[GivenPause] = (),
) -> Any:  # fmt: skip
    """One case from its start to its due or stop, in local time, as long as it really is.

    Opening time is grey, a rest day hatched, a day off cross-hatched, a pause dark, or hollow where it moves nothing.
    Dates that count have their number; hours that count are a bar. Lines stand at the start, the receipt where that is
    later, the due, the stop, and at extensions.

    Args:
        case: a clock, or a due.
        ax: matplotlib axes to draw on; new ones, with a key below them, by default.
        at: the instant until which the case is known; needed while it is paused.
        language: ``ms``, ``id`` or ``en``; by default that of the charter.
        shares: of a clock, shares of its time (0 to 1) to mark as well.
        pauses: pairs (paused, resumed) of a due, to show those that moved nothing.

    Raises:
        CharterclockError: CC705, matplotlib is not installed; CC506, another language; and what ``Clock.due`` raises.

    Example:
        >>> import charterclock as cc
        >>> import matplotlib
        >>> matplotlib.use("Agg")
        >>> ax = timeline(cc.due("2025-04-30T10:00", "2 working days", cc.calendar("MY-07")))
        >>> [text.get_text().strip() for text in ax.texts]
        ['1', '2', 'start Wed 30 Apr 10:00', 'due Mon 5 May 23:59']
    """
    strip = Strip.of(case, at=at, language=language, shares=shares, pauses=pauses)
    alone = ax is None
    ax = new_axes(ax, 7.5, _height(strip) + 0.3)
    _draw(ax, strip, _window([strip]))
    ax.set_title(short(strip.title), parse_math=False, fontsize="medium", loc="left")
    if alone:
        _key(ax.figure, [strip])
    return ax


def timelines(
    cases: Iterable[tuple[str, Clock | Due | Strip]], *, at: Moment | None = None, language: str | None = None,
    width: float = 6.25,
) -> list[Any]:  # fmt: skip
    """Several cases below one another over the same time, such as one promise by two readings of a rule.

    Args:
        cases: pairs of what is written over each, and a clock, a due, or a strip made of one.
        at: the instant until which they are known.
        language: ``ms``, ``id`` or ``en``; by default that of each charter.
        width: of the picture, in inches.

    Returns:
        The axes of each case, of one new figure.

    Raises:
        CharterclockError: CC705, matplotlib is not installed; and what ``timeline`` raises.

    Example:
        >>> import charterclock as cc
        >>> import matplotlib
        >>> matplotlib.use("Agg")
        >>> office = cc.calendar("MY-07")
        >>> both = [(day, cc.due("2025-04-30T10:00", "2 working days", office, {"first_day": day}))
        ...         for day in ("excluded", "included")]
        >>> [ax.texts[-1].get_text().strip() for ax in timelines(both)]
        ['due Mon 5 May 23:59', 'due Fri 2 May 23:59']
    """
    pairs = [(said, case if isinstance(case, Strip) else Strip.of(case, at=at, language=language))
             for said, case in cases]  # fmt: skip
    cells = [cell.date for _, strip in pairs for cell in strip.cells]
    strips = [strip.over(min(cells), max(cells)) for _, strip in pairs]
    heights = [_height(strip, dated=strip is strips[-1]) for strip in strips]
    figure = needs_matplotlib().figure(figsize=(width, sum(heights) + 0.3), layout="constrained")
    rows: list[Any] = figure.subplots(len(strips), 1, squeeze=False, height_ratios=heights)[:, 0].tolist()
    for ax, (said, _), strip in zip(rows, pairs, strips, strict=True):
        _draw(ax, strip, _window(strips), dated=ax is rows[-1])
        ax.set_title(short(said, 80), parse_math=False, fontsize="small", loc="left", pad=3)
    _key(figure, strips)
    return rows


def _top(strip: Strip) -> float:
    return 1.12 + _LINE * len(strip.marks)


def _height(strip: Strip, dated: bool = True) -> float:
    """Inches of a row: its band and marks, its title above, and where it has them its dates below."""
    return 0.45 * _top(strip) + (0.72 if dated else 0.3)


def _window(strips: Sequence[Strip]) -> tuple[datetime, datetime]:
    """From when to when is shown: whole dates, or an hour before and after what takes only hours."""
    cells = [cell for strip in strips for cell in strip.cells]
    moments = [mark.at for strip in strips for mark in strip.marks]
    moments += [moment for strip in strips for span in (*strip.paused, *strip.idle) for moment in span]
    first, last = (pick(moments, key=datetime.timestamp) for pick in (min, max))
    if all(strip.in_hours for strip in strips) and last.timestamp() - first.timestamp() <= _HOURS.total_seconds():
        return _shifted(first.replace(minute=0, second=0, microsecond=0), -1), _shifted(last, 1)
    return min(cell.begins for cell in cells), max(cell.ends for cell in cells)


def _shifted(moment: datetime, hours: float) -> datetime:
    """So many real hours later; Python's own addition would be by the clock on the wall."""
    return datetime.fromtimestamp(moment.timestamp() + 3600 * hours, moment.tzinfo)


def _draw(ax: Any, strip: Strip, window: tuple[datetime, datetime], dated: bool = True) -> None:
    origin, end = (moment.timestamp() for moment in window)
    length, said, top = end - origin, sayings(strip.language), _top(strip)

    def place(moment: datetime) -> float:
        return (moment.timestamp() - origin) / length

    def box(a: datetime, b: datetime, between: tuple[float, float], **style: Any) -> None:
        left, right = max(place(a), 0.0), min(place(b), 1.0)
        if left < right:
            ax.add_patch(rectangle((left, between[0]), right - left, between[1] - between[0], **style))

    from matplotlib.patches import Rectangle as rectangle  # noqa: N813

    inside = [cell for cell in strip.cells if cell.begins < window[1] and cell.ends > window[0]]
    for cell in inside:
        if cell.kind in _HATCHES:
            box(cell.begins, cell.ends, (_OPEN[0], 1), **_HATCHES[cell.kind])
        for opens, closes in cell.spans:
            box(opens, closes, _OPEN, facecolor=LIGHT, linewidth=0)
    for a, b in strip.counted:
        box(a, b, _COUNTS, facecolor=_COUNTED, linewidth=0)
    for a, b in strip.paused:
        box(a, b, _PAUSED, facecolor=DARK, linewidth=0)
    for a, b in strip.idle:
        box(a, b, _PAUSED, facecolor="white", edgecolor=DARK, linewidth=0.8)
    ax.vlines([place(cell.begins) for cell in inside[1:]], 0, 1, colors=MIDDLE, linewidth=0.6)
    ax.hlines([0, 1], 0, 1, colors=MIDDLE, linewidth=0.6)
    numbered = [cell for cell in inside if cell.number is not None]
    numbered.sort(key=lambda cell: cell.number or 0)
    for cell in numbered if len(inside) <= _MOST_CELLS else numbered[-1:]:
        ax.text((place(cell.begins) + place(cell.ends)) / 2, 0.67, str(cell.number), ha="center", va="center",
                fontsize="small", parse_math=False,
                bbox=None if cell.spans else {"facecolor": "white", "edgecolor": "none", "pad": 0.8})  # fmt: skip
    for row, mark in enumerate(strip.marks):
        x, y = place(mark.at), top - _LINE * (row + 0.5)
        ax.plot([x, x], [0, y + 0.12], color="black", linestyle=_STYLES[mark.kind], zorder=4,
                linewidth=1.8 if mark.kind == "due" else 1.0)  # fmt: skip
        # The later a mark the lower it ends, so that a label to the right of its line crosses no other line.
        text = f"{mark.said} {_brief(mark.at, said)}"
        fits = x + _SIGN * len(text) <= 1
        ax.annotate(text, (x, y), (4 if fits else -4, 0), textcoords="offset points", ha="left" if fits else "right",
                    va="center", fontsize="small", parse_math=False, zorder=5,
                    bbox=None if fits else {"facecolor": "white", "edgecolor": "none", "pad": 0.6})  # fmt: skip
    if dated:
        _ticks(ax, inside, window, place, said)
    else:
        ax.set_xticks([])
    ax.set_xlim(-0.005, 1.005)
    ax.set_ylim(-0.06, top)
    ax.set_yticks([])
    for side in ("top", "left", "right", "bottom"):
        ax.spines[side].set_visible(False)


def _brief(moment: datetime, said: Sayings) -> str:
    """An instant to the minute: the year stands in no picture of days, and a microsecond has no room."""
    return f"{said.weekdays[moment.weekday()]} {moment.day} {said.months[moment.month - 1]} {moment:%H:%M}"


def _ticks(ax: Any, cells: Sequence[Cell], window: tuple[datetime, datetime], place: Any, said: Sayings) -> None:
    ax.tick_params(axis="x", length=0, pad=2, labelsize="x-small")
    hours = (window[1].timestamp() - window[0].timestamp()) / 3600
    if hours <= _HOURS.total_seconds() / 3600 + 2 and len(cells) <= 3 and not _whole(cells, window):
        found = _hour_ticks(window, hours, said)
    elif len(cells) <= _MOST_CELLS:
        found = [(cell.begins, cell.ends, _dated(cell, cell is cells[0], said)) for cell in cells]
    else:
        months = len(cells) > 80
        found = [
            (cell.begins, cell.begins, f"{cell.date.day} {said.months[cell.date.month - 1]}")
            for cell in cells if (cell.date.day == 1 if months else cell.date.weekday() == 0)
        ]  # fmt: skip
    ax.set_xticks([(place(a) + place(b)) / 2 for a, b, _ in found], [text for _, _, text in found])
    for label in ax.get_xticklabels():
        label.set_parse_math(False)


def _whole(cells: Sequence[Cell], window: tuple[datetime, datetime]) -> bool:
    return window[0] == cells[0].begins and window[1] == cells[-1].ends


def _dated(cell: Cell, first: bool, said: Sayings) -> str:
    month = said.months[cell.date.month - 1] if first or cell.date.day == 1 else ""
    return f"{said.weekdays[cell.date.weekday()]}\n{cell.date.day}\n{month}".rstrip("\n")


def _hour_ticks(window: tuple[datetime, datetime], hours: float, said: Sayings) -> list[tuple[datetime, datetime, str]]:
    """Each hour, or each second, third ... as there is room; the date under the first of each date."""
    step = next(step for step in (0.5, 1, 2, 3, 6) if hours / step <= 13)
    found, seen = [], None
    for number in range(int(hours / step) + 1):
        moment = _shifted(window[0], number * step)
        dated = f"\n{said.weekdays[moment.weekday()]} {moment.day}" if moment.date() != seen else ""
        seen = moment.date()
        found.append((moment, moment, f"{moment:%H:%M}{dated}"))
    return found


def _key(figure: Any, strips: Sequence[Strip]) -> None:
    """What the shades mean that occur, below the picture."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    looks: dict[str, Any] = {
        "open": Patch(facecolor=LIGHT, edgecolor=MIDDLE, linewidth=0.6),
        "rest": Patch(**{**_HATCHES["rest"], "linewidth": 0.6}),
        "off": Patch(**{**_HATCHES["off"], "linewidth": 0.6}),
        "counted": Patch(facecolor=_COUNTED),
        "paused": Patch(facecolor=DARK),
        "idle": Patch(facecolor="white", edgecolor=DARK, linewidth=0.8),
        "number": Line2D([], [], linestyle="none"),
    }
    kinds = [kind for kind in looks if any(kind in strip.kinds for strip in strips)]
    words = KEY[strips[0].language]
    figure.legend([looks[kind] for kind in kinds], [words[kind] for kind in kinds], loc="outside lower left",
                  ncols=len(kinds), fontsize="x-small", frameon=False, handlelength=1.8, handleheight=0.9,
                  handletextpad=0.4, columnspacing=1.2, borderpad=0, borderaxespad=0.2)  # fmt: skip
