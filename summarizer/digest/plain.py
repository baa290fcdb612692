"""Text from outside as one inert line: what a page, a table cell or a terminal may show of it.

An article, a file name or a server's message may hold escape sequences that recolour a terminal, line breaks that
forge a second line, and invisible characters that turn the reading direction around (Unicode Technical Report 36,
section 2; "Trojan Source", CVE-2021-42574). None of them carries meaning that a reader of a digest could lose.
"""

import re

# C0 and C1 control characters, DEL, and the two Unicode line separators: each ends up as a space.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# Invisible format characters: soft hyphen, bidirectional marks, embeddings, overrides and isolates, zero-width space,
# word joiner and the invisible operators, byte-order mark, interlinear annotations, tags, and lone surrogates. The
# joiners U+200C and U+200D stay: Persian, Hindi and Bengali are misspelt without them.
_INVISIBLE = re.compile(
    r"[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def plain(text: str) -> str:
    """`text` as one line without control or invisible format characters, white space collapsed to single spaces."""
    return " ".join(_INVISIBLE.sub("", _CONTROLS.sub(" ", text)).split())


def excerpt(text: str, around: str, limit: int) -> str:
    """`text` as one plain line of about `limit` characters, cut at words, with "…" where something was left out.

    The cut keeps the first occurrence of `around` (compared without case) in sight where there is one.
    """
    line = plain(text)
    if len(line) <= limit:
        return line
    at = max(line.lower().find(plain(around).lower()), 0)
    # A third of the room goes to what stands before the value: enough to see who speaks.
    start = max(0, min(at - limit // 3, len(line) - limit))
    end = min(len(line), start + limit)
    cut = line[start:end]
    if end < len(line):
        cut = (cut.rsplit(" ", 1)[0] if " " in cut else cut) + "…"
    if start > 0:
        cut = "…" + (cut.split(" ", 1)[1] if " " in cut else cut)
    return cut
