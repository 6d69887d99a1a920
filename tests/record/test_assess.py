"""Tables of cases in every library and shape, every problem that a row can have, and attainment by period."""

from __future__ import annotations

import datetime as dt
import json
from fractions import Fraction

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import charterclock as cc

CHARTER = """\
charterclock: 1
id: c
calendar: MY-07
meanings: {day: working day, week: working week, hour: clock hour, month: calendar month}
"""
A = "  - {id: a, within: 3 days}\n"
H = "  - {id: h, clock: {start: asked, stop: answered}, within: 2 hours}\n"
T = """\
  - id: t
    tiers:
      - {name: small, when: {points: {below: 20}}, within: 2 days}
      - {name: medium, when: {points: {from: 20, to: 100}}, within: 4 days}
      - {name: large, when: {points: {above: 100}}, under: 9 days}
"""
ARRIVED = """\
  - id: r
    tiers:
      - {name: in, when: {arrived: in opening time}, within: 1 hour}
      - {name: out, when: {arrived: outside opening time}, within: next working day}
"""
START, STOP, DUE = "2025-04-30T10:00", "2025-05-02T10:00", "2025-05-06T23:59:59.999999+08:00"
AT = "2025-06-01T00:00"


def charter(*pledges: str, more: str = "") -> cc.Charter:
    return cc.loads(CHARTER + more + "pledges:\n" + "".join(pledges))


FRAMES = {"pandas": pd.DataFrame, "polars": pl.DataFrame, "pyarrow": pa.table}


@pytest.fixture(params=FRAMES)
def frame(request):
    """Makes a table of one of the libraries from columns."""
    make = FRAMES[request.param]
    return lambda columns: make({name: list(cells) for name, cells in columns.items()})


def column(table, name):
    """A column as plain values, blanks as ``None``."""
    cells = table[name]
    cells = cells.to_pylist() if isinstance(table, pa.Table) else cells.to_list()
    return [None if cell is None or cell is pd.NaT or cell != cell else cell for cell in cells]


def columns_of(table):
    return table.column_names if isinstance(table, pa.Table) else list(table.columns)


def dues(table):
    return [due and due.isoformat() for due in column(table, "due")]


def wide(count=1, **more):
    cells = {"case": range(1, count + 1), "pledge": ["a"] * count, "received": [START] * count, "done": [STOP] * count}
    return cells | more


def log(*events, case=1, pledge="a", **more):
    count = len(events)
    return {"case": [case] * count, "pledge": [pledge] * count, "activity": [name for name, _ in events],
            "timestamp": [when for _, when in events]} | more  # fmt: skip


def one(given, table, **options):
    """Verdict, or the problem's code, of the only row of a result."""
    result = given.assess(pd.DataFrame(table), **options)
    (verdict,), (problem,) = column(result, "verdict"), column(result, "problem")
    return verdict if problem is None else problem.split()[0]


# --- the same kind of table back -------------------------------------------------------------------------------------


def test_the_same_kind_back(frame):
    given = frame(wide(3, done=[STOP, "2025-05-30T10:00", None], extra=[1.5, None, 2.5]))
    result = charter(A).assess(given, at=AT)
    assert type(result) is type(given)
    assert columns_of(result) == [
        "case", "pledge", "received", "done", "extra", "tier", "due", "verdict", "margin", "reason", "problem",
    ]  # fmt: skip
    assert column(result, "verdict") == ["met", "missed", "overdue"]
    assert dues(result) == [DUE] * 3
    assert column(result, "extra") == [1.5, None, 2.5]
    stop = dt.datetime.fromisoformat(STOP + "+08:00")
    assert column(result, "margin")[0] == dt.datetime.fromisoformat(DUE) - stop
    assert column(result, "margin")[1] < dt.timedelta()


@pytest.mark.parametrize("index", [["x", "y"], [7, 7], pd.MultiIndex.from_tuples([(1, "a"), (1, "b")])])
def test_an_index_is_kept(index):
    given = pd.DataFrame(wide(2), index=index)
    before = given.copy()
    result = charter(A).assess(given)
    assert result.index.equals(given.index)
    pd.testing.assert_frame_equal(given, before)
    twice = charter(A, "  - {id: b, within: 1 day}\n").assess(given.assign(pledge="a;b"))
    assert twice["pledge"].tolist() == ["a", "b", "a", "b"]
    assert twice.index.tolist() == [i for i in given.index.tolist() for _ in range(2)]


def test_an_empty_table(frame):
    for table in (wide(0), log(), {"case": [], "pledge": [], "asked": [], "answered": []}):
        result = charter(A, H).assess(frame(table))
        assert column(result, "verdict") == []
        assert columns_of(result)[-6:] == ["tier", "due", "verdict", "margin", "reason", "problem"]


def test_columns_of_blanks(frame):
    result = charter(A).assess(frame(wide(2, received=[None, None], done=[None, None])), at=AT)
    assert column(result, "reason") == ["no start", "no start"]
    assert column(result, "verdict") == ["excluded", "excluded"]
    result = charter(A).assess(frame(wide(2, pledge=[None, None])))
    assert [said[:5] for said in column(result, "problem")] == ["CC624", "CC624"]


@pytest.mark.parametrize(
    ("name", "cells", "good"),
    [
        ("pledge", ["a", None], [True, False]),
        ("pledge", ["a", ""], [True, False]),
        ("calendar", ["MY-01", None], [True, True]),
        ("excluded", ["no", None], [True, True]),
        ("done", [STOP, None], [True, True]),
        ("tier", ["small", None], [True, True]),
        ("points", [5, None], [True, False]),
    ],
)
def test_a_blank_beside_a_value(frame, name, cells, good):
    table = wide(2, pledge=["t", "t"], points=[5, 5]) if name in ("tier", "points") else wide(2)
    result = charter(A, T).assess(frame(table | {name: cells}), at=AT, prefix="our_")
    assert [problem is None for problem in column(result, "our_problem")] == good


def test_a_table_that_is_none():
    for table in ([1], {"case": [1]}, "x.csv", None, pl.DataFrame(wide()).lazy()):
        with pytest.raises(cc.CharterclockError, match="CC640"):
            charter(A).assess(table)


# --- instants --------------------------------------------------------------------------------------------------------

