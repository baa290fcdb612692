"""Trade figures: every sum and percentage, asked for what it measures; value and period are read by code."""

from typing import Any, NamedTuple

from pydantic import Field

from summarizer.extract.cues import modality
from summarizer.extract.grounding import Grounded, ground, stems
from summarizer.extract.schema import CATEGORY_CUES, OTHER, choice, entry, short_label
from summarizer.extract.view import View, clause, is_period, one_line, own_words, snippet
from summarizer.read.mentions import SentenceMentions
from summarizer.values.dates import DateSpan, resolve
from summarizer.values.figures import Figure, FigureSpan, parse_figure, plain

KEY = "f"
# A period stands beside its figure ("$68.7B in FY25"); further off it belongs to something else.
PERIOD_REACH = 40


class FigureCandidate(NamedTuple):
    """One figure, where it stands, its value, and the words of the period it covers."""

    span: FigureSpan
    sentence: SentenceMentions
    figure: Figure
    period: DateSpan | None


def candidates(view: View) -> tuple[FigureCandidate, ...]:
    """The figures that can be read; one repeated in the same clause is asked about once."""
    found: dict[tuple[str, str, str], FigureCandidate] = {}
    for sentence in view.sentences:
        for span in sentence.figures:
            figure = parse_figure(span.text)
            if figure is not None:
                key = (plain(figure.value), figure.unit, clause(sentence, span.start).text.casefold())
                found.setdefault(key, FigureCandidate(span, sentence, figure, period_of(span, sentence)))
    return tuple(found.values())


def period_of(figure: FigureSpan, sentence: SentenceMentions) -> DateSpan | None:
    """The year, fiscal year, quarter or range nearest to a figure in its sentence, within reach."""
    near = [
        (max(date.start - figure.end, figure.start - date.end), date.start < figure.start, date)
        for date in sentence.dates
        if is_period(date.text)
    ]
    distance, _, date = min(near, default=(PERIOD_REACH + 1, False, None))
    return date if distance <= PERIOD_REACH else None


def listing(view: View, candidate: FigureCandidate) -> str:
    """The candidate as the model sees it."""
    return f'"{candidate.span.text}" in: {snippet(candidate.sentence, candidate.span.start, candidate.span.end)}'


def form(view: View, candidate: FigureCandidate) -> Any:
    """What is asked of one figure."""
    fields = {"measure": short_label("the words of that line that say what it measures, at most six")}
    categories = _categories(candidate)
    if len(categories) > 1:
        fields["category"] = (choice(categories), Field(description="the kind of figure"))
    return entry("Figure", **fields)


def _categories(candidate: FigureCandidate) -> tuple[str, ...]:
    """The kinds of figure of which the clause shows a word; all kinds where it shows none."""
    here = clause(candidate.sentence, candidate.span.start).text
    words = here.lower()
    found = tuple(name for name, cues in CATEGORY_CUES.items() if any(f" {cue}" in f" {words}" for cue in cues))
    return found or (*CATEGORY_CUES, OTHER)


def read(view: View, candidate: FigureCandidate, answer: Any) -> Grounded:
    """The fact, with the model's measure where the sentence bears it out, and the sentence's own clause where not."""
    categories = _categories(candidate)
    sentence, span, figure, period = candidate.sentence, candidate.span, candidate.figure, candidate.period
    return ground(
        view,
        {
            "kind": "trade_figure",
            "figure_text": span.text,
            "value": plain(figure.value),
            "unit": figure.unit,
            "bound": figure.bound,
            # a small model may give the figure back as its own measure
            "measure": one_line(answer.measure) if stems(answer.measure) - stems(span.text) else "",
            "category": answer.category if len(categories) > 1 else categories[0],
            "period_text": period.text if period else None,
            "period": resolve(period.text, view.date_context(sentence, period.start)) if period else None,
            "modality": modality(sentence.sentence.text, span.start - sentence.sentence.start),
        },
        sentence,
        fallback=own_words(sentence, span.start),
    )
