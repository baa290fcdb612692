"""Which claims about agreements are claims about one agreement, under however many names.

First by name: acronym and expansion, the same telling words. Then by what was done: the same parties took the same step
at a compatible date, and it is what both articles are about. Last come names that tell nothing ("the pact"): they join
a specific agreement only where exactly one fits.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations, product

from summarizer.merge.agreement_names import AgreementName, expands, read_name
from summarizer.merge.claims import Claim, Names
from summarizer.merge.components import Components, Labels, agree
from summarizer.merge.dating import weekday
from summarizer.merge.wording import ordinals, stems
from summarizer.records import Agreement, AgreementStatus

# One telling word may be shared by chance ("military"); a name within another counts from two.
SHARED_OWN = 2
# Reporters call one parliament's vote by any of these.
_ONE_STEP = {"approved": "ratified", "accepted": "ratified", "in_force": "ratified", "initialled": "signed"}
_MONTH_DAY = re.compile(
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s{1,2}(\d{1,2})\b"
    r"|\b(\d{1,2})(?:st|nd|rd|th)?\s{1,2}(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")


@dataclass(frozen=True)
class _Said:
    """What is known of one agreement: from one kind of claim at first, from a whole group later."""

    own: frozenset[frozenset[str]]
    acronyms: frozenset[str]
    spelled: frozenset[tuple[str, ...]]
    kinds: frozenset[str]
    parties: frozenset[str]
    steps: frozenset[str]
    dated: Labels
    numbers: Labels
    main: bool
    articles: frozenset[str]
    words: frozenset[str]

    @property
    def generic(self) -> bool:
        return not self.acronyms and not any(self.own)

    @property
    def bare(self) -> bool:
        """Whether no name given says more than one word of its own ("defence pact")."""
        return not self.acronyms and all(len(own) < SHARED_OWN for own in self.own)


def same_agreements(claims: Sequence[Claim], names: Names) -> list[list[Claim]]:
    """The claims of one story about agreements (each fact an Agreement), grouped by agreement."""
    alike: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        assert isinstance(claim.fact, Agreement)
        fact = claim.fact
        step = (fact.act.actor, fact.act.step, fact.act.date_text) if fact.act else ()
        alike.setdefault((fact.name, fact.parties, fact.status, fact.main, *step), []).append(claim)
    cells = [alike[key] for key in sorted(alike, key=repr)]
    said = [_read(cell, names) for cell in cells]
    united = Components(said, _fit, _combine)
    for block in chain(_same_names(said), _same_steps(said, united)):
        united.join_all(block)
    _attach_vague(united, said)
    return [[claim for index in group for claim in cells[index]] for group in united.groups()]


def _read(cell: Sequence[Claim], names: Names) -> _Said:
    fact = cell[0].fact
    assert isinstance(fact, Agreement)
    name: AgreementName = read_name(fact.name, names)
    steps = {_ONE_STEP.get(fact.status.value, fact.status.value)} - {AgreementStatus.UNKNOWN.value}
    dated: dict[tuple[str, str], frozenset[object]] = {}
    if fact.act:
        step = _ONE_STEP.get(fact.act.step.value, fact.act.step.value)
        steps.add(step)
        dated = {(step, part): frozenset({value}) for part, value in _date_parts(fact.act.date_text or "")}
    numbers: dict[str, frozenset[object]] = {}
    for noun, number in ordinals(fact.name):
        numbers[noun] = numbers.get(noun, frozenset()) | {number}
    return _Said(
        own=frozenset({name.own}),
        acronyms=name.acronyms,
        spelled=frozenset({name.spelled}),
        kinds=frozenset({name.kind} if name.kind else ()),
        parties=frozenset(names.actor(party) for party in fact.parties) | names.actors_in(fact.name),
        steps=frozenset(steps),
        dated=dated,  # type: ignore[arg-type]
        numbers=numbers,  # type: ignore[arg-type]
        main=fact.main,
        articles=frozenset(claim.article.id for claim in cell),
        words=frozenset(chain(stems(fact.name), *(stems(claim.fact.evidence.quote) for claim in cell))),
    )


def _date_parts(date_text: str) -> Iterable[tuple[str, object]]:
    """What the words of an act's date state: year, day of the year, weekday."""
    year = _YEAR.search(date_text)
    if year:
        yield "year", int(year[1])
    day = _MONTH_DAY.search(date_text)
    if day:
        yield "day", ((day[1] or day[4])[:3].lower(), int(day[2] or day[3]))
    named = weekday(date_text)
    if named is not None:
        yield "weekday", named


# --- what forbids --------------------------------------------------------------------------------------------------


def _fit(one: _Said, two: _Said) -> bool:
    """Whether nothing known of the two contradicts their being one agreement."""
    if one.acronyms and two.acronyms and not one.acronyms & two.acronyms:
        return False
    if one.kinds and two.kinds and not one.kinds & two.kinds and not one.acronyms & two.acronyms:
        return False
    if not (one.parties <= two.parties or two.parties <= one.parties):
        return False
    return agree(one.numbers, two.numbers)


def _combine(one: _Said, two: _Said) -> _Said:
    return replace(
        one,
        own=one.own | two.own,
        acronyms=one.acronyms | two.acronyms,
        spelled=one.spelled | two.spelled,
        kinds=one.kinds | two.kinds,
        parties=one.parties | two.parties,
        steps=one.steps | two.steps,
        dated=_joined(one.dated, two.dated),
        numbers=_joined(one.numbers, two.numbers),
        main=one.main or two.main,
        articles=one.articles | two.articles,
        words=one.words | two.words,
    )


