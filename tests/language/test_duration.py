from __future__ import annotations

import doctest
import importlib
import pkgutil
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import charterclock.language
from charterclock.durations import BARE, NEXT_WORKING_DAY, TIME_UNITS, UNITS, Duration
from charterclock.errors import DurationError
from charterclock.language import format_duration, read_duration
from charterclock.language.table import read_table
from charterclock.language.tokens import lexicon, tokenise
from charterclock.language.words import TABLES

LANGUAGES = list(TABLES)

# every duration that the five example charters print
SEEDS = [
    ("dalam tempoh dua (2) minggu", "ms", 2, "week"),
    ("dalam tempoh empat (4) bulan", "ms", 4, "month"),
    ("dalam tempoh lapan (8) bulan", "ms", 8, "month"),
    ("dalam tempoh satu (1) tahun", "ms", 1, "year"),
    ("dalam tempoh satu (1) bulan", "ms", 1, "month"),
    ("dalam tempoh tiga (3) hari", "ms", 3, "day"),
    ("dalam tempoh satu (1) hari", "ms", 1, "day"),
    ("dalam tempoh satu (1) minggu", "ms", 1, "week"),
    ("dalam tempoh satu (1) bulan bekerja", "ms", 1, "working month"),
    ("dalam tempoh dua (2) bulan", "ms", 2, "month"),
    ("dalam tempoh lima (5) bulan", "ms", 5, "month"),
    ("dalam tempoh tiga (3) minggu", "ms", 3, "week"),
    ("dalam tempoh lima (5) minggu", "ms", 5, "week"),
    ("dalam tempoh tiga (3) bulan", "ms", 3, "month"),
    ("dalam tempoh enam (6) bulan", "ms", 6, "month"),
    ("dalam tempoh dua (2) hari", "ms", 2, "day"),
    ("dalam tempoh tujuh (7) hari", "ms", 7, "day"),
    ("dalam tempoh dua (2) jam", "ms", 2, "hour"),
    ("dalam tempoh dua puluh empat (24) jam", "ms", 24, "hour"),
    ("dalam tempoh empat puluh lapan (48) jam", "ms", 48, "hour"),
    ("dalam tempoh tiga (3) hari waktu bekerja", "ms", 3, "working day"),
    ("empat (4) hari bekerja", "ms", 4, "working day"),
    ("dalam tempoh tujuh (7) hari bekerja", "ms", 7, "working day"),
    ("dalam tempoh 14 hari bekerja", "ms", 14, "working day"),
    ("dalam tempoh tiga (3) hari bekerja", "ms", 3, "working day"),
    ("tidak melebihi tujuh (7) hari bekerja", "ms", 7, "working day"),
    ("dalam masa satu (1) jam", "ms", 1, "hour"),
    ("pada hari bekerja berikutnya", "ms", 1, "next working day"),
    ("dalam tempoh 10 saat", "ms", 10, "second"),
    ("dalam tempoh 20 saat", "ms", 20, "second"),
    ("dalam tempoh 10 hari", "ms", 10, "day"),
    ("tidak melebihi setahun", "ms", 1, "year"),
    ("tidak melebihi enam bulan", "ms", 6, "month"),
    ("empat (4) bulan", "ms", 4, "month"),
    ("dalam tempoh 14 hari", "ms", 14, "day"),
    ("11 minggu", "ms", 11, "week"),
    ("6 minggu", "ms", 6, "week"),
    ("dalam tempoh dua (2) hari bekerja", "ms", 2, "working day"),
    ("dalam tempoh 3 hari bekerja", "ms", 3, "working day"),
    ("dalam tempoh masa 3 hari bekerja", "ms", 3, "working day"),
    ("dalam tempoh tidak lebih daripada 7 hari bekerja", "ms", 7, "working day"),
    ("dalam tempoh 2 hari bekerja", "ms", 2, "working day"),
    ("1 (satu) jam", "id", 1, "hour"),
    ("3 (tiga) jam", "id", 3, "hour"),
    ("1 (satu) minggu", "id", 1, "week"),
    ("maksimal 30 (tiga puluh) menit", "id", 30, "minute"),
    ("maksimal 1 (satu) jam", "id", 1, "hour"),
    ("1 (satu) hari", "id", 1, "day"),
    ("1 Hari", "id", 1, "day"),
    ("24 Jam", "id", 24, "hour"),
]

