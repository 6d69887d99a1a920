"""Outages that overlap or touch as one, merged by the windows and groups of an engine."""

from __future__ import annotations

from collections.abc import Sequence

from charterclock.errors import CharterclockError, nearest

__all__ = ["keys_of", "merging"]


def keys_of(names: Sequence[str]) -> list[str]:
    """Within which columns outages are merged: ``system`` and ``planned``, where a table has them.

    Raises:
        CharterclockError: CC641, there is no ``start`` or ``end``.
    """
    for needed in ("start", "end"):
        if needed not in names:
            raise CharterclockError("CC641", f"outages need a column {needed!r}", nearest(needed, names))
    return [name for name in ("system", "planned") if name in names]


def merging(table: str, names: Sequence[str], quote: str) -> str:
    """The statement by which DuckDB and Spark merge outages; what has no start, or ends before it, stays as it is.

    Args:
        table: the name of the table in the statement.
        names: its columns.
        quote: what the engine puts around names.

    Raises:
        CharterclockError: CC641, there is no ``start`` or ``end``.
    """
    start, end = f"{quote}start{quote}", f"{quote}end{quote}"
    keys = [f"{quote}{name}{quote}" for name in keys_of(names)]
    each = "".join(f"{key}, " for key in keys)
    parted = f"partition by {', '.join(keys)}" if keys else ""
    usable = f"{start} is not null and ({end} is null or {end} >= {start})"
    # A span begins where all before it in order have ended; of several that begin at once, one does so.
    return f"""
        with spans as (
            select {each}{start}, {end}, case when {end} is null then 1 else 0 end as is_open
            from {table} where {usable}
        ), reached as (
            select *, max({end}) over before as reach, max(is_open) over before as runs from spans
            window before as ({parted} order by {start}, {end} rows between unbounded preceding and 1 preceding)
        ), begun as (
            select *, case when runs = 1 or {start} <= reach then 0 else 1 end as begins from reached
        ), numbered as (
            select *, sum(begins) over (
                {parted} order by {start}, begins desc rows between unbounded preceding and current row
            ) as number from begun
        )
        select {each}min({start}) as {start}, case when max(is_open) = 1 then null else max({end}) end as {end}
        from numbered group by {each}number
        union all
        select {each}{start}, {end} from {table} where not ({usable})
    """
