"""Finds the phrases of an article that name an agreement: "RELOS", "a military logistics pact", "Free Trade Agreement".

A phrase is a head noun (pact, treaty, memorandum …) with the words that modify it, or an acronym that stands for one.
Whether it is a particular instrument or the idea of one is told by number, article and negation, as grammar has it:
"no new pacts" and "formal alliances" name none. All scans are linear: a phrase reaches over a bounded number of tokens.
"""

import re
from typing import NamedTuple

# Head nouns of instruments: the names the UN Treaty Collection's glossary lists, and what newspapers call them.
HEADS = frozenset(
    "accord agreement arrangement charter compact contract convention covenant deal memorandum mou mous moa loa "
    "pact protocol treaty concordat entente truce ceasefire armistice".split()
)
PLURAL_HEADS = frozenset(
    "accords agreements arrangements charters compacts contracts conventions covenants deals memoranda "
    "memorandums mous pacts protocols treaties".split()
)
# "of Understanding", "of Agreement": part of the name of a memorandum or letter, not its subject.
HEAD_COMPLEMENTS = frozenset({"understanding", "agreement", "intent", "cooperation", "association", "offer"})
# Acronyms that everybody writes without expansion.
KNOWN_ACRONYMS = frozenset(
    "BIT CECA CEPA CETA COMCASA CPTPP CTBT ECTA FTA GSOMIA IGA INF JCPOA LEMOA LOI MOA MoU MOU NAFTA NPT RCEP "
    "RELOS SOFA START TIPP TTIP USMCA BECA TEPA SAFTA AfCFTA EPA".split()
)
# Words a modifier chain cannot reach over: determiners, prepositions, conjunctions, auxiliaries, pronouns.
STOPS = frozenset(
    "a an the this that these those its their his her our my your some any no each every both all such another "
    "one two three several many most more of on in at by for from with to into over under after before against "
    "between among amid during about as than and or but nor so yet if while when where which who whom whose what "
    "because although though is are was were be been being has have had having do does did will would shall "
    "should can could may might must not it they he she we you i them him us there here then also only just even "
    "still already ahead including via per said says say saying told called calls signed signs signing sign "
    "ratified ratifies ratify ratifying approved approves approve approving endorsed endorses endorse inked inks "
    "ink struck strikes strike sealed seals seal reached reaches reach concluded concludes conclude negotiated "
    "negotiate negotiating negotiates finalised finalise finalises finalized finalize finalizes announced "
    "announces announce initialled initials rejected rejects reject suspended suspends suspend terminated "
    "terminates cancelled cancels clinched clinch clinches won wins win awarded awards award hailed hails "
    "described describes backed backs welcomed welcomes proposed proposes make makes made making discussed "
    "discuss discusses discussing considering mulling eyeing seeks seek sought adopted adopts adopt renewed "
    "renews extended extends scrapped scraps ditched quit quits join joins joined leave left".split()
)
# Praise and size say nothing of which agreement it is; they are left off the front of a phrase.
EVALUATIVE = frozenset(
    "new key major big huge landmark historic pivotal important significant proposed planned recent latest "
    "previous existing long-awaited so-called crucial ambitious sweeping comprehensive-looking draft final first "
    "second third initial current potential possible separate similar broader wider long-term interim lucrative "
    "massive mega longstanding controversial upcoming fresh formal signed ratified ongoing bilateral multi-year".split()
)
# A month, weekday or scale word in front belongs to a date or sum beside the agreement.
NUMBER_WORDS = frozenset(
    "million billion trillion crore lakh jan feb mar apr may jun jul aug sep sept oct nov dec january february "
    "march april june july august september october november december monday tuesday wednesday thursday friday "
    "saturday sunday".split()
)
# Acronyms that name a type of instrument, not one instrument.
TYPE_ACRONYMS = frozenset("MoU MOU LOI LoI MOA MoA FTA IGA BIT EPA SOFA".split())
NEGATIVE = frozenset({"no", "without", "any", "neither", "nor"})
# Longer chains in front of a head noun are lists or headlines run together, not names.
MOST_MODIFIERS = 9

TOKEN = re.compile(r"\w[\w.&’'\-‑–/]{0,60}|[()“”\"]|[^\w\s]", re.UNICODE)


