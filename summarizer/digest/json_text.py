"""Records as JSON text, and back: one spelling for one content, safe to print, safe to split into lines.

Keys are sorted, so equal records give the same bytes whatever order their parts arrived in. Characters that a terminal
or a line splitter would act on (C1 controls, line separators, bidirectional marks) are written as \\u escapes, which
every JSON reader turns back into the same text.
"""

import json
import re
from typing import Any

from summarizer.errors import ContractError
from summarizer.records import KINDS, Digest, Record, parse_record

# json.dumps escapes the C0 controls itself; all of these are below U+10000, so one escape each will do.
_UNSAFE = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def _inert(text: str) -> str:
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def to_line(record: Record) -> str:
    """One record as one line of JSON Lines, newline included."""
    data = record.model_dump(mode="json", by_alias=True)
    return _inert(json.dumps(data, ensure_ascii=False, sort_keys=True)) + "\n"


def to_json(digest: Digest) -> str:
    """The digest as indented JSON with a final newline; equal digests give equal text."""
    return pretty(digest.model_dump(mode="json", by_alias=True))


def pretty(data: Any) -> str:
    """Any JSON value, indented, keys sorted, with a final newline, safe to print on a terminal."""
    return _inert(json.dumps(data, ensure_ascii=False, sort_keys=True, indent=2)) + "\n"


def from_json(text: str, where: str) -> Digest:
    """The digest that `text` holds; `where` (a file's name) goes into the error.

    Raises `ContractError` if it is not a digest of this format, holds a record of a kind nobody knows, or speaks of an
    article that its list of sources lacks.
    """
    digest = parse_record(Digest, text, where)
    for record in (record for story in digest.stories for record in story.records):
        if record.kind not in KINDS:
            raise ContractError(
                f"{where}: record {record.id} is of kind {record.kind!r}, not one of {', '.join(KINDS)}"
            )
    known = {source.id for source in digest.sources}
    for article in _articles_spoken_of(digest):
        if article not in known:
            raise ContractError(f"{where}: the digest speaks of article {article}, which is not among its sources")
    return digest


def _articles_spoken_of(digest: Digest) -> list[str]:
    spoken = [item.article for item in digest.rejected]
    for story in digest.stories:
        spoken += story.articles
        spoken += [article for origin in story.origins for article in origin.articles]
        for record in story.records:
            spoken += [support.article for support in record.support]
            for merged in record.fields.values():
                spoken += [support.article for support in merged.support]
                spoken += [support.article for conflict in merged.conflicts for support in conflict.support]
    return spoken
