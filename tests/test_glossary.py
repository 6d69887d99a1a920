"""The glossary says what the library prints and reads."""

from __future__ import annotations

import re
from configparser import ConfigParser

import pytest

from charterclock.clock.sayings import sayings
from charterclock.record.words import WORDS
from docpages import ROOT

LANGUAGES = ("en", "ms", "id")
UNITS = ("working day", "working hour", "calendar day", "clock hour", "statutory day", "working week", "calendar month")
VERDICTS = ("met", "missed", "overdue", "early", "running", "paused", "extended", "excluded")
REPORT = (
    "report", "promise", "target", "issuer", "kept", "not_kept", "no_data", "not_over", "not_measurable", "respondents",
)  # fmt: skip


def glossary():
    """The Malay and the Indonesian of each English word."""
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| [^|]+ \|$", text, re.MULTILINE)
    return {english.strip("`"): (malay, indonesian) for english, malay, indonesian in rows if english != "English"}


def units(language):
    """The first way of saying each unit, which is the one that is written."""
    table = ConfigParser(delimiters="=", interpolation=None, strict=False)
    file = ROOT / "src" / "charterclock" / "language" / "words" / f"{language}.ini"
    table.read_string(file.read_text(encoding="utf-8"))
    return {unit: table["units"][unit].split("|")[0].strip() for unit in UNITS}


def printed(language):
    """What the library prints in a language, by what it prints in English, or by the name of the verdict."""
    english, said, report = sayings("en"), sayings(language), WORDS[language]
    found = {english.kinds[kind]: said.kinds[kind] for kind in english.kinds if kind != "civil_service_only"}
    found |= {english.statuses[status]: said.statuses[status] for status in english.statuses}
    found |= {english.whys[why]: said.whys[why] for why in ("rest day", "season")}
    found |= {getattr(english, name): getattr(said, name) for name in ("calendar", "start", "weekly_holiday")}
    found |= {english.due.split(",")[0]: said.due.split(",")[0]}
    found |= {verdict: report[verdict].lower() for verdict in VERDICTS}
    found |= {WORDS["en"][name].lower(): report[name].lower() for name in REPORT}
    return found | {unit: units(language)[unit] for unit in UNITS}


@pytest.mark.parametrize(("place", "language"), [(0, "ms"), (1, "id")])
def test_words_are_those_of_the_library(place, language):
    shown = glossary()
    assert {english: shown[english][place] for english in printed(language)} == printed(language)
