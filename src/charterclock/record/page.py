"""A record as one HTML page: without script, without anything from elsewhere, fit for paper and for a phone."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html import escape
from itertools import groupby
from typing import Any, Final

from charterclock.record.layout import NONE, Cell, Layout, Line, plain
from charterclock.record.record import Record
from charterclock.record.row import COUNTED, SHOWN, total
from charterclock.record.trend import has_trends
from charterclock.record.words import title_of

__all__ = ["page"]

_PROBLEMS_SHOWN: Final = 100
_LONGEST_PROBLEM: Final = 400
_STYLE: Final = """
:root{color-scheme:light dark;--line:#999;--faint:#555;--kept:#05581f;--lost:#9b1c1c;--head:#eee}
@media(prefers-color-scheme:dark){:root{--line:#777;--faint:#bbb;--kept:#7fdc9a;--lost:#ff9d9d;--head:#2a2a2a}}
html{background:Canvas;color:CanvasText}
body{font:1rem/1.45 system-ui,sans-serif;margin:0 auto;max-width:90rem;padding:1rem;overflow-wrap:break-word}
:focus-visible{outline:3px solid;outline-offset:2px}
h1{font-size:1.5rem;margin:.2rem 0}h2{font-size:1.15rem;margin:1.5rem 0 .4rem}
.note{border-left:.3rem solid;padding:.3rem .8rem;font-weight:600}
.wide{overflow-x:auto}table{border-collapse:collapse;font-size:.85rem}
th,td{border:1px solid var(--line);padding:.3rem;text-align:left;vertical-align:top}
thead th{background:var(--head)}td,thead th{overflow-wrap:normal}
th[scope=row]{font-weight:400;overflow-wrap:anywhere;min-width:11rem;max-width:34rem}
.tier th[scope=row]{padding-left:1.5rem}.count{text-align:right}
small{display:block;color:var(--faint)}.kept b{color:var(--kept)}.lost b{color:var(--lost)}.empty{color:var(--faint)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem}dt{color:var(--faint)}dd{margin:0}
@media(max-width:40rem){dl{display:block}dd{margin-bottom:.4rem}th[scope=row]{min-width:10rem}}
@page{size:A4 landscape;margin:12mm}
@media print{body{padding:0;font-size:9pt;max-width:none}.wide{overflow:visible}thead{display:table-header-group}
tr{break-inside:avoid}table{font-size:8pt}th[scope=row]{min-width:42mm}.screen{display:none}}
@media screen{.paper{display:none}}
"""
#: so many columns of figures stand side by side on a sheet of A4; one of small numbers is half a column
_WIDEST: Final = 8
_SMALL: Final = 5


def page(record: Record, table: Layout) -> str:
    """The report of a record as one page.

    Args:
        record: the record.
        table: the table of it, in the layout and language of the page.

    Returns:
        Title, what it rests on, and note; the table; the counts of cases; the legend; the
        first 100 problems and how many more there are. Text from charter and data is escaped.
    """
    words = table.words
    title = title_of(record.charter, table.language)
    parts = [
        f'<!doctype html>\n<html lang="{table.language}">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        # Even if something were to slip through, the browser loads and runs nothing.
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{_safe(title)}: {words['report']}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>",
        f"<h1>{_data(title)}</h1>\n<p>{words['report']}</p>",
        f'<p class="note">{words["note"]}: {_data(record.note)}</p>' if record.note else "",
        _facts(table),
        f"<h2>{words['results']}</h2>",
        _matrix(table),
        *(f"<p>{_data(note)}</p>" for note in table.letters),
        f"<h2>{words['cases']}</h2>",
        _counts(record, table),
        f"<h2>{words['legend']}</h2>",
        _legend(record, words, table.language),
        _problems(record, words),
        "</main>\n</body>\n</html>\n",
    ]
    return "\n".join(filter(None, parts))


def _safe(text: Any) -> str:
    return escape(plain(text))


def _data(text: Any) -> str:
    """Text from charter or data: escaped, and kept from turning the direction of what stands beside it."""
    return f"<bdi>{_safe(text)}</bdi>"


def _facts(table: Layout) -> str:
    rows = "\n".join(f"<dt>{name}</dt><dd>{_data(text)}</dd>" for name, text in table.facts)
    return f"<dl>\n{rows}\n</dl>"


def _table(name: str, heading: Iterable[str], rows: Iterable[str]) -> str:
    """A table in a box of its own, which the arrow keys move where the window is too narrow for it."""
    head = "".join(f'<th scope="col">{text}</th>' for text in heading)
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{name}">\n'
        f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n"
        + "\n".join(rows)
        + "\n</tbody>\n</table>\n</div>"
    )


def _row(line: Line, words: Mapping[str, str], cells: str) -> str:
    tier = ' class="tier"' if line.is_tier else ""
    more = [f"{words['target']}: {line.target}"] if line.target else []
    more += [f"{words['trend']}: {line.trend}"] if line.trend else []
    small = "".join(f"<small>{_safe(said)}</small>" for said in more)
    return f'<tr{tier}><td>{line.number}</td><th scope="row">{_data(line.promise)}{small}</th>{cells}</tr>'


def _matrix(table: Layout) -> str:
    """The table; where it is too wide for paper a second time in parts, of which a screen shows nothing."""
    parts = _parts(table)
    if len(parts) == 1:
        return _figures(table, 0, parts[0])
    pairs = zip([0, *parts[:-1]], parts, strict=True)
    paper = "\n".join(_figures(table, first, last) for first, last in pairs)
    whole = _figures(table, 0, parts[-1])
    return f'<div class="screen">\n{whole}\n</div>\n<div class="paper">\n{paper}\n</div>'


def _parts(table: Layout) -> list[int]:
    """Where the columns of figures are cut for paper: the end of each part, the last included."""
    count = len(table.headings) - 2
    weights = [1 if any(len(str(line.cells[column])) > _SMALL for line in table.lines if line.rows) else 0.5
               for column in range(count)]  # fmt: skip
    wanted = max(1, math.ceil(sum(weights) / _WIDEST))
    ends: list[int] = []
    weight = 0.0
    for column in range(0, count, table.step):
        weight += sum(weights[column : column + table.step])
        # as even as can be: two halves of a year, and not eleven months and one
        if weight >= sum(weights) * (len(ends) + 1) / wanted:
            ends.append(min(column + table.step, count))
    return [*ends[: wanted - 1], count]


def _figures(table: Layout, first: int, last: int) -> str:
    """The columns of figures from one to another, after number and promise."""
    rows = []
    for line in table.lines:
        cells = line.cells[first:last]
        rows.append(_row(line, table.words, "".join(_cells(cells, table.words))))
        if line.remark and last == len(line.cells):
            wide = f'<td colspan="{len(cells) + 1}">{_data(line.remark)}</td>'
            rows.append(f"<tr><td></td>{wide}</tr>")
    return _table(table.words["results"], [*table.headings[:2], *table.headings[first + 2 : last + 2]], rows)


def _cells(cells: tuple[Cell, ...], words: Mapping[str, str]) -> Iterator[str]:
    """The cells of a line; neighbours that are empty for one reason are said once."""
    for empty, group in groupby(cells, key=lambda cell: cell.figure if cell.row is None else None):
        found = list(group)
        if empty is not None:
            span = f' colspan="{len(found)}"' if len(found) > 1 else ""
            yield f'<td class="empty"{span}>{empty}</td>'
            continue
        for cell in found:
            said = "" if cell.kept is None else words["kept" if cell.kept else "not_kept"]
            sign = f" <b>{cell.sign} {said}</b>" if said else f" {cell.sign}".rstrip()
            sign += f" ({cell.note})" if cell.note else ""
            kind = "empty" if cell.row and cell.row.value is None else "kept" if cell.kept else "lost" if said else ""
            detail = f"<small>{_safe(cell.detail)}</small>" if cell.detail else ""
            kind = kind or ("count" if cell.form == "count" else "plain")
            yield f'<td class="{kind}">{_safe(cell.figure)}{sign}{detail}</td>'


def _counts(record: Record, table: Layout) -> str:
    """The cases of each promise by verdict, over all periods."""
    words, verdicts = table.words, (*COUNTED, *SHOWN)

    def cells(counts: Mapping[str, int]) -> str:
        return "".join(f'<td class="count">{counts.get(verdict, 0)}</td>' for verdict in verdicts)

    # A layout may have a line for each period of a promise.
    lines: dict[str, list[Line]] = {}
    for line in table.lines:
        lines.setdefault(line.number, []).append(line)
    counted = [(found[0], total(row for line in found for row in line.rows)) for found in lines.values()]
    rows = [_row(replace(line, trend=""), words, cells(counts)) for line, counts in counted if counts]
    if record.unplaced:
        rows.append(f'<tr><td></td><th scope="row">{words["unplaced"]}</th>{cells(record.unplaced)}</tr>')
    if not rows:
        return f"<p>{words['no_data']}</p>"
    heading = [words["number"], words["promise"], *(words[verdict] for verdict in verdicts)]
    return _table(words["cases"], heading, rows)


def _legend(record: Record, words: Mapping[str, str], language: str) -> str:
    nearly, hardly = (">99,9%", "<0,1%") if language == "id" else (">99.9%", "<0.1%")
    meanings = [
        ("✓", words["kept"]), ("✗", words["not_kept"]), (words["no_data"], words["means_no_data"]),
        (words["not_over"], words["means_not_over"]), (words["not_supplied"], words["means_not_supplied"]),
        (words["not_measurable"], words["means_not_measurable"]), (NONE, words["means_none"]),
        (nearly, words["means_nearly"]), (hardly, words["means_hardly"]),
    ]  # fmt: skip
    if has_trends(record):
        meanings += [("▲ ▼ =", words["means_trend"]), (words["nothing_to_compare"], words["means_nothing_to_compare"])]
    return "<dl>\n" + "\n".join(f"<dt>{escape(sign)}</dt><dd>{said}</dd>" for sign, said in meanings) + "\n</dl>"


def _problems(record: Record, words: Mapping[str, str]) -> str:
    if record.untold:
        return f"<p>{words['problems']}: {len(record.problems) + record.untold} ({words['means_problems']})</p>"
    if not record.problems:
        return ""
    shown = [plain(problem) for problem in record.problems[:_PROBLEMS_SHOWN]]
    shown = [text if len(text) <= _LONGEST_PROBLEM else text[:_LONGEST_PROBLEM] + " …" for text in shown]
    more = len(record.problems) - len(shown)
    items = "\n".join(f"<li>{_data(text)}</li>" for text in shown)
    rest = f"\n<p>… {words['more']} {more}</p>" if more else ""
    return f"<h2>{words['problems']} ({len(record.problems)})</h2>\n<ol>\n{items}\n</ol>{rest}"
