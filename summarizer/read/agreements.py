"""Finds the phrases of an article that name an agreement: "RELOS", "a military logistics pact", "Free Trade Agreement".

A phrase is a head noun (pact, treaty, memorandum …) with the words that modify it, or an acronym that stands for one.
Whether it is a particular instrument or the idea of one is told by number, article and negation, as grammar has it:
"no new pacts" and "formal alliances" name none. All scans are linear: a phrase reaches over a bounded number of tokens.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from summarizer.read.acronyms import looks_like_acronym, stands_for
from summarizer.read.agreement_words import (
    ACRONYM_HEADS,
    COMMON_WORDS_IN_CAPITALS,
    CONGRESSES,
    DEFINITE,
    EVALUATIVE,
    HEAD_COMPLEMENTS,
    IDIOMS,
    KNOWN_ACRONYMS,
    NAMED_PLURALS,
    NEGATIVE,
    NUMBER_WORDS,
    PAPER_COMPLEMENTS,
    PAPERS,
    STOPS,
    TYPE_ACRONYMS,
    WEAK_HEADS,
    WEAK_NEEDS,
)

# Head nouns of instruments: the names the UN Treaty Collection's glossary lists, and what newspapers call them.
HEADS = frozenset(
    "accord agreement arrangement charter compact contract convention covenant deal memorandum mou moa loa loi fta "
    "pact protocol treaty concordat entente truce ceasefire armistice".split()
)
PLURAL_HEADS = frozenset(
    "accords agreements arrangements charters compacts contracts conventions covenants deals memoranda "
    "memorandums mous moas loas lois ftas pacts protocols treaties truces ceasefires".split()
)
# Inside a name these join words in capitals: "Exchange of Logistics".
JOINING = frozenset({"of", "on", "for", "and"})
# Longer chains in front of a head noun are lists or headlines run together, not names.
MOST_MODIFIERS = 9
# The longest expansion looked at in the brackets behind an acronym.
MOST_IN_BRACKETS = 12
# Fewer words, all in capitals, may be acronyms; more are a headline that shouts.
SHOUTED_WORDS = 4

# A word ends in a letter or digit, so a sentence's full stop or a closing quote is a token of its own.
TOKEN = re.compile(r"\w(?:[\w.&’'\-‑–/]{0,60}\w)?|[^\w\s]")
POSSESSIVE = ("’s", "'s", "’S", "'S")


class AgreementSpan(NamedTuple):
    """A phrase that names an agreement, with what grammar says of it.

    `proper`: a name (capitals or an acronym). `definite`: refers back ("the pact", "the deployment pact").
    `bare`: a head noun alone ("the deal"). `negated`: "no new pacts". `plural`: "labour mobility pacts".
    """

    start: int
    end: int
    text: str
    acronym: str | None
    proper: bool
    definite: bool
    bare: bool
    negated: bool
    plural: bool


class _Token(NamedTuple):
    """A word or a sign. `capital` is false throughout where all words are in capitals, since it then says nothing."""

    start: int
    end: int
    text: str
    lower: str
    word: bool
    capital: bool


_NONE = _Token(-1, -1, "", "", False, False)


def find_agreements(
    text: str, *, introduced: frozenset[str] = frozenset(), parties: frozenset[str] = frozenset()
) -> list[AgreementSpan]:
    """All phrases of `text` (one sentence, or more) that name an agreement, in order, not overlapping.

    `introduced` are acronyms expanded elsewhere in the article (see `introduced_acronyms`); `parties` are names of
    actors, which stand in brackets beside agreements too ("the European Union (EU) agreement") and name none.
    """
    tokens = _tokens(text)
    acronyms = (KNOWN_ACRONYMS | introduced | _expanded(tokens)) - parties
    if not any(token.capital for token in tokens):
        acronyms -= COMMON_WORDS_IN_CAPITALS
    found = [
        span
        for at in range(len(tokens))
        for span in (_phrase(text, tokens, at, parties), _acronym(text, tokens, at, acronyms))
        if span
    ]
    # where phrases overlap, the longer one is the name: "… Support (RELOS) agreement" before "RELOS"
    chosen: list[AgreementSpan] = []
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if not chosen or span.start >= chosen[-1].end:
            chosen.append(span)
        elif span.end - span.start > chosen[-1].end - chosen[-1].start:
            chosen[-1] = span
    return chosen


def introduced_acronyms(text: str) -> frozenset[str]:
    """The acronyms that a text introduces for agreements: "(RELOS) agreement", "… Treaty (SMT)", "SMT (… Treaty)"."""
    return _expanded(_tokens(text))


def _tokens(text: str) -> list[_Token]:
    words = [m.group() for m in TOKEN.finditer(text) if m.group()[0].isalpha()]
    shouts = len(words) >= SHOUTED_WORDS and not any(word != word.upper() for word in words)
    tokens: list[_Token] = []
    for m in TOKEN.finditer(text):
        start, end, written = m.start(), m.end(), m.group()
        if len(written) > 2 and written.endswith(POSSESSIVE):
            stem = written[:-2]
            tokens.append(_Token(start, end - 2, stem, stem.lower(), True, stem[0].isupper() and not shouts))
            tokens.append(_Token(end - 2, end, written[-2:], written[-2:], False, False))
            continue
        word = written[0].isalnum()
        tokens.append(_Token(start, end, written, written.lower(), word, word and written[0].isupper() and not shouts))
    return tokens


def _at(tokens: Sequence[_Token], at: int) -> _Token:
    return tokens[at] if 0 <= at < len(tokens) else _NONE


def _phrase(text: str, tokens: list[_Token], at: int, parties: frozenset[str]) -> AgreementSpan | None:
    """The phrase whose head noun is token `at`."""
    head = tokens[at]
    paper = head.lower in PAPERS and _at(tokens, at + 1).lower == "of"
    if paper:
        paper = _at(tokens, at + 2).lower in PAPER_COMPLEMENTS
    plural = head.lower in PLURAL_HEADS or (paper and head.lower == "letters")
    if not (paper or plural or head.lower in HEADS) or _is_no_head(tokens, at):
        return None
    chain = first = _leftmost(tokens, at, parties)
    last, acronym = _rightmost(tokens, at, parties, first=first, alone=first == at and not plural)
    for i in range(first, at - 1):
        acronym = acronym or _acronym_in_brackets(tokens, i, parties)
    while first < at and _says_nothing(tokens, first):
        first += 1
    if acronym is None and _at(tokens, first - 1).text == "(" and _at(tokens, last + 1).text == ")":
        acronym = _acronym_for(tokens, first - 2, first, last, parties)
    acronym = None if acronym in TYPE_ACRONYMS else acronym
    words = [token for token in tokens[first : last + 1] if token.word]
    proper = acronym is not None or (len(words) > 1 and sum(t.capital for t in words) * 2 >= len(words))
    if head.lower in WEAK_HEADS and not (proper and head.capital) and _at(tokens, last + 1).lower not in WEAK_NEEDS:
        return None
    definite = _at(tokens, chain - 1).lower in DEFINITE
    named = proper and definite and head.capital and head.lower in NAMED_PLURALS and first < at
    return AgreementSpan(
        start=tokens[first].start,
        end=tokens[last].end,
        text=text[tokens[first].start : tokens[last].end],
        acronym=acronym,
        proper=proper,
        definite=definite,
        bare=first == last,
        negated=_at(tokens, chain - 1).lower in NEGATIVE or _at(tokens, chain - 2).lower in NEGATIVE,
        plural=plural and not named,
    )


def _acronym(text: str, tokens: list[_Token], at: int, acronyms: frozenset[str]) -> AgreementSpan | None:
    """A well-known acronym, or one that the article itself expands, standing alone at token `at`."""
    token = tokens[at]
    if token.text not in acronyms:
        return None
    before = _at(tokens, at - 1)
    first = at - 1 if before.text == "New" and before.capital else at
    start, end = tokens[first].start, token.end
    before = _at(tokens, first - 1)
    kind = token.text in TYPE_ACRONYMS
    return AgreementSpan(
        start=start,
        end=end,
        text=text[start:end],
        acronym=None if kind else token.text,
        proper=not kind,
        definite=before.lower in DEFINITE,
        bare=kind,
        negated=before.lower in NEGATIVE,
        plural=False,
    )


def _is_no_head(tokens: list[_Token], at: int) -> bool:
    """Whether the word at `at` is a verb ("to deal with"), an idiom, a congress, or no acronym after all."""
    head, before = tokens[at], _at(tokens, at - 1).lower
    if head.lower in ACRONYM_HEADS:
        return not looks_like_acronym(head.text.removesuffix("s"))
    if (before, head.lower) in IDIOMS or (head.lower == "convention" and before in CONGRESSES):
        return True
    if (before, head.lower) == ("good", "deal") and _at(tokens, at + 1).lower in {"of", "more", "less"}:
        return True
    verb = {"to", "will", "would", "can", "could", "must", "not", "they", "we"}
    return head.lower in {"deal", "contract", "accord"} and before in verb


def _leftmost(tokens: list[_Token], head: int, parties: frozenset[str]) -> int:
    """The first token of the modifier chain before `head`. Inside a name, "of", "on", "for" and "and" join capitals."""
    first = head
    while first > 0 and head - first < MOST_MODIFIERS:
        token = tokens[first - 1]
        modifies = token.word and token.lower not in STOPS
        if modifies or (token.lower in JOINING and _joins(tokens, first - 1)):
            first -= 1
        elif token.text == ")" and _acronym_in_brackets(tokens, first - 3, parties) is not None:
            first -= 3
        else:
            break
    return first


def _joins(tokens: list[_Token], at: int) -> bool:
    """Whether a joining word stands between two capitalised words, as in "Exchange of Logistics"."""
    before, after = _at(tokens, at - 1), _at(tokens, at + 1)
    return before.capital and after.capital and before.lower not in STOPS and not looks_like_acronym(after.text)


def _rightmost(
    tokens: list[_Token], head: int, parties: frozenset[str], *, first: int, alone: bool
) -> tuple[int, str | None]:
    """The last token of the phrase, and an acronym that follows: "Memorandum of Understanding (MoU)", "…, or CEPA,"."""
    last = head
    if _at(tokens, head + 1).lower == "of" and _at(tokens, head + 2).lower in HEAD_COMPLEMENTS | PAPER_COMPLEMENTS:
        last = head + 2
        if _at(tokens, last + 1).lower == "and" and _at(tokens, last + 2).lower in PAPER_COMPLEMENTS:
            last += 2
    elif tokens[head].capital and _at(tokens, head + 1).lower in {"on", "of", "for", "concerning"}:
        last = _title(tokens, head)
    elif alone and tokens[head].lower in {"deal", "agreement", "pact", "accord", "memorandum", "mou"}:
        last = _subject(tokens, head)
    if _at(tokens, last + 1).text == "(" and _at(tokens, last + 3).text == ")":
        acronym = _acronym_for(tokens, last + 2, first, last, parties)
        return (last + 3, acronym) if acronym else (last, None)
    if _at(tokens, last + 1).text == "," and _at(tokens, last + 2).lower == "or":
        return last, _acronym_for(tokens, last + 3, first, last, parties)
    return last, None


def _title(tokens: list[_Token], head: int) -> int:
    """The last token of a formal title: "Treaty on the Non-Proliferation of Nuclear Weapons"."""
    last = head
    for at in range(head + 1, min(len(tokens), head + MOST_MODIFIERS + 1)):
        token = tokens[at]
        if token.lower in HEADS:
            break
        if token.capital and token.lower not in STOPS and token.lower not in NUMBER_WORDS:
            last = at
        elif token.lower not in {"on", "of", "for", "the", "and", "concerning", "in"}:
            break
    return last


def _subject(tokens: list[_Token], at: int) -> int:
    """The last token of "on army partnership" behind a bare head; `at` itself where there is no such subject."""
    if _at(tokens, at + 1).lower not in {"on", "for"}:
        return at
    last = at + 1
    while last - at <= 4:
        token = _at(tokens, last + 1)
        if not token.word or token.lower in STOPS or token.capital:
            break
        last += 1
    return last if last > at + 1 else at


def _says_nothing(tokens: list[_Token], at: int) -> bool:
    """Whether a word in front tells nothing of which agreement it is: praise, a number, a day, a currency's code."""
    token, after = tokens[at], _at(tokens, at + 1)
    if token.lower in EVALUATIVE:
        return not (token.capital and looks_like_acronym(after.text))
    if after.text[:1].isdigit() and (token.text == "Rs" or (len(token.text) == 3 and token.text.isupper())):
        return True
    return token.text[0].isdigit() or token.lower in NUMBER_WORDS or not token.word


