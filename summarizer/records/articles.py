"""What was read: articles, the problems met on the way, and the sentences and mentions found in an article.

Offsets count characters (Unicode code points) of the article's own stored text, `start` inclusive, `end` exclusive.
"""

from enum import StrEnum
from typing import Self

from pydantic import model_validator

from summarizer.records.base import Record, content_hash


class Article(Record):
    """One article as stored. `title`, where known, stands verbatim in `text`; unknown metadata is null, never guessed.

    `id` is "sha256:" and the hash of text and metadata without the path: moving a file does not make a new article.
    `furniture` holds spans of the page around the article (menus, disclaimers, bylines, repeats), sorted, disjoint.
    `published` is an ISO 8601 calendar date.
    """

    id: str = ""
    path: str
    outlet: str | None = None
    published: str | None = None
    title: str | None = None
    url: str | None = None
    text: str
    furniture: tuple[tuple[int, int], ...] = ()

    @model_validator(mode="after")
    def _fill_id(self) -> Self:
        expected = "sha256:" + content_hash(
            {k: getattr(self, k) for k in ("text", "outlet", "published", "title", "url")}
        )
        if self.id not in ("", expected):
            raise ValueError(f"the article's id {self.id} is not the hash of its content ({expected})")
        object.__setattr__(self, "id", expected)
        return self


class Problem(Record):
    """Something a person should know about one input: what was wrong, where, what to do.

    `lost` tells whether the input was left out ("unreadable") or read all the same ("warning").
    """

    path: str
    what: str
    hint: str
    lost: bool


class Sentence(Record):
    """One sentence of an article; `number` counts from 1 over the sentences outside the furniture."""

    number: int
    start: int
    end: int
    text: str


class MentionKind(StrEnum):
    DATE = "date"
    MONEY = "money"
    PERCENT = "percent"
    QUANTITY = "quantity"
    DESIGNATION = "designation"
    AGREEMENT = "agreement"


class Mention(Record):
    """A stretch of an article that looks like a value: a candidate for the model to judge, not yet a fact."""

    kind: MentionKind
    start: int
    end: int
    text: str
