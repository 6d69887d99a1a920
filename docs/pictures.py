"""Draws the pictures of docs/reckoning.md from its own examples, and writes what each says into the pages.

``make pictures`` runs the examples of the page, takes the due dates that they compute, and draws each with the timeline
of the library: once for each language, into ``docs/pictures``. Nothing here says when a case is due.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib import pyplot

import charterclock as cc
from charterclock.record.plot import uptime
from charterclock.record.strip import Strip
from charterclock.record.timeline import timelines

HERE = Path(__file__).parent
FOLDER = HERE / "pictures"
#: the page of each language; the examples are those of the first, and the same in the others
PAGES = {"en": HERE / "reckoning.md", "ms": HERE / "ms" / "reckoning.md", "id": HERE / "id" / "reckoning.md"}

_EXAMPLE = re.compile(r"^\*\*\w+ (?P<number>\d+b?)\*\*", re.MULTILINE)
_BLOCK = re.compile(r"^```python\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_IMAGE = re.compile(r"^!\[[^\]]*\]\((?P<path>(?:\.\./)?pictures/([\w-]+)\.(\w\w)\.svg)\)$", re.MULTILINE)
#: ink and ground by night, for each that is drawn; the ground is drawn too, so that either is legible on any page
_NIGHT = {
    "#ffffff": "#1c1c1c", "#d9d9d9": "#4a4a4a", "#999999": "#8a8a8a", "#666666": "#b0b0b0", "#262626": "#f0f0f0",
    "#000000": "#f5f5f5",
}  # fmt: skip
#: what matplotlib writes and a reader does not need, and what stands there instead
_LEFT_OUT = (
    (r"<\?xml.*?\?>\s*|<!DOCTYPE.*?>\s*|<!--.*?-->\s*|<metadata>.*?</metadata>\s*", ""),
    (r"<clipPath.*?</clipPath>\s*|<style type.*?</style>\s*|<defs>\s*</defs>\s*", ""),
    (r' clip-path="[^"]*"| transform="rotate\(-?0 [^"]*\)"', ""),
    (r"font: ([\d.]+px) [^;\"]*", r"font-size: \1"),  # as some versions of matplotlib write it
    (r" font-family: [^;\"]*;", ""),
    (r' fill="(?:white|#ffffff)"', ' style="fill: #ffffff"'),  # the ground of a hatch
    (r"\s*</?g(?: id=\"[\w.]+\")?/?>", ""),
)


@dataclass(frozen=True)
class Picture:
    """One picture: which of the cases that an example computes it shows, below one another.

    ``names`` are clocks of the page by their names, instead; ``shares`` of them are marked. ``record`` is a record of
    the page by its name, of which the availability is shown.
    """

    name: str
    example: str
    rows: Sequence[int] = ()
    names: Sequence[str] = ()
    shares: Sequence[float] = ()
    record: str = ""


PICTURES = [
    Picture("zone", "1", [0]),
    Picture("fold", "2", [0]),
    Picture("gap", "2", [1]),
    Picture("statutory-day", "4", [0, 1, 2, 3]),
    Picture("working-week", "5", [0]),
    Picture("working-month", "6", [0]),
    Picture("receipt", "9", [0, 1]),
    Picture("closing-is-outside", "10", [0, 1]),
    Picture("cut-off", "11", [0, 1]),
    Picture("clock-hours", "12", [0]),
    Picture("friday-break", "13", [0]),
    Picture("landing-on-a-closing", "14", [0]),
    Picture("night-shift", "14b", [0]),
    Picture("first-day", "15", [0, 1]),
    Picture("zero-days", "16", [0, 1]),
    Picture("half-day", "16b", [0]),
    Picture("rest-days", "17", [0, 1]),
    Picture("roll", "18", [0, 1, 2]),
    Picture("roll-statute", "19", [0]),
    Picture("short-month", "20", [0]),
    Picture("no-memory", "20", [1]),
    Picture("first-day-of-a-week", "21", [0, 1]),
    Picture("day-end", "22", [0, 1, 2, 3]),
    Picture("under-an-hour", "23", [0]),
    Picture("under-days", "23", [1]),
    Picture("not-before-receipt", "24", [0]),
    Picture("not-before-resume", "25", [0, 1]),
    Picture("under-zero-days", "26", [0]),
    Picture("pause", "27", [0, 1, 2]),
    Picture("pause-over-a-weekend", "27", [3, 4]),
    Picture("pause-of-working-hours", "28", [0]),
    Picture("pause-of-clock-hours", "28", [1, 2]),
    Picture("pause-and-roll", "29", [0, 1, 2]),
    Picture("paused", "30", [0, 1, 2]),
    Picture("pause-after-the-due", "31", [0]),
    Picture("share", "32", names=["permit"], shares=[0.75]),
    Picture("share-of-hours", "32", names=["help_"], shares=[0.5]),
    Picture("after", "33", [0]),
    Picture("before", "34", [0]),
    Picture("before-a-sunday", "34", [1]),
    Picture("before-in-hours", "34", [2]),
    Picture("at-least", "35", [0, 1]),
    Picture("after-hours", "36", [0, 1, 2]),
    Picture("range", "37", [0]),
    Picture("by", "38", [0]),
    Picture("date-alone", "39", [0]),
    Picture("verdict", "40", names=["kept", "late"]),
    Picture("extension", "43", names=["until", "by"]),
    Picture("availability", "49", record="shown"),
]  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What an example of the page asked for: a due with the pauses it was given, or a clock."""

    case: Any
    pauses: Sequence[Any] = ()


