"""Text to a string with one character a token, so that a grammar over words is a plain regular expression over classes.

"nearly $69 billion" becomes "~_$2_k": the lexicon gives words and phrases their class, digits become the count of
their characters (5 for five or more), white space "_", a no-break space " ", a paragraph's end "¶", punctuation itself,
and everything else "x". The languages live in the lexicon, the grammar knows none of them. Time is linear in the text.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

_TOKEN = re.compile(
    # Ideographs, kana and Hangul are written without spaces between words: each character is a token of its own.
    r"(?P<digits>\d+)"
    r"|(?P<glyph>[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3])"
    # A letter and what may follow it in a word: letters and the combining marks (accents, vowel signs) of its script.
    r"|(?P<word>[^\W\d_][^\W\d_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670"
    r"\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963]*"
    r"(?:[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963]+"
    r"[^\W\d_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]*)*)"
    r"|(?P<space>\s+)"
    r"|(?P<mark>.)",
    re.DOTALL,
)
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"
_MARKS = {**{mark: mark for mark in ".,/'()%+~:;#&$\"!?[]"}, **dict.fromkeys(_DASHES, "-")}
_MARKS |= {
    "’": "'",
    "ʼ": "'",
    "٫": ".",
    "٬": ",",
    "،": ",",
    "，": ",",
    "．": ".",
    "／": "/",
    "％": "%",
    "～": "-",
    "≈": "~",
}
_NO_BREAK = "\u00a0\u202f\u2009"
LONGEST_GAP = 12
"""White space beyond this many characters, or with an empty line in it, separates paragraphs or table cells."""


class Token(NamedTuple):
    """Characters `start` to `end` of the text; `fold` is the spelling the lexicon knows, `value` what it says of it."""

    start: int
    end: int
    fold: str
    value: object = None


class Lexicon(NamedTuple):
    """Words and phrases, folded, with class and value; `longest` is the most tokens of a phrase by its first token."""

    entries: Mapping[str, tuple[str, object]]
    longest: Mapping[str, int]


class Lexed(NamedTuple):
    """A text as classes, one character for each of `tokens`."""

    text: str
    classes: str
    tokens: list[Token]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Characters from the token `first` up to, and without, the token `last`."""
        return self.tokens[first].start, self.tokens[last - 1].end


def make_lexicon(entries: Iterable[tuple[str, str, object]]) -> Lexicon:
    """A lexicon of (phrase, class, value); of two entries for one phrase the first counts."""
    known: dict[str, tuple[str, object]] = {}
    longest: dict[str, int] = {}
    for phrase, kind, value in entries:
        folds = [fold for _, _, fold, _ in _split(phrase)]
        if folds:
            known.setdefault("".join(folds), (kind, value))
            longest[folds[0]] = max(longest.get(folds[0], 0), len(folds))
    return Lexicon(known, longest)


def lex(text: str, lexicon: Lexicon) -> Lexed:
    """`text` as tokens and classes; where phrases overlap the leftmost wins, and at one place the longest."""
    raw = _split(text)
    classes: list[str] = []
    tokens: list[Token] = []
    index, entries, longest = 0, lexicon.entries, lexicon.longest
    while index < len(raw):
        start, end, fold, kind = raw[index]
        for length in range(longest.get(fold, 0), 0, -1):
            phrase = fold if length == 1 else "".join([fold for _, _, fold, _ in raw[index : index + length]])
            found = entries.get(phrase)
            if found is not None and index + length <= len(raw):
                kind, value = found
                tokens.append(Token(start, raw[index + length - 1][1], phrase, value))
                index += length
                break
        else:
            tokens.append(Token(start, end, fold))
            index += 1
        classes.append(kind)
    return Lexed(text, "".join(classes), tokens)


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether what stands at `start` to `end` is no part of a longer name, number or version ("S-400", "1.2.3")."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if before and (_binds(before[-1]) and _binds(text[start])):
        return False
    if len(before) == 2 and text[start].isdigit():
        if before[1] in _DASHES[:3] and before[0].isalpha() and _binds(before[0]):
            return False
        if before[1] in ".,:/" and before[0].isdigit():
            return False
    if after and _binds(after[0]) and _binds(text[end - 1]):
        return False
    return not (len(after) == 2 and after[0] in ".,:/" and after[1].isdigit() and text[end - 1].isdigit())


def _binds(char: str) -> bool:
    """Whether a letter or digit belongs to its neighbour: those of scripts without spaces between words do not."""
    return char.isalnum() and not "\u3040" <= char <= "\u9fff" and not "\uac00" <= char <= "\ud7a3"


def _split(text: str) -> list[tuple[int, int, str, str]]:
    """Tokens as (start, end, fold, default class)."""
    tokens: list[tuple[int, int, str, str]] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        kind, found = match.lastgroup, match[0]
        if kind == "word" or kind == "glyph":
            tokens.append((start, end, found.lower(), "x"))
        elif kind == "digits":
            tokens.append((start, end, found, "12345"[min(end - start, 5) - 1]))
        elif kind == "space":
            tokens.append((start, end, *_gap(found)))
        else:
            mark = _MARKS.get(found, "?")
            tokens.append((start, end, mark if mark != "?" else found, mark))
    return tokens


def _gap(space: str) -> tuple[str, str]:
    if space in _NO_BREAK:
        return " ", " "
    if len(space) > LONGEST_GAP or space.count("\n") > 1 or "\u2029" in space:
        return "\n\n", "¶"
    return " ", "_"
