"""The prompts as files: all of them can be read, none of them is a template, and their hash tells every change."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import PromptError
from summarizer.extract.prompts import Prompt, load_prompt, parse_prompt, prompts_hash

FOLDER = Path(__file__).parent.parent / "prompts"
STEMS = sorted(path.stem for path in FOLDER.iterdir())
GOOD = '+++\nname = "dates"\nversion = 2\nanswers = "Dates"\n+++\nFor each date, say what happens.\n'
# What Jinja, Mustache, str.format, %-formatting and string.Template would replace; JSON's own braces are not among it.
TEMPLATE = re.compile(r"\{\{|\{%|\{#|\{\w*\}|\{\w+[.!:\[]\w*\}|%\(\w+\)|%[sd]\b|\$\{|\$\w")


def test_there_is_a_prompt_for_each_kind_and_the_system() -> None:
    assert set(STEMS) >= {"system", "agreements", "weapons", "dates", "figures", "stances"}
    assert all(path.suffix == ".md" for path in FOLDER.iterdir())


@pytest.mark.parametrize("stem", STEMS)
def test_every_prompt_can_be_read_and_is_named_as_its_file(stem: str) -> None:
    prompt = load_prompt(stem)
    assert prompt == parse_prompt((FOLDER / f"{stem}.md").read_text(encoding="utf-8"), stem)
    assert prompt.name == stem
    assert prompt.version >= 1
    assert prompt.answers
    assert prompt.text == prompt.text.strip() != ""
    assert "+++" not in prompt.text


@pytest.mark.parametrize("stem", STEMS)
def test_no_prompt_holds_anything_that_a_template_engine_would_replace(stem: str) -> None:
    assert TEMPLATE.findall(load_prompt(stem).text) == []


@pytest.mark.parametrize("text", ["{{ a }}", "{% raw %}", "{article}", "{}", "%(name)s", "${name}", "$name", "%s"])
def test_the_sign_of_a_template_is_seen(text: str) -> None:
    assert TEMPLATE.search(f"Read {text} now.")


def test_a_prompt_is_its_front_matter_and_the_text_below() -> None:
    assert parse_prompt(GOOD, "dates.md") == Prompt(
        name="dates", version=2, answers="Dates", text="For each date, say what happens."
    )
    assert parse_prompt(GOOD.replace("\n", "\r\n"), "dates.md") == parse_prompt(GOOD, "dates.md")


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "For each date, say what happens.",
        GOOD.replace("+++\nFor", "For"),
        GOOD.replace("For each date, say what happens.", " "),
        "Dates\n" + GOOD,
        GOOD.replace("version = 2\n", ""),
        GOOD.replace("version = 2", 'version = "two"'),
        GOOD.replace("version = 2", "version ="),
        GOOD.replace('name = "dates"\n', ""),
        GOOD.replace('answers = "Dates"\n', ""),
        GOOD.replace("version = 2", "version = 2\nauthor = 'me'"),
        GOOD.replace("version = 2", "version = 2\nversion = 3"),
    ],
)
def test_a_broken_front_matter_is_told_with_the_file(raw: str) -> None:
    with pytest.raises(PromptError, match=r"^dates\.md: "):
        parse_prompt(raw, "dates.md")


def test_a_missing_prompt_is_told_with_its_name() -> None:
    with pytest.raises(PromptError, match=r"^the prompt nosuch\.md is missing from .*; reinstall summarizer$"):
        load_prompt("nosuch")


PROMPTS = st.builds(
    Prompt,
    name=st.sampled_from(["a", "b"]),
    version=st.integers(min_value=1, max_value=3),
    answers=st.sampled_from(["A", "B"]),
    text=st.text(min_size=1, max_size=20),
)


@given(st.lists(PROMPTS, max_size=3).map(tuple), st.lists(PROMPTS, max_size=3).map(tuple))
def test_the_hash_is_one_exactly_for_one_content(one: tuple[Prompt, ...], other: tuple[Prompt, ...]) -> None:
    assert (prompts_hash(one) == prompts_hash(other)) == (one == other)


@given(st.text(min_size=1), st.data())
def test_any_other_character_makes_another_hash(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(min_value=0, max_value=len(text) - 1))
    changed = text[:at] + ("x" if text[at] != "x" else "y") + text[at + 1 :]
    prompts = [Prompt(name="a", version=1, answers="A", text=t) for t in (text, changed, text + " ")]
    assert len({prompts_hash((prompt,)) for prompt in prompts}) == 3
