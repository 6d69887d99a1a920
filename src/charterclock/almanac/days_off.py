"""All days off as one page: for each state, province and year, with status and source; searched in the browser."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any, Final

from charterclock.calendars.holidays import STATUSES, Holiday
from charterclock.calendars.known import calendar
from charterclock.calendars.places import OWN, codes, country_data
from charterclock.clock.sayings import sayings

__all__ = ["Listed", "days_off", "days_off_page"]

_COUNTRIES: Final = {"MY": "Malaysia", "ID": "Indonesia"}
_LOCAL: Final = {"MY": "ms", "ID": "id"}
_HEADING: Final = ("Date", "Day off", "Where", "Kind", "Status", "Source")
_SAYS: Final = (
    "What charterclock counts as days off of state offices in Malaysia and of government offices in Indonesia, made "
    "from its data. <b>gazetted</b>: in an official list that was read for the package, in a gazette or a decree; "
    "<b>announced</b>: listed or reported; <b>estimated</b>: computed, the list is not out. Where no date is given on "
    "which a day became known, that is the first day of the year before. Rest days of the week are not in it."
)
_STYLE: Final = """
:root{color-scheme:light dark;--line:#999;--faint:#555;--head:#eee}
@media(prefers-color-scheme:dark){:root{--line:#777;--faint:#bbb;--head:#2a2a2a}}
html{background:Canvas;color:CanvasText}
body{font:1rem/1.45 system-ui,sans-serif;margin:0 auto;max-width:90rem;padding:1rem}
h1{font-size:1.5rem;margin:.2rem 0}
form{display:flex;flex-wrap:wrap;align-items:end;gap:.6rem 1rem;margin:1rem 0}
label{display:grid;font-size:.9rem}
input,select,button{font:inherit;font-size:.9rem;padding:.25rem .4rem;max-width:22rem}
input,select{height:2.2rem;box-sizing:border-box}button{height:2.2rem}output{line-height:2.2rem}
:focus-visible{outline:3px solid;outline-offset:2px}
.wide{overflow-x:auto}table{border-collapse:collapse;font-size:.9rem}caption{text-align:left;padding:.2rem 0}
th,td{border:1px solid var(--line);padding:.25rem .5rem;text-align:left;vertical-align:top}
thead th{background:var(--head)}time{white-space:nowrap}td:nth-child(3){min-width:11rem}
td:last-child{overflow-wrap:anywhere;min-width:14rem}
small{display:block;color:var(--faint)}.estimated td:nth-child(5){font-style:italic;text-decoration:underline dotted}
@media(min-width:60rem){.wide{overflow:visible}thead th{position:sticky;top:0}}
@media print{form{display:none}}
"""
#: fields that a script shows only at the end of a long page are passed over by the tab key
_WITHOUT_SCRIPT: Final = "<noscript><style>form{display:none}</style></noscript>"
#: a row is shown when it is of the place, the year and the status asked for, and has every word that is looked for
_SCRIPT: Final = """
"use strict";
const rows = Array.from(document.querySelectorAll("tbody tr"));
const fields = ["words", "place", "year", "status"].map(name => document.getElementById(name));
const places = Array.from(document.querySelectorAll("#place option")).filter(option => option.value.length > 2);
const holds = (row, place) => row.dataset.country === place.slice(0, 2) &&
  (row.dataset.places === "all" || row.dataset.places.split(" ").includes(place.slice(3)));
// looked for among the places that have a day off, and not among those named as exceptions
const text = rows.map(row => Array.from(row.cells).filter((_, number) => number !== 2).map(cell => cell.textContent)
  .concat(places.filter(place => holds(row, place.value)).map(place => place.textContent)).join(" ").toLowerCase());
function show() {
  const [words, place, year, status] = fields.map(field => field.value);
  const wanted = words.toLowerCase().split(/\\s+/).filter(Boolean);
  let count = 0;
  rows.forEach((row, number) => {
    const fits = (!place || holds(row, place)) && (!year || row.dataset.year === year) &&
      (!status || row.className === status) && wanted.every(word => text[number].includes(word));
    row.hidden = !fits;
    count += fits;
  });
  document.getElementById("count").textContent = `${count} of ${rows.length} rows`;
  const asked = fields.filter(field => field.value).map(field => [field.id, field.value]);
  location.replace("#" + new URLSearchParams(asked));
}
new URLSearchParams(location.hash.slice(1)).forEach((value, name) => {
  const field = fields.find(field => field.id === name);
  if (field) field.value = value;
});
fields.forEach(field => field.addEventListener("input", show));
document.querySelector("form").addEventListener("submit", event => event.preventDefault());
document.querySelector("form").addEventListener("reset", () => setTimeout(show));
show();
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """A day off, and the states or provinces of a country that have it.

    Attributes:
        holiday: the day off.
        country: ``MY`` or ``ID``.
        places: the codes of the states or provinces without the country, in order.
    """

    holiday: Holiday
    country: str
    places: tuple[str, ...]


def days_off(country: str) -> list[Listed]:
    """Every day off of a country's states or provinces, those that are alike together, in order of date.

    Example:
        >>> [found] = [one for one in days_off("MY") if str(one.holiday.date) == "2025-07-07"]
        >>> found.holiday.name(), found.places
        ('George Town Heritage Day', ('07',))
    """
    found: dict[tuple[Holiday, str], list[str]] = {}
    for code in codes(country):
        for holiday in calendar(code).holidays:
            found.setdefault((holiday, holiday.source), []).append(code.partition("-")[2])
    listed = [Listed(holiday, country, tuple(dict.fromkeys(places))) for (holiday, _), places in found.items()]
    return sorted(listed, key=lambda one: (one.holiday.date, -len(one.places), one.places, one.holiday.kind))


def days_off_page() -> str:
    """The page: without a server, without anything from elsewhere; without script it is one long table."""
    listed = sorted((one for country in OWN for one in days_off(country)), key=lambda one: one.holiday.date)
    script = base64.b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{script}'"
    years = sorted({one.holiday.date.year for one in listed})
    heading = "".join(f'<th scope="col">{name}</th>' for name in _HEADING)
    return "\n".join([
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        f"<title>Days off in Malaysia and Indonesia</title>\n<style>{_STYLE}</style>\n{_WITHOUT_SCRIPT}",
        "</head>\n<body>\n<main>",
        f"<h1>Days off in Malaysia and Indonesia, {years[0]} to {years[-1]}</h1>",
        f"<p>{_SAYS}</p>",
        _form(years),
        '<div class="wide" tabindex="0" role="region" aria-label="Days off">',
        f"<table>\n<caption>Days off by date</caption>\n<thead><tr>{heading}</tr></thead>\n<tbody>",
        *map(_row, listed),
        f"</tbody>\n</table>\n</div>\n</main>\n<script>{_SCRIPT}</script>\n</body>\n</html>\n",
    ])  # fmt: skip


def _form(years: Iterable[int]) -> str:
    """The fields that narrow the table; not shown where no script runs, since there they do nothing."""
    places = "".join(
        f'<optgroup label="{name}">'
        + "".join(f'<option value="{code}">{_place(*code.split("-"))} ({code})</option>' for code in codes(country))
        + "</optgroup>"
        for country, name in _COUNTRIES.items()
    )
    return "\n".join([
        '<form role="search">',
        '<label for="words">Words<input id="words" type="search" autocomplete="off"></label>',
        _choice("place", "Where", "everywhere", places),
        _choice("year", "Year", "all", "".join(f"<option>{year}</option>" for year in years)),
        _choice("status", "Status", "all", "".join(f"<option>{status}</option>" for status in STATUSES)),
        '<button type="reset">Show all</button>',
        '<output id="count" for="words place year status" aria-live="polite"></output>',
        "</form>",
    ])  # fmt: skip


def _choice(name: str, label: str, every: str, options: str) -> str:
    return f'<label for="{name}">{label}<select id="{name}"><option value="">{every}</option>{options}</select></label>'


def _row(listed: Listed) -> str:
    holiday, language = listed.holiday, _LOCAL[listed.country]
    local, english = holiday.name(language), holiday.name("en")
    name = f'<span lang="{language}">{escape(local)}</span>'
    name += f"<small>{escape(english)}</small>" if english != local else ""
    every = len(listed.places) == len(codes(listed.country))
    known = f"<small>known {holiday.known}</small>" if holiday.known else ""
    return (
        f'<tr class="{holiday.status}" data-country="{listed.country}" data-year="{holiday.date.year}" '
        f'data-places="{"all" if every else " ".join(listed.places)}"><td>{_date(holiday.date)}</td><td>{name}</td>'
        f"<td>{escape(_where(listed))}</td><td>{sayings('en').kinds[holiday.kind]}</td>"
        f"<td>{holiday.status}{known}</td><td>{_source(holiday.source)}</td></tr>"
    )


def _date(day: date) -> str:
    return f'<time datetime="{day}">{sayings("en").weekdays[day.weekday()]} {day}</time>'


def _where(listed: Listed) -> str:
    """The places by name; of most of a country, those that are left out."""
    names: Mapping[str, Any] = country_data(listed.country)["subdivisions"]
    country, gone = _COUNTRIES[listed.country], [part for part in names if part not in listed.places]
    if len(gone) <= len(names) // 3:
        return country + (f", but not {', '.join(_place(listed.country, part) for part in gone)}" if gone else "")
    return ", ".join(_place(listed.country, part) for part in listed.places)


def _place(country: str, part: str) -> str:
    return str(country_data(country)["subdivisions"][part]["name"])


def _source(source: str) -> str:
    return "".join(_linked(source))


def _linked(source: str) -> Iterator[str]:
    """A source with its addresses as links, which are followed only when somebody asks."""
    for text in re.split(r"(https?://[^\s;]*[^\s;.,:)])", source):
        safe = escape(text)
        yield f'<a href="{safe}" rel="noreferrer">{safe}</a>' if re.match("https?://", text) else safe
