"""Stances: who takes a side in which words, asked for what it is about and which way; and the article's own framing.

A candidate is a subject and its verb: a named actor directly before a word of approval, disapproval or appraisal
("Trump views …", "Indian officials expressed satisfaction"), so the holder is read from the words.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from pydantic import Field

from summarizer.extract.cues import modality, shown
from summarizer.extract.grounding import Grounded, ground
from summarizer.extract.schema import POSITION_WORDS, TONE_WORDS, choice
from summarizer.extract.view import View, clause, cut, one_line, own_words
from summarizer.read.mentions import SentenceMentions
from summarizer.records import Position, Reason, Rejected

KEY = "s"
# The sides of a news article are taken by then; judging more costs more than it finds.
MOST_CANDIDATES = 6
ARTICLE = "article"

# Finite verbs by which news texts report that somebody takes a side (attitude and appraisal, not mere saying).
VERBS = """
hail praise welcome applaud commend endorse back support favour favor defend thank condemn criticise criticize
denounce oppose reject warn threaten accuse slam blast protest express voice view regard consider call
describe term emphasise emphasize stress underscore underline reiterate reaffirm urge demand insist impose
irritate anger vow pledge tout decry lament question dismiss blame hope fear resent caution object underline
laud celebrate blame""".split()
SAYING = "say said says told tells note noted noting add added adds state stated confirm confirmed".split()
# What may stand between a subject and its verb.
BETWEEN = (
    "also has have had already strongly further again repeatedly sharply warmly formally recently now still".split()
)
# Nouns that speak for the country or body named before them.
SPEAKERS = """officials official government governments ministry lawmakers authorities leaders leader ministers minister
forces army navy parliament spokesperson spokesman spokeswoman diplomats president premier command""".split()
TITLES = """President Prime Minister PM Premier Chancellor Secretary Speaker Ambassador Defence Defense Foreign Deputy
Vice Chairman Chief General Admiral King Prince Senator Spokesperson Spokesman Spokeswoman spokesperson
spokesman spokeswoman Director Commander Representative Mr Mrs Ms Dr Sir Ministers External Affairs Trade
Finance Interior Then-Deputy then-Deputy""".split()
# Capitalised only because they open a sentence or clause.
OPENERS = frozenset(
    """The A An This That These Those While When After Before As Although Though If Since Because But And However Both
    Many Some Most Several Other Others It He She They We You I In On At For With Under Earlier Meanwhile Also Still Yet
    Talks Reports Sources Analysts Experts Critics Observers Officials""".split()
)
# Words that show for themselves on which side a clause stands.
POSITION_CUES: Mapping[Position, tuple[str, ...]] = {
    Position.SUPPORTIVE: (
        "hail", "prais", "welcom", "applaud", "commend", "endors", "backed", "backs", "backing", "support", "favour",
        "favor", "thank", "laud", "celebrat", "satisf", "hope", "confiden", "optimis", "pleas", "happ", "proud",
        "important", "importance", "essential", "vital", "mileston", "benefi", "crucial", "historic",
    ),
    Position.CRITICAL: (
        "condemn", "critici", "denounc", "oppos", "object", "reject", "warn", "threat", "accus", "slam", "blast",
        "protest", "concern", "alarm", "irritat", "anger", "fear", "challenge", "sanction", "impos", "punish",
        "pressur", "regret", "disappoint", "dissatisf", "displeas", "outrag", "deplor", "dismay", "unhapp", "distrust",
        "setback", "resent", "decr", "lament", "blam", "dismiss", "unacceptable", "violat", "danger", "risk",
    ),
}  # fmt: skip
# Behind a participle these show that the subject is the one judged: "Iran accused of …", "criticised by …".
JUDGED = re.compile(r" (?:by|of|for)\b")
# A side denied or taken back is for a reader to judge.
UNDONE = re.compile(
    r"\b(?:no|not|never|without|lack\w*|lift\w*|drop\w*|eas(?:e|ed|ing)|waiv\w*|remov\w*|end(?:ed|ing)?)\b"
)
UPPER = "".join(letter for letter in map(chr, range(0x250)) if letter.isupper())
NAME = rf"(?<!\w)[{UPPER}][\w.’'-]{{0,30}}"
WORD = re.compile(r"[^\W\d_][\w’'-]*")


class StanceCandidate(NamedTuple):
    """A holder with the sentence in which a side is taken: where the holder stands, and the words behind the verb.

    `positions` are those that the words leave open.
    """

    holder: str
    at: int
    sentence: SentenceMentions
    target: str = ""
    positions: tuple[Position, ...] = tuple(Position)


def candidates(view: View) -> tuple[StanceCandidate, ...]:
    """The article's own framing first, then each subject of a verb that takes a side, once a sentence."""
    if not view.sentences:
        return ()
    framing = _framing(view)
    found = [StanceCandidate(ARTICLE, framing.sentence.start, framing)] if view.opens else []
    known = _known_names(view) - OPENERS
    for sentence in view.sentences:
        found += [c for c in _subjects(sentence) if _is_actor(c, known)]
    return tuple(found[: MOST_CANDIDATES + 1])


