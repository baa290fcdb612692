"""Dates of several articles put together: which parts each states, and which year makes all of them true.

"December 2", "Tuesday" and a year 2025 stated elsewhere in the story fix 2025-12-02, because that day is a Tuesday;
where no year or several fit, the year stays open.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from summarizer.errors import ContractError
from summarizer.values.edtf import compatible, is_open_year, precision

_PART = re.compile(r"([0-9]{4}|[0-9]{1,3}X{1,3}|XXXX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?[~?%]?")
_WEEKDAY = re.compile(r"\b(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?\b", re.IGNORECASE)
_WEEKDAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
# Longer than a month, a span is a period rather than the day of an event.
DAYS_OF_AN_EVENT = 31


class Part(NamedTuple):
    """What one end of an EDTF value states; None where that part is open."""

    year: int | None
    month: int | None
    day: int | None


@lru_cache(maxsize=65536)
def readable(edtf: str | None) -> str | None:
    """`edtf`, or None where it is no date this program reads: a digest must not stop at a foreign record's slip."""
    if edtf is None:
        return None
    try:
        precision(edtf)
    except ContractError:
        return None
    return edtf


@lru_cache(maxsize=65536)
def parts(edtf: str | None) -> tuple[Part, ...]:
    """The stated parts of each end of `edtf` (one where it is no interval); () for None or an unreadable date."""
    if readable(edtf) is None or edtf is None:
        return ()
    found = []
    for end in edtf.split("/"):
        match = _PART.fullmatch(end)
        if match:
            found.append(Part(*(int(text) if text and text.isdigit() else None for text in match.groups())))
    return tuple(found)


def calendar_day(iso: str | None) -> date | None:
    """An ISO 8601 calendar date, or None where `iso` is not one."""
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def weekday(date_text: str) -> int | None:
    """The weekday that `date_text` names (Monday is 0), None where it names none or several."""
    found = {_WEEKDAYS[match[1][:3].lower()] for match in _WEEKDAY.finditer(date_text)}
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=65536)
def aligned(first: str, second: str) -> bool:
    """Whether two dates may be one and state a common part: "2025" and "XXXX-12-04" are compatible by saying nothing
    about each other, which is no sign that they are the same day."""
    if not compatible(first, second):
        return False
    both_years = not is_open_year(first) and not is_open_year(second)
    both_months = all(part.month is not None for edtf in (first, second) for part in parts(edtf)[:1])
    return both_years or both_months


def falls_on(edtf: str, day_of_week: int) -> bool:
    """Whether a day of `edtf` can be that weekday: always where the year is open or the span is a week or longer."""
    ends = parts(edtf)
    if not ends or any(None in end for end in ends):
        return True
    first, last = (date(*end) for end in (ends[0], ends[-1]))  # type: ignore[arg-type]
    return (last - first).days >= 6 or (day_of_week - first.weekday()) % 7 <= (last - first).days


def with_year(edtf: str, year: int) -> str | None:
    """`edtf` with its open year closed; the end of an interval over New Year's Eve is a year later. None where that
    is no date (29 February)."""
    first, slash, last = edtf.partition("/")
    next_year = bool(slash) and last[5:] < first[5:]
    closed = first.replace("XXXX", f"{year:04d}")
    if slash:
        closed += slash + last.replace("XXXX", f"{year + next_year:04d}")
    return readable(closed)


def close_year(edtf: str, weekdays: Iterable[int], tiers: Sequence[frozenset[int]]) -> str:
    """`edtf` with its year closed where weekdays leave exactly one of the years that were stated, else as it was.

    `tiers` are years in the order of how near they were stated; the first tier in which any fits decides.
    """
    if not is_open_year(edtf):
        return edtf
    named = sorted(set(weekdays))
    if not named:
        return edtf
    for tier in tiers:
        closed = (with_year(edtf, year) for year in sorted(tier))
        fitting = [each for each in closed if each and all(falls_on(each, day) for day in named)]
        if fitting:
            return fitting[0] if len(fitting) == 1 else edtf
    return edtf


def years_of(dates: Iterable[str | None], *, with_month: bool) -> frozenset[int]:
    """The years stated in `dates`: those of a day or month, or those that stand alone. Longer periods (a fiscal year)
    are neither: they name two."""
    return frozenset(
        part.year
        for edtf in dates
        for part in parts(edtf)
        if part.year is not None
        and (part.month is not None) == with_month
        and (not with_month or (edtf is not None and precision(edtf) <= DAYS_OF_AN_EVENT))
    )
