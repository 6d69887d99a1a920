"""One remark on a charter: its code, where it belongs, and what it says in three languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from charterclock.charter.lint.texts import LANGUAGES, PERIODS, TEXTS
from charterclock.durations import Annual, Duration
from charterclock.errors import CharterclockError, Problem, nearest

if TYPE_CHECKING:
    from charterclock.files import Document

__all__ = ["Finding"]

Path_ = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A remark: ``code``, the ``path`` of its place in the charter, ``values`` that its sentence names.

    ``form`` tells two sentences of one code apart.
    """

    code: str
    path: Path_
    values: Mapping[str, Any] = field(default_factory=dict, hash=False)
    form: str = ""

    def message(self, language: str = "en") -> str:
        """Its sentence.

        Raises:
            CharterclockError: CC506, a language without sentences.
        """
        return self._filled(0, language) or ""

    def fix(self, language: str = "en") -> str | None:
        """What to write instead, where that is clear; the same errors."""
        return self._filled(1, language)

    def at(self, document: Document, language: str = "en") -> Problem:
        """The remark with its line and column in a file."""
        return document.problem(self.code, self.message(language), self.path, hint=self.fix(language))

    @property
    def order(self) -> tuple[tuple[int, str], ...]:
        """What sorts findings in the order of the charter's parts."""
        return tuple((part, "") if isinstance(part, int) else (-1, part) for part in self.path)

    def __str__(self) -> str:
        fix = self.fix()
        place = ".".join(map(str, self.path))
        return f"{place}: {self.code} {self.message()}" + (f" ({fix})" if fix else "")

    def _filled(self, which: int, language: str) -> str | None:
        if language not in LANGUAGES:
            raise CharterclockError(
                "CC506", f"no sentences in language {language!r}", nearest(language, LANGUAGES) or "ms, id or en"
            )
        text = TEXTS[f"{self.code} {self.form}".strip()][language][which]
        if text is None:
            return None
        return text.format_map({name: _shown(value, language) for name, value in self.values.items()})


def _shown(value: Any, language: str) -> str:
    if isinstance(value, Duration):
        return value.format(language)
    if isinstance(value, Annual | int):
        return str(value)
    if isinstance(value, tuple):
        return ", ".join(_shown(part, language) for part in value)
    return PERIODS[language].get(value, str(value))
