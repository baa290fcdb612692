"""Weapons: every system that the article names, asked for its stage and who supplies whom; numbers are read by code."""

import re
from typing import Any, NamedTuple

from pydantic import Field

from summarizer.extract.cues import STAGE_CUES, modality, shown
from summarizer.extract.grounding import Grounded, ground
from summarizer.extract.schema import NOBODY, STAGE_WORDS, choice, entry, words_for
from summarizer.extract.view import View, one_line
from summarizer.read.mentions import SentenceMentions
from summarizer.records import WeaponStage
from summarizer.values.designations import DesignationSpan
from summarizer.values.quantities import QuantitySpan, parse_quantity

KEY = "w"
# A count belongs to the system it stands beside: "300 new S-400 missiles", "S-400 deliveries (got three squadrons …)".
QUANTITY_REACH = 40
# What separates one item of a list from the next.
LIST_ENDS = re.compile(r"[,;)]|\band\b")
# A sentence or two show the stage; more would cost tokens and add other systems' stages.
MOST_SENTENCES = 2


class WeaponCandidate(NamedTuple):
    """One system in one number: the mention that shows it best, and the other sentences that name it."""

    span: DesignationSpan
    sentence: SentenceMentions
    quantity: QuantitySpan | None
    others: tuple[SentenceMentions, ...]


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
            others = dict.fromkeys(s for _, s, _ in seen if s is not sentence)
            found.append(WeaponCandidate(span, sentence, quantity, tuple(others)[: MOST_SENTENCES - 1]))
    return tuple(sorted(found, key=lambda candidate: candidate.span.start))


def quantity_of(span: DesignationSpan, sentence: SentenceMentions) -> QuantitySpan | None:
    """The count that stands beside a designation, with no other item of a list between them."""

    def between(quantity: QuantitySpan) -> str:
        low, high = min(span.end, quantity.end), max(span.start, quantity.start)
        return sentence.sentence.text[low - sentence.sentence.start : high - sentence.sentence.start]

    near = [
        (len(gap), q.start, q)
        for q in sentence.quantities
        if len(gap := between(q)) <= QUANTITY_REACH and not LIST_ENDS.search(gap)
    ]
    return min(near)[2] if near else None


def listing(view: View, candidate: WeaponCandidate) -> str:
    """The candidate as the model sees it."""
    quotes = [one_line(s.sentence.text) for s in (candidate.sentence, *candidate.others)]
    name = f"{candidate.span.text} ({candidate.quantity.text})" if candidate.quantity else candidate.span.text
    return f'"{name}" in: {" / ".join(quotes)}'


def form(view: View, candidate: WeaponCandidate) -> Any:
    """What is asked of one system; only stages of which the sentence shows a word are offered."""
    stages = words_for(shown(candidate.sentence.sentence.text, STAGE_CUES), STAGE_WORDS) or ("not said",)
    makers, others = _sides(view, candidate)
    return entry(
        "System",
        stage=(choice(stages), Field(description="how far this system has come there")),
        supplier=(choice((*makers, NOBODY)), Field(description="who makes or sells it")),
        recipient=(choice((*others, NOBODY)), Field(description="who gets, wants or uses it")),
    )


def _sides(view: View, candidate: WeaponCandidate) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who can be the supplier and who the recipient: where the article names the maker's country, that one supplies."""
    there = view.actors_in((candidate.sentence, *candidate.others))
    weapon = view.registry.weapon(candidate.span.system)
    makers = {f"country:{code}" for code in weapon.country} if weapon else set()
    named = tuple(view.actor_names[maker] for maker in sorted(makers & view.actor_names.keys()))
    others = tuple(name for actor, name in there.items() if actor not in makers)
    return named or tuple(there.values()), others or tuple(there.values())


def read(view: View, candidate: WeaponCandidate, answer: Any) -> Grounded:
    """The fact, with the count beside the designation."""
    count = parse_quantity(candidate.quantity.text) if candidate.quantity else None
    at = candidate.span.start - candidate.sentence.sentence.start
    supplier = None if answer.supplier == NOBODY else answer.supplier
    recipient = None if answer.recipient in (NOBODY, supplier) else answer.recipient
    return ground(
        view,
        {
            "kind": "weapon",
            "designation": candidate.span.text,
            "system": candidate.span.system,
            "quantity": count.value if count else None,
            "quantity_text": candidate.quantity.text if candidate.quantity else None,
            "unit": count.unit if count else None,
            "stage": STAGE_WORDS.get(answer.stage, WeaponStage.UNKNOWN),
            "supplier": supplier,
            "recipient": recipient,
            "modality": modality(candidate.sentence.sentence.text, at),
        },
        candidate.sentence,
    )
