"""The candidates of an article: every date, figure, quantity, designation, agreement phrase and actor, with its span.

A scanner proposes, the model judges: asked freely a small model finds a quarter of the dates, asked about a list it
judges them all. Scanning goes sentence by sentence, so nothing reaches over a full stop or into the page's furniture.
"""

from collections.abc import Iterable
from typing import NamedTuple, Protocol, Self, TypeVar

from summarizer.read.agreements import AgreementSpan, find_agreements, introduced_acronyms
from summarizer.records import Mention, MentionKind, Sentence
from summarizer.values.dates import DateSpan, find_dates
from summarizer.values.designations import DesignationSpan, find_designations
from summarizer.values.figures import FigureSpan, find_figures
from summarizer.values.names import ActorSpan, Registry, find_actors
from summarizer.values.quantities import QuantitySpan, find_quantities


class SentenceMentions(NamedTuple):
    """One sentence and its candidates, each with offsets into the article's text."""

    sentence: Sentence
    dates: tuple[DateSpan, ...]
    figures: tuple[FigureSpan, ...]
    quantities: tuple[QuantitySpan, ...]
    designations: tuple[DesignationSpan, ...]
    agreements: tuple[AgreementSpan, ...]
    actors: tuple[ActorSpan, ...]


class _Span(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...
    def _replace(self, *, start: int, end: int) -> Self: ...


S = TypeVar("S", bound=_Span)


def scan(sentence: Sentence, registry: Registry, introduced: frozenset[str] = frozenset()) -> SentenceMentions:
    """All candidates of one sentence.

    `introduced` are the acronyms that the article expands for its agreements (`introduced_acronyms` of its text).
    """
    text = sentence.text
    actors = find_actors(text, registry)

    def here(spans: Iterable[S]) -> tuple[S, ...]:
        return tuple(s._replace(start=sentence.start + s.start, end=sentence.start + s.end) for s in spans)

    return SentenceMentions(
        sentence=sentence,
        dates=here(find_dates(text)),
        figures=here(find_figures(text)),
        quantities=here(find_quantities(text)),
        designations=here(find_designations(text, registry)),
        agreements=here(
            find_agreements(text, introduced=introduced, parties=frozenset(actor.text for actor in actors))
        ),
        actors=here(actors),
    )


def mentions(sentences: Iterable[Sentence], registry: Registry) -> tuple[Mention, ...]:
    """The candidates of some sentences as records, in the order of the text."""
    read = tuple(sentences)
    introduced = frozenset().union(*(introduced_acronyms(sentence.text) for sentence in read))
    found: list[Mention] = []
    for sentence in read:
        scanned = scan(sentence, registry, introduced)
        kinds: list[tuple[MentionKind, Iterable[_Span]]] = [
            (MentionKind.DATE, scanned.dates),
            (MentionKind.MONEY, [f for f in scanned.figures if f.kind == "money"]),
            (MentionKind.PERCENT, [f for f in scanned.figures if f.kind == "percent"]),
            (MentionKind.QUANTITY, scanned.quantities),
            (MentionKind.DESIGNATION, scanned.designations),
            (MentionKind.AGREEMENT, scanned.agreements),
        ]
        found += [Mention(kind=kind, start=s.start, end=s.end, text=s.text) for kind, spans in kinds for s in spans]
    return tuple(sorted(found, key=lambda mention: (mention.start, mention.end, mention.kind)))
