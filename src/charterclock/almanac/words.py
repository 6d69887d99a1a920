"""The words of a year that is shown, in Malay, Indonesian and English; those of days off are in ``clock.sayings``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["WEEKDAY_SIGNS", "WORDS"]

#: two letters a weekday, from Monday, for the head of a month
WEEKDAY_SIGNS: Final[Mapping[str, tuple[str, ...]]] = {
    "en": ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"),
    "ms": ("Is", "Se", "Ra", "Kh", "Ju", "Sa", "Ah"),
    "id": ("Sn", "Sl", "Rb", "Km", "Jm", "Sb", "Mg"),
}
#: the marks of a day (``year.MARKS``), and what else stands on a year's page
WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "open": "working day", "short": "short day", "other": "other hours", "off": "day off", "rest": "rest day",
        "estimated": "estimated", "working days": "working days", "closed": "closed by a day off or an order",
        "hours": "Hours", "days off listed": "Days off", "other hours listed": "Short days and other hours",
        "none": "none",
    },
    "ms": {
        "open": "hari bekerja", "short": "hari pendek", "other": "waktu lain", "off": "hari kelepasan",
        "rest": "hari rehat", "estimated": "anggaran", "working days": "hari bekerja",
        "closed": "ditutup oleh hari kelepasan atau arahan", "hours": "Waktu", "days off listed": "Hari kelepasan",
        "other hours listed": "Hari pendek dan waktu lain", "none": "tiada",
    },
    "id": {
        "open": "hari kerja", "short": "hari pendek", "other": "jam lain", "off": "hari libur",
        "rest": "hari istirahat", "estimated": "perkiraan", "working days": "hari kerja",
        "closed": "ditutup oleh hari libur atau perintah", "hours": "Jam", "days off listed": "Hari libur",
        "other hours listed": "Hari pendek dan jam lain", "none": "tidak ada",
    },
}  # fmt: skip
