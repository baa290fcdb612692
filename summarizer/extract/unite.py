"""Facts of one article that say the same thing become one; the others are listed as duplicates, not lost.

News repeats itself: headline, summary and body give one date three times. Across articles that is confirmation and is
counted by the merge; inside one article it is only repetition.
"""

from collections.abc import Iterable

from summarizer.extract.cues import STATUS_CUES, shown
from summarizer.extract.grounding import Grounded, stems
from summarizer.records import Agreement, DateFact, Fact, Reason, Rejected, Stance, TradeFigure, Weapon
from summarizer.values.names import Registry, person_key

# An undated weekday is the dated day beside it when both tell of one deed (signed, ratified …) in shared words.
SHARED_STEMS = 3


def unite(facts: Iterable[Fact], registry: Registry) -> Grounded:
    """The facts with repetitions taken out, in order of place, and what was taken out with its reason."""
    kept: list[Fact] = []
    rejected: list[Rejected] = []
    # dated facts first, so that "on Tuesday" can join the day it means
    for fact in sorted(facts, key=lambda f: (isinstance(f, DateFact) and f.date is None, f.evidence.start, f.id)):
        same = next((other for other in kept if other.kind == fact.kind and _same(other, fact, registry)), None)
        if same is None:
            kept.append(fact)
        else:
            rejected.append(
                Rejected(
                    fact=fact.model_dump(mode="json"), reason=Reason.DUPLICATE, detail=f"says the same as {same.id}"
                )
            )
    return Grounded(tuple(sorted(kept, key=lambda f: (f.evidence.start, f.kind, f.id))), tuple(rejected))


def _same(a: Fact, b: Fact, registry: Registry) -> bool:
    match a, b:
        case DateFact(), DateFact():
            if a.date is not None and b.date is not None:
                return a.date == b.date
            if a.date is None and b.date is None:
                return a.date_text.casefold() == b.date_text.casefold()
            deeds = set(shown(a.evidence.quote, STATUS_CUES)) & set(shown(b.evidence.quote, STATUS_CUES))
            return bool(deeds) and len(_words(a) & _words(b)) >= SHARED_STEMS
        case Agreement(), Agreement():
            return stems(a.name) == stems(b.name)
        case Weapon(), Weapon():
            return (a.system, a.quantity, a.unit) == (b.system, b.quantity, b.unit)
        case TradeFigure(), TradeFigure():
            return (a.value, a.unit) == (b.value, b.unit)
        case Stance(), Stance():
            return a.position == b.position and _holder(a, registry) == _holder(b, registry)
    return False


def _words(fact: DateFact) -> set[str]:
    return stems(fact.evidence.quote) - stems(fact.date_text)


def _holder(stance: Stance, registry: Registry) -> str:
    return registry.actor(stance.holder) or person_key(stance.holder)
