"""A table of cases and the clock of one case give the same answers, row for row."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import charterclock as cc

UNITS = (
    "clock hours", "working hours", "working days", "calendar days", "calendar weeks", "working weeks",
    "calendar months", "statutory days", "working months", "working minutes",
)  # fmt: skip
ZONE = "Asia/Kuala_Lumpur"
#: a state with another weekend, a province with another zone
CODES = ("MY-03", "ID-PA")
FIRST = datetime(2025, 1, 6, 0, 0, tzinfo=UTC)


@st.composite
def charters(draw: Any) -> dict[str | None, cc.Charter]:
    """A charter of one pledge with two tiers, and the same under other calendars, by their codes; shrinks to one
    working hour by the default reckoning.
    """
    bound = draw(st.sampled_from(["within", "under", "at_least", "after", "before"]))
    units = [u for u in UNITS if bound != "after" or u.split()[1][:4] not in ("hour", "minu")]
    limits = [f"{draw(st.integers(0, 9))} {draw(st.sampled_from(units))}" for _ in range(2)]
    reckoning = {
        "receipt": draw(st.sampled_from(["actual", "next_opening", "cutoff 15:00"])),
        "first_day": draw(st.sampled_from(["excluded", "included"])),
        "roll": draw(st.sampled_from(["following", "preceding", "none"])),
        "rest_days": draw(st.sampled_from(["office", "statutory"])),
        "day_end": draw(st.sampled_from(["midnight", "closing", "same_time", "16:00"])),
        "paused": draw(st.sampled_from(["excluded", "ignored", "restart"])),
    }
    zone = draw(st.sampled_from([ZONE, "America/New_York"]))
    written = (
        {
            "id": "drawn",
            "calendar": {
                "zone": zone,
                "hours": draw(
                    st.sampled_from(
                        [
                            {"mon-fri": "08:00-13:00 14:00-17:00"},
                            {"mon-thu": "08:00-13:00 14:00-17:00", "fri": "08:00-12:15 14:45-17:00",
                             "sat(2,4)": "08:00-12:45"},
                            {"daily": "22:00-06:00"},
                            "24x7",
                        ]
                    )
                ),
                "holidays": ["2025-01-14", "2025-02-03", "2025-03-10"],
                "weekly_holiday": "sun",
                "covers": "2024..2026",
            },
            "reckoning": reckoning,
            "recovery": {"counts_as": draw(st.sampled_from(["extended", "met"]))},
            "pledges": [
                {
                    "id": "p",
                    "tiers": [
                        {"name": "small", "when": {"size": {"below": 5}}, bound: limits[0]},
                        {"name": "large", "when": {"size": {"from": 5, "to": 8}}, bound: limits[1]},
                    ],
                }
            ],
        }
    )  # fmt: skip
    others = {code: cc.Charter.model_validate({**written, "calendar": code}) for code in CODES}
    return {None: cc.Charter.model_validate(written), **others}


instants = st.integers(0, 60 * 24 * 4).map(lambda quarter: FIRST + timedelta(minutes=15 * quarter))


@st.composite
def clocks(draw: Any, charter: cc.Charter) -> cc.Clock:
    """A clock with any steps that make sense; shrinks to one that has just started."""
    clock = charter["p"].start(draw(instants), size=draw(st.sampled_from([1, 5, 9])))
    bound = charter["p"].tiers[0].bound
    moment = clock.started if bound != "before" else FIRST
    for _ in range(draw(st.integers(0, 6))):
        moment = moment + timedelta(minutes=15 * draw(st.integers(0, 400)))
        step = draw(st.sampled_from(["pause", "resume", "stop", "reopen", "extend"]))
        try:
            if step == "extend":
                if bound == "at_least":
                    continue
                clock = clock.extend(
                    moment,
                    **draw(
                        st.sampled_from(
                            [
                                {"by": "3 working days"},
                                {"until": (moment + timedelta(days=40)).date()},
                                {"until": moment + timedelta(days=30, hours=1)},
                            ]
                        )
                    ),
                )
            else:
                clock = getattr(clock, step)(moment)
        except cc.CaseError:
            continue
    return clock


def rows_of(clock: cc.Clock, case: str) -> list[dict[str, Any]]:
    """The clock as rows of an event log."""
    rows = [{"case": case, "activity": "received", "timestamp": clock.started, "size": clock.facts["size"]}]
    for step in clock.steps:
        when = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=step.at)
        name = {"stopped": "done"}.get(step.kind, step.kind)
        rows.append(
            {"case": case, "activity": name, "timestamp": when, "until": step.until and step.until.isoformat(),
             "by": step.by and str(step.by)}
        )  # fmt: skip
    return rows


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.data_too_large, HealthCheck.too_slow])
@given(st.data())
def test_rows_equal_clocks(data: st.DataObject) -> None:
    of_calendars = data.draw(charters())
    charter = of_calendars[None]
    calendars = [data.draw(st.sampled_from([None, None, *CODES])) for _ in range(data.draw(st.integers(1, 6)))]
    drawn = [data.draw(clocks(of_calendars[code])) for code in calendars]
    at = data.draw(instants)
    expected = []
    for clock in drawn:
        try:
            expected.append(clock.status(at))
        except cc.CharterclockError as error:
            expected.append(error)
    schema = {"case": pl.String, "activity": pl.String, "timestamp": pl.Datetime("us", "UTC"), "size": pl.Int64,
              "until": pl.String, "by": pl.String}  # fmt: skip
    log = pl.DataFrame([row for i, clock in enumerate(drawn) for row in rows_of(clock, str(i))], schema=schema)
    codes = dict(zip(map(str, range(len(drawn))), calendars, strict=True))
    log = log.with_columns(pledge=pl.lit("p"), calendar=pl.col("case").replace_strict(codes, return_dtype=pl.String))
    found = charter.assess(log, at=at).rows(named=True)
    assert len(found) == len(drawn)
    for row, status, clock in zip(found, expected, drawn, strict=True):
        if isinstance(status, cc.CharterclockError):
            assert row["problem"] is not None, (row, status, clock)
            assert row["problem"].startswith(status.code), (row, status, clock)
            continue
        assert row["problem"] is None, (row, status, clock.steps)
        assert row["verdict"] == status.verdict, (row, status, clock.steps)
        due = status.due.at if status.due else None
        assert row["due"] == due, (row, status, clock.steps)
        if status.verdict == "excluded":
            assert row["reason"] == status.reason
        elif due is not None:
            stopped = [s.at for s in clock.steps if s.kind == "stopped"]
            assert row["margin"] == due - (at if status.verdict in ("running", "paused", "overdue") or not stopped
                                           else due - row["margin"])  # fmt: skip
