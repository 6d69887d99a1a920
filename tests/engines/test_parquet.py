"""Files of cases in a stream: judged whole or not at all, counted, and what is wrong told with file and row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.engines.tables import AT, CHARTER, log, wide

import charterclock as cc
from charterclock.cli import main
from charterclock.engines import parquet
from charterclock.engines.parquet import assess_files, tally_files
from charterclock.errors import Problem

WIDE, LOG = wide(2000), log(120)
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


def test_a_log_over_several_files(tmp_path: Path) -> None:
    cases = LOG["case"].unique().sort()
    halves = [LOG.filter(pl.col("case").is_in(part.implode())) for part in (cases[:60], cases[60:])]
    paths = [*written(tmp_path / "a", halves[0], 1), str(tmp_path / "b.parquet")]
    halves[1].write_parquet(paths[1])
    assess_files(CHARTER, paths, str(tmp_path / "out"), at=AT)
    assert read(tmp_path / "out").rows() == CHARTER.assess(LOG, at=AT).rows()
    assert tally_files(CHARTER, paths, at=AT) == CHARTER.tally(LOG, at=AT)
    for turned in (paths[::-1], written(tmp_path / "cut", LOG, 7)):
        with pytest.raises(cc.CharterclockError, match=r"CC651 .* begins with case"):
            tally_files(CHARTER, turned, at=AT)


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
