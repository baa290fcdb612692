"""Who copied whom: articles whose wording is mostly the same, and articles of one agency or owner, count as one origin.

Copies are found by shingles outside the furniture (Broder 1997: containment): a sample of them proposes pairs, the full
sets decide. Reuse in other words is not seen, so a count of origins is an upper bound of the independent ones.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from summarizer.merge.components import plain
from summarizer.merge.wording import shingles
from summarizer.records import Article, Origin, content_hash
from summarizer.values.entries import OutletEntry
from summarizer.values.matching import compact
from summarizer.values.names import Registry

# More than half of the shorter text's wording stands in the other: whoever wrote it had the other (or its source) at
# hand. Independent reports that quote the same statements share about a tenth.
COPY_CONTAINMENT = 0.5
# Shorter texts share stock phrases by chance: only word-for-word equality makes them copies.
LEAST_WORDS = 40
# One shingle in four proposes pairs. Of the 18 or more shingles that the shortest copies share, at least one is in
# the sample with a probability of 99.4 %; of the 200 that an ordinary copy shares, more than 20 nearly always are.
SAMPLE = 4
# A pair is measured in full from half the sampled overlap that a copy is expected to have; a sample smaller than this
# says too little for that, and one shared shingle is enough.
PROPOSE = COPY_CONTAINMENT / 2
TELLING_SAMPLE = 64
# A shingle in more texts than this is boilerplate or one wire report many times over: neighbours in size suffice to
# find the latter, and all pairs would be quadratic.
FREQUENT = 32


class Copy(NamedTuple):
    """Two texts (by index) and how much of the shorter one's wording stands in the other, 0 to 1."""

    first: int
    second: int
    containment: float


def copies(bodies: Sequence[tuple[str, ...]]) -> list[Copy]:
    """Pairs of `bodies` (folded words of each article) that are copies, enough to connect all that are connected.

    Exact but for the sampling of candidates described at SAMPLE and FREQUENT. Sorted by index.
    """
    first_of: dict[tuple[str, ...], int] = {}
    found, distinct = [], []
    for index, body in enumerate(bodies):
        original = first_of.setdefault(body, index)
        if original != index and body:
            found.append(Copy(original, index, 1.0))
        elif len(body) >= LEAST_WORDS:
            distinct.append(index)
    # Neighbours in this order are of like size and then of like content: it does not depend on the order of input.
    distinct.sort(key=lambda index: (len(bodies[index]), bodies[index]))
    found += _near_copies(distinct, bodies)
    return sorted(found)


def _near_copies(distinct: list[int], bodies: Sequence[tuple[str, ...]]) -> Iterable[Copy]:
    sizes: dict[int, int] = {}
    holders: dict[int, list[int]] = {}
    for index in distinct:
        sample = [shingle for shingle in shingles(bodies[index]) if shingle % SAMPLE == 0]
        sizes[index] = len(sample)
        for shingle in sample:
            holders.setdefault(shingle, []).append(index)
    shared: Counter[tuple[int, int]] = Counter()
    often: Counter[tuple[int, int]] = Counter()
    for indices in holders.values():
        if len(indices) <= FREQUENT:
            shared.update(combinations(indices, 2))
        else:
            often.update(pairwise(indices))
    holders.clear()
    place = {index: number for number, index in enumerate(distinct)}
    united = plain(len(distinct))
    for pair in sorted(shared.keys() | often.keys(), key=lambda pair: (place[pair[0]], place[pair[1]])):
        first, second = pair
        sample_size = min(sizes[first], sizes[second])
        few = sample_size >= TELLING_SAMPLE and shared[pair] + often[pair] < PROPOSE * sample_size
        if few or united.find(place[first]) == united.find(place[second]):
            continue
        measured = containment(bodies[first], bodies[second])
        if measured >= COPY_CONTAINMENT:
            united.join(place[first], place[second])
            yield Copy(min(pair), max(pair), measured)


def containment(first: tuple[str, ...], second: tuple[str, ...]) -> float:
    """How much of the shorter text's five-word shingles stands in the other text, 0 to 1."""
    one, two = shingles(first), shingles(second)
    smaller = min(len(one), len(two))
    return len(one & two) / smaller if smaller else 0.0


# --- credits -------------------------------------------------------------------------------------------------------

