"""The contract: what JSON says, and what it says of a line that is not in it."""

import json

import pytest

from summarizer.errors import ContractError
from summarizer.records import Article, Extraction, Outcome, PromptRef, Run, parse_record

RUN = Run(model="m", prompt=PromptRef(name="whole", hash="0"), schema_="facts/1")


def test_the_schema_of_a_run_is_called_schema_in_json() -> None:
    assert json.loads(RUN.model_dump_json()) == {
        "model": "m",
        "prompt": {"name": "whole", "hash": "0"},
        "schema": "facts/1",
        "calls": 0,
        "prompt_tokens": 0,
        "completion_tokens": 0,
    }
    assert Run.model_validate_json(RUN.model_dump_json()) == RUN
    assert list(Run.model_json_schema()["properties"])[2] == "schema"


def test_a_line_comes_back_as_the_record_it_was() -> None:
    article = Article(path="a.txt", text="Russia signed it.", furniture=((0, 2),))
    line = Extraction(article=article, outcome=Outcome.EMPTY, run=RUN).model_dump_json()
    assert parse_record(Extraction, line, "x").model_dump_json() == line


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "facts.jsonl, line 3: not a valid Run: the whole line: Invalid JSON"),
        (
            '{"model": 1, "prompt": {"name": "", "hash": ""}, "schema": ""}',
            "facts.jsonl, line 3: not a valid Run: model:",
        ),
        (RUN.model_dump_json()[:-1] + ', "x": 1}', "facts.jsonl, line 3: not a valid Run: x: Extra inputs"),
    ],
)
def test_a_line_outside_the_contract_is_told_with_its_place(line: str, told: str) -> None:
    with pytest.raises(ContractError) as caught:
        parse_record(Run, line, "facts.jsonl, line 3")
    assert str(caught.value).startswith(told)
