"""The pages that are looked at: the demo's report in each layout and language, and what a notebook shows."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd

import charterclock as cc
from charterclock.record.columns import LAYOUTS

ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "ms", "id")
REPORTS = [f"report-{layout}-{language}" for layout in LAYOUTS for language in LANGUAGES]
#: one long word, signs that mean something to HTML, a mark that turns direction, a sentence without an end
HOSTILE = "A" * 300 + "<script>alert(1)</script>\u202e" + " and so on" * 100
#: about what a notebook is around its outputs
_AROUND = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>What a notebook shows</title>
<style>:root{{color-scheme:light dark}}body{{font:14px/1.4 sans-serif}}section{{margin:1em 0}}</style></head>
<body><main><h1>What a notebook shows</h1>
{}
</main></body></html>
"""


def demo() -> ModuleType:
    """``docs/demo.py``, whose cases these are."""
    spec = importlib.util.spec_from_file_location("demo", ROOT / "docs" / "demo.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def write(folder: Path) -> None:
    """Writes every page into a folder."""
    given = demo()
    charter = cc.load(ROOT / "charters" / "penang-btmkn.yaml")
    cases, over = given.simulated_cases(charter), ("2025-01-01", "2025-12-31")
    record = charter.attainment(cases, at=given.AT, by="month", over=over, note=given.NOTE)
    for layout in LAYOUTS:
        for language in LANGUAGES:
            record.to_html(folder / f"report-{layout}-{language}.html", language, layout=layout)
    _hostile().to_html(folder / "report-hostile.html", "en", layout="penang")
    quarters = charter.attainment(cases, at=given.AT, by="quarter", over=over)
    shown = "\n".join(f"<section>{value._repr_html_()}</section>" for value in values(charter, quarters))
    (folder / "cards.html").write_text(_AROUND.format(shown), encoding="utf-8")


def values(charter: cc.Charter, record: Any) -> list[Any]:
    """One of each kind of value that shows itself in a notebook."""
    started = charter["lan-new"].start("2025-04-30T10:00", points=10)
    clock = started.pause("2025-05-06T09:00").resume("2025-05-08T09:00")
    return [charter, charter.office, clock.due(), clock, clock.status(at="2025-05-12T12:00"), record]


def _hostile() -> Any:
    pledge = {"id": "p", "says": HOSTILE, "clock": {"start": "asked", "stop": "given"}, "within": "2 working days"}
    charter = cc.Charter(id="own", title={"en": HOSTILE}, calendar="MY-07", pledges=[pledge])
    cases = pd.DataFrame({
        "case": [HOSTILE, "2"], "pledge": ["p", HOSTILE], "asked": ["2025-04-30T10:00"] * 2,
        "given": ["2025-06-02T10:00"] * 2,
    })  # fmt: skip
    return charter.attainment(cases, at="2025-07-01T00:00", by="month", note=HOSTILE)
