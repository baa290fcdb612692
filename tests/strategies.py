"""Generated articles with facts, as reports on the same few things by the same few outlets: made to collide.

Every fact is built together with the sentence it stands in, so evidence is right by construction.
"""

from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

from hypothesis import strategies as st

from summarizer.records import (
    Act,
    ActStep,
    Agreement,
    Article,
    DateFact,
    Evidence,
    Extraction,
    Outcome,
    PromptRef,
    Reason,
    Rejected,
    Run,
    Stance,
    TradeFigure,
    Weapon,
)

AnyFact = Agreement | DateFact | Weapon | TradeFigure | Stance
# A sentence and the fact that it states, once its place is known.
Statement = tuple[str, Callable[[Evidence], AnyFact]]

RUN = Run(model="generated", prompt=PromptRef(name="none", hash="0"), schema="none", calls=2, prompt_tokens=10)
FILLER = (
    "Officials gave no further details about the talks that were held behind closed doors on the eve of the summit",
    "Analysts in the region expect a slow start because both budgets are strained by inflation and by past orders",
    "The opposition asked for a debate and for the full text to be published before any vote is taken on it",
    "A spokesperson declined to comment on the price, the offsets and the share of work for local industry",
)


def extraction(
    statements: Sequence[Statement],
    *,
    outlet: str | None = None,
    published: str | None = None,
    title: str | None = None,
    filler: Sequence[str] = (),
    path: str = "a.txt",
    rejected: Sequence[Rejected] = (),
    outcome: Outcome = Outcome.OK,
) -> Extraction:
    """An article made of `title`, the sentences of `statements` and `filler`, with the facts that they state."""
    text = f"{title}\n\n" if title else ""
    facts = []
    for sentence, make in statements:
        facts.append(make(Evidence(quote=sentence, start=len(text), end=len(text) + len(sentence))))
        text += sentence + ".\n"
    text += "".join(f"{each}.\n" for each in filler)
    article = Article(path=path, outlet=outlet, published=published, title=title, text=text or "Nothing.")
    return Extraction(article=article, facts=tuple(facts), rejected=tuple(rejected), outcome=outcome, run=RUN)


def agreement(
    sentence: str,
    name: str,
    parties: tuple[str, ...] = (),
    status: str = "unknown",
    act: Act | None = None,
    main: bool = False,
) -> Statement:
    """A statement of an agreement."""
    return sentence, lambda evidence: Agreement.model_validate(
        {"evidence": evidence, "name": name, "parties": parties, "status": status, "act": act, "main": main}
    )


def dated(sentence: str, event: str, date_text: str, date: str | None) -> Statement:
    """A statement of a date."""
    return sentence, lambda evidence: DateFact(evidence=evidence, event=event, date_text=date_text, date=date)


def weapon(sentence: str, system: str, stage: str = "unknown", **fields: object) -> Statement:
    """A statement of a weapons system; `system` is its designation too."""
    return sentence, lambda evidence: Weapon.model_validate(
        {"evidence": evidence, "designation": system, "system": f"weapon:{system.lower()}", "stage": stage, **fields}
    )


def figure(sentence: str, text: str, value: str, measure: str, **fields: object) -> Statement:
    """A statement of a figure in US dollars."""
    return sentence, lambda evidence: TradeFigure.model_validate(
        {"evidence": evidence, "figure_text": text, "value": value, "unit": "USD", "measure": measure, **fields}
    )


def stance(sentence: str, holder: str, target: str, position: str) -> Statement:
    """A statement of a stance."""
    return sentence, lambda evidence: Stance.model_validate(
        {"evidence": evidence, "holder": holder, "target": target, "position": position}
    )


