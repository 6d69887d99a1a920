"""The job of docs/nightly.md, as it stands, in a folder of its own and on a night of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from docpages import ROOT

EXAMPLES = ROOT / "docs" / "examples"


@pytest.fixture
def night(tmp_path):
    """Runs the job in the night to 14 May 2025: `date` and the program are those of this test."""
    for name in ("counter.yaml", "cases.csv", "pauses.csv", "extensions.csv"):
        shutil.copy(EXAMPLES / name, tmp_path)
    programs = tmp_path / "programs"
    programs.mkdir()
    at = "2025-05-14T00:15"
    for name, text in {
        "charterclock": f'exec "{sys.executable}" -m charterclock "$@"',
        "date": f'case "$1" in +%FT%H:%M) echo {at};; +%Y-%m-01) echo 2025-05-01;; *) exit 9;; esac',
    }.items():
        program = programs / name
        program.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        program.chmod(0o755)
    job = tmp_path / "nightly.sh"
    text = (EXAMPLES / "nightly.sh").read_text(encoding="utf-8")
    assert "cd /srv/charter\n" in text
    job.write_text(text.replace("cd /srv/charter\n", f"cd '{tmp_path}'\n"), encoding="utf-8")
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"

    def run():
        environment = {**os.environ, "PATH": path}
        return subprocess.run(["sh", str(job)], env=environment, capture_output=True, text=True, check=False)

    return run


def test_a_night_writes_both_files_and_fails_for_a_problem(night, tmp_path):
    done = night()
    assert done.returncode == 1, done.stderr
    assert "CC611" in done.stderr
    assert "Mei 2025" in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "P-04" in (tmp_path / "assessed.csv").read_text(encoding="utf-8")
    assert night().returncode == 1  # and the next night writes over them


def test_a_good_night_ends_well(night, tmp_path):
    text = (tmp_path / "cases.csv").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines(keepends=True) if not line.startswith(("P-06", "P-04"))]
    (tmp_path / "cases.csv").write_text("".join(rows), encoding="utf-8")
    done = night()
    assert done.returncode == 0, done.stderr


def test_a_charter_that_does_not_load_ends_the_night(night, tmp_path):
    (tmp_path / "counter.yaml").write_text("id: [", encoding="utf-8")
    assert night().returncode == 2
    assert not (tmp_path / "report.html").exists()
