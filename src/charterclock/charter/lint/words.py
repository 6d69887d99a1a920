"""Words that lint looks for in printed sentences, in Malay, Indonesian and English: a speaker can correct them."""

from __future__ import annotations

from typing import Final

__all__ = ["END", "FREQUENCY", "LARGE", "MIDDLE", "SMALL", "START", "UNITS", "UNMEASURABLE", "URGENCY", "VAGUE"]

#: sizes of a job, from small to large
SMALL: Final = ("small", "minor", "simple", "kecil", "ringan", "mudah", "ringkas")
MIDDLE: Final = ("medium", "moderate", "sederhana", "sedang")
LARGE: Final = (
    "large", "major", "big", "complex", "restructuring", "rebuilding", "besar", "berat", "kompleks", "rumit",
    "penyusunan semula",
)  # fmt: skip
#: columns whose larger number is no larger job
URGENCY: Final = ("priority", "severity", "urgency", "keutamaan", "prioritas", "urgensi", "tahap", "tingkat")

#: the last word of a printed time
UNITS: Final = frozenset(
    {
        "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months",
        "quarter", "quarters", "year", "years", "saat", "detik", "minit", "menit", "jam", "hari", "minggu", "pekan",
        "bulan", "tahun", "bekerja", "kerja", "kalendar", "kalender", "takwim", "sejam", "sehari", "seminggu",
        "sebulan", "setahun", "berikutnya", "berikut",
    }
)  # fmt: skip
#: so many times in a period
FREQUENCY: Final = (
    r"\b(?:\w+ ?\(\d+\) |\d+ |satu |dua |tiga |empat |one |two |three |four )?"
    r"(?:kali|times|once|twice) (?:(?:dalam|setiap|per|tiap|in|a|an|every|each) )*"
    r"(?:sebulan|setahun|seminggu|sehari|se-?suku tahun|bulan|tahun|minggu|triwulan|semester|month|year|quarter|week)\b"
)

#: from when a time runs
START: Final = (
    "dari", "daripada", "sejak", "selepas", "setelah", "sesudah", "bermula", "mulai", "terhitung", "apabila",
    "semenjak", "diterima", "yang dilaporkan", "sebelum", "setiap suku", "from", "after", "since", "upon", "once",
    "when", "following", "of receipt", "of receiving", "of the", "of a", "of an", "before",
)  # fmt: skip
#: that a piece of work has an end
END: Final = (
    "sehingga", "hingga", "sampai", "siap", "selesai", "disiapkan", "diselesaikan", "dipulihkan", "until", "complete",
    "completed", "completion", "finish", "finished", "done",
)  # fmt: skip
#: verbs that begin a sentence and have no end that a client can see
VAGUE: Final = (
    "mengurus", "menguruskan", "mengurusi", "mengendali", "mengendalikan", "menyelaras", "menyelaraskan", "memantau",
    "melaksanakan", "mengelola", "menangani", "mengkoordinasikan", "mengoordinasikan", "memproses", "manage", "handle",
    "coordinate", "administer", "monitor", "process", "deal with",
)  # fmt: skip
#: what has no number
UNMEASURABLE: Final = (
    "cekap", "lancar", "berkesan", "profesional", "mesra", "ramah", "sopan", "berhemah", "berkualiti", "berkualitas",
    "terbaik", "cemerlang", "memuaskan", "memenuhi keperluan", "memenuhi kebutuhan", "telus", "transparan", "cepat",
    "segera", "secepat mungkin", "efisien", "efektif", "optimal", "prima", "sebaik mungkin", "semaksimal mungkin",
    "efficient", "efficiently", "effective", "effectively", "friendly", "courteous", "correct", "polite",
    "professional", "professionally", "prompt", "promptly", "quickly", "as soon as possible", "best",
    "quality",
    "satisfactory", "smoothly", "transparent", "timely",
)  # fmt: skip
