"""A year of a calendar as a picture: HTML for a notebook or a page, without script or anything from elsewhere.

What a day is stands in its shade, in the look of its number and in its title, so that it can be told in grey, in the
dark, and by a reader that sees neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from charterclock.almanac.text import hours_listed, kind_and_status, names_of, span_of
from charterclock.almanac.words import WEEKDAY_SIGNS, WORDS
from charterclock.almanac.year import Shown, Year, hours_by_weekday, runs
from charterclock.clock.sayings import Sayings, sayings
from charterclock.record.layout import plain
from charterclock.record.words import MONTHS

__all__ = ["COLOURS", "year_picture"]

#: ink and ground of each mark, by day and by night; in grey, too, each ground stands apart from the others
COLOURS: Final = {
    "light": {
        "page": ("#1a1a1a", "#ffffff"), "open": ("#1a1a1a", "#ffffff"), "rest": ("#454545", "#dedede"),
        "off": ("#ffffff", "#7a1f1f"), "short": ("#1a1a1a", "#ffe2a8"), "other": ("#1a1a1a", "#d6eaff"),
    },
    "dark": {
        "page": ("#f0f0f0", "#161616"), "open": ("#f0f0f0", "#161616"), "rest": ("#dcdcdc", "#3a3a3a"),
        "off": ("#161616", "#ffb3a7"), "short": ("#f0f0f0", "#5c4400"), "other": ("#f0f0f0", "#173f66"),
    },
}  # fmt: skip
#: how a number looks where no style is let through
_LOOKS: Final = {"off": "<b>{}</b>", "rest": "<small>{}</small>", "short": "<u>{}</u>", "other": "<i>{}</i>"}
_STYLE: Final = """
.cc-year{color-scheme:light dark;font:14px/1.4 system-ui,sans-serif;padding:.8em;max-width:72em}
.cc-year .cc-title{font-size:1.2em;font-weight:700}.cc-year p{margin:.2em 0}
.cc-year .cc-months{display:flex;flex-wrap:wrap;align-items:flex-start;gap:1em 2em;margin:.8em 0}
.cc-year table{border-collapse:separate;border-spacing:1px;margin:0;color:inherit;background:none}
.cc-year caption{font-weight:600;text-align:left;color:inherit;padding:0}
.cc-year td,.cc-year th{text-align:center;padding:.15em;min-width:1.7em;font-weight:400;background:none}
.cc-year td[class]{border:1px solid transparent;border-radius:3px}
.cc-year td small{font-size:.9em}.cc-year td.cc-short{border-style:dashed;border-color:currentColor}
.cc-year td.cc-other{border-style:dotted;border-color:currentColor}
.cc-year .cc-estimated{text-decoration:underline dotted}
.cc-year .cc-list{margin-top:.8em}
.cc-year .cc-list td{text-align:left;padding:.1em .6em .1em 0;vertical-align:top}
.cc-year .cc-legend td{padding:.1em .9em .1em .3em}.cc-year .cc-legend td[class]{padding:.1em;text-align:center}
"""


def year_picture(year: Year, language: str = "en") -> str:
    """A year as a piece of HTML: twelve months, a legend, the days off and other hours. Text from data is escaped.

    Args:
        year: the year.
        language: ``ms``, ``id`` or ``en``.

    Raises:
        CharterclockError: CC506, a language without words.
    """
    said, words = sayings(language), WORDS[language]
    months = "\n".join(_month(month, weeks, said) for month, weeks in year.months())
    usual = hours_by_weekday((shown for shown in year.days if shown.mark == "open"), said.weekdays)
    marks = {shown.mark for shown in year.days} - {"open"}
    legend = [f'<tr><td class="cc-{mark}">{look.format(1)}</td><td>{words[mark]}</td></tr>' for mark, look
              in _LOOKS.items() if mark in marks]  # fmt: skip
    if any(shown.is_estimated for shown in year.days):
        look = _LOOKS["off"].format("1?")
        said_so = f"{words['off']}, {words['estimated']}"
        legend.append(f'<tr><td class="cc-off cc-estimated">{look}</td><td>{said_so}</td></tr>')
    off = [(said.day(shown.date), names_of(shown, said), kind_and_status(shown, said)) for shown in year.named]
    other = [(span_of(run, said), hours_listed(run, said)) for run in runs(year.days)]
    return "\n".join([
        f'<div class="cc-year" lang="{language}">',
        f"<style>{_STYLE}{_palette()}</style>",
        f'<div class="cc-title">{_safe(year.calendar)}, {year.year}</div>',
        f"<p>{year.working_days} {words['working days']}, {year.closed_days} {words['closed']} · "
        f"{_safe(year.calendar.zone)}</p>",
        f"<p>{words['hours']}: {_safe(usual or words['none'])}</p>",
        f'<div class="cc-months">\n{months}\n</div>',
        f'<table class="cc-list cc-legend"><tbody>{"".join(legend)}</tbody></table>' if legend else "",
        _listed(words["days off listed"], off),
        _listed(words["other hours listed"], other),
        "</div>",
    ])  # fmt: skip


def _palette() -> str:
    """The colours by day, and those by night where the reader asks for it."""

    def rules(scheme: str) -> str:
        page, *marks = COLOURS[scheme].items()
        found = [f".cc-year{{color:{page[1][0]};background:{page[1][1]}}}"]
        return "".join(found + [f".cc-year .cc-{mark}{{color:{ink};background:{ground}}}"
                                for mark, (ink, ground) in marks])  # fmt: skip

    return f"{rules('light')}\n@media(prefers-color-scheme:dark){{{rules('dark')}}}"


def _safe(text: object) -> str:
    """Text from data: escaped, on one line, and kept from turning the direction of what stands beside it."""
    return f"<bdi>{escape(plain(text))}</bdi>"


def _month(month: int, weeks: Sequence[Sequence[Shown | None]], said: Sayings) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in WEEKDAY_SIGNS[said.language])
    rows = "\n".join("<tr>" + "".join(_cell(shown, said) for shown in week) + "</tr>" for week in weeks)
    name = MONTHS[said.language][month - 1]
    return f"<table><caption>{name}</caption><thead><tr>{head}</tr></thead><tbody>\n{rows}\n</tbody></table>"


def _cell(shown: Shown | None, said: Sayings) -> str:
    if shown is None:
        return "<td></td>"
    estimated = shown.mark == "off" and shown.is_estimated
    kind = f"cc-{shown.mark}" + (" cc-estimated" if estimated else "")
    number = _LOOKS.get(shown.mark, "{}").format(f"{shown.date.day}{'?' * estimated}")
    return f'<td class="{kind}" title="{escape(plain(_title(shown, said)))}">{number}</td>'


def _title(shown: Shown, said: Sayings) -> str:
    """What a day is, in words: its date, what it is, why, and its hours."""
    names = names_of(shown, said) or said.whys.get(shown.day.why, shown.day.why)
    hours = hours_by_weekday([shown], said.weekdays).partition(" ")[2].replace("closed", said.closed)
    what = WORDS[said.language][shown.mark]
    return ": ".join(filter(None, (said.day(shown.date), ", ".join(dict.fromkeys(filter(None, (what, names, hours)))))))


def _listed(heading: str, rows: Sequence[tuple[str, ...]]) -> str:
    if not rows:
        return ""
    body = "\n".join("<tr>" + "".join(f"<td>{_safe(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<table class="cc-list"><caption>{heading}</caption><tbody>\n{body}\n</tbody></table>'
