"""Remarks on charters: a wrong and a right charter for each code, the five seed charters, laws, and every form."""

from __future__ import annotations

import string
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_load import every_form

import charterclock as cc
from charterclock.charter.lint import Finding, lint, lint_file
from charterclock.charter.lint.reading import printed_times
from charterclock.charter.lint.texts import LANGUAGES, PERIODS, TEXTS
from charterclock.files import read_file, read_text

HERE = Path(__file__).parent
CODES: dict[str, Any] = {path.stem: read_file(path).data for path in sorted((HERE / "lint").glob("*.yaml"))}
CHARTERS = sorted((HERE.parents[1] / "charters").glob("*.yaml"))
GOLDEN = HERE.parent / "cases" / "seed_findings.txt"


def found_in(text: str, columns: Any = None) -> list[Finding]:
    return list(lint(cc.loads(text), columns=columns))


# --- a file a code ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_a_wrong_charter_is_told(code: str) -> None:
    case = CODES[code]
    document = read_text(case["wrong"])
    found = found_in(case["wrong"], case.get("columns"))
    for language in LANGUAGES:
        problems = [finding.at(document, language) for finding in found]
        told = sorted((p.line, p.column, p.code, p.message, p.hint) for p in problems)
        expected = []
        for item in case["found"]:
            place, its_code = item["at"].split()
            line, column = map(int, place.split(":"))
            expected.append((line, column, its_code, item[language], item.get(f"{language} fix")))
        assert told == sorted(expected)
    assert code in {finding.code for finding in found}


@pytest.mark.parametrize("code", CODES)
def test_a_right_charter_is_told_nothing(code: str) -> None:
    assert found_in(CODES[code]["right"], CODES[code].get("columns")) == []


def test_every_sentence_has_a_charter_that_brings_it() -> None:
    assert set(CODES) == {name[:5] for name in TEXTS}
    found = [finding for case in CODES.values() for finding in found_in(case["wrong"], case.get("columns"))]
    assert {f"{finding.code} {finding.form}".strip() for finding in found} == set(TEXTS)


def test_the_languages_say_the_same() -> None:
    def names(text: str | None) -> set[str | None]:
        return {field for _, field, _, _ in string.Formatter().parse(text or "") if field}

    for code, said in TEXTS.items():
        assert set(said) == set(LANGUAGES), code
        for place in (0, 1):
            assert len({frozenset(names(said[language][place])) for language in LANGUAGES}) == 1, code
            assert len({said[language][place] is None for language in LANGUAGES}) == 1, code
        assert all(said[language][0] for language in LANGUAGES)
        assert said["en"][0] not in (said["ms"][0], said["id"][0])
    assert set(PERIODS) == set(LANGUAGES)


def test_a_language_without_sentences() -> None:
    (finding,) = found_in(CODES["CC915"]["wrong"])
    with pytest.raises(cc.CharterclockError, match="CC506 no sentences in language 'fr'"):
        finding.message("fr")


def test_a_finding_without_a_file_says_where_it_belongs() -> None:
    (finding,) = found_in(CODES["CC915"]["wrong"])
    assert finding.path == ("pledges", 0, "at_least")
    assert str(finding) == (
        "pledges.0.at_least: CC915 an uptime of 100% is lost with the first outage (such as at_least: 99.9%)"
    )


def test_of_two_tiers_that_take_the_same_the_later_is_told() -> None:
    tiers = ", ".join(f"{{name: {name}, when: {{n: {{to: 5}}}}, within: 1 working day}}" for name in "ab")
    found = found_in(f"id: x\ncalendar: MY-07\npledges: [{{id: a, tiers: [{tiers}]}}]\n")
    assert [(f.code, f.path[-1]) for f in found if f.code != "CC902"] == [("CC903", 1)]


def test_a_floor_for_the_client_is_no_floor_of_the_promise() -> None:
    says = "Decided within 5 working days of a notice of at least 14 working days"
    found = found_in(f"id: x\ncalendar: MY-07\npledges: [{{id: a, says: {says}, within: 5 working days}}]\n")
    assert [finding.code for finding in found] == ["CC927"]
    found = found_in(f"id: x\ncalendar: MY-07\npledges: [{{id: a, says: {says}, within: 14 working days}}]\n")
    assert "CC914" in [finding.code for finding in found]


# --- the seed charters -----------------------------------------------------------------------------------------------


