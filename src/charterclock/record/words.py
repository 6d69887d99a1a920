"""The words of a report, in Malay, Indonesian and English: a table for each stands in the folder ``words``."""

from __future__ import annotations

from collections.abc import Mapping
from configparser import ConfigParser
from pathlib import Path
from typing import TYPE_CHECKING, Final

from charterclock.errors import CharterclockError
from charterclock.record.periods import Period

if TYPE_CHECKING:
    from charterclock.charter.model import Charter

__all__ = ["MONTHS", "WORDS", "period_name", "title_of", "words_of"]

_FOLDER: Final = Path(__file__).parent / "words"


def _table(language: str) -> ConfigParser:
    table = ConfigParser(interpolation=None, delimiters=("=",), comment_prefixes=("#",))
    table.optionxform = str  # type: ignore[assignment,method-assign]
    table.read_string((_FOLDER / f"{language}.ini").read_text(encoding="utf-8"))
    return table


_TABLES: Final = {language: _table(language) for language in ("ms", "id", "en")}
#: the names of the months in each language
MONTHS: Final[Mapping[str, tuple[str, ...]]] = {
    language: tuple(table["months"].values()) for language, table in _TABLES.items()
}
#: the words of each language, by what they say
WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    language: dict(table["words"]) for language, table in _TABLES.items()
}


def words_of(language: str) -> Mapping[str, str]:
    """The words of a language.

    Raises:
        CharterclockError: CC703, another language.
    """
    if language not in WORDS:
        raise CharterclockError("CC703", f"no report in language {language!r}", "one of " + ", ".join(WORDS))
    return WORDS[language]


def title_of(charter: Charter, language: str) -> str:
    """The title of a charter in a language, else in one that it has, else its id."""
    title = charter.title
    if isinstance(title, Mapping):
        title = title.get(language) or next(iter(title.values()), None)
    return title or charter.id


def period_name(period: Period, language: str) -> str:
    """A period as people call it: ``Mac 2025``, ``Triwulan 1 2025``, ``Januari–April 2025``, ``2025``."""
    months, words, year = MONTHS[language], WORDS[language], period.first.year
    if period.name == "all":
        return words["whole"]
    if period.name == str(year):
        return period.name
    if "Q" in period.name:
        return f"{words['quarter']} {period.name[-1]} {year}"
    if ".." in period.name:
        return f"{months[period.first.month - 1]}–{months[period.last.month - 1]} {year}"
    return f"{months[period.first.month - 1]} {year}"