FORMS = [
    # number and numeral
    ("DUA (2) MINGGU", 2, "week"),
    ("dua(2)minggu", 2, "week"),
    ("Empat Belas (14) hari", 14, "day"),
    ("dalam tempoh (90) hari bekerja", 90, "working day"),
    ("03 hari", 3, "day"),
    ("tempoh1 bulan", 1, "month"),
    ("  dalam   tempoh\u00a07\thari  bekerja. ", 7, "working day"),
    ("3-day", 3, "day"),
    ("twenty-one (21) days", 21, "day"),
    ("satu ratus dua puluh (120) hari", 120, "day"),
    # one
    ("a week", 1, "week"),
    ("within an hour", 1, "hour"),
    ("sejam", 1, "hour"),
    ("sehari", 1, "day"),
    ("seminggu", 1, "week"),
    ("sebulan", 1, "month"),
    ("sehari bekerja", 1, "working day"),
    ("sehari (1) hari bekerja", 1, "working day"),
    ("setahun (1)", 1, "year"),
    # fractions
    ("setengah jam", "1/2", "hour"),
    ("setengah tahun", "1/2", "year"),
    ("half a year", "1/2", "year"),
    ("half an hour", "1/2", "hour"),
    ("suku jam", "1/4", "hour"),
    ("tiga suku jam", "3/4", "hour"),
    ("tiga perempat jam", "3/4", "hour"),
    ("a quarter of an hour", "1/4", "hour"),
    ("satu setengah jam", "3/2", "hour"),
    ("one and a half hours", "3/2", "hour"),
    ("1½ jam", "3/2", "hour"),
    ("1/3 hour", "1/3", "hour"),
    ("1 1/3 hours", "4/3", "hour"),
    ("1,5 jam", "3/2", "hour"),
    ("1.5 jam", "3/2", "hour"),
    ("1,25 jam", "5/4", "hour"),
    ("13.75 menit", "55/4", "minute"),
    ("1.25 hours", "5/4", "hour"),
    ("0.125 hours", "1/8", "hour"),
    # N x M
    ("2x24 jam", 48, "clock hour"),
    ("2 x 24 jam", 48, "clock hour"),
    ("1×24 hours", 24, "clock hour"),
    ("3 X 24 Jam", 72, "clock hour"),
    ("2 (dua) x 24 (dua puluh empat) jam", 48, "clock hour"),
    ("2x24 jam (48)", 48, "clock hour"),
    # upper bounds
    ("tidak melebihi tempoh 3 jam", 3, "hour"),
    ("selewat-lewatnya 3 hari", 3, "day"),
    ("selewat lewatnya 3 hari", 3, "day"),
    ("selambat-lambatnya 14 (empat belas) hari kerja", 14, "working day"),
    ("paling lambat 5 hari kerja", 5, "working day"),
    ("maksimum 2 jam", 2, "hour"),
    ("maks. 2 jam", 2, "hour"),
    ("in 3 days", 3, "day"),
    ("not more than five (5) working days", 5, "working day"),
    ("within no more than 5 days", 5, "day"),
    ("no later than 3 working days", 3, "working day"),
    ("at most 3 days", 3, "day"),
    ("up to 3 days", 3, "day"),
    ("a maximum of 3 days", 3, "day"),
    ("≤ lima menit", 5, "minute"),
    ("≤30 menit", 30, "minute"),
    # units
    ("5 HK", 5, "working day"),
    ("5HK", 5, "working day"),
    ("3 business days", 3, "working day"),
    ("3 hari kalendar", 3, "calendar day"),
    ("3 hari kalender", 3, "calendar day"),
    ("lima hari takwim", 5, "calendar day"),
    ("3 haribekerja", 3, "working day"),
    ("dua jam setengah", "5/2", "hour"),
    ("30 minit maksimum", 30, "minute"),
    ("3 days at the latest", 3, "day"),
    ("seribu dua ratus tiga puluh empat (1234) hari", 1234, "day"),
    ("two thousand and five days", 2005, "day"),
    ("2 minggu bekerja", 2, "working week"),
    ("2 jam waktu bekerja", 2, "working hour"),
    ("2 jam kerja", 2, "working hour"),
    ("30 minit bekerja", 30, "working minute"),
    ("30 working minutes", 30, "working minute"),
    ("10 hari tempoh hari bekerja", 10, "working day"),
    ("dua suku tahun", 2, "quarter"),
    ("1 triwulan", 1, "quarter"),
    ("2 quarters", 2, "quarter"),
    ("10 detik", 10, "second"),
    ("3 hari (hari bekerja)", 3, "working day"),
    ("2 jam (jam kerja)", 2, "working hour"),
    ("hari bekerja berikutnya", 1, "next working day"),
    ("pada hari kerja berikutnya", 1, "next working day"),
    ("next working day", 1, "next working day"),
    ("by the next working day", 1, "next working day"),
    ("0 days", 0, "day"),
]

