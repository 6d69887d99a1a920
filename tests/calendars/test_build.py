"""Calendar files: every mistake at its own line, seasons that overlap, bases of every kind, and the dates covered."""

from __future__ import annotations

from datetime import date

import pytest

import charterclock as cc

HEAD = """\
id: x
pledges: [{id: a, kind: fee}]
calendar:
"""
OWN = "  zone: Asia/Kuala_Lumpur\n  hours: {mon-fri: 08:00-17:00}\n"


def problems(keys: str) -> list[tuple[str, int | None, str, str | None]]:
    with pytest.raises(cc.CharterError) as caught:
        cc.loads(HEAD + keys)
    return [(p.code, p.line, p.message, p.hint) for p in caught.value.problems]


def office(keys: str) -> cc.Calendar:
    return cc.loads(HEAD + keys).office


# --- hours -----------------------------------------------------------------------------------------------------------


def test_each_weekday_that_is_wrong_is_told_at_its_own_line() -> None:
    found = problems(
        "  zone: Asia/Kuala_Lumpur\n  hours:\n    mon: 8-12\n    tue: 08:00-12:00\n    isnin: 08:00-12:00\n"
        "    wed: 08:00-08:00\n"
    )
    assert [(code, line) for code, line, _, _ in found] == [("CC401", 6), ("CC402", 8), ("CC401", 9)]
    assert found[1][3] == "did you mean 'mon'?"


def test_each_week_of_several_has_its_own_lines() -> None:
    found = problems(
        "  zone: Asia/Kuala_Lumpur\n  hours:\n    - {mon: 08:00-12:00}\n"
        "    - from: 2025-01-01\n      mon: 08:00-12:00\n      jumaat: 08:00-12:00\n"
    )
    assert [(code, line, hint) for code, line, _, hint in found] == [("CC402", 9, "did you mean 'fri'?")]


def test_what_is_wrong_between_two_weekdays_is_told_of_the_hours() -> None:
    found = problems("  zone: Asia/Kuala_Lumpur\n  hours:\n    mon-fri: 08:00-12:00\n    fri: 08:00-11:00\n")
    assert [(code, line) for code, line, _, _ in found] == [("CC403", 6)]


# --- seasons ---------------------------------------------------------------------------------------------------------

MARCH = "2025-03-01..2025-03-30"


@pytest.mark.parametrize(
    ("first", "second", "day"),
    [
        (f"[{MARCH}], hours: {{mon: 08:00-12:00}}", "2025-03-10, hours: {mon-thu: 09:00-12:00}", "2025-03-10"),
        ("2025-03-10, hours: {mon-thu: 09:00-12:00}", f"[{MARCH}], hours: {{mon: 08:00-12:00}}", "2025-03-10"),
        ("2025-03-01..2025-03-10, hours: 24x7", "2025-03-10..2025-03-20, hours: 24x7", "2025-03-10"),
        ("2025-03-03..2025-03-07, hours: {mon-fri: closed}", "2025-03-03, hours: {mon: 08:00-12:00}", "2025-03-03"),
        (f'{MARCH}, hours: {{"sat(1,2)": 08:00-12:00}}', "2025-03-08, hours: {sat: 08:00-09:00}", "2025-03-08"),
        ("[2024-03-01..2024-03-05, 2025-03-01..2025-03-05], hours: 24x7", "2025-03-02, hours: 24x7", "2025-03-02"),
    ],
)  # fmt: skip
def test_two_seasons_that_give_hours_to_one_date(first: str, second: str, day: str) -> None:
    seasons = f"  seasons:\n    - {{name: a, dates: {first}}}\n    - {{name: b, dates: {second}}}\n"
    assert problems(OWN + seasons) == [
        (
            "CC403", 8, f"two seasons give hours to {day}: a and b",
            "end one where the other begins, or let them name different weekdays",
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (f"{MARCH}, hours: {{mon-thu: 08:00-12:00}}", f"{MARCH}, hours: {{fri: 08:00-11:00}}"),
        ("2025-03-01..2025-03-10, hours: 24x7", "2025-03-11..2025-03-20, hours: 24x7"),
        (f"{MARCH}, hours: {{mon: 08:00-12:00}}", "2025-03-11..2025-03-16, hours: 24x7"),  # no Monday in it
        (f'{MARCH}, hours: {{"sat(1)": 08:00-12:00}}', f'{MARCH}, hours: {{"sat(2)": 08:00-09:00}}'),
        ("[2025-03-01..2025-03-10, 2025-03-05..2025-03-20], hours: 24x7", "2025-04-01, hours: 24x7"),  # one with itself
    ],
)  # fmt: skip
def test_seasons_that_do_not_meet(first: str, second: str) -> None:
    seasons = f"  seasons:\n    - {{name: a, dates: {first}}}\n    - {{name: b, dates: {second}}}\n"
    assert len(office(OWN + seasons).seasons) == 2


