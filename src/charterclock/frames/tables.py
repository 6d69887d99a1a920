"""A dataframe from columns, in whichever library is at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from typing import Any, Final

from charterclock.errors import CharterclockError, nearest

__all__ = ["BACKENDS", "frame_of"]

#: the libraries, in order of preference, each with the extra that brings it
BACKENDS: Final = {"pandas": "pandas", "polars": "polars", "pyarrow": "arrow"}


def frame_of(columns: Mapping[str, Sequence[Any]], backend: str | None = None) -> Any:
    """A dataframe of plain values.

    Args:
        columns: the cells of each column; ``None`` is a blank, and numbers may be whole and not in one column.
        backend: ``pandas``, ``polars`` or ``pyarrow``; by default the first of them that is installed.

    Raises:
        CharterclockError: CC701, the library, or every one of them, is missing, or the name is none of them.
    """
    if backend is None:
        backend = next((name for name in BACKENDS if find_spec(name)), None)
        if backend is None:
            hint = " or ".join(f"charterclock[{extra}]" for extra in BACKENDS.values())
            raise CharterclockError("CC701", "a dataframe needs pandas, Polars or PyArrow; none is installed", hint)
    if backend not in BACKENDS:
        hint = nearest(backend, BACKENDS) or "one of " + ", ".join(BACKENDS)
        raise CharterclockError("CC701", f"no dataframes of {backend!r}", hint)
    if not find_spec(backend):
        raise CharterclockError(
            "CC701", f"{backend} is not installed", f"pip install charterclock[{BACKENDS[backend]}]"
        )
    if backend == "pandas":
        import pandas as pd

        return pd.DataFrame(dict(columns))
    if backend == "polars":
        import polars as pl

        return pl.DataFrame(dict(columns), strict=False)
    import pyarrow as pa

    return pa.table({name: list(cells) for name, cells in columns.items()})
