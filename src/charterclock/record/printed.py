"""Printed attainment against its own counts: which percentages do not follow from the numbers beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any, Final, Literal

from charterclock.errors import CharterclockError
from charterclock.record.inputs import Table

__all__ = ["COLUMNS", "Checked", "check_printed"]

#: what is read of a table; ``n_total`` may be left out where met and missed are printed
COLUMNS: Final = ("n_total", "n_met", "n_missed", "printed_pct", "printed_pct_missed")
_COUNT: Final = re.compile(r"\d{1,3}(?:[.,]\d{3})+|\d+")
_PERCENT: Final = re.compile(r"(-?\d+)(?:[.,](\d+))?\s*%?")
_MOST_DIGITS: Final = 9
_Status = Literal["right", "wrong", "not computable"]


@dataclass(frozen=True)
class Checked:
    """What is found of one printed row.

    Attributes:
        row: its number, from 1.
        status: ``right``, ``wrong``, or ``not computable``: a count or the percentage is missing, or there were no
            cases, so that no percentage follows.
        percent: the exact percentage of its counts; ``None`` where there is none.
        why: what is wrong, in words.
    """

    row: int
    status: _Status
    percent: Fraction | None
    why: tuple[str, ...] = ()

    def __str__(self) -> str:
        said = "; ".join(self.why) or self.status
        return f"row {self.row}: {said}"


def check_printed(table: Any) -> list[Checked]:
    """Computes every printed percentage again, from the counts of its own row.

    A percentage is right where the exact one, rounded once to as many decimals as are printed, gives it; halves may go
    up or to the even neighbour. Thousands and decimals may be set apart by commas or points.

    Args:
        table: a dataframe, a list of mappings or a mapping of lists with the columns ``n_total``, ``n_met``,
            ``n_missed``, ``printed_pct`` and ``printed_pct_missed`` (the share that was missed), as they are printed.

    Raises:
        CharterclockError: CC640 no table, CC641 without ``printed_pct``, or without any count.

    Example:
        >>> [found] = check_printed([{"n_total": "1,016", "n_met": "1,000", "printed_pct": "98.42%"}])
        >>> print(found)
        row 1: 98.42% is printed, 1000 of 1016 are 98.43% (it looks cut off, not rounded)
    """
    found = Table.of(table, "printed figures", ("printed_pct",))
    if not {"n_total", "n_met"} & set(found.names):
        raise CharterclockError("CC641", "the printed figures have no column 'n_total' or 'n_met'")
    return [_checked(number, cells) for number, cells in found.rows()]


def _checked(number: int, cells: Mapping[str, Any]) -> Checked:
    total, met, missed = (_count(cells.get(name)) for name in COLUMNS[:3])
    if total is None and met is not None and missed is not None:
        total = met + missed
    if not total or (met is None and missed is None):
        return Checked(number, "not computable", None)
    shares = ((met, cells.get("printed_pct")), (missed, cells.get("printed_pct_missed")))
    percent = None if met is None else Fraction(100 * met, total)
    why, compared = [], 0
    if met is not None and met > total:
        why.append(f"{met} met of {total}")
    for count, printed in shares:
        figure = _figure(printed)
        if count is not None and figure is not None:
            compared += 1
            why += _differs(Fraction(100 * count, total), figure, f"{count} of {total}")
    if not compared:
        return Checked(number, "not computable", percent)
    return Checked(number, "wrong" if why else "right", percent, tuple(why))


def _differs(exact: Fraction, printed: Decimal, counts: str) -> list[str]:
    """What to say of a printed percentage that is not the exact one rounded to its decimals."""
    step = Decimal(1).scaleb(printed.as_tuple().exponent)  # type: ignore[arg-type]
    value = Decimal(exact.numerator) / Decimal(exact.denominator)
    up, even = (_rounded(exact, step, how) for how in (ROUND_HALF_UP, ROUND_HALF_EVEN))
    if printed in (up, even):
        return []
    cut = printed < up and up - printed == step and value > printed
    return [f"{printed}% is printed, {counts} are {up}%" + (" (it looks cut off, not rounded)" if cut else "")]


def _rounded(exact: Fraction, step: Decimal, how: str) -> Decimal:
    """An exact percentage rounded once: a division of its own would round before."""
    units = exact / Fraction(step)
    whole, rest = divmod(units.numerator, units.denominator)
    if rest * 2 > units.denominator or (rest * 2 == units.denominator and (how == ROUND_HALF_UP or whole % 2)):
        whole += 1
    return Decimal(whole) * step


def _count(cell: Any) -> int | None:
    """A number of cases; a comma or point before three digits sets thousands apart."""
    if isinstance(cell, int) and not isinstance(cell, bool):
        return cell if cell >= 0 else None
    text = "" if cell is None else str(cell).strip().removesuffix(".0" if isinstance(cell, float) else "\0")
    return int(re.sub("[.,]", "", text)) if _COUNT.fullmatch(text) and len(text) < 20 else None


def _figure(cell: Any) -> Decimal | None:
    """A percentage with the decimals that are printed."""
    found = _PERCENT.fullmatch("" if cell is None else str(cell).strip())
    if found is None or len(found[1]) > _MOST_DIGITS or len(found[2] or "") > _MOST_DIGITS:
        return None
    return Decimal(f"{found[1]}.{found[2]}" if found[2] else found[1])
