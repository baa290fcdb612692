"""What is one thing, which value of it is chosen, and how the others stand to it."""

import pytest
from strategies import Statement, agreement, dated, extraction, figure, stance, weapon

from summarizer.merge import merge
from summarizer.merge.agreement_names import expands
from summarizer.merge.claims import full_names
from summarizer.merge.dating import aligned, close_year, falls_on, weekday, with_year
from summarizer.records import Act, Extraction, MergedRecord
from summarizer.values.matching import words
from summarizer.values.names import Registry

REGISTRY = Registry.load()
# What ties the small articles below into one story, whatever else they say.
TITLE = "Frigate tender shakes shipyard workers"


def records(*articles: list[Statement], kind: str) -> list[MergedRecord]:
    """The records of `kind` of one story; each list of statements is an article of an outlet of its own."""
    each: list[Extraction] = [
        extraction(said, outlet=f"Outlet {number}", title=TITLE) for number, said in enumerate(articles)
    ]
    (story,) = merge(each, REGISTRY).stories
    return [record for record in story.records if record.kind == kind]


def lost(record: MergedRecord, field: str) -> list[tuple[object, str]]:
    return [(each.value, str(each.relation)) for each in record.fields[field].conflicts]


# --- dates ---------------------------------------------------------------------------------------------------------


def test_vaguer_dates_refine_and_support() -> None:
    when = (
        ("2025", "2025"),
        ("February 2025", "2025-02"),
        ("18 February 2025", "2025-02-18"),
        ("Feb 18", "XXXX-02-18"),
    )
    (record,) = records(
        *([dated(f"Frigate contract signed {text}", "frigate contract signed", text, date)] for text, date in when),
        kind="date",
    )
    value = record.fields["date"]
    assert (value.value, value.origins) == ("2025-02-18", 4)
    assert lost(record, "date") == [("2025-02", "refinement"), ("2025", "refinement")]


def test_a_vague_date_does_not_tie_two_days() -> None:
    found = records(
        [dated("Frigate launched on 3 May 2025", "frigate launched", "3 May 2025", "2025-05-03")],
        [dated("Frigate launched on 9 July 2025", "frigate launched", "9 July 2025", "2025-07-09")],
        [dated("Frigate launched in 2025", "frigate launched", "2025", "2025")],
        kind="date",
    )
    assert sorted(str(record.fields["date"].value) for record in found) == ["2025-05-03", "2025-07-09"]
    assert sorted(record.origins for record in found) == [1, 2]


def test_a_weekday_closes_the_year_and_a_wrong_one_does_not() -> None:
    def passed(text: str, edtf: str | None) -> list[Statement]:
        return [dated(f"Parliament passed the frigate law {text}", "parliament passed frigate law", text, edtf)]

    vote, tuesday, friday = passed("December 2", "XXXX-12-02"), passed("Tuesday", None), passed("Friday", None)
    year = [dated("Keel laid in June 2025", "keel laid", "June 2025", "2025-06")]

    def date(*articles: list[Statement]) -> object:
        (record,) = [each for each in records(*articles, kind="date") if "law" in each.label]
        return record.fields["date"].value

    assert date(vote, year, tuesday) == "2025-12-02"
    assert date(vote, year) == "XXXX-12-02"
    assert date(vote, year, friday) == "XXXX-12-02"


@pytest.mark.parametrize(
    ("edtf", "weekdays", "tiers", "closed"),
    [
        ("XXXX-12-02", [1], [{2024, 2025}], "2025-12-02"),
        ("XXXX-12-02", [1], [{2024}, {1947, 2000}], "1947-12-02"),
        ("XXXX-12-02", [1], [{1947, 2025}], "XXXX-12-02"),
        ("XXXX-12-02", [1, 2], [{2024, 2025}], "XXXX-12-02"),
        ("XXXX-12-02", [], [{2025}], "XXXX-12-02"),
        ("XXXX-12-30/XXXX-01-02", [1], [{2025}], "2025-12-30/2026-01-02"),
        ("2024-12-02", [1], [{2025}], "2024-12-02"),
    ],
)
def test_close_year(edtf: str, weekdays: list[int], tiers: list[set[int]], closed: str) -> None:
    assert close_year(edtf, weekdays, [frozenset(tier) for tier in tiers]) == closed


