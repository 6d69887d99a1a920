"""What every picture shares: its axes, its greys, and text from data that is drawn as it is."""

from __future__ import annotations

from typing import Any, Final

from charterclock.errors import CharterclockError
from charterclock.record.layout import plain

__all__ = ["DARK", "LIGHT", "MIDDLE", "labels", "needs_matplotlib", "new_axes", "short"]

DARK: Final = "0.15"
MIDDLE: Final = "0.6"
LIGHT: Final = "0.85"
_LONGEST: Final = 48


def needs_matplotlib() -> Any:
    """``matplotlib.pyplot``.

    Raises:
        CharterclockError: CC705, it is not installed.
    """
    try:
        from matplotlib import pyplot
    except ImportError:
        raise CharterclockError("CC705", "a picture needs matplotlib", "pip install charterclock[plot]") from None
    return pyplot


def new_axes(ax: Any, width: float, height: float) -> Any:
    """The axes that were given, else new ones of a size in inches."""
    if ax is not None:
        return ax
    return needs_matplotlib().subplots(figsize=(width, height), layout="constrained")[1]


def short(text: Any, longest: int = _LONGEST) -> str:
    """A text from data on one line, and cut where it is long."""
    said = plain(text)
    return said if len(said) <= longest else said[: longest - 1] + "…"


def labels(ax: Any, axis: str, texts: list[str], **options: Any) -> None:
    """The texts of an axis at 0, 1, 2 ..., as they are: a dollar sign begins no formula."""
    getattr(ax, f"set_{axis}ticks")(range(len(texts)), texts, **options)
    for label in getattr(ax, f"get_{axis}ticklabels")():
        label.set_parse_math(False)
