"""From text to tokens: each numeral, sign, and longest known phrase, with its part in a promise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final, NamedTuple

from charterclock.language.lexicon import GLUED, NUMBER, Lexicon, Meaning, alone, lexicon, working_words
from charterclock.language.numbers import follows
from charterclock.language.pieces import Piece, pieces_of
from charterclock.language.spelling import corrected

__all__ = ["Lexicon", "Token", "lexicon", "parts_of", "tokenise", "working_words"]

_DASHES: Final = frozenset("–—‑‐−")


class Token(NamedTuple):
    """A piece of the text as it was written, where it stands there (the end is excluded), and what it means."""

    text: str
    meaning: Meaning
    start: int = 0
    end: int = 0

    @property
    def part(self) -> str:
        return self.meaning.part

    @property
    def number(self) -> Fraction:
        return self.meaning.number

    @property
    def name(self) -> str:
        return self.meaning.name


def tokenise(text: str, known: Lexicon) -> list[Token]:
    """The tokens of a text, in order; nothing of it but white space is left out.

    Example:
        >>> "".join(token.part for token in tokenise("dalam tempoh dua puluh empat (24) jam", lexicon(None)))
        'BW(D)U'
    """
    pieces = list(_taken_apart(pieces_of(text), known))
    keys = [piece[0].casefold() for piece in pieces]
    keys = ["-" if key in _DASHES else key for key in keys]
    keys = [key if key in known.words else corrected(key, known.slips) for key in keys]
    tokens: list[Token] = []
    start = 0
    while start < len(keys):
        if keys[start] not in known.longest:
            text, first, last = pieces[start]
            tokens.append(Token(text, alone(keys[start]), first, last))
            start += 1
            continue
        end, meaning = _longest(keys, start, known)
        if meaning.part == NUMBER:
            end, meaning = _whole_number(keys, end, meaning, known)
        shown = pieces[start:end]
        tokens.append(Token(" ".join(piece[0] for piece in shown), meaning, shown[0][1], shown[-1][2]))
        start = end
    return tokens


def parts_of(tokens: Iterable[Token]) -> str:
    """The letters of the parts, to match the patterns with: position for position the tokens."""
    return "".join(token.part for token in tokens)


def _taken_apart(pieces: Iterable[Piece], known: Lexicon) -> Iterator[Piece]:
    """``sebulan`` as ``satu bulan``, and what a slip of the pen joined, such as ``bekerjaselepas``, as two words."""
    listed = list(pieces)
    for place, (text, start, end) in enumerate(listed):
        word = text.casefold()
        if word in known.fused:
            yield from ((part, start, end) for part in known.fused[word])
        elif len(word) >= 2 * GLUED and len(word) == end - start and word not in known.longest:
            following = listed[place + 1][0].casefold() if place + 1 < len(listed) else ""
            cuts = range(GLUED, len(word) - GLUED + 1)
            cut = next((cut for cut in cuts if _is_joined(word, cut, following, known)), 0)
            if cut:
                yield text[:cut], start, start + cut
            yield text[cut:], start + cut, end
        else:
            yield text, start, end


def _is_joined(word: str, cut: int, following: str, known: Lexicon) -> bool:
    """Whether a word is two: ``bekerjaselepas``, ``dalamtempoh``, or ``kakitangandalam`` before ``tempoh``."""
    first, second = word[:cut], word[cut:]
    if (first in known.ends and second in known.begins) or (first, second) in known.openings:
        return True
    return (second, following) in known.openings and word not in known.words


def _longest(keys: list[str], start: int, known: Lexicon) -> tuple[int, Meaning]:
    first = keys[start]
    for length in range(min(known.longest.get(first, 0), len(keys) - start), 0, -1):
        meaning = known.meanings.get(tuple(keys[start : start + length]))
        if meaning is not None:
            return start + length, meaning
    return start + 1, alone(first)


def _whole_number(keys: list[str], end: int, meaning: Meaning, known: Lexicon) -> tuple[int, Meaning]:
    """A number word with those after it that add to it: ``dua ratus`` ``empat puluh`` ``lapan``."""
    assert meaning.words is not None
    link = meaning.words.language.get("number link")
    while end < len(keys):
        linked = keys[end] == link
        if end + linked >= len(keys):
            break
        after, rest = _longest(keys, end + linked, known)
        if (
            rest.part != NUMBER
            or rest.words is not meaning.words
            or not follows(int(meaning.number), int(rest.number), linked)
        ):
            break
        end, meaning = after, Meaning(NUMBER, meaning.number + rest.number, words=meaning.words)
    return end, meaning
