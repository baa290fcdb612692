"""How many of what: "300 new S-400 missiles", "three squadrons out of five", "up to 24 jets", "dozens of tanks".

A quantity is a number and one of the nouns of `units`, with at most a few describing words between them. The span runs
from the bound words to the noun. Years, calibres, designations and compound adjectives ("155 mm", "Su-30", "two-day")
count nothing and are passed over.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from summarizer.records import Bound
from summarizer.values.hedges import AFTER, BEFORE, HEDGE_WORDS, read_bound
from summarizer.values.lexing import Lexed, Lexicon, lex, make_lexicon, stands_alone
from summarizer.values.numbers import COUNT, NUMBER_WORDS, read_number
from summarizer.values.units import UNITS

MOST_MODIFIERS = 6
"""Words and designations between a number and its noun: "114 new multi-role Rafale F4 fighter aircraft" has five."""


@dataclass(frozen=True)
class Quantity:
    """A count as stated. `value` is the number written, None for a range or a vague count; `unit` a plural noun.

    `low` and `high` are the limits the words set (both the value where it is exact, None where they set none); `of` is
    the whole that the value is part of ("three squadrons out of five").
    """

    value: int | None
    low: int | None
    high: int | None
    unit: str
    bound: Bound = Bound.EXACT
    of: int | None = None


class QuantitySpan(NamedTuple):
    """A quantity in a text: `text` is the characters `start` to `end`."""

    start: int
    end: int
    text: str


# Classes beyond those of numbers and hedges: U unit noun, x any other word, X word that ends the search for a noun,
# O "of", T "to", B "between", P "out of", D determiner.
_HEAD = re.compile(
    rf"B_{COUNT}_&_{COUNT}"
    rf"|{BEFORE}?{COUNT}(?:_?-_?|_T_){COUNT}"
    rf"|{BEFORE}?{COUNT}_[PO]_(?:D_)?{COUNT}"
    rf"|{BEFORE}?{COUNT}{AFTER}?(?:_O(?:_D)?)?"
    rf"|{BEFORE}?V(?:_O(?:_D)?)?"
)
_COUNT = re.compile(COUNT)
_WHOLE = re.compile(rf"_P_(?:D_)?(?P<whole>{COUNT})(?![-_]?[%x$])")
_SHARE = re.compile(rf"{BEFORE}?{COUNT}_[PO]_(?:D_)?{COUNT}")

_STOPS = (
    # Function words: what follows belongs to another phrase.
    *(
        "in on at by for from with without to into onto over under than as per via until"
        " since during against between among"
    ).split(),
    *(
        "who which that what when where while because if but or nor so yet then is are"
        " was were be been being has have had do"
    ).split(),
    *(
        "does did will would can could should may might must shall not no he she it they"
        " we you i his her its their our this"
    ).split(),
    # Measures, time and people: the number counts these, not the noun behind them.
    *(
        "mm cm km m kg g lb lbs kt kts kilometre kilometres kilometer kilometers mile"
        " miles metre metres meter meters foot feet"
    ).split(),
    *(
        "inch inches hour hours minute minutes second seconds day days week weeks month months year years percent pct"
    ).split(),
    *"january february march april may june july august september october november december".split(),
)
_MONTHS = frozenset(
    "january february march april may june july august september october november"
    " december jan feb mar apr jun jul aug sep"
    " sept oct nov dec".split()
)
_NAME_WORDS = frozenset(
    "type class project block mark mk tranche phase su mig mi ka tu yak il an"
    " leopard challenger merkava boeing airbus"
    " article resolution chapter section no number version batch flight level f-16 model lot".split()
)
"""Words that a number behind them numbers ("Type 26 frigates", "Leopard 2 tanks")."""
_YEAR_WORDS = frozenset("in since by until till during from of early mid late".split())
_DETERMINERS = ("the", "its", "their", "these", "those", "his", "her", "our", "all")


@cache
def _lexicon() -> Lexicon:
    return make_lexicon(
        [
            *((word, "U", unit) for unit, words in UNITS.items() for word in words),
            *NUMBER_WORDS,
            *HEDGE_WORDS,
            ("between", "B", None),
            *((word, "P", None) for word in ("out of", "of a total of", "of a planned")),
            *((word, "O", None) for word in ("of", "de", "di")),
            *((word, "D", None) for word in _DETERMINERS),
            *((word, "T", None) for word in ("to",)),
            *((word, "X", None) for word in _STOPS),
        ]
    )


# Nouns that stand for one thing, because a plural is listed beside them: "300 missile strikes" counts no missiles.
_SINGULARS = frozenset(
    word
    for words in UNITS.values()
    for word in words
    if (word + "s" in words or word + "es" in words) and word not in UNITS
) | {"torpedo", "battery"}


def find_quantities(text: str) -> list[QuantitySpan]:
    """Every quantity of `text`, in order, without overlaps; each can be read by `parse_quantity`."""
    return [QuantitySpan(start, end, text[start:end]) for start, end, _ in _quantities(text)]


def parse_quantity(text: str) -> Quantity | None:
    """The quantity that `text` is or holds; None where it holds none, or several."""
    found = _quantities(text)
    return found[0][2] if len(found) == 1 else None


def _quantities(text: str) -> list[tuple[int, int, Quantity]]:
    lexed = lex(text, _lexicon())
    found = []
    position = 0
    while match := _HEAD.search(lexed.classes, position):
        position = match.start() + 1
        for last in _head_ends(lexed, match):
            read = _read(lexed, match.start(), last)
            if read is not None:
                position, quantity = read
                found.append((*lexed.span(match.start(), position), quantity))
                break
    return found


def _head_ends(lexed: Lexed, match: re.Match[str]) -> list[int]:
    """Where the number part may end: as far as the grammar goes, else behind the first count alone."""
    first = _COUNT.search(lexed.classes, match.start(), match.end())
    return [match.end()] if first is None or first.end() == match.end() else [match.end(), first.end()]


def _read(lexed: Lexed, first: int, last: int) -> tuple[int, Quantity] | None:
    """The quantity whose number part is the tokens `first` up to `last`, and the token at which it ends."""
    if last == len(lexed.classes) or lexed.classes[last] not in "_ U":
        return None
    counts = _counts(lexed, first, last)
    start, end = lexed.span(first, last)
    if counts is None or not stands_alone(lexed.text, start, end) or _numbers_a_name(lexed, first):
        return None
    noun = _noun(lexed, last, single=counts == [1])
    if noun is None or (
        (noun - last > 2 or _word_before(lexed, first) in _YEAR_WORDS) and _like_a_year(lexed, first, last)
    ):
        return None
    unit = str(lexed.tokens[noun - 1].value)
    whole = _WHOLE.match(lexed.classes, noun)
    of = None
    if whole is not None and len(counts) == 1:
        of = _whole_number(lexed, *whole.span("whole"))
        noun = whole.end() if of is not None else noun
    bound = read_bound(lexed, first, last)
    if not counts:
        vague = next(token.value for token in lexed.tokens[first:last] if isinstance(token.value, int))
        return noun, Quantity(None, vague, None, unit, Bound.AT_LEAST)
    if len(counts) == 2 and _SHARE.match(lexed.classes, first, last):
        counts, of = counts[:1], counts[1]
    if len(counts) == 2:
        low, high = counts
        return (noun, Quantity(None, low, high, unit, Bound.APPROXIMATE)) if low < high else None
    value = counts[0]
    low_limit = value if bound in (Bound.EXACT, Bound.AT_LEAST) else None
    high_limit = value if bound in (Bound.EXACT, Bound.AT_MOST) else None
    return noun, Quantity(value, low_limit, high_limit, unit, bound, of)


def _counts(lexed: Lexed, first: int, last: int) -> list[int] | None:
    """The whole numbers among the tokens; empty for a vague count, None where one of them is not whole."""
    counts = []
    position = first
    while match := _COUNT.search(lexed.classes, position, last):
        count = _whole_number(lexed, *match.span())
        if count is None:
            return None
        counts.append(count)
        position = match.end()
    return counts


def _whole_number(lexed: Lexed, first: int, last: int) -> int | None:
    number = read_number(lexed, first, last)
    return int(number.value) if number is not None and number.value == number.value.to_integral_value() else None


def _noun(lexed: Lexed, position: int, single: bool) -> int | None:
    """Where the noun phrase that begins at `position` ends: behind the last unit noun of the first run of them."""
    classes, found = lexed.classes, None
    if position < len(classes) and classes[position] == "U":  # scripts without spaces: "300枚导弹"
        return position + 1
    for _ in range(MOST_MODIFIERS + 1):
        if position >= len(classes) or classes[position] not in "_ ":
            break
        word_end = position + 1
        while word_end < len(classes) and word_end - position < 9 and classes[word_end] not in "_ ¶":
            word_end += 1
        kinds = classes[position + 1 : word_end]
        body = kinds.rstrip(".,;:?!)'\"/[]")
        if kinds[:1] not in set('xU12345wj"?') or not body:
            break
        head = lexed.tokens[position + len(body)]
        if body[-1] == "U" and (single or head.fold not in _SINGULARS):
            found = position + 1 + len(body)
        elif found is not None or _ends_phrase(lexed, position + 1, position + 1 + len(body)):
            break
        if body != kinds:
            break
        position = word_end
    return found


def _ends_phrase(lexed: Lexed, first: int, last: int) -> bool:
    """Whether a word is no describing one: a function word, or a plural in small letters ("5 states bought tanks")."""
    kinds = lexed.classes[first:last]
    compound = len(kinds) > 1 and not set(kinds).isdisjoint("-12345")  # "surface-to-air", "155mm"
    if not set(kinds) <= set("xU12345-/.wjHkh\"'?aXTO&" if compound else 'xU12345wjk"?'):
        return True
    word = lexed.text[lexed.tokens[first].start : lexed.tokens[last - 1].end]
    return kinds == "x" and word.islower() and word.isascii() and word.endswith("s") and not word.endswith(("ss", "us"))


def _word_before(lexed: Lexed, first: int) -> str:
    if first >= 2 and lexed.classes[first - 1] in "_ ":
        before = first - 2 if lexed.classes[first - 2] != "." or first < 3 else first - 3
        return lexed.tokens[before].fold
    return ""


def _numbers_a_name(lexed: Lexed, first: int) -> bool:
    """Whether the number belongs to what stands before it: "Type 26", "December 4", "$5", "#3"."""
    if lexed.classes[first] not in "12345":
        return False
    start = lexed.tokens[first].start
    before = _word_before(lexed, first)
    return before in _NAME_WORDS or before in _MONTHS or lexed.text[max(0, start - 1) : start] in {*"$€£¥₹#"}


def _like_a_year(lexed: Lexed, first: int, last: int) -> bool:
    return lexed.classes[first:last] == "4" and 1900 <= int(lexed.tokens[first].fold) <= 2099
