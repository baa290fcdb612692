"""One trustworthy record per story from a folder of news articles."""

from summarizer.api import aextract, asummarize, extract, merge, render, summarize
from summarizer.config import Settings
from summarizer.errors import SummarizerError
from summarizer.records import Article, Digest, Extraction

__all__ = [
    "Article",
    "Digest",
    "Extraction",
    "Settings",
    "SummarizerError",
    "aextract",
    "asummarize",
    "extract",
    "merge",
    "render",
    "summarize",
]