def _subjects(sentence: SentenceMentions) -> list[StanceCandidate]:
    """The capitalised phrases that stand directly before a verb of taking sides, at most one for each holder."""
    text = sentence.sentence.text
    found: dict[str, StanceCandidate] = {}
    for match in _subject_pattern().finditer(text):
        if match["verb"].lower() in SAYING and not re.search(r"[“\"«]", text):
            continue
        if match["verb"].endswith("d") and JUDGED.match(text, match.end()):
            continue
        holder, at = _without_titles(match["subject"])
        start = sentence.sentence.start + match.start("subject") + at
        # "On Tuesday Norway condemned …"
        day = next((d.end - start + 1 for d in sentence.dates if d.start <= start < d.end), 0)
        holder, start = holder[day:], start + day
        if not holder:
            continue
        target = own_words(sentence, sentence.sentence.start + match.end(), behind=True)
        positions = _open(match["verb"].lower(), clause(sentence, sentence.sentence.start + match.end()).text)
        found.setdefault(holder, StanceCandidate(holder, start, sentence, target, positions))
    return list(found.values())


def _open(verb: str, words: str) -> tuple[Position, ...]:
    """The positions that a verb and its clause leave open: one where all its words of judgement agree, else all."""
    if UNDONE.search(words):
        return tuple(Position)
    judged = shown(f"{verb} {words}", POSITION_CUES)
    return judged if len(judged) == 1 else tuple(Position)


@cache
def _subject_pattern() -> re.Pattern[str]:
    verbs = "|".join(
        [*(rf"{v}(?:s|es|d|ed)?" for v in dict.fromkeys(VERBS)), "praised", *SAYING, "underlining", "imposed"]
    )
    return re.compile(
        rf"(?P<subject>{NAME}(?: (?:of |the |and )?{NAME}){{0,5}}(?: (?:{'|'.join(SPEAKERS)})(?: {NAME}){{0,2}})?)"
        rf",? (?:(?:{'|'.join(BETWEEN)}) ){{0,2}}(?P<verb>{verbs})\b"
    )


def _without_titles(subject: str) -> tuple[str, int]:
    """A person's name without the titles in front of it, and where it begins in `subject`."""
    words = list(re.finditer(r"\S+", subject))
    last = max((i for i, word in enumerate(words[:-1]) if word.group() in TITLES), default=-1)
    if words[last + 1].group() == "of":
        last = -1
    while len(words) > last + 2 and words[last + 1].group() in OPENERS:
        last += 1
    start = words[last + 1].start()
    return subject[start:].removesuffix("’s").removesuffix("'s"), start


def _known_names(view: View) -> frozenset[str]:
    """The words that are names: capitalised inside a sentence, not only at its beginning."""
    return frozenset(
        word.group()
        for sentence in view.sentences
        for i, word in enumerate(WORD.finditer(sentence.sentence.text))
        if i and word.group()[0].isupper()
    )


def _is_actor(candidate: StanceCandidate, known: frozenset[str]) -> bool:
    """Whether a subject is somebody: it names a country or organisation, or its words are names in the article."""
    end = candidate.at + len(candidate.holder)
    if any(a.start < end and candidate.at < a.end for a in candidate.sentence.actors):
        return True
    words = [w for w in WORD.findall(candidate.holder) if w[0].isupper()]
    things = [(a.start, a.end) for a in candidate.sentence.agreements]
    things += [(d.start, d.end) for d in candidate.sentence.designations]
    named = any(first < end and candidate.at < last for first, last in things)
    return not named and bool(words) and all(word.removesuffix("’s") in known for word in words)


def listing(view: View, candidate: StanceCandidate) -> str:
    """The candidate as the model sees it."""
    who = "the article itself" if candidate.holder == ARTICLE else candidate.holder
    return f"{who}: {one_line(candidate.sentence.sentence.text)}"


def form(view: View, candidate: StanceCandidate) -> Any:
    """What is asked of one: the side taken, where the words leave it open. Of the article itself, its tone."""
    if candidate.holder == ARTICLE:
        return (choice(TONE_WORDS), Field(description=f"how the article itself tells it ({', '.join(TONE_WORDS)})"))
    if len(candidate.positions) == 1:
        return None
    words = tuple(POSITION_WORDS)
    return (choice(words), Field(description=f"whether that one is for or against it ({', '.join(words)})"))


def read(view: View, candidate: StanceCandidate, answer: Any) -> Grounded:
    """The stance; an actor who takes no side has none. The article's framing is of its main subject: its headline."""
    sentence = candidate.sentence
    own = candidate.holder == ARTICLE
    proposed: dict[str, Any] = {
        "kind": "stance",
        "holder": candidate.holder,
        "target": cut(one_line(sentence.sentence.text)) if own else candidate.target,
        "position": _position(candidate, answer),
        "modality": modality(sentence.sentence.text, candidate.at - sentence.sentence.start),
    }
    if not own and proposed["position"] is Position.NEUTRAL:
        return Grounded(rejected=(Rejected(fact=proposed, reason=Reason.NOT_THIS_KIND, detail="takes no side"),))
    return ground(view, proposed, sentence, fallback=own_words(sentence, candidate.at))


def _position(candidate: StanceCandidate, answer: str | None) -> Position:
    if answer is None:
        return candidate.positions[0]
    return TONE_WORDS[answer] if candidate.holder == ARTICLE else POSITION_WORDS[answer]


def _framing(view: View) -> SentenceMentions:
    """The headline, or else the first sentence."""
    title = view.article.title
    return next((s for s in view.sentences if title and s.sentence.text in title), view.sentences[0])