class AgreementSpan(NamedTuple):
    """A phrase that names an agreement, with what grammar says of it.

    `proper`: a name (capitals or an acronym). `definite`: refers back ("the pact", "the deployment pact").
    `bare`: a head noun alone ("the deal"). `negated`: "no new pacts". `plural`: "labour mobility pacts".
    """

    start: int
    end: int
    text: str
    acronym: str | None
    proper: bool
    definite: bool
    bare: bool
    negated: bool
    plural: bool


class _Token(NamedTuple):
    start: int
    end: int
    text: str

    @property
    def lower(self) -> str:
        return self.text.lower().removesuffix("’s").removesuffix("'s")

    @property
    def word(self) -> bool:
        return self.text[0].isalnum()

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()


def find_agreements(text: str) -> list[AgreementSpan]:
    """All phrases of `text` (one sentence, or more) that name an agreement, in order, not overlapping."""
    tokens = [_Token(m.start(), m.end(), m.group()) for m in TOKEN.finditer(text)]
    acronyms = KNOWN_ACRONYMS | _expanded(tokens)
    found = [
        span
        for at in range(len(tokens))
        for span in (_phrase(text, tokens, at), _acronym(text, tokens, at, acronyms))
        if span
    ]
    # where phrases overlap, the longer one is the name: "… Support (RELOS) agreement" before "RELOS"
    chosen: list[AgreementSpan] = []
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if not chosen or span.start >= chosen[-1].end:
            chosen.append(span)
        elif span.end - span.start > chosen[-1].end - chosen[-1].start:
            chosen[-1] = span
    return chosen


def _phrase(text: str, tokens: list[_Token], at: int) -> AgreementSpan | None:
    """The phrase whose head noun is token `at`."""
    head = tokens[at]
    plural = head.lower in PLURAL_HEADS and head.lower not in HEADS
    if not (plural or head.lower in HEADS) or (head.lower == "deal" and _is_verb(tokens, at)):
        return None
    first = _leftmost(tokens, at)
    last, acronym = _rightmost(tokens, at, alone=first == at and not plural)
    for i in range(first, at - 1):
        acronym = acronym or _acronym_in_brackets(tokens, i)
    while first < at and _says_nothing(tokens, first):
        first += 1
    before = _lower(tokens, first - 1)
    words = [token for token in tokens[first : last + 1] if token.word]
    span = text[tokens[first].start : tokens[last].end]
    return AgreementSpan(
        start=tokens[first].start,
        end=tokens[last].end,
        text=span,
        acronym=None if acronym in TYPE_ACRONYMS else acronym,
        proper=acronym is not None or (len(words) > 1 and sum(t.capital for t in words) * 2 >= len(words)),
        definite=before in {"the", "this", "that"},
        bare=first == last,
        negated=any(_lower(tokens, i) in NEGATIVE for i in range(first - 2, first)),
        plural=plural,
    )


def _acronym(text: str, tokens: list[_Token], at: int, acronyms: frozenset[str]) -> AgreementSpan | None:
    """A well-known acronym, or one that the text itself expands, standing alone at token `at`."""
    token = tokens[at]
    base = token.text.removesuffix("’s").removesuffix("'s")
    if base not in acronyms:
        return None
    first = at - 1 if _lower(tokens, at - 1) == "new" and tokens[at - 1].capital else at
    start, end = tokens[first].start, token.start + len(base)
    before = _lower(tokens, first - 1)
    return AgreementSpan(
        start=start,
        end=end,
        text=text[start:end],
        acronym=None if base in TYPE_ACRONYMS else base,
        proper=base not in TYPE_ACRONYMS,
        definite=before in {"the", "this", "that"},
        bare=base in TYPE_ACRONYMS,
        negated=before in NEGATIVE,
        plural=False,
    )


