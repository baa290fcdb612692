"""A short headline for a merged record, in the articles' own words."""

from collections.abc import Mapping, Sequence

from summarizer.merge.claims import Claim
from summarizer.merge.stances import ARTICLE
from summarizer.records import MergedValue, TradeFigure


def label(kind: str, fields: Mapping[str, MergedValue], claims: Sequence[Claim]) -> str:
    """The headline of a record of `kind` from its merged fields and claims: "S-400: 300 missiles, requested"."""

    def text(field: str) -> str:
        value = fields[field].value
        return "" if value is None else str(value)

    match kind:
        case "agreement":
            return text("name")
        case "date":
            return text("event")
        case "weapon":
            number = " ".join(part for part in (text("quantity"), text("unit")) if part)
            said = ", ".join(part for part in (number, text("stage").replace("_", " ")) if part)
            return f"{text('designation')}: {said}" if said else text("designation")
        case "trade_figure":
            written = sorted(
                claim.fact.figure_text
                for claim in claims
                if isinstance(claim.fact, TradeFigure) and claim.fact.value == fields["value"].value
            )
            return f"{text('measure')}: {min(written, key=len)}"
        case _:
            holder = "The articles" if text("holder") == ARTICLE else text("holder")
            return f"{holder} on {text('target')}"
