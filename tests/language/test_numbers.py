from __future__ import annotations

import pytest

from charterclock.durations import Duration
from charterclock.errors import DurationError
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
        ("ms", 1000, "seribu"),
        ("ms", 2025, "dua ribu dua puluh lima"),
        ("id", 8808, "delapan ribu delapan ratus delapan"),
        ("en", 1205, "one thousand two hundred and five"),
        ("en", 9001, "nine thousand and one"),
        ("en", 9999, "nine thousand nine hundred and ninety nine"),
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
    # every number to 199, and then a sample in which every word of the table occurs in every place
    for number in [*range(200), *range(200, LARGEST + 1, 37), 1000, 1010, 1100, 1111, 9000, 9099, 9100, LARGEST]:
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


@pytest.mark.parametrize(
    "phrase",
    ["dua puluh sepuluh", "dua dua puluh", "seratus seribu", "twenty and four", "two hundred and one hundred"],
)
def test_words_that_make_no_number_are_not_added(phrase: str) -> None:
    with pytest.raises(DurationError):
        read_duration(f"{phrase} days")


@pytest.mark.parametrize("number", [-1, LARGEST + 1])
def test_numbers_have_an_end(number: int) -> None:
    with pytest.raises(ValueError, match="from 0 to 9999"):
        number_spellings(number, TABLES["en"])