def test_the_seed_charters() -> None:
    lines = [line for line in GOLDEN.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    found = [str(problem).removeprefix(f"{path.parent}/") for path in CHARTERS for problem in lint_file(path)]
    assert found == lines


@pytest.mark.parametrize("path", CHARTERS, ids=lambda path: path.stem)
def test_a_charter_from_its_dump_has_the_same_findings(path: Path) -> None:
    charter = cc.load(path)
    assert lint(cc.loads(cc.dump(charter))) == lint(charter)


@pytest.mark.parametrize(("text", "sound"), list(every_form()))
def test_every_form_can_be_looked_at(text: str, sound: Any) -> None:
    for finding in lint(cc.loads(text), columns=["case"]):
        for language in LANGUAGES:
            assert finding.at(read_text(text), language).line


# --- laws ------------------------------------------------------------------------------------------------------------


@st.composite
def conditions(draw: st.DrawFn) -> dict[str, str]:
    """Bounds between which some value lies, in whole numbers."""
    low, high = sorted(draw(st.tuples(st.integers(0, 12), st.integers(0, 12))))
    lower = draw(st.sampled_from([None, "from", "above"]))
    upper = draw(st.sampled_from([None, "to", "below"]))
    if lower is None and upper is None:
        lower = "from"
    if low == high and (lower, upper) != ("from", "to"):
        high = low + 1
    bounds = {lower: low, upper: high}
    return {key: str(bound) for key, bound in bounds.items() if key}


def takes(bounds: dict[str, str], value: Fraction) -> bool:
    tests = {"from": value.__ge__, "above": value.__gt__, "to": value.__le__, "below": value.__lt__}
    return all(tests[key](Fraction(bound)) for key, bound in bounds.items())


@settings(max_examples=300, deadline=None)
@given(st.lists(conditions(), min_size=1, max_size=4))
def test_tiers_overlap_and_leave_gaps_as_their_conditions_do(tiers: list[dict[str, str]]) -> None:
    """Every half and whole number is tried: no other value can tell bounds in whole numbers apart."""
    pledge = {
        "id": "a",
        "tiers": [{"name": str(n), "when": {"size": when}, "within": "1 working day"} for n, when in enumerate(tiers)],
    }
    charter = cc.Charter.model_validate({"id": "x", "calendar": "MY-07", "pledges": [pledge]})
    codes = {finding.code for finding in lint(charter)}
    counts = {Fraction(n, 2): sum(takes(when, Fraction(n, 2)) for when in tiers) for n in range(-2, 30)}
    assert bool(codes & {"CC901", "CC903"}) == any(count > 1 for count in counts.values())
    whole = [count for value, count in counts.items() if value.denominator == 1 and value >= 1]
    assert ("CC902" in codes) == any(count == 0 for count in whole)


@settings(max_examples=200, deadline=None)
@given(
    st.integers(1, 60), st.sampled_from(["hari bekerja", "minggu", "jam", "bulan", "working days"]),
    st.sampled_from(["Kami menjawab dalam tempoh {} dari tarikh aduan.", "{} selepas aduan", "Aduan ({}) selesai"]),
)  # fmt: skip
def test_a_time_is_found_wherever_it_stands(amount: int, unit: str, sentence: str) -> None:
    (time,) = printed_times(sentence.format(f"{amount} {unit}"))
    assert time.limit == cc.duration(f"{amount} {unit}")
    assert time.text == f"{amount} {unit}"


@pytest.mark.parametrize(
    ("sentence", "times"),
    [
        ("dua puluh empat (24) jam, dan 1/2 jam", ["dua puluh empat (24) jam", "1/2 jam"]),
        ("Tender – 11 minggu; Sebutharga – 6 minggu", ["11 minggu", "6 minggu"]),
        ("tidak melebihi setahun bagi dasar", ["setahun"]),
        ("dalam tempoh <1 jam", ["1 jam"]),
        ("1 Hari/24 Jam", ["1 Hari", "24 Jam"]),
        ("Perbaikan maksimal 30 (tiga puluh) menit", ["30 (tiga puluh) menit"]),
        ("pada hari bekerja berikutnya", ["hari bekerja berikutnya"]),
        ("laporan harian, jam loceng", []),
    ],
)
def test_the_times_of_a_sentence(sentence: str, times: list[str]) -> None:
    assert [time.text for time in printed_times(sentence)] == times


# --- what is to be found ---------------------------------------------------------------------------------------------

#: what a reader could quarrel about, and the code that says it; where the charter does not load, that of the error
QUARRELS: dict[str, tuple[str, str]] = {
    "tiers that overlap": (
        "{id: a, tiers: [{name: s, when: {p: {below: 20}}, within: 1 working day},"
        " {name: m, when: {p: {from: 2, to: 100}}, within: 2 working days}]}",
        "CC901",
    ),
    "tiers that leave gaps": (
        "{id: a, tiers: [{name: s, when: {p: {below: 20}}, within: 1 working day},"
        " {name: m, when: {p: {above: 20}}, within: 2 working days}]}",
        "CC902",
    ),
    "sizes of the print that overlap": (
        "{id: a, kind: quantity, says: small (<20 points) and medium (2-100 points)}", "CC905",
    ),
    "number and word that disagree": ("{id: a, within: tujuh (8) hari bekerja}", "CC307"),
    "number and word of the print that disagree": ("{id: a, kind: quantity, says: tujuh (8) hari bekerja}", "CC921"),
    "a floor where a promise is meant": ("{id: a, at_least: minimal 1 hari kalender}", "CC914"),
    "two units in one promise": ("{id: a, within: 1 Hari / 24 Jam}", "CC308"),
    "two units in one printed promise": ("{id: a, kind: quantity, says: 1 Hari / 24 Jam}", "CC913"),
    "a bare day without a meaning": ("{id: a, within: 3 hari}", "CC305"),
    "a bare day whose meaning is not printed": ("{id: a, within: 3 hari, meanings: {day: working day}}", "CC911"),
    "bulan bekerja": ("{id: a, within: satu (1) bulan bekerja}", "CC912"),
    "a frequency that says two things": (
        "{id: a, kind: frequency, times: 12, per: year, at_least_once_per: month}", "CC916",
    ),
    "a target of 100% uptime": ("{id: a, kind: availability, at_least: 100%}", "CC915"),
    "a start that nobody records": ("{id: a, clock: {start: requested}, within: 1 working day}", "CC931"),
    "no measurable verb": (
        "{id: a, says: Mengurus permohonan dalam 1 hari dari tarikh diterima, within: 1 working day}", "CC925",
    ),
    "nothing measurable": ("{id: a, kind: statement, says: dengan cekap dan lancar}", "CC924"),
    "a stop before a start": (
        "{id: a, clock: {start: x, stop: y}, within: 1 working day}, "
        "{id: b, clock: {start: y, stop: x}, within: 1 working day}", "CC932",
    ),
    "a tier that can never apply": (
        "{id: a, tiers: [{name: s, when: {p: {from: 1}}, within: 1 working day},"
        " {name: m, when: {p: {from: 2, to: 100}}, within: 2 working days}]}",
        "CC903",
    ),
    "bounds between which nothing lies": (
        "{id: a, tiers: [{name: s, when: {p: {from: 5, below: 5}}, within: 1 working day}]}", "CC204",
    ),
    "dates of validity that overlap": (
        "{id: a, kind: fee, valid: {to: 2025-01-02}}, {id: a, kind: fee, valid: {from: 2025-01-01}}", "CC207",
    ),
    "dates on which nothing is valid": (
        "{id: a, kind: fee, valid: {to: 2024-12-31}}, {id: a, kind: fee, valid: {from: 2025-01-01}}", "CC934",
    ),
    "events that differ by a letter": (
        "{id: a, clock: {start: received}, within: 1 working day}, "
        "{id: b, clock: {start: recieved}, within: 1 working day}", "CC933",
    ),
    "a percentage over 100": ("{id: a, kind: availability, at_least: 110%}", "CC204"),
    "a printed percentage over 100": ("{id: a, kind: quantity, says: 110% kepuasan}", "CC923"),
    "a target outside its scale": ("{id: a, kind: score, scale: 1-7, at_least: 8}", "CC204"),
    "a printed level outside its scale": ("{id: a, kind: quantity, says: skala 8 daripada 7}", "CC917"),
    "the largest job with the shortest time": (
        "{id: a, tiers: [{name: small, when: {p: s}, within: 5 working days},"
        " {name: large, when: {p: l}, within: 2 working days}]}", "CC904",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", QUARRELS)
def test_what_readers_quarrel_about_is_told(what: str) -> None:
    keys, code = QUARRELS[what]
    text = f"id: x\ncalendar: MY-07\npledges: [{keys}]\n"
    try:
        told = {finding.code for finding in found_in(text, ["case", "received", "done", "x", "y", "p"])}
    except cc.CharterError as error:
        told = {problem.code for problem in error.problems}
    assert code in told
