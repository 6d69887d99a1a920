from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charterclock.language.lexicon import lexicon
from charterclock.language.spelling import corrected, slips_of

WORDS = ("kurangnya", "maksimum", "maksimal", "melebihi", "selambat")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("kurangya", "kurangnya"),  # a letter less
        ("kurangnyaa", "kurangnya"),  # one more
        ("maksimun", "maksimum"),  # another
        ("melebhii", "melebihi"),  # two that changed places
        ("maksimum", "maksimum"),
        ("naksimum", "naksimum"),  # the first letter must be right
        ("melbih", "melbih"),
        ("minggu", "minggu"),
    ],
)
def test_a_word_one_letter_away(word: str, meant: str) -> None:
    assert corrected(word, slips_of(WORDS)) == meant


def test_what_is_as_near_to_two_words_is_neither() -> None:
    assert corrected("sebelan", slips_of(["sebelas", "sebelah"])) == "sebelan"


@given(st.text(max_size=40))
def test_any_word_stays_or_becomes_a_known_one(word: str) -> None:
    assert corrected(word, slips_of(WORDS)) in (word, *WORDS)


def test_known_words_are_not_taken_for_slips() -> None:
    known = lexicon(None)
    assert {meant for meant in known.slips.values() if meant} <= known.words
