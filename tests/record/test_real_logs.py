"""Real case logs, judged by rules written as charters, against the verdicts of those who kept them.

The logs have licences of their own and stay outside the repository; without them these tests skip.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

import charterclock as cc

CASES = Path(__file__).parents[3] / "shared" / "data" / "cases"
needs_logs = pytest.mark.skipif(not CASES.is_dir(), reason="the real case logs (../shared/data/cases) are not here")


def boston_charter() -> cc.Charter:
    """The city's rules as inferred: a pledge a request type, with its revisions."""
    with open(CASES / "boston311_2015_half_rules.csv", newline="") as file:
        rules = list(csv.DictReader(file))
    with open(CASES / "boston311_calendar.csv", newline="") as file:
        days = list(csv.DictReader(file))
    pledges = []
    for rule in rules:
        working = rule["mode"] == "W"
        pledge = {
            "id": rule["type"],
            "within": f"{rule['n_days']} {'working' if working else 'calendar'} days",
            "clock": {"start": "open_dt", "stop": "closed_dt"},
            "applies": {"type": [rule["type"]]},
            "reckoning": {"receipt": "next_opening" if working else "actual"},
        }
        valid = {key: rule[f"valid_{key}"] for key in ("from", "to") if rule[f"valid_{key}"]}
        pledges.append(pledge | ({"valid": valid} if valid else {}))
    return cc.Charter.model_validate(
        {
            "id": "boston-311",
            "calendar": {
                "zone": "America/New_York",
                "hours": {"mon-fri": "08:30-17:00"},
                "holidays": [
                    {"date": day["date"], "name": day["name"], "known": day["known_from"] or None} for day in days
                ],
                "covers": "2014..2020",
            },
            "reckoning": {"day_end": "same_time", "roll": "none"},
            "pledges": pledges,
        }
    )


def boston_cases() -> pd.DataFrame:
    frame = pd.read_csv(CASES / "boston311_2015_half.csv.gz", dtype=str).drop(columns=["reason"])
    for column in ("open_dt", "target_dt", "closed_dt"):
        frame[column] = pd.to_datetime(frame[column])
    return frame


@needs_logs
def test_boston_due_instants() -> None:
    """At least 98% of the city's own due instants, within the two minutes that its cut clock times leave open."""
    cases = boston_cases()
    found = boston_charter().assess(cases, at="2021-01-01T00:00")
    both = found["due"].notna() & found["target_dt"].notna()
    due = found.loc[both, "due"].dt.tz_localize(None)
    apart = (due - found.loc[both, "target_dt"]).abs()
    given = found["target_dt"].notna()
    share = (apart <= pd.Timedelta(seconds=120)).sum() / given.sum()
    print(f"Boston 311: {share:.4%} of {given.sum()} dues within 120 s; {found['problem'].notna().sum()} problems")
    assert share >= 0.98


@needs_logs
def test_boston_verdicts_by_the_citys_own_due() -> None:
    """Every closed verdict, but for cases closed before they were opened, which are problems."""
    cases = boston_cases()
    cases = cases[cases["target_dt"].notna() & cases["ontime"].notna()]
    found = boston_charter().assess(
        cases.rename(columns={"target_dt": "due"}), at="2021-01-01T00:00"
    )
    backward = found["closed_dt"] < found["open_dt"]
    assert (found.loc[backward, "problem"].str.startswith("CC616")).all()
    judged = found[~backward & found["closed_dt"].notna()]
    assert judged["problem"].isna().all()
    theirs = judged["ontime"].map({"ONTIME": "met", "OVERDUE": "missed"})
    print(f"Boston 311: {len(judged)} closed verdicts, {backward.sum()} problems")
    assert (judged["verdict"] == theirs).all()


@needs_logs
def test_uci_incidents() -> None:
    """ServiceNow's made_sla by opening hours: P3 63 hours, P4 135, strictly less (UCI incident management log)."""
    frame = pd.read_csv(CASES / "uci_incident_cases.csv.gz", dtype=str)
    charter = cc.Charter.model_validate(
        {
            "id": "uci",
            "calendar": {"zone": "UTC", "hours": {"mon-fri": "15:00-24:00"}, "covers": "always"},
            "pledges": [
                {
                    "id": f"priority-{priority}",
                    "under": f"{hours} working hours",
                    "clock": {"start": "opened_at", "stop": "closed_at"},
                    "applies": {"priority": [priority]},
                }
                for priority, hours in (("3", 63), ("4", 135))
            ],
        }
    )
    found = charter.assess(frame, at="2030-01-01T00:00")
    judged = found[found["verdict"].isin(["met", "missed"])]
    right = (judged["verdict"] == "met") == (judged["made_sla"] == "True")
    share = right.groupby(judged["priority"]).mean()
    print(f"UCI: P3 {share['3']:.4%}, P4 {share['4']:.4%} of {len(judged)}")
    assert share["3"] >= 0.998
    assert share["4"] == 1.0


@needs_logs
def test_wabo_permits() -> None:
    """The legal deadline of Dutch permits: eight weeks by date for three quarters of them, fourteen for some."""
    frame = pd.read_csv(CASES / "wabo_receipt_cases.csv.gz", dtype=str)
    frame = frame[frame["deadline"].notna()].reset_index(drop=True)

    def dues(weeks: int) -> pd.Series:
        charter = cc.Charter.model_validate(
            {
                "id": "wabo",
                "calendar": {"zone": "Europe/Amsterdam", "hours": {"mon-fri": "09:00-17:00"}, "covers": "always"},
                "reckoning": {"roll": "none", "day_end": "same_time"},
                "pledges": [
                    {"id": "permit", "within": f"{weeks} calendar weeks",
                     "clock": {"start": "startdate", "stop": "enddate"}}
                ],
            }
        )  # fmt: skip
        return charter.assess(frame, at="2030-01-01T00:00")["due"]

    deadline = pd.to_datetime(frame["deadline"], utc=True, format="ISO8601").dt.tz_convert("Europe/Amsterdam")
    eight, fourteen = ((dues(weeks).dt.date == deadline.dt.date).mean() for weeks in (8, 14))
    print(f"WABO: {eight:.2%} by eight weeks, {fourteen:.2%} by fourteen, of {len(frame)}")
    assert eight >= 0.745
    assert fourteen >= 0.035


