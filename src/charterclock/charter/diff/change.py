"""One difference between two charters, and what it says in three languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from charterclock.charter.diff.texts import NONE, TEXTS, WORDS
from charterclock.errors import CharterclockError, nearest

__all__ = ["KINDS", "Change", "Said"]

KINDS: Final = ("tighter", "looser", "changed", "appeared", "vanished")

#: a text, or the same in each language
Said = str | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Attributes:
        kind: ``tighter`` (whatever keeps the new promise keeps the old one), ``looser`` (the other way round),
            ``changed`` (neither, or it cannot be told), ``appeared``, ``vanished``.
        pledge: the id of the pledge, with its dates where there are revisions; ``None`` for the charter as a whole.
        tier: the name of the tier; ``None`` for the pledge as a whole.
        key: the key of the file; ``limit`` for whichever key holds the limit.
        old: what stood there, ``None`` for nothing.
        new: what stands there now.
        form: tells two sentences of one kind apart.
    """

    kind: str
    pledge: str | None
    tier: str | None
    key: str
    old: Said | None = None
    new: Said | None = None
    form: str = ""

    def message(self, language: str = "en") -> str:
        """Its sentence, in ``ms``, ``id`` or ``en``.

        Raises:
            CharterclockError: CC506, a language without sentences.
        """
        if language not in WORDS:
            raise CharterclockError(
                "CC506", f"no sentences in language {language!r}", nearest(language, WORDS) or "ms, id or en"
            )
        said = TEXTS[self.form][language].format(old=_in(self.old, language), new=_in(self.new, language))
        where = [] if self.pledge is None else [self.pledge + (f" / {self.tier}" if self.tier else "")]
        key = [] if self.key in ("limit", "pledge", "tier") else [self.key]
        return ": ".join([*where, WORDS[language][self.kind], *key, said])

    def to_dict(self, language: str = "en") -> dict[str, Any]:
        """What it holds, ready for JSON, with its sentence in one language."""
        values = {"old": self.old, "new": self.new}
        said = {name: None if value is None else _in(value, language) for name, value in values.items()}
        return {"kind": self.kind, "pledge": self.pledge, "tier": self.tier, "key": self.key, **said,
                "message": self.message(language)}  # fmt: skip

    def __str__(self) -> str:
        return self.message()


def _in(value: Said | None, language: str) -> str:
    if value is None:
        return NONE[language]
    return value if isinstance(value, str) else value[language]
