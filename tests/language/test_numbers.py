from __future__ import annotations

import pytest

from charterclock.durations import Duration
from charterclock.language import read_duration
from charterclock.language.numbers import LARGEST, number_spellings, write_number
from charterclock.language.words import TABLES


@pytest.mark.parametrize(
    ("language", "number", "word"),
    [
        ("ms", 0, "sifar"),
        ("ms", 8, "lapan"),
        ("ms", 11, "sebelas"),
        ("ms", 18, "lapan belas"),
        ("ms", 24, "dua puluh empat"),
        ("ms", 48, "empat puluh lapan"),
        ("ms", 100, "seratus"),
        ("ms", 120, "seratus dua puluh"),
        ("ms", 999, "sembilan ratus sembilan puluh sembilan"),
        ("id", 0, "nol"),
        ("id", 30, "tiga puluh"),
        ("id", 88, "delapan puluh delapan"),
        ("id", 101, "seratus satu"),
        ("en", 13, "thirteen"),
        ("en", 21, "twenty one"),
        ("en", 90, "ninety"),
        ("en", 104, "one hundred and four"),
        ("en", 110, "one hundred and ten"),
        ("en", 999, "nine hundred and ninety nine"),
    ],
)
def test_writes_numbers(language: str, number: int, word: str) -> None:
    assert write_number(number, TABLES[language]) == word


@pytest.mark.parametrize("language", TABLES)
def test_every_number_has_words_of_its_own(language: str) -> None:
    spelled = [word for number in range(LARGEST + 1) for word in number_spellings(number, TABLES[language])]
    assert len(set(spelled)) == len(spelled)


@pytest.mark.parametrize("language", TABLES)
def test_every_spelling_reads_back(language: str) -> None:
    for number in range(LARGEST + 1):
        for word in number_spellings(number, TABLES[language]):
            assert read_duration(f"{word} ({number}) days", language) == Duration(number, "day")


@pytest.mark.parametrize(
    ("phrase", "number"),
    [
        ("satu ratus dua puluh", 120),
        ("Empat Belas", 14),
        ("duabelas", 12),
        ("twenty-one", 21),
        ("one hundred twenty", 120),
        ("a hundred", 100),
        ("delapan", 8),
    ],
)
def test_reads_other_spellings(phrase: str, number: int) -> None:
    assert read_duration(f"{phrase} days") == Duration(number, "day")


@pytest.mark.parametrize("number", [-1, LARGEST + 1])
def test_numbers_have_an_end(number: int) -> None:
    with pytest.raises(ValueError, match="from 0 to 999"):
        number_spellings(number, TABLES["en"])
