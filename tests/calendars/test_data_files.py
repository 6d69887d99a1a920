"""The data files: read without a problem, compact copies current, every entry with its source."""

from __future__ import annotations

import pytest

from charterclock.calendars.data import FOLDER, compact, load
from charterclock.files import read_file

NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("name", NAMES)
def test_compact_copy_is_current(name: str) -> None:
    assert (FOLDER / f"{name}.json").read_text(encoding="utf-8") == compact(name), "run `make data`"


@pytest.mark.parametrize("name", NAMES)
def test_every_entry_has_a_source(name: str) -> None:
    data = load(name)
    assert read_file(FOLDER / f"{name}.yaml").problems == ()
    for section in ("lists", "days", "decrees", "regional", "ramadan", "ramadan_exceptions"):
        for entry in data.get(section, ()):
            assert entry.get("source") or entry.get("doubt"), (section, entry)
