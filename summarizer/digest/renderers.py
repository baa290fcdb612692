"""The formats a digest can be rendered in, by the name that `--format` takes."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from summarizer.digest.json_text import to_json
from summarizer.digest.markdown import to_markdown
from summarizer.records import Digest

RENDERERS: Mapping[str, Callable[[Digest], str]] = MappingProxyType({"md": to_markdown, "json": to_json})
