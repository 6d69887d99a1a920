"""A column of texts of which few differ, such as verdicts: small numbers instead of a million words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import narwhals as nw
import numpy as np

from charterclock.calendars.zone_arrays import Bools, Ints

__all__ = ["Texts"]

Codes = np.ndarray[Any, np.dtype[np.int32]]
_BLANK: Final = -1


class Texts:
    """A column of texts, or of nothing in some rows; rows are changed in place.

    Attributes:
        codes: int32, for each row the place of its text in ``words``; -1 where there is none.
        words: the texts that occur, each once; some may occur no more.
    """

    __slots__ = ("_places", "codes", "words")

    def __init__(self, codes: Codes, words: Iterable[str]) -> None:
        self.codes = codes
        self.words = list(words)
        self._places = {word: place for place, word in enumerate(self.words)}

    @classmethod
    def none(cls, count: int) -> Texts:
        """A column of blanks."""
        return cls(np.full(count, _BLANK, dtype=np.int32), ())

    @classmethod
    def of(cls, cells: Iterable[str | None]) -> Texts:
        """A column of these texts."""
        places: dict[str, int] = {}
        codes = [_BLANK if cell is None else places.setdefault(cell, len(places)) for cell in cells]
        return cls(np.array(codes, dtype=np.int32), places)

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, row: int) -> str | None:
        code = int(self.codes[row])
        return None if code == _BLANK else self.words[code]

    def __iter__(self) -> Iterator[str | None]:
        return map([*self.words, None].__getitem__, self.codes.tolist())

    @property
    def blank(self) -> Bools:
        """Which rows hold no text."""
        blank: Bools = self.codes < 0
        return blank

    @property
    def any(self) -> bool:
        """Whether a row holds a text."""
        return bool(self.words) and bool((self.codes >= 0).any())

    def where(self, word: str) -> Bools:
        """Which rows hold a text."""
        found: Bools = self.codes == self._places.get(word, len(self.words))
        return found

    def among(self, words: Iterable[str]) -> Bools:
        """Which rows hold one of some texts."""
        wanted = set(words)
        return self.told([word in wanted for word in self.words])

    def told(self, of_words: list[bool]) -> Bools:
        """For each row what is told of its text, by place in ``words``; false where it holds none."""
        found: Bools = np.array([*of_words, False], dtype=np.bool_)[self.codes]
        return found

    def present(self) -> list[str]:
        """The texts that occur, in order of ``words``."""
        count = np.bincount(self.codes + 1, minlength=len(self.words) + 1)[1:]
        return [word for word, times in zip(self.words, count.tolist(), strict=True) if times]

    def take(self, rows: Any) -> Texts:
        """The texts of some rows."""
        return Texts(self.codes[rows], self.words)

    def copy(self) -> Texts:
        """A column that can be changed without changing this one."""
        return Texts(self.codes.copy(), self.words)

    def put(self, rows: Any, texts: str | Texts | None) -> None:
        """Sets rows to a text, to nothing, or each to its own of as many."""
        if not self.codes.flags.writeable:  # still in the memory of a dataframe
            self.codes = self.codes.copy()
        if texts is None:
            self.codes[rows] = _BLANK
        elif isinstance(texts, Texts):
            self.codes[rows] = self._translated(texts)
        else:
            self.codes[rows] = self._place(texts)

    def filled(self, other: Texts) -> Texts:
        """A column as long, with the text of ``other`` where this has none."""
        found = self.copy()
        if other.any:
            rows = np.flatnonzero(self.blank)
            found.put(rows, other.take(rows))
        return found

    def series(self, backend: Any) -> nw.Series[Any]:
        """A column of strings of a dataframe library: a look-up, no text is made twice where it can be helped."""
        if backend.is_polars():
            import polars as pl

            words = pl.Series("text", [*self.words, None], dtype=pl.String)
            # as unsigned, no text is the largest place of all
            places = np.minimum(self.codes.view(np.uint32), np.uint32(len(self.words)))
            native: Any = words.gather(places) if self.any else words[-1:].new_from_index(0, len(self))
        elif backend.is_pyarrow():
            import pyarrow as pa

            codes = pa.array(self.codes, mask=self.codes < 0)
            native = pa.chunked_array([pa.DictionaryArray.from_arrays(codes, pa.array(self.words, pa.string()))
                                      .cast(pa.string())])  # fmt: skip
        else:
            texts = nw.new_series("text", [*self.words, None], nw.String, backend=backend)
            native = nw.to_native(texts).take(np.where(self.codes < 0, len(self.words), self.codes))
            native = native.reset_index(drop=True)
        return nw.from_native(native, series_only=True)

    def _place(self, word: str) -> int:
        place = self._places.setdefault(word, len(self.words))
        if place == len(self.words):
            self.words.append(word)
        return place

    def _translated(self, texts: Texts) -> Ints:
        if not texts.any:
            return np.full(len(texts), _BLANK)
        places = {texts.words.index(word): self._place(word) for word in texts.present()}
        table = np.array([places.get(code, _BLANK) for code in range(len(texts.words))] + [_BLANK])
        return table[texts.codes]
