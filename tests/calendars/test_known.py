"""Known calendars: codes, zones, rest days and hours by state and date, Ramadan, values, and the range covered."""

from __future__ import annotations

import copy
import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

import charterclock as cc
from charterclock.calendars.known import calendar_of_code, codes
from charterclock.calendars.places import country_data, unknown_calendar

MALAYSIA, INDONESIA = codes("MY"), codes("ID")


def hours(code: str, day: str, **options: str) -> str:
    spans = cc.calendar(code, **options).day(day).spans
    return " ".join(f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in spans)


def test_all_states_and_provinces() -> None:
    assert len(MALAYSIA) == 16
    assert len(INDONESIA) == 38
    for code in ("MY", "ID", *MALAYSIA, *INDONESIA):
        office = cc.calendar(code)
        assert office.is_working_day("2025-07-16"), code  # a Wednesday without a day off anywhere
        assert office.covers == (date(2001, 1, 1), date(2034, 12, 31))
        assert eval(repr(office), {"calendar": cc.calendar}) == office
        assert pickle.loads(pickle.dumps(office)) is office
        assert copy.deepcopy(office) is office


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("MY-07", "Asia/Kuala_Lumpur"), ("MY-12", "Asia/Kuching"), ("MY-13", "Asia/Kuching"), ("MY-15", "Asia/Kuching"),
        ("ID-SB", "Asia/Jakarta"), ("ID-KB", "Asia/Jakarta"), ("ID-KT", "Asia/Jakarta"), ("ID-KS", "Asia/Makassar"),
        ("ID-BA", "Asia/Makassar"), ("ID-KU", "Asia/Makassar"), ("ID-MA", "Asia/Jayapura"), ("ID-PE", "Asia/Jayapura"),
    ],
)  # fmt: skip
def test_zones(code: str, zone: str) -> None:
    assert cc.calendar(code).zone == zone


@pytest.mark.parametrize(
    ("code", "day", "expected"),
    [
        ("MY-07", "2025-07-16", "08:00-13:00 14:00-17:00"),
        ("MY-07", "2025-07-18", "08:00-12:15 14:45-17:00"),  # the Friday break (R-MY-30)
        ("MY-12", "2025-07-18", "08:00-11:30 14:00-17:00"),  # Sabah, and Labuan (R-MY-31)
        ("MY-15", "2025-07-18", "08:00-11:30 14:00-17:00"),
        ("MY-13", "2025-07-18", "08:00-11:45 14:15-17:00"),  # Sarawak
        ("MY-03", "2025-07-18", ""),  # Kelantan rests on Friday and Saturday (R-MY-32)
        ("MY-03", "2025-07-20", "08:00-13:00 14:00-17:00"),
        ("MY-03", "2025-07-17", "08:00-13:00 14:00-15:30"),
        ("MY-03", "2009-07-12", "08:00-12:15 14:45-17:00"),  # until 2010 Sunday was the short day
        ("MY-03", "2005-06-16", "08:00-12:45"),  # Thursday half day before July 2005 (R-MY-16)
        ("MY-03", "2005-06-18", "08:00-13:00 14:00-17:00"),
        ("MY-01", "2013-12-27", "08:00-12:15 14:45-17:00"),  # Johor: Saturday and Sunday until 2013 (R-MY-15)
        ("MY-01", "2014-01-03", ""),
        ("MY-01", "2024-12-27", ""),
        ("MY-01", "2024-12-29", "08:00-13:00 14:00-17:00"),
        ("MY-01", "2025-01-03", "08:00-12:15 14:45-17:00"),
        ("MY-01", "2025-01-05", ""),
        ("MY-10", "2005-06-11", "08:00-12:45"),  # second Saturday of the month
        ("MY-10", "2005-06-18", ""),  # third
        ("MY-10", "2005-07-09", ""),  # five-day week from July 2005
        ("ID-SB", "2025-07-16", "07:30-12:00 13:00-16:00"),
        ("ID-SB", "2025-07-18", "07:30-11:30 13:00-16:30"),  # R-ID-1
        ("MY-16", "2025-03-14", "08:00-12:30 14:30-16:30"),  # a Friday in Ramadan (R-MY-33)
        ("MY-16", "2025-03-13", "08:00-13:00 13:30-16:30"),
        ("MY-09", "2025-03-14", "08:00-12:30"),  # Perlis Fridays of 2025
        ("MY-03", "2025-03-13", "08:00-13:00 13:30-15:00"),
        ("ID-SB", "2025-03-06", "08:00-12:00 12:30-15:00"),  # R-ID-3
        ("ID-SB", "2025-03-07", "08:00-11:30 12:30-15:30"),
    ],
)
def test_opening_hours(code: str, day: str, expected: str) -> None:
    assert hours(code, day) == expected


