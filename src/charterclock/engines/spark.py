"""Spark: a DataFrame of cases in, one of judged cases out, by ``mapInArrow``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from charterclock.engines.mapper import Mapper
from charterclock.engines.needed import needed
from charterclock.engines.outages import merging

if TYPE_CHECKING:
    from charterclock.charter.model import Charter

__all__ = ["assess", "merged_outages"]

_ROW: Final = "charterclock row"


def assess(charter: Charter, cases: Any, *, together: bool = False, **options: Any) -> Any:
    """Judged cases of a Spark DataFrame, judged where its partitions lie.

    A wide table is judged as it is partitioned, without a shuffle. Of an event log Spark brings all events of a case
    together: it is partitioned by case, and each partition is sorted by it; rows of a case keep their order.

    Args:
        charter: the charter; it travels to the workers once, where charterclock and PyArrow must be installed.
        cases: a Spark DataFrame; timestamps are instants, and clock times (``timestamp_ntz``) in the calendar's zone.
        together: brings the rows of a case together in a wide table, too, so that a case that is twice under one
            pledge is told wherever its rows lie; that shuffles the table once.
        options: ``at``, ``columns``, ``prefix``, ``by``; see ``engines.mapper.Mapper``.

    Raises:
        CharterclockError: CC701, PySpark or PyArrow is not installed; what ``assess`` raises, when Spark runs it.
    """
    needed("pyspark", "spark")
    needed("pyarrow", "spark")
    mapper = Mapper(charter, together=together, **options)
    if mapper.keeps_together(cases.columns):
        from pyspark.sql import functions

        case = functions.col(f"`{mapper.case_of(cases.columns).replace('`', '``')}`")
        numbered = cases.withColumn(_ROW, functions.monotonically_increasing_id())
        cases = numbered.repartition(case).sortWithinPartitions(case, f"`{_ROW}`").drop(_ROW)
    empty = mapper.schema(cases.limit(0).toArrow().schema).empty_table()
    return cases.mapInArrow(mapper.map, cases.sparkSession.createDataFrame(empty).schema)


def merged_outages(outages: Any) -> Any:
    """Outages of a Spark DataFrame, those that overlap or touch as one; merged by Spark, partitioned by system.

    Attainment of the merged ones is that of all. Parts of a table can be merged wherever they lie, in any order, and
    what they give once more.

    Args:
        outages: a DataFrame with instants ``start`` and ``end`` (blank: it runs still), and ``system`` and ``planned``
            where there are any.

    Raises:
        CharterclockError: CC641, a column is missing.
    """
    return outages.sparkSession.sql(merging("{outages}", outages.columns, "`"), outages=outages)
