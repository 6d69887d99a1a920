"""The breach list: open cases that are late or will soon be, the oldest due first, and by when to tell of more time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw
import numpy as np

from charterclock.calendars.moments import Moment, instant_of
from charterclock.calendars.timetable import NEVER
from charterclock.calendars.zone_arrays import Ints
from charterclock.clock.course import Course, merged_pauses
from charterclock.clock.progress import share_used
from charterclock.clock.rule import Rule
from charterclock.errors import CharterclockError
from charterclock.frames.bare import NAT
from charterclock.frames.columns import local_days
from charterclock.frames.texts import Texts
from charterclock.record.assess import assess_table
from charterclock.record.assessment import Assessment

if TYPE_CHECKING:
    from charterclock.charter.model import Charter

__all__ = ["URGENCIES", "breach_list"]

#: in the order of the list's headings; ``later`` only where all open cases are asked for
URGENCIES: Final = ("overdue", "today", "within a week", "at risk", "later")
_ADDED: Final = ("urgency", "share_used", "tell_by")


def breach_list(
    charter: Charter, cases: Any, *, at: Moment, risk: float = 0.75, every: bool = False, pauses: Any = None,
    extensions: Any = None, columns: Mapping[str, str] | None = None,
) -> Any:  # fmt: skip
    """Open cases that are overdue, or due today, within a week, or of whose time much is used; the oldest due first.

    Args:
        charter: the charter.
        cases: a table of cases, as ``charter.assess`` takes it.
        at: now.
        risk: a case of whose time so much (0 to 1) is used is at risk.
        every: whether the others are listed too, as ``later``.
        pauses: see ``assess``.
        extensions: see ``assess``.
        columns: see ``assess``.

    Returns:
        The same kind of table as ``assess`` gives, of these cases alone, with ``urgency`` (one of ``URGENCIES``),
        ``share_used`` (of the time between receipt and due, pauses left out, as ``Clock.status`` says it) and
        ``tell_by``: the last instant at which the charter allows to tell of a longer time; none where it promises no
        extension or the due has passed.

    Raises:
        CharterclockError: CC609 a risk that is no share, CC643 a column that the table has already; what ``assess``
            raises.

    Example:
        >>> import charterclock as cc, pandas as pd
        >>> cases = pd.DataFrame({"case": ["A1", "A2", "A3"], "pledge": ["email-account"] * 3, "processed": [None] * 3,
        ...                       "requested": ["2025-04-28T10:00", "2025-05-02T09:00", "2025-04-30T11:00"]})
        >>> found = cc.load("charters/penang-btmkn.yaml").breach_list(cases, at="2025-05-05T09:00")
        >>> found[["case", "urgency", "share_used"]]
          case        urgency  share_used
        0   A1        overdue    1.000000
        1   A3          today    0.641026
        2   A2  within a week    0.302326
    """
    if not 0 <= risk <= 1:
        raise CharterclockError("CC609", f"a risk is a share from 0 to 1, found {risk}")
    options = {"at": at, "pauses": pauses, "extensions": extensions, "columns": columns}
    judged, found = assess_table(charter, cases, **options)
    frame: nw.DataFrame[Any] = nw.from_native(judged, eager_only=True)
    clash = [name for name in _ADDED if name in frame.columns]
    if clash:
        raise CharterclockError("CC643", f"the table already has columns {', '.join(clash)}", "rename them")
    now, zone = instant_of(at, charter.office.zone, "at"), charter.office.zone
    waiting = found.problem.blank & (found.stop >= NEVER) & (found.due < NEVER) & ~found.verdict.where("excluded")
    rows = np.flatnonzero(waiting)
    rows = rows[np.argsort(found.due[rows], kind="stable")]
    due, share = found.due[rows], _shares(found, rows, now)
    today, day = local_days(np.array([now]), zone)[0], local_days(due, zone)
    urgency = np.select([due < now, day == today, day <= today + 7, share >= risk], [0, 1, 2, 3], 4).astype(np.int32)
    if not every:
        kept = np.flatnonzero(urgency < 4)
        rows, due, share, urgency = rows[kept], due[kept], share[kept], urgency[kept]
    # A case may name a pledge that there is not: it is a problem, and on no list.
    known = set(charter.ids)
    recovers = np.array([name in known and charter[name].terms.recovers for name in found.pledge.words] or [False])
    may_tell = recovers[found.pledge.codes[rows]] & (due >= now)
    tell_by = np.where(may_tell, due, NAT).view("M8[us]")
    backend = frame.implementation
    listed = nw.to_native(frame[rows.tolist()])
    if backend.is_pandas_like():
        listed = listed.reset_index(drop=True)
    shares = [None if one != one else one for one in share.tolist()]
    added = [
        Texts(urgency, URGENCIES).series(backend).alias("urgency"),
        nw.new_series("share_used", shares, nw.Float64(), backend=backend),
        nw.new_series("tell_by", tell_by, nw.Datetime("us"), backend=backend)
        .dt.replace_time_zone("UTC").dt.convert_time_zone(zone),
    ]  # fmt: skip
    return nw.from_native(listed, eager_only=True).with_columns(*added).to_native()


def _shares(found: Assessment, rows: Ints, now: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    """The share used of each open case, by the measure that serves one case; 1 where its due has passed, none where the
    due was given and no rule of the charter led to it.
    """
    shares = np.ones(len(rows))
    for place, row in enumerate(rows.tolist()):
        due = int(found.due[row])
        if due < now:
            continue
        if found.by[row] < 0:
            shares[place] = np.nan
            continue
        pledge, branch, office = found.judged[int(found.by[row])]
        terms = pledge.terms
        rule = Rule.of(terms.resolved(branch.limit), terms.reckoning, branch.bound)
        receipt, case = int(found.receipt[row]), int(found.case[row])
        held: list[tuple[int, int]] = []
        if rule.takes_pauses:
            events = found.cases.pauses(pledge.pause, pledge.clock.stop, office.zone)
            low, high = np.searchsorted(events.of, [case, case + 1])
            spans = zip(events.begin[low:high].tolist(), events.end[low:high].tolist(), strict=True)
            held = merged_pauses([(begin, min(end, now)) for begin, end in spans if begin < min(end, now)], receipt)
        course = Course(receipt, receipt, due, due, False, False, tuple(held))
        shares[place] = share_used(office, rule, course, now)
    return shares
