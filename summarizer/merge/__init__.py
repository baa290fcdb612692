"""Many articles' facts to one record per story; see `summarizer.merge.engine`."""

from summarizer.merge.engine import merge, union

__all__ = ["merge", "union"]