REFUSED = [
    # number and numeral disagree: both are named
    ("dua puluh (24) jam", "CC307", ["dua puluh", "20", "24", "dua puluh empat (24)"]),
    ("3 (dua) hari", "CC307", ["3", "dua"]),
    ("satu hari (2)", "CC307", ["satu", "2"]),
    # two readings: both are named
    ("1 Hari / 24 Jam", "CC308", ["1 Hari", "24 Jam"]),
    ("60 working days (3 months)", "CC308", ["60 working days", "3 months"]),
    ("24 jam (hari bekerja)", "CC308", ["24 clock hours", "24 working hours", "hari bekerja"]),
    ("dalam tempoh 2 bulan (hari bekerja)", "CC308", ["'2 calendar months'", "'2 working months'"]),
    ("24 jam hari kerja", "CC308", ["clock hours", "working hours"]),
    ("7-14 hari", "CC308", ["7 hari", "14 hari", "from: 7 hari, to: 14 hari"]),
    ("2–14 Hari Kerja", "CC308", ["2 Hari Kerja", "14 Hari Kerja"]),
    ("dua (2) hingga tiga (3) bulan", "CC308", ["dua (2) bulan", "tiga (3) bulan"]),
    ("90 minit sehingga 180 minit", "CC308", ["90 minit", "180 minit"]),
    ("1 s/d 4 hari", "CC308", ["1 hari", "4 hari"]),
    ("1 s/ 2 hari", "CC308", ["1 hari", "2 hari"]),
    ("3 to 5 days", "CC308", ["3 days", "5 days"]),
    ("1 jam 30 minit", "CC308", ["1 jam", "30 minit"]),
    ("2x24 jam kerja", "CC308", ["48 working hours", "2 working days"]),
    ("a week (2)", "CC308", ["1 week", "2 week"]),
    ("setengah jam (2)", "CC308", ["1/2 jam", "2 jam"]),
    ("2x24 jam (47)", "CC308", ["48 jam", "47 jam"]),
    ("1.200 jam", "CC308", ["1.2 jam", "1200 jam"]),
    ("1,000 days", "CC308", ["1 days", "1000 days"]),
    ("13.22 menit", "CC308", ["13,22 menit", "13 menit 22 seconds"]),
    ("1.30 jam", "CC308", ["1,30 jam", "30 minutes"]),
    # another bound: the key to use is named
    ("<1 jam", "CC306", ["under:"]),
    ("dalam tempoh <1 jam", "CC306", ["under:"]),
    ("kurang dari satu (1) bulan", "CC306", ["kurang dari", "under:"]),
    ("less than 2 days", "CC306", ["under:"]),
    ("minimal 1 (satu) hari", "CC306", ["minimal", "at_least:"]),
    ("sekurang-kurangnya 3 hari", "CC306", ["at_least:"]),
    ("sekurang kurangnya 3 hari", "CC306", ["at_least:"]),
    ("tidak kurang daripada 3 hari", "CC306", ["at_least:"]),
    ("selepas 4 hari", "CC306", ["selepas", "after:"]),
    ("selepas empat (4) hari bekerja daripada tarikh persetujuan", "CC306", ["after:"]),
    ("lebih dari 3 hari", "CC306", ["after:"]),
    ("sebelum 31 Mei", "CC306", ["before:", "by:"]),
    ("30 hari sebelum", "CC306", ["before:"]),
    ("30 hari sebelum mesyuarat", "CC306", ["mesyuarat", "before:"]),
    ("3 hari selepas", "CC306", ["clock:"]),
    ("7 hari bulan", "CC306", ["by:"]),
    ("± 7 hari kerja", "CC306", ["approximate"]),
    ("lebih kurang 7 hari", "CC306", ["approximate"]),
    # something is missing
    ("", "CC306", ["no number and no unit"]),
    ("dalam tempoh", "CC306", ["no number and no unit"]),
    ("dalam tempoh hari", "CC306", ["no number"]),
    ("empat belas (14)", "CC306", ["no unit", "working day"]),
    ("5", "CC306", ["no unit"]),
    # words that are not understood are named, never left out
    ("5 harii", "CC306", ["'harii'", "did you mean 'hari'?"]),
    ("3 hari bekrja", "CC306", ["'bekrja'", "did you mean 'bekerja'?"]),
    ("3 hari sahaja", "CC306", ["'sahaja'", "leave it out"]),
    ("3 hari dari tarikh mesyuarat", "CC306", ["'dari'", "'tarikh'", "'mesyuarat'"]),
    ("3 fortnights", "CC306", ["'fortnights'"]),
    ("24/48 hours", "CC306", ["two times", "a range"]),
    ("30 working seconds", "CC306", ["'working'", "0.5 working minutes"]),
    ("1e3 working days", "CC306", ["'e'", "write 1000 instead of 1e3"]),
    # what is no duration, and what it is instead
    ("pada hari yang sama", "CC306", ["no number", "0 working days"]),
    ("same day", "CC306", ["no number", "0 working days"]),
    ("serta-merta", "CC306", ["cannot be measured", "kind: statement"]),
    ("segera", "CC306", ["cannot be measured", "kind: statement"]),
    ("31 Mei", "CC306", ["'Mei'", "by:"]),
    ("98%", "CC306", ["'%'", "target:"]),
    ("٣ hari", "CC306", ["'٣'"]),
    # words that are, in no order of a duration
    ("jam 3", "CC306", ["as in a duration"]),
    ("-72 hour", "CC306", ["as in a duration"]),
    ("satu satu hari", "CC306", ["as in a duration"]),
    ("1 2 jam", "CC306", ["as in a duration"]),
    ("dua puluh one days", "CC306", ["as in a duration"]),
    ("dua suku jam", "CC306", ["as in a duration"]),
    ("1.2.3 jam", "CC306", ["1.2.3"]),
    ("1/0 jam", "CC306", ["zero"]),
    ("2 x 7 hari", "CC306", ["only clock hours"]),
    ("2x8 jam kerja", "CC306", ["only clock hours"]),
    ("hari " * 61, "CC306", ["300"]),
    # amounts that no duration has
    ("1,5 hari", "CC303", ["fraction"]),
    ("9999999999 hari", "CC301", ["at most"]),
]


