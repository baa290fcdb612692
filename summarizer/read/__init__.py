"""From files to articles with metadata, furniture, numbered sentences and candidate mentions."""

from summarizer.read.folder import read
from summarizer.read.formats.text import article_from_text
from summarizer.read.mentions import mentions
from summarizer.read.sentences import sentences

__all__ = ["article_from_text", "mentions", "read", "sentences"]