_PAIRS = (("India", "Russia"), ("Russia", "India"), ("France", "Poland"))
_NAMES = ("RELOS", "Reciprocal Exchange of Logistics Support", "the pact", "military logistics pact", "trade deal")
_ACTS = (None, *(Act(actor="State Duma", step=ActStep.RATIFIED, date_text=when) for when in (None, "Tuesday", "Dec 2")))
_DATES = (
    ("December 2", "XXXX-12-02"),
    ("Tuesday", None),
    ("2025", "2025"),
    ("December 2025", "2025-12"),
    ("2 December 2025", "2025-12-02"),
    ("December 4-5", "XXXX-12-04/XXXX-12-05"),
    ("last week", None),
)
_FIGURES = (
    ("$68.7 billion", "68700000000", "exact"),
    ("nearly $69 billion", "69000000000", "approximate"),
    ("$50 billion", "50000000000", "at_least"),
    ("$65 billion", "65000000000", "exact"),
)
# A small world, so that articles often speak of the same thing, sometimes differently.
STATEMENTS: Sequence[Sequence[Statement]] = (
    [
        agreement(
            f"{pair[0]} and {pair[1]} have {status} {name}, {act and act.date_text}", name, some, status, act, main
        )
        for name, pair, status, act, main in product(
            _NAMES, _PAIRS, ("unknown", "signed", "ratified"), _ACTS, (False, True)
        )
        for some in ((), pair[:1], pair)
    ],
    [
        dated(f"{event}, {text}", event, text, date)
        for event, (text, date) in product(
            ("Putin visits India", "Putin's visit to New Delhi", "Duma ratified the pact"), _DATES
        )
    ],
    [
        weapon(
            f"{recipient} has {stage} {quantity} {unit} of {system}",
            system,
            stage,
            quantity=quantity,
            unit=unit,
            recipient=recipient,
        )
        for system, stage, quantity, unit, recipient in product(
            ("S-400", "Su-57"),
            ("unknown", "requested", "ordered", "delivered"),
            (None, 3, 300),
            (None, "missiles", "squadrons"),
            (None, "India", "Poland"),
        )
    ],
    [
        figure(f"{measure} of {text} in {period}", text, value, measure, bound=bound, period=period)
        for measure, (text, value, bound), period in product(
            ("bilateral trade", "trade deficit", "trade"), _FIGURES, (None, "2024", "2024-04/2025-03")
        )
    ],
    [
        stance(f"{holder} is {position} about {target}", holder, target, position)
        for holder, position, target in product(
            ("article", "Belousov", "Defence Minister Andrei Belousov", "India"),
            ("supportive", "critical", "neutral"),
            ("the pact", "the RELOS pact", "Putin's visit"),
        )
    ],
)
_PAGES = tuple(
    product(
        (None, "The Daily Post", "Evening Star", "Reuters"),
        (None, "2025-12-02", "2025-12-05", "2025-03-01"),
        (None, "Putin visits India for defence talks", "EU adopts 19th sanctions package"),
        ("a.txt", "b.txt"),
        ((), (Rejected(fact={"name": "a pact"}, reason=Reason.VALUE_NOT_IN_ARTICLE),)),
        (Outcome.OK, Outcome.FAILED),
        ((), FILLER, FILLER[::-1], FILLER[1:]),
    )
)


def statements() -> st.SearchStrategy[Statement]:
    """One statement, each kind as likely."""
    return st.one_of([st.sampled_from(of_kind) for of_kind in STATEMENTS])


def extractions() -> st.SearchStrategy[Extraction]:
    """An article with up to five statements."""

    def build(page: tuple[Any, ...], said: list[Statement]) -> Extraction:
        outlet, published, title, path, rejected, outcome, filler = page
        return extraction(
            said,
            outlet=outlet,
            published=published,
            title=title,
            path=path,
            rejected=rejected,
            outcome=outcome,
            filler=filler,
        )

    return st.builds(build, st.sampled_from(_PAGES), st.lists(statements(), max_size=5))


def folders(most: int = 6) -> st.SearchStrategy[list[Extraction]]:
    """Up to `most` articles, as one night's folder may hold them."""
    return st.lists(extractions(), max_size=most)
