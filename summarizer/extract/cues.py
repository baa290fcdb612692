"""The words that show a status, a stage or a modality: a choice of the model is believed only where one stands.

Each table maps a term of the contract to the beginnings of English words that express it. The tables narrow the choices
that a question offers, and they check what comes back. Where they leave one choice open, there is nothing to ask.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import TypeVar

from summarizer.records import ActStep, AgreementStatus, Modality, WeaponStage

STATUS_CUES: Mapping[AgreementStatus, tuple[str, ...]] = {
    AgreementStatus.PROPOSED: ("propos", "offer", "suggest", "call for", "calls for", "plans for", "seek"),
    AgreementStatus.NEGOTIATING: (
        "negotiat", "talks on", "talks for", "talks over", "talks about", "in talks", "discuss", "consider", "explor",
        "push for", "working on", "finalis", "finaliz", "draft",
    ),
    AgreementStatus.INITIALLED: ("initialled", "initialed", "initialling"),
    AgreementStatus.SIGNED: (
        "sign", "ink", "conclud", "struck", "strike", "seal", "clinch", "reached", "secured", "awarded", "won ",
        "agreed", "penned",
    ),
    AgreementStatus.RATIFIED: ("ratif", "approv", "endors", "adopt", "passed", "backed", "greenlit", "green light"),
    AgreementStatus.IN_FORCE: (
        "in force", "into force", "into effect", "took effect", "takes effect", "come into", "came into", "existing",
        "operational",
    ),
    AgreementStatus.PROVISIONALLY_APPLIED: ("provisional",),
    AgreementStatus.AMENDED: ("amend", "revis", "extend", "renew", "updat", "upgrad", "moderni"),
    AgreementStatus.SUSPENDED: ("suspend", "froze", "freez", "paus", "on hold"),
    AgreementStatus.TERMINATED: (
        "terminat", "withdr", "scrap", "cancel", "pulled out", "pull out", "quit", "annul", "abrogat", "denounc",
    ),
    AgreementStatus.EXPIRED: ("expir", "lapse", "ran out", "runs out"),
    AgreementStatus.REJECTED: ("reject", "veto", "voted down", "turned down", "refus", "block"),
}  # fmt: skip

STEP_CUES: Mapping[ActStep, tuple[str, ...]] = {
    ActStep.PROPOSED: ("propos",),
    ActStep.INITIALLED: ("initialled", "initialed"),
    ActStep.SIGNED: ("signed", "sign", "inked", "ink ", "signing"),
    ActStep.APPROVED: ("approv", "endors", "adopt", "passed", "green light"),
    ActStep.RATIFIED: ("ratif",),
    ActStep.ACCEPTED: ("accepted",),
    ActStep.ACCEDED: ("acced", "joined"),
    ActStep.REJECTED: ("reject", "veto", "voted down"),
    ActStep.SUSPENDED: ("suspend",),
    ActStep.WITHDREW: ("withdr", "pulled out", "quit"),
}

STAGE_CUES: Mapping[WeaponStage, tuple[str, ...]] = {
    WeaponStage.IN_SERVICE: (
        "in service", "operat", "field", "deploy", "equipped", "armed with", "perform", "used", "fly", "flies", "flew",
        "inventory", "fleet", "station", "existing", "fired", "struck", "shot down", "launched", "patrol", "commission",
    ),
    WeaponStage.REPORTED_INTEREST: (
        "interest", "consider", "potential", "possible", "may ", "might", "could", "eye", "mull", "explor", "option",
        "weigh", "additional", "look",
    ),
    WeaponStage.REQUESTED: ("want", "request", "seek", "sought", "ask", "procure", "plan", "bid", "tender", "need"),
    WeaponStage.NEGOTIATING: ("negotiat", "talks", "discuss", "agenda", "propos", "offer"),
    WeaponStage.ORDERED: (
        "order", "contract", "sign", "bought", "buy", "purchas", "acqui", "procure", "deal", "agreed", "approv",
        "award", "select", "sale", "sell", "sold",
    ),
    WeaponStage.IN_PRODUCTION: ("produc", "manufactur", "assembl", "build", "built", "make", "made"),
    WeaponStage.DELIVERING: (
        "deliver", "shipment", "arriv", "handover", "hand over", "receiv", "supply", "suppl", "batch",
    ),
    WeaponStage.DELIVERED: (
        "delivered", "received", "got ", "arrived", "handed over", "supplied", "inducted", "took delivery",
    ),
    WeaponStage.IN_DEVELOPMENT: ("develop", "design", "prototype", "test", "trial", "program", "joint"),
    WeaponStage.UPGRADED: ("upgrad", "moderni", "overhaul", "refit", "retrofit"),
    WeaponStage.TRANSFERRED: ("transfer", "donat", "gift", "aid", "suppl", "sent", "send", "provid", "pledg"),
    WeaponStage.CANCELLED: ("cancel", "scrap", "terminat", "abandon", "withdr", "halt", "suspend", "ditch"),
}  # fmt: skip

MODALITY_CUES: Mapping[Modality, tuple[str, ...]] = {
    Modality.DENIED: (
        "denied", "denies", "deny", "denying", "ruled out", "rules out", "no plan", "no plans", "dismissed reports",
        "not been", "did not", "will not", "has not", "have not", "no new",
    ),
    Modality.HYPOTHETICAL: (
        "may", "might", "could", "would", "if", "possible", "possibly", "potential", "potentially", "perhaps", "unless",
        "likely",
    ),
    Modality.REPORTED: (
        "reportedly", "reports say", "reports", "reported", "according to", "sources", "allegedly", "is said",
        "are said", "rumoured", "rumored",
    ),
    Modality.PLANNED: (
        "will", "shall", "set to", "due to", "due in", "expected", "scheduled", "plans", "planned", "planning",
        "intends", "aim to", "aims to", "is to", "are to", "going to", "prepares to", "preparing to", "wants", "seeks",
        "seeking", "by the end of",
    ),
}  # fmt: skip

# What has not happened yet, or may not, has not come as far as these.
AHEAD = frozenset({Modality.HYPOTHETICAL, Modality.PLANNED, Modality.DENIED})
DONE_STATUSES = frozenset(AgreementStatus) - {
    AgreementStatus.PROPOSED,
    AgreementStatus.NEGOTIATING,
    AgreementStatus.UNKNOWN,
}
DONE_STAGES = frozenset(WeaponStage) - {
    WeaponStage.REPORTED_INTEREST,
    WeaponStage.REQUESTED,
    WeaponStage.NEGOTIATING,
    WeaponStage.IN_DEVELOPMENT,
    WeaponStage.UNKNOWN,
}

# A modal verb reaches to the end of its clause, not over the next one.
CLAUSE_ENDS = re.compile(r"[,;:—–]\s|\s[—–-]\s|\n")

# Words that only begin like a cue: "significant" is no signing, "planes" are no plan, "May 2025" may not.
FALSE_FRIENDS = (
    r"signif|signal|plane|plant|quite|biden|testif|testim|sentenc|sentim|designat|sealift|considerab|inkling|inkl|"
    r"may \d|passeng|offic|needl|askew|strongh|backg|drafty"
)

T = TypeVar("T", bound=StrEnum)


def shown(text: str, cues: Mapping[T, tuple[str, ...]]) -> tuple[T, ...]:
    """The terms of `cues` of which a word begins somewhere in `text`, in the table's order."""
    return tuple(term for term, words in cues.items() if _beginnings(words).search(text))


def first_cue(text: str, words: tuple[str, ...]) -> int | None:
    """Where the first of `words` begins in `text`, or None."""
    found = _beginnings(words).search(text)
    return found.start() if found else None


def modality(text: str, at: int = 0) -> Modality:
    """How far the clause of `text` around offset `at` commits itself, by its modal words; `stated` without any."""
    start = max((m.end() for m in CLAUSE_ENDS.finditer(text, 0, at)), default=0)
    end = next((m.start() for m in CLAUSE_ENDS.finditer(text, at)), len(text))
    # a capital begins a sentence ("Reports say …") or a name ("in May"): only the first is read in lower case
    clause = text[start:end] if start or text.startswith("May ") else text[:1].lower() + text[1:end]
    for term, words in MODALITY_CUES.items():
        if _whole(words).search(clause):
            return term
    source = text[:1].lower() + text[1:]
    return Modality.REPORTED if _whole(MODALITY_CUES[Modality.REPORTED]).search(source) else Modality.STATED


@cache
def _beginnings(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?!{FALSE_FRIENDS})(?:" + "|".join(map(re.escape, words)) + ")", re.IGNORECASE)


@cache
def _whole(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b")