@pytest.mark.parametrize(("phrase", "language", "amount", "unit"), SEEDS)
def test_reads_the_example_charters(phrase: str, language: str, amount: int, unit: str) -> None:
    assert read_duration(phrase) == read_duration(phrase, language) == Duration(amount, unit)


@pytest.mark.parametrize(("phrase", "amount", "unit"), FORMS)
def test_reads_forms(phrase: str, amount: int | str, unit: str) -> None:
    assert read_duration(phrase) == Duration(amount, unit)


@pytest.mark.parametrize(
    ("phrase", "bound"),
    [
        ("<1 jam", "under"),
        ("kurang daripada 1 jam", "under"),
        ("dalam tempoh <1 jam", "under"),
        ("selepas 1 jam", "after"),
        ("1 jam sebelum", "before"),
        ("at least 1 jam", "at_least"),
        ("dalam tempoh 1 jam", "under"),
    ],
)
def test_a_key_reads_the_words_for_its_own_bound(phrase: str, bound: str) -> None:
    assert read_duration(phrase, bound=bound) == Duration(1, "hour")
    if bound != "under" or "dalam" not in phrase:
        with pytest.raises(DurationError, match="CC306"):
            read_duration(phrase)


@pytest.mark.parametrize(("phrase", "code", "said"), REFUSED)
def test_refuses(phrase: str, code: str, said: list[str]) -> None:
    with pytest.raises(DurationError) as caught:
        read_duration(phrase)
    assert caught.value.code == code
    for part in said:
        assert part in str(caught.value)
    assert caught.value.hint or code == "CC301"


