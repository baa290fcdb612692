"""Agreements: the phrases that name one, grouped by which instrument they mean, asked for its status and parties.

Grouping follows how texts introduce a thing and pick it up (novelty and familiarity: Heim, 1982): "a … pact"
introduces, "the pact" picks up; the headline's and the lede's instrument are the same; an acronym or a name keeps its
own.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from summarizer.extract.cues import AHEAD, DONE_STATUSES, STATUS_CUES, STEP_CUES, first_cue, modality, shown
from summarizer.extract.grounding import Grounded, ground
from summarizer.extract.schema import NOBODY, NOT_SAID, STATUS_WORDS, Options, choices, words_for
from summarizer.extract.view import View, clause, one_line, snippet
from summarizer.read.agreements import HEADS, AgreementSpan
from summarizer.read.mentions import SentenceMentions
from summarizer.records import ActStep, AgreementStatus, Modality

KEY = "a"
# The steps of one party that bring an instrument to a status.
STATUS_STEPS: Mapping[AgreementStatus, tuple[ActStep, ...]] = {
    AgreementStatus.PROPOSED: (ActStep.PROPOSED,),
    AgreementStatus.INITIALLED: (ActStep.INITIALLED,),
    AgreementStatus.SIGNED: (ActStep.SIGNED,),
    AgreementStatus.RATIFIED: (ActStep.RATIFIED, ActStep.APPROVED, ActStep.ACCEPTED),
    AgreementStatus.REJECTED: (ActStep.REJECTED,),
    AgreementStatus.SUSPENDED: (ActStep.SUSPENDED,),
    AgreementStatus.TERMINATED: (ActStep.WITHDREW,),
}
# What an article is about stands in its headline or first sentences (the inverted pyramid of news writing).
OPENING = 3
# Words that join or head a name and do not tell one agreement from another.
COMMON = HEADS | {"of", "on", "for", "and", "the", "in", "understanding", "with"}
# Titles may stand between "by" and the doer's name ("by then Indian Ambassador").
DOER_REACH = 12
# "signed in February by …": the doer stands behind the step's word.
BY = re.compile(r"\w+\b[^,;.]{0,40}? by ")
EXISTING = re.compile(r"\bexisting\b")
# "existing frameworks like the 2012 Logistics Exchange Memorandum"
BEFORE_NAME = re.compile(r"\bexisting (?:[\w-]+ ){0,4}$")
# "Norway and Germany on Monday signed a …", "India-Russia trade agreement"
JOINED_BEFORE = re.compile(
    r"(?: \w+){0,3} (?:signed|sign|inked|agreed|agree|concluded|ratified|reached|struck)(?: \w+){0,5} "
    r"|[ ’'s]{0,3}(?:\w+ ){0,3}"
)
WITH = re.compile(r"(?: \w+){0,2} with (?:the )?")
WORD = re.compile(r"\w[\w&’'-]*")


@dataclass
class AgreementCandidate:
    """One instrument: the phrases that mean it, in order, each with its sentence."""

    phrases: list[tuple[AgreementSpan, SentenceMentions]] = field(default_factory=list)
    main: bool = False

    @property
    def best(self) -> tuple[AgreementSpan, SentenceMentions]:
        """The phrase that names it: a name before a description, the one whose sentence shows a status, the longer."""
        return max(
            self.phrases,
            key=lambda p: (
                p[0].proper and not _in_headline(p, self.phrases),
                not p[0].bare,
                bool(shown(p[1].sentence.text, STATUS_CUES)),
                len(p[0].text),
                -p[0].start,
            ),
        )

    @property
    def words(self) -> frozenset[str]:
        return frozenset().union(*(content_words(span) for span, _ in self.phrases))

    @property
    def acronyms(self) -> frozenset[str]:
        return frozenset(span.acronym for span, _ in self.phrases if span.acronym)


def candidates(view: View) -> tuple[AgreementCandidate, ...]:
    """The particular instruments of the article; "no new pacts" and "formal alliances" are none."""
    found: list[AgreementCandidate] = []
    for sentence in view.sentences:
        for span in sentence.agreements:
            if span.negated or span.plural:
                continue
            known = _meant(span, sentence, found)
            if known is not None:
                known.phrases.append((span, sentence))
            else:
                found.append(AgreementCandidate([(span, sentence)]))
    # "a contract" names none, but "the deal" behind it is that one and no other
    found = [candidate for candidate in found if not all(span.bare for span, _ in candidate.phrases)]
    opening = [c for c in found if c.phrases[0][1].sentence.number <= OPENING]
    if opening:
        max(opening, key=lambda c: (len(c.phrases), -c.phrases[0][0].start)).main = True
    return tuple(found)


def _meant(
    span: AgreementSpan, sentence: SentenceMentions, known: list[AgreementCandidate]
) -> AgreementCandidate | None:
    """The instrument that a phrase picks up, or None where it introduces one."""
    if not known:
        return None
    words = content_words(span)
    for candidate in reversed(known):
        if span.acronym and span.acronym in candidate.acronyms:
            return candidate
        if words and any(words == content_words(other) for other, _ in candidate.phrases):
            return candidate
    if span.bare:
        return known[-1] if span.definite else None
    headline_only = len(known) == 1 and all(s.sentence.number == 1 for _, s in known[0].phrases)
    if headline_only and sentence.sentence.number <= 3 and not (known[0].acronyms and span.acronym):
        return known[0]
    if span.proper:
        return None
    sharing = [candidate for candidate in known if words & candidate.words]
    if sharing:
        return sharing[-1]
    return known[-1] if span.definite else None


def act_of(sentence: SentenceMentions, name: AgreementSpan, status: AgreementStatus) -> dict[str, Any] | None:
    """Who took the step that the status rests on, and when, where the sentence says both or the first.

    The actor is the last one named before the step's word in its clause, or behind "by"; the date is the nearest one
    behind that word.
    """
    text, start = sentence.sentence.text, sentence.sentence.start
    for step in STATUS_STEPS.get(status, ()):
        cue = first_cue(text, STEP_CUES[step])
        if cue is None:
            continue
        around = clause(sentence, start + cue)
        here = [actor for actor in sentence.actors if around.start <= actor.start < around.end]
        passive = BY.match(text, cue)
        doers = [a for a in here if passive and 0 <= a.start - start - passive.end() <= DOER_REACH]
        doers = doers[:1] if passive else [actor for actor in here if actor.end <= start + cue][-1:]
        if not doers:
            continue
        after = [date for date in sentence.dates if start + cue < date.start < around.end]
        return {"actor": doers[0].text, "step": step, "date_text": after[0].text if after else None}
    return None


def _with(candidate: AgreementCandidate) -> tuple[str, ...]:
    """The actor that the text joins to the agreement by "with" directly behind it: "… Agreement with the US"."""
    for span, sentence in candidate.phrases:
        text = sentence.sentence.text[span.end - sentence.sentence.start :]
        found = WITH.match(text)
        behind = [actor for actor in sentence.actors if found and actor.start == span.end + found.end()]
        if behind:
            return (behind[0].actor,)
    return ()


def _joined(name: AgreementSpan, sentence: SentenceMentions) -> tuple[str, ...]:
    """Two actors whom the sentence joins as parties: behind the name by "between", before it by "and" or a hyphen."""
    text, start = sentence.sentence.text, sentence.sentence.start
    for one, other in pairwise(sentence.actors):
        link = text[one.end - start : other.start - start]
        if one.actor == other.actor or not re.fullmatch(r"(?:’s|'s)? and (?:the )?|[-–/]", link):
            continue
        behind = text[name.end - start : one.start - start] if one.start >= name.end else ""
        before = text[other.end - start : name.start - start] if other.end <= name.start else ""
        if re.fullmatch(r"(?: \w+){0,3} between (?:the )?", behind) or JOINED_BEFORE.fullmatch(before):
            return (one.actor, other.actor)
    return ()


def content_words(span: AgreementSpan) -> frozenset[str]:
    """The words that tell an agreement from another, in lower case, without a plural s."""
    return frozenset(w.lower().rstrip("s") for w in WORD.findall(span.text) if w.lower() not in COMMON)


def _in_headline(phrase: tuple[AgreementSpan, SentenceMentions], phrases: Any) -> bool:
    """Headlines write every word with a capital, so a name there is none unless it has an acronym."""
    return phrase[1].sentence.number == 1 and phrase[0].acronym is None and len(phrases) > 1


def listing(view: View, candidate: AgreementCandidate) -> str:
    """The candidate as the model sees it."""
    span, sentence = candidate.best
    return f'"{span.text}" in: {snippet(sentence, span.start, span.end)}'


def form(view: View, candidate: AgreementCandidate) -> Any:
    """What is asked of one agreement: the choices that the words leave open."""
    return choices("Instrument", _options(view, candidate))


def _options(view: View, candidate: AgreementCandidate) -> dict[str, Options]:
    """What status and parties can be: statuses of which a sentence shows a word, actors that the sentences name.

    Who stands behind "with" is a party, and so are two whom the words join ("between A and B", "A and B signed").
    """
    statuses = {status for phrase in candidate.phrases for status in _statuses(*phrase)}
    if _modality(*candidate.best) in AHEAD:
        statuses -= DONE_STATUSES
    fixed = _with(candidate)
    phrases = [candidate.best] if fixed else candidate.phrases
    joined = next((pair for phrase in phrases if (pair := _joined(*phrase))), ())
    there = {actor.actor for _, sentence in phrases for actor in sentence.actors} - set(fixed)
    if candidate.main and len(there) + len(fixed) < 2:
        # the article is about this one: its parties are those it keeps naming
        there = set(list(view.actor_names)[:2]) - set(fixed)
    rest = tuple(name for actor, name in view.actor_names.items() if actor in there)
    one, other = (*rest, NOBODY), tuple(view.actor_names[actor] for actor in fixed) or (*rest, NOBODY)
    if joined:
        one, other = ((view.actor_names[actor],) for actor in joined)
    elif not fixed and len(rest) == 1:
        other = (NOBODY,)
    elif fixed and candidate.main:
        one = rest[:1] or (NOBODY,)
    return {
        "status": Options(
            words_for(statuses, STATUS_WORDS) or (NOT_SAID,), "the furthest step that it has really reached"
        ),
        "party": Options(one, "one of the parties to it"),
        "other_party": Options(other, "the other party to it"),
    }


def read(view: View, candidate: AgreementCandidate, answer: Any) -> Grounded:
    """The fact, cited from the sentence that names the agreement and shows its status, if one does both."""
    options = _options(view, candidate)
    status = STATUS_WORDS[options["status"].chosen(answer, "status")]
    name, sentence = candidate.best
    for span, s in candidate.phrases:
        if not span.bare and status in shown(s.sentence.text, STATUS_CUES):
            if status not in shown(sentence.sentence.text, STATUS_CUES):
                name, sentence = span, s
            break
    sides = dict.fromkeys(options[side].chosen(answer, side) for side in ("party", "other_party"))
    parties = [side for side in sides if side != NOBODY]
    return ground(
        view,
        {
            "kind": "agreement",
            "name": one_line(name.text),
            "parties": parties,
            "status": status,
            "act": act_of(sentence, name, status),
            "main": candidate.main,
            "modality": _modality(name, sentence),
        },
        sentence,
    )


def _statuses(name: AgreementSpan, sentence: SentenceMentions) -> set[AgreementStatus]:
    """The statuses of which the sentence shows a word; "existing" counts only directly before the name."""
    text = sentence.sentence.text
    found = set(shown(EXISTING.sub(" ", text), STATUS_CUES))
    if BEFORE_NAME.search(text, 0, name.start - sentence.sentence.start):
        found.add(AgreementStatus.IN_FORCE)
    return found


def _modality(name: AgreementSpan, sentence: SentenceMentions) -> Modality:
    return modality(sentence.sentence.text, name.start - sentence.sentence.start)
