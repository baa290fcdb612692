"""What one call to a model asks and what came back, as plain records; an `Ask` turns one into the other.

The rest of the room works on these, so a test's fake model is a function, and the cache wraps any `Ask` in another.
"""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from pydantic import BaseModel

from summarizer.records import Outcome, Record


class Question(NamedTuple):
    """One call: `article` first and `ask` last in the user's turn, so that questions about an article share a prefix.

    `schema` is the answer's form; `max_tokens` bounds the answer's length in the model's tokens.
    """

    system: str
    article: str
    ask: str
    schema: type[BaseModel]
    max_tokens: int

    def messages(self) -> list[dict[str, str]]:
        """The chat messages, in the form every OpenAI-compatible server takes."""
        return [
            {"role": "system", "content": self.system},
            {"role": "user", "content": f"{self.article}\n\n{self.ask}"},
        ]


class Sampling(Record):
    """How the model picks its tokens; part of what identifies an answer."""

    temperature: float = 0.0
    seed: int | None = 0


class Answer(Record):
    """What the server said: its JSON as text (cut or empty where `outcome` says so), and the cost of all attempts."""

    content: str
    outcome: Outcome
    calls: int
    prompt_tokens: int
    completion_tokens: int
    detail: str | None = None


Ask = Callable[[Question], Awaitable[Answer]]