def _acronym_in_brackets(tokens: list[_Token], at: int, parties: frozenset[str]) -> str | None:
    """The acronym in brackets that open at `at`, where the words before the brackets can be what it stands for."""
    if _at(tokens, at).text != "(" or _at(tokens, at + 2).text != ")":
        return None
    return _acronym_for(tokens, at + 1, max(0, at - MOST_MODIFIERS), at - 1, parties)


def _acronym_for(tokens: list[_Token], at: int, first: int, last: int, parties: frozenset[str]) -> str | None:
    """The acronym at `at`, if it is one and its letters stand in the words `first` to `last`."""
    acronym = _at(tokens, at).text
    if not looks_like_acronym(acronym) or acronym in parties:
        return None
    stands = acronym in KNOWN_ACRONYMS or stands_for(acronym, [t.text for t in tokens[first : last + 1] if t.word])
    return acronym if stands else None


def _expanded(tokens: list[_Token]) -> frozenset[str]:
    """The acronyms that a text itself introduces, in brackets beside a head noun or in front of such brackets."""
    found: list[str] = []
    for at, token in enumerate(tokens):
        if token.text != "(":
            continue
        if _at(tokens, at + 3).lower in HEADS or _at(tokens, at - 1).lower in HEADS:
            found += filter(None, [_acronym_in_brackets(tokens, at, frozenset())])
        elif looks_like_acronym(_at(tokens, at - 1).text):
            inside = range(at + 1, min(len(tokens), at + 1 + MOST_IN_BRACKETS))
            end = next((i for i in inside if tokens[i].text == ")"), at)
            if _at(tokens, end - 1).lower in HEADS:
                found += filter(None, [_acronym_for(tokens, at - 1, at + 1, end - 1, frozenset())])
    return frozenset(found)