MOMENT = dt.datetime(2025, 4, 30, 10)
ZONED = [
    ("texts", [START]),
    ("texts with offset", ["2025-04-30T02:00:00+00:00"]),
    ("texts with Z", ["2025-04-30T02:00:00Z"]),
    ("objects", [MOMENT]),
    *[(f"pandas {unit}", pd.Series([MOMENT]).astype(f"datetime64[{unit}]")) for unit in ("s", "ms", "us", "ns")],
    ("pandas Tokyo", pd.Series([dt.datetime(2025, 4, 30, 11)]).dt.tz_localize("Asia/Tokyo")),
    ("pandas UTC ns", pd.Series([dt.datetime(2025, 4, 30, 2)]).dt.tz_localize("UTC").astype("datetime64[ns, UTC]")),
    ("pandas arrow", pd.Series([MOMENT], dtype="timestamp[ns][pyarrow]")),
    ("pandas objects", pd.Series([MOMENT.replace(tzinfo=dt.timezone(dt.timedelta(hours=8)))], dtype=object)),
    ("pandas category", pd.Series([START], dtype="category")),
    *[(f"polars {unit}", pl.Series([MOMENT], dtype=pl.Datetime(unit))) for unit in ("ms", "us", "ns")],
    ("polars Tokyo", pl.Series([dt.datetime(2025, 4, 30, 11)]).dt.replace_time_zone("Asia/Tokyo")),
    ("polars category", pl.Series([START], dtype=pl.Categorical)),
    *[(f"arrow {unit}", pa.array([MOMENT], pa.timestamp(unit))) for unit in ("s", "ms", "us", "ns")],
    ("arrow Tokyo", pa.array([dt.datetime(2025, 4, 30, 2)], pa.timestamp("us", "Asia/Tokyo"))),
    ("arrow dictionary", pa.array([START]).dictionary_encode()),
]


@pytest.mark.parametrize(("name", "cells"), ZONED, ids=[name for name, _ in ZONED])
def test_instants(name, cells):
    make = pd.DataFrame if "pandas" in name else pa.table if "arrow" in name else pl.DataFrame
    table = make({"case": [1], "pledge": ["h"], "asked": cells, "answered": ["2025-04-30T04:00:00+00:00"]})
    result = charter(H).assess(table)
    assert column(result, "problem") == [None]
    assert (dues(result), column(result, "verdict")) == (["2025-04-30T12:00:00+08:00"], ["met"])


@pytest.mark.parametrize(
    "cells",
    [
        ["2025-04-30"], [dt.date(2025, 4, 30)], pl.Series([dt.date(2025, 4, 30)]),
        pa.array([dt.date(2025, 4, 30)], pa.date32()), pd.Series([dt.date(2025, 4, 30)], dtype="date32[pyarrow]"),
    ],
)  # fmt: skip
def test_dates_alone(cells):
    make = pa.table if isinstance(cells, pa.Array) else pl.DataFrame if isinstance(cells, pl.Series) else pd.DataFrame
    result = charter(A, H).assess(make({"case": [1], "pledge": ["a"], "received": cells, "done": ["2025-05-06"]}))
    assert (dues(result), column(result, "verdict")) == ([DUE], ["met"])
    result = charter(H).assess(make({"case": [1], "pledge": ["h"], "asked": cells, "answered": [STOP]}))
    assert column(result, "problem")[0].startswith("CC602")


def test_a_datetime_at_midnight_is_an_instant(frame):
    table = {
        "case": [1],
        "pledge": ["h"],
        "asked": [dt.datetime(2025, 4, 30)],
        "answered": [dt.datetime(2025, 4, 30, 1)],
    }
    assert column(charter(H).assess(frame(table)), "verdict") == ["met"]


UTC, HERE = "2025-04-30T02:00Z", "2025-04-30T10:00+08:00"


@pytest.mark.parametrize(
    ("texts", "odd"),
    [
        ([START, UTC, START], UTC), ([UTC, START, HERE], START), ([UTC, START], UTC), ([START, HERE], HERE),
        ([START, UTC, UTC, START], UTC), ([START, UTC, "2025-04-30", None], UTC), ([START, "soon", UTC, START], UTC),
    ],
)  # fmt: skip
def test_of_mixed_offsets_the_fewer_are_the_problem(frame, texts, odd):
    result = charter(A).assess(frame(wide(len(texts), received=texts)))
    said = [problem if problem and "CC622" in problem else None for problem in column(result, "problem")]
    has, most = ("no", "one") if odd == START else ("an", "none")
    expected = f"CC622 {odd} has {has} offset, most instants of its column have {most}"
    assert said == [expected if text == odd else None for text in texts]


def test_one_offset_in_a_log_takes_one_case_only(frame):
    table = {"case": [1, 2, 3], "pledge": ["a"] * 3, "activity": ["received"] * 3, "timestamp": [START, UTC, START]}
    assert column(charter(A).assess(frame(table), at=AT), "verdict") == ["overdue", None, "overdue"]


@pytest.mark.parametrize(
    "text", ["2025-02-30T10:00", "2025-13-01", "yesterday", "10:00", "45777", "2025-04-30T25:00", "0"]
)
def test_unreadable(frame, text):
    result = charter(A).assess(frame(wide(2, received=[START, text])))
    assert column(result, "verdict") == ["met", None]
    assert column(result, "problem")[1].startswith("CC601")
    assert column(result, "received") == [START, text]


@pytest.mark.filterwarnings("ignore::charterclock.errors.CharterclockWarning")
@pytest.mark.parametrize("start", ["1950-04-30T10:00", "2050-04-30T10:00", "2034-12-30T10:00", "2050-12-31T23:00"])
def test_a_case_outside_the_calendar_leaves_the_others(frame, start):
    result = charter(A).assess(frame(wide(2, received=[START, start], done=[STOP, start])), at="2051-01-01T00:00")
    assert column(result, "verdict") == ["met", None]
    assert column(result, "problem")[1].startswith(("CC410", "CC601"))


# --- which pledge ----------------------------------------------------------------------------------------------------


def test_several_pledges_in_a_cell(frame):
    table = wide(3, pledge=["a;t", " t ; a ;", "a;a"], points=[5, 5, 5])
    result = charter(A, T).assess(frame(table))
    assert list(zip(column(result, "case"), column(result, "pledge"), strict=True)) == [
        (1, "a"), (1, "t"), (2, "t"), (2, "a"), (3, "a"),
    ]  # fmt: skip


def test_applies(frame):
    given = charter(
        "  - {id: fast, within: 1 day, applies: {category: [net, mail], priority: {to: 2}}}\n",
        "  - {id: slow, within: 9 days, applies: {category: net}}\n",
        "  - {id: never, within: 9 days}\n",
    )
    table = wide(4, category=["net", "mail", "net", "web"], priority=[1, 2, 3, 1])
    del table["pledge"]
    result = given.assess(frame(table))
    assert list(zip(column(result, "case"), column(result, "pledge"), strict=True)) == [
        (1, "fast"), (1, "slow"), (2, "fast"), (3, "slow"), (4, None),
    ]  # fmt: skip
    assert column(result, "verdict") == ["met", "met", "met", "met", "excluded"]
    assert column(result, "reason")[4] == "no pledge takes the case"
    with pytest.raises(cc.CharterclockError, match=r"CC641.*'priority'"):
        given.assess(frame({name: cells for name, cells in table.items() if name != "priority"}))


