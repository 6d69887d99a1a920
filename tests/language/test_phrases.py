from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import charterclock as cc
from charterclock.durations import BARE, NEXT_WORKING_DAY, UNITS, Duration
from charterclock.errors import DurationError
from charterclock.files import read_file
from charterclock.language import format_duration, read
from charterclock.language.kinds import COMPARISONS, KINDS, UNITS_READ
from charterclock.language.readings import Reading, plain
from charterclock.language.tokens import lexicon
from charterclock.language.words import TABLES

CASES: Any = read_file(Path(__file__).parents[1] / "cases" / "phrases.yaml").data


def said(reading: Reading) -> str:
    return " ".join(filter(None, (reading.kind, reading.amount_text, reading.unit, reading.comparison)))


def listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_phrase(case: dict[str, Any]) -> None:
    found = read(case["says"])
    assert [said(reading) for reading in found] == [text.removeprefix("or ") for text in listed(case["reads"])]
    choices = [text.startswith("or ") for text in listed(case["reads"])]
    for place, other in enumerate(choices):
        assert (place > 0 and found[place].choice == found[place - 1].choice) == other
    first = found[0].to_dict()
    for key in ("start", "quota", "window", "scale"):
        if key in case:
            assert first[key] == case[key]
    assert [problem.code for problem in found.problems] == listed(case.get("problem", []))
    if "unplaced" in case:
        assert found.words(found.unplaced) == case["unplaced"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_every_reading_is_of_the_closed_sets_and_shows_its_words(case: dict[str, Any]) -> None:
    for reading in read(case["says"]):
        assert reading.kind in KINDS
        assert reading.comparison in COMPARISONS
        assert reading.unit in ("", *UNITS_READ)
        assert reading.spans
        words = " ".join(read(case["says"]).words(reading.spans))
        assert reading.limit == "" or reading.limit.split()[-1] in words
        json.dumps(reading.to_dict())


def test_a_phrase_that_is_both_measured_and_conditional() -> None:
    text = (
        "Memberi maklum balas dalam tempoh tiga (3) hari bekerja dari tarikh aduan diterima melainkan aduan yang "
        "memerlukan siasatan lanjut diselesaikan dalam tempoh 10 hari"
    )
    first, second = read(text, "ms")
    assert (first.amount, first.unit, first.stop) == (3, "working day", "Memberi maklum balas")
    assert first.start == "tarikh aduan diterima"
    assert first.condition == "melainkan aduan yang memerlukan siasatan lanjut diselesaikan"
    assert (second.amount, second.unit) == (10, "day")
    assert read(text).words(second.spans) == ["dalam tempoh 10 hari"]


@pytest.mark.parametrize(
    ("text", "start", "stop"),
    [
        ("Setelah permohonan diterima, akun dibuat maksimal 5 menit", "permohonan diterima", "akun dibuat"),
        ("Within 7 days of the meeting, the minutes are sent", "the meeting", ""),
        ("dalam tempoh enam (6) bulan bermula dari tarikh penerimaan draf sehingga mendapat kelulusan",
         "tarikh penerimaan draf", "mendapat kelulusan"),
        ("24 jam selepas aduan diterima dengan syarat butiran jelas", "aduan diterima", ""),
        ("laporan dihantar dalam 3 hari", "", "laporan dihantar"),
    ],
)  # fmt: skip
def test_events(text: str, start: str, stop: str) -> None:
    reading = read(text)[0]
    assert (reading.start, reading.stop) == (start, stop)


def test_times_are_durations() -> None:
    assert read("2x24 jam")[0].duration == Duration(48, "clock hour")
    assert read("pada hari yang sama")[0].duration == Duration(0, "working day")
    assert read("hari bekerja berikutnya")[0].duration == Duration(unit=NEXT_WORKING_DAY)
    assert read("80%")[0].duration is None
    assert read("setengah hari")[0].duration is None
    assert read("setengah hari")[0].amount_text == "0.5"


def test_it_is_a_public_name() -> None:
    assert cc.read is read
    found = cc.read("12 kali setahun", language="ms")
    assert len(found) == 1
    assert list(found) == [found[0]] == list(found[:1])


@pytest.mark.parametrize("language", TABLES)
def test_words_of_other_languages_are_read_too(language: str) -> None:
    assert said(read("Ninety (90) working days", language)[0]) == "deadline 90 working day bare"
    assert said(read("tiga puluh (30) menit kerja", language)[0]) == "deadline 30 working minute bare"


def test_no_text_and_no_language() -> None:
    with pytest.raises(DurationError, match="CC306 not a text: 3"):
        read(3)  # type: ignore[arg-type]
    with pytest.raises(DurationError, match=r"CC306.*'xx'"):
        read("3 hari", "xx")


@pytest.mark.parametrize("text", ["hari " * 250, "( " * 300, "1 jam " * 40], ids=["letters", "signs", "amounts"])
def test_what_is_no_sentence_is_kept_whole(text: str) -> None:
    found = read(text)
    assert [reading.kind for reading in found] == ["statement"]
    assert found.problems[0].code == "CC306"
    assert found[0].spans == ((0, len(text)),)


@pytest.mark.parametrize(
    ("value", "text"),
    [(14, "14"), ("199/2", "99.5"), ("1/3", "1/3"), ("-1/4", "-0.25"), ("1/100", "0.01"), (0, "0"), ("5/4", "1.25")],
)
def test_plain_numbers(value: Any, text: str) -> None:
    from fractions import Fraction

    assert plain(Fraction(value)) == text


_WORDS = [" ".join(key) for key in lexicon(None).meanings]
_PIECES = st.one_of(
    st.sampled_from(_WORDS), st.integers(0, 3000).map(str), st.sampled_from(list("()/-%.,;:<>½x'’\n")),
    st.text(max_size=4),
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(_PIECES, max_size=40).map(" ".join), st.lists(_PIECES, max_size=30).map("".join)))
def test_any_text_is_read(text: str) -> None:
    found = read(text)
    assert len(found) > 0
    for reading in found:
        assert reading.kind in KINDS
        assert reading.comparison in COMPARISONS
        assert reading.unit in ("", *UNITS_READ)
        assert all(0 <= start < end <= len(text) for start, end in reading.spans)
        json.dumps(reading.to_dict())
    assert all(0 <= start < end <= len(text) for start, end in found.unplaced)
    assert read(text) == found


_AMOUNTS = st.integers(1, 9999)


@given(_AMOUNTS, st.sampled_from([*UNITS, *BARE]), st.sampled_from(list(TABLES)))
def test_a_duration_that_was_written_is_read_in_a_sentence(amount: int, unit: str, language: str) -> None:
    duration = Duration(unit=unit) if unit == NEXT_WORKING_DAY else Duration(amount, unit)
    written = format_duration(duration, language)
    for sentence in (written, f"Xyz {written}.", f"{written} / ... /"):
        (reading,) = read(sentence, language)
        assert reading.duration == duration
        assert reading.kind == "deadline"


@given(st.integers(0, 9999), st.integers(0, 9999), st.sampled_from(list(TABLES)))
def test_word_and_numeral_agree_or_both_are_returned(word: int, numeral: int, language: str) -> None:
    from charterclock.language.numbers import write_number

    words = TABLES[language]
    unit = words.units["working day"][0]
    found = read(f"{write_number(word, words)} ({numeral}) {unit}", language)
    if word == numeral:
        assert [reading.amount for reading in found] == [word]
        assert not found.problems
    else:
        assert [reading.amount for reading in found] == [word, numeral]
        assert found.problems[0].code == "CC307"
