"""From the parts of a date that words state to EDTF: what publication date, direction and budget year add.

Conventions. Early, mid and late mean thirds: of a decade years 0-3, 4-6, 7-9 (the first is the longest because the
turn of the decade is counted to it), of a year four months each, of a month days 1-10, 11-20 and the rest. Weeks are
those of ISO 8601, Monday to Sunday. A fiscal year is named for the calendar year in which it ends unless the context
says otherwise; where its first month is unknown it is the two calendar years it could touch ("FY25" is "2024/2025").
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

NEAREST_DAYS = 45
"""A day without a year and without a direction is the one nearest to publication only within six weeks: the other
occurrences are then at least seven times as far. Beyond it, "Feb 18" in a December report could be either."""

_LONGEST_NEAREST = 31  # days; "the first quarter" in a December report is the one past as well as the one to come


@dataclass(frozen=True)
class DateContext:
    """What is known beside the words: the day of publication, the first month of the fiscal year (1-12, see
    FISCAL_START), whether the words look back or ahead, and whether "FY2025" begins or ends in 2025."""

    published: date | None = None
    fiscal_start: int | None = None
    direction: Literal["past", "future"] | None = None
    fiscal_named_for: Literal["end", "start"] = "end"


class Partial(NamedTuple):
    """A date of which year or day may be unknown."""

    year: int | None
    month: int | None
    day: int | None


def third_of_year(year: int, part: int) -> str:
    return written(Partial(year, 4 * part + 1, None), Partial(year, 4 * part + 4, None))


def third_of_month(year: int | None, month: int, part: int) -> tuple[Partial, Partial]:
    begin, end = ((1, 10), (11, 20), (21, monthrange(year or 2001, month)[1]))[part]
    return Partial(year, month, begin), Partial(year, month, end)


def possible(found: Partial) -> bool:
    """Whether the calendar has such a day, in some year where none is stated."""
    if found.month is None:
        return found.year is not None and found.day is None
    if not 1 <= found.month <= 12:
        return False
    return found.day is None or 1 <= found.day <= monthrange(found.year or 2000, found.month)[1]


def first_day(found: Partial) -> date:
    return date(found.year or 2000, found.month or 1, found.day or 1)


def last_day(found: Partial) -> date:
    year, month = found.year or 2000, found.month or 12
    return date(year, month, found.day or monthrange(year, month)[1])


def written(one: Partial, other: Partial) -> str:
    texts = []
    for found in (one, other):
        parts = [f"{found.year:04}" if found.year is not None else "XXXX"]
        parts += [f"{part:02}" for part in (found.month, found.day) if part is not None]
        texts.append("-".join(parts))
    return texts[0] if texts[0] == texts[1] else "/".join(texts)


def placed(one: Partial, other: Partial, context: DateContext, weekday: int | None = None) -> str:
    """`one` to `other` with the year that the words, or else publication date, direction and weekday, give them."""
    if one.year is not None or context.published is None:
        return written(one, other)
    published = context.published
    wraps = (one.month or 1, one.day or 0) > (other.month or 12, other.day or 32)
    candidates: list[tuple[int, int, int, Partial, Partial]] = []
    for year in range(published.year - 8, published.year + 9):  # eight years always hold a 29 February
        begin, end = one._replace(year=year), other._replace(year=year + wraps)
        if not possible(begin) or not possible(end) or (weekday is not None and first_day(begin).weekday() != weekday):
            continue
        ahead, behind = (first_day(begin) - published).days, (published - last_day(end)).days
        candidates.append((max(ahead, behind, 0), ahead, behind, begin, end))
    if context.direction == "past":
        candidates = [candidate for candidate in candidates if candidate[1] <= 0]
    elif context.direction == "future":
        candidates = [candidate for candidate in candidates if candidate[2] <= 0]
    elif weekday is None:
        candidates = [
            candidate
            for candidate in candidates
            if candidate[0] <= NEAREST_DAYS
            and (last_day(candidate[4]) - first_day(candidate[3])).days <= _LONGEST_NEAREST
        ]
    if not candidates:
        return written(one, other)
    nearest = min(candidates)
    return written(nearest[3], nearest[4])


def fiscal(first_year: int | None, last_year: int, context: DateContext, begin: int, months: int) -> str:
    """`months` months of a fiscal year from its month `begin` (0 is its first): "2024-04/2025-03"."""
    start = context.fiscal_start
    if first_year is None:
        if context.fiscal_named_for == "start":
            first_year, last_year = last_year, last_year + 1
        else:
            first_year = last_year if start == 1 else last_year - 1
    if start is None or (start == 1 and first_year != last_year and context.fiscal_named_for == "end"):
        return f"{first_year:04}/{last_year:04}"
    opening = 12 * first_year + start - 1 + begin
    closing = opening + months - 1
    one, other = Partial(opening // 12, opening % 12 + 1, None), Partial(closing // 12, closing % 12 + 1, None)
    if one.month == 1 and other.month == 12:
        return f"{one.year:04}"
    return written(one, other)


def period_from(context: DateContext, shift: int, period: str, part: int | None = None) -> str | None:
    """The day, week, month, quarter or year that lies `shift` of them after publication, or a third of it."""
    day = context.published
    if day is None:
        return None
    try:
        if period == "day":
            return str(day + timedelta(days=shift))
        if period == "week":
            monday = day - timedelta(days=day.weekday()) + timedelta(weeks=shift)
            return f"{monday}/{monday + timedelta(days=6)}"
    except OverflowError:
        return None
    year = day.year + shift
    if period == "year":
        return (f"{year:04}" if part is None else third_of_year(year, part)) if 1 <= year <= 9999 else None
    if period == "quarter":
        index = 4 * day.year + (day.month - 1) // 3 + shift
        one = Partial(index // 4, 3 * (index % 4) + 1, None)
        return written(one, one._replace(month=3 * (index % 4) + 3))
    index = 12 * day.year + day.month - 1 + shift
    month = Partial(index // 12, index % 12 + 1, None)
    if part is None:
        return written(month, month)
    return written(*third_of_month(index // 12, index % 12 + 1, part))


def shifted_weekday(weekday: int, shift: int, context: DateContext) -> str | None:
    """Last or next Friday: the nearest, where it lies in the neighbouring week as well; else writers differ."""
    day = context.published
    if day is None:
        return None
    monday = day - timedelta(days=day.weekday())
    of_week = monday + timedelta(weeks=shift, days=weekday)
    if shift == 0:
        return str(of_week) if of_week >= day else None
    distance = (of_week - day).days * shift
    return str(of_week) if 0 < distance <= 7 else None


def shifted_month(month: int, shift: int, context: DateContext) -> str | None:
    """Last May is the latest May that is over, next May the earliest still to begin, this May that of the year."""
    day = context.published
    if day is None:
        return None
    year = day.year
    if shift < 0 and month >= day.month:
        year -= 1
    elif shift > 0 and month <= day.month:
        year += 1
    return f"{year:04}-{month:02}"
