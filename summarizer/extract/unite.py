"""Facts of one article that say the same thing become one; the others are listed as duplicates, not lost.

News repeats itself: headline, summary and body give one date three times. Across articles that is confirmation and is
counted by the merge; inside one article it is only repetition.
"""

from collections.abc import Hashable, Iterable
from typing import NamedTuple

from summarizer.extract.cues import STATUS_CUES, shown
from summarizer.extract.grounding import Grounded, stems
from summarizer.records import Agreement, AgreementStatus, DateFact, Fact, Reason, Rejected, Stance, TradeFigure, Weapon
from summarizer.values.names import Registry, person_key

# An undated weekday is the dated day beside it when both tell of one deed (signed, ratified …) in shared words.
SHARED_STEMS = 3


def unite(facts: Iterable[Fact], registry: Registry) -> Grounded:
    """The facts with repetitions taken out, in order of place, and what was taken out with its reason."""
    kept: dict[Hashable, Fact] = {}
    dated: list[_Dated] = []
    rejected: list[Rejected] = []
    # dated facts first, so that "on Tuesday" can join the day it means
    for fact in sorted(facts, key=lambda f: (isinstance(f, DateFact) and f.date is None, f.evidence.start, f.id)):
        key = _key(fact, registry)
        same = kept.get(key) or (_day_meant(fact, dated) if isinstance(fact, DateFact) and not fact.date else None)
        if same is None:
            kept[key] = fact
            if isinstance(fact, DateFact) and fact.date:
                dated.append(_Dated(fact, frozenset(shown(fact.evidence.quote, STATUS_CUES)), frozenset(_words(fact))))
        else:
            rejected.append(
                Rejected(
                    fact=fact.model_dump(mode="json"), reason=Reason.DUPLICATE, detail=f"says the same as {same.id}"
                )
            )
    ordered = sorted(kept.values(), key=lambda f: (f.evidence.start, f.kind, f.id))
    return Grounded(tuple(ordered), tuple(rejected))


class _Dated(NamedTuple):
    """A dated fact, the deeds its sentence tells of, and its words."""

    fact: DateFact
    deeds: frozenset[AgreementStatus]
    words: frozenset[str]


def _key(fact: Fact, registry: Registry) -> Hashable:
    """What two facts of one article share that say the same."""
    match fact:
        case DateFact():
            return ("date", fact.date or fact.date_text.casefold(), fact.date is None)
        case Agreement():
            return ("agreement", frozenset(stems(fact.name)))
        case Weapon():
            return ("weapon", fact.system, fact.quantity, fact.unit)
        case TradeFigure():
            return ("figure", fact.value, fact.unit, frozenset(stems(fact.measure)))
        case Stance():
            return ("stance", fact.position, registry.actor(fact.holder) or person_key(fact.holder))


def _day_meant(fact: DateFact, dated: Iterable[_Dated]) -> DateFact | None:
    """The dated fact that an undated one means: both tell of one deed (signed, ratified …) in shared words."""
    deeds, words = set(shown(fact.evidence.quote, STATUS_CUES)), _words(fact)
    return next((d.fact for d in dated if deeds & d.deeds and len(words & d.words) >= SHARED_STEMS), None)


def _words(fact: DateFact) -> set[str]:
    return stems(fact.evidence.quote) - stems(fact.date_text)
