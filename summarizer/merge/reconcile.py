"""One value for one field out of what several articles say, by a policy with a name.

Policies: `consensus` (all who say anything agree), `majority` (most independent origins), `most_precise`, `latest_step`
(furthest on a known way), `keep_all` (values that do not exclude one another). Every order ends in the value's content
hash, so that there is always one winner, and the same one whatever the order of articles.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from pydantic import JsonValue

from summarizer.merge.claims import Claim, count_origins
from summarizer.records import Conflict, MergedValue, Modality, Relation, Support, content_hash

# Who commits himself decides: a denial or a hypothesis does so only where nobody asserts anything.
ASSERTED = frozenset({Modality.STATED, Modality.REPORTED, Modality.PLANNED})
# What is planned is not done: for steps and stages only these count while there are any.
DONE = frozenset({Modality.STATED, Modality.REPORTED})


class Option(NamedTuple):
    """One value of one field and who says it. `key` is what makes it the same value in two articles."""

    key: Any
    value: JsonValue
    claims: tuple[Claim, ...]


Rank = Callable[[Option], Any]


def options(claims: Iterable[Claim], read: Callable[[Claim], Iterable[tuple[Any, JsonValue]]]) -> list[Option]:
    """The distinct values (key, as shown) that `read` finds in `claims`. One key is shown as most origins spell it."""
    by_key: dict[str, tuple[Any, dict[str, tuple[JsonValue, list[Claim]]]]] = {}
    for claim in claims:
        for key, value in read(claim):
            _, spellings = by_key.setdefault(repr(key), (key, {}))
            spellings.setdefault(content_hash(value), (value, []))[1].append(claim)
    result = []
    for text in sorted(by_key):
        key, spellings = by_key[text]
        ranked = sorted(spellings, key=lambda each: (-count_origins(spellings[each][1]), each))
        everyone = [claim for each in ranked for claim in spellings[each][1]]
        result.append(Option(key, spellings[ranked[0]][0], tuple(sorted(everyone, key=Claim.order))))
    return result


def supports(claims: Iterable[Claim]) -> tuple[Support, ...]:
    """The claims as the digest shows them, each once, in the order of articles and places."""
    found = {(claim.article.id, claim.fact.evidence.start, claim.fact.id): claim for claim in claims}
    return tuple(found[key].support for key in sorted(found))


def majority(option: Option) -> Any:
    """Most independent origins first."""
    return -count_origins(option.claims)


def merged(
    found: Sequence[Option],
    policy: str,
    rank: Rank = majority,
    relate: Callable[[Any, Any], Relation] | None = None,
    *,
    decide: frozenset[Modality] = ASSERTED,
    also: Iterable[Claim] = (),
) -> MergedValue:
    """The merged value of one field: the best of `found` by `rank`, and every other one with its relation to it.

    In its support stand also those whose value it refines, and the claims `also`, which bear it out without stating a
    value of their own. Without options the value is null and nobody supports it.
    """
    if not found:
        return MergedValue(value=None, support=(), origins=0, policy="consensus")

    def order(option: Option) -> tuple[Any, ...]:
        undecided = not any(claim.fact.modality in decide for claim in option.claims)
        return (undecided, rank(option), majority(option), content_hash(option.value))

    chosen, *others = sorted(found, key=order)
    related = [(other, relate(other.key, chosen.key) if relate else Relation.SCOPE) for other in others]
    backing = [*chosen.claims, *also]
    for other, relation in related:
        if relation is Relation.REFINEMENT:
            backing += other.claims
    return MergedValue(
        value=chosen.value,
        support=supports(backing),
        origins=count_origins(backing),
        conflicts=tuple(
            Conflict(value=other.value, support=supports(other.claims), relation=relation)
            for other, relation in related
        ),
        policy=policy if others else "consensus",
    )


def keep_all(found: Sequence[Option]) -> MergedValue:
    """All values of `found` as one list, most origins first."""
    ranked = sorted(found, key=lambda option: (majority(option), content_hash(option.value)))
    backing = [claim for option in ranked for claim in option.claims]
    return MergedValue(
        value=[option.value for option in ranked],
        support=supports(backing),
        origins=count_origins(backing),
        policy="keep_all",
    )
