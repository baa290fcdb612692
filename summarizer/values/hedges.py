"""What the words around a number say about the true value: "more than", "up to", "nearly", "+".

Lexicon entries shared by the grammars of figures and quantities, and the rule that turns a match into a bound.
"""

from summarizer.records import Bound
from summarizer.values.lexing import Lexed
from summarizer.values.words import BOUND_SUFFIXES, BOUND_WORDS

HEDGE_WORDS: tuple[tuple[str, str, object], ...] = (
    *((phrase, "H", bound) for bound, phrases in BOUND_WORDS.items() for phrase in phrases),
    *((phrase, "S", bound) for bound, phrases in BOUND_SUFFIXES.items() for phrase in phrases),
)
"""Lexicon entries: H stands before a number, S behind it."""

BEFORE = r"(?:H_?)"
AFTER = r"(?:_?S)"


def read_bound(lexed: Lexed, first: int, last: int) -> Bound:
    """The bound that the tokens `first` up to `last` state: that of the first hedge, exact without one."""
    for kind, token in zip(lexed.classes[first:last], lexed.tokens[first:last], strict=True):
        if kind in "HS" and isinstance(token.value, Bound):
            return token.value
    return Bound.EXACT