@pytest.mark.parametrize("unit", [*UNITS, *BARE, "second", "quarter", "year"])
@pytest.mark.parametrize("language", [None, *LANGUAGES])
def test_unit_names_of_files_are_read_in_every_language(unit: str, language: str | None) -> None:
    if unit == NEXT_WORKING_DAY:
        assert read_duration(unit, language) == Duration(unit=unit)
        return
    assert read_duration(f"1 {unit}", language) == Duration(1, unit)
    assert read_duration(f"3 {unit}s", language) == Duration(3, unit)


@pytest.mark.parametrize(
    ("phrase", "language"), [("3 hari", "en"), ("within 3 days", "ms"), ("lapan hari", "id"), ("setahun", "en")]
)
def test_a_language_keeps_to_its_words(phrase: str, language: str) -> None:
    assert read_duration(phrase)
    with pytest.raises(DurationError, match=r"CC306.*is a word of another language"):
        read_duration(phrase, language)


def test_unknown_language() -> None:
    for refused in (lambda: read_duration("3 days", "xx"), lambda: format_duration(Duration(3, "day"), "xx")):
        with pytest.raises(DurationError, match=r"CC306.*'xx'.*one of ms, id, en"):
            refused()


@pytest.mark.parametrize(
    ("duration", "ms", "id_", "en"),
    [
        (Duration(3, "working day"), "3 hari bekerja", "3 hari kerja", "3 working days"),
        (Duration(1, "working day"), "1 hari bekerja", "1 hari kerja", "1 working day"),
        (Duration(2, "day"), "2 hari", "2 hari", "2 days"),
        (Duration(1, "hour"), "1 jam", "1 jam", "1 hour"),
        (Duration(1, "clock hour"), "1 jam berlalu", "1 jam berjalan", "1 clock hour"),
        (Duration("1.5", "hour"), "1.5 jam", "1,5 jam", "1.5 hours"),
        (Duration("1.25", "hour"), "1 1/4 jam", "1 1/4 jam", "1 1/4 hours"),
        (Duration("1/3", "hour"), "1/3 jam", "1/3 jam", "1/3 hour"),
        (Duration("1/2", "hour"), "setengah jam", "setengah jam", "half an hour"),
        (Duration("1/2", "year"), "setengah tahun", "setengah tahun", "half a year"),
        (Duration(10, "second"), "10 saat", "10 detik", "10 seconds"),
        (Duration(0, "day"), "0 hari", "0 hari", "0 days"),
        (Duration(unit=NEXT_WORKING_DAY), "hari bekerja berikutnya", "hari kerja berikutnya", "next working day"),
    ],
)
def test_writes(duration: Duration, ms: str, id_: str, en: str) -> None:
    assert [format_duration(duration, language) for language in LANGUAGES] == [ms, id_, en]
    assert format_duration(duration) == en


def test_an_entry_of_two_tables_means_the_same_in_both() -> None:
    together = lexicon(None).meanings
    for language in LANGUAGES:
        for key, meaning in lexicon(language).meanings.items():
            other = together[key]
            assert (meaning.part, meaning.number, meaning.name) == (other.part, other.number, other.name), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_write_every_unit_as_they_read_it(language: str) -> None:
    words = TABLES[language]
    assert words.written.keys() == {*UNITS, *BARE} - {NEXT_WORKING_DAY}
    for unit, said in words.units.items():
        assert all(read_duration(f"3 {word}", language) == Duration(3, unit) for word in said)