def test_the_only_pledge_takes_all(frame):
    table = wide()
    del table["pledge"]
    assert column(charter(A).assess(frame(table)), "pledge") == ["a"]
    with pytest.raises(cc.CharterclockError, match=r"CC641.*'pledge'"):
        charter(A, T).assess(frame(table))


def test_revisions(frame):
    given = charter(
        "  - {id: a, within: 9 days, valid: {from: 2024-01-01, to: 2025-04-30}}\n",
        "  - {id: a, within: 1 day, valid: {from: 2025-04-30}}\n",
    )
    starts = ["2025-04-29T23:59", "2025-04-30T00:00", "2023-12-31T10:00", None]
    result = given.assess(frame(wide(4, received=starts)))
    assert column(result, "verdict") == ["met", "met", "excluded", "excluded"]
    assert [due and due[:10] for due in dues(result)] == ["2025-05-14", "2025-05-02", None, None]
    assert column(result, "reason")[2].startswith("no revision")
    assert column(result, "reason")[3] == "no start"


@pytest.mark.parametrize(
    ("points", "tier"),
    [(0, "small"), (19.9, "small"), (20, "medium"), (100, "medium"), (100.1, "large"), ("20", "medium"), (None, "CC611"),  # noqa: E501
     ("many", "CC612"), (True, "CC612"), (float("nan"), "CC611"), ("1e400", "large"), ("nan", "CC612")],
)  # fmt: skip
def test_tiers_by_bounds(frame, points, tier):
    result = charter(T).assess(frame(wide(pledge=["t"], points=[points])))
    found = column(result, "tier")[0] or column(result, "problem")[0].split()[0]
    assert found == tier


def test_a_number_without_end_does_not_hold_up_a_table():
    result = charter(T).assess(pd.DataFrame(wide(2, pledge=["t", "t"], points=["5", "1e9999999"])))
    assert column(result, "tier")[0] == "small"


@pytest.mark.parametrize(
    ("cell", "tier"),
    [("yes", "y"), (True, "y"), (False, "n"), ("no", "n"), ("Yes", None), (2, "two"), (2.0, "two"), ("2", "two")],
)
def test_tiers_by_words(frame, cell, tier):
    given = charter(
        '  - {id: a, tiers: [{name: y, when: {w: "yes"}, within: 1 day}, {name: n, when: {w: "no"}, within: 1 day}, '
        '{name: two, when: {w: ["2", "3"]}, within: 1 day}]}\n'
    )
    result = given.assess(frame(wide(w=[cell])))
    assert column(result, "tier") == [tier]
    assert column(result, "reason") == [None if tier else "no tier matches"]


@pytest.mark.parametrize(
    ("start", "tier", "due"),
    [
        ("2025-04-30T10:00", "in", "2025-04-30T11:00:00+08:00"),
        ("2025-04-30T13:30", "out", "2025-05-02T23:59:59.999999+08:00"),
        ("2025-04-30T06:50", "out", "2025-04-30T23:59:59.999999+08:00"),
        ("2025-04-30T18:10", "out", "2025-05-02T23:59:59.999999+08:00"),
        ("2025-04-30", "CC602", None),
    ],
)
def test_tiers_by_arrival(frame, start, tier, due):
    result = charter(ARRIVED).assess(frame(wide(pledge=["r"], received=[start])))
    assert column(result, "tier")[0] or column(result, "problem")[0].split()[0] == tier
    assert dues(result) == [due]


def test_a_tier_by_name(frame):
    table = wide(4, pledge=["t"] * 4, tier=["large", "larg", None, "small"], points=[None, None, 5, 500])
    result = charter(T).assess(frame(table), prefix="our_")
    assert column(result, "our_tier") == ["large", None, "small", "small"]
    assert column(result, "our_problem")[1].startswith("CC613 pledge t has no tier 'larg' (did you mean 'large'?)")
    assert one(charter(T), wide(pledge=["t"])) == "CC611"
    both = "  - {id: a, tiers: [{name: x, when: {n: {to: 5}}, within: 1 day}, {name: y, when: {m: {to: 5}}, within: 1 day}]}\n"  # noqa: E501
    assert one(charter(both), wide(n=[5], m=[5])) == "CC610"


def test_a_tier_may_ask_for_any_column():
    given = charter("  - {id: a, tiers: [{name: x, when: {reason: r}, within: 3 days}]}\n")
    result = given.assess(pd.DataFrame(wide(reason=["r"])), prefix="our_")
    assert column(result, "our_problem") == [None]
    assert column(result, "our_tier") == ["x"]


def test_a_calendar_for_a_row(frame):
    table = wide(5, calendar=["MY-07", "ID-SB", "XX", "SG", "MY-02"])
    result = charter(A).assess(frame(table))
    assert [said and said[:5] for said in column(result, "problem")] == [None, None, "CC405", "CC407", None]
    assert dues(result)[1] is not None


def test_a_cell_opens_no_file(tmp_path):
    (tmp_path / "x.yaml").write_text("calendar: {base: MY-01}\n")
    assert one(charter(A), wide(calendar=[str(tmp_path / "x.yaml")])).startswith("CC")


# --- a case twice ----------------------------------------------------------------------------------------------------

B = "  - {id: b, within: 1 day}\n"


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"case": ["x", "y", "x", "x"]}, {2: "CC628 case x is under a in row 1 already", 3: "CC628 case x is under a in row 1 already"}),  # noqa: E501
        ({"case": [7, 7, 8, 9], "pledge": ["a", "b", "a", "b"]}, {}),
        ({"case": [7, 7, 8, 9], "pledge": ["a", "a;b", "a", "b"]}, {1: "CC628 case 7 is under a in row 1 already"}),
        ({"case": [None, None, "x", "y"]}, {}),
        ({"case": ["", " ", "", "y"]}, {}),
        ({"case": ["x", "x", "y", "z"], "received": ["soon", START, START, START]}, {0: "CC601"}),
        ({"case": ["x", "x", "y", "z"], "excluded": ["sent twice", None, None, None]}, {}),
        ({"case": ["x", "x", "y", "z"], "excluded": [None, "sent twice", None, None]}, {}),
    ],
)  # fmt: skip
def test_a_case_twice_is_counted_once(frame, more, wrong):
    given, table = charter(A, B), frame(wide(4, **more))
    result = given.assess(table, at=AT)
    said = {(case, name): problem for case, name, problem in zip(
        column(result, "case"), column(result, "pledge"), column(result, "problem"), strict=True)}  # fmt: skip
    assert len(column(result, "problem")) - column(result, "problem").count(None) == len(wrong), said
    found = [problem for problem in column(result, "problem") if problem]
    assert all(problem.startswith(expected) for problem, expected in zip(found, wrong.values(), strict=True))
    assert [v is None for v in column(result, "verdict")] == [p is not None for p in column(result, "problem")]
    counted = [row for row in given.attainment(table, at=AT).rows if row.tier is None]
    assert sum(row.of for row in counted) == sum(v in ("met", "missed", "overdue") for v in column(result, "verdict"))


