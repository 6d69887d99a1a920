"""Words that lint looks for in printed sentences, in Malay, Indonesian and English: a speaker can correct them."""

from __future__ import annotations

from typing import Final

__all__ = [
    "ABOVE", "BELOW", "BETWEEN", "DONE_TO", "END", "FLOOR", "FREQUENCY", "LARGE", "LEADING", "MIDDLE", "SMALL", "START",
    "UNITS", "UNMEASURABLE", "URGENCY", "VAGUE",
]  # fmt: skip

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
#: what makes a printed time the least that it takes
FLOOR: Final = (
    "at least", "not less than", "no less than", "not fewer than", "minimum", "minimum of", "min", "min.",
    "sekurang-kurangnya", "sekurangnya", "setidak-tidaknya", "setidaknya", "tidak kurang", "tidak kurang dari",
    "tidak kurang daripada", "minimal", "minima", "paling kurang", "paling sedikit", "paling singkat", "paling cepat",
    "secepat-cepatnya", "seawal-awalnya",
)  # fmt: skip
#: sizes in words: what is not reached, what is exceeded, from one to the other
BELOW: Final = {
    "<": ("less than", "fewer than", "below", "under", "kurang daripada", "kurang dari", "kurang", "di bawah"),
    "≤": ("up to", "at most", "not more than", "no more than", "tidak lebih daripada", "tidak lebih dari",
          "tidak melebihi", "selebih-lebihnya", "paling banyak", "maksimum", "maksimal"),
}  # fmt: skip
ABOVE: Final = {
    ">": ("more than", "over", "above", "exceeding", "lebih daripada", "lebih dari", "lebih", "melebihi", "di atas"),
    "≥": ("at least", "not less than", "no less than", "tidak kurang daripada", "tidak kurang dari", "tidak kurang",
          "sekurang-kurangnya", "paling sedikit", "minimum", "minimal"),
}  # fmt: skip
BETWEEN: Final = ("-", "–", "—", "to", "hingga", "sampai", "sampai dengan", "s/d", "s.d.", "sd")
#: so many times in a period, once in so many periods, or every period; every year says little
_COUNT: Final = (
    r"satu|dua|tiga|empat|lima|enam|tujuh|lapan|delapan|sembilan|sepuluh|sebelas|belas|puluh|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
)
_PERIOD: Final = (
    r"(?:sebulan|setahun|seminggu|sehari|se-?suku tahun|suku tahun|triwulan|semester|bulan|tahun|minggu|"
    r"months?|years?|quarters?|weeks?)"
)
_NUMBER: Final = rf"(?:(?:{_COUNT}) ){{0,3}}(?:\(\d{{1,4}}\) ?|\d{{1,4}} (?:\(\w{{1,20}}\) )?)?"
FREQUENCY: Final = (
    rf"\b(?:(?:{_NUMBER}(?:kali|times)|sekali|once|twice)"
    rf" (?:(?:dalam|setiap|per|tiap|in|a|an|every|each) )*(?:(?:{_COUNT}|\d{{1,3}}) )?{_PERIOD}"
    rf"|(?:sebulan|setahun|seminggu|se-?suku tahun) (?:sekali|(?:{_COUNT}|\d{{1,4}}) kali)"
    rf"|(?:setiap|tiap|saban|every|each) (?:(?:{_COUNT}|\d{{1,3}}) )?"
    r"(?:suku tahun|triwulan|semester|bulan|minggu|months?|quarters?|weeks?))\b"
)

#: from when a time runs
START: Final = (
    "dari", "daripada", "sejak", "selepas", "setelah", "sesudah", "bermula", "mulai", "terhitung", "apabila",
    "semenjak", "diterima", "yang dilaporkan", "sebelum", "setiap suku", "from", "after", "since", "upon", "once",
    "when", "following", "of receipt", "of receiving", "of the", "of a", "of an", "before",
)  # fmt: skip
#: that a piece of work has an end
END: Final = (
    "sehingga", "hingga", "sampai", "siap", "selesai", "disiapkan", "diselesaikan", "dipulihkan", "disempurnakan",
    "dituntaskan", "diputuskan", "diluluskan", "dikeluarkan", "diserahkan", "dibayar", "dijawab", "until", "complete",
    "completed", "completion", "finish", "finished", "done", "settled", "decided", "approved", "issued", "delivered",
    "paid", "answered",
)  # fmt: skip
#: verbs that begin a sentence and have no end that a client can see
VAGUE: Final = (
    "mengurus", "menguruskan", "mengurusi", "mengendali", "mengendalikan", "menyelaras", "menyelaraskan", "memantau",
    "melaksanakan", "mengelola", "menangani", "mengkoordinasikan", "mengoordinasikan", "memproses", "manage", "handle",
    "coordinate", "administer", "monitor", "process", "deal with",
)  # fmt: skip
#: the same of what is done to a thing, anywhere in a sentence
DONE_TO: Final = (
    "diurus", "diuruskan", "dikendali", "dikendalikan", "diselaraskan", "dipantau", "diproses", "dikelola", "ditangani",
    "dikoordinasikan", "managed", "handled", "coordinated", "administered", "monitored", "processed", "dealt with",
)  # fmt: skip
#: what can stand before the verb of a promise
LEADING: Final = ("to", "we", "will", "shall", "kami", "akan", "untuk", "memastikan")
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
