"""Dates: every date expression of the article, asked for what happens then; the calendar value is resolved by code."""

from typing import Any, NamedTuple

from summarizer.extract.cues import modality
from summarizer.extract.figures import period_of
from summarizer.extract.grounding import Grounded, ground
from summarizer.extract.schema import short_label
from summarizer.extract.view import TRIM, View, is_weekday, one_line, own_words, snippet
from summarizer.read.mentions import SentenceMentions
from summarizer.values.dates import DateSpan, resolve

KEY = "d"


class DateCandidate(NamedTuple):
    """One date expression, where it stands, and its EDTF value where the words and the article fix it."""

    span: DateSpan
    sentence: SentenceMentions
    value: str | None


def candidates(view: View) -> tuple[DateCandidate, ...]:
    """The dates worth asking about, each once: not the period of a figure, and not a "today" that nothing fixes."""
    found: dict[str, DateCandidate] = {}
    for sentence in view.sentences:
        periods = {period_of(figure, sentence) for figure in sentence.figures}
        for span in sentence.dates:
            value = resolve(span.text, view.date_context(sentence, span.start))
            if span not in periods and (value is not None or is_weekday(span.text)):
                found.setdefault(value or span.text.casefold(), DateCandidate(span, sentence, value))
    return tuple(found.values())


def listing(view: View, candidate: DateCandidate) -> str:
    """The candidate as the model sees it."""
    return f'"{candidate.span.text}" in: {snippet(candidate.sentence, candidate.span.start, candidate.span.end)}'


def form(view: View, candidate: DateCandidate) -> Any:
    """What is asked of one date: a label."""
    if _dated_agreement(candidate):
        return None
    return short_label("the words of its line that say what happens then, at most seven")


def read(view: View, candidate: DateCandidate, answer: Any) -> Grounded:
    """The fact, with the model's label where the sentence bears it out, and the sentence's own clause where not."""
    sentence = candidate.sentence
    return ground(
        view,
        {
            "kind": "date",
            "event": _dated_agreement(candidate) or one_line(answer).strip(TRIM),
            "date_text": candidate.span.text,
            "date": candidate.value,
            "modality": modality(sentence.sentence.text, candidate.span.start - sentence.sentence.start),
        },
        sentence,
        fallback=own_words(sentence, candidate.span.start),
    )


def _dated_agreement(candidate: DateCandidate) -> str | None:
    """The agreement that a date stands before as its attribute: "Feb 18 military logistics pact"."""
    span = candidate.span
    named = (a for a in candidate.sentence.agreements if span.end <= a.start <= span.end + 1)
    return next((f"{span.text} {one_line(agreement.text)}" for agreement in named), None)