def test_without_a_column_of_cases_nothing_is_told_apart(frame):
    table = {name: cells for name, cells in wide(2).items() if name != "case"}
    assert column(charter(A).assess(frame(table)), "verdict") == ["met", "met"]


def test_what_recurs_is_another_case_in_every_period(frame):
    given = charter("  - {id: q, clock: {start: {every: quarter, at: end}, stop: published}, within: 1 month}\n")
    table = {"case": ["report"] * 3, "pledge": ["q"] * 3, "period": ["2025-Q1", "2024-Q4", "2025-Q1"],
             "published": ["2025-04-30"] * 3}  # fmt: skip
    result = given.assess(frame(table), at=AT)
    assert column(result, "verdict") == ["met", "missed", None]
    assert column(result, "problem")[2] == "CC628 case report is under q in row 1 already"


def test_tables_that_were_assessed_apart_are_told_of_a_case_in_both(frame):
    given = charter(A)
    apart = [given.assess(pd.DataFrame(wide(2, case=cases))) for cases in (["x", "y"], ["y", "z"])]
    both = pd.concat(apart, ignore_index=True)
    record = given.attainment(both, over=("2025-05-01", "2025-05-31"))
    assert (record.rows[0].done, record.rows[0].counts["problem"]) == (3, 1)
    assert str(record.problems[0]) == "cases, row 3: CC628 case y is under a in row 2 already"


def test_a_log_of_rows_that_are_there_twice_is_the_log():
    table = pd.DataFrame(log(("received", START), ("paused", STOP), ("resumed", "2025-05-05T10:00"), ("done", LATE)))
    twice = pd.concat([table, table], ignore_index=True)
    once, again = (charter(A).assess(given, at=AT) for given in (table, twice))
    pd.testing.assert_frame_equal(once, again)


def test_an_extension_that_is_there_twice_does_not_lengthen_twice():
    given = charter(A, more="recovery: {}\n")
    events = [("received", START), ("extended", STOP), ("extended", STOP), ("done", LATE)]
    assert one(given, log(*events) | {"by": [None, "3 days", "3 days", None]}) == "CC628"
    assert one(given, log(*events) | {"by": [None, "3 days", "1 day", None]}) == "extended"
    told = pd.DataFrame({"case": [1, 1], "extended": [STOP, STOP], "by": ["3 days", "3 days"]})
    assert one(given, wide(done=[LATE]), extensions=told) == "CC628"
    clock = given["a"].start(START).extend(STOP, by="3 days")
    with pytest.raises(cc.CaseError, match="CC628 an extension by 3 days is there twice"):
        clock.extend(STOP, by="3 days")
    assert clock.extend("2025-05-03T10:00", by="3 days").due().date == dt.date(2025, 5, 15)


def test_a_row_of_a_log_without_a_case_is_told(frame):
    table = {"case": ["x", None, None], "pledge": ["a"] * 3, "activity": ["received"] * 3, "timestamp": [START] * 3}
    result = charter(A).assess(frame(table), at=AT)
    assert column(result, "verdict") == ["overdue", None]
    assert column(result, "problem")[1] == "CC629 a row of the log names no case"


# --- periods, somebody else's due, exclusions ------------------------------------------------------------------------


def test_periods(frame):
    given = charter("  - {id: q, clock: {start: {every: quarter, at: end}, stop: published}, within: 1 month}\n")
    table = {
        "case": range(4),
        "pledge": ["q"] * 4,
        "period": ["2025-Q1", "2025-Q5", None, "2024-Q4"],
        "published": ["2025-04-30"] * 4,
    }
    result = given.assess(frame(table), at=AT)
    assert column(result, "verdict") == ["met", None, "excluded", "missed"]
    assert dues(result)[0] == "2025-04-30T23:59:59.999999+08:00"
    assert column(result, "problem")[1].startswith("CC630")
    assert (
        one(
            given,
            {k: v for k, v in table.items() if k != "period"} | {"case": [1], "pledge": ["q"], "published": [STOP]},
        )
        == "CC641"
    )


def test_a_period_of_another_length_is_a_problem():
    given = charter("  - {id: q, clock: {start: {every: quarter, at: end}, stop: published}, within: 1 month}\n")
    assert (
        one(given, {"case": [1], "pledge": ["q"], "period": ["2025-02"], "published": ["2025-03-30"]}, at=AT) == "CC630"
    )


def test_a_given_due_passes_through(frame):
    dated = ["2025-05-02T10:00", "2025-05-02", "2025-05-01", None, "soon"]
    result = charter(A).assess(frame(wide(5, due=dated)))
    assert column(result, "due") == dated
    assert column(result, "verdict") == ["met", "met", "missed", None, None]
    assert [said and said[:5] for said in column(result, "problem")] == [None, None, None, "CC626", "CC601"]
    assert columns_of(result).count("due") == 1


@pytest.mark.parametrize(
    ("cell", "reason"),
    [("no", None), (None, None), (False, None), (0, None), (0.0, None), ("", None), ("FALSE", None), ("yes", "excluded"),  # noqa: E501
     (True, "excluded"), (1, "excluded"), ("moved away", "moved away")],
)  # fmt: skip
def test_excluded(frame, cell, reason):
    result = charter(A).assess(frame(wide(excluded=[cell])))
    assert column(result, "reason") == [reason]
    assert column(result, "verdict") == ["excluded" if reason else "met"]


def test_excludes(frame):
    given = charter("  - {id: a, within: 3 days, excludes: third_party}\n")
    assert column(given.assess(frame(wide(2, third_party=["yes", "no"]))), "verdict") == ["excluded", "met"]
    assert one(given, log(("received", START), ("third_party", START), ("done", STOP))) == "excluded"
    assert one(given, log(("received", START), ("done", STOP))) == "met"


E30 = "2025-05-30T10:00"
LOGS = [
    ("met", [("received", START), ("done", STOP)]),
    ("missed", [("received", START), ("done", E30)]),
    ("met", [("done", STOP), ("received", START)]),
    ("overdue", [("received", START)]),
    ("running", [("received", E30)]),
    ("excluded", [("received", "2025-06-02T10:00")]),
    ("excluded", [("done", STOP)]),
    ("excluded", [("received", START), ("withdrawn", STOP)]),
    ("overdue", [("received", START), ("withdrawn", "2025-06-02T10:00")]),
    ("overdue", [("received", START), ("done", "2025-06-02T10:00")]),
    ("missed", [("received", START), ("done", STOP), ("done", E30)]),
    ("overdue", [("received", START), ("done", STOP), ("reopened", "2025-05-03T10:00")]),
    ("missed", [("received", START), ("done", STOP), ("reopened", "2025-05-03T10:00"), ("done", E30)]),
    ("met", [("received", START), ("done", STOP), ("reopened", "2025-06-03T10:00")]),
    ("paused", [("received", START), ("paused", STOP)]),
    ("overdue", [("received", START), ("paused", E30)]),
    ("met", [("received", START), ("paused", STOP), ("resumed", E30), ("done", E30)]),
    ("missed", [("received", START), ("paused", STOP), ("resumed", "2025-05-05T10:00"), ("done", E30)]),
    ("CC607", [("received", START), ("resumed", STOP)]),
    ("CC616", [("received", STOP), ("done", START)]),
    ("CC601", [("received", START), ("done", None)]),
    ("CC601", [("received", START), ("done", "soon")]),
    ("CC608", [("received", START), ("extended", STOP)]),
]