def test_own_hours_take_the_place_of_ramadan() -> None:
    assert hours("MY-07", "2025-03-14", hours="24x7") == "00:00-00:00"


@pytest.mark.parametrize(
    ("code", "day", "expected"),
    [
        ("MY-07", "2025-07-13", True), ("MY-07", "2025-07-12", False), ("MY-03", "2025-07-11", True),
        ("MY-03", "2025-07-12", False), ("MY-01", "2013-12-29", True), ("MY-01", "2014-01-03", True),
        ("MY-01", "2025-01-03", False), ("MY-01", "2025-01-05", True), ("ID-SB", "2025-07-13", True),
    ],
)  # fmt: skip
def test_weekly_holiday(code: str, day: str, expected: bool) -> None:
    """One day, not two (R-MY-4)."""
    assert cc.calendar(code).is_weekly_holiday(date.fromisoformat(day)) is expected


def test_other_countries_need_zone_and_hours() -> None:
    with pytest.raises(cc.CalendarError, match="CC407 calendar SG has no zone and no hours of its own"):
        cc.calendar("SG")
    office = cc.calendar("SG", zone="Asia/Singapore", hours={"mon-fri": "09:00-18:00"})
    assert not office.is_working_day("2025-05-01")
    with pytest.raises(cc.CalendarError, match="CC405"):
        cc.calendar("XX")


@pytest.mark.parametrize("code", ["MY-17", "MY-7", "ID-XX", "my-07", ""])
def test_unknown_codes(code: str) -> None:
    with pytest.raises(cc.CalendarError, match="CC405"):
        cc.calendar(code)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("my-07", "'MY-07', Pulau Pinang"), ("MY-7", "'MY-07', Pulau Pinang"), ("my 7", "'MY-07', Pulau Pinang"),
        ("MY07", "'MY-07', Pulau Pinang"), ("MY_07", "'MY-07', Pulau Pinang"), ("id-jk", "'ID-JK', Jakarta"),
        ("Penang", "'MY-07', Pulau Pinang"), ("PULAU PINANG", "'MY-07', Pulau Pinang"), ("Jakarta", "'ID-JK', Jakarta"),
        ("DKI Jakarta", "'ID-JK', Jakarta"), ("Jakrta", "'ID-JK', Jakarta"), ("Selangr", "'MY-10', Selangor"),
        ("kuala lumpur", "'MY-14', Wilayah Persekutuan Kuala Lumpur"), ("Negeri Sembilan", "'MY-05', Negeri Sembilan"),
        ("KL", "'MY-14', Wilayah Persekutuan Kuala Lumpur"), ("malacca", "'MY-04', Melaka"),
        ("West Sumatra", "'ID-SB', Sumatera Barat"), ("Sumatra Barat", "'ID-SB', Sumatera Barat"),
        ("North Sumatra", "'ID-SU', Sumatera Utara"), ("South Sulawesi", "'ID-SN', Sulawesi Selatan"),
        ("Southeast Sulawesi", "'ID-SG', Sulawesi Tenggara"), ("Riau", "'ID-RI', Riau"),
        ("jabar", "'ID-JB', Jawa Barat"),
        ("Riau Islands", "'ID-KR', Kepulauan Riau"), ("Southwest Papua", "'ID-PD', Papua Barat Daya"),
        ("Yogyakarta", "'ID-YO', Daerah Istimewa Yogyakarta"), ("Malaysia", "'MY'"), ("indonesia", "'ID'"),
        ("my", "'MY'"), ("sg", "'SG'"), ("us-ca", "'US-CA'"),
    ],
)  # fmt: skip
def test_the_hint_names_what_was_meant(text: str, meant: str) -> None:
    for ask in (cc.calendar, calendar_of_code):
        with pytest.raises(cc.CalendarError) as caught:
            ask(text)
        assert (caught.value.code, caught.value.hint) == ("CC405", f"did you mean {meant}?")


