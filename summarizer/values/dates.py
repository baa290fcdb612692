"""Date expressions of news prose: finding them, and what the words fix of the date, as EDTF.

Words that leave something open stay open: "December 4-5" is "XXXX-12-04/XXXX-12-05" until a date of publication or a
direction fixes the year, "Tuesday" is nothing until then, and 03/04/2025 is no more than "2025-XX-XX". One grammar over
token classes (see `lexing`) finds and reads; the languages lie in `calendars`.

Conventions. Early, mid and late mean thirds: of a decade years 0-3, 4-6, 7-9 (the first is the longest because the
turn of the decade is counted to it), of a year four months each, of a month days 1-10, 11-20 and the rest. Weeks are
those of ISO 8601, Monday to Sunday. A fiscal year is named for the calendar year in which it ends unless the context
says otherwise; where its first month is unknown it is the two calendar years it could touch ("FY25" is "2024/2025").
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal, NamedTuple

from summarizer.values.calendars import FISCAL_NAMED_FOR_START, FISCAL_START, calendar_entries
from summarizer.values.lexing import Lexed, Lexicon, lex, make_lexicon, stands_alone
from summarizer.values.units import UNITS
from summarizer.values.words import CARDINALS, SCALES

__all__ = [
    "FISCAL_NAMED_FOR_START",
    "FISCAL_START",
    "DateContext",
    "DateSpan",
    "find_dates",
    "resolve",
    "year_stated",
]

NEAREST_DAYS = 45
"""A day without a year and without a direction is the one nearest to publication only within six weeks: the other
occurrences are then at least seven times as far. Beyond it, "Feb 18" in a December report could be either."""

_LONGEST_NEAREST = 31  # days; "the first quarter" in a December report is the one past as well as the one to come

FIRST_YEAR, LAST_YEAR = 1800, 2199  # digits beyond are a count or a number, not a year of the news
FIRST_BARE_YEAR, LAST_BARE_YEAR = 1900, 2099  # without a word like "in" before it, still narrower


@dataclass(frozen=True)
class DateContext:
    """What is known beside the words: the day of publication, the first month of the fiscal year (1-12, see
    FISCAL_START), whether the words look back or ahead, and whether "FY2025" begins or ends in 2025."""

    published: date | None = None
    fiscal_start: int | None = None
    direction: Literal["past", "future"] | None = None
    fiscal_named_for: Literal["end", "start"] = "end"


class DateSpan(NamedTuple):
    """A date expression in a text: `text` is the characters `start` to `end`."""

    start: int
    end: int
    text: str


_Reading = Callable[[DateContext], str | None]


class _Partial(NamedTuple):
    """A date of which year or day may be unknown."""

    year: int | None
    month: int | None
    day: int | None


def find_dates(text: str) -> list[DateSpan]:
    """Every date expression of `text`, the longest at each place, in order and without overlaps."""
    return [DateSpan(start, end, text[start:end]) for start, end, _ in _readings(_classified(text))]


def resolve(date_text: str, context: DateContext) -> str | None:
    """`date_text` as EDTF (see `edtf`), as far as its words and `context` fix it.

    None where they fix nothing ("Tuesday" without a publication date), and where the text holds no date or several.
    """
    lexed = _classified(date_text.strip())
    reading = _read_at(lexed, 0, [*_FORMS, *_BARE_FORMS], whole=True)
    if reading is not None:
        return reading[1](context)
    found = _readings(lexed)
    return found[0][2](context) if len(found) == 1 else None


def year_stated(date_text: str) -> bool:
    """Whether the words alone fix the year, so that neither publication date nor direction is needed."""
    found = resolve(date_text, DateContext())
    return found is not None and "XXXX" not in found


# --- the grammar ---------------------------------------------------------------------------------------------------

# Classes beyond those of `calendars`: 1 and 2 a possible day, d any other two digits, Y a possible year, o ordinal
# suffix, f "of", D "the", T "to", & "and", B "between", C a word after which a month is meant, i part of a day, S the
# "s" of decades, g "ago", w number word, a "a", N a noun that is counted ("2000 troops").
_TO = r"(?:_?-_?|_T_)"
_DAY = r"[12](?:o|\.(?=_))?"
_MONTH = r"[Mm]\.?"
_OF = r"(?:_f_|_)"
_YEAR = r"(?:(?:,?_(?:f_)?|,)Y(?!_N|[1-5dx%]|,[1-5]))"
_WEEKDAY = r"(?:[Wv]\.?,?_(?:D_)?)"
_DAY_END = r"(?![1-5dYxo]|[.,:/][1-5dY]|_?%|_N|-x)"
_YEAR_END = r"(?![1-5dYxo]|[.,:/][1-5dY]|-[1-5dYx]|_?%|_N)"
_MONTH_DAY = rf"{_WEEKDAY}?{_MONTH}_(?:D_)?{_DAY}"
_DAY_MONTH = rf"{_WEEKDAY}?{_DAY}{_OF}{_MONTH}"


def _readings(lexed: Lexed) -> list[tuple[int, int, _Reading]]:
    found = []
    position = 0
    while match := _date_pattern().search(lexed.classes, position):
        first = match.start()
        read = _read_at(lexed, first, _FORMS)
        if read is None:
            position = first + 1
        else:
            position, reading = read
            found.append((*lexed.span(first, position), reading))
    return found


def _read_at(
    lexed: Lexed, first: int, forms: Iterable[tuple[str, str, "_Reader"]], whole: bool = False
) -> tuple[int, _Reading] | None:
    """The first form that begins at the token `first` and makes sense: where it ends, and its reading."""
    for name, pattern, reader in forms:
        match = _compiled(pattern).match(lexed.classes, first)
        if match is None or (whole and match.end() != len(lexed.classes)):
            continue
        last = match.end()
        if lexed.classes[last - 1] == "." and not whole:  # the sentence's, or an abbreviation's that it can do without
            last -= 1
        if _free(lexed.text, *lexed.span(first, last), name) and (reading := reader(lexed, first, last)) is not None:
            return last, reading
    return None


def _free(text: str, start: int, end: int, form: str) -> bool:
    if form == "iso" and text[end : end + 1] == "T":  # a time follows
        text = text[:end]
    if _PREFIX.search(text, max(0, start - 6), start):
        text, start, end = text[start:end], 0, end - start
    return stands_alone(text, start, end)


_PREFIX = re.compile(r"\b(?:post|pre|mid|early|late)-$", re.IGNORECASE)


@cache
def _lexicon() -> Lexicon:
    function_words = {
        "f": "of de del du di des о",
        "T": "to through thru until till bis al au по до do 至 到",
        "&": "and y et und e и",
        "D": "the",
        "B": "between",
        "C": "in since by from during before after around en em im w в у v dès depuis seit ab desde dal",
        "i": "morning evening afternoon night",
        "S": "s",
        "g": "ago",
        "a": "a",
        "o": "st nd rd th er º ª",
    }
    counted = (
        "people men women percent pct hours hrs gmt utc ist est km kilometres kilometers miles metres meters kg dollars"
    )
    counted += (
        " euros rupees jobs members workers employees casualties seats votes points participants delegates companies"
    )
    return make_lexicon(
        [
            *calendar_entries(),
            *((word, kind, None) for kind, words in function_words.items() for word in words.split()),
            *((word, "w", number) for word, number in CARDINALS.items() if 0 < number < 100),
            *((letter, "q", months) for letter, months in (("q", 3), ("h", 6))),
            *((word, "N", None) for words in (*UNITS.values(), *SCALES.values()) for word in words if word.isascii()),
            *((word, "N", None) for word in counted.split()),
        ]
    )


def _classified(text: str) -> Lexed:
    """Tokens as in `lexing`, with digits told apart into possible days, possible years and others."""
    lexed = lex(text, _lexicon())
    classes = list(lexed.classes)
    for index, kind in enumerate(classes):
        if kind in "12" and not 1 <= int(lexed.tokens[index].fold) <= 31:
            classes[index] = "d" if kind == "2" else "5"
        elif kind == "4" and FIRST_YEAR <= int(lexed.tokens[index].fold) <= LAST_YEAR:
            classes[index] = "Y"
    return Lexed(text, "".join(classes), lexed.tokens)


# --- reading one match ---------------------------------------------------------------------------------------------


def _numbers(lexed: Lexed, first: int, last: int, kinds: str) -> list[int]:
    return [int(lexed.tokens[index].fold) for index in range(first, last) if lexed.classes[index] in kinds]


def _values(lexed: Lexed, first: int, last: int, kinds: str) -> list[int]:
    found = []
    for index in range(first, last):
        value = lexed.tokens[index].value
        if lexed.classes[index] in kinds and isinstance(value, int):
            found.append(value)
    return found


def _partial(lexed: Lexed, first: int, last: int) -> _Partial:
    day, month, year = (
        next(iter(found), None)
        for found in (
            _numbers(lexed, first, last, "12"),
            _values(lexed, first, last, "Mm"),
            _numbers(lexed, first, last, "Y"),
        )
    )
    return _Partial(year, month, day)


def _is_verb(lexed: Lexed, first: int, last: int) -> bool:
    """Whether a small "may" or "march" without a year stands where a month would."""
    if "Y" in lexed.classes[first:last]:
        return False
    return any(
        lexed.classes[index] == "m"
        and lexed.tokens[index].fold in ("may", "march", "mar")
        and lexed.text[lexed.tokens[index].start].islower()
        for index in range(first, last)
    )


def _one(lexed: Lexed, first: int, last: int) -> _Reading | None:
    """A day or a month, with or without its year and weekday."""
    found = _partial(lexed, first, last)
    if _is_verb(lexed, first, last) or not _possible(found):
        return None
    weekday = next(iter(_values(lexed, first, last, "Wv")), None)
    return lambda context: _placed(found, found, context, weekday)


def _range(lexed: Lexed, first: int, last: int) -> _Reading | None:
    """Two dates that complete one another: "December 30 to January 2, 2026", "4-5 December", "May-June 2025"."""
    parting = re.compile(r"_?-_?|_T_|_&_|_a_").search(lexed.classes, first, last)
    if parting is None or _is_verb(lexed, first, last):
        return None
    one, other = _partial(lexed, first, parting.start()), _partial(lexed, parting.end(), last)
    one = _Partial(one.year, one.month or other.month, one.day)
    other = _Partial(other.year, other.month or one.month, other.day)
    if one.month is None or other.month is None:
        return None
    wraps = (one.month, one.day or 0) > (other.month, other.day or 32)
    if one.year is None and other.year is not None:
        one = one._replace(year=other.year - wraps)
    elif other.year is None and one.year is not None:
        other = other._replace(year=one.year + wraps)
    stated = one.year is not None and other.year is not None
    if not _possible(one) or not _possible(other) or (stated and _first(one) > _last(other)):
        return None
    if "&" in parting[0] and "B" not in lexed.classes[first:last] and (one.day or 0) + 1 != other.day:
        return None  # "December 4 and 9" are two days
    return lambda context: _placed(one, other, context)


def _years(lexed: Lexed, first: int, last: int) -> _Reading | None:
    one, other = _numbers(lexed, first, last, "Y")
    return (lambda _: f"{one:04}/{other:04}") if one < other else None


def _short_years(lexed: Lexed, first: int, last: int) -> _Reading | None:
    """ "2024-25" (a fiscal year), "2025-30" (years), "2025-12" (ISO month); "2011-12" may be first or last."""
    year, short = _numbers(lexed, first, last, "Y")[0], int(lexed.tokens[last - 1].fold)
    end = year - year % 100 + short
    if lexed.classes[last - 1] == "1":
        return None
    if end == year + 1 or (short == 0 and year % 100 == 99):
        return lambda context: _fiscal(year, year + 1, context, 0, 12)
    if lexed.classes[last - 2] == "-" and 1 <= short <= 12:
        return lambda _: f"{year:04}-{short:02}"
    return (lambda _: f"{year:04}/{end:04}") if end > year else None


def _iso(lexed: Lexed, first: int, last: int) -> _Reading | None:
    return _in_order(_numbers(lexed, first, last, "12Y"))


def _in_order(numbers: list[int]) -> _Reading | None:
    """Year, month, day; twice for a range."""
    dates = [_Partial(*numbers[index : index + 3]) for index in range(0, len(numbers), 3)]
    if not all(map(_possible, dates)) or _first(dates[0]) > _last(dates[-1]):
        return None
    return lambda _: _written(dates[0], dates[-1])


def _glyphs(lexed: Lexed, first: int, last: int) -> _Reading | None:
    """2025年12月2日 and its parts and ranges: each number is followed by what it counts."""
    halves: list[dict[str, int]] = [{}]
    number = 0
    for index in range(first, last):
        kind = lexed.classes[index]
        if kind in "12Y":
            number = int(lexed.tokens[index].fold)
        elif kind in "ynz":
            halves[-1][kind] = number
        elif kind in "-T":
            halves[-1].setdefault("z", number)
            halves.append({})
    dates = [_Partial(half.get("y"), half.get("n"), half.get("z")) for half in halves]
    one, other = dates[0], dates[-1]
    other = _Partial(other.year or one.year, other.month or one.month, other.day)
    if one.month is None:
        return lambda _: f"{one.year:04}"
    if not _possible(one) or not _possible(other):
        return None
    return lambda context: _placed(one, other, context)


def _numeric(lexed: Lexed, first: int, last: int) -> _Reading | None:
    """02.12.2025 is day, month, year wherever points are written; with strokes the order depends on the country."""
    a, b = _numbers(lexed, first, last, "12")
    year = _numbers(lexed, first, last, "Y")[0]
    if lexed.classes[first + 1] != lexed.classes[last - 2]:
        return None
    orders = [_Partial(year, b, a)] if lexed.classes[first + 1] == "." else [_Partial(year, b, a), _Partial(year, a, b)]
    possible = sorted({order for order in orders if _possible(order)})
    if not possible:
        return None
    return lambda _: _written(possible[0], possible[0]) if len(possible) == 1 else f"{year:04}-XX-XX"


def _fiscal_year(lexed: Lexed, first: int, last: int) -> _Reading | None:
    """FY25, FY2024-25, fiscal 2024-25, Q3 FY25, the second half of fiscal 2025."""
    begin, months = _portion(lexed, first, last)
    at = lexed.classes.index("F", first, last)
    numbers = [
        index for index in range(first, last) if lexed.classes[index] in "12dY" and not _counts_portion(lexed, index)
    ]
    years = [int(lexed.tokens[index].fold) for index in numbers]
    if not years or len(years) > 2 or (at < numbers[0] and lexed.tokens[numbers[0]].start - lexed.tokens[at].end > 3):
        return None
    year = years[0] if years[0] > 99 else 2000 + years[0]
    if len(years) == 1:
        return lambda context: _fiscal(None, year, context, begin, months)
    if (year + 1) % 100 != years[1] % 100:
        return None
    return lambda context: _fiscal(year, year + 1, context, begin, months)


def _counts_portion(lexed: Lexed, index: int) -> bool:
    return index > 0 and lexed.classes[index - 1] == "q"


def _portion(lexed: Lexed, first: int, last: int) -> tuple[int, int]:
    """Months before it and months in it, of a quarter or half among the tokens; the whole year without one."""
    for index in range(first, last):
        value = lexed.tokens[index].value
        if lexed.classes[index] == "Q" and isinstance(value, tuple):
            return value[0] - 1, value[1]
        if lexed.classes[index] == "q" and isinstance(value, int):
            return (int(lexed.tokens[index + 1].fold) - 1) * value, value
    return 0, 12


def _quarter(lexed: Lexed, first: int, last: int) -> _Reading | None:
    """Q3 2025, H1, the first half of 2026: calendar quarters unless called fiscal."""
    begin, months = _portion(lexed, first, last)
    if begin + months > 12:
        return None
    year = next(iter(_numbers(lexed, first, last, "Y")), None)
    one, other = _Partial(year, begin + 1, None), _Partial(year, begin + months, None)
    return lambda context: _placed(one, other, context)


def _season(lexed: Lexed, first: int, last: int) -> _Reading | None:
    season, year = _values(lexed, first, last, "s")[0], _numbers(lexed, first, last, "Y")[0]
    return lambda _: f"{year:04}-{season}"


def _decade(lexed: Lexed, first: int, last: int) -> _Reading | None:
    year = _numbers(lexed, first, last, "Y")[0]
    part = next(iter(_values(lexed, first, last, "P")), None)
    if year % 10 or (part is not None and year % 100 == 0 and year < 2000):
        return None
    if part is None:
        return lambda _: f"{year // 100:02}XX" if year % 100 == 0 and year < 2000 else f"{year // 10:03}X"
    begin, end = ((0, 3), (4, 6), (7, 9))[part]
    return lambda _: f"{year + begin:04}/{year + end:04}"


def _part(lexed: Lexed, first: int, last: int) -> _Reading | None:
    """Early 2026, mid-December, late May 2025."""
    part = _values(lexed, first, last, "P")[0]
    found = _partial(lexed, first, last)
    if found.month is None and found.year is not None:
        year = found.year
        return lambda _: _third_of_year(year, part)
    if found.month is None or _is_verb(lexed, first, last):
        return None
    one, other = _third_of_month(found.year, found.month, part)
    return lambda context: _placed(one, other, context)


def _third_of_year(year: int, part: int) -> str:
    return _written(_Partial(year, 4 * part + 1, None), _Partial(year, 4 * part + 4, None))


def _third_of_month(year: int | None, month: int, part: int) -> tuple[_Partial, _Partial]:
    begin, end = ((1, 10), (11, 20), (21, monthrange(year or 2001, month)[1]))[part]
    return _Partial(year, month, begin), _Partial(year, month, end)


def _relative_day(lexed: Lexed, first: int, last: int) -> _Reading | None:
    shift = _values(lexed, first, last, "R")[0]
    return lambda context: str(context.published + timedelta(days=shift)) if context.published else None


def _ago(lexed: Lexed, first: int, last: int) -> _Reading | None:
    count = next(iter([*_values(lexed, first, last, "w"), *_numbers(lexed, first, last, "12d")]), 1)
    period = next(str(token.value) for token in lexed.tokens[first:last] if isinstance(token.value, str))
    return lambda context: _period(context, -count, period)


def _shifted(lexed: Lexed, first: int, last: int) -> _Reading | None:
    """Last week, next year, last Tuesday, this May, the end of this year, earlier this month."""
    shift = next(iter(_values(lexed, first, last, "L")), 0)
    part = next(iter(_values(lexed, first, last, "P")), None)
    period = next((str(token.value) for token in lexed.tokens[first:last] if isinstance(token.value, str)), None)
    if period is not None:
        return lambda context: _period(context, shift, period, part)
    weekday = next(iter(_values(lexed, first, last, "W")), None)
    if weekday is not None:
        return lambda context: _shifted_weekday(weekday, shift, context)
    month = next(iter(_values(lexed, first, last, "Mm")), None)
    if month is not None:
        return None if _is_verb(lexed, first, last) else lambda context: _shifted_month(month, shift, context)
    return lambda _: None  # "last summer": whose summer is not said


def _weekday(lexed: Lexed, first: int, last: int) -> _Reading | None:
    weekday = _values(lexed, first, last, "W")[0]

    def read(context: DateContext) -> str | None:
        if context.published is None:
            return None
        back = (context.published.weekday() - weekday) % 7
        if context.direction == "past" or (context.direction is None and back <= 3):
            return str(context.published - timedelta(days=back))
        return str(context.published + timedelta(days=(7 - back) % 7))

    return read


def _bare_month(lexed: Lexed, first: int, last: int) -> _Reading | None:
    written = lexed.text[lexed.tokens[first].start]
    if written.isascii() and written.islower() and lexed.tokens[first].fold in ("may", "march", "mar", "august", "sep"):
        return None
    return _one(lexed, first, last)


_COUNTED_BEFORE = frozenset(
    "resolution no number article section flight boeing airbus about over nearly almost than least some approximately"
    " roughly room model law order directive regulation rs version page line only exactly type mark unit bill code"
    " freedom".split()
)
_YEAR_BEFORE = frozenset(
    "in since by until till from of during before after to through year early mid late for".split()
)


def _bare_year(lexed: Lexed, first: int, last: int) -> _Reading | None:
    """A year standing alone: four digits that nothing marks as a count, an amount or a number of a thing."""
    year = _numbers(lexed, first, last, "Y")[0]
    before = first - 2 if first >= 2 and lexed.classes[first - 1] in "_ " else None
    word = lexed.tokens[before].fold if before is not None else ""
    if word == "." and before:
        word = lexed.tokens[before - 1].fold
    if word in _COUNTED_BEFORE or (first and lexed.text[lexed.tokens[first].start - 1] in "$€£¥₹#~≈"):
        return None
    unlikely = not FIRST_BARE_YEAR <= year <= LAST_BARE_YEAR or year % 100 == 0
    if unlikely and word not in _YEAR_BEFORE:
        return None
    return lambda _: f"{year:04}"


def _certain_year(lexed: Lexed, first: int, last: int) -> _Reading | None:
    year = _numbers(lexed, first, last, "Y")[0]
    return lambda _: f"{year:04}"


_Reader = Callable[[Lexed, int, int], _Reading | None]
_FISCAL_LABEL = r"(?:Y|[12d])(?:[-/](?:Y|[12d]))?"
_FORMS: tuple[tuple[str, str, _Reader], ...] = (
    # (name, pattern, reader); of forms that begin at one place the first that reads counts, so the longest stand first
    ("iso_range", r"Y-[12]-[12](?:/|_?-_?|_T_)Y-[12]-[12](?![1-5dY])", _iso),
    ("iso", r"Y(?:-2-2|/[12]/[12]|\.2\.2)(?![1-5dY])", _iso),
    ("numeric", r"[12](?:\.[12]\.|/[12]/|-[12]-)Y(?![1-5dY])", _numeric),
    ("glyph_range", r"(?:Yy_?)?[12]_?n_?[12]_?z?_?[-T]_?(?:[12]_?n_?)?[12]_?z", _glyphs),
    ("glyphs", r"Y_?y(?:_?[12]_?n(?:_?[12]_?z)?)?|[12]_?n(?:_?[12]_?z)?", _glyphs),
    ("md_md", rf"{_MONTH_DAY}{_YEAR}?{_TO}{_MONTH_DAY}(?:{_YEAR}|{_DAY_END})", _range),
    ("dm_dm", rf"{_DAY_MONTH}{_YEAR}?{_TO}{_DAY_MONTH}{_YEAR}?", _range),
    ("md_d", rf"(?:B_)?{_MONTH_DAY}(?:{_TO}|_&_){_DAY}(?:{_YEAR}|{_DAY_END})", _range),
    ("d_dm", rf"(?:B_)?{_WEEKDAY}?{_DAY}(?:{_TO}|_&_|_a_){_DAY}{_OF}{_MONTH}{_YEAR}?", _range),
    ("md", rf"{_MONTH_DAY}(?:{_YEAR}|{_DAY_END})", _one),
    ("dm", rf"{_DAY_MONTH}{_YEAR}?|[12]-[Mm]-Y", _one),
    ("m_m", rf"B_{_MONTH}{_YEAR}?_&_{_MONTH}{_YEAR}?|{_MONTH}{_YEAR}?{_TO}{_MONTH}{_YEAR}?", _range),
    ("fiscal", rf"(?:(?:Q|q1)(?:_?(?:f_)?(?:D_)?))?F(?:_(?:f_)?)?{_FISCAL_LABEL}|Y(?:[-/][2d])?_F", _fiscal_year),
    ("quarter", r"(?:Q|q1)(?:(?:,?_(?:f_)?|)Y)?(?![1-5dYx])|Y_?q1(?![1-5dYx])", _quarter),
    ("season", r"s_(?:f_)?Y", _season),
    ("decade", r"(?:P[_-](?:D_)?)?Y'?S", _decade),
    ("part", rf"P[_-](?:D_)?(?:{_MONTH}{_YEAR}?|Y{_YEAR_END})", _part),
    ("part_shifted", r"P[_-](?:L_|D_)u", _shifted),
    ("month_year", rf"{_MONTH}{_YEAR}", _one),
    ("shifted", r"L_(?:u|W(?:_i)?|[Mm]\.?|s)", _shifted),
    ("ago", r"[wa12d]_[uU]_g", _ago),
    ("years", rf"(?:Y(?:_?-_?|_T_|/)Y|B_Y_&_Y){_YEAR_END}", _years),
    ("short_years", r"Y[-/][2d](?![1-5dYx]|-[1-5dYx]|[.,/][1-5dY])", _short_years),
    ("relative", r"R", _relative_day),
    ("weekday", r"W(?:_i)?", _weekday),
    ("month", r"M|(?<=[CTfB&]_)m(?!')", _bare_month),
    ("year", rf"Y{_YEAR_END}", _bare_year),
)
# Read only where somebody says that the text is a date: no word before it tells.
_BARE_FORMS: tuple[tuple[str, str, _Reader], ...] = (("bare_month", r"m\.?", _one), ("bare_year", r"Y", _certain_year))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def _date_pattern() -> re.Pattern[str]:
    """All forms at once, to find the next place where one begins."""
    return re.compile("|".join(f"(?:{pattern})" for _, pattern, _ in _FORMS))


# --- from parts to EDTF --------------------------------------------------------------------------------------------


def _possible(found: _Partial) -> bool:
    """Whether the calendar has such a day, in some year where none is stated."""
    if found.month is None:
        return found.year is not None and found.day is None
    if not 1 <= found.month <= 12:
        return False
    return found.day is None or 1 <= found.day <= monthrange(found.year or 2000, found.month)[1]


def _first(found: _Partial) -> date:
    return date(found.year or 2000, found.month or 1, found.day or 1)


def _last(found: _Partial) -> date:
    year, month = found.year or 2000, found.month or 12
    return date(year, month, found.day or monthrange(year, month)[1])


def _written(one: _Partial, other: _Partial) -> str:
    texts = []
    for found in (one, other):
        parts = [f"{found.year:04}" if found.year is not None else "XXXX"]
        parts += [f"{part:02}" for part in (found.month, found.day) if part is not None]
        texts.append("-".join(parts))
    return texts[0] if texts[0] == texts[1] else "/".join(texts)


def _placed(one: _Partial, other: _Partial, context: DateContext, weekday: int | None = None) -> str:
    """`one` to `other` with the year that the words, or else publication date, direction and weekday, give them."""
    if one.year is not None or context.published is None:
        return _written(one, other)
    published = context.published
    wraps = (one.month or 1, one.day or 0) > (other.month or 12, other.day or 32)
    candidates: list[tuple[int, int, int, _Partial, _Partial]] = []
    for year in range(published.year - 8, published.year + 9):  # eight years always hold a 29 February
        begin, end = one._replace(year=year), other._replace(year=year + wraps)
        if not _possible(begin) or not _possible(end) or (weekday is not None and _first(begin).weekday() != weekday):
            continue
        ahead, behind = (_first(begin) - published).days, (published - _last(end)).days
        candidates.append((max(ahead, behind, 0), ahead, behind, begin, end))
    if context.direction == "past":
        candidates = [candidate for candidate in candidates if candidate[1] <= 0]
    elif context.direction == "future":
        candidates = [candidate for candidate in candidates if candidate[2] <= 0]
    elif weekday is None:
        candidates = [
            candidate
            for candidate in candidates
            if candidate[0] <= NEAREST_DAYS and (_last(candidate[4]) - _first(candidate[3])).days <= _LONGEST_NEAREST
        ]
    if not candidates:
        return _written(one, other)
    nearest = min(candidates)
    return _written(nearest[3], nearest[4])


def _fiscal(first_year: int | None, last_year: int, context: DateContext, begin: int, months: int) -> str:
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
    one, other = _Partial(opening // 12, opening % 12 + 1, None), _Partial(closing // 12, closing % 12 + 1, None)
    if one.month == 1 and other.month == 12:
        return f"{one.year:04}"
    return _written(one, other)


def _period(context: DateContext, shift: int, period: str, part: int | None = None) -> str | None:
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
        return (f"{year:04}" if part is None else _third_of_year(year, part)) if 1 <= year <= 9999 else None
    if period == "quarter":
        index = 4 * day.year + (day.month - 1) // 3 + shift
        one = _Partial(index // 4, 3 * (index % 4) + 1, None)
        return _written(one, one._replace(month=3 * (index % 4) + 3))
    index = 12 * day.year + day.month - 1 + shift
    month = _Partial(index // 12, index % 12 + 1, None)
    if part is None:
        return _written(month, month)
    return _written(*_third_of_month(index // 12, index % 12 + 1, part))


def _shifted_weekday(weekday: int, shift: int, context: DateContext) -> str | None:
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


def _shifted_month(month: int, shift: int, context: DateContext) -> str | None:
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
