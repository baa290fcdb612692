"""Words as merging compares them: folded, cut to stems, without the words that every sentence has.

Two texts are compared in two ways. For copying, by their shingles (runs of five words): copied text shares them,
text on the same subject does not. For meaning, by their stems, because reporters inflect and rephrase.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from summarizer.values.matching import fold, words

# Five words in a row are rarely written twice independently, and survive small edits (Broder 1997 used 10 for whole
# web pages; news paragraphs are shorter).
SHINGLE = 5
# Stemming by truncation to five characters ("ratified", "ratifies", "ratification"), which needs no language and did
# as well as a stemmer in retrieval (Can et al. 2008, "F5").
STEM = 5
# Polynomial hash over a Mersenne prime: collisions about 1 in 10^18 for a pair of shingles.
_PRIME = (1 << 61) - 1
_BASE = 1_000_003

_STOP = frozenset(
    "a an the this that these those its his her their our of in on at to for from by with without into onto over under"
    " and or but nor as than then is are was were be been being has have had do does did will would shall should may"
    " might can could must not no it he she they we you who which what when where while during after before between"
    " about around ahead amid among per via both also more most very such some any all each other said says say new"
    " key major latest upcoming".split()
)

# Different words for one act, so that "approved" in one report and "ratified" in another still meet.
_ONE_ACT = {
    stem: acts[0]
    for acts in (
        ("ratif", "appro", "endor", "passe", "adopt", "accep", "clear"),
        ("visit", "trip", "arriv", "trave", "tour", "journ", "lands"),
        ("sign", "signe", "signi", "inked", "inkin", "seale", "concl"),
        ("talk", "talks", "meet", "meeti", "met", "summi", "discu", "negot"),
        ("deliv", "hando", "shipm", "shipp", "recei"),
        ("order", "procu", "purch", "buyin", "buy", "bough", "acqui"),
    )
    for stem in acts
}


@lru_cache(maxsize=65536)
def _code(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=7).digest(), "big")


def shingles(row: Sequence[str]) -> frozenset[int]:
    """The five-word runs of `row` (folded words) as numbers that are the same in every process."""
    codes = [_code(word) for word in row]
    found = set()
    for start in range(len(codes) - SHINGLE + 1):
        number = 0
        for code in codes[start : start + SHINGLE]:
            number = (number * _BASE + code) % _PRIME
        found.add(number)
    return frozenset(found)


# Scripts written without spaces give one word a character.
_RUN = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_]+")


def body_words(text: str, furniture: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    """The folded words of `text` outside the spans of `furniture`."""
    kept, here = [], 0
    for start, end in furniture:
        kept.append(text[here:start])
        here = max(here, end)
    kept.append(text[here:])
    return tuple(_RUN.findall(fold("\n".join(kept))))


def stem(word: str) -> str:
    """A folded word cut to five characters, without a plural "s", and with words for one act made one."""
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return _ONE_ACT.get(word[:STEM], word[:STEM])


@lru_cache(maxsize=65536)
def stems(text: str) -> tuple[str, ...]:
    """The distinct stems of the content words of `text`, in order of appearance."""
    found = dict.fromkeys(
        stem(word) for word in words(text) if word not in _STOP and (len(word) > 1 or word.isdigit() or word > "\u3000")
    )
    return tuple(found)


def share_of_smaller(first: frozenset[str], second: frozenset[str]) -> float:
    """How much of the smaller set stands in the other (overlap coefficient), 0 where one is empty."""
    smaller = min(len(first), len(second))
    return len(first & second) / smaller if smaller else 0.0


def jaccard(first: frozenset[str], second: frozenset[str]) -> float:
    """Shared elements as a share of all elements, 0 where both are empty."""
    union = len(first | second)
    return len(first & second) / union if union else 0.0


_ORDINAL = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)\b", re.IGNORECASE)
# "First" and "second" are left out: "first visit", "second time" number nothing.
_ORDINAL_WORDS = {
    word: number
    for number, word in enumerate(
        "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth"
        " seventeenth eighteenth nineteenth twentieth".split(),
        start=3,
    )
}
# A numbered thing's noun stands within three words of its number: "20th EU sanctions package".
_NOUN_REACH = 3


@lru_cache(maxsize=65536)
def ordinals(text: str) -> tuple[tuple[str, int], ...]:
    """What `text` numbers, as (stem of a noun nearby, number): "12th sanctions package" → sanct 12, packa 12."""
    row = words(_ORDINAL.sub(r" ordinal\1 ", text))
    found = []
    # The folded tokens split letters from digits, so "12th" was rewritten to a word of its own above.
    for place, word in enumerate(row):
        if word == "ordinal" and place + 1 < len(row) and row[place + 1].isdigit():
            number, nouns = int(row[place + 1]), row[place + 2 : place + 2 + _NOUN_REACH]
        elif word in _ORDINAL_WORDS:
            number, nouns = _ORDINAL_WORDS[word], row[place + 1 : place + 1 + _NOUN_REACH]
        else:
            continue
        found += [(stem(noun), number) for noun in nouns if noun not in _STOP]
    return tuple(sorted(set(found)))