def test_a_season_takes_the_place_of_the_ramadan_of_its_base() -> None:
    found = office("  base: MY-07\n  seasons: [{name: a, dates: 2025-03-14, hours: {fri: 09:00-10:00}}]\n")
    assert [f"{a:%H:%M}-{b:%H:%M}" for a, b in found.day("2025-03-14").spans] == ["09:00-10:00"]


def test_every_season_that_overlaps_is_told_beside_other_mistakes() -> None:
    found = problems(
        f"{OWN}  seasons:\n"
        "    - {name: a, dates: 2025-03-03, hours: 24x7}\n    - {name: b, dates: 2025-03-03, hours: 24x7}\n"
        "    - {name: c, dates: soon, hours: 24x7}\n    - {name: d, dates: 2025-03-03, hours: 24x7}\n"
    )
    assert [(code, line) for code, line, _, _ in found] == [("CC403", 8), ("CC407", 9), ("CC403", 10)]


def test_seasons_in_python() -> None:
    with pytest.raises(cc.CharterError, match=r"CC403 seasons\.1: two seasons give hours to 2025-03-03"):
        cc.Calendar.build(
            zone="Asia/Kuala_Lumpur", hours="24x7",
            seasons=[{"dates": date(2025, 3, 3), "hours": {"mon": "08:00-12:00"}},
                     {"dates": "2025-03-01..2025-03-05", "hours": {"mon": "08:00-11:00"}}],
        )  # fmt: skip


# --- dates covered, and bases ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("covers", "hint"),
    [
        ("2025-2026", "write 2025..2026"),
        ("2025 - 2026", "write 2025..2026"),
        ("2025 to 2026", "write 2025..2026"),
        ("2025/2026", "write 2025..2026"),
        ("2025-01-01 - 2025-06-30", "write 2025-01-01..2025-06-30"),
        ("soon", "write 2014..2030, 2025-01-01..2025-06-30 or always"),
    ],
)
def test_a_range_that_is_written_otherwise(covers: str, hint: str) -> None:
    ((code, line, _, found),) = problems(f"{OWN}  covers: {covers}\n")
    assert (code, line) == ("CC407", 6)
    assert found is not None
    assert hint.removeprefix("write ") in found


@pytest.mark.parametrize("dates", ["2025-03-02 - 2025-03-30", "2025-03-02-2025-03-30", "2025-03-02 hingga 2025-03-30"])
def test_a_range_of_dates_that_is_written_otherwise(dates: str) -> None:
    ((code, line, _, hint),) = problems(f"{OWN}  holidays:\n    - {dates}\n")
    assert (code, line, hint) == ("CC407", 7, "write a range as 2025-03-02..2025-03-30")


def test_a_base_of_another_country_with_zone_and_hours() -> None:
    keys = "  base: SG\n  zone: Asia/Singapore\n  hours: {mon-fri: 09:00-18:00}\n"
    found = office(keys)
    assert found == cc.calendar("SG", zone="Asia/Singapore", hours={"mon-fri": "09:00-18:00"})
    assert not found.is_working_day("2025-12-25")
    ((code, line, message, hint),) = problems("  base: SG\n  zone: Asia/Singapore\n")
    assert (code, line, message) == ("CC407", 4, "calendar SG has no hours of its own")
    assert hint == "give them: {base: SG, zone: Asia/Singapore, hours: {mon-fri: 09:00-18:00}}"


def test_the_years_that_a_known_base_is_asked_for_have_their_days_off() -> None:
    found = office("  base: MY-07\n  covers: 2030..2040\n")
    assert found.covers == (date(2030, 1, 1), date(2040, 12, 31))
    assert not found.is_working_day("2039-05-02")  # the day after Labour Day, a Sunday
    with pytest.raises(cc.OutsideCalendarError):
        found.is_working_day("2029-05-02")


def test_a_known_base_does_not_know_every_year() -> None:
    ((code, line, message, hint),) = problems("  base: MY-07\n  covers: always\n")
    assert (code, line, hint) == ("CC407", 4, "covers: 2001..2100")
    assert message == "calendar MY-07 knows days off of some years only"
