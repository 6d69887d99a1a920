"""The signal by which a table says that an answer needs days which it does not hold."""

from __future__ import annotations

__all__ = ["Beyond"]


class Beyond(Exception):
    """A signal from reader to calendar, never shown: the answer needs days after (``ahead``) or before the table.

    ``day`` is one of them, where it is known; ``edge`` tells that an opening or closing is looked for.
    """

    def __init__(self, ahead: bool, day: int | None = None, edge: bool = False) -> None:
        super().__init__(ahead, day, edge)
        self.ahead = ahead
        self.day = day
        self.edge = edge