@pytest.mark.parametrize("text", ["", " ", "XX", "junk", "07", "US-ZZ", "x" * 200])
def test_where_nothing_is_near_the_hint_shows_the_form(text: str) -> None:
    with pytest.raises(cc.CalendarError, match="a code such as MY-07"):
        cc.calendar(text)


@pytest.mark.parametrize(("text", "one_of"), [("MY-17", MALAYSIA), ("ID-XX", INDONESIA), ("MY-", MALAYSIA)])
def test_a_code_of_no_state_is_answered_with_those_there_are(text: str, one_of: tuple[str, ...]) -> None:
    with pytest.raises(cc.CalendarError) as caught:
        cc.calendar(text)
    assert caught.value.hint == "one of " + ", ".join(one_of)


def test_every_name_of_the_data_leads_to_its_code() -> None:
    for country in ("MY", "ID"):
        for part, place in country_data(country)["subdivisions"].items():
            for written in (place["name"], place["name"].upper(), f"{country.lower()}-{part.lower()}"):
                if written != f"{country}-{part}":
                    assert f"'{country}-{part}'" in (unknown_calendar(written).hint or ""), written


def test_beyond_the_dates_covered() -> None:
    office = cc.calendar("MY-07")
    for ask in (
        lambda: office.day("2035-01-01"),
        lambda: office.shift("2034-12-29", 10),
        lambda: office.is_working_day("2000-12-31"),
        lambda: office.is_open("2035-03-01T10:00"),
        lambda: cc.due("2034-12-28", "30 working days", office),
    ):
        with pytest.raises(cc.OutsideCalendarError, match="CC410"):
            ask()
    assert cc.due("2034-12-31T10:00", "24 clock hours", office).at.isoformat() == "2035-01-01T10:00:00+08:00"


def test_other_years_on_request() -> None:
    office = cc.calendar("MY-07", covers="2001..2100")
    assert office.covers == (date(2001, 1, 1), date(2100, 12, 31))
    assert not office.is_working_day("2099-05-01")
    assert eval(repr(office), {"calendar": cc.calendar}) == office
    with pytest.raises(cc.CalendarError, match="CC407"):
        cc.calendar("MY-07", covers="always")


def test_two_threads_build_the_same_calendar() -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(
            pool.map(lambda day: cc.calendar("MY-05", covers="2010..2030").shift(day, 250), ["2015-01-01"] * 64)
        )
    assert len(set(found)) == 1


def test_joint_leave_can_be_worked() -> None:
    assert not cc.calendar("ID-SB").is_working_day("2023-04-19")
    assert cc.calendar("ID-SB", joint_leave="working").is_working_day("2023-04-19")
    assert not cc.calendar("ID-SB", joint_leave="working").is_working_day("2023-05-01")


def test_names_in_the_languages_of_the_country() -> None:
    found = cc.calendar("MY-07").day("2025-05-01").holiday
    assert found is not None
    assert (found.name("ms"), found.name("en"), found.kind, found.status) == (
        "Hari Pekerja", "Labor Day", "federal", "gazetted",
    )  # fmt: skip
