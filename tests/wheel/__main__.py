"""Builds sdist and wheel, and tries the wheel alone and with each extra, each in an environment of its own."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
import tomllib
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: what each installation must be able to do, with nothing else there
CORE = """
import charterclock as cc
assert cc.due("2025-04-30T10:00", "2 working days", "MY-07").at.isoformat() == "2025-05-05T23:59:59.999999+08:00"
pledge = "{id: p, clock: {start: asked, stop: given}, within: 3 working days}"
charter = cc.loads("{id: a, calendar: ID-SB, pledges: [" + pledge + "]}")
assert charter["p"].start("2025-04-30T10:00").stop("2025-05-02T10:00").status(at="2025-06-01T00:00").verdict == "met"
"""
TABLE = "charter.assess({}, at='2025-06-01T00:00')"
ROWS = "{'pledge': ['p'], 'asked': ['2025-04-30T10:00'], 'given': ['2025-05-02T10:00']}"
EXTRAS = {
    "pandas": f"import pandas as pd; assert {TABLE.format(f'pd.DataFrame({ROWS})')}['verdict'].tolist() == ['met']",
    "polars": f"import polars as pl; assert {TABLE.format(f'pl.DataFrame({ROWS})')}['verdict'].to_list() == ['met']",
    "arrow": f"import pyarrow as pa; assert {TABLE.format(f'pa.table({ROWS})')}['verdict'].to_pylist() == ['met']",
    "duckdb": "import duckdb as db; from charterclock.engines import duckdb; c = db.connect(); "
              "duckdb.register(c, cc.calendar('MY-07')); c.execute(\"select office_shift(date '2025-04-30', 2)\")",
    "excel": "import openpyxl",
    "pdf": "import pypdf",
    "oracle": "from charterclock.oracle import reference_due",
    "edit": "import ruamel.yaml",
}  # fmt: skip


def run(*command: str | Path) -> None:
    """Runs a command and stops where it fails."""
    subprocess.run([str(part) for part in command], check=True)


def tried(wheel: Path, folder: Path, extra: str | None) -> None:
    """One clean environment."""
    place = folder / (extra or "core")
    venv.create(place, with_pip=True)
    python = place / "bin" / "python"
    what = f"{wheel}[{extra}]" if extra else wheel
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", what)
    run(python, "-W", "error::DeprecationWarning:charterclock", "-c", CORE + (EXTRAS[extra] if extra else ""))
    run(place / "bin" / "charterclock", "--version")
    print(f"{extra or 'core alone'}: works", flush=True)


def main() -> None:
    """Builds, looks into what was built, installs."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        run(sys.executable, "-m", "build", "--outdir", folder, ROOT)
        (wheel,), (sdist,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
        names = set(zipfile.ZipFile(wheel).namelist())
        assert "charterclock/py.typed" in names
        assert any(name.startswith("charterclock/calendars/data/") for name in names)
        assert not any(name.startswith(("tests", "docs")) for name in names)
        with tarfile.open(sdist) as archive:
            kept = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
        assert {"README.md", "LICENSE", "CHANGELOG.md", "CITATION.cff", "CONTRIBUTING.md", "Makefile"} <= kept
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        assert set(EXTRAS) <= set(project["optional-dependencies"])
        for extra in (None, *EXTRAS):
            tried(wheel, folder, extra)


if __name__ == "__main__":
    main()