def _joined(one: Labels, two: Labels) -> Labels:
    topics = sorted({*one, *two}, key=repr)
    return {topic: one.get(topic, frozenset()) | two.get(topic, frozenset()) for topic in topics}


# --- what unites ---------------------------------------------------------------------------------------------------


def _same_names(said: Sequence[_Said]) -> Iterable[list[int]]:
    """Blocks of indices whose names are one: an acronym and what it stands for, then the same telling words."""
    by_name: dict[object, list[int]] = {}
    spelled = sorted({row for each in said for row in each.spelled if len(row) > 1})
    for acronym in sorted({acronym for each in said for acronym in each.acronyms}):
        meant = {row for row in spelled if expands(acronym, row)}
        yield [index for index, each in enumerate(said) if acronym in each.acronyms or each.spelled & meant]
    for index, each in enumerate(said):
        for own in each.own:
            if len(own) > 1:
                by_name.setdefault(tuple(sorted(own)), []).append(index)
            elif own:
                # One word ("defence pact") is a name only together with the parties.
                by_name.setdefault((*own, *sorted(each.parties)), []).append(index)
            for two in combinations(sorted(own), SHARED_OWN):
                by_name.setdefault((two,), []).append(index)
    yield from (by_name[key] for key in sorted(by_name, key=repr) if isinstance(key, tuple) and not _is_pair(key))
    for key in sorted((key for key in by_name if _is_pair(key)), key=repr):
        members = by_name[key]
        whole = [index for index in members if any(len(own) == SHARED_OWN for own in said[index].own)]
        # Only a name that is no more than the two words stands within the longer ones.
        if whole:
            yield [whole[0], *(index for index in members if index != whole[0])]


def _is_pair(key: object) -> bool:
    return isinstance(key, tuple) and len(key) == 1 and isinstance(key[0], tuple)


def _same_steps(said: Sequence[_Said], united: Components[_Said]) -> Iterable[list[int]]:
    """Pairs of groups whose parties took the same step at a compatible date. Where both are what their articles are
    about, the same parties or one of them with a shared telling word suffice; else both are needed."""
    blocks: dict[tuple[str, ...], list[int]] = {}
    for index in sorted({united.find(index) for index in range(len(said))}):
        known = united.known(index)
        for step in sorted(known.steps) if not known.generic else ():
            if len(known.parties) > 1:
                blocks.setdefault((step, *sorted(known.parties)), []).append(index)
            if known.main:
                for party, word in product(sorted(known.parties), sorted(_telling(known))):
                    blocks.setdefault((step, party, "word", word), []).append(index)
    pairs = []
    for key in sorted(blocks):
        for first, second in combinations(blocks[key], 2):
            one, two = united.known(first), united.known(second)
            if agree(one.dated, two.dated) and ((one.main and two.main) or _telling(one) & _telling(two)):
                pairs.append([first, second])
    return pairs


def _telling(known: _Said) -> frozenset[str]:
    return frozenset(chain(*known.own))


def _attach_vague(united: Components[_Said], said: Sequence[_Said]) -> None:
    """Let what is no name of its own join the one agreement it fits: first "the pact", then "the deployment pact",
    which may rest on what was said of the pact. Within each round all join at once: their order does not matter."""
    _attach(united, said, lambda known: known.generic)
    _attach(united, said, lambda known: not known.steps or known.bare)


def _attach(united: Components[_Said], said: Sequence[_Said], is_vague: Callable[[_Said], bool]) -> None:
    roots = sorted({united.find(index) for index in range(len(said))})
    known = {root: united.known(root) for root in roots}
    firm = [root for root in roots if known[root].steps and not known[root].bare]
    by_article: dict[str, list[int]] = {}
    by_parties: dict[frozenset[str], list[int]] = {}
    for root in firm:
        by_parties.setdefault(known[root].parties, []).append(root)
        for article in known[root].articles:
            by_article.setdefault(article, []).append(root)
    chosen = []
    for root in roots:
        this = known[root]
        if not is_vague(this) or root in firm:
            continue
        near = sorted({each for article in this.articles for each in by_article.get(article, ())})
        fitting = [each for each in near if _may_mean(this, known[each])]
        if not near and this.generic and len(this.parties) > 1:
            fitting = [each for each in by_parties.get(this.parties, ()) if _may_mean(this, known[each])]
        if len(fitting) == 1:
            chosen.append((fitting[0], root))
    for firm_root, vague_root in chosen:
        united.join(firm_root, vague_root)


def _may_mean(vague: _Said, firm: _Said) -> bool:
    """Whether a vague name may mean `firm`: nothing speaks against it, and what words it has describe `firm` there.

    A parliament's vote singles an agreement out without further words: it votes on one at a time. A signature does
    not; summits sign several.
    """
    if not _fit(vague, firm) or not agree(vague.dated, firm.dated):
        return False
    if vague.steps and not vague.steps & firm.steps:
        return False
    if "ratified" in vague.steps and len(vague.parties) > 1 and vague.parties == firm.parties:
        return True
    return all(any(word in firm.words for word in own) for own in vague.own if own)
