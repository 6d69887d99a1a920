"""How far a long work is: a bar on a terminal or in a notebook, nothing where output is piped."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

__all__ = ["bar_of"]


@contextmanager
def bar_of(total: int, unit: str = "rows", what: str | None = None) -> Iterator[Callable[[int], object]]:
    """A bar of so many rows, which is told how many more are done; none without tqdm.

    Args:
        total: how many there are.
        unit: what they are.
        what: what is done with them.
    """
    try:
        from tqdm import tqdm
    except ImportError:
        yield lambda rows: None
        return
    # A notebook is no terminal, and yet somebody looks at it.
    hidden = False if _is_notebook() else None
    with tqdm(total=total, desc=what, unit=f" {unit}", unit_scale=True, disable=hidden) as bar:
        yield bar.update


def _is_notebook() -> bool:
    ipython: Any = sys.modules.get("IPython")
    return ipython is not None and hasattr(ipython.get_ipython(), "kernel")
