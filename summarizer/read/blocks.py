"""Lines, paragraphs and words: the little that plain text still tells of a page's layout.

A line is what stands between two line feeds; a paragraph is one line, or several that a program wrapped at a fixed
width. Everything here is spans over the text as it is, so that furniture and sentences speak of the same places.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

ENDERS = ".!?…。！？｡．।॥؟۔።។။։"
"""Characters that end a sentence in the scripts met so far (Latin, CJK, Indic, Arabic, Ethiopic, Khmer, Burmese…)."""
CLOSERS = "\"'”’»›)]}」』）】》*_"
"""What may stand between a full stop and the end of its sentence: closing quotes, brackets, markdown emphasis."""
BULLETS = "•●▪◦‣·○■□►–—-*+"
"""Marks that open a list item when white space follows."""

MIN_JOINED = 15
"""A line shorter than this is a label or a menu entry; no program wraps at so few characters."""
MIN_WRAP, MAX_WRAP = 40, 120
"""Widths at which programs wrap text: mail wraps at 72, terminals at 80, editors up to 120; below 40 it is a list."""

_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(rf"(?:[{re.escape(BULLETS)}]|\d{{1,3}}[.)]|#{{1,6}})\s")
_SPACE = re.compile(r"\s+")


class Line(NamedTuple):
    """A line without its outer white space; `after_blank` tells whether an empty line (or nothing) stands before."""

    start: int
    end: int
    after_blank: bool


class Paragraph(NamedTuple):
    """One line, or a hard-wrapped run of lines; `first` and `last` are the offsets, `after_blank` as for a line."""

    start: int
    end: int
    after_blank: bool


def lines(text: str) -> Iterator[Line]:
    """The lines of `text` that hold more than white space, trimmed, in order."""
    previous_end = -2
    for match in _LINE.finditer(text):
        raw = match.group()
        stripped = raw.strip()
        if not stripped:
            continue
        start = match.start() + len(raw) - len(raw.lstrip())
        after_blank = previous_end < 0 or text.count("\n", previous_end, start) > 1
        yield Line(start, start + len(stripped), after_blank)
        previous_end = start + len(stripped)


def paragraphs(text: str) -> Iterator[Paragraph]:
    """The paragraphs of `text`: lines, those joined that a fixed-width program has broken apart."""
    run: list[Line] = []
    for line in lines(text):
        if line.after_blank and run:
            yield from _joined(text, run)
            run = []
        run.append(line)
    if run:
        yield from _joined(text, run)


def _joined(text: str, run: list[Line]) -> Iterator[Paragraph]:
    """The paragraphs of one run of lines without an empty line between them."""
    full = _full(text, run)
    start = 0
    for index in range(1, len(run) + 1):
        if index < len(run) and _continues(text, run[index - 1], run[index], full[index - 1]):
            continue
        yield Paragraph(run[start].start, run[index - 1].end, run[start].after_blank)
        start = index


def _full(text: str, run: list[Line]) -> list[bool]:
    """For each line, whether it and a neighbour are so full that the next line's first word would not have fitted.

    That is what greedy line breaking leaves behind; two headlines in a row seldom look so by chance.
    """
    width = max(line.end - line.start for line in run)
    if not MIN_WRAP <= width <= MAX_WRAP:
        return [False] * len(run)
    full = [
        (line.end - line.start) + 1 + len(text[after.start : after.end].split(None, 1)[0]) > width
        for line, after in pairwise(run)
    ]
    full.append(False)
    return [
        is_full and (full[index + 1] or (index > 0 and full[index - 1])) for index, is_full in enumerate(full[:-1])
    ] + [False]


def _continues(text: str, line: Line, after: Line, full: bool) -> bool:
    """Whether `after` goes on with the sentence that `line` began."""
    if is_bullet(text, after.start) or line.end - line.start < MIN_JOINED:
        return False
    if ends_sentence(text, line.start, line.end) or text[line.end - 1] in ":;":
        return full
    several_words = any(character.isspace() for character in text[after.start : after.end][:MAX_WRAP])
    continued = several_words or ends_sentence(text, after.start, after.end)
    return full or (text[after.start].islower() and continued)


def is_bullet(text: str, start: int) -> bool:
    """Whether a list item or a markdown heading begins at `start`."""
    return _BULLET.match(text, start) is not None


def ends_sentence(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] ends with a full stop or its like, closing quotes and brackets set aside."""
    while end > start and text[end - 1] in CLOSERS:
        end -= 1
    return end > start and text[end - 1] in ENDERS


def one_line(text: str) -> str:
    """`text` with every run of white space as one space and none at the ends."""
    return _SPACE.sub(" ", text).strip()


def count_words(text: str) -> int:
    """Words of `text`; a script that writes without spaces counts two characters a word (about right for Chinese)."""
    unspaced = sum(1 for character in text if "\u2e80" <= character <= "\ud7ff" or "\u0e00" <= character <= "\u0eff")
    return len(text.split()) + unspaced // 2