@contextlib.contextmanager
def _listening(heard: list[Asked]) -> Iterator[None]:
    """Takes down every due that is computed meanwhile, by function or by clock."""
    of_function, of_clock = cc.due, cc.Clock.due

    def due(*given: Any, **named: Any) -> cc.Due:
        found = of_function(*given, **named)
        heard.append(Asked(found, tuple(named.get("pauses", ()))))
        return found

    def clock_due(clock: cc.Clock, **named: Any) -> cc.Due:
        heard.append(Asked(clock, tuple(named.get("pauses", ()))))
        return of_clock(clock, **named)

    cc.due, cc.Clock.due = due, clock_due  # type: ignore[method-assign]
    try:
        yield
    finally:
        cc.due, cc.Clock.due = of_function, of_clock  # type: ignore[method-assign]


def examples() -> dict[str, list[Asked]]:
    """What each example of the page asked for, in its order; and every name of the page that is a clock or a record."""
    text = PAGES["en"].read_text(encoding="utf-8")
    found: dict[str, list[Asked]] = {}
    names: dict[str, Any] = {}
    for block in _BLOCK.finditer(text):
        before = list(_EXAMPLE.finditer(text, 0, block.start()))
        heard = found.setdefault(before[-1]["number"] if before else "", [])
        with _listening(heard):
            for statement in _statements(block["text"]):
                with contextlib.suppress(cc.CharterclockError), contextlib.redirect_stdout(io.StringIO()):
                    exec(statement, names)
    found["names"] = [Asked(pair) for pair in names.items() if isinstance(pair[1], cc.Clock | cc.Record)]
    return found


def _statements(block: str) -> Iterator[str]:
    """The statements of a block of prompts, without what they print."""
    lines: list[str] = []
    for line in block.splitlines():
        if line.startswith(">>> "):
            if lines:
                yield "\n".join(lines) + "\n"
            lines = [line[4:]]
        elif line.startswith("..."):
            lines.append(line[4:])
    if lines:
        yield "\n".join(lines) + "\n"


@dataclass(frozen=True)
class Drawing:
    """What a picture shows: rows of cases, each with what stands over it, or a record."""

    language: str
    rows: tuple[tuple[str, Strip], ...] = ()
    record: Any = None

    @cached_property
    def figure(self) -> Any:
        """As the library draws it."""
        if self.record is None:
            figure = timelines(self.rows)[0].figure
        else:
            figure, ax = pyplot.subplots(figsize=(6.25, 1.6), layout="constrained")
            uptime(self.record, ax, self.language)
            ax.set_xlim(0, 1.6 * ax.get_xlim()[1])  # the words beside the bars are long for so narrow a picture
            for label in (*ax.get_yticklabels(), *ax.get_xticklabels(), ax.xaxis.label):
                label.set_fontsize("small")
        pyplot.close(figure)
        return figure

    @property
    def text(self) -> str:
        """The text alternative."""
        if self.record is None:
            return " / ".join(f"{said}: {strip.text.partition(': ')[2]}" for said, strip in self.rows)
        (ax,) = self.figure.axes
        pairs = zip(ax.get_yticklabels(), ax.texts, strict=True)
        return " / ".join(f"{label.get_text()}: {text.get_text().strip()}" for label, text in pairs)

    @property
    def data(self) -> str:
        """What is drawn, as JSON: the marks of each case, and a digest of all the rest; of a record its figures."""
        if self.record is not None:
            return json.dumps([[row.pledge, str(row.period), str(row.value)] for row in self.record.rows])
        found = []
        for said, strip in self.rows:
            drawn = strip.to_dict()
            digest = hashlib.sha256(json.dumps(drawn, sort_keys=True).encode()).hexdigest()[:16]
            found.append({"said": said, "marks": drawn["marks"], "drawn": digest})
        return json.dumps(found, ensure_ascii=False)


