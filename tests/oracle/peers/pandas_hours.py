"""pandas CustomBusinessHour: whole opening hours, one or several spans, over midnight; one week and its days off."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any

import pandas as pd
from hypothesis import strategies as st
from tests.oracle.peers.claims import Due, IsOpen
from tests.oracle.peers.offices import (
    BREAKS,
    ONE_SPAN,
    OVERNIGHT,
    THREE_SPANS,
    days_off,
    landing_on_the_closing,
    landing_on_the_opening,
    local,
    offices,
    spans,
    weekmask,
)

from charterclock import Calendar, Duration, Reckoning
from charterclock.oracle import Support, Unsupported

PEER = "pandas"
DOCS = "https://pandas.pydata.org/docs/user_guide/timeseries.html#business-hour"


@lru_cache(maxsize=512)
def business_hours(calendar: Calendar, n: int = 1) -> Any:
    opens, closes = zip(*spans(calendar), strict=True)
    return pd.offsets.CustomBusinessHour(
        n, start=list(opens), end=list(closes), weekmask="".join("01"[on] for on in weekmask(calendar)),
        holidays=days_off(calendar),
    )  # fmt: skip


def added(start: datetime, duration: Duration, calendar: Calendar, reckoning: Any, bound: str, pauses: Any) -> datetime:
    if duration.amount != int(duration.amount) or duration.amount == 0:
        raise Unsupported("whole hours, one at least")
    n = int(duration.amount)
    found: datetime = (pd.Timestamp(start) + business_hours(calendar, -n if bound == "before" else n)).to_pydatetime()
    return found


def landed(
    start: datetime, duration: Duration, calendar: Calendar, reckoning: Any, bound: str, pauses: Any
) -> datetime:
    land = landing_on_the_opening if bound == "before" else landing_on_the_closing
    return land(added(start, duration, calendar, reckoning, bound, pauses), calendar)


def is_open(moment: datetime, calendar: Calendar) -> bool:
    found: bool = business_hours(calendar).is_on_offset(pd.Timestamp(local(moment, calendar)))
    return found


def inside(moment: datetime, calendar: Calendar) -> bool:
    if local(moment, calendar).time() in {closes for _, closes in spans(calendar)}:
        raise Unsupported("a closing")
    return is_open(moment, calendar)


def hours(*bounds: str, calendars: st.SearchStrategy[Calendar]) -> Support:
    return Support(["working hour"], bounds, [Reckoning()], False, calendars, ["naive"])


ONE, SEVERAL, NIGHT = offices(ONE_SPAN), offices(BREAKS + THREE_SPANS), offices(OVERNIGHT)
NIGHT_WITHOUT_DAYS_OFF = offices(OVERNIGHT, days_off=0)
LOST = "wrong: after midnight, nights that end on a closed date are passed over"
CLAIMS = [
    Due(
        "timestamp + CustomBusinessHour(n)", added,
        "convention: rule 2, what ends at a closing is due at the next opening", hours("within", calendars=ONE),
    ),
    Due(
        "timestamp + CustomBusinessHour(n), an opening read as the closing before it", landed, "",
        hours("within", calendars=ONE),
    ),
    Due(
        "timestamp + CustomBusinessHour(-n), a closing read as the opening after it", landed, "",
        hours("before", calendars=ONE),
    ),
    Due("the same, several spans a day", landed, "", hours("within", calendars=SEVERAL)),
    Due("the same, several spans a day, counted back", landed, "", hours("before", calendars=SEVERAL)),
    Due("the same, over midnight, no days off", landed, LOST, hours("within", calendars=NIGHT_WITHOUT_DAYS_OFF)),
    Due("the same, over midnight", landed, LOST, hours("within", calendars=NIGHT)),
    Due("the same, over midnight, counted back", landed, LOST, hours("before", calendars=NIGHT)),
    IsOpen("is_on_offset", is_open, "convention: a closing is still open", ONE),
    IsOpen("is_on_offset, but at a closing", inside, "", offices(ONE_SPAN + BREAKS + THREE_SPANS)),
    IsOpen("is_on_offset, but at a closing, over midnight", inside, "", NIGHT),
]  # fmt: skip
