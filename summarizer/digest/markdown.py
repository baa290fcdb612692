"""A digest as a Markdown page (CommonMark, with GitHub's tables).

The page's shape stands in templates/digest.md.j2. The environment escapes whatever a template prints, so text of an
article can end up on the page as text only: not as a heading, list, link, table cell, code, entity or HTML.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from summarizer.digest.page import page
from summarizer.digest.plain import plain
from summarizer.records import Digest

if TYPE_CHECKING:
    from jinja2 import Environment

# Characters that can open something anywhere in a line (CommonMark 0.31.2, chapters 2.4 and 6; `|` and `~` in GitHub's
# flavour). A backslash before ASCII punctuation makes it that character and no more. An underscore between two letters
# or digits opens nothing, and model names read better without the backslash.
_ANYWHERE = re.compile(r"[\\`*\[\]<>|~#]|(?<![0-9A-Za-z])_|_(?![0-9A-Za-z])")
# "&" opens an entity only before a name or number that ends with ";"; the longest name of HTML 5 has 32 characters.
_ENTITY = re.compile(r"&(?=#?[0-9A-Za-z]{1,32};)")
# GitHub and others turn bare addresses into links; without the punctuation they see none.
_ADDRESS = re.compile(r":(?=//)|(?<=www)\.|(?<=mailto):|(?<=xmpp):", re.IGNORECASE)
# What opens a block at the start of a line: bullets, thematic breaks, setext underlines, ordered lists.
_BLOCK_START = re.compile(r"\A(?:([-+=])|(\d{1,9})([.)])(?=\s|\Z))")


class Markdown(str):
    """Text that is Markdown already and must not be escaped again."""

    __slots__ = ()


def escape(text: str) -> Markdown:
    """`text` as one line of Markdown that a CommonMark reader shows as `plain(text)`, wherever on a line it stands."""
    line = _ANYWHERE.sub(r"\\\g<0>", plain(text))
    line = _ADDRESS.sub(r"\\\g<0>", _ENTITY.sub(r"\\&", line))
    return Markdown(_BLOCK_START.sub(lambda match: f"{match[2] or ''}\\{match[1] or match[3]}", line))


def _references(numbers: Iterable[int]) -> Markdown:
    return Markdown(" ".join(f"[{number}]" for number in numbers))


def _finalize(value: object) -> object:
    return value if isinstance(value, Markdown) else escape(str(value))


@cache
def _templates() -> "Environment":
    # Here, because most commands render nothing.
    from jinja2 import Environment, PackageLoader, StrictUndefined

    # Autoescape would escape for HTML; `finalize` sees every printed value, so forgetting to escape is not possible.
    environment = Environment(
        loader=PackageLoader("summarizer.digest"),
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.filters["references"] = _references
    return environment


def to_markdown(digest: Digest) -> str:
    """The analyst's page for `digest`; equal digests give equal text. Ends with a newline."""
    return _templates().get_template("digest.md.j2").render(page=page(digest))
