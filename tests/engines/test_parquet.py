"""Files of cases in a stream: judged whole or not at all, counted, and what is wrong told with file and row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.engines.tables import AT, CHARTER, log, wide

import charterclock as cc
from charterclock.cli import main
from charterclock.engines import parquet, parts
from charterclock.engines.parquet import assess_files, tally_files
from charterclock.errors import Problem

WIDE, LOG = wide(2000), log(120)
SHUFFLED = LOG.sample(fraction=1, shuffle=True, seed=4)
FILE = "charters/penang-btmkn.yaml"


def written(folder: Path, table: pl.DataFrame, parts: int = 3) -> list[str]:
    """A table as files, in order."""
    folder.mkdir()
    paths = []
    for part in range(parts):
        rows = table[part * len(table) // parts : (part + 1) * len(table) // parts]
        paths.append(str(folder / f"{part}.parquet"))
        rows.write_parquet(paths[-1])
    return paths


@pytest.fixture
def paths(tmp_path: Path) -> list[str]:
    return written(tmp_path / "cases", WIDE)


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "_ROWS", 300)


def read(folder: Path) -> pl.DataFrame:
    return pl.concat([pl.read_parquet(path) for path in sorted(folder.iterdir())])


def test_files_are_judged_as_tables_are(tmp_path: Path, paths: list[str]) -> None:
    counts = assess_files(CHARTER, paths, str(tmp_path / "out"), at=AT)
    expected = CHARTER.assess(WIDE, at=AT)
    assert read(tmp_path / "out").rows() == expected.rows()
    assert counts == dict(expected["verdict"].fill_null("problem").value_counts().iter_rows())


@pytest.mark.parametrize("most", [10**6, 100, 1])
def test_a_log_over_several_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """Its cases are cut between files or lie in no order: they are judged into one file, and counted, all the same."""
    monkeypatch.setattr(parts, "_MOST", most)
    whole, counts = CHARTER.assess(LOG, at=AT).sort("case"), CHARTER.tally(LOG, at=AT)
    ordered = written(tmp_path / "ordered", LOG, 7)
    for name, paths in (("a", ordered), ("b", ordered[::-1]), ("c", written(tmp_path / "any", SHUFFLED, 3))):
        assess_files(CHARTER, paths, str(tmp_path / name), at=AT)
        assert [path.name for path in (tmp_path / name).iterdir()] == ["cases.parquet"]
        assert read(tmp_path / name).sort("case").rows() == whole.rows()
        assert tally_files(CHARTER, paths, at=AT) == counts
    (one,) = written(tmp_path / "one", SHUFFLED, 1)
    assess_files(CHARTER, [one], str(tmp_path / "d"), at=AT)
    assert [path.name for path in (tmp_path / "d").iterdir()] == ["0.parquet"]
    assert read(tmp_path / "d").sort("case").rows() == whole.rows()


def test_a_case_of_a_log_that_cannot_be_judged_is_told_with_its_first_row(tmp_path: Path) -> None:
    bad = SHUFFLED.with_columns(
        pledge=pl.when(pl.col("case").is_in(["c000007", "c000050"])).then(pl.lit("lan-nwe")).otherwise("pledge")
    )
    for table in (bad, bad.sort("case", maintain_order=True)):
        paths = written(tmp_path / f"cut{len(list(tmp_path.iterdir()))}", table)
        rows = pl.concat([pl.read_parquet(path).with_row_index("row", 1).with_columns(path=pl.lit(path))
                          for path in paths])  # fmt: skip
        first = rows.group_by("case", maintain_order=True).first().filter(pl.col("case").is_in(["c000007", "c000050"]))
        found: list[Any] = []
        tally_files(CHARTER, paths, at=AT, tell=found.append)
        told = {(problem.case, problem.file, problem.row) for problem in found if problem.code == "CC623"}
        assert told == set(first.select("case", "path", "row").rows())


def test_files_of_a_log_have_the_same_columns(tmp_path: Path) -> None:
    paths = written(tmp_path / "log", LOG)
    turned = LOG.select(reversed(LOG.columns)).with_columns(pl.col("points").cast(pl.Int16))
    turned.write_parquet(paths[2])
    assert len(tally_files(CHARTER, paths, at=AT)) == 120
    LOG.with_columns(points=pl.lit("many")).write_parquet(paths[2])
    assert "CC801" in refused(lambda: tally_files(CHARTER, paths, at=AT))
    LOG.drop("points").write_parquet(paths[1])
    said = f"CC801 {paths[1]}: the columns of the log are not those of {paths[0]} (files of one log have the same "
    said += "columns)"
    assert refused(lambda: assess_files(CHARTER, paths, str(tmp_path / "out"), at=AT)) == said
    assert not (tmp_path / "out").exists()


def test_a_case_that_is_twice_is_told_in_whichever_batch_it_is(tmp_path: Path, monkeypatch: Any) -> None:
    """As it is in one table, with its file and row; counted raw or judged, by whatever kind the names are."""
    twice = pl.concat([WIDE, WIDE[5:900:9], WIDE[5:50:9]]).sample(fraction=1, shuffle=True, seed=3)
    twice = twice.with_columns(case=pl.when(pl.int_range(pl.len()) % 50 == 0).then(pl.lit(" ")).otherwise("case"))
    expected, whole = CHARTER.assess(twice, at=AT), CHARTER.tally(twice, at=AT)
    repeated = expected["problem"].str.starts_with("CC628").fill_null(False)
    assert repeated.sum() > 30
    for number, (most, kind) in enumerate([(10**6, pl.String), (100, pl.Categorical)]):
        monkeypatch.setattr(parts, "_MOST", most)
        paths = written(tmp_path / f"twice{number}", twice.with_columns(pl.col("case").cast(kind)))
        out = tmp_path / f"out{number}"
        told: list[Any] = []
        assess_files(CHARTER, paths, str(out), at=AT, tell=told.append)
        found = read(out)
        rest = [name for name in expected.columns if name not in ("problem", "case")]
        assert found.select(rest).rows() == expected.select(rest).rows()
        assert found["problem"].str.starts_with("CC628").fill_null(False).equals(repeated)
        assert found.filter(~repeated)["problem"].equals(expected.filter(~repeated)["problem"])
        judged = [str(out / Path(path).name) for path in paths]
        assert tally_files(CHARTER, paths, at=AT) == tally_files(CHARTER, judged, at=AT) == whole
    place = int(repeated.arg_max() or 0)
    case, under = twice["case"][place], twice["pledge"][place]
    first = next(row for row in range(place) if twice["case"][row] == case and expected["problem"][row] is None)
    assert first + 1 <= len(pl.read_parquet(paths[0]))
    said = f"CC628 case {case} is under {under} in row {first + 1} of {paths[0]} already"
    assert found["problem"][place] == said


def test_who_has_no_names_has_nothing_twice(tmp_path: Path) -> None:
    (nameless,) = written(tmp_path / "a", WIDE.drop("case"), 1)
    named = str(tmp_path / "b.parquet")
    WIDE.with_columns(case=pl.int_range(pl.len())).write_parquet(named)
    assert tally_files(CHARTER, [nameless], at=AT) == CHARTER.tally(WIDE, at=AT)
    assert len(tally_files(CHARTER, [nameless, named], at=AT)) == 4000


def test_counts_of_files_raw_or_judged(tmp_path: Path, paths: list[str]) -> None:
    assess_files(CHARTER, paths, str(tmp_path / "out"), at=AT)
    judged = [str(tmp_path / "out" / Path(path).name) for path in paths]
    whole = CHARTER.tally(WIDE, by="quarter", at=AT)
    assert tally_files(CHARTER, paths, by="quarter", at=AT) == whole
    assert tally_files(CHARTER, judged, by="quarter", at=AT) == whole


def test_problems_are_told_with_file_and_row(tmp_path: Path, paths: list[str]) -> None:
    for call in (
        lambda tell: assess_files(CHARTER, paths, str(tmp_path / "out"), at=AT, tell=tell),
        lambda tell: tally_files(CHARTER, paths, at=AT, tell=tell),
    ):
        found: list[Problem | str] = []
        call(found.append)
        told = [problem for problem in found if isinstance(problem, Problem)]
        expected = CHARTER.assess(WIDE, at=AT)["problem"]
        first = next(row for row, said in enumerate(expected) if said is not None)
        assert (told[0].file, told[0].row) == (paths[0], first + 1)
        assert f"{told[0].code} {told[0].message}" == expected[first]
        of_second = [problem for problem in told if problem.file == paths[1]]
        assert len(of_second) == 20
        offset = pl.read_parquet(paths[0]).height
        assert expected[offset + (of_second[19].row or 0) - 1] is not None
        more = expected[offset : offset + pl.read_parquet(paths[1]).height].drop_nulls().len() - 20
        assert f"{paths[1]}: {more} more cases could not be judged" in found


def test_a_run_that_is_stopped_leaves_nothing(tmp_path: Path, paths: list[str]) -> None:
    def stop(problem: Problem | str) -> None:
        if isinstance(problem, Problem) and problem.file == paths[1]:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        assess_files(CHARTER, paths, str(tmp_path / "out"), at=AT, tell=stop)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["0.parquet"]


def refused(call: Any) -> str:
    with pytest.raises(cc.CharterclockError) as caught:
        call()
    return str(caught.value)


def test_nothing_is_overwritten_unasked(tmp_path: Path, paths: list[str]) -> None:
    out = tmp_path / "out"
    assess_files(CHARTER, paths[:2], str(out), at=AT)
    before = [path.stat().st_mtime_ns for path in sorted(out.iterdir())]
    said = refused(lambda: assess_files(CHARTER, paths, str(out), at=AT))
    assert said == f"CC811 {out}/0.parquet and 1 more is there already (--overwrite replaces it)"
    assert [path.stat().st_mtime_ns for path in sorted(out.iterdir())] == before
    assess_files(CHARTER, paths, str(out), at=AT, overwrite=True)
    assert len(list(out.iterdir())) == 3
    assert "written over itself" in refused(lambda: assess_files(CHARTER, paths, str(tmp_path / "cases"), at=AT))
    twice = [paths[0], *written(tmp_path / "more", WIDE, 1)]
    assert "two files are called 0.parquet" in refused(lambda: assess_files(CHARTER, twice, str(out), overwrite=True))


def test_files_that_cannot_be_read_or_written(tmp_path: Path, paths: list[str]) -> None:
    broken = tmp_path / "broken.parquet"
    broken.write_text("case,pledge")
    out = str(tmp_path / "out")
    said = refused(lambda: assess_files(CHARTER, [*paths, str(broken)], out))
    assert said.startswith(f"CC801 {broken}: not a Parquet file")
    assert refused(lambda: tally_files(CHARTER, ["none.parquet"])) == "CC801 none.parquet: no such file"
    assert not Path(out).exists()
    assert refused(lambda: assess_files(CHARTER, paths, str(broken), at=AT)).startswith(f"CC801 {broken}/0.parquet: ")


def test_the_command_line(tmp_path: Path, paths: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    out = f"{tmp_path}/verdicts/"
    assert main(["assess", FILE, *paths, "--at", AT, "--out", out, "--format", "csv"]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("verdict,cases\n")
    assert f"{paths[0]}, row 1, case c000000: CC6" in printed.err
    assert main(["assess", FILE, *paths, "--at", AT, "--out", out]) == 2
    assert "CC811" in capsys.readouterr().err
    assert main(["assess", FILE, *paths, "--at", AT]) == 2
    assert "CC807 several files are judged into a folder" in capsys.readouterr().err
    assert main(["assess", FILE, *paths, "--at", AT, "--out", out, "--overwrite", "--fail-on", "missed"]) == 1
    judged = [f"{out}{part}.parquet" for part in range(3)]
    WIDE.write_parquet(tmp_path / "whole.parquet")
    records = []
    for cases in ([str(tmp_path / "whole.parquet")], paths, judged):
        capsys.readouterr()
        assert main(["report", FILE, *cases, "--at", AT, "--by", "quarter", "--format", "csv"]) == 0
        records.append(capsys.readouterr().out)
    assert records[0] == records[1] == records[2]
    assert main(["report", FILE, *paths, "--at", AT, "--pauses", "p.csv"]) == 2
