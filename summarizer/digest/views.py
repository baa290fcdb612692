"""What stands on a digest's page, as plain tuples: every format for people renders these and nothing else.

All strings are raw text in words for people; escaping them is the format's duty. `references` are the numbers of
articles in the list of sources, from 1, ascending.
"""

from typing import NamedTuple


class Quote(NamedTuple):
    """An article's words for a value: the text, the article's number on the page, and how far it commits itself."""

    text: str
    reference: int
    hedge: str


class FactView(NamedTuple):
    """One merged record: its value in words, details, who says it, the best quote."""

    kind: str
    main: bool
    value: str
    details: tuple[str, ...]
    origins: str
    said_by: tuple[str, ...]
    references: tuple[int, ...]
    quote: Quote
    single: bool
    differs: bool


class DateView(NamedTuple):
    """One line of the timeline."""

    when: str
    event: str
    references: tuple[int, ...]
    single: bool
    quote: Quote


class StanceView(NamedTuple):
    """One position of one holder on one target, and the articles that show it."""

    holder: str
    target: str
    position: str
    origins: int
    references: tuple[int, ...]


class SideView(NamedTuple):
    """One side of a difference: the value in words, who says it, the best quote."""

    value: str
    said_by: tuple[str, ...]
    quote: Quote


class DifferenceView(NamedTuple):
    """Two values for one field, side by side; `rule` says why the first one was chosen."""

    about: str
    field: str
    chosen: SideView
    other: SideView
    relation: str
    rule: str


class Wording(NamedTuple):
    """A value as some articles put it, and which ones."""

    words: str
    references: tuple[int, ...]


class WordingView(NamedTuple):
    """One value as other articles put it: less precisely, in other words, more or less firmly."""

    about: str
    field: str
    chosen: str
    others: tuple[Wording, ...]


class OriginView(NamedTuple):
    """Articles that count as one source, and why."""

    references: tuple[int, ...]
    reason: str


class StoryView(NamedTuple):
    """One story, its parts in the order in which they are read."""

    title: str
    articles: str
    origins: str
    headlines: tuple[FactView, ...]
    differences: tuple[DifferenceView, ...]
    stances: tuple[StanceView, ...]
    timeline: tuple[DateView, ...]
    further: tuple[FactView, ...]
    wordings: tuple[WordingView, ...]
    one_origin: tuple[OriginView, ...]


class SourceView(NamedTuple):
    """One article of the numbered list of sources."""

    path: str
    outlet: str
    published: str
    title: str
    outcome: str
    facts: str


class RejectedView(NamedTuple):
    """One proposal, or one field of it, that was not believed."""

    reference: int
    kind: str
    proposed: str
    reason: str
    detail: str


class ProblemView(NamedTuple):
    """One input that a person should look at."""

    path: str
    effect: str
    words: str


class RunView(NamedTuple):
    """What the answers rest on and what they cost."""

    model: str
    prompts: str
    schema: str
    articles: str
    calls: str
    tokens: str


class Page(NamedTuple):
    """The whole digest."""

    counts: tuple[str, ...]
    stories: tuple[StoryView, ...]
    sources: tuple[SourceView, ...]
    rejected: tuple[RejectedView, ...]
    problems: tuple[ProblemView, ...]
    runs: tuple[RunView, ...]
