"""The prompts as files: constant text with a front matter, never a template, so that no article can become code.

They stand in prompts/ at the top of the checkout and travel inside the wheel; both places are looked at, in that order
of nearness to the package: the wheel's copy, then the checkout's.
"""

import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import ValidationError

from summarizer.errors import PromptError
from summarizer.records import Record, content_hash

FENCE = "+++"


class Prompt(Record):
    """One prompt file: its front matter (TOML between +++ lines) and the text below it."""

    name: str
    version: int
    answers: str
    text: str


@cache
def load_prompt(name: str) -> Prompt:
    """The prompt `name` (a file's stem). Raises `PromptError` where it is missing or its front matter is wrong."""
    source = _folder() / f"{name}.md"
    try:
        raw = source.read_text(encoding="utf-8")
    except OSError as error:
        raise PromptError(f"the prompt {name}.md is missing from {_folder()}; reinstall summarizer") from error
    return parse_prompt(raw, f"{name}.md")


def parse_prompt(raw: str, where: str) -> Prompt:
    """A prompt file's content as a `Prompt`; `where` names it in the `PromptError` it raises."""
    opening, _, rest = raw.partition(FENCE)
    matter, closing, text = rest.partition(FENCE)
    if opening.strip() or not closing or not text.strip():
        raise PromptError(f"{where}: expected a front matter between two {FENCE} lines, then the prompt's text")
    try:
        fields = tomllib.loads(matter)
        return Prompt.model_validate(fields | {"text": text.strip()})
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise PromptError(f"{where}: the front matter needs name, version (a number) and answers: {error}") from error


def prompts_hash(prompts: tuple[Prompt, ...]) -> str:
    """One hash over all of them, for the record of what a fact rests on."""
    return content_hash([prompt.model_dump(mode="json") for prompt in prompts])[:16]


def _folder() -> Traversable:
    packaged = files("summarizer") / "prompts"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "prompts"