def _leftmost(tokens: list[_Token], head: int) -> int:
    """The first token of the modifier chain before `head`. Inside a name, "of", "on", "for" and "and" join capitals."""
    first = head
    while first > 0 and head - first < MOST_MODIFIERS:
        token = tokens[first - 1]
        joins = token.lower in {"of", "on", "for", "and"} and _capital_run(tokens, first - 2, first)
        if token.text == ")" and _acronym_in_brackets(tokens, first - 3) is not None:
            first -= 3
            continue
        if not joins and (not token.word or token.lower in STOPS or token.text.endswith(("’s", "'s", "’", "'"))):
            break
        first -= 1
    return first


def _capital_run(tokens: list[_Token], before: int, after: int) -> bool:
    """Whether a joining word stands between two capitalised words, as in "Exchange of Logistics"."""
    return (
        before >= 0
        and tokens[before].capital
        and tokens[after].capital
        and tokens[before].lower not in STOPS
        and not _looks_acronym(tokens[after].text)
    )


def _rightmost(tokens: list[_Token], head: int, *, alone: bool) -> tuple[int, str | None]:
    """The last token of the phrase, and an acronym in brackets there: "Memorandum of Understanding (MoU)"."""
    last = head
    if _lower(tokens, head + 1) == "of" and _lower(tokens, head + 2) in HEAD_COMPLEMENTS:
        last = head + 2
    elif tokens[head].capital and _lower(tokens, head + 1) in {"on", "of", "for", "concerning"}:
        last = _title(tokens, head)
    elif alone and tokens[head].lower in {"deal", "agreement", "pact", "accord", "memorandum", "mou"}:
        last = _subject(tokens, head)
    acronym = _acronym_in_brackets(tokens, last + 1)
    return (last + 3, acronym) if acronym else (last, None)


def _title(tokens: list[_Token], head: int) -> int:
    """The last token of a formal title: "Treaty on the Non-Proliferation of Nuclear Weapons"."""
    last = head
    at = head + 1
    while at < len(tokens) and at - head <= MOST_MODIFIERS:
        if tokens[at].word and tokens[at].capital:
            last = at
        elif tokens[at].lower not in {"on", "of", "for", "the", "and", "concerning", "in"}:
            break
        at += 1
    return last


def _says_nothing(tokens: list[_Token], at: int) -> bool:
    """Whether a word in front tells nothing of which agreement it is: praise, a number, a day ("Feb 18 … pact")."""
    token = tokens[at]
    if token.lower in EVALUATIVE:
        return not (token.capital and _looks_acronym(tokens[at + 1].text))
    return token.text[0].isdigit() or token.lower in NUMBER_WORDS or not token.word


def _acronym_in_brackets(tokens: list[_Token], at: int) -> str | None:
    if at < 0 or at + 2 >= len(tokens) or tokens[at].text != "(" or tokens[at + 2].text != ")":
        return None
    inner = tokens[at + 1].text
    return inner if _looks_acronym(inner) else None


def _looks_acronym(text: str) -> bool:
    return 2 <= len(text) <= 10 and text[0].isalpha() and sum(c.isupper() for c in text) >= 2 and text.isalnum()


def _expanded(tokens: list[_Token]) -> frozenset[str]:
    """The acronyms that the text itself introduces in brackets beside a head noun ("… Support (RELOS) agreement")."""
    return frozenset(
        acronym
        for at in range(len(tokens) - 2)
        if (acronym := _acronym_in_brackets(tokens, at))
        and (_lower(tokens, at + 3) in HEADS or _lower(tokens, at - 1) in HEADS)
    )


def _subject(tokens: list[_Token], at: int) -> int:
    """The last token of "on army partnership" behind a bare head; `at` itself where there is no such subject."""
    if _lower(tokens, at + 1) not in {"on", "for"}:
        return at
    last = at + 1
    while (
        last + 1 < len(tokens)
        and last - at <= 4
        and tokens[last + 1].word
        and tokens[last + 1].lower not in STOPS
        and not tokens[last + 1].capital
    ):
        last += 1
    return last if last > at + 1 else at


def _is_verb(tokens: list[_Token], at: int) -> bool:
    """ "to deal with", "will deal a blow": the verb, not the noun."""
    return (
        _lower(tokens, at - 1) in {"to", "will", "would", "can", "could", "must", "not", "they", "we"} if at else False
    )


def _lower(tokens: list[_Token], at: int) -> str:
    return tokens[at].lower if 0 <= at < len(tokens) else ""
