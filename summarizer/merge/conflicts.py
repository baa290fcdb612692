"""How a value that was not chosen stands to the one that was: a refinement, superseded, of another scope, or a denial.

A refinement is the same value said less (or otherwise) precisely. Superseded is an earlier step on a known way. Scope
is a value that may be true beside the chosen one. Only what cannot be true together is a contradiction.
"""

from collections.abc import Callable

from summarizer.merge.dating import readable
from summarizer.records import AgreementStatus, Modality, Position, Relation, WeaponStage
from summarizer.values.edtf import compatible
from summarizer.values.figures import Figure, compatible_figures

# The way of a treaty (Vienna Convention on the Law of Treaties, arts. 9-18, 24-25, 54-72): later steps supersede
# earlier ones. The three endings exclude one another.
STATUS_ORDER = (
    AgreementStatus.UNKNOWN,
    AgreementStatus.PROPOSED,
    AgreementStatus.NEGOTIATING,
    AgreementStatus.INITIALLED,
    AgreementStatus.SIGNED,
    AgreementStatus.PROVISIONALLY_APPLIED,
    AgreementStatus.RATIFIED,
    AgreementStatus.IN_FORCE,
    AgreementStatus.AMENDED,
    AgreementStatus.SUSPENDED,
    AgreementStatus.REJECTED,
    AgreementStatus.EXPIRED,
    AgreementStatus.TERMINATED,
)
_ENDINGS = frozenset({AgreementStatus.REJECTED, AgreementStatus.EXPIRED, AgreementStatus.TERMINATED})
# The way of a system from a wish to service; development and upgrades stand beside it.
STAGE_ORDER = (
    WeaponStage.UNKNOWN,
    WeaponStage.REPORTED_INTEREST,
    WeaponStage.REQUESTED,
    WeaponStage.NEGOTIATING,
    WeaponStage.ORDERED,
    WeaponStage.IN_DEVELOPMENT,
    WeaponStage.IN_PRODUCTION,
    WeaponStage.DELIVERING,
    WeaponStage.DELIVERED,
    WeaponStage.TRANSFERRED,
    WeaponStage.IN_SERVICE,
    WeaponStage.UPGRADED,
    WeaponStage.CANCELLED,
)
_BESIDE = frozenset({WeaponStage.IN_DEVELOPMENT, WeaponStage.UPGRADED})

Relate = Callable[[str, str], Relation]


def other_words(_lost: str, _chosen: str) -> Relation:
    """Another wording of one thing."""
    return Relation.REFINEMENT


def other_scope(_lost: str, _chosen: str) -> Relation:
    """Both may be true."""
    return Relation.SCOPE


def against(_lost: str, _chosen: str) -> Relation:
    """One thing has one such value."""
    return Relation.CONTRADICTION


def dates(lost: str, chosen: str) -> Relation:
    """EDTF values of one event: compatible ones refine one another."""
    both = readable(lost) is not None and readable(chosen) is not None
    return Relation.REFINEMENT if both and compatible(lost, chosen) else Relation.CONTRADICTION


def periods(lost: str, chosen: str) -> Relation:
    """EDTF values of the periods that figures speak of."""
    return Relation.REFINEMENT if dates(lost, chosen) is Relation.REFINEMENT else Relation.SCOPE


def figures(lost: Figure, chosen: Figure) -> Relation:
    """Figures of one measure and period: intervals that meet refine one another."""
    return Relation.REFINEMENT if compatible_figures(lost, chosen) else Relation.CONTRADICTION


def statuses(lost: str, chosen: str) -> Relation:
    """States of one instrument: an earlier one is superseded, a later one that did not decide is of another scope."""
    before, after = AgreementStatus(lost), AgreementStatus(chosen)
    if before in _ENDINGS and after in _ENDINGS:
        return Relation.CONTRADICTION
    return Relation.SUPERSEDED if STATUS_ORDER.index(before) < STATUS_ORDER.index(after) else Relation.SCOPE


def stages(lost: str, chosen: str) -> Relation:
    """Stages of one system: as for `statuses`; development and upgrades may be true beside any."""
    before, after = WeaponStage(lost), WeaponStage(chosen)
    if before in _BESIDE or after in _BESIDE:
        return Relation.SCOPE
    return Relation.SUPERSEDED if STAGE_ORDER.index(before) < STAGE_ORDER.index(after) else Relation.SCOPE


def positions(lost: str, chosen: str) -> Relation:
    """Supportive and critical exclude one another; neutral and mixed are of another scope."""
    sides = {Position.SUPPORTIVE.value, Position.CRITICAL.value}
    return Relation.CONTRADICTION if lost != chosen and {lost, chosen} == sides else Relation.SCOPE


def modalities(lost: str, chosen: str) -> Relation:
    """A denial stands against an assertion; the others differ in how far they commit themselves."""
    denied = Modality.DENIED.value
    return Relation.CONTRADICTION if lost != chosen and denied in (lost, chosen) else Relation.SCOPE
