"""Spark: a DataFrame of cases in, one of judged cases out, by ``mapInArrow``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from charterclock.engines.mapper import Mapper, is_log
from charterclock.engines.needed import needed

if TYPE_CHECKING:
    from charterclock.charter.model import Charter

__all__ = ["assess"]


def assess(charter: Charter, cases: Any, **options: Any) -> Any:
    """Judged cases of a Spark DataFrame, judged where its partitions lie.

    A wide table is judged as it is partitioned, without a shuffle. Of an event log Spark brings all events of a case
    together: it is partitioned by case, and each partition is sorted by it.

    Args:
        charter: the charter; it travels to the workers once, where charterclock and PyArrow must be installed.
        cases: a Spark DataFrame; timestamps are instants, and clock times (``timestamp_ntz``) in the calendar's zone.
        options: ``at``, ``columns``, ``prefix``, ``by``; see ``engines.mapper.Mapper``.

    Raises:
        CharterclockError: CC701, PySpark or PyArrow is not installed; what ``assess`` raises, when Spark runs it.
    """
    needed("pyspark", "spark")
    needed("pyarrow", "spark")
    mapper = Mapper(charter, **options)
    if is_log(cases.columns, mapper.columns):
        case = next(name for name in cases.columns if mapper.columns.get(name, name) == "case")
        cases = cases.repartition(case).sortWithinPartitions(case)
    empty = mapper.schema(cases.limit(0).toArrow().schema).empty_table()
    return cases.mapInArrow(mapper.map, cases.sparkSession.createDataFrame(empty).schema)
