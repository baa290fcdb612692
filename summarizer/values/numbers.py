"""Numbers as written: digits of any script with their separators, English number words, and scales from dozen to crore.

"5,000", "1.234.567,89", "1,00,000", "26 crore", "two hundred and five", "half a billion", "a dozen". A number carries
the unit of its last stated digit, so that rounding can be told from contradiction. Other languages' number words are
left unread (the packages that read them keep no offsets); their scales ("milliards", "млрд", "亿") are read.
"""

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from summarizer.values.lexing import Lexed, Lexicon, lex, make_lexicon, stands_alone
from summarizer.values.words import CARDINALS, DOZENS, NEGATIONS, SCALE_LETTERS, SCALES, VAGUE

MOST_DIGITS = 18
"""A longer run of digits is an identifier, not an amount: a quintillion is beyond every budget."""

# Digits: groups of thousands (three digits; two in the Indian system), then decimals. Repetition is bounded everywhere.
_LITERAL = (
    r"(?:[1-3](?:,[23]){0,6},3|[1-3](?:\.3){2,6}|[1-3](?:\.3){1,6}(?=,[12])|[1-3](?:[ ']3){1,6}|[1-5])(?:[.,][1-5])?"
)
_IN_WORDS = r"w(?:(?:[_-]|_&_)[wk]){0,6}(?:_z)?|h_(?:a_)?[kz]|h-z|a_(?:h-)?[kz]"
COUNT = rf"(?:{_LITERAL}(?:[_ -]?k(?:[_ ]?k)?|_z)?|{_IN_WORDS})"
"""A number as a pattern over token classes: digits 1-5, w cardinal word, k scale, z dozen, h half, a."""
NUMBER = rf"(?:{_LITERAL}(?:[_ -]?k(?:[_ ]?k)?|j|_z)?|{_IN_WORDS})"
"""As COUNT, and with a scale letter j ("50B"), which behind a bare count would be a measure ("a 120m ship")."""

NUMBER_WORDS: tuple[tuple[str, str, object], ...] = (
    *((word, "w", value) for word, value in CARDINALS.items()),
    *((word, "k", scale) for scale, words in SCALES.items() for word in words),
    *((word, "j", scale) for word, scale in SCALE_LETTERS.items()),
    *((word, "z", 12) for word in DOZENS),
    *((word, "V", low) for word, low in VAGUE.items()),
    ("half", "h", None),
    ("a", "a", None),
    ("an", "a", None),
    ("and", "&", None),
)
"""The lexicon's entries for numbers; grammars that hold a NUMBER add their own words to these."""


class Number(NamedTuple):
    """A number and the unit of its last stated digit: "68.7 billion" is 68,700,000,000 with a step of 100,000,000."""

    value: Decimal
    step: Decimal


class NumberSpan(NamedTuple):
    """A number and where it stands."""

    start: int
    end: int
    text: str
    number: Number


_LEXICON: Lexicon = make_lexicon(
    [*NUMBER_WORDS, *((word, "!", lemma) for lemma, words in NEGATIONS.items() for word in words)]
)
_NUMBER = re.compile(NUMBER)
_CRITICAL = re.compile(rf"(?P<number>{NUMBER})|(?P<vague>V)|(?P<negation>!)")
_WHOLE_NO = re.compile(r"!\._?[1-5]")


def find_numbers(text: str) -> list[NumberSpan]:
    """Every number of `text` that is a word of its own, in order: not the 400 of "S-400", nor the 23 of "23rd"."""
    lexed = lex(text, _LEXICON)
    found = []
    for first, last, number in _numbers(lexed):
        start, end = lexed.span(first, last)
        if stands_alone(text, start, end):
            found.append(NumberSpan(start, end, text[start:end], number))
    return found


def parse_number(text: str) -> Number | None:
    """The number that `text` is as a whole ("1.2 million", "two dozen"); None where it is none, or vague ("dozens")."""
    lexed = lex(text.strip(), _LEXICON)
    match = _NUMBER.fullmatch(lexed.classes)
    return read_number(lexed, 0, len(lexed.tokens)) if match else None


def parse_integer(text: str) -> int | None:
    """`parse_number` where the number is whole, as int: "5 lakh" is 500000; None for "2.5" or "dozens"."""
    number = parse_number(text)
    return int(number.value) if number is not None and number.value == number.value.to_integral_value() else None