# Credits stand at the start or the end of a text: "(MENAFN) …", "NEW DELHI (Reuters) -", "With inputs from PTI".
_HEAD = 600
_TAIL = 300
_BRACKETED = re.compile(r"[(\[]\s?([A-Z][A-Za-z.&/ ]{1,30}?)\s?[)\]]")
_DATELINE = re.compile(r"(?:^|\n)[^\n]{0,60}?[,.:]\s{0,2}([A-Z][A-Za-z. ]{1,30}?)\s?[-–—:]\s")
_SOURCE = re.compile(r"(?:[Ss]ource|[Ii]nputs? from|[Cc]ourtesy|[Cc]redit)s?\s?:?\s{0,2}([A-Z][A-Za-z.& ]{1,30})")
_ACCORDING = re.compile(
    r"(?:[Aa]ccording to|[Rr]eported by|told|citing)\s(?:the\s|a\s)?(?:report by\s)?"
    r"([A-Z][A-Za-z.]{1,30}(?:\s[A-Z][a-z]{1,20})?)"
)


def credited(article: Article, registry: Registry) -> OutletEntry | None:
    """The one agency that `article` credits: in a bracket, dateline or source line, else "according to…"; or None.

    Where the text names several agencies in running text the article is a report of its own, and none is taken.
    """
    head, tail = article.text[:_HEAD], article.text[-_TAIL:]
    for pattern in (_BRACKETED, _DATELINE, _SOURCE):
        for part in (head, tail):
            for match in pattern.finditer(part):
                entry = _agency(match[1], registry)
                if entry:
                    return entry
    attributed = {
        entry.id: entry for match in _ACCORDING.finditer(article.text) if (entry := _agency(match[1], registry))
    }
    return next(iter(attributed.values())) if len(attributed) == 1 else None


def _agency(name: str, registry: Registry) -> OutletEntry | None:
    row = name.split()
    for length in range(len(row), 0, -1):
        entry = registry.outlet(" ".join(row[:length]).strip(" ."))
        if entry and entry.agency:
            return entry
    return None


def families(article: Article, registry: Registry) -> tuple[tuple[str, str], ...]:
    """What may tie `article` to others of its story: its outlet's owner and the agency it credits, as (key, reason in
    words)."""
    found = []
    entry = registry.outlet(article.outlet) if article.outlet else None
    entry = entry or (registry.outlet(article.url) if article.url else None)
    if entry:
        found.append((entry.family or entry.id, f"same owner: {entry.family or entry.name}"))
    elif article.outlet and compact(article.outlet):
        found.append((f"outlet {compact(article.outlet)}", f"same outlet: {article.outlet}"))
    agency = credited(article, registry)
    if agency:
        found.append((agency.family or agency.id, f"same agency credited: {agency.name}"))
    return tuple(found)


# --- origins of one story ------------------------------------------------------------------------------------------

UPPER_BOUND = "the count of origins is an upper bound"


def origins_of(
    members: Sequence[int], articles: Sequence[Article], found: Iterable[Copy], registry: Registry
) -> tuple[Origin, ...]:
    """The origins of one story, sorted by id: `members` are indices into `articles`, `found` the copies among them."""
    place = {index: number for number, index in enumerate(members)}
    united = plain(len(members))
    reasons: dict[int, list[str]] = {index: [] for index in members}
    measured: dict[int, float] = {}
    for copy in found:
        united.join(place[copy.first], place[copy.second])
        measured[copy.first] = min(copy.containment, measured.get(copy.first, 1.0))
    by_family: dict[str, dict[int, str]] = {}
    for index in members:
        for key, reason in families(articles[index], registry):
            by_family.setdefault(key, {}).setdefault(index, reason)
    for key in sorted(by_family):
        first, *others = sorted(by_family[key])
        for other in others:
            united.join(place[first], place[other])
        if others:
            reasons[first] += by_family[key].values()
    return tuple(
        sorted(
            (_origin([members[number] for number in group], articles, measured, reasons) for group in united.groups()),
            key=lambda origin: origin.id,
        )
    )


def _origin(
    group: Sequence[int], articles: Sequence[Article], measured: dict[int, float], reasons: dict[int, list[str]]
) -> Origin:
    ids = sorted(articles[index].id for index in group)
    why = []
    copied = [measured[index] for index in group if index in measured]
    if copied:
        why.append(f"copy: at least {int(min(copied) * 100)}% of the shorter text's 5-word shingles stand in the other")
    why += sorted({reason for index in group for reason in reasons[index]})
    reason = "; ".join(why) + f" ({UPPER_BOUND})" if why else "no copy or common owner found"
    # Named after one article, so that an origin keeps its name while articles of other origins come and go.
    return Origin(id=f"o-{content_hash(ids[0])[:12]}", articles=tuple(ids), reason=reason)
