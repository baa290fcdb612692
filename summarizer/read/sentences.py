"""Sentences with offsets: the article outside its furniture, cut so that each piece can be cited by a number.

Own code, because libraries either return strings whose places must be searched for again (pysbd, which has had no
release since 2021), or bring a model that a full stop does not need (spaCy, wtpsplit). The cut is a partition: every
character outside furniture and white space is in exactly one sentence. A wrong cut costs little, a lost character
would cost a fact. Full stops are judged by the word before and the word after, as in Grefenstette and Tapanainen,
"What is a word, what is a sentence?" (1994).
"""

import re
from collections.abc import Iterator

from summarizer.read.blocks import BULLETS, CLOSERS, ENDERS, paragraphs
from summarizer.records import Article, Sentence

MAX_SENTENCE = 2_000
"""Characters of the longest sentence: text without any full stop is cut at white space, so that it fits a prompt.
The longest sentences of news run to about 600."""
MAX_DATELINE = 60
"""Characters within which a dateline stands at the head of a sentence; the longest name two places and a day."""

_UNSPACED = "。！？｡．।॥؟۔።။។։"  # these end a sentence wherever they stand
_CANDIDATE = re.compile(
    rf"(?P<stop>[{re.escape(ENDERS)}]{{1,20}})(?P<closers>[{re.escape(CLOSERS)}]{{0,10}})"
    rf"|\s(?=[{re.escape(BULLETS[:8])}]\s)"
)
_NEXT = re.compile(r"[\"'“”‘’«‹(\[{*_¿¡—–-]{0,6}")
_WORD_BEFORE = re.compile(r"[^\s\"“”‘(\[{]{1,30}\Z")
_WORD = re.compile(r"[^\W_]+")

# A full stop after these never ends a sentence: they stand before a name.
_TITLES = frozenset(
    "mr mrs ms mx dr prof gen lt col maj capt cpt cmdr cdr sgt cpl pvt adm vadm radm brig sen rep reps sens gov pres"
    " hon rev fr st ste mt ft messrs amb supt insp shri smt sri mme mlle m vs v viz cf ca approx e.g i.e eg ie al"
    " lt.-gen lt-gen maj.-gen brig.-gen vice-adm rear-adm sec.-gen dir dep asst min".split()
)
# A full stop after these belongs to them where a number follows.
_BEFORE_NUMBERS = frozenset("no nos rs re art arts sec secs ch vol fig figs p pp para cl res op ver c".split())
_MONTHS = frozenset(
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun".split()
)
# These may end a sentence; the next word tells.
_EITHER = frozenset(
    "inc ltd corp co plc llc bros jr sr etc est u.s u.k u.n e.u u.s.a u.a.e d.c ph.d m.a b.a a.d b.c p.c a.m p.m"
    " am pm pvt gmbh govt dept univ assn intl natl def min max avg est dist ave blvd rd bn mn tn cr ret retd oz lb km"
    " mi sq ft hr hrs mins secs".split()
)
_STARTERS = frozenset(
    "the a an this that these those it its he she they we i you his her their our my in on at by for from to with as"
    " of but and or so yet if when while after before since although though however moreover meanwhile also both there"
    " here what who which why how where according earlier later last next now then under over during despite given such"
    " no not one two three some many most several all each any other another officials analysts".split()
)
_TIME_WORDS = frozenset(
    "ist gmt utc est edt et pst pt cet cest bst msk jst kst local moscow eastern central pacific london beijing delhi"
    " monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december".split()
)


def sentences(article: Article) -> tuple[Sentence, ...]:
    """The sentences of `article` outside its furniture, numbered from 1 in the order of the text.

    For each, `article.text[start:end] == text`, without white space at either end; none reaches over furniture, an
    empty line or the end of a block (a heading, a list item). Lines that were wrapped at a fixed width are one block.
    """
    text = article.text
    found: list[Sentence] = []
    for start, end in _pieces(article):
        for left, right in _cut(text, start, end):
            found.append(Sentence(number=len(found) + 1, start=left, end=right, text=text[left:right]))
    return tuple(found)


