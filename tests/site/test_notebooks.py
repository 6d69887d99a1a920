"""The notebooks are committed as they come out of a fresh kernel: ``make test-site``."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

pytestmark = pytest.mark.site
FOLDER = Path(__file__).parents[2] / "docs" / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


@pytest.fixture(scope="module")
def execute():
    spec = importlib.util.spec_from_file_location("execute", FOLDER / "execute.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_there_are_three():
    assert [path.stem for path in NOTEBOOKS] == ["first-hour", "help-desk-year", "oracle"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_are_current(path, execute):
    import nbformat

    committed, found = nbformat.read(path, as_version=4), execute.run(path)
    assert execute.printed(found) == execute.printed(committed)
    assert (found.metadata, [cell.id for cell in found.cells]) == (committed.metadata, [c.id for c in committed.cells])
    assert any(texts for _, texts in execute.printed(committed))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_nothing_of_this_machine_is_in_it(path):
    assert str(FOLDER.parents[1]) not in path.read_text(encoding="utf-8")
