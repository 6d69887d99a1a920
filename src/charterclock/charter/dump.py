"""A charter back to canonical YAML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final

from pydantic import BaseModel

from charterclock.calendars.calendar import Calendar
from charterclock.calendars.combined import Combined
from charterclock.calendars.dump import calendar_keys
from charterclock.calendars.known import calendar
from charterclock.charter.conditions import Condition
from charterclock.charter.fields import Milestone
from charterclock.charter.model import Charter
from charterclock.durations import Annual, Duration
from charterclock.errors import CharterError, Problem
from charterclock.meanings import Meanings

__all__ = ["dump", "write_number", "written"]

_ODD: Final = re.compile("[\x85\u2028\u2029]")
#: quotes that YAML needs and a person does not
_QUOTED: Final = re.compile(r"'([\w.:%/-]+)'")
#: the keys that come first, in the order of the format; the others follow as the models have them
_ORDER = (
    "charterclock", "id", "name", "title", "issuer", "calendar", "language", "source", "says", "note", "kind", "valid",
    "applies", "clock", "when", "tiers",
)  # fmt: skip


def dump(charter: Charter) -> str:
    """A charter as canonical YAML: keys in the order of the format, defaults left out; ``loads(dump(c)) == c``.

    A calendar made in Python is written out, with all its days off; what is read back is then a calendar of keys.

    Raises:
        CharterError: CC212, the calendar is that of two offices, which no file can hold.
    """
    return _yaml(_plain(charter), width=110)


def written(owner: BaseModel, name: str) -> str | None:
    """The value of one field as a file has it, in one line; ``None`` where nothing needs to be written.

    Example:
        >>> from charterclock.charter.load import load
        >>> written(load("charters/penang-btmkn.yaml")["lan-new"].tiers[1], "when")
        '{points: {from: 20, to: 100}}'
    """
    content = getattr(owner, name)
    plain = None if content is None else _field(name, owner, content)
    if isinstance(plain, str):
        return " ".join(plain.split())
    if isinstance(content, BaseModel) and not plain:  # all as by default, which says something all the same
        values = {key: getattr(content, key) for key in type(content).model_fields}
        plain = {key: _plain(value) for key, value in values.items() if value is not None}
    text = _yaml(plain, default_flow_style=True, width=1 << 20).removesuffix("\n") if plain else None
    return None if text is None else _QUOTED.sub(r"\1", text)


def _yaml(plain: Any, **options: Any) -> str:
    import yaml

    class Dumper(yaml.SafeDumper):
        """Writes what YAML calls a line break, and others do not, as an escape: it would be read back as a space."""

        def represent_text(self, text: str) -> yaml.ScalarNode:
            return self.represent_scalar("tag:yaml.org,2002:str", text, style='"' if _ODD.search(text) else None)

    Dumper.add_representer(str, Dumper.represent_text)
    return str(yaml.dump(plain, Dumper=Dumper, allow_unicode=True, sort_keys=False, **options))


def _plain(value: Any) -> Any:
    if isinstance(value, Milestone) and value.name is not None:
        return value.name
    if isinstance(value, Condition) and value.words:
        return value.words[0] if len(value.words) == 1 else list(value.words)
    if isinstance(value, BaseModel):
        plain: dict[str, Any] = {}
        fields = type(value).model_fields
        for name in sorted(fields, key=lambda name: _ORDER.index(name) if name in _ORDER else len(_ORDER)):
            field = fields[name]
            content = getattr(value, name)
            keep = name in ("charterclock", "id", "kind") and content != "deadline"
            if keep or (content != field.get_default(call_default_factory=True) and content is not None):
                plain[field.alias or name] = _field(name, value, content)
        return plain
    if isinstance(value, Calendar):
        return _calendar(value)
    if isinstance(value, Meanings):
        words = {word: getattr(value, word) for word in ("day", "week", "month", "hour")}
        words["working month"] = value.working_month and str(value.working_month)
        return {word: said for word, said in words.items() if said}
    if isinstance(value, Mapping):
        return {str(key): _plain(content) for key, content in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(content) for content in value]
    if isinstance(value, Duration | Annual | date):
        return str(value)
    return str(value) if isinstance(value, int | Fraction) else value


def _calendar(office: Calendar) -> Any:
    if isinstance(office, Combined):
        raise CharterError([Problem("CC212", f"no file can hold the calendar of two offices, {office.name}")])
    return office.code if office.code and office == calendar(office.code) else _plain(calendar_keys(office))


def _field(name: str, owner: Any, content: Any) -> Any:
    if name in ("target", "at_least") and isinstance(content, Fraction) and owner.__class__.__name__ not in (
        "Score", "Index",
    ):  # fmt: skip
        return write_number(content * 100) + "%"
    if name == "scale":
        return f"{write_number(content[0])}-{write_number(content[1])}"
    if name == "every" and isinstance(content, int):
        return f"{content} months" if content > 1 else "1 month"
    if isinstance(content, timedelta):
        return f"{write_number(Fraction(content // timedelta(microseconds=1), 3_600_000_000))} hours per year"
    if isinstance(content, Fraction):
        return write_number(content)
    return _plain(content)


def write_number(value: Fraction) -> str:
    """A number exactly: a decimal where it ends, else a fraction."""
    denominator = value.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator != 1:
        return str(value)
    text = f"{value.numerator / value.denominator:.12f}" if abs(value) < 10**6 else str(value)
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text if Fraction(text) == value else str(value)