def _pieces(article: Article) -> Iterator[tuple[int, int]]:
    """What is left of each paragraph when the furniture is taken away."""
    furniture = article.furniture
    position = 0
    for paragraph in paragraphs(article.text):
        start = paragraph.start
        while position < len(furniture) and furniture[position][1] <= start:
            position += 1
        scan = position
        while scan < len(furniture) and furniture[scan][0] < paragraph.end:
            if start < furniture[scan][0]:
                yield start, furniture[scan][0]
            start = max(start, furniture[scan][1])
            scan += 1
        if start < paragraph.end:
            yield start, paragraph.end


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The trimmed spans of the sentences of one piece."""
    left = start
    for match in _CANDIDATE.finditer(text, start, end):
        if match.start() < left or (match["stop"] and not _is_end(text, left, end, match)):
            continue
        yield from _bounded(text, left, match.end())
        left = match.end()
    yield from _bounded(text, left, end)


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """text[start:end] without outer white space, in parts of at most MAX_SENTENCE characters, none empty."""
    while True:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start == end:
            return
        if end - start <= MAX_SENTENCE:
            yield start, end
            return
        cut = max(text.rfind(" ", start, start + MAX_SENTENCE), text.rfind("\n", start, start + MAX_SENTENCE))
        if cut <= start:
            cut = start + MAX_SENTENCE
        yield from _bounded(text, start, cut)
        start = cut


def _is_end(text: str, left: int, end: int, match: re.Match[str]) -> bool:
    """Whether the stop found in a piece that began at `left` and ends at `end` ends its sentence."""
    stop, after = match["stop"], match.end()
    if after == end:
        return True
    if stop[-1] in _UNSPACED:
        return not text[after].isdigit()
    opening = _NEXT.match(text, _skip_space(text, after, end), end)
    word = _WORD.match(text, opening.end() if opening else after, end)
    following = word.group()[:30] if word else ""
    if not text[after].isspace():
        return _is_missing_space(text, left, match, following)
    if following[:1].islower() or _is_dateline_mark(text, left, match):
        return False
    if stop != ".":
        return True
    before = _WORD_BEFORE.search(text, max(left, match.start() - 30), match.start())
    if before is None:
        return True
    quoted = bool(opening and opening.group().strip("-–—*_"))
    return _stop_ends(before.group(), following, quoted or bool(match["closers"]), before.start() == left)


def _stop_ends(before: str, following: str, quoted: bool, first: bool) -> bool:
    """Judge "before. Following"; `quoted`: a quotation mark or bracket stands between; `first`: nothing before it."""
    plain = before.lower()
    starter = following.lower() in _STARTERS
    if first and (plain.isdigit() and len(plain) <= 3):
        return False
    if plain in _TITLES:
        return False
    if plain in _BEFORE_NUMBERS:
        return not following[:1].isdigit() and not (plain in ("rs", "art", "fig", "vol") and not starter)
    if plain in _MONTHS and before[0].isupper():
        return not following[:1].isdigit()
    if plain in ("a.m", "p.m", "am", "pm"):
        return following.lower() not in _TIME_WORDS
    if plain in _EITHER or _is_initials(before):
        return starter or quoted
    return True


def _is_initials(word: str) -> bool:
    """ "S", "J.K", "U.S.S.R", "K.P.S": capital letters with full stops between."""
    parts = word.split(".")
    return all(len(part) == 1 and part.isupper() for part in parts)


def _is_dateline_mark(text: str, left: int, match: re.Match[str]) -> bool:
    """The full stops of "MOSCOW, December 2. /TASS/. The Duma…", which separate and end nothing."""
    if match.start() - left > MAX_DATELINE:
        return False
    place = _skip_space(text, match.end(), min(match.end() + 3, len(text)))
    return text[match.start() - 1] == "/" or text.startswith("/", place)


def _is_missing_space(text: str, left: int, match: re.Match[str], following: str) -> bool:
    """Whether a space was lost where two paragraphs were glued ("…since 2021.The visit")."""
    place = match.start()
    if match["stop"] != "." or match["closers"] or place - left < 3 or text[match.end()] != following[:1]:
        return False
    before = _WORD_BEFORE.search(text, max(left, place - 30), place)
    glued = text[place - 3 : place].isalnum() and (
        text[place - 2 : place].islower() or text[place - 3 : place].isdigit()
    )
    return (
        glued
        and before is not None
        and not any(mark in before.group() for mark in "./@:")
        and following[:1].isupper()
        and following[1:].islower()
        and following.lower() not in ("com", "org", "net", "gov", "edu", "in", "uk", "io", "ai", "co", "pdf", "js")
    )


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start
