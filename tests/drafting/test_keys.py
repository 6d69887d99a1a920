from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import charterclock as cc
from charterclock.charter.pledges import KINDS as FILE_KINDS
from charterclock.drafting.events import case_conditions, case_names, milestone, name_of, recurring
from charterclock.drafting.keys import pledge_keys
from charterclock.files import read_file
from charterclock.language import read
from charterclock.language.kinds import KEYS, KINDS
from charterclock.language.tokens import lexicon

CASES: Any = read_file(Path(__file__).parents[1] / "cases" / "phrases.yaml").data
MEANINGS = {"day": "working day", "week": "working week", "month": "calendar month", "hour": "clock hour"}


@pytest.mark.parametrize(
    ("says", "kind", "limit"),
    [
        ("dalam tempoh dua (2) minggu", "deadline", {"within": "dua (2) minggu"}),
        ("tidak melebihi 3 hari bekerja", "deadline", {"within": "3 hari bekerja"}),
        ("7 hari", "deadline", {"within": "7 hari"}),
        ("dalam tempoh <1 jam", "deadline", {"under": "1 jam"}),
        ("pada hari yang sama", "deadline", {"within": "0 hari bekerja"}),
        ("hari bekerja berikutnya", "deadline", {"within": "next working day"}),
        ("2x24 jam", "deadline", {"within": "2x24 jam"}),
        ("dalam tempoh 3 hingga 5 hari", "deadline", {"within": {"from": "3 hari", "to": "5 hari"}}),
        ("80% panggilan dijawab dalam 10 saat", "deadline", {"within": "10 saat", "target": "80%"}),
        ("selepas empat (4) hari bekerja", "deadline", {"after": "empat (4) hari bekerja"}),
        ("7 hari bekerja sebelum mesyuarat", "deadline", {"before": "7 hari bekerja"}),
        ("minimal 1 (satu) hari", "deadline", {"at_least": "1 (satu) hari"}),
        ("selewat-lewatnya 31 Mei", "deadline", {"by": "05-31"}),
        ("sebelum 1 Mac", "deadline", {"by": "02-28"}),
        ("gangguan melebihi 3 jam", "deadline", {"within": "3 jam"}),
        ("3 kali setahun", "frequency", {"times": "3", "per": "year"}),
        ("setiap empat (4) bulan", "frequency", {"every": "4 bulan"}),
        ("setiap bulan", "frequency", {"times": "1", "per": "month"}),
        ("uptime 98.5% setiap suku tahun", "availability", {"at_least": "98.5%", "per": "quarter"}),
        ("uptime sekurang-kurangnya 98%", "availability", {"at_least": "98%", "per": "month"}),
        ("portal boleh dicapai sepanjang masa", "availability", {"at_least": "100%", "per": "month"}),
        ("skala 5 daripada 7", "score", {"scale": "1-7", "at_least": "5"}),
        ("sekurang-kurangnya 80% kes selesai", "ratio", {"at_least": "80%"}),
    ],
)
def test_what_a_charter_can_say(says: str, kind: str, limit: dict[str, Any]) -> None:
    keys = pledge_keys(read(says)[0], "ms")
    assert (keys.kind, dict(keys.limit), keys.why) == (kind, limit, "")


@pytest.mark.parametrize(
    ("says", "kind", "why"),
    [
        ("serta-merta", "statement", "cannot be measured"),
        ("dalam 3 deringan", "statement", "length of a ring"),
        ("± 7 hari", "statement", "approximate"),
        ("purata 20 minit", "statement", "mean of all cases"),
        ("within 30 minutes of agreed time", "statement", "either side"),
        ("setengah hari", "statement", "smaller unit"),
        ("dalam tempoh hari", "statement", "number is missing"),
        ("dalam tempoh empat belas (14) dari tarikh diterima", "statement", "unit is missing"),
        ("selepas 4 jam", "statement", "'after' counts days"),
        ("31hb Januari dan 31hb Julai", "date", "one day of the year"),
        ("pada 7 hari bulan", "date", "one day of the year"),
        ("3 kali seminggu", "statement", "week"),
        ("2 kali", "statement", "period is missing"),
        ("tidak melebihi 3 kali setahun", "statement", "least number"),
        ("skor 5", "statement", "scale is missing"),
        ("tidak melebihi 5% kes", "statement", "should be low"),
        ("downtime kurang daripada 1%", "statement", "being down"),
        ("30 kursus/tahun", "volume", "not counted"),
        ("rebat RM50", "remedy", "failure brings"),
        ("Tidak dipungut biaya", "fee", ""),
        ("cekap dan mesra", "statement", ""),
    ],
)
def test_what_it_cannot_say_is_kept_with_the_reason(says: str, kind: str, why: str) -> None:
    keys = pledge_keys(read(says)[0])
    assert (keys.kind, dict(keys.limit)) == (kind, {})
    assert why in keys.why
    assert bool(why) == bool(keys.why)


