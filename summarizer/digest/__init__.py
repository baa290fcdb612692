"""A digest as text: pages for people, JSON for programs."""

from summarizer.digest.json_text import from_json, pretty, to_json, to_line
from summarizer.digest.markdown import to_markdown
from summarizer.digest.plain import plain
from summarizer.digest.renderers import RENDERERS
from summarizer.digest.words import count, problem_words

__all__ = ["RENDERERS", "count", "from_json", "plain", "pretty", "problem_words", "to_json", "to_line", "to_markdown"]
