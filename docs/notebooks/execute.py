"""Runs the notebooks of this folder and writes what they print into them: ``make notebooks``."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

HERE = Path(__file__).parent
NOTEBOOKS = sorted(HERE.glob("*.ipynb"))
#: of an output, what is the same wherever it is shown; the HTML of dataframes is not
_TEXTS = ("text/plain", "text/markdown")


def run(path: Path) -> NotebookNode:
    """A notebook as it comes out of a fresh kernel in the checkout, without what changes from run to run."""
    book = nbformat.read(path, as_version=4)
    checkout = {"metadata": {"path": HERE.parents[1]}}
    NotebookClient(book, timeout=300, kernel_name="python3", coalesce_streams=True, resources=checkout).execute()
    book.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for number, cell in enumerate(book.cells, 1):
        cell.id, cell.metadata = f"cell-{number}", {}
    return book


def printed(book: NotebookNode) -> list[tuple[str, list[str]]]:
    """The source of each code cell, and the texts that it put out."""
    found = []
    for cell in (cell for cell in book.cells if cell.cell_type == "code"):
        texts = [output.text for output in cell.outputs if output.output_type == "stream"]
        bundles = [output.data for output in cell.outputs if "data" in output]
        found.append((cell.source, texts + [bundle[kind] for bundle in bundles for kind in _TEXTS if kind in bundle]))
    return found


if __name__ == "__main__":
    for path in NOTEBOOKS:
        nbformat.write(run(path), path)