@st.composite
def durations(draw: st.DrawFn) -> Duration:
    unit = draw(st.sampled_from([*UNITS, *BARE]))
    if unit == NEXT_WORKING_DAY:
        return Duration(unit=unit)
    whole = draw(st.integers(0, 100) | st.integers(0, 10**9 - 1))
    time_unit = unit if unit in TIME_UNITS else f"clock {unit}"
    if time_unit in TIME_UNITS:
        parts = draw(st.sampled_from([10, 8, 7, 3, 1]) | st.just(TIME_UNITS[time_unit]))
        microseconds = draw(st.integers(0, parts)) * TIME_UNITS[time_unit] // parts
        return Duration(whole + Fraction(microseconds, TIME_UNITS[time_unit]), unit)
    parts = {"calendar quarter": 3, "calendar year": 12}.get(unit, 1)
    return Duration(whole + Fraction(draw(st.integers(0, parts - 1)), parts), unit)


@pytest.mark.parametrize("unit", [*UNITS, *BARE])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_unit_reads_back(unit: str, language: str) -> None:
    for amount in (1,) if unit == NEXT_WORKING_DAY else (0, 1, 2, 24):
        duration = Duration(amount, unit)
        assert read_duration(format_duration(duration, language), language) == duration


@given(durations(), st.sampled_from(LANGUAGES))
def test_what_is_written_reads_back(duration: Duration, language: str) -> None:
    written = format_duration(duration, language)
    assert read_duration(written, language) == read_duration(written) == duration
    assert read_duration(str(duration), language) == duration


_SOME_WORDS = (
    "dua 2 24 ( ) / - x × hari jam bekerja kerja setengah half a tahun suku < ≤ hingga s/d selepas sebelum within in "
    "1.5 1,200 1.30 sehari dalam tempoh berikutnya days clock hour ½ 0 % zzz"
)
_PIECES = st.sampled_from(_SOME_WORDS.split())


def _code(text: str, language: str | None) -> str | None:
    try:
        read_duration(text, language)
    except DurationError as error:
        return error.code
    return None


@given(st.text() | st.lists(_PIECES, max_size=12).map(" ".join), st.sampled_from([None, *LANGUAGES]))
def test_any_text_is_a_duration_or_a_duration_error(text: str, language: str | None) -> None:
    assert _code(text, language) in {None, "CC301", "CC303", "CC306", "CC307", "CC308"}


@given(
    st.text(st.characters(categories=["L", "S", "P"]), min_size=1, max_size=8),
    st.sampled_from(["3 hari {}", "{} 3 hari"]),
)
def test_nothing_is_left_out(text: str, form: str) -> None:
    """A sign or word that is not known, before or after three days, is an error that names it."""
    tokens = tokenise(text, lexicon(None))
    assume(any(token.part == "?" for token in tokens) and not any(token.part == "L" for token in tokens))
    assume(text == text.rstrip(".,;:"))
    with pytest.raises(DurationError) as caught:
        read_duration(form.format(text))
    assert caught.value.code == "CC306"
    assert all(f"'{token.text}'" in caught.value.message for token in tokens if token.part == "?")


@pytest.mark.parametrize(
    "phrase", ["hari " * 60, "(1" * 150, "1 hari - " * 33, "1 x " * 75, "dua puluh " * 30, "q" * 300]
)
def test_long_texts_are_refused(phrase: str) -> None:
    with pytest.raises(DurationError):
        read_duration(phrase)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [("[colours]\nred = merah", "colours"), ("[units]\nday = hari\nday = hari", "day"), ("hari", "hari")],
)
def test_a_table_that_is_none_is_refused(tmp_path: Path, wrong: str, said: str) -> None:
    (tmp_path / "xx.ini").write_text(wrong, encoding="utf-8")
    with pytest.raises(ValueError, match=rf"(?s)xx\.ini.*{said}"):
        read_table(tmp_path / "xx.ini")


def test_import_is_light() -> None:
    heavy = ("pydantic", "numpy", "holidays", "yaml")
    code = f"import sys, charterclock.language; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_examples_in_the_docstrings() -> None:
    for module in pkgutil.iter_modules(charterclock.language.__path__, "charterclock.language."):
        assert doctest.testmod(importlib.import_module(module.name)).failed == 0
