"""Date expressions of news prose: finding them, and what the words fix of the date, as EDTF.

Words that leave something open stay open: "December 4-5" is "XXXX-12-04/XXXX-12-05" until a date of publication or a
direction fixes the year, "Tuesday" is nothing until then, and 03/04/2025 is no more than "2025-XX-XX". One grammar
(`date_forms`) finds and reads; the conventions stand in `partials`.
"""

from dataclasses import replace
from datetime import MAXYEAR, MINYEAR
from typing import NamedTuple

from summarizer.values.calendars import FISCAL_NAMED_FOR_START, FISCAL_START
from summarizer.values.date_forms import BARE_FORMS, FORMS, classified, read_at, readings
from summarizer.values.partials import DateContext

__all__ = [
    "FISCAL_NAMED_FOR_START",
    "FISCAL_START",
    "DateContext",
    "DateSpan",
    "find_dates",
    "resolve",
    "year_stated",
]


_MARGIN = 500
"""A publication date this near the calendar's ends is an error of the source, and "a century ago" must stay in it."""


class DateSpan(NamedTuple):
    """A date expression in a text: `text` is the characters `start` to `end`."""

    start: int
    end: int
    text: str


def find_dates(text: str) -> list[DateSpan]:
    """Every date expression of `text`, the longest at each place, in order and without overlaps."""
    return [DateSpan(start, end, text[start:end]) for start, end, _ in readings(classified(text))]


def resolve(date_text: str, context: DateContext) -> str | None:
    """`date_text` as EDTF (see `edtf`), as far as its words and `context` fix it.

    None where they fix nothing ("Tuesday" without a publication date), and where the text holds no date or several.
    """
    if context.published is not None and not MINYEAR + _MARGIN <= context.published.year <= MAXYEAR - _MARGIN:
        context = replace(context, published=None)
    lexed = classified(date_text.strip())
    reading = read_at(lexed, 0, [*FORMS, *BARE_FORMS], whole=True)
    if reading is not None:
        return reading[1](context)
    found = readings(lexed)
    return found[0][2](context) if len(found) == 1 else None


def year_stated(date_text: str) -> bool:
    """Whether the words alone fix the year, so that neither publication date nor direction is needed."""
    found = resolve(date_text, DateContext())
    return found is not None and "XXXX" not in found
