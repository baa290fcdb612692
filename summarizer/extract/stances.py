"""Stances: the sentences in which an actor takes a side, asked for who and which way; and the article's own framing.

A sentence is a candidate when it names an actor (a country, an organisation, a person) and holds a word of approval,
disapproval or appraisal; the actors it names are the only holders offered.
"""

import re
from typing import Any, NamedTuple

from pydantic import Field

from summarizer.extract.cues import modality, takes_sides
from summarizer.extract.grounding import Grounded, ground
from summarizer.extract.schema import NOBODY, POSITION_WORDS, choice, entry, label
from summarizer.extract.view import View, one_line, own_words
from summarizer.read.mentions import SentenceMentions
from summarizer.records import Position, Reason, Rejected

KEY = "s"
# Judging more sentences costs more than it finds: the sides of a news article are taken by then.
MOST_SENTENCES = 10
ARTICLE = "article"
# A name is a run of two or three capitalised words; more is a headline.
PERSON = re.compile(
    r"(?<![\w’'-])(?:[A-Z][a-zà-ÿ’'-]{1,20}|[A-Z]\.)(?: (?:[A-Z][a-zà-ÿ’'-]{1,20}|[A-Z]\.|al|bin|von|van)){1,2}(?![\w’-])"
)


class StanceCandidate(NamedTuple):
    """A sentence that takes sides and the names in it; for the article's own framing, its headline and no names."""

    sentence: SentenceMentions
    holders: tuple[str, ...]


def candidates(view: View) -> tuple[StanceCandidate, ...]:
    """The article's own framing first, then the sentences in which somebody takes a side."""
    if not view.sentences:
        return ()
    found = [StanceCandidate(_framing(view), ())]
    for sentence in view.sentences:
        names = holders(sentence)
        if names and takes_sides(sentence.sentence.text):
            found.append(StanceCandidate(sentence, names))
    return tuple(found[: MOST_SENTENCES + 1])


def holders(sentence: SentenceMentions) -> tuple[str, ...]:
    """The persons and actors of a sentence, each once, persons first, as written."""
    text = sentence.sentence.text
    actors = {actor.actor: actor.text for actor in reversed(sentence.actors)}
    named = [(m.start(), m.group()) for m in PERSON.finditer(text)]
    people = [
        name
        for at, name in named
        if not any(
            a.start - sentence.sentence.start < at + len(name) and at < a.end - sentence.sentence.start
            for a in (*sentence.actors, *sentence.agreements, *sentence.designations)
        )
    ]
    return tuple(dict.fromkeys((*people, *actors.values())))


def listing(view: View, candidate: StanceCandidate) -> str:
    """The candidate as the model sees it."""
    return one_line(candidate.sentence.sentence.text)


def form(view: View, candidate: StanceCandidate) -> Any:
    """What is asked of one sentence: who takes a side on what, and which."""
    position = (choice(POSITION_WORDS), Field(description="the side taken"))
    target = label("on what, at most six words of that sentence")
    if not candidate.holders:
        return entry("Framing", target=target, position=position)
    holder = (choice((*candidate.holders, NOBODY)), Field(description="who in it takes a side"))
    return entry("Side", holder=holder, target=target, position=position)


def read(view: View, candidate: StanceCandidate, answer: Any) -> Grounded:
    """The stance; an actor who takes no side has none."""
    sentence = candidate.sentence
    holder = answer.holder if candidate.holders else ARTICLE
    proposed = {
        "kind": "stance",
        "holder": holder,
        "target": one_line(answer.target),
        "position": POSITION_WORDS[answer.position],
        "modality": modality(sentence.sentence.text),
    }
    if holder == NOBODY or (holder != ARTICLE and proposed["position"] is Position.NEUTRAL):
        return Grounded(rejected=(Rejected(fact=proposed, reason=Reason.NOT_THIS_KIND, detail="takes no side"),))
    return ground(view, proposed, sentence, fallback=own_words(sentence, sentence.sentence.start))


def _framing(view: View) -> SentenceMentions:
    """The headline, or else the first sentence."""
    title = view.article.title
    return next((s for s in view.sentences if title and s.sentence.text in title), view.sentences[0])
