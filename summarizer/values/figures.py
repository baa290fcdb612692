"""Money and percentages: "nearly $69 billion", "₹5,000 crore", "10 млрд рублей", "25 per cent" to value and unit.

The span of a figure holds the words that bound it, since without them the value is another. One grammar over token
classes (see `lexing`) finds and reads, so what is found can be read. A range ("$2-3 billion") is its low end with bound
at_least, which is true of it, and keeps its high end aside. Percentage points are no percentage and are not found.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

from summarizer.records import Bound
from summarizer.values.currencies import BARE_DOLLAR, currency_entries
from summarizer.values.hedges import AFTER, BEFORE, HEDGE_WORDS, read_bound
from summarizer.values.lexing import Lexed, Lexicon, lex, make_lexicon, stands_alone
from summarizer.values.numbers import NUMBER, NUMBER_WORDS, plain, read_number

__all__ = ["Figure", "FigureSpan", "compatible_figures", "figure_interval", "find_figures", "parse_figure", "plain"]

PERCENT = "%"

APPROXIMATE_SHARE = Decimal("0.05")
"""How far from an approximate figure the true value may lie. "Nearly 69 billion" stands in the press for 68.7, "about
70" for 66.7: rounding to one or two digits, which moves a value by at most a twentieth."""

FigureKind = Literal["money", "percent"]


@dataclass(frozen=True)
class Figure:
    """An amount as stated: `value` in units of `unit` (ISO 4217 code, or "%"), read with `bound`.

    `step` is the unit of the last stated digit (0.1 billion in "68.7 billion"); `high` the upper end of a stated range,
    of which `value` is the lower and `bound` at_least.
    """

    value: Decimal
    unit: str
    bound: Bound = Bound.EXACT
    step: Decimal = Decimal(1)
    high: Decimal | None = None


class FigureSpan(NamedTuple):
    """A figure in a text: `text` is the characters `start` to `end`, bound words included."""

    start: int
    end: int
    text: str
    kind: FigureKind


# Classes beyond those of numbers and hedges: $ sign or code, c currency name, C name that needs a scale, % percent
# word, O "of", B "between", T "to", F "from" ("from 10 to 15%" is a move from one figure to another, not a range).
_RANGE = r"(?:_?-_?|(?<!F_)_T_)"
_SIGNED = r"(?:(?<![^_(\[¶])-)?"
_PREFIXED = rf"\$[_ ]?{NUMBER}(?:_j)?"
_UNIT = r"(?:[_ -]?(?:O_?)?[$c]|[_ -]?C)(?![_ ]?[1-5])"
_FORMS = (
    rf"B_{_PREFIXED}_&_\$?[_ ]?{NUMBER}(?:_?c)?",
    rf"{BEFORE}?{_PREFIXED}_?-_?\$?[_ ]?{NUMBER}(?:_?c)?{AFTER}?",
    rf"{BEFORE}?\$[_ ]?{NUMBER}_T_{NUMBER}",
    rf"{BEFORE}?{_SIGNED}{_PREFIXED}(?:{_UNIT})?{AFTER}?",
    rf"B_{NUMBER}(?:[_ ]?%)?_&_{NUMBER}[_ -]?%",
    rf"{BEFORE}?(?<!F_){NUMBER}(?:[_ ]?%)?(?:_?-_?|_T_){NUMBER}[_ -]?%{AFTER}?",
    rf"{BEFORE}?{_SIGNED}{NUMBER}{AFTER}?[_ -]?%{AFTER}?",
    rf"%{NUMBER}",
    rf"B_{NUMBER}_&_{NUMBER}{_UNIT}",
    rf"{BEFORE}?(?<!F_){NUMBER}(?:_?-_?|_T_){NUMBER}{_UNIT}{AFTER}?",
    rf"{BEFORE}?{NUMBER}(?:_j)?{AFTER}?{_UNIT}{AFTER}?",
)
_FIGURE = re.compile("|".join(f"(?:{form})" for form in _FORMS))
_ONE_NUMBER = re.compile(rf"{NUMBER}(?:_j)?")
_PERCENT_WORDS = (
    *("per cent", "percent", "pct", "pc", "prozent", "pour cent", "por ciento", "por cento", "per cento", "procent"),
    *("procent", "procenta", "procentów", "процент", "процента", "процентов", "процентами", "відсоток", "відсотка"),
    *("відсотків", "प्रतिशत", "फीसदी", "في المئة", "في المائة", "بالمئة", "بالمائة", "百分之", "٪", "％"),
)
_NO_PERCENT = ("percentage point", "percentage points", "percent points", "% points", "per cent points", "пп", "п.п.")


@cache
def _lexicon() -> Lexicon:
    return make_lexicon(
        [
            *((phrase, "x", None) for phrase in _NO_PERCENT),
            *((phrase, "%", PERCENT) for phrase in _PERCENT_WORDS),
            *NUMBER_WORDS,
            *HEDGE_WORDS,
            *currency_entries(),
            *((word, "O", None) for word in ("of", "de", "d'", "di")),
            *((word, "T", None) for word in ("to", "bis", "à", "bis zu")),
            ("between", "B", None),
            ("from", "F", None),
        ]
    )


