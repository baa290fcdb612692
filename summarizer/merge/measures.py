"""Which claims about weapons, and about figures, are about one measure: so that their numbers may be compared at all.

"300 missiles" and "three squadrons" of one system are two measures, as are a deficit and a turnover; numbers of two
measures never conflict. A claim that leaves something open joins a fuller one only where exactly one fits.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import chain

from summarizer.merge.claims import Claim, Names
from summarizer.merge.components import Labels, agree
from summarizer.merge.dating import readable
from summarizer.merge.wording import jaccard, share_of_smaller, stems
from summarizer.records import Bound, TradeFigure, Weapon, WeaponStage
from summarizer.values.edtf import compatible, precision
from summarizer.values.figures import Figure, compatible_figures, parse_figure

# Stages whose numbers count the same thing: what is wished for, what is ordered, what has arrived.
STAGE_CLASS = {
    WeaponStage.REPORTED_INTEREST: "wished",
    WeaponStage.REQUESTED: "wished",
    WeaponStage.NEGOTIATING: "wished",
    WeaponStage.ORDERED: "ordered",
    WeaponStage.IN_PRODUCTION: "ordered",
    WeaponStage.DELIVERING: "delivered",
    WeaponStage.DELIVERED: "delivered",
    WeaponStage.TRANSFERRED: "delivered",
}


# Words for one whole piece of a system: "96 helicopters" and "96 aircraft" of one type count the same.
WHOLE = frozenset(
    chain.from_iterable(
        stems(word)
        for word in (
            "aircraft airplane plane jet fighter warplane helicopter gunship drone tank vehicle howitzer ship vessel"
            " warship frigate corvette submarine boat unit piece"
        ).split()
    )
)


def around_fullest(labels: Sequence[Labels]) -> list[list[int]]:
    """Groups of indices into `labels`: equal ones together, and one that leaves topics open with a fuller one where
    exactly one agrees."""
    cells: dict[str, list[int]] = {}
    for index, each in enumerate(labels):
        spelled = [(str(topic), sorted(map(str, each[topic]))) for topic in sorted(each, key=str)]
        cells.setdefault(repr(spelled), []).append(index)
    groups: list[list[int]] = []
    leaders: list[Labels] = []
    for text in sorted(cells, key=lambda text: (-len(labels[cells[text][0]]), text)):
        mine = labels[cells[text][0]]
        fitting = [number for number, leader in enumerate(leaders) if agree(mine, leader)]
        if len(fitting) == 1:
            groups[fitting[0]] += cells[text]
        else:
            groups.append(list(cells[text]))
            leaders.append(mine)
    return groups


# --- weapons -------------------------------------------------------------------------------------------------------


def same_weapons(claims: Sequence[Claim], names: Names) -> list[list[Claim]]:
    """The claims of one story about weapons (each fact a Weapon), grouped by system, measure, stage and parties."""
    by_system: dict[str, list[Claim]] = {}
    for claim in claims:
        assert isinstance(claim.fact, Weapon)
        by_system.setdefault(claim.fact.system, []).append(claim)
    found = []
    for system in sorted(by_system):
        mine = by_system[system]
        for group in around_fullest([_weapon_labels(claim, names) for claim in mine]):
            found += _one_number_an_article([mine[index] for index in group])
    return found


def _weapon_labels(claim: Claim, names: Names) -> Labels:
    fact = claim.fact
    assert isinstance(fact, Weapon)
    found: dict[str, str] = {}
    if fact.unit:
        unit = frozenset(stems(fact.unit))
        found["measure"] = "whole" if unit & WHOLE else " ".join(sorted(unit)) or fact.unit
    elif fact.quantity is None:
        found["measure"] = "none"
    if fact.stage is not WeaponStage.UNKNOWN:
        found["stage"] = STAGE_CLASS.get(fact.stage, fact.stage.value)
    for role, name in (("supplier", fact.supplier), ("recipient", fact.recipient)):
        if name:
            found[role] = names.actor(name)
    return {topic: frozenset({value}) for topic, value in found.items()}


def _one_number_an_article(group: list[Claim]) -> list[list[Claim]]:
    """`group`, or its parts by number where one article gives two: then they are two batches, not a disagreement."""
    numbers: dict[str, set[int]] = {}
    for claim in group:
        if isinstance(claim.fact, Weapon) and claim.fact.quantity is not None:
            numbers.setdefault(claim.article.id, set()).add(claim.fact.quantity)
    if all(len(stated) == 1 for stated in numbers.values()):
        return [group]
    parts: dict[int, list[Claim]] = {}
    for claim in group:
        quantity = claim.fact.quantity if isinstance(claim.fact, Weapon) else None
        parts.setdefault(-1 if quantity is None else quantity, []).append(claim)
    return [parts[quantity] for quantity in sorted(parts)]


# --- figures -------------------------------------------------------------------------------------------------------

# What is measured decides, however alike the other words: exports are not imports.
_HEADS = (
    "deficit surplus export import tariff investment debt budget price cost fine loss profit revenue aid loan credit"
    " growth inflation gdp output production share reserve spending duty"
).split()
HEADS = frozenset(chain.from_iterable(stems(head) for head in _HEADS))
# Half of all words of both measures: "bilateral trade" and "trade" are one, "trade deficit" and "bilateral trade" not.
SAME_MEASURE = 0.5


@dataclass(frozen=True)
class _Measured:
    figure: Figure
    about: frozenset[str]
    category: frozenset[str]
    period: str | None

    def order(self) -> tuple[bool, Decimal, bool, int, str, list[str]]:
        """Most precise first: exact, finely written, dated."""
        loose = self.figure.bound in (Bound.AT_LEAST, Bound.AT_MOST)
        span = precision(self.period) if self.period else 0
        return (
            loose,
            self.figure.step,
            self.period is None,
            span,
            str(self.figure),
            sorted(self.about | self.category),
        )


def figure_of(fact: TradeFigure) -> Figure:
    """The fact's value with the step of its last written digit, read from the words where they give the same value."""
    return _figure(fact.figure_text, fact.value, fact.unit, fact.bound)