@pytest.mark.parametrize(("verdict", "events"), LOGS)
def test_logs(verdict, events):
    table = log(*events)
    if verdict == "CC608":
        table["until"] = [None, E30]
    assert one(charter(A), table, at=AT) == verdict


def test_a_log_keeps_its_cases_in_order(frame):
    table = {
        "case": ["x", "y", "x", "z", "y"], "pledge": ["a", None, None, "t", "a"], "points": [None, None, None, 5, None],
        "activity": ["received", "received", "done", "received", "done"], "timestamp": [START, START, STOP, START, E30],
    }  # fmt: skip
    result = charter(A, T).assess(frame(table), at=AT)
    assert column(result, "case") == ["x", "y", "z"]
    assert column(result, "pledge") == ["a", "a", "t"]
    assert column(result, "verdict") == ["met", "missed", "overdue"]
    assert columns_of(result)[:3] == ["case", "pledge", "points"]


@pytest.mark.parametrize("blank", [None, ""])
def test_facts_of_a_log_stand_in_any_of_its_rows(frame, blank):
    given = charter("  - {id: a, tiers: [{name: x, when: {size: s}, within: 3 days}]}\n")
    result = given.assess(frame(log(("received", START), ("done", STOP), size=[blank, "s"])))
    assert column(result, "tier") == ["x"]


def test_a_log_that_says_two_things_of_one_case(frame):
    result = charter(A, T).assess(frame(log(("received", START), ("done", STOP)) | {"pledge": ["a", "zz"]}))
    assert column(result, "problem")[0].startswith("CC627 the rows of the case say two things of pledge")
    others = log(("received", START), ("done", STOP), user=["x", "y"])
    assert column(charter(A).assess(frame(others)), "verdict") == ["met"]


def test_a_reopened_column(frame):
    table = wide(3, reopened=["2025-05-03T10:00", None, "2025-06-03T10:00"])
    assert column(charter(A).assess(frame(table), at=AT), "verdict") == ["overdue", "met", "met"]


def test_the_first_of_several_stops_after_a_reopening():
    given = charter("  - {id: a, within: 3 days, clock: {stop: {any: [settled, refused]}}}\n")
    events = [("received", START), ("settled", STOP), ("reopened", "2025-05-03T10:00"), ("refused", "2025-05-05T10:00")]
    assert one(given, log(*events), at=AT) == "met"


def test_all_and_any(frame):
    given = charter(
        "  - {id: a, within: 3 days, clock: {start: {all: [approved, paid]}, stop: {any: [settled, refused]}}}\n"
    )
    table = {"case": range(4), "pledge": ["a"] * 4, "approved": [START, START, START, START],
             "paid": [START, "2025-05-20T10:00", None, START], "settled": ["2025-05-21T10:00"] * 3 + [None],
             "refused": [None, None, None, STOP]}  # fmt: skip
    result = given.assess(frame(table), at=AT)
    assert column(result, "verdict") == ["missed", "met", "excluded", "met"]


def test_before_after_floor_range_and_by(frame):
    given = charter(
        "  - {id: b, before: 7 days, clock: {start: meeting, stop: done}}\n", "  - {id: f, after: 4 days}\n",
        "  - {id: m, at_least: 1 day}\n", "  - {id: g, within: {from: 1 day, to: 3 days}}\n", "  - {id: y, by: 31 May}\n",  # noqa: E501
    )  # fmt: skip
    table = {"case": range(5), "pledge": list("bfmgy"), "received": [START] * 5, "meeting": ["2025-05-30T10:00"] * 5,
             "done": [STOP, STOP, "2025-04-30T11:00", "2025-04-30T11:00", STOP]}  # fmt: skip
    result = given.assess(frame(table))
    assert column(result, "verdict") == ["met", "met", "early", "met", "met"]
    assert dues(result)[2] is None
    assert (
        one(
            given,
            table | {"case": [1], "pledge": ["b"], "received": [None], "meeting": ["2025-07-30T10:00"], "done": [None]},
            at=AT,
        )
        == "running"
    )


# --- pauses and extensions -------------------------------------------------------------------------------------------

LATE = "2025-05-12T10:00"


def test_pauses_and_extensions_as_columns_and_as_tables_are_the_same(frame):
    given = charter(A, more="recovery: {}\n")
    pauses = {"paused": [STOP, STOP, None, STOP], "resumed": ["2025-05-12T09:00", None, None, "2025-05-01T09:00"]}
    extensions = {"extended": [None, None, STOP, None], "until": [None, None, "2025-05-12", None]}
    table = wide(4, done=[LATE, None, LATE, LATE])
    ours = given.assess(frame(table | pauses | extensions), at=AT)
    assert column(ours, "verdict") == ["met", "paused", "extended", None]
    assert column(ours, "problem")[3].startswith("CC603")
    theirs = given.assess(
        frame(table), at=AT, pauses=frame({"case": [1, 2, 4], **{n: [c[0], c[1], c[3]] for n, c in pauses.items()}}),
        extensions=frame({"case": [3], **{n: [c[2]] for n, c in extensions.items()}}),
    )  # fmt: skip
    for name in ("verdict", "due", "margin", "problem"):
        assert column(theirs, name) == column(ours, name)


@pytest.mark.parametrize(
    ("cells", "verdict"),
    [
        ({"extended": [STOP], "by": ["10 days"]}, "extended"),
        ({"extended": [STOP], "by": ["sepuluh (10) hari"]}, "extended"),
        ({"extended": [STOP], "by": ["1 day"]}, "missed"),
        ({"extended": [STOP], "until": ["2025-05-12T10:00"]}, "extended"),
        ({"extended": ["2025-05-08T10:00"], "until": ["2025-05-20"]}, "missed"),
        ({"extended": [STOP], "until": ["2025-05-05"]}, "CC604"),
        ({"extended": [STOP], "by": [None]}, "CC607"),
        ({"extended": [STOP], "by": ["1 day"], "until": ["2025-05-12"]}, "CC607"),
        ({"extended": [STOP], "by": ["soon"]}, "CC306"),
        ({"extended": [STOP], "by": ["1 quarter of it"]}, "CC306"),
        ({"extended": ["never"], "by": ["1 day"]}, "CC601"),
        ({"paused": ["2025-05-02"]}, "CC602"),
        ({"paused": ["x"]}, "CC601"),
        ({"paused": [None], "resumed": [STOP]}, "CC603"),
    ],
)
def test_pauses_and_extensions_in_a_row(cells, verdict):
    assert one(charter(A, more="recovery: {}\n"), wide(done=[LATE]) | cells, at=AT) == verdict