def drawing_of(picture: Picture, asked: Mapping[str, list[Asked]], language: str) -> Drawing:
    """A picture in a language, before it is drawn."""
    named = dict(one.case for one in asked["names"])
    if picture.record:
        return Drawing(language, record=named[picture.record])
    chosen = [asked[picture.example][row] for row in picture.rows] + [Asked(named[name]) for name in picture.names]
    rows = []
    for one in chosen:
        strip = Strip.of(one.case, language=language, shares=picture.shares, pauses=one.pauses)
        due = one.case.due() if isinstance(one.case, cc.Clock) else one.case
        rows.append((_caption(due, language), strip))
    return Drawing(language, tuple(rows))


def _caption(due: cc.Due, language: str) -> str:
    """The promise, and what of the reckoning or the place is not the usual."""
    usual = cc.Reckoning()
    fields = [f"{name}: {getattr(due.reckoning, name)}" for name in usual.__dataclass_fields__
              if getattr(due.reckoning, name) != getattr(usual, name)]  # fmt: skip
    place = [] if due.calendar.zone == "Asia/Kuala_Lumpur" else [due.calendar.zone]
    return ", ".join([Strip.of(due, language=language).title, *fields, *place])


def svg_of(drawing: Drawing) -> str:
    """A picture as SVG: the same bytes each time, its text as text, and what it draws as JSON inside."""
    written = io.StringIO()
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "charterclock"}):
        drawing.figure.savefig(written, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    svg = written.getvalue()
    for pattern, put in _LEFT_OUT:
        svg = re.sub(pattern, put, svg, flags=re.DOTALL)
    svg = re.sub(r'(?<= d=")[^"]+', lambda path: re.sub(r"\s+", " ", path[0]).strip(), svg)
    svg = re.sub(r"\d+\.\d{2,}", lambda number: f"{float(number[0]):.1f}".removesuffix(".0"), svg)
    night = "".join(f'[style*="{of}: {day}"]{{{of}:{ink}!important}}'
                    for day, ink in _NIGHT.items() for of in ("fill", "stroke"))  # fmt: skip
    head = (
        f"<title>{escape(drawing.text)}</title>\n<metadata>{escape(drawing.data, quote=False)}</metadata>\n"
        "<style>text{font-family:'DejaVu Sans',Verdana,sans-serif}"
        f"text:not([style*=\"fill\"]){{fill:#000}}\n@media(prefers-color-scheme:dark)"
        f"{{text:not([style*=\"fill\"]){{fill:#f5f5f5}}{night}}}</style>\n"
    )
    said = f'role="img" lang="{drawing.language}"'
    return re.sub(r"<svg ([^>]*)>\s*", lambda tag: f"<svg {tag[1]} {said}>\n{head}", svg, count=1)


def main() -> None:
    """Draws all pictures and writes their texts into the pages."""
    matplotlib.use("Agg")
    asked = examples()
    texts = {}
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.svg"):
        old.unlink()
    for language in PAGES:
        for picture in PICTURES:
            drawing = drawing_of(picture, asked, language)
            texts[picture.name, language] = drawing.text
            (FOLDER / f"{picture.name}.{language}.svg").write_text(svg_of(drawing), encoding="utf-8")
    for page in filter(Path.exists, PAGES.values()):
        text = page.read_text(encoding="utf-8")
        told = _IMAGE.sub(lambda found: f"![{texts[found[2], found[3]]}]({found['path']})", text)
        page.write_text(told, encoding="utf-8")


if __name__ == "__main__":
    main()
