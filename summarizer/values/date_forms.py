"""The grammar of date expressions: their forms over token classes (see `lexing`), and the search for them.

A form is a pattern and its reader (`date_readers`). Patterns find where a date may stand; it is one where the reader
makes sense of it. The languages lie in `calendars`.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache

from summarizer.values.calendars import calendar_entries
from summarizer.values.date_readers import (
    Reading,
    read_ago,
    read_bare_month,
    read_bare_year,
    read_certain_year,
    read_decade,
    read_fiscal_year,
    read_glyphs,
    read_iso,
    read_numeric,
    read_one,
    read_part,
    read_quarter,
    read_range,
    read_relative_day,
    read_season,
    read_shifted,
    read_short_years,
    read_weekday,
    read_years,
)
from summarizer.values.lexing import Lexed, Lexicon, lex, make_lexicon, stands_alone
from summarizer.values.units import UNITS
from summarizer.values.words import CARDINALS, SCALES

FIRST_YEAR, LAST_YEAR = 1800, 2199  # digits beyond are a count or a number, not a year of the news

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


_PREFIX = re.compile(r"\b(?:post|pre|mid|early|late)-$", re.IGNORECASE)
"""Prefixes whose hyphen makes no name of a year, as it does in "Agni-2000"."""


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


def classified(text: str) -> Lexed:
    """Tokens as in `lexing`, with digits told apart into possible days, possible years and others."""
    lexed = lex(text, _lexicon())
    classes = list(lexed.classes)
    for index, kind in enumerate(classes):
        if kind in "12" and not 1 <= int(lexed.tokens[index].fold) <= 31:
            classes[index] = "d" if kind == "2" else "5"
        elif kind == "4" and FIRST_YEAR <= int(lexed.tokens[index].fold) <= LAST_YEAR:
            classes[index] = "Y"
    return Lexed(text, "".join(classes), lexed.tokens)


_Reader = Callable[[Lexed, int, int], Reading | None]
_FISCAL_LABEL = r"(?:Y|[12d])(?:[-/](?:Y|[12d]))?"
FORMS: tuple[tuple[str, str, _Reader], ...] = (
    # (name, pattern, reader); of forms that begin at one place the first that reads counts, so the longest stand first
    ("iso_range", r"Y-[12]-[12](?:/|_?-_?|_T_)Y-[12]-[12](?![1-5dY])", read_iso),
    ("iso", r"Y(?:-2-2|/[12]/[12]|\.2\.2)(?![1-5dY])", read_iso),
    ("numeric", r"[12](?:\.[12]\.|/[12]/|-[12]-)Y(?![1-5dY])", read_numeric),
    ("glyph_range", r"(?:Yy_?)?[12]_?n_?[12]_?z?_?[-T]_?(?:[12]_?n_?)?[12]_?z", read_glyphs),
    ("glyphs", r"Y_?y(?:_?[12]_?n(?:_?[12]_?z)?)?|[12]_?n(?:_?[12]_?z)?", read_glyphs),
    ("md_md", rf"{_MONTH_DAY}{_YEAR}?{_TO}{_MONTH_DAY}(?:{_YEAR}|{_DAY_END})", read_range),
    ("dm_dm", rf"{_DAY_MONTH}{_YEAR}?{_TO}{_DAY_MONTH}{_YEAR}?", read_range),
    ("md_d", rf"(?:B_)?{_MONTH_DAY}(?:{_TO}|_&_){_DAY}(?:{_YEAR}|{_DAY_END})", read_range),
    ("d_dm", rf"(?:B_)?{_WEEKDAY}?{_DAY}(?:{_TO}|_&_|_a_){_DAY}{_OF}{_MONTH}{_YEAR}?", read_range),
    ("md", rf"{_MONTH_DAY}(?:{_YEAR}|{_DAY_END})", read_one),
    ("dm", rf"{_DAY_MONTH}{_YEAR}?|[12]-[Mm]-Y", read_one),
    ("m_m", rf"B_{_MONTH}{_YEAR}?_&_{_MONTH}{_YEAR}?|{_MONTH}{_YEAR}?{_TO}{_MONTH}{_YEAR}?", read_range),
    ("fiscal", rf"(?:(?:Q|q1)(?:_?(?:f_)?(?:D_)?))?F(?:_(?:f_)?)?{_FISCAL_LABEL}|Y(?:[-/][2d])?_F", read_fiscal_year),
    ("quarter", r"(?:Q|q1)(?:(?:,?_(?:f_)?|)Y)?(?![1-5dYx])|Y_?q1(?![1-5dYx])", read_quarter),
    ("season", r"s_(?:f_)?Y", read_season),
    ("decade", r"(?:P[_-](?:D_)?)?Y'?S", read_decade),
    ("part", rf"P[_-](?:D_)?(?:{_MONTH}{_YEAR}?|Y{_YEAR_END})", read_part),
    ("part_shifted", r"P[_-](?:L_|D_)u", read_shifted),
    ("month_year", rf"{_MONTH}{_YEAR}", read_one),
    ("shifted", r"L_(?:u|W(?:_i)?|[Mm]\.?|s)", read_shifted),
    ("ago", r"[wa12d]_[uU]_g", read_ago),
    ("years", rf"(?:Y(?:_?-_?|_T_|/)Y|B_Y_&_Y){_YEAR_END}", read_years),
    ("short_years", r"Y[-/][2d](?![1-5dYx]|-[1-5dYx]|[.,/][1-5dY])", read_short_years),
    ("relative", r"R", read_relative_day),
    ("weekday", r"W(?:_i)?", read_weekday),
    ("month", r"M|(?<=[CTfB&]_)m(?!')", read_bare_month),
    ("year", rf"Y{_YEAR_END}", read_bare_year),
)
# Read only where somebody says that the text is a date: no word before it tells.
BARE_FORMS: tuple[tuple[str, str, _Reader], ...] = (
    ("bare_month", r"m\.?", read_one),
    ("bare_year", r"Y", read_certain_year),
)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def _date_pattern() -> re.Pattern[str]:
    """All forms at once, to find the next place where one begins."""
    return re.compile("|".join(f"(?:{pattern})" for _, pattern, _ in FORMS))


def readings(lexed: Lexed) -> list[tuple[int, int, Reading]]:
    found = []
    position = 0
    while match := _date_pattern().search(lexed.classes, position):
        first = match.start()
        read = read_at(lexed, first, FORMS)
        if read is None:
            position = first + 1
        else:
            position, reading = read
            found.append((*lexed.span(first, position), reading))
    return found


def read_at(
    lexed: Lexed, first: int, forms: Iterable[tuple[str, str, _Reader]], whole: bool = False
) -> tuple[int, Reading] | None:
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
