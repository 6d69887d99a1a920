from __future__ import annotations

import pytest

from charterclock.language.notes import read_meanings


@pytest.mark.parametrize(
    ("text", "meanings"),
    [
        ("NOTA : Hari/minggu adalah merujuk kepada hari bekerja", {"day": "working day", "week": "working week"}),
        ("Nota: hari bermaksud hari kalendar", {"day": "calendar day"}),
        ("Days refers to working days", {"day": "working day"}),
        ("Semua tempoh adalah dalam hari bekerja", {"day": "working day"}),
        ("Hari adalah hari kerja", {"day": "working day"}),
        ("Hari bekerja tidak termasuk Sabtu dan Ahad", {}),
        ("Jam adalah hari bekerja", {}),
        ("Semua tempoh adalah dalam suku tahun", {}),
        ("dalam tempoh 3 hari bekerja", {}),
        ("", {}),
    ],
)
def test_notes(text: str, meanings: dict[str, str]) -> None:
    assert read_meanings(text) == meanings