def test_small_parts_of_dating() -> None:
    assert weekday("late on Tuesday evening") == 1
    assert weekday("Tuesday or Wednesday") is None
    assert weekday("the sunrise of March") is None
    assert aligned("2025", "2025-12-04")
    assert not aligned("2021", "XXXX-12-04")
    assert with_year("XXXX-02-29", 2025) is None
    assert falls_on("2025-12-04/2025-12-05", 4)
    assert not falls_on("2025-12-04/2025-12-05", 5)


# --- figures and weapons -------------------------------------------------------------------------------------------


def test_a_rounded_figure_supports_the_precise_one() -> None:
    (record,) = records(
        [
            figure(
                "Trade of nearly $69 billion",
                "nearly $69 billion",
                "69000000000",
                "bilateral trade",
                bound="approximate",
            )
        ],
        [figure("Trade of $68.7 billion", "$68.7 billion", "68700000000", "bilateral trade")],
        kind="trade_figure",
    )
    value = record.fields["value"]
    assert (value.value, value.origins, value.policy) == ("68700000000", 2, "most_precise")
    assert lost(record, "value") == [("69000000000", "refinement")]
    assert record.fields["bound"].value == "exact"
    assert record.label == "bilateral trade: $68.7 billion"


def test_another_number_for_one_measure_and_period_is_a_contradiction() -> None:
    def said(text: str, value: str) -> list[Statement]:
        return [figure(f"Trade of {text} in 2024", text, value, "bilateral trade", period="2024")]

    (record,) = records(
        said("$68.7 billion", "68700000000"),
        said("$61.2 billion", "61200000000"),
        said("$68.7bn", "68700000000"),
        kind="trade_figure",
    )
    assert (record.fields["value"].value, record.fields["value"].origins) == ("68700000000", 2)
    assert lost(record, "value") == [("61200000000", "contradiction")]


def test_a_bound_of_another_measure_is_no_conflict() -> None:
    found = records(
        [figure("A deficit of over $50 billion", "over $50 billion", "50000000000", "trade deficit", bound="at_least")],
        [figure("Trade of $68.7 billion", "$68.7 billion", "68700000000", "bilateral trade")],
        kind="trade_figure",
    )
    assert len(found) == 2
    assert not any(record.fields["value"].conflicts for record in found)


def test_two_numbers_of_one_batch_contradict_and_two_batches_do_not() -> None:
    def order(number: int) -> Statement:
        return weapon(
            f"Poland ordered {number} K2 tanks", "K2", "ordered", quantity=number, unit="tanks", recipient="Poland"
        )

    (record,) = records([order(180)], [order(180)], [order(160)], kind="weapon")
    assert (record.fields["quantity"].value, lost(record, "quantity")) == (180, [(160, "contradiction")])
    batches = records([order(180), order(82)], [order(180)], kind="weapon")
    assert [(each.fields["quantity"].value, each.origins) for each in batches] == [(180, 2), (82, 1)]


def test_a_later_stage_supersedes_within_one_measure() -> None:
    (record,) = records(
        [weapon("Poland asked for K2 tanks", "K2", "requested", recipient="Poland")],
        [weapon("Poland negotiates on K2 tanks", "K2", "negotiating")],
        kind="weapon",
    )
    assert (record.fields["stage"].value, lost(record, "stage")) == ("negotiating", [("requested", "superseded")])
    assert record.fields["recipient"].value == "Poland"


def test_an_open_recipient_joins_only_where_one_fits() -> None:
    poland, egypt = (weapon(f"{name} wants K2", "K2", "requested", recipient=name) for name in ("Poland", "Egypt"))
    open_ended = weapon("K2 is wanted", "K2", "requested")
    assert [each.origins for each in records([poland], [open_ended], kind="weapon")] == [2]
    assert [each.origins for each in records([poland], [egypt], [open_ended], kind="weapon")] == [1, 1, 1]


# --- agreements ----------------------------------------------------------------------------------------------------

BOTH = ("Canada", "Norway")
BUYERS = ("Poland", "US")


def test_acronym_and_expansion_are_one_and_a_generic_name_joins_the_only_one() -> None:
    long = agreement("Joint Arctic Patrol Accord signed", "Joint Arctic Patrol Accord (JAPA)", BOTH, "signed")
    short = agreement("JAPA was signed by both", "JAPA", (), "signed")
    (record,) = records([long, agreement("The accord is welcome", "The accord")], [short], kind="agreement")
    assert record.label == "Joint Arctic Patrol Accord (JAPA)"
    assert (record.origins, len(record.support)) == (2, 3)


