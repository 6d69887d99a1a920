"""How figures are written: exact values, rounded once, half up, and never to more than was reached."""

from __future__ import annotations

from fractions import Fraction

__all__ = ["half_up", "length", "number", "percent", "rest_percent", "trimmed"]


def half_up(value: Fraction, digits: int) -> Fraction:
    """A value rounded to so many decimals; a half goes up."""
    scale = 10**digits
    return Fraction((2 * value.numerator * scale + value.denominator) // (2 * value.denominator), scale)


def number(value: Fraction | int, digits: int = 2) -> str:
    """A number with so many decimals.

    Example:
        >>> from fractions import Fraction
        >>> from charterclock.record.figures import number
        >>> number(Fraction(9555, 1000))
        '9.56'
    """
    scaled = int(half_up(Fraction(value), digits) * 10**digits)
    whole, part = divmod(abs(scaled), 10**digits)
    return f"{'-' if scaled < 0 else ''}{whole}" + (f".{part:0{digits}}" if digits else "")


def percent(share: Fraction) -> str:
    """A share with one decimal: never 100.0% when something was missed, never 0.0% when something was met.

    Example:
        >>> from fractions import Fraction
        >>> from charterclock.record.figures import percent
        >>> percent(Fraction(9996, 10000))
        '>99.9%'
        >>> percent(Fraction(5, 8))
        '62.5%'
    """
    shown = half_up(share, 3)
    if shown >= 1 > share:
        return ">99.9%"
    if shown == 0 < share:
        return "<0.1%"
    return number(share * 100, 1) + "%"


def rest_percent(share: Fraction) -> str:
    """What is left to 100% beside a share as ``percent`` shows it, so that both, as printed, sum to 100.

    Example:
        >>> from fractions import Fraction
        >>> from charterclock.record.figures import percent, rest_percent
        >>> percent(Fraction(1, 16)), rest_percent(Fraction(1, 16))
        ('6.3%', '93.7%')
        >>> rest_percent(Fraction(9996, 10000))
        '<0.1%'
    """
    shown = percent(share)
    swapped = {">99.9%": "<0.1%", "<0.1%": ">99.9%"}
    return swapped.get(shown) or number(100 - half_up(share, 3) * 100, 1) + "%"


def trimmed(value: Fraction) -> str:
    """A number as a charter prints it, with the decimals that it needs and at most six.

    Example:
        >>> from fractions import Fraction
        >>> from charterclock.record.figures import trimmed
        >>> trimmed(Fraction("99.50"))
        '99.5'
    """
    return number(value, 6).rstrip("0").rstrip(".")


def length(seconds: Fraction | int, hour: str, minute: str, second: str) -> str:
    """A length of time in hours and minutes; below a minute in seconds. Units as words.

    Example:
        >>> from fractions import Fraction
        >>> from charterclock.record.figures import length
        >>> length(Fraction(51840), "h", "min", "s")
        '14 h 24 min'
    """
    total = half_up(Fraction(seconds), 0)
    sign, total = ("-", -total) if total < 0 else ("", total)
    if total < 60:
        return f"{sign}{total} {second}"
    minutes = int(half_up(total / 60, 0))
    hours, minutes = divmod(minutes, 60)
    return sign + (f"{hours} {hour} {minutes} {minute}" if hours else f"{minutes} {minute}")