@lru_cache(maxsize=65536)
def _figure(figure_text: str, plain: str, unit: str, bound: Bound) -> Figure:
    written = parse_figure(figure_text)
    value = Decimal(plain)
    if written is not None and written.value == value and written.unit == unit:
        return Figure(value, unit, bound, written.step, written.high)
    exponent = value.normalize().as_tuple().exponent
    return Figure(value, unit, bound, Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0))


def same_figures(claims: Sequence[Claim], names: Names) -> list[list[Claim]]:
    """The claims of one story about figures (each fact a TradeFigure), grouped by measure, unit, period and value."""
    saying: dict[_Measured, list[Claim]] = {}
    for claim in claims:
        fact = claim.fact
        assert isinstance(fact, TradeFigure)
        category = names.terms_in(fact.category or "")
        said = _Measured(figure_of(fact), names.terms_in(fact.measure) or category, category, readable(fact.period))
        saying.setdefault(said, []).append(claim)
    groups: list[list[_Measured]] = []
    by_unit: dict[str, list[int]] = {}
    for said in sorted(saying, key=_Measured.order):
        mine = by_unit.setdefault(said.figure.unit, [])
        scores = [(likeness, -number) for number in mine if (likeness := _likeness(said, groups[number][0])) > 0]
        if scores:
            groups[-max(scores)[1]].append(said)
        else:
            mine.append(len(groups))
            groups.append([said])
    return [list(chain.from_iterable(saying[said] for said in group)) for group in groups]


def _likeness(one: _Measured, two: _Measured) -> float:
    """How alike two measures are, 0 where they are different ones or their numbers cannot be about the same thing."""
    if one.about & HEADS != two.about & HEADS and one.about & HEADS and two.about & HEADS:
        return 0.0
    if one.period and two.period and not compatible(one.period, two.period):
        return 0.0
    if one.category and two.category and one.category.isdisjoint(two.category):
        return 0.0
    alike = jaccard(one.about, two.about)
    if one.figure.value == two.figure.value:
        # Within one story the same number of related words is the same number: "trade", "two-way trade".
        alike = share_of_smaller(one.about, two.about)
    if compatible_figures(one.figure, two.figure):
        return alike if alike >= SAME_MEASURE else 0.0
    # Other numbers are a disagreement only where nothing but the number differs.
    same = one.about == two.about and one.category == two.category and one.period == two.period and one.period
    return alike if same else 0.0
