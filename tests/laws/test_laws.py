"""The laws at the end of ``docs/reckoning.md`` and the rules of its arithmetic, put to the engine."""

from __future__ import annotations

import os
from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import charterclock as cc
from charterclock.oracle import Support, laws

DEEP = os.environ.get("CHARTERCLOCK_DEEP") == "1"
EXAMPLES = 1000 if DEEP else 50


def quick(n):
    return settings(
        max_examples=n * 20 if DEEP else n,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


def due(start, duration, calendar, reckoning, bound, pauses):
    return cc.due(start, duration, calendar, reckoning, bound=bound, pauses=pauses).instant


def assess(start, duration, calendar, reckoning, bound, pauses, stop, at):
    charter = cc.Charter(id="c", calendar=calendar, reckoning=reckoning, pledges=[{"id": "p", bound: duration}])
    clock = charter["p"].start(start)
    for paused, resumed in sorted(pauses):
        clock = clock.pause(paused).resume(resumed)
    return (clock if stop is None else clock.stop(stop)).status(at).verdict


def count(cases, duration, calendar, reckoning, bound, at):
    return Counter(assess(start, duration, calendar, reckoning, bound, (), stop, at) for start, stop in cases)


@pytest.mark.parametrize("law", [*laws.RULES, *laws.LAWS, laws.dates_of_the_year], ids=lambda law: law.__name__)
def test_dues(law):
    law(lambda *asked: cc.due(*asked[:4], bound=asked[4], pauses=asked[5]).instant, examples=EXAMPLES)


def test_opening_time():
    laws.opening_time_between(lambda begin, end, office: office.between(begin, end), examples=EXAMPLES)
    laws.parts_add_up(lambda begin, end, office: office.between(begin, end), examples=EXAMPLES)
    for landing in ("closing", "opening"):
        laws.added_lies_between(
            lambda start, length, office, landing=landing: office.add(start, length, landing=landing),
            lambda begin, end, office: office.between(begin, end),
            examples=EXAMPLES,
        )


def test_verdicts():
    # one pause after the other is how a clock is told of them
    apart = Support(cases=lambda case, office: all(a[1] <= b[0] for a, b in pairwise(sorted(case.pauses))))
    laws.verdicts(assess, apart, examples=EXAMPLES)
    laws.paused_is_never_overdue(assess, apart, examples=EXAMPLES)
    laws.splitting_adds_up(count, examples=EXAMPLES)


# attainment ----------------------------------------------------------------------------------------------------------

CHARTER = cc.loads(
    """
id: laws
calendar: {zone: Asia/Kuala_Lumpur, hours: {mon-fri: 08:00-13:00 14:00-17:00}, holidays: [2025-01-01, 2025-02-03]}
recovery: {notify: before_due}
pledges:
  - id: answer
    target: 80%
    excludes: withdrawn
    tiers:
      - {name: small, when: {points: {below: 20}}, within: 4 working hours}
      - {name: large, when: {points: {from: 20}}, within: 3 working days}
  - {id: open, at_least: 2 calendar days}
"""
)
JANUARY = datetime(2025, 1, 1)
MINUTES = st.integers(0, 60 * 24 * 70)
ROWS = st.fixed_dictionaries(
    {
        "pledge": st.sampled_from(["answer", "open", "answer;open", "nothing"]),
        "received": MINUTES.map(lambda n: JANUARY + timedelta(minutes=n)),
        "takes": st.one_of(st.none(), st.integers(-60, 60 * 24 * 9)),
        "points": st.sampled_from([None, 5, 20, 40]),
        "withdrawn": st.sampled_from(["no", "no", "yes"]),
    }
)


def counts(record):
    """Cases by pledge, tier, period and verdict, and those in no period."""
    found = Counter({("unplaced", verdict): n for verdict, n in record.unplaced.items()})
    for row in record.rows:
        found.update({(row.pledge, row.tier, row.period, verdict): n for verdict, n in row.counts.items()})
        found.update({(row.pledge, row.tier, row.period, "done"): row.done})
        found.update({(row.pledge, row.tier, row.period, "of"): row.of})
    return +found


@quick(50)
@given(rows=st.lists(ROWS, min_size=1, max_size=30), cut=st.lists(st.booleans(), min_size=30, max_size=30))
def test_splitting_a_table_and_adding_the_counts_changes_no_attainment(rows, cut):
    """The counts of two parts of a table add up to those of the whole, and so give the same attainment."""
    schema = {"case": pl.Int64, "pledge": pl.String, "received": pl.Datetime, "done": pl.Datetime,
              "points": pl.Int64, "withdrawn": pl.String}  # fmt: skip
    table = [
        {
            "case": number,
            **{key: row[key] for key in ("pledge", "received", "points", "withdrawn")},
            "done": None if row["takes"] is None else row["received"] + timedelta(minutes=row["takes"]),
        }
        for number, row in enumerate(rows)
    ]
    options = {"at": "2025-02-20T10:00", "over": ("2025-01-01", "2025-03-31")}

    def record(part):
        return CHARTER.attainment(pl.DataFrame(part, schema=schema, orient="row"), **options)

    parts = [[row for row, side in zip(table, cut, strict=False) if side == wanted] for wanted in (True, False)]
    assume(all(parts))
    whole, added = record(table), sum((counts(record(part)) for part in parts), Counter())
    assert counts(whole) == added
    for row in whole.rows:
        met, of = (added[row.pledge, row.tier, row.period, name] for name in ("met", "of"))
        assert row.value == (None if of == 0 else row.value.__class__(met, of))
