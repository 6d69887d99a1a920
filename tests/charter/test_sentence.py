from __future__ import annotations

import string
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import charterclock as cc
from charterclock.durations import NEXT_WORKING_DAY, UNITS, Duration, check_bound
from charterclock.errors import DurationError
from charterclock.language.kinds import KEYS, KINDS
from charterclock.language.words import TABLES

CHARTERS = sorted((Path(__file__).parents[2] / "charters").glob("*.yaml"))
LANGUAGES = list(TABLES)


def pledge(keys: dict[str, Any]) -> Any:
    return cc.Charter.model_validate({"id": "x", "calendar": "MY-07", "pledges": [{"id": "a", **keys}]})["a"]


@pytest.mark.parametrize(
    ("keys", "ms", "id_", "en"),
    [
        ({"within": "3 working days"},
         "Dari penerimaan hingga selesai: dalam tempoh 3 hari bekerja.",
         "Dari penerimaan sampai selesai: dalam waktu 3 hari kerja.",
         "From receipt to completion: within 3 working days."),
        ({"within": "10 clock seconds", "target": "80%"},
         "Dari penerimaan hingga selesai: dalam tempoh 10 saat, bagi 80% kes.",
         "Dari penerimaan sampai selesai: dalam waktu 10 detik, untuk 80% kasus.",
         "From receipt to completion: within 10 seconds, in 80% of the cases."),
        ({"within": "0 working days"},
         "Dari penerimaan hingga selesai: pada hari yang sama.",
         "Dari penerimaan sampai selesai: pada hari yang sama.",
         "From receipt to completion: on the same day."),
        ({"by": "31 May"},
         "Dari penerimaan hingga selesai: selewat-lewatnya 31 Mei setiap tahun.",
         "Dari penerimaan sampai selesai: paling lambat 31 Mei setiap tahun.",
         "From receipt to completion: by 31 May each year."),
        ({"before": "7 working days", "clock": {"start": "meeting", "stop": "sent"}},
         "Dihantar: 7 hari bekerja sebelum mesyuarat.",
         "Dikirim: 7 hari kerja sebelum rapat.",
         "Dispatch: 7 working days before meeting."),
        ({"within": "1 calendar month", "clock": {"start": {"every": "quarter", "at": "end"}, "stop": "x_y"}},
         "Dari akhir setiap suku tahun hingga x y: dalam tempoh 1 bulan kalendar.",
         "Dari akhir setiap triwulan sampai x y: dalam waktu 1 bulan kalender.",
         "From the end of each quarter to x y: within 1 calendar month."),
        ({"tiers": [{"name": "small", "when": {"points": {"below": "20"}}, "within": "2 working days"},
                    {"name": "late", "when": {"arrived": "outside opening time", "type": ["a", "b"]},
                     "within": "next working day", "target": "90%"}]},
         "Dari penerimaan hingga selesai: small (points kurang daripada 20): dalam tempoh 2 hari bekerja; "
         "late (diterima di luar waktu pejabat, type: a atau b): pada hari bekerja berikutnya, bagi 90% kes.",
         "Dari penerimaan sampai selesai: small (points kurang dari 20): dalam waktu 2 hari kerja; "
         "late (diterima di luar jam kerja, type: a atau b): pada hari kerja berikutnya, untuk 90% kasus.",
         "From receipt to completion: small (points below 20): within 2 working days; "
         "late (arrived outside opening time, type: a or b): on the next working day, in 90% of the cases."),
        ({"within": "2 working days", "pause": "waiting", "excludes": "third_party", "valid": {"from": "2015-02-16"},
          "clock": {"start": {"all": ["approved", "paid"]}, "stop": {"any": ["settled", "refused"]}}},
         "Dari yang terakhir antara kelulusan dan bayaran hingga yang terawal antara diselesaikan dan refused: "
         "dalam tempoh 2 hari bekerja. Berkuat kuasa mulai 16 Februari 2015. Pengiraan masa dihentikan semasa waiting. "
         "Kes yang melibatkan third party tidak dikira.",
         "Dari yang paling akhir antara persetujuan dan pembayaran sampai yang paling awal antara diselesaikan dan "
         "refused: dalam waktu 2 hari kerja. Berlaku mulai 16 Februari 2015. Penghitungan waktu dihentikan selama "
         "waiting. Kasus yang melibatkan third party tidak dihitung.",
         "From the last of approval and payment to the first of settlement and refused: within 2 working days. "
         "Valid from 16 February 2015. The clock stops while waiting. Cases with third party do not count."),
        ({"kind": "frequency", "times": 12, "per": "year", "at_least_once_per": "month"},
         "Sekurang-kurangnya 12 kali setiap tahun, dan sekurang-kurangnya sekali setiap bulan.",
         "Minimal 12 kali setiap tahun, dan minimal sekali setiap bulan.",
         "At least 12 times per year, and at least once per month."),
        ({"kind": "frequency", "every": "4 months"},
         "Sekali setiap 4 bulan.", "Sekali setiap 4 bulan.", "Once every 4 months."),
        ({"kind": "availability", "at_least": "99.5%", "agreed": "opening time", "per": "all",
          "systems": {"names": ["portal", "mail"], "take": "worst"},
          "maintenance": {"count": "excluded", "cap": "36 hours per year"}},
         "Ketersediaan sekurang-kurangnya 99.5%, pada waktu pejabat, yang paling rendah antara portal dan mail, "
         "penyelenggaraan berjadual sehingga 36 jam setahun tidak dikira.",
         "Ketersediaan minimal 99,5%, pada jam kerja, yang paling rendah antara portal dan mail, "
         "pemeliharaan terjadwal hingga 36 jam setahun tidak dihitung.",
         "Uptime of at least 99.5%, in opening time, the worst of portal and mail, "
         "planned maintenance of up to 36 hours per year not counted as down."),
        ({"kind": "score", "scale": "1-7", "at_least": "5"},
         "Skor purata sekurang-kurangnya 5 pada skala 1 hingga 7.",
         "Skor rata-rata minimal 5 pada skala 1 sampai 7.",
         "Mean score of at least 5 on a scale of 1 to 7."),
        ({"kind": "index", "at_least": "80"},
         "Indeks kepuasan pelanggan berdasarkan 9 unsur: sekurang-kurangnya 80.",
         "Indeks kepuasan masyarakat berdasarkan 9 unsur: minimal 80.",
         "Index of public satisfaction over 9 elements: at least 80."),
        ({"kind": "ratio", "at_least": "50%", "of": "orders", "cohort": {"registered": {"below": "2018-01-01"}}},
         "Sekurang-kurangnya 50% daripada orders (bagi kes dengan registered sebelum 1 Januari 2018).",
         "Minimal 50% dari orders (untuk kasus dengan registered sebelum 1 Januari 2018).",
         "At least 50% of orders (cases where registered before 1 January 2018)."),
        ({"kind": "ratio", "at_least": "99.5%", "of": "x",
          "cohort": {"urgent": "no", "day": {"from": "2018-01-01", "below": "2019-01-01"}, "fee": {"above": "2.5"}}},
         "Sekurang-kurangnya 99.5% daripada x (bagi kes dengan urgent: tidak, day mulai 1 Januari 2018 dan "
         "day sebelum 1 Januari 2019, fee lebih daripada 2.5).",
         "Minimal 99,5% dari x (untuk kasus dengan urgent: tidak, day mulai 1 Januari 2018 dan "
         "day sebelum 1 Januari 2019, fee lebih dari 2,5).",
         "At least 99.5% of x (cases where urgent: no, day from 1 January 2018 and day before 1 January 2019, "
         "fee above 2.5)."),
        ({"kind": "statement", "says": "We are friendly."},
         "Tiada janji yang boleh diukur: We are friendly.",
         "Tidak ada janji yang dapat diukur: We are friendly.",
         "Nothing measurable is promised: We are friendly."),
    ],
)  # fmt: skip
def test_sentences(keys: dict[str, Any], ms: str, id_: str, en: str) -> None:
    made = pledge(keys)
    assert [made.sentence(language) for language in LANGUAGES] == [ms, id_, en]
    assert made.sentence() == en