def test_a_generic_name_between_two_joins_neither() -> None:
    said = [
        agreement("Arctic patrol accord signed", "arctic patrol accord", BOTH, "signed"),
        agreement("Salmon quota treaty signed", "salmon quota treaty", BOTH, "signed"),
        agreement("The deal is welcome", "The deal", BOTH),
    ]
    assert len(records(said, kind="agreement")) == 3


def test_two_signed_on_one_day_stay_two_and_other_parties_are_another() -> None:
    act = Act(actor="Canada", step="signed", date_text="Tuesday")
    said = [
        agreement("Arctic patrol accord signed", "arctic patrol accord", BOTH, "signed", act, True),
        agreement("Salmon quota treaty signed", "salmon quota treaty", BOTH, "signed", act),
        agreement("Arctic patrol accord with Japan", "arctic patrol accord", ("Canada", "Japan"), "negotiating"),
    ]
    assert len(records(said, said[:1], kind="agreement")) == 3


def test_status_takes_the_latest_step_that_was_taken() -> None:
    (record,) = records(
        [agreement("Arctic patrol accord signed", "arctic patrol accord", BOTH, "signed")],
        [agreement("Arctic patrol accord ratified", "arctic patrol accord", BOTH, "ratified")],
        [agreement("Arctic patrol accord to be signed", "arctic patrol accord", BOTH, "negotiating")],
        kind="agreement",
    )
    assert record.fields["status"].value == "ratified"
    assert sorted(lost(record, "status")) == [("negotiating", "superseded"), ("signed", "superseded")]


@pytest.mark.parametrize(
    ("acronym", "name", "meant"),
    [
        ("relos", "Reciprocal Exchange of Logistic Support", True),
        ("cepa", "Comprehensive Economic Partnership Agreement", True),
        ("lemoa", "Logistics Exchange Memorandum of Agreement", True),
        ("relos", "Logistics Exchange Memorandum of Agreement", False),
        ("fta", "Free Trade Agreement", True),
        ("fta", "Framework on terrorism and aviation safety", False),
    ],
)
def test_expands(acronym: str, name: str, meant: bool) -> None:
    assert expands(acronym, words(name)) is meant


# --- stances and people --------------------------------------------------------------------------------------------


def test_positions_of_one_holder_stand_side_by_side() -> None:
    (record,) = records(
        [stance("Minister Anna Berg welcomes the tender", "Minister Anna Berg", "the frigate tender", "supportive")],
        [stance("Berg hails the tender", "Berg", "frigate tender", "supportive")],
        [stance("Berg attacks the tender", "Anna Berg", "the tender", "critical")],
        kind="stance",
    )
    assert (record.fields["position"].value, record.fields["position"].origins) == ("supportive", 2)
    assert lost(record, "position") == [("critical", "contradiction")]


def test_a_surname_of_two_people_stays_by_itself() -> None:
    people = ("name:singh", "name:rajnath singh", "name:manmohan singh", "name:berg", "name:anna berg")
    resolved = full_names(people)
    assert resolved["name:singh"] == "name:singh"
    assert resolved["name:berg"] == "name:anna berg"


def test_one_purchase_told_twice() -> None:
    first = extraction(
        [
            agreement(
                "Poland signed a contract for 96 Apaches", "contract for 96 Apaches", BUYERS, "signed", main=True
            ),
            weapon("96 helicopters", "AH-64E", "ordered", quantity=96, unit="helicopters", recipient="Poland"),
            figure("It is worth $4.7 billion", "$4.7 billion", "4700000000", "contract value"),
            stance("Berlin rejects the Apache contract", "Berlin", "the Apache contract", "critical"),
        ],
        outlet="A",
    )
    second = extraction(
        [
            agreement("Warsaw inks Apache deal", "Apache deal", ("Warsaw",), "signed", main=True),
            weapon("96 aircraft", "AH-64E", "ordered", quantity=96, unit="aircraft", recipient="Warsaw"),
            figure("nearly $5bn", "nearly $5bn", "5000000000", "contract", bound="approximate"),
            stance("Germany dislikes the deal", "Germany", "the deal", "critical"),
        ],
        outlet="B",
    )
    (story,) = merge([first, second], REGISTRY).stories
    assert [(record.label, record.origins, record.main) for record in story.records] == [
        ("contract for 96 Apaches", 2, True),
        ("AH-64E: 96 helicopters, ordered", 2, False),
        ("contract: $4.7 billion", 2, False),
        ("Berlin on the Apache contract", 2, False),
    ]