def find_figures(text: str) -> list[FigureSpan]:
    """Every amount of money and percentage of `text`, in order, without overlaps; `parse_figure` reads each."""
    lexed = lex(text, _lexicon())
    found = []
    position = 0
    while match := _FIGURE.search(lexed.classes, position):
        first, last = match.span()
        start, end = lexed.span(first, last)
        figure = _read(lexed, first, last) if stands_alone(text, start, end) else None
        if figure is None:
            position = first + 1
            continue
        found.append(FigureSpan(start, end, text[start:end], "percent" if figure.unit == PERCENT else "money"))
        position = last
    return found


def parse_figure(text: str) -> Figure | None:
    """The figure that `text` is or holds; None where it holds none, or several."""
    lexed = lex(text, _lexicon())
    figures = []
    position = 0
    while match := _FIGURE.search(lexed.classes, position):
        first, last = match.span()
        figure = _read(lexed, first, last) if stands_alone(text, *lexed.span(first, last)) else None
        position = first + 1 if figure is None else last
        if figure is not None:
            figures.append(figure)
    return figures[0] if len(figures) == 1 else None


def figure_interval(figure: Figure) -> tuple[Decimal | None, Decimal | None]:
    """The least and the greatest true value that the stated figure allows; None where it sets no limit.

    Exact: half a unit of the last stated digit either way. Approximate: a unit of that digit or APPROXIMATE_SHARE of
    the value, whichever is more. At least, at most: the value itself is the limit.
    """
    value = figure.value
    if figure.high is not None:
        return value, figure.high
    if figure.bound is Bound.AT_LEAST:
        return value, None
    if figure.bound is Bound.AT_MOST:
        return None, value
    slack = figure.step / 2
    if figure.bound is Bound.APPROXIMATE:
        slack = max(figure.step, abs(value) * APPROXIMATE_SHARE)
    return value - slack, value + slack


def compatible_figures(a: Figure, b: Figure) -> bool:
    """Whether one true value could have been stated as both: the same unit, and intervals that meet. Not transitive."""
    if a.unit != b.unit:
        return False
    (a_low, a_high), (b_low, b_high) = figure_interval(a), figure_interval(b)
    return not (
        (a_low is not None and b_high is not None and a_low > b_high)
        or (b_low is not None and a_high is not None and b_low > a_high)
    )


def _read(lexed: Lexed, first: int, last: int) -> Figure | None:
    unit = _unit(lexed, first, last)
    spans = []
    position = first
    while match := _ONE_NUMBER.search(lexed.classes, position, last):
        spans.append(match.span())
        position = match.end()
    numbers = [number for span in spans if (number := read_number(lexed, *span)) is not None]
    if unit is None or not numbers or len(numbers) != len(spans) or len(numbers) > 2:
        return None
    if "C" in lexed.classes[first:last] and not any(kind in "kj" for kind in lexed.classes[first:last]):
        return None
    bound = read_bound(lexed, first, last)
    value, step = numbers[0]
    if (lexed.classes[spans[0][0] - 1 : spans[0][0]] == "-" and spans[0][0] > first) or "-$" in lexed.classes[
        first : spans[0][0]
    ]:
        value = -value
    if len(numbers) == 1:
        return Figure(value, unit, bound, step)
    scaled = [any(kind in "kj" for kind in lexed.classes[slice(*span)]) for span in spans]
    if scaled == [False, True]:  # "$2-3 billion": the scale stands once, for both
        scale = _scale(lexed, *spans[1])
        value, step = value * scale, step * scale
    if value >= numbers[1].value:
        return None
    return Figure(value, unit, Bound.AT_LEAST, step, numbers[1].value)


def _scale(lexed: Lexed, first: int, last: int) -> Decimal:
    scale = Decimal(1)
    for kind, token in zip(lexed.classes[first:last], lexed.tokens[first:last], strict=True):
        if kind in "kj":
            scale *= Decimal(str(token.value))
    return scale


def _unit(lexed: Lexed, first: int, last: int) -> str | None:
    """The unit among the tokens; a name behind the number tells whose a bare "$" is ("$5 million Canadian dollars")."""
    units = []
    for kind, token in zip(lexed.classes[first:last], lexed.tokens[first:last], strict=True):
        if kind == "%":
            return PERCENT
        if kind in "$cC":
            written = lexed.text[token.start : token.end]
            if kind == "$" and len(written) == 3 and written.isalpha() and written.isascii() and not written.isupper():
                return None  # "try" and "all" are words; the codes are written in capitals
            units.append((token.fold, str(token.value)))
    if not units:
        return None
    if units[0][0] == BARE_DOLLAR:
        return units[-1][1]
    return units[0][1] if len({unit for _, unit in units}) == 1 else None
