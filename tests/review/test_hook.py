"""The hook for pre-commit: its definition is one, and its command checks the files that it picks."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from charterclock.cli import main
from charterclock.files import read_file

ROOT = Path(__file__).parents[2]
HOOKS: Any = read_file(ROOT / ".pre-commit-hooks.yaml").data


def test_it_has_what_a_hook_needs() -> None:
    (hook,) = HOOKS
    assert {"id", "name", "entry", "language"} <= hook.keys()
    assert hook["language"] == "python"


def test_it_picks_charters_and_checks_them(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (hook,) = HOOKS
    monkeypatch.chdir(ROOT)
    files = [str(path.relative_to(ROOT)) for path in sorted(ROOT.glob("charters/*"))]
    picked = [name for name in files if re.search(hook["files"], name)]
    assert len(picked) == 5
    program, *words = shlex.split(hook["entry"])
    assert program == "charterclock"
    assert main([*words, *picked]) == 0
    assert main([*words, "docs/examples/mistakes.yaml"]) == 2
    assert "CC405" in capsys.readouterr().err