@pytest.mark.parametrize(
    ("says", "asked"),
    [
        ("gangguan melebihi 3 jam", "opposite"),
        ("sebelum 1 Mac", "the day before"),
        ("minimal 1 hari", "at most"),
        ("uptime 98%", "calendar month"),
        ("50% kes selesai", "at least is taken"),
        ("portal boleh dicapai sepanjang masa", "100%"),
    ],
)
def test_a_choice_is_told(says: str, asked: str) -> None:
    assert any(asked in remark for remark in pledge_keys(read(says)[0]).confirm)


def test_a_share_above_all_is_kept_as_printed() -> None:
    (reading, *_) = read("101 peratus sifar clock second")
    assert pledge_keys(reading).kind == "statement"
    assert pledge_keys(read("101% panggilan dijawab dalam tempoh 10 saat")[0]).why == "a share lies between 0% and 100%"


def test_every_kind_and_comparison_has_its_place() -> None:
    """One table: what KINDS does not keep as a statement can be said by some key."""
    for kind, rule in KINDS.items():
        assert bool(rule.why) == (rule.pledge not in ("deadline", "frequency", "availability", "score", "ratio")), kind
        assert rule.pledge in FILE_KINDS
    assert set(KEYS.values()) == {"within", "under", "before", "after", "at_least"}


def loads(keys: dict[str, Any]) -> Any:
    return cc.Charter.model_validate(
        {"id": "x", "calendar": "MY", "meanings": MEANINGS, "pledges": [{"id": "a", "says": "x", **keys}]}
    )["a"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_the_keys_of_every_phrase_load_and_say_the_same(case: dict[str, Any]) -> None:
    for reading in read(case["says"]):
        keys = pledge_keys(reading)
        more = {"of": "x"} if keys.kind == "ratio" else {}
        made = loads({"kind": keys.kind, **keys.limit, **more})
        assert made.kind == keys.kind
        if keys.kind == "deadline" and reading.duration is not None:
            assert made.limit == reading.duration
            assert made.bound == (KINDS[reading.kind].key or KEYS.get(reading.comparison, "within"))
            assert made.target == reading.quota


_WORDS = [" ".join(key) for key in lexicon(None).meanings]


@given(st.lists(st.sampled_from(_WORDS) | st.integers(0, 200).map(str), max_size=25).map(" ".join))
def test_the_keys_of_any_reading_load(text: str) -> None:
    for reading in read(text):
        keys = pledge_keys(reading)
        loads({"kind": keys.kind, **keys.limit, **({"of": "x"} if keys.kind == "ratio" else {})})


@pytest.mark.parametrize(
    ("words", "last", "name"),
    [
        ("tarikh permohonan lengkap diterima", False, "complete"),
        ("laporan diterima", False, "received"),
        ("kelulusan Jawatankuasa", False, "approved"),
        ("the decision is taken", False, ""),
        ("aduan diterima dan dijawab", True, "answered"),
        ("penerimaan", True, ""),
    ],
)
def test_milestones(words: str, last: bool, name: str) -> None:
    assert milestone(words, last) == name


def test_recurring_starts() -> None:
    assert recurring("setiap suku tahunan") == {"every": "quarter", "at": "end"}
    assert recurring("each year") == {"every": "year", "at": "end"}
    assert recurring("setiap minggu") is None
    assert recurring("mesyuarat") is None


def test_cases() -> None:
    names = case_names(["Menyediakan LAN bagi skop kecil (<20 titik)", "skop sederhana (20-1,000 titik)", "skop besar"])
    assert names == ["skop kecil (<20 titik)", "skop sederhana (20-1,000 titik)", "skop besar"]
    assert case_conditions(names[:2]) == [{"titik": {"below": "20"}}, {"titik": {"from": "20", "to": "1000"}}]
    assert case_conditions(names) == [{"skop": name.removeprefix("skop ")} for name in names]
    assert case_conditions(["Tender", "Sebutharga"]) == [{"case": "Tender"}, {"case": "Sebutharga"}]
    assert case_conditions(["pada waktu pejabat", "selepas waktu pejabat"]) == [
        {"arrived": "in opening time"}, {"arrived": "outside opening time"},
    ]  # fmt: skip
    # a negation is part of the case
    assert case_names(["yang tidak melibatkan fizikal", "melibatkan fizikal"])[0] == "tidak melibatkan fizikal"
    assert case_names(["", ""]) == ["1", "2"]
    assert case_names(["a", "a"]) == ["a", "a (2)"]


def test_names() -> None:
    assert name_of("Kami akan (segera) menjawab: ya!") == "kami-akan-segera-menjawab-ya"
    assert name_of("...") == "x"
