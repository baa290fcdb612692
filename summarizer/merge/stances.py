"""Which claims about stances are about one holder and one target, so that positions can stand side by side.

The framing of the articles themselves is one subject: every outlet on what the story is about.
"""

from collections.abc import Sequence

from summarizer.merge.agreement_names import KIND_STEMS
from summarizer.merge.claims import Claim, Names, full_names
from summarizer.merge.wording import share_of_smaller
from summarizer.records import Stance

ARTICLE = "article"
# Half the words of the shorter target must be the other's.
SAME_TARGET = 0.5


def same_stances(claims: Sequence[Claim], names: Names) -> list[list[Claim]]:
    """The claims of one story about stances (each fact a Stance), grouped by holder and target."""
    holders = [holder_key(claim, names) for claim in claims]
    longest = full_names(holders)
    cells: dict[str, dict[frozenset[str], list[Claim]]] = {}
    for claim, written in zip(claims, holders, strict=True):
        assert isinstance(claim.fact, Stance)
        holder = longest.get(written, written)
        target = frozenset() if holder == ARTICLE else names.terms_in(claim.fact.target)
        cells.setdefault(holder, {}).setdefault(target, []).append(claim)
    return [group for holder in sorted(cells) for group in _by_target(cells[holder])]


def holder_key(claim: Claim, names: Names) -> str:
    """Who takes the stance: "article", a registry id, or "name:" and a folded name."""
    assert isinstance(claim.fact, Stance)
    return ARTICLE if claim.fact.holder == ARTICLE else names.actor(claim.fact.holder)


def _by_target(cell: dict[frozenset[str], list[Claim]]) -> list[list[Claim]]:
    groups: list[tuple[frozenset[str], list[Claim]]] = []
    telling = sorted((target for target in cell if target - KIND_STEMS), key=lambda each: (-len(each), sorted(each)))
    for target in telling:
        scores = [
            (share, -number)
            for number, (leader, _) in enumerate(groups)
            if (share := share_of_smaller(target, leader)) >= SAME_TARGET
        ]
        if scores:
            groups[-max(scores)[1]][1].extend(cell[target])
        else:
            groups.append((target, list(cell[target])))
    vague = [claim for target in cell if target not in telling for claim in cell[target]]
    if vague and len(groups) == 1:
        # "The deal" is what the holder speaks of elsewhere, where that is one thing.
        groups[0][1].extend(vague)
    elif vague:
        groups.append((frozenset(), vague))
    return [claims for _, claims in groups]