def test_extensions_without_recovery_and_of_a_floor():
    cells = wide(done=[LATE], extended=[STOP], until=["2025-05-20"])
    assert one(charter(A), cells) == "CC608"
    assert one(charter("  - {id: a, at_least: 1 day}\n", more="recovery: {}\n"), cells) == "CC605"
    assert one(charter(A, more="recovery: {counts_as: met}\n"), cells) == "met"


@pytest.mark.parametrize("lacking", ["case", "paused", "resumed"])
def test_a_second_table_without_a_column(lacking):
    table = {"case": [1], "paused": [STOP], "resumed": [LATE]}
    del table[lacking]
    if lacking == "resumed":  # as in the columns of the table itself: still paused
        assert one(charter(A), wide(done=[None]), pauses=pd.DataFrame(table), at=AT) == "paused"
    else:
        with pytest.raises(cc.CharterclockError, match=f"CC641.*{lacking}"):
            charter(A).assess(pd.DataFrame(wide(done=[LATE])), pauses=pd.DataFrame(table))


@pytest.mark.parametrize("lacking", ["case", "extended"])
def test_extensions_without_a_column(lacking):
    table = {"case": [1], "extended": [STOP], "until": ["2025-05-20"]}
    del table[lacking]
    with pytest.raises(cc.CharterclockError, match=f"CC641.*{lacking}"):
        charter(A, more="recovery: {}\n").assess(pd.DataFrame(wide(done=[LATE])), extensions=pd.DataFrame(table))


def test_second_tables_with_cases_that_the_first_lacks():
    with pytest.warns(cc.CharterclockWarning, match="1 rows of pauses belong to no case"):
        charter(A).assess(pd.DataFrame(wide()), pauses=pd.DataFrame({"case": [9], "paused": [STOP], "resumed": [None]}))


def test_a_case_of_a_second_table_written_as_a_number():
    table = wide(case=["1"], done=[LATE])
    result = charter(A).assess(
        pd.DataFrame(table), pauses=pd.DataFrame({"case": ["1"], "paused": [STOP], "resumed": ["2025-05-12T09:00"]})
    )
    assert column(result, "verdict") == ["met"]


@pytest.mark.parametrize(
    ("pause", "verdict"), [("until_resumed", "met"), ("own", "met"), ("own, next activity", "met")]
)
def test_a_pause_of_a_pledge(pause, verdict):
    events = {
        "until_resumed": [("received", START), ("papers", STOP), ("resumed", "2025-05-12T09:00"), ("done", LATE)],
        "own": [("received", START), ("papers", STOP), ("got", "2025-05-12T09:00"), ("done", LATE)],
        "own, next activity": [("received", START), ("papers", STOP), ("done", LATE)],
    }
    given = charter("  - {id: a, within: 3 days, pause: papers}\n")
    assert one(given, log(*events[pause]), at=AT) == verdict


# --- columns by other names ------------------------------------------------------------------------------------------


def test_columns(frame):
    table = {"id": [1], "what": ["a"], "open_dt": [START], "close_dt": [STOP]}
    names = {"id": "case", "what": "pledge", "open_dt": "received", "close_dt": "done"}
    result = charter(A).assess(frame(table), columns=names)
    assert columns_of(result)[:4] == list(table)
    assert column(result, "verdict") == ["met"]


def test_a_column_mapped_to_the_pledge_is_the_pledge(frame):
    table = {"id": [1, 2], "janji": ["a;b", "b"], "received": [START] * 2, "done": [STOP] * 2}
    given, names = charter(A, B), {"id": "case", "janji": "pledge"}
    result = given.assess(frame(table), columns=names)
    assert columns_of(result)[:5] == [*table, "tier"]
    assert column(result, "janji") == ["a", "b", "b"]
    raw = given.attainment(frame(table), columns=names)
    assert given.attainment(result, columns=names).rows == raw.rows
    assert [row.done for row in raw.rows if row.of] == [1, 2]
    tiered = frame(table | {"janji": ["t", "t"], "points": [5, 50]})
    assessed = charter(A, T).assess(tiered, columns=names)
    rows = charter(A, T).attainment(assessed, columns=names).rows
    assert [row.tier for row in rows if row.of] == [None, "small", "medium"]
    prefixed = given.assess(frame(table), columns=names, prefix="our_")
    assert (column(prefixed, "janji"), column(prefixed, "our_pledge")) == (["a;b", "a;b", "b"], ["a", "b", "b"])


def test_a_column_mapped_to_the_due_is_the_due(frame):
    result = charter(A).assess(frame(wide(batas=["2025-05-01"])), columns={"batas": "due"})
    assert columns_of(result)[-6:] == ["batas", "tier", "verdict", "margin", "reason", "problem"]
    assert column(result, "verdict") == ["missed"]


@pytest.mark.parametrize("names", [{"x": "received"}, {"case": "received"}, {"case": "y", "pledge": "y"}])
def test_columns_that_cannot_be_mapped(frame, names):
    with pytest.raises(cc.CharterclockError, match="CC642"):
        charter(A).assess(frame(wide()), columns=names)


def test_columns_can_be_swapped(frame):
    table = wide(received=[STOP], done=[START])
    result = charter(A).assess(frame(table), columns={"received": "done", "done": "received"})
    assert column(result, "verdict") == ["met"]


@pytest.mark.parametrize("name", ["tier", "verdict", "margin", "reason", "problem"])
def test_clashes(frame, name):
    with pytest.raises(cc.CharterclockError, match=f"CC643.*{name}"):
        charter(A).assess(frame(wide(**{name: [None]})))
    result = charter(A).assess(frame(wide(**{name: ["x" if name != "tier" else None]})), prefix="our_")
    assert column(result, "our_verdict") == ["met"]
    assert columns_of(result)[4] == name


def test_a_prefix_that_clashes():
    with pytest.raises(cc.CharterclockError, match=r"CC643.*our_due"):
        charter(A).assess(pd.DataFrame(wide(our_due=[1])), prefix="our_")


