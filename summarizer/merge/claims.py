"""A claim is one fact as one article states it; `Names` reads the words of claims as actors and stems.

Everything merging compares is a value of a claim, never a count of claims, so that a copy changes no grouping.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from summarizer.merge.wording import stems
from summarizer.records import Agreement, Article, DateFact, Stance, Support, TradeFigure, Weapon
from summarizer.values.matching import words
from summarizer.values.names import Registry, find_actors, person_key

AnyFact = Agreement | DateFact | Weapon | TradeFigure | Stance
# Sorts articles without a date of publication after all that have one.
UNDATED = "9999-99-99"


class Claim(NamedTuple):
    """One fact of one article, the id of the origin the article counts as, and both as the digest shows them."""

    article: Article
    fact: AnyFact
    origin: str
    support: Support

    def order(self) -> tuple[str, str, int, int, str]:
        """Total order of claims that does not depend on the input's: earliest published first."""
        evidence = self.fact.evidence
        return (self.article.published or UNDATED, self.article.id, evidence.start, evidence.end, self.fact.id)


def claim(article: Article, fact: AnyFact, origin: str) -> Claim:
    """`fact` as a claim of `article`, which counts as `origin`."""
    support = Support(
        article=article.id,
        fact=fact.id,
        outlet=article.outlet,
        origin=origin,
        modality=fact.modality,
        evidence=fact.evidence,
    )
    return Claim(article, fact, origin, support)


def count_origins(claims: Iterable[Claim]) -> int:
    """How many independent origins stand behind `claims`: an upper bound, because not every copy can be recognised."""
    return len({claim.origin for claim in claims})


class Names:
    """Reads names by a registry. It keeps what it has read, because the facts of a story repeat the same few names;
    made anew for every merge, it carries nothing from one to the next."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self._actors: dict[str, str] = {}
        self._terms: dict[str, tuple[frozenset[str], frozenset[str]]] = {}

    def actor(self, name: str) -> str:
        """The registry's id of `name`, or "name:" and the name without titles, folded."""
        known = self._actors.get(name)
        if known is None:
            known = self._actors[name] = self.registry.actor(name) or f"name:{person_key(name)}"
        return known

    def _read(self, text: str) -> tuple[frozenset[str], frozenset[str]]:
        known = self._terms.get(text)
        if known is None:
            rest, here, actors = [], 0, set()
            for span in find_actors(text, self.registry):
                rest.append(text[here : span.start])
                here = span.end
                actors.add(span.actor)
            rest.append(text[here:])
            known = self._terms[text] = (frozenset(actors), frozenset(stems(" ".join(rest))))
        return known

    def actors_in(self, text: str) -> frozenset[str]:
        """Ids of the countries and organisations named in `text`."""
        return self._read(text)[0]

    def stems_in(self, text: str) -> frozenset[str]:
        """Stems of the content words of `text` that name no country or organisation."""
        return self._read(text)[1]

    def terms_in(self, text: str) -> frozenset[str]:
        """Both: what `text` is about, with "India", "Indian" and "New Delhi" one term."""
        actors, rest = self._read(text)
        return actors | rest


def full_names(actors: Iterable[str]) -> Mapping[str, str]:
    """Which of the ids "name:…" is a short form of exactly one longer one: "name:belousov" → "name:andrei belousov".

    Chains end at the longest form. A surname that two full names end with stays by itself.
    """
    by_surname: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for person in sorted({actor for actor in actors if actor.startswith("name:")}):
        row = words(person.removeprefix("name:"))
        if row:
            by_surname.setdefault(row[-1], []).append((person, row))
    resolved = {}
    for namesakes in by_surname.values():
        for person, row in namesakes:
            longer = [(other, long) for other, long in namesakes if len(long) > len(row) and _subsequence(row, long)]
            longest, whole = max(longer, key=lambda each: (len(each[1]), each), default=(person, row))
            # "Singh" stays by itself between Rajnath Singh and Manmohan Singh.
            resolved[person] = longest if all(_subsequence(long, whole) for _, long in longer) else person
    return resolved


def _subsequence(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    rest = iter(long)
    return all(word in rest for word in short)