def test_words_have_the_meaning_of_the_charter_and_its_language() -> None:
    text = "id: x\ncalendar: ID-SB\nlanguage: id\nmeanings: {day: working day}\npledges: [{id: a, within: dua hari}]"
    assert cc.loads(text)["a"].sentence() == "Dari penerimaan sampai selesai: dalam waktu 2 hari kerja."


def test_unknown_language() -> None:
    with pytest.raises(DurationError, match=r"CC306.*'xx'"):
        pledge({"within": "3 working days"}).sentence("xx")


@pytest.mark.parametrize("path", CHARTERS, ids=lambda path: path.stem)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pledge_of_the_example_charters_is_read_back(path: Path, language: str) -> None:
    """The reader finds in each sentence what the pledge says: as many times, each with the same bound."""
    for made in cc.load(path):
        said = made.sentence(language)
        assert said.endswith(".")
        if made.kind != "deadline":
            continue
        found = [reading for reading in cc.read(said, language) if reading.duration is not None]
        assert [reading.duration for reading in found] == [made.terms.resolved(tier.limit) for tier in made.branches]
        assert [KINDS[reading.kind].key or KEYS[reading.comparison] for reading in found] == [
            tier.bound for tier in made.branches
        ]


@example("working day", 0, "before", None, "ms")
@given(
    st.sampled_from(UNITS),
    st.integers(0, 9999),
    st.sampled_from(["within", "under", "after", "before", "at_least"]),
    st.sampled_from([None, "80%", "99.5%", "100%"]),
    st.sampled_from(LANGUAGES),
)
def test_a_deadline_that_is_said_is_read_back(
    unit: str, amount: int, bound: str, target: str | None, code: str
) -> None:
    limit = Duration(unit=unit) if unit == NEXT_WORKING_DAY else Duration(amount, unit)
    try:
        check_bound(limit, bound)
    except DurationError:
        return
    said = pledge({bound: str(limit), **({"target": target} if target else {})}).sentence(code)
    # a share is said of what is done in a time; the reader takes it so for upper bounds only
    found = [reading for reading in cc.read(said, code) if reading.duration is not None]
    assert [reading.duration for reading in found] == [limit]
    assert (KINDS[found[0].kind].key or KEYS[found[0].comparison]) == bound
    if target and bound in ("within", "under"):
        assert found[0].quota == Fraction(target.rstrip("%")) / 100


