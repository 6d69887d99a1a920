"""A year of a calendar as text for a terminal: twelve months, what is closed and why, and other hours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import zip_longest
from typing import Final

from charterclock.almanac.words import WEEKDAY_SIGNS, WORDS
from charterclock.almanac.year import Run, Shown, Year, hours_by_weekday, runs
from charterclock.clock.sayings import Sayings, sayings
from charterclock.frames.output import printable
from charterclock.record.words import MONTHS

__all__ = ["hours_listed", "kind_and_status", "names_of", "span_of", "year_text"]

#: signs behind a day's number; an estimated day off has its own
SIGNS: Final = {"open": " ", "short": "'", "other": "~", "off": "*", "rest": ".", "estimated": "?"}
_WIDTH: Final = 21
_ACROSS: Final = 3


def year_text(year: Year, language: str = "en") -> str:
    r"""A year as text of at most 80 columns but for long names, without control characters.

    Args:
        year: the year.
        language: ``ms``, ``id`` or ``en``, of months, days off and notes.

    Raises:
        CharterclockError: CC506, a language without words.

    Example:
        >>> import charterclock as cc
        >>> from charterclock.almanac.year import year_of
        >>> print(*year_text(year_of(cc.calendar("MY-07"), 2025)).splitlines()[4:9], sep="\n")
               January               February               March
        Mo Tu We Th Fr Sa Su  Mo Tu We Th Fr Sa Su  Mo Tu We Th Fr Sa Su
               1* 2  3  4. 5.                 1. 2.                 1. 2.
         6  7  8  9 10 11.12.  3  4  5  6  7  8. 9.  3~ 4~ 5~ 6~ 7~ 8. 9.
        13 14 15 16 17 18.19. 10 11*12 13 14 15.16. 10~11~12~13~14~15.16.
    """
    said, words = sayings(language), WORDS[language]
    months = [_month(month, weeks, language) for month, weeks in year.months()]
    usual = [shown for shown in year.days if shown.mark == "open"]
    marks = {shown.mark for shown in year.days} - {"open"}
    legend = [f"{SIGNS[mark]} {words[mark]}" for mark in ("off", "rest", "short", "other") if mark in marks]
    if any(shown.is_estimated for shown in year.days):
        legend.insert(0, f"{SIGNS['estimated']} {words['off']}, {words['estimated']}")
    lines = [
        f"{printable(str(year.calendar))}, {year.year} ({year.calendar.zone})",
        f"{year.working_days} {words['working days']}, {year.closed_days} {words['closed']}",
        f"{words['hours']}: {hours_by_weekday(usual, said.weekdays) or words['none']}",
        "",
        *_side_by_side(months),
        ", ".join(legend) or words["open"],
        "",
        f"{words['days off listed']}:" + ("" if year.named else f" {words['none']}"),
        *(f"  {_day(shown.date, said)}  {printable(_named(shown, said))}" for shown in year.named),
    ]
    other = list(runs(year.days))
    if other:
        lines += ["", f"{words['other hours listed']}:"]
        lines += [f"  {span_of(run, said)}  {printable(hours_listed(run, said))}" for run in other]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _month(month: int, weeks: Sequence[Sequence[Shown | None]], language: str) -> list[str]:
    rows = ["".join(_cell(shown) for shown in week) for week in weeks]
    return [MONTHS[language][month - 1].center(_WIDTH), " ".join(WEEKDAY_SIGNS[language]) + " ", *rows]


def _cell(shown: Shown | None) -> str:
    if shown is None:
        return "   "
    sign = SIGNS["estimated" if shown.mark == "off" and shown.is_estimated else shown.mark]
    return f"{shown.date.day:2}{sign}"


def _side_by_side(months: Sequence[Sequence[str]]) -> Iterator[str]:
    for place in range(0, 12, _ACROSS):
        for rows in zip_longest(*months[place : place + _ACROSS], fillvalue=" " * _WIDTH):
            yield " ".join(rows)
        yield ""


def _day(day: date, said: Sayings) -> str:
    return f"{said.weekdays[day.weekday()]} {day.day:2} {said.months[day.month - 1]:<4}"


def names_of(shown: Shown, said: Sayings) -> str:
    """The names of the days off on a date."""
    return "; ".join(dict.fromkeys(said.named(holiday) for holiday in shown.day.holidays))


def _named(shown: Shown, said: Sayings) -> str:
    return f"{names_of(shown, said)}: {kind_and_status(shown, said)}"


def kind_and_status(shown: Shown, said: Sayings) -> str:
    """The kind and the standing of the days off on a date, as words."""
    found = (f"{said.kinds[holiday.kind]}, {said.statuses[holiday.status]}" for holiday in shown.day.holidays)
    return "; ".join(dict.fromkeys(found))


def span_of(run: Run, said: Sayings) -> str:
    """The first and last day of a run, without the year."""
    first, last = run.days[0].date, run.days[-1].date
    ends = [f"{day.day} {said.months[day.month - 1]}" for day in (first, last)]
    return f"{said.weekdays[first.weekday()]} {ends[0]}" if first == last else " - ".join(ends)


def hours_listed(run: Run, said: Sayings) -> str:
    """Why the days of a run have other hours, and which; weekdays are named where there is more than one day."""
    why = said.whys.get(run.why, run.why)
    hours = hours_by_weekday(run.days, said.weekdays).replace("closed", said.closed)
    return f"{why}: {hours.partition(' ')[2] if len(run.days) == 1 else hours}"
