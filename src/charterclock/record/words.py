"""The words of a report, in Malay, Indonesian and English; the headings are those that offices print."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from charterclock.record.periods import Period

__all__ = ["MONTHS", "WORDS", "period_name"]

MONTHS: Final[Mapping[str, tuple[str, ...]]] = {
    "ms": (
        "Januari", "Februari", "Mac", "April", "Mei", "Jun", "Julai", "Ogos", "September", "Oktober", "November",
        "Disember",
    ),
    "id": (
        "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
        "Desember",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ),
}  # fmt: skip

_ENGLISH: Final[Mapping[str, str]] = {
    "report": "Achievement report",
    "number": "No.",
    "promise": "Promise",
    "target": "Target",
    "quarter": "Quarter",
    "whole": "Whole period",
    "kept": "kept",
    "not_kept": "not kept",
    "no_data": "no data",
    "not_over": "not over",
    "so_far": "so far",
    "not_measurable": "not measurable",
    "not_supplied": "not supplied",
    "of": "of",
    "answers": "answers",
    "respondents": "respondents",
    "due_so_far": "due so far",
    "missed_parts": "missed",
    "down": "down",
    "permitted": "still permitted",
    "exceeded": "over the limit by",
    "hour": "h",
    "minute": "min",
    "second": "s",
    "issuer": "Issuer",
    "period": "Period",
    "at": "Until",
    "period_by": "Period of a case",
    "by_due": "by its due date",
    "by_receipt": "by its receipt",
    "by_stop": "by its completion",
    "denominator": "Percentage",
    "rule": "met / (met + missed + overdue + early); running, paused, extended and excluded cases stand beside it",
    "rule_extended": "met / (met + missed + overdue + early), a case extended with notice counted as met; running, "
    "paused and excluded cases stand beside it",
    "calendar": "Calendar",
    "note": "Note",
    "results": "Achievement",
    "cases": "Cases",
    "met": "Met",
    "missed": "Missed",
    "overdue": "Overdue, not done",
    "early": "Too early",
    "running": "Running",
    "paused": "Paused",
    "extended": "Extended",
    "excluded": "Excluded",
    "problem": "Problem in the data",
    "unplaced": "In no period",
    "legend": "Legend",
    "means_no_data": "nothing to count in the period; never 0% and never 100%",
    "means_not_over": "the period has not ended; its figure can still change",
    "means_not_supplied": "no data were given for this promise",
    "means_not_measurable": "the sentence promises nothing that can be measured",
    "means_none": "the promise is not counted by this period, or not in force in it",
    "means_nearly": "rounded it would be 100.0%, but something was missed",
    "means_hardly": "rounded it would be 0.0%, but something was met",
    "problems": "Problems in the data",
    "means_problems": "they are in no figure",
    "more": "and more",
}

_MALAY: Final[Mapping[str, str]] = {
    "report": "Laporan Pencapaian",
    "number": "Bil.",
    "promise": "Janji",
    "target": "Sasaran",
    "quarter": "Suku Tahun",
    "whole": "Keseluruhan tempoh",
    "kept": "menepati",
    "not_kept": "tidak menepati",
    "no_data": "tiada kes",
    "not_over": "belum tamat",
    "so_far": "setakat ini",
    "not_measurable": "tidak boleh diukur",
    "not_supplied": "tidak dibekalkan",
    "of": "daripada",
    "answers": "jawapan",
    "respondents": "responden",
    "due_so_far": "perlu setakat ini",
    "missed_parts": "tertinggal",
    "down": "terputus",
    "permitted": "masih dibenarkan",
    "exceeded": "melebihi had sebanyak",
    "hour": "jam",
    "minute": "minit",
    "second": "saat",
    "issuer": "Pengeluar",
    "period": "Tempoh",
    "at": "Sehingga",
    "period_by": "Tempoh sesuatu kes",
    "by_due": "mengikut tarikh akhir",
    "by_receipt": "mengikut tarikh terima",
    "by_stop": "mengikut tarikh selesai",
    "denominator": "Peratus",
    "rule": "menepati / (menepati + tidak menepati + lewat + terlalu awal); kes dalam tindakan, ditangguhkan, "
    "dilanjutkan dan dikecualikan ditunjukkan berasingan",
    "rule_extended": "menepati / (menepati + tidak menepati + lewat + terlalu awal), kes yang dilanjutkan dengan "
    "makluman dikira menepati; kes dalam tindakan, ditangguhkan dan dikecualikan ditunjukkan berasingan",
    "calendar": "Kalendar",
    "note": "Catatan",
    "results": "Pencapaian",
    "cases": "Bilangan kes",
    "met": "Menepati",
    "missed": "Tidak menepati",
    "overdue": "Lewat, belum selesai",
    "early": "Terlalu awal",
    "running": "Dalam tindakan",
    "paused": "Ditangguhkan",
    "extended": "Dilanjutkan",
    "excluded": "Dikecualikan",
    "problem": "Masalah data",
    "unplaced": "Tanpa tempoh",
    "legend": "Petunjuk",
    "means_no_data": "tiada apa-apa untuk dikira dalam tempoh itu; bukan 0% dan bukan 100%",
    "means_not_over": "tempoh belum tamat; angkanya masih boleh berubah",
    "means_not_supplied": "tiada data diberi bagi janji ini",
    "means_not_measurable": "ayatnya tidak menjanjikan sesuatu yang boleh diukur",
    "means_none": "janji ini tidak dikira mengikut tempoh itu, atau tidak berkuat kuasa dalamnya",
    "means_nearly": "jika dibundarkan menjadi 100.0%, tetapi ada yang tidak menepati",
    "means_hardly": "jika dibundarkan menjadi 0.0%, tetapi ada yang menepati",
    "problems": "Masalah dalam data",
    "means_problems": "tidak termasuk dalam mana-mana angka",
    "more": "dan lagi",
}

_INDONESIAN: Final[Mapping[str, str]] = {
    "report": "Laporan Kinerja",
    "number": "No.",
    "promise": "Janji",
    "target": "Target",
    "quarter": "Triwulan",
    "whole": "Seluruh periode",
    "kept": "tercapai",
    "not_kept": "tidak tercapai",
    "no_data": "tidak ada kasus",
    "not_over": "belum berakhir",
    "so_far": "sampai saat ini",
    "not_measurable": "tidak terukur",
    "not_supplied": "tidak disediakan",
    "of": "dari",
    "answers": "jawaban",
    "respondents": "responden",
    "due_so_far": "wajib sampai saat ini",
    "missed_parts": "terlewat",
    "down": "terputus",
    "permitted": "masih diperbolehkan",
    "exceeded": "melebihi batas sebesar",
    "hour": "jam",
    "minute": "menit",
    "second": "detik",
    "issuer": "Penerbit",
    "period": "Periode",
    "at": "Sampai dengan",
    "period_by": "Periode suatu kasus",
    "by_due": "menurut tanggal jatuh tempo",
    "by_receipt": "menurut tanggal diterima",
    "by_stop": "menurut tanggal selesai",
    "denominator": "Persentase",
    "rule": "tepat waktu / (tepat waktu + terlambat + lewat waktu + terlalu awal); kasus dalam proses, dihentikan "
    "sementara, diperpanjang dan dikecualikan ditampilkan terpisah",
    "rule_extended": "tepat waktu / (tepat waktu + terlambat + lewat waktu + terlalu awal), kasus yang diperpanjang "
    "dengan pemberitahuan dihitung tepat waktu; kasus dalam proses, dihentikan sementara dan dikecualikan ditampilkan "
    "terpisah",
    "calendar": "Kalender",
    "note": "Keterangan",
    "results": "Capaian",
    "cases": "Jumlah kasus",
    "met": "Tepat waktu",
    "missed": "Terlambat",
    "overdue": "Lewat waktu, belum selesai",
    "early": "Terlalu awal",
    "running": "Dalam proses",
    "paused": "Dihentikan sementara",
    "extended": "Diperpanjang",
    "excluded": "Dikecualikan",
    "problem": "Masalah data",
    "unplaced": "Tanpa periode",
    "legend": "Petunjuk",
    "means_no_data": "tidak ada yang dihitung dalam periode itu; bukan 0% dan bukan 100%",
    "means_not_over": "periode belum berakhir; angkanya masih dapat berubah",
    "means_not_supplied": "tidak ada data untuk janji ini",
    "means_not_measurable": "kalimatnya tidak menjanjikan sesuatu yang dapat diukur",
    "means_none": "janji ini tidak dihitung menurut periode itu, atau tidak berlaku di dalamnya",
    "means_nearly": "bila dibulatkan menjadi 100,0%, tetapi ada yang terlambat",
    "means_hardly": "bila dibulatkan menjadi 0,0%, tetapi ada yang tepat waktu",
    "problems": "Masalah dalam data",
    "means_problems": "tidak termasuk dalam angka mana pun",
    "more": "dan lagi",
}

#: the words of each language, by what they say
WORDS: Final[Mapping[str, Mapping[str, str]]] = {"ms": _MALAY, "id": _INDONESIAN, "en": _ENGLISH}


def period_name(period: Period, language: str) -> str:
    """A period as people call it: ``Mac 2025``, ``Triwulan 1 2025``, ``Januari–April 2025``, ``2025``."""
    months, words, year = MONTHS[language], WORDS[language], period.first.year
    if period.name == "all":
        return words["whole"]
    if period.name == str(year):
        return period.name
    if "Q" in period.name:
        return f"{words['quarter']} {period.name[-1]} {year}"
    if ".." in period.name:
        return f"{months[period.first.month - 1]}–{months[period.last.month - 1]} {year}"
    return f"{months[period.first.month - 1]} {year}"