def test_what_a_table_must_have(frame):
    assert column(charter(A, H).assess(frame(wide(pledge=["h"]))), "problem")[0].startswith("CC641")
    for table, said in (
        ({"case": [1], "activity": ["x"]}, "timestamp"),
        ({"activity": ["x"], "timestamp": [START]}, "case"),
    ):
        with pytest.raises(cc.CharterclockError, match=f"CC641.*'{said}'"):
            charter(A).assess(frame(table))
    with pytest.raises(cc.CharterclockError, match="CC644"):
        charter(A).assess(frame(wide(done=[None])))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"received": "Received"}, "CC641 pledge a needs column received, which is missing (did you mean 'Received'?)"),
        ({"received": "terima"}, "CC641 pledge a needs column received, which is missing (the table has case, pledge, done, terima)"),  # noqa: E501
    ],
)  # fmt: skip
def test_a_column_that_is_missing_is_told_with_those_that_are_there(frame, changes, said):
    table = wide()
    for ours, theirs in changes.items():
        table[theirs] = table.pop(ours)
    assert column(charter(A).assess(frame(table)), "problem") == [said]


@pytest.mark.parametrize(("known", "named"), [("lesen", "LESEN"), ("LESEN", "lesen")])
def test_names_are_near_whatever_their_case(frame, known, named):
    given = charter(A, H, f"  - {{id: {known}, within: 1 day}}\n")
    (said,) = column(given.assess(frame(wide(pledge=[named]))), "problem")
    assert said == f"CC623 unknown pledge {named!r} (did you mean {known!r}?)"
    table = wide()
    table["janji"] = table.pop("pledge")
    with pytest.raises(cc.CharterclockError, match="the table has case, received, done, janji; map yours"):
        charter(A, H).assess(frame(table))


def test_a_stop_at_every_month_is_no_crash():
    try:
        given = charter("  - {id: a, within: 3 days, clock: {stop: {every: month}}}\n")
    except cc.CharterError:
        return
    assert one(given, wide(), at=AT).startswith("CC")


# --- attainment ------------------------------------------------------------------------------------------------------


def counted(met, missed):
    """Cases of pledge ``a`` so many of which are met, with their due in May 2025."""
    return pd.DataFrame({"case": range(met + missed), "pledge": "a", "received": START,
                         "done": [STOP] * met + [E30] * missed})  # fmt: skip


@pytest.mark.parametrize(
    ("target", "met", "missed", "kept", "shown"),
    [
        ("80%", 799, 201, False, "79.9%"), ("80%", 800, 200, True, "80.0%"), ("80.0%", 7999, 2001, False, "80.0%"),
        ("100%", 9996, 4, False, ">99.9%"), ("100%", 9999, 1, False, ">99.9%"), ("99.9%", 999, 1, True, "99.9%"),
        ("100%", 5, 0, True, "100.0%"), ("50%", 0, 3000, False, "0.0%"), ("0%", 0, 1, True, "0.0%"),
        ("66.7%", 2, 1, False, "66.7%"), ("200/3%", 2, 1, True, "66.7%"),
    ],
)  # fmt: skip
def test_targets_are_exact(target, met, missed, kept, shown):
    record = charter(f"  - {{id: a, within: 3 days, target: {target}}}\n").attainment(counted(met, missed))
    row = record.row("a", "2025-05")
    assert (row.value, row.kept) == (Fraction(met, met + missed), kept)
    said = " ".join(" ".join(cells) for cells in record.matrix())
    assert shown in said


def test_a_pledge_without_a_target_promises_every_case():
    row = charter(A).attainment(counted(999, 1)).row("a", "2025-05")
    assert (row.target, row.kept) == (1, False)


MANY = {
    "case": range(8), "pledge": ["t"] * 6 + ["a", "zz"], "points": [5, 50, 500, 5, 5, None, None, 5],
    "received": ["2025-01-06T10:00", "2025-01-30T10:00", "2025-03-31T10:00", "2025-05-20T10:00", "2024-12-31T10:00", START, None, START],  # noqa: E501
    "done": ["2025-01-07T10:00", "2025-03-01T10:00", "2025-04-01T10:00", None, "2025-01-02T10:00", STOP, STOP, STOP],
}  # fmt: skip


@pytest.mark.parametrize(
    ("by", "periods"),
    [
        ("month", {"2025-01": (2, 2), "2025-02": (0, 1), "2025-03": (0, 0), "2025-04": (1, 1), "2025-05": (0, 1)}),
        ("quarter", {"2025-Q1": (2, 3), "2025-Q2": (1, 2)}),
        ("year", {"2025": (3, 5)}),
    ],
)
def test_periods_of_attainment(frame, by, periods):
    record = charter(A, T).attainment(frame(MANY), at=AT, by=by)
    found = {str(row.period): (row.done, row.of) for row in record.rows if row.pledge == "t" and row.tier is None}
    assert found == periods
    assert all(row.value is None and row.kept is None for row in record.rows if row.of == 0)
    assert record.unplaced == {"excluded": 1, "problem": 2}
    assert sorted(p.code for p in record.problems) == ["CC611", "CC623"]
    for period in record.periods:
        rows = [row for row in record.rows if row.pledge == "t" and row.period == period]
        assert rows[0].of == sum(row.of for row in rows[1:])


@pytest.mark.parametrize(
    ("over", "done"),
    [
        (("2025-01-01", "2025-01-31"), {"2025-01": 2}),
        (("2025-01-08", "2025-01-31"), {"2025-01": 1}),
        (("2025-01-01", "2025-01-08"), {"2025-01": 2}),
        (("2025-01-01", "2025-01-07"), {"2025-01": 1}),
        (("2025-01-01T00:00", "2025-01-08T23:59:59.999999"), {"2025-01": 1}),
        (("2025-01-01T00:00", "2025-01-09T00:00"), {"2025-01": 2}),
        ((dt.date(2025, 1, 1), dt.date(2025, 2, 28)), {"2025-01": 2, "2025-02": 0}),
        (("2024-12-31T16:00+00:00", "2025-01-31T16:00+00:00"), {"2025-01": 2}),
        (("2023-01-01", "2023-02-01"), {"2023-01": 0, "2023-02": 0}),
    ],
)
def test_over(over, done):
    record = charter(A, T).attainment(pd.DataFrame(MANY), at=AT, over=over)
    assert {str(row.period): row.done for row in record.rows if row.pledge == "t" and row.tier is None} == done


@pytest.mark.parametrize(
    "options",
    [{"by": "week"}, {"over": ("2025-02-01", "2025-01-01")}, {"over": ("2025-01-01", "2025-02-01T00:00")},
     {"over": ("2025-01-01T00:00", "2025-01-01T00:00")}],
)  # fmt: skip
def test_refusals_of_attainment(options):
    with pytest.raises(cc.CharterclockError, match="CC631"):
        charter(A, T).attainment(pd.DataFrame(MANY), at=AT, **options)


@pytest.mark.parametrize("over", ["2025-05", 5, ("2025-05-01",), {"2025-05-01": 1}])
def test_what_is_no_pair_of_dates_is_told_with_a_pair(over):
    with pytest.raises(cc.CharterclockError, match=r'CC631 over is two dates, .*over=\("2025-01-01", "2025-12-31"\)'):
        charter(A, T).attainment(pd.DataFrame(MANY), at=AT, over=over)


