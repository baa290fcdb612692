"""Bytes to stored text. Stored text is what every offset in this program counts in.

Stored text is Unicode that can be written as UTF-8: no lone surrogates (each becomes U+FFFD), line breaks of every
kind as one line feed, other control characters as one space, and none of the characters that show nothing and only
steer display (byte order marks, soft hyphens, zero-width spaces, directional overrides, tag characters), which serve
to hide words from a reader and show them to a model. Joiners that shape Indic and Persian words stay.
"""

import codecs
import re
from typing import NamedTuple

from summarizer.records import Problem

SAMPLE = 1 << 16
"""Bytes looked at to recognise an encoding or a binary file: more changes no answer and costs time."""
BINARY_SHARE = 0.1
"""A file with more than this share of control characters is no text; damaged text stays far below."""
UTF16_SHARE, UTF16_OTHER = 0.3, 0.05
"""Zero bytes at one parity (mostly Latin UTF-16: about every second byte) and at the other (none)."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or Office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3", "a database"),
)
# The encodings that web pages may declare (WHATWG Encoding Standard, section 4.2), by Python's name for them. Latin-1
# and ASCII mean windows-1252 there; whatever else is declared is ignored rather than run through an odd codec.
_DECLARABLE = {
    "utf-8": "utf-8", "utf8": "utf-8",
    "ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252",
    "windows-1252": "cp1252", "cp1252": "cp1252",
    **{f"windows-125{n}": f"cp125{n}" for n in (0, 1, 3, 4, 5, 6, 7, 8)},
    **{f"cp125{n}": f"cp125{n}" for n in (0, 1, 3, 4, 5, 6, 7, 8)},
    **{f"iso-8859-{n}": f"iso-8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "windows-874": "cp874", "tis-620": "cp874",
    "koi8-r": "koi8-r", "koi8-u": "koi8-u", "macintosh": "mac-roman", "ibm866": "cp866",
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "euc-jp": "euc-jp", "iso-2022-jp": "iso-2022-jp",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949",
}  # fmt: skip
# What windows-1252 typewriters put into otherwise plain English: quotes, dashes, ellipsis, spaces, £ © ® °.
_TYPOGRAPHY = bytes([0x80, 0x85, *range(0x91, 0x98), 0x99, 0xA0, 0xA3, 0xA9, 0xAB, 0xAE, 0xB0, 0xBB])

_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_HIGH_BYTES = re.compile(rb"[^\x80-\xff]{0,20}[\x80-\xff][^\n]{0,200}")


class Decoded(NamedTuple):
    """The stored text of some bytes (null if they are no text), and what a person should know about the reading."""

    text: str | None
    problems: tuple[Problem, ...] = ()


def stored_text(text: str) -> str:
    """Any string as stored text, as the head of this module defines it."""
    text = _BREAKS.sub("\n", text).replace("\u2029", "\n\n")
    text = _UNSEEN.sub("", _CONTROLS.sub(" ", text))
    return _SURROGATES.sub("\ufffd", text)


def decode(data: bytes, path: str, declared: str | None = None) -> Decoded:
    """`data` as stored text. `declared` is the encoding the document names for itself; valid UTF-8 outweighs it.

    Broken bytes become U+FFFD, and they or a guessed encoding give a `Problem` with `lost=False` about `path`. Bytes
    that are no text give no text and a `Problem` with `lost=True`. Never raises.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _with(data[len(mark) :], encoding, path)
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            return _binary(path, f"is {name}, not text")
    known = _DECLARABLE.get((declared or "").strip().lower())
    if known == "iso-2022-jp":
        return _with(data, known, path)
    parity = _utf16(data[:SAMPLE])
    if parity:
        return _with(data, parity, path)
    if _control_share(data[:SAMPLE]) > BINARY_SHARE:
        return _binary(path, "holds binary data, not text")
    try:
        return Decoded(stored_text(data.decode("utf-8")))
    except UnicodeDecodeError:
        pass
    if known:
        return _with(data, known, path)
    if _mostly_utf8(data):
        return _with(data, "utf-8", path)
    return _guessed(data, path)


def _with(data: bytes, encoding: str, path: str) -> Decoded:
    try:
        return Decoded(stored_text(data.decode(encoding)))
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    broken = text.count("\ufffd")
    warning = Problem(
        path=path,
        what=f"{broken} broken byte sequence(s) in {encoding} text; each was read as \ufffd",
        hint="Fetch or export the file again if names or figures are missing.",
        lost=False,
    )
    return Decoded(stored_text(text), (warning,))


def _guessed(data: bytes, path: str) -> Decoded:
    high = data.translate(None, bytes(range(0x80)))
    if not high.translate(None, _TYPOGRAPHY):
        encoding = "cp1252"
    else:
        # Here, because most folders are UTF-8 throughout and loading it takes longer than reading them.
        from charset_normalizer import from_bytes

        sample = b"\n".join(_first(_HIGH_BYTES, data, SAMPLE))
        best = from_bytes(sample).best()
        encoding = best.encoding if best else "cp1252"
    decoded = _with(data, encoding, path)
    warning = Problem(
        path=path,
        what=f"the text is not UTF-8 and names no encoding; it was read as {encoding}, which is a guess",
        hint="Save the file as UTF-8 if its letters look wrong.",
        lost=False,
    )
    return Decoded(decoded.text, (warning, *decoded.problems))


def _first(pattern: re.Pattern[bytes], data: bytes, limit: int) -> list[bytes]:
    """Matches of `pattern` until they hold `limit` bytes."""
    found: list[bytes] = []
    size = 0
    for match in pattern.finditer(data):
        found.append(match.group())
        size += len(match.group())
        if size >= limit:
            break
    return found


def _mostly_utf8(data: bytes) -> bool:
    """Whether more characters beyond ASCII are sound UTF-8 than are broken: a damaged file, not another encoding."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(1 for character in text if character > "\x7f") - broken
    return sound > broken


def _utf16(sample: bytes) -> str | None:
    half = max(1, len(sample) // 2)
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd >= UTF16_SHARE and even <= UTF16_OTHER:
        return "utf-16-le"
    if even >= UTF16_SHARE and odd <= UTF16_OTHER:
        return "utf-16-be"
    return None


def _control_share(sample: bytes) -> float:
    """Share of C0 control bytes other than tab, line breaks, form feed and escape (which terminals leave in logs)."""
    controls = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27})
    return (len(sample) - len(sample.translate(None, controls))) / max(1, len(sample))


def _binary(path: str, what: str) -> Decoded:
    problem = Problem(
        path=path, what=f"the file {what}", hint="Save the article's text as .txt, .md, .html or .json.", lost=True
    )
    return Decoded(None, (problem,))
