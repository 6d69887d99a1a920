"""PyArrow: datasets and streams of record batches, judged batch by batch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from charterclock.engines.mapper import Mapper
from charterclock.engines.needed import needed
from charterclock.errors import CharterclockError

if TYPE_CHECKING:
    import pyarrow as pa

    from charterclock.charter.model import Charter

__all__ = ["assess"]

#: rows of a batch: with all that is computed of it some 25 MB
_ROWS: Final = 1 << 17


def assess(charter: Charter, source: Any, *, together: bool | None = None, **options: Any) -> pa.RecordBatchReader:
    """Judged cases of a source that may be larger than memory; a batch is read when one is asked for.

    The rows of an event log are brought together by case, a log of more than a million of them by temporary files in
    the folder that ``TMPDIR`` names; the cases come out in no order.

    Args:
        charter: the charter.
        source: a PyArrow dataset, a RecordBatchReader or a Table.
        together: ``True`` brings the rows of a case together in a wide table, too, so that a case that is twice under
            one pledge is told wherever its rows lie; ``False`` says that an event log is ordered by case already.
        options: ``at``, ``columns``, ``prefix``, ``by``; see ``engines.mapper.Mapper``.

    Raises:
        CharterclockError: CC640 what is none of these, CC651 an event log that was said to be ordered by case and is
            not, CC701 PyArrow is not installed; and what ``assess`` raises.

    Example:
        >>> import charterclock as cc, pyarrow as pa
        >>> from charterclock.engines import arrow
        >>> cases = pa.table({"pledge": ["email-account"], "requested": ["2025-04-30T10:00"],
        ...                   "processed": ["2025-05-06T16:00"]})
        >>> reader = arrow.assess(cc.load("charters/penang-btmkn.yaml"), cases, by="month")
        >>> reader.read_all().select(["verdict", "period"]).to_pylist()
        [{'verdict': 'missed', 'period': '2025-05'}]
    """
    pa = needed("pyarrow", "arrow")
    if isinstance(source, pa.Table):
        source = source.to_reader()
    elif hasattr(source, "scanner"):
        source = source.scanner(**_scanning(source)).to_reader()
    if not isinstance(source, pa.RecordBatchReader):
        raise CharterclockError("CC640", f"not a dataset, a reader or a table of PyArrow: {type(source).__name__}")
    mapper = Mapper(charter, together=bool(together), **options)
    gathers = mapper.keeps_together(source.schema.names) and together is not False
    judged = (mapper.gather if gathers else mapper.map)(source)
    return pa.RecordBatchReader.from_batches(mapper.schema(source.schema), judged)


def _scanning(source: Any) -> dict[str, Any]:
    """How a dataset is read: a little ahead, in batches; by default Arrow reads whole files ahead of what is judged."""
    import pyarrow.dataset as ds

    few: dict[str, Any] = {"batch_size": _ROWS, "batch_readahead": 2, "fragment_readahead": 1}
    if getattr(getattr(source, "format", None), "default_extname", "") == "parquet":
        few["fragment_scan_options"] = ds.ParquetFragmentScanOptions(pre_buffer=False)
    return few
