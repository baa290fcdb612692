"""Which dates are dates of one event: compatible days, and words that name the same happening.

Compatible is not transitive ("2025" fits two days that do not fit each other), so groups are formed around their most
precise dates; a vaguer one joins the event whose words it shares most, and never ties two.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from summarizer.merge.claims import Claim, Names
from summarizer.merge.dating import aligned, falls_on, parts, readable, weekday
from summarizer.merge.wording import share_of_smaller
from summarizer.records import DateFact
from summarizer.values.edtf import precision

# Half the words of the shorter description must be the other's, and two at least: one shared name is not an event.
SAME_EVENT = 0.5
SHARED_WORDS = 2
# On exactly the same day less is needed.
SAME_EVENT_SAME_DAY = 1 / 3


@dataclass(frozen=True)
class _Dated:
    """What equal claims say: the event's terms, its actors among them, the date or the weekday."""

    terms: frozenset[str]
    others: frozenset[str]
    date: str | None
    weekday: int | None
    text: str

    def order(self) -> tuple[int, str, list[str], str]:
        return (precision(self.date) if self.date else 0, self.date or "", sorted(self.terms), self.text)


@dataclass
class _Group:
    leader: _Dated
    members: list[_Dated] = field(default_factory=list)


def same_dates(claims: Sequence[Claim], names: Names) -> list[list[Claim]]:
    """The claims of one story about dates (each fact a DateFact), grouped by event."""
    saying: dict[_Dated, list[Claim]] = {}
    for claim in claims:
        assert isinstance(claim.fact, DateFact)
        date = readable(claim.fact.date)
        said = _Dated(
            names.terms_in(claim.fact.event),
            names.stems_in(claim.fact.event),
            date,
            weekday(claim.fact.date_text) if date is None else None,
            "" if date else " ".join(claim.fact.date_text.casefold().split()),
        )
        saying.setdefault(said, []).append(claim)
    groups = _around_the_most_precise(sorted((said for said in saying if said.date), key=_Dated.order))
    undated = _by_words(sorted((said for said in saying if not said.date), key=_Dated.order))
    alone = _attach(undated, groups)
    return [list(chain.from_iterable(saying[said] for said in group.members)) for group in (*groups, *alone)]


def _around_the_most_precise(ordered: Sequence[_Dated]) -> list[_Group]:
    groups: list[_Group] = []
    by_term: dict[str, list[int]] = {}
    for said in ordered:
        near = sorted({number for term in said.others for number in by_term.get(term, ())})
        candidates = [(_likeness(said, groups[number]), -number) for number in near]
        best = max((each for each in candidates if each[0] > 0), default=None)
        if best is None:
            groups.append(_Group(said))
            number = len(groups) - 1
        else:
            number = -best[1]
        groups[number].members.append(said)
        for term in said.others:
            if number not in by_term.setdefault(term, []):
                by_term[term].append(number)
    return groups


def _likeness(said: _Dated, group: _Group) -> float:
    """How much of the event's words the group's best member shares; 0 where it is another event."""
    if not said.date or not group.leader.date or not aligned(said.date, group.leader.date):
        return 0.0
    return max(_event_likeness(said, member) for member in group.members)


def _event_likeness(one: _Dated, two: _Dated) -> float:
    shared, share = one.terms & two.terms, share_of_smaller(one.terms, two.terms)
    if not one.others & two.others:
        return 0.0
    same_day = one.date is not None and one.date == two.date and _to_the_day(one.date)
    if same_day and share >= SAME_EVENT_SAME_DAY:
        return share
    enough = len(shared) >= min(SHARED_WORDS, len(one.terms), len(two.terms))
    return share if enough and share >= SAME_EVENT else 0.0


def _to_the_day(edtf: str) -> bool:
    ends = parts(edtf)
    return bool(ends) and all(end.day is not None for end in ends)


def _by_words(undated: Iterable[_Dated]) -> list[_Group]:
    """Undated claims among themselves: the same weekday, or words for the date, and the same event."""
    groups: dict[str, list[_Group]] = {}
    for said in undated:
        key = str(said.weekday) if said.weekday is not None else said.text
        for group in groups.setdefault(key, []):
            if any(_event_likeness(said, member) > 0 for member in group.members):
                group.members.append(said)
                break
        else:
            groups[key].append(_Group(said, [said]))
    return [group for key in sorted(groups) for group in groups[key]]


def _attach(undated: Iterable[_Group], groups: Sequence[_Group]) -> list[_Group]:
    """Put each weekday's event with the one dated event it fits best; what fits none, or two equally, is returned."""
    by_term: dict[str, list[int]] = {}
    for number, group in enumerate(groups):
        if group.leader.date and _to_the_day(group.leader.date):
            for term in sorted({term for member in group.members for term in member.others}):
                by_term.setdefault(term, []).append(number)
    alone, joined = [], []
    for group in undated:
        day = group.leader.weekday
        near = {number for said in group.members for term in said.others for number in by_term.get(term, ())}
        scores = [
            (max(_event_likeness(said, each) for said in group.members for each in groups[number].members), number)
            for number in sorted(near)
            if day is not None and falls_on(groups[number].leader.date or "", day)
        ]
        best = max((score for score, _ in scores), default=0.0)
        fitting = [number for score, number in scores if score == best and best > 0]
        if len(fitting) == 1:
            joined.append((fitting[0], group))
        else:
            alone.append(group)
    for number, group in joined:
        groups[number].members.extend(group.members)
    return alone