@pytest.mark.parametrize(("by", "period"), [("due", "2025-05"), ("receipt", "2025-04"), ("stop", "2025-06")])
def test_period_by(frame, by, period):
    given = charter(A, more=f"period_by: {by}\n")
    record = given.attainment(frame(wide(2, done=["2025-06-02T10:00", None])), at="2025-07-01T00:00")
    rows = {str(row.period): dict(row.counts) for row in record.rows if row.of}
    assert rows[period]["missed"] == 1
    if by == "stop":
        assert record.unplaced == {"overdue": 1}
    else:
        assert rows[period]["overdue"] == 1


@pytest.mark.parametrize("by", ["due", "stop"])
@pytest.mark.parametrize("form", ["frame", "csv", "parquet", "xlsx"])
def test_assessed_and_raw_cases_give_one_record(tmp_path, by, form):
    from charterclock.frames.files import read_table, write_table

    given = charter(A, T, more=f"period_by: {by}\n")
    raw = given.attainment(pd.DataFrame(MANY), at=AT, over=("2025-01-01", "2025-06-30"))
    table = given.assess(pd.DataFrame(MANY), at=AT)
    if form != "frame":
        write_table(table, str(tmp_path / f"x.{form}"))
        table = read_table(str(tmp_path / f"x.{form}")).frame
    found = given.attainment(table, at=AT, over=("2025-01-01", "2025-06-30"))
    assert found.rows == raw.rows
    assert found.unplaced == raw.unplaced
    assert [p.code for p in found.problems] == [p.code for p in raw.problems]


def test_a_floor_is_placed_the_same_from_assessed_cases():
    given = charter("  - {id: a, at_least: 1 day}\n")
    raw = given.attainment(pd.DataFrame(wide(2, done=[STOP, "2025-04-30T11:00"])), over=("2025-04-01", "2025-05-31"))
    table = given.assess(pd.DataFrame(wide(2, done=[STOP, "2025-04-30T11:00"])))
    assert given.attainment(table, over=("2025-04-01", "2025-05-31")).rows == raw.rows


def test_splitting_adds_up():
    given, over = charter(A, T), ("2024-12-01", "2025-06-30")
    table = pd.DataFrame(MANY)
    whole = given.attainment(table, at=AT, over=over)
    parts = [given.attainment(part, at=AT, over=over) for part in (table[:3], table[3:5], table[5:])]
    for place, row in enumerate(whole.rows):
        assert row.done == sum(part.rows[place].done for part in parts)
        assert row.of == sum(part.rows[place].of for part in parts)
        assert dict(row.counts) == {v: sum(part.rows[place].counts[v] for part in parts) for v in row.counts}
    for verdict, count in whole.unplaced.items():
        assert count == sum(part.unplaced.get(verdict, 0) for part in parts)


def test_no_row_is_dropped():
    record = charter(A, T).attainment(pd.DataFrame(MANY), at=AT, over=("2025-02-01", "2025-02-28"))
    wholes = [row for row in record.rows if row.tier is None]
    assert sum(sum(row.counts.values()) for row in wholes) == 1
    assert sum(record.unplaced.values()) == 3


def test_no_data_is_not_100_percent():
    record = charter(A, T).attainment(pd.DataFrame(wide()), over=("2025-05-01", "2025-05-31"))
    row = record.row("t", "2025-05")
    assert (row.value, row.kept, row.of) == (None, None, 0)
    assert "no data" in record.to_markdown("en")
    assert json.loads(record.to_json())["rows"][1]["value"] is None
    empty = charter(A).attainment(pd.DataFrame(wide(0)), over=("2025-05-01", "2025-05-31"))
    assert [row.value for row in empty.rows] == [None]


def test_each_revision_is_held_to_its_own_target():
    given = charter(
        "  - {id: a, within: 3 days, valid: {to: 2025-03-01}, target: 50%}\n", "  - {id: a, within: 3 days, valid: {from: 2025-03-01}}\n",  # noqa: E501
    )  # fmt: skip
    table = {
        "case": range(3),
        "pledge": ["a"] * 3,
        "received": ["2025-01-06T10:00"] * 2 + [START],
        "done": ["2025-01-07T10:00", "2025-01-27T10:00", STOP],
    }
    record = given.attainment(pd.DataFrame(table))
    assert (record.row("a", "2025-01").target, record.row("a", "2025-01").kept) == (Fraction(1, 2), True)


def test_tiers_of_an_earlier_revision_are_shown():
    given = charter(
        "  - {id: a, valid: {to: 2025-03-01}, tiers: [{name: old, when: {n: {to: 5}}, within: 3 days}]}\n",
        "  - {id: a, valid: {from: 2025-03-01}, tiers: [{name: new, when: {n: {to: 5}}, within: 3 days}]}\n",
    )
    record = given.attainment(
        pd.DataFrame(wide(2, received=["2025-01-06T10:00", START], done=["2025-01-07T10:00", STOP], n=[1, 1]))
    )
    assert {row.tier for row in record.rows if row.of} == {None, "old", "new"}


def test_a_record_is_a_value():
    record = charter(A, T).attainment(pd.DataFrame(MANY), at=AT)
    assert record == charter(A, T).attainment(pd.DataFrame(MANY), at=AT)
    assert json.loads(record.to_json())["by"] == "month"
    with pytest.raises(KeyError, match="no row for pledge 'zz'"):
        record.row("zz", "2025-01")


def test_revisions_that_start_by_other_milestones():
    """A case without the start of an earlier revision is under the later one, and none is lost."""
    charter = cc.loads("""
id: a
calendar: MY-07
pledges:
- {id: p, valid: {to: 2025-05-01}, clock: {start: received, stop: done}, within: 2 working days}
- {id: p, valid: {from: 2025-05-01}, clock: {start: complete, stop: done}, within: 3 working days}
""")
    table = pd.DataFrame({
        "pledge": "p",
        "received": ["2025-04-21T10:00", None, None, "soon", None],
        "complete": [None, "2025-05-05T10:00", None, None, "2025-04-21T10:00"],
        "done": ["2025-04-22T10:00", "2025-05-06T10:00", "2025-05-06T10:00", "2025-05-06T10:00", "2025-05-06T10:00"],
    })  # fmt: skip
    found = charter.assess(table, at="2025-06-01T00:00")
    said = [row["problem"] if isinstance(row["problem"], str) else row["reason"] if isinstance(row["reason"], str)
            else row["verdict"] for row in found.to_dict("records")]  # fmt: skip
    assert said[:3] == ["met", "met", "no start"]
    assert said[3].startswith("CC601")
    assert said[4].startswith("no revision")
    assert str(found["due"][1].date()) == "2025-05-08"
