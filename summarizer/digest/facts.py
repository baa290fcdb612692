"""One merged record in words: its value in a line, the details beside it, the quote that shows it best.

The best quote is chosen by rule, not by taste: of the quotes that show most of the record's written values the
shortest, then that of the article which stands first in the list of sources, then the first one in that article.
"""

from pydantic import JsonValue

from summarizer.digest.dates import date_words
from summarizer.digest.plain import excerpt, plain
from summarizer.digest.references import References, stated
from summarizer.digest.views import Quote
from summarizer.digest.words import figure_words, term, value_words
from summarizer.records import MergedRecord, MergedValue, Modality, Support, WeaponStage

# A quote is usually one sentence; a longer one is cut around its value so that a table stays readable.
_QUOTE_LENGTH = 320
# The words of the article that a quote has to show for each kind, most telling first.
_WRITTEN = ("figure_text", "date_text", "quantity_text", "designation", "name", "target", "holder", "event", "measure")
# Fields of each kind that do not stand in the line of `fact_words`, with the name they go by on the page.
_DETAILS = {
    "agreement": (("status", "status"), ("acts", "acts"), ("parties", "parties")),
    "date": (("date_text", "written"),),
    "weapon": (("quantity_text", "written"),),
    "trade_figure": (("figure_text", "written"), ("period_text", "period as written"), ("category", "category")),
    "stance": (("position", "position"),),
}
# Ids of weapons systems: those of the registry tell a reader something, those made from the designation do not.
_REGISTERED = "weapon:"
_UNREGISTERED = "designation:"


def ordered_fields(record: MergedRecord) -> list[tuple[str, MergedValue]]:
    """The fields by name: the order inside a record is not kept by every JSON writer."""
    return sorted(record.fields.items())


def field_value(record: MergedRecord, field: str) -> JsonValue:
    merged = record.fields.get(field)
    return merged.value if merged is not None else None


def field_text(record: MergedRecord, field: str) -> str | None:
    value = field_value(record, field)
    return value if isinstance(value, str) and plain(value) else None


def when(record: MergedRecord) -> str:
    date, written = field_text(record, "date"), field_text(record, "date_text")
    if date is not None:
        return date_words(date)
    return f"“{written}”, day not fixed" if written else "not stated"


def fact_words(record: MergedRecord) -> str:
    """The value of a merged record in one line: "bilateral trade: $68.7 billion (USD), April 2024 – March 2025".

    Where no article states it as a fact, the line says so: "(reported)", "(denied)".
    """
    if record.kind == "date":
        words = f"{field_text(record, 'event') or record.label}: {when(record)}"
    elif record.kind == "weapon":
        words = _weapon_words(record)
    elif record.kind == "trade_figure":
        words = _figure_words(record)
    elif record.kind == "stance":
        words = record.label
    else:
        words = field_text(record, "name") or record.label
    said = {support.modality for support in record.support}
    hedge = ", ".join(modality.value for modality in Modality if modality in said)
    return stated(words if Modality.STATED in said or not hedge else f"{words} ({hedge})")


def _weapon_words(record: MergedRecord) -> str:
    amount, unit = field_text(record, "quantity_text"), field_text(record, "unit")
    number = field_value(record, "quantity")
    if number is not None:
        amount = f"{value_words('quantity', number)} {unit or ''}".rstrip()
    stage = field_text(record, "stage")
    supplier, recipient = field_text(record, "supplier"), field_text(record, "recipient")
    parts = (
        amount,
        term(stage) if stage and stage != WeaponStage.UNKNOWN else None,
        f"from {supplier}" if supplier else None,
        f"for {recipient}" if recipient else None,
    )
    known = ", ".join(part for part in parts if part)
    name = field_text(record, "designation") or record.label
    return f"{name}: {known}" if known else name


def _figure_words(record: MergedRecord) -> str:
    measure = field_text(record, "measure") or record.label
    value, unit = field_value(record, "value"), field_text(record, "unit")
    if isinstance(value, str):
        amount = figure_words(value, unit or "", field_text(record, "bound") or "exact")
    else:
        amount = value_words("value", value) if value is not None else field_text(record, "figure_text") or "not stated"
    period, written = field_text(record, "period"), field_text(record, "period_text")
    time = date_words(period) if period else written
    return f"{measure}: {amount}" + (f", {time}" if time else "")


def details(record: MergedRecord, sources: References) -> tuple[str, ...]:
    """What the line of `fact_words` leaves out, as "status: signed"; who denies the whole, if anyone does."""
    stands = [(name, field_value(record, field)) for field, name in _DETAILS[record.kind]]
    system = (field_text(record, "system") or "").removeprefix(_REGISTERED)
    if not _says(record, system):
        stands.append(("registered as", system))
    said = [f"{name}: {value_words(name, value)}" for name, value in stands if _tells(value)]
    denied = sources.names(tuple(item for item in record.support if item.modality is Modality.DENIED))
    return (*said, f"denied by: {', '.join(denied)}") if denied else tuple(said)


def _leading_number(value: JsonValue) -> str:
    """What an article is likely to write for a value: "68.7" for 68700000000, a term or a name as it stands."""
    words = value_words("value", value)
    return words.split()[0] if words[:1].isdigit() else words


def _says(record: MergedRecord, system: str) -> bool:
    """Whether the designation says as much as the id of the system: "S-400" does for "s-400", "SA-21" does not."""
    return not system or system in (field_text(record, "designation") or "").lower()


def _tells(value: JsonValue) -> bool:
    if isinstance(value, str):
        return bool(plain(value)) and value != "unknown" and not value.startswith(_UNREGISTERED)
    return value not in (None, [])


def best_quote(
    record: MergedRecord, support: tuple[Support, ...], sources: References, value: JsonValue = None
) -> Quote:
    """The quote of `support` that shows `record`, above all `value`, best (see above); without support an empty one."""
    values = (value, field_value(record, "value"), field_value(record, "quantity"))
    written = [_leading_number(value) for value in values if value not in (None, "", [])]
    written += [text for field in _WRITTEN if (text := field_text(record, field))]

    def rank(item: Support) -> tuple[int, int, int, int, str]:
        quote = item.evidence.quote.lower()
        held = sum(text.lower() in quote for text in written)
        return (-held, len(quote), sources.reference(item.article), item.evidence.start, item.fact)

    if not support:
        return Quote("", 0, "")
    best = min(support, key=rank)
    held = next((text for text in written if text.lower() in best.evidence.quote.lower()), "")
    hedge = "" if best.modality is Modality.STATED else best.modality.value
    return Quote(stated(excerpt(best.evidence.quote, held, _QUOTE_LENGTH)), sources.reference(best.article), hedge)
