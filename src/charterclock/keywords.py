"""What people write for a key of a file in Malay and Indonesian: a speaker can correct the table without reading code.

Keys stay English, as in every charter file; a word of this table only gives the hint which key was meant.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Final

from charterclock.errors import nearest

__all__ = ["WORDS", "meant_key", "meant_weekday"]

WORDS: Final[Mapping[str, str]] = {
    # a charter
    "title": "tajuk | judul",
    "issuer": "penerbit | pengeluar | instansi | agensi",
    "calendar": "kalendar | kalender",
    "language": "bahasa",
    "source": "sumber",
    "document": "dokumen",
    "meanings": "makna | maksud | erti | arti | pengertian | definisi",
    "reckoning": "kiraan | pengiraan | hitungan | perhitungan",
    "recovery": "pemulihan | pemulihan perkhidmatan | pemulihan layanan",
    "pledges": "janji | ikrar | janji layanan",
    # a pledge
    "says": "ayat | teks | bunyi | kalimat | pernyataan | kenyataan",
    "note": "nota | catatan",
    "kind": "jenis",
    "valid": "berkuat kuasa | berlaku | masa berlaku | tempoh sah",
    "applies": "berlaku untuk | terpakai | bagi | untuk",
    "within": "tempoh | dalam tempoh | jangka masa | dalam masa | masa | jangka waktu | dalam waktu | waktu | tenggat",
    "under": "kurang | kurang daripada | kurang dari",
    "after": "selepas | setelah | sesudah",
    "before": "sebelum",
    "at_least": "sekurang kurangnya | paling kurang | minimal | minimum | paling sedikit | setidaknya",
    "by": "selewat lewatnya | paling lewat | paling lambat | selambat lambatnya",
    "target": "sasaran | pencapaian | capaian",
    "tiers": "peringkat | tahap | tingkat | tingkatan | jenjang | kategori | golongan",
    "name": "nama",
    "when": "apabila | bila | jika | kalau | syarat | keadaan",
    "clock": "jam",
    "start": "mula | mulai | bermula | permulaan | awal",
    "stop": "henti | tamat | selesai | akhir | berakhir",
    "pause": "jeda | tangguh | penangguhan | tunda | penundaan",
    "excludes": "kecuali | dikecualikan | mengecualikan | pengecualian",
    "every": "setiap | tiap | tiap tiap",
    "times": "kali | bilangan",
    "scale": "skala",
    "elements": "unsur",
    "weight": "wajaran | pemberat | bobot",
    "of": "daripada | dari",
    "cohort": "kohort",
    "systems": "sistem",
    "maintenance": "penyelenggaraan | pemeliharaan",
    # bounds
    "from": "dari | daripada | mulai | bermula",
    "to": "hingga | sehingga | sampai | ke",
    "below": "di bawah | bawah | kurang | kurang daripada | kurang dari",
    "above": "di atas | atas | lebih | lebih daripada | lebih dari | melebihi",
    # kinds
    "availability": "ketersediaan | kebolehsediaan",
    "frequency": "kekerapan | frekuensi",
    "score": "skor | nilai",
    "index": "indeks",
    "ratio": "nisbah | rasio",
    "statement": "pernyataan | kenyataan",
    "fee": "bayaran | fi | biaya | tarif",
    "remedy": "pampasan | kompensasi",
    # a calendar
    "base": "asas | dasar",
    "zone": "zon | zona | zon waktu | zona waktu | zon masa",
    "hours": "waktu | jam | waktu bekerja | waktu pejabat | waktu operasi | jam kerja | jam buka",
    "weekly_holiday": "cuti mingguan | hari kelepasan mingguan | libur mingguan",
    "joint_leave": "cuti bersama",
    "covers": "meliputi | mencakup | cakupan",
    "holidays": "cuti | hari cuti | cuti umum | hari kelepasan | kelepasan am | libur | hari libur",
    "seasons": "musim",
    "changes": "perubahan | pindaan",
    "date": "tarikh | tanggal",
    "dates": "tarikh | tanggal",
    "holiday": "cuti | kelepasan | libur",
    "open": "buka | dibuka",
    "why": "sebab | alasan",
    # words that need a meaning
    "day": "hari",
    "week": "minggu | pekan",
    "month": "bulan",
    "hour": "jam",
    "working month": "bulan bekerja | bulan kerja",
    # weekdays
    "mon": "isnin | senin",
    "tue": "selasa",
    "wed": "rabu",
    "thu": "khamis | kamis",
    "fri": "jumaat | jumat",
    "sat": "sabtu",
    "sun": "ahad | minggu",
}  # fmt: skip


_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def meant_weekday(word: str) -> str | None:
    """The weekday that a word in three languages is, if it is one.

    Example:
        >>> meant_weekday("Jumaat"), meant_weekday("friday"), meant_weekday("fortnight")
        ('fri', 'fri', None)
    """
    plain = word.casefold().strip()
    for day in _WEEKDAYS:
        full = {"tue": "tuesday", "wed": "wednesday", "thu": "thursday", "sat": "saturday"}.get(day, f"{day}day")
        if plain in (day, full, *WORDS[day].split(" | ")):
            return day
    return None


def meant_key(word: str, known: Iterable[str]) -> str | None:
    """A hint that names the key that was probably meant: in Malay or Indonesian, or misspelt.

    Example:
        >>> meant_key("sasaran", ["within", "target"])
        "did you mean 'target'?"
        >>> meant_key("within:3 days", ["within", "target"])
        'a space is missing after the colon: within: 3 days'
    """
    keys = list(known)
    if not isinstance(word, str) or len(word) > 100:
        return None
    before, colon, after = word.partition(":")
    if colon and after and before in keys:  # in {within:3 days} YAML sees one long key
        return f"a space is missing after the colon: {before}: {after}"
    plain = " ".join(word.casefold().replace("_", " ").replace("-", " ").split())
    words = {said: key for key in keys for said in (*WORDS.get(key, "").split(" | "), key)}
    close = difflib.get_close_matches(plain, words, n=1, cutoff=0.8)  # so many words are near more than they mean
    return f"did you mean '{words[close[0]]}'?" if close else nearest(word, keys)
