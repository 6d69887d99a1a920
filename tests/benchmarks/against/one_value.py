"""One value at a time: a hundred questions, a call each."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import businesstimedelta
import numpy as np
import pandas as pd
import pytz
import QuantLib as ql
from business_duration import businessDuration
from tests.benchmarks.against import office as an
from tests.benchmarks.against.measure import Contestant
from tests.benchmarks.against.tasks import Task, drawn, each

from charterclock.calendars.zone import zone_info

_PANDAS_DAY = pd.offsets.CustomBusinessDay


def _numpy(day: date, n: int) -> Any:
    return np.busday_offset(day, n, roll="backward", busdaycal=an.NUMPY)


def _quantlib(day: date, n: int) -> Any:
    return an.QUANTLIB.advance(ql.Date.from_date(day), n, ql.Days)


def _pandas(day: date, n: int) -> Any:
    return (pd.Timestamp(day) + _PANDAS_DAY(n, calendar=an.NUMPY)).date()


def _timeboard(day: date, n: int) -> Any:
    return an.TIMEBOARD(str(day)).rollback(-n).to_timestamp().date()


def _timegrid(start: datetime, amount: timedelta) -> Any:
    return an.TIMEGRID.at(start).add_work_duration(amount)


def _businesstimedelta(start: datetime, amount: timedelta) -> Any:
    return start + businesstimedelta.BusinessTimeDelta(an.BUSINESSTIMEDELTA, timedelta=amount)


def _business_duration(start: datetime, end: datetime) -> timedelta:
    return timedelta(seconds=businessDuration(start, end, time(8), time(17), [5, 6], an.DAYS_OFF, unit="sec"))


def one_value() -> list[Task]:
    """The three kinds of work, and two that only some can do."""
    starts, ends, amounts, days = (column.tolist() for column in drawn(100, 1))
    dates, hours = [start.date() for start in starts], [amount // timedelta(hours=1) + 1 for amount in amounts]
    few, ten = (dates[:20], days[:20]), (starts[:10], ends[:10])
    aware = [[at.replace(tzinfo=zone_info(an.ZONE)) for at in column] for column in (starts, ends)]
    localized = [[pytz.timezone(an.ZONE).localize(at) for at in column] for column in ten]
    return [
        Task("The n-th working day after a date, one value", [
            Contestant("charterclock shift", each(an.OFFICE.shift, dates, days), 100),
            Contestant("numpy busday_offset, ready busdaycalendar", each(_numpy, dates, days), 100),
            Contestant("business_calendar addbusdays", each(an.BUSINESS_CALENDAR.addbusdays, dates, days), 100),
            Contestant("bizdays offset", each(an.BIZDAYS.offset, dates, days), 100),
            Contestant("QuantLib advance", each(_quantlib, dates, days), 100),
            Contestant("pandas CustomBusinessDay", each(_pandas, dates, days), 100),
            Contestant("workalendar add_working_days", each(an.WORKALENDAR.add_working_days, *few), 20),
            Contestant("timeboard rollback", each(_timeboard, *few), 20),
        ]),
        Task("An instant and so much opening time, one value", [
            Contestant("charterclock add", each(an.OFFICE.add, starts, amounts), 100),
            Contestant("workclock add (Rust)", each(an.WORKCLOCK.add, aware[0], amounts), 100),
            Contestant("timegrid add_work_duration (Rust)", each(_timegrid, starts, amounts), 100),
            Contestant("businesstimedelta", each(_businesstimedelta, localized[0], amounts[:10]), 10),
        ]),
        Task("An instant and so many whole opening hours, one value", [
            Contestant("charterclock add", each(an.OFFICE.add, starts, [timedelta(hours=n) for n in hours]), 100),
            Contestant("pandas CustomBusinessHour", each(an.added_hours, starts, hours), 100,
                       "it writes the next opening where ours writes the closing before it"),
        ]),
        Task("Opening time between two instants, one value", [
            Contestant("charterclock between", each(an.OFFICE.between, starts, ends), 100),
            Contestant("timegrid get_working_duration, compiled (Rust)",
                       each(an.TIMEGRID_COMPILED.get_working_duration, starts, ends), 100),
            Contestant("timegrid get_working_duration (Rust)",
                       each(an.TIMEGRID.get_working_duration, starts, ends), 100),
            Contestant("workclock between (Rust)", each(an.WORKCLOCK.between, *aware), 100),
            Contestant("businesstimedelta difference", each(an.BUSINESSTIMEDELTA.difference, *localized), 10),
        ]),
        Task("The same of an office without a break", [
            Contestant("charterclock between", each(an.NO_BREAK.between, starts, ends), 100),
            Contestant("business-duration", each(_business_duration, starts, ends), 100),
        ]),
    ]  # fmt: skip