@given(st.sampled_from(LANGUAGES), st.integers(1, 500), st.sampled_from(["month", "quarter", "year"]))
def test_a_frequency_that_is_said_is_read_back(code: str, times: int, per: str) -> None:
    (found,) = cc.read(pledge({"kind": "frequency", "times": times, "per": per}).sentence(code), code)
    assert (found.kind, found.amount, found.window, found.comparison) == ("frequency", times, per, "at_least")


@given(st.sampled_from(LANGUAGES), st.sampled_from([2, 3, 4, 6]))
def test_a_period_that_is_said_is_read_back(code: str, months: int) -> None:
    (found,) = cc.read(pledge({"kind": "frequency", "every": f"{months} months"}).sentence(code), code)
    assert (found.kind, found.amount) == ("frequency", 1)
    assert found.window == ("quarter" if months == 3 else f"{months} month")


@given(st.sampled_from(LANGUAGES), st.integers(0, 1000), st.sampled_from(["month", "year", "all"]))
def test_an_availability_that_is_said_is_read_back(code: str, per_mille: int, per: str) -> None:
    percent = Fraction(per_mille, 10)
    said = pledge({"kind": "availability", "at_least": f"{float(percent)}%", "per": per}).sentence(code)
    (found,) = cc.read(said, code)
    assert (found.kind, found.amount, found.comparison) == ("availability", percent, "at_least")
    assert found.window == ("" if per == "all" else per)


@given(st.sampled_from(LANGUAGES), st.integers(0, 100))
def test_a_score_that_is_said_is_read_back(code: str, amount: int) -> None:
    (found,) = cc.read(pledge({"kind": "score", "scale": "0-100", "at_least": str(amount)}).sentence(code), code)
    assert (found.kind, found.amount, found.scale, found.comparison) == ("score", amount, (0, 100), "at_least")


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_every_sentence_with_the_same_blanks(code: str) -> None:
    def blanks(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    english, other = TABLES["en"].sentences, TABLES[code].sentences
    assert english.keys() == other.keys()
    assert TABLES["en"].milestones.keys() == TABLES[code].milestones.keys()
    for name, text in english.items():
        assert blanks(text) == blanks(other[name]), name