def critical_tokens(text: str) -> tuple[str, ...]:
    """Numbers and negation of `text` in normal form, in order: what two wordings of one claim must share.

    Numbers as plain decimals with their scale worked in ("1.2 million" and "1,200,000" are "1200000", "forty" is "40"),
    those inside names and ordinals too ("S-400" gives "400"); vague counts as the word ("dozens"); negation as its
    English lemma ("not" for "n't", "не", "nicht"; "never", "without", "deny").
    """
    lexed = lex(text, _LEXICON)
    tokens = []
    position = 0
    while match := _CRITICAL.search(lexed.classes, position):
        position = match.end()
        if match.lastgroup == "number":
            last, number = _longest_number(lexed, match.start(), match.end())
            position = last
            if number is not None:
                tokens.append(plain(number.value))
            elif lexed.classes[match.start()] in "12345":
                tokens.append(lexed.tokens[match.start()].fold)
        elif match.lastgroup == "vague":
            tokens.append(lexed.tokens[match.start()].fold)
        elif not _WHOLE_NO.match(lexed.classes, match.start()):  # "No. 5" numbers a thing and denies none
            tokens.append(str(lexed.tokens[match.start()].value))
    return tuple(tokens)


def plain(value: Decimal) -> str:
    """`value` in digits: no exponent, no trailing zeros after the point, no "-0"."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def read_number(lexed: Lexed, first: int, last: int) -> Number | None:
    """The number in the tokens `first` up to `last`, which match NUMBER; None where words make none ("two three")."""
    classes = lexed.classes[first:last]
    values = [token.value for token in lexed.tokens[first:last]]
    scales = [Decimal(str(value)) for kind, value in zip(classes, values, strict=True) if kind in "kjz"]
    scale = Decimal(1)
    for factor in scales:
        scale *= factor
    if classes[0] in "12345":
        digits = len(classes.rstrip("kjz_- "))
        literal = read_literal(lexed.text[lexed.tokens[first].start : lexed.tokens[first + digits - 1].end])
        return Number(literal.value * scale, literal.step * scale) if literal else None
    if classes[0] == "h" or "h" in classes:
        return Number(scale / 2, scale / 2)
    if classes[0] == "a":
        return Number(scale, Decimal(1) if scale < 100 else scale)
    return _read_words(list(zip(classes, values, strict=True)))


def read_literal(text: str) -> Number | None:
    """Digits with separators as a number; None beyond MOST_DIGITS digits.

    Of two separators the last is the decimal one. A comma alone before groups of three digits groups thousands
    ("5,000", "1,00,000"), else it is a decimal comma ("1,5"); a point alone is decimal unless repeated ("1.234.567").
    Three digits behind one point or comma could be either in some language: the English reading is taken.
    """
    digits = "".join(
        str(unicodedata.decimal(char))
        if char.isdecimal()
        else {"٫": ".", "٬": ",", "，": ",", "．": "."}.get(char, char)
        for char in text
        if char.isdecimal() or char in ".,٫٬，．"
    )
    if sum(char.isdigit() for char in digits) > MOST_DIGITS:
        return None
    point, comma = digits.rfind("."), digits.rfind(",")
    if comma < 0:
        decimal = point if digits.count(".") == 1 else -1
    elif point < 0:
        grouped = len(digits) - comma == 4 and not digits.startswith("0,")
        decimal = comma if digits.count(",") == 1 and not grouped else -1
    else:
        decimal = max(point, comma)
    whole, fraction = (digits[:decimal], digits[decimal + 1 :]) if decimal >= 0 else (digits, "")
    whole = whole.replace(",", "").replace(".", "")
    return Number(Decimal(f"{whole}.{fraction}" if fraction else whole), Decimal(1).scaleb(-len(fraction)))


def _longest_number(lexed: Lexed, first: int, last: int) -> tuple[int, Number | None]:
    for end in range(last, first, -1):
        if _NUMBER.fullmatch(lexed.classes, first, end) and (number := read_number(lexed, first, end)) is not None:
            return end, number
    return last, None


def _numbers(lexed: Lexed) -> list[tuple[int, int, Number]]:
    found = []
    position = 0
    while match := _NUMBER.search(lexed.classes, position):
        position, number = _longest_number(lexed, match.start(), match.end())
        if number is not None:
            found.append((match.start(), position, number))
    return found


def _read_words(words: list[tuple[str, object]]) -> Number | None:
    """English cardinals: tens before ones, scales falling. None where a word cannot follow the one before it."""
    total = current = 0
    lowest = 10**18
    step = 1
    for kind, value in words:
        if kind == "w" and isinstance(value, int):
            if (value < 10 and current % 100 not in (0, 20, 30, 40, 50, 60, 70, 80, 90)) or (
                value >= 10 and current % 100
            ):
                return None
            current, step = current + value, 1
        elif kind == "k" and isinstance(value, int):
            if value == 100:
                if not 1 <= current <= 99:
                    return None
                current *= 100
            else:
                if value >= lowest or not current:
                    return None
                total, current, lowest = total + current * value, 0, value
            step = value
        elif kind == "z":
            return Number(Decimal((total + current) * 12), Decimal(12))
    return Number(Decimal(total + current), Decimal(step))
