"""Weapons: every system that the article names, asked for its stage and who supplies whom; numbers are read by code."""

import re
from typing import Any, NamedTuple

from summarizer.extract.cues import AHEAD, DONE_STAGES, STAGE_CUES, modality, shown
from summarizer.extract.grounding import Grounded, ground
from summarizer.extract.schema import NOBODY, NOT_SAID, STAGE_WORDS, Options, choices, words_for
from summarizer.extract.view import View, snippet
from summarizer.read.mentions import SentenceMentions
from summarizer.records import Modality, WeaponStage
from summarizer.values.designations import DesignationSpan
from summarizer.values.quantities import QuantitySpan, parse_quantity

KEY = "w"
# A count belongs to the system it stands beside: "300 new S-400 missiles", "S-400 deliveries (got three squadrons …)".
QUANTITY_REACH = 40
# One country's goods in another's hands.
SOLD = re.compile(r"\b(?:sold|sells?|selling|re-?export\w*|hand(?:ed|s|ing)? over)\b", re.IGNORECASE)
# A count across one of these belongs to another thing ("20 tanks for S-400 parts"), but for munitions of the system
# ("300 missiles for its S-400 systems").
OTHER_THING = re.compile(
    r"\b(?:for(?! (?:its|their|the)\b)|on|by|with|against|to|from|in|after|when|as|instead)\b", re.IGNORECASE
)
# What separates one item of a list from the next.
LIST_ENDS = re.compile(r"[,;)]|\band\b")


class WeaponCandidate(NamedTuple):
    """One system in one number: the mention that shows it best."""

    span: DesignationSpan
    sentence: SentenceMentions
    quantity: QuantitySpan | None


def candidates(view: View) -> tuple[WeaponCandidate, ...]:
    """Each system once, or once for each number that the article gives of it.

    Without a number the mention is chosen whose sentence shows most of its stage; ties go to the first.
    """
    systems: dict[str, list[tuple[DesignationSpan, SentenceMentions, QuantitySpan | None]]] = {}
    for sentence in view.sentences:
        for span in sentence.designations:
            systems.setdefault(span.system, []).append((span, sentence, quantity_of(span, sentence)))
    found = []
    for seen in systems.values():
        counted = {parse_quantity(m[2].text): m for m in reversed(seen) if m[2]}
        chosen = sorted(counted.values(), key=lambda mention: mention[0].start)
        if not chosen:
            chosen = [max(seen, key=lambda m: (len(shown(m[1].sentence.text, STAGE_CUES)), -m[0].start))]
        for span, sentence, quantity in chosen:
            found.append(WeaponCandidate(span, sentence, quantity))
    return tuple(sorted(found, key=lambda candidate: candidate.span.start))


def quantity_of(span: DesignationSpan, sentence: SentenceMentions) -> QuantitySpan | None:
    """The count that stands beside a designation, with no other item of a list between them."""

    def between(quantity: QuantitySpan) -> str:
        low, high = min(span.end, quantity.end), max(span.start, quantity.start)
        return sentence.sentence.text[low - sentence.sentence.start : high - sentence.sentence.start]

    near = [
        (len(gap), q.start, q)
        for q in sentence.quantities
        if len(gap := between(q)) <= QUANTITY_REACH and not LIST_ENDS.search(gap) and not OTHER_THING.search(gap)
    ]
    return min(near)[2] if near else None


def listing(view: View, candidate: WeaponCandidate) -> str:
    """The candidate as the model sees it."""
    name = f"{candidate.span.text} ({candidate.quantity.text})" if candidate.quantity else candidate.span.text
    return f'"{name}" in: {snippet(candidate.sentence, candidate.span.start, candidate.span.end)}'


def form(view: View, candidate: WeaponCandidate) -> Any:
    """What is asked of one system: the choices that the words leave open."""
    return choices("System", _options(view, candidate))


def _options(view: View, candidate: WeaponCandidate) -> dict[str, Options]:
    """What stage, supplier and recipient can be.

    The stages are those of which the system's own item in the sentence shows a word, else the sentence. The supplier is
    the maker where the article names it; only where something is handed on can it be another. Who gets it must be named
    in the sentence.
    """
    makers = view.makers(candidate.span.system)
    named = tuple(view.actor_names[maker] for maker in makers if maker in view.actor_names)
    here = {actor.actor: view.actor_names[actor.actor] for actor in candidate.sentence.actors}
    others = tuple(name for actor, name in here.items() if actor not in makers)
    stages = shown(_item(candidate), STAGE_CUES) or shown(_text(candidate), STAGE_CUES)
    handed_on = {WeaponStage.TRANSFERRED, WeaponStage.DELIVERING} & set(stages) or SOLD.search(_text(candidate))
    if _modality(candidate) in AHEAD:
        stages = tuple(stage for stage in stages if stage not in DONE_STAGES)
    from_another = others and (handed_on or not makers)
    suppliers = (*dict.fromkeys((*named, *here.values())), NOBODY) if from_another else named[:1]
    return {
        "stage": Options(words_for(stages, STAGE_WORDS) or (NOT_SAID,), "how far this system has come there"),
        "supplier": Options(suppliers or (NOBODY,), "who makes, sells or gives it"),
        "recipient": Options((*others, NOBODY), "who gets, wants or uses it"),
    }


def _item(candidate: WeaponCandidate) -> str:
    """The item of a list in which a designation stands: "S-400 deliveries", "Su-30 upgrades"."""
    text, start = candidate.sentence.sentence.text, candidate.sentence.sentence.start
    at = candidate.span.start - start
    first = max((m.end() for m in LIST_ENDS.finditer(text, 0, at)), default=0)
    last = next((m.start() for m in LIST_ENDS.finditer(text, candidate.span.end - start)), len(text))
    return text[first:last]


def _text(candidate: WeaponCandidate) -> str:
    return candidate.sentence.sentence.text


def _modality(candidate: WeaponCandidate) -> Modality:
    return modality(candidate.sentence.sentence.text, candidate.span.start - candidate.sentence.sentence.start)


def read(view: View, candidate: WeaponCandidate, answer: Any) -> Grounded:
    """The fact, with the count beside the designation."""
    options = _options(view, candidate)
    count = parse_quantity(candidate.quantity.text) if candidate.quantity else None
    supplier = options["supplier"].chosen(answer, "supplier")
    recipient = options["recipient"].chosen(answer, "recipient")
    return ground(
        view,
        {
            "kind": "weapon",
            "designation": candidate.span.text,
            "system": candidate.span.system,
            "quantity": count.value if count else None,
            "quantity_text": candidate.quantity.text if candidate.quantity else None,
            "unit": count.unit if count else None,
            "stage": STAGE_WORDS[options["stage"].chosen(answer, "stage")],
            "supplier": None if supplier == NOBODY else supplier,
            "recipient": None if recipient in (NOBODY, supplier) else recipient,
            "modality": _modality(candidate),
        },
        candidate.sentence,
    )
