"""From paths to articles: folders, single files and standard input, each unreadable thing a clear line, the rest read.

A folder is foreign ground: hidden files are passed over, links are not followed out of it, and nothing that is not a
regular file (a pipe, a device) is opened, because opening one may wait for ever.
"""

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from summarizer.read.decode import stored_text
from summarizer.read.formats.dumps import read_json, read_jsonl
from summarizer.read.formats.html import read_html
from summarizer.read.formats.text import read_text
from summarizer.records import Article, Problem

MAX_BYTES = 64 * 1024 * 1024
"""Bytes of the largest file read. It takes about ten times that in memory; an article has 5 kB, a page 2 MB, and a
dump of more than about ten thousand articles is better cut into parts."""

Reader = Callable[[bytes, str], Iterator[Article | Problem]]
READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".md": read_text,
    ".markdown": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".json": read_json,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
}


def read(paths: Iterable[Path | str], stdin: BinaryIO | None = None) -> Iterator[Article | Problem]:
    """The articles of `paths` (folders, files, "-" for `stdin`) and the problems met, in a fixed order.

    Folders are read recursively in the order of their names; a file met twice (given twice, or linked to) is read
    once. `Article.path` is the path as given with the part below it, with forward slashes. Never raises for an input:
    whatever cannot be read is a `Problem` with `lost=True` in its place, a doubtful reading or an empty folder one
    with `lost=False`.
    """
    seen: set[str] = set()
    for given in paths:
        if str(given) == "-":
            yield from _read_stdin(stdin)
            continue
        path = Path(given)
        try:
            is_folder = stat.S_ISDIR(path.stat().st_mode)
        except FileNotFoundError:
            missing = (
                "it is a link to a file that is not there" if path.is_symlink() else "there is no such file or folder"
            )
            yield _lost(path, missing, "Check the path.")
            continue
        except (OSError, ValueError) as error:
            yield _lost(path, f"it cannot be looked at: {_reason(error)}", "Check the path and its permissions.")
            continue
        yield from _read_folder(path, seen) if is_folder else _read_file(path, seen)


def _read_stdin(stdin: BinaryIO | None) -> Iterator[Article | Problem]:
    """Standard input: JSON, JSON Lines, a web page or plain text, as its first character tells."""
    data = stdin.read(MAX_BYTES + 1) if stdin is not None else b""
    if len(data) > MAX_BYTES:
        yield _lost("-", _TOO_LARGE, _CUT_IT)
        return
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if not start:
        yield _lost("-", "standard input is empty", "Pipe an article, a web page or JSON into it.")
    elif start.startswith((b"{", b"[{", b"[\n", b"[ ", b"[\r")):
        yield from read_json(data, "-")
    elif start.startswith(
        (b"<!doctype", b"<html", b"<?xml", b"<head", b"<body", b"<article", b"<div", b"<p>", b"<!--")
    ):
        yield from read_html(data, "-")
    else:
        yield from read_text(data, "-")


def _read_folder(root: Path, seen: set[str]) -> Iterator[Article | Problem]:
    """Everything under `root`, folders and files by name; links are followed only to files inside `root`."""
    home = root.resolve()
    errors: list[OSError] = []
    empty = True
    for folder, folders, names in os.walk(root, onerror=errors.append):
        yield from (_unlisted(error) for error in errors)
        errors.clear()
        here = Path(folder)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if (here / name).is_symlink()]
        for name in sorted([*links, *(name for name in names if not name.startswith("."))]):
            empty = False
            yield from _read_entry(here / name, home, seen)
        empty = empty and not folders
    if errors:
        yield from (_unlisted(error) for error in errors)
    elif empty:
        # Nothing was there to lose: a nightly run over several folders is not less complete for an empty one.
        yield Problem(
            path=_shown(root),
            what="the folder holds no files",
            hint="Put articles into it (.txt, .md, .html, .json, .jsonl).",
            lost=False,
        )


def _read_entry(path: Path, home: Path, seen: set[str]) -> Iterator[Article | Problem]:
    """One entry of a folder, after a look at where it leads."""
    if path.is_symlink():
        try:
            target = path.resolve(strict=True)
        except (OSError, RuntimeError):
            yield _lost(path, "it is a link that leads nowhere", "Remove it, or restore what it points to.")
            return
        if not target.is_relative_to(home):
            yield _lost(
                path, "it is a link out of the folder and was not followed", "Give the target's own path instead."
            )
            return
        if target.is_dir():
            yield Problem(
                path=_shown(path),
                what="it is a link to a folder and was not followed",
                hint="Nothing is needed: the folder is read in its own place.",
                lost=False,
            )
            return
    yield from _read_file(path, seen)


def _read_file(path: Path, seen: set[str]) -> Iterator[Article | Problem]:
    """The articles of one file, chosen by its ending; nothing but a regular file is opened."""
    shown = _shown(path)
    reader = READERS.get(path.suffix.lower())
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            yield _lost(path, "it is no regular file (a pipe, socket or device)", "Use - to read from standard input.")
            return
        if reader is None:
            yield _lost(path, _unread(path), "Give .txt, .md, .html, .json or .jsonl.")
            return
        real = str(path.resolve())
        if real in seen:
            return
        seen.add(real)
        if state.st_size > MAX_BYTES:
            yield _lost(path, _TOO_LARGE, _CUT_IT)
            return
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        yield _lost(path, f"it cannot be read: {_reason(error)}", "Check the file and its permissions.")
        return
    if len(data) > MAX_BYTES:
        yield _lost(path, _TOO_LARGE, _CUT_IT)
    elif not data.strip():
        yield _lost(path, "the file is empty", "Remove it, or fetch the article again.")
    else:
        yield from reader(data, shown)


_TOO_LARGE = f"it is larger than {MAX_BYTES // (1024 * 1024)} MB"
_CUT_IT = "Cut it into smaller files."


def _unread(path: Path) -> str:
    if path.suffix.lower() == ".pdf":
        return "PDF files are not read"
    return f"files ending in {path.suffix} are not read" if path.suffix else "files without an ending are not read"


def _unlisted(error: OSError) -> Problem:
    return _lost(str(error.filename), f"the folder cannot be listed: {_reason(error)}", "Check its permissions.")


def _reason(error: Exception) -> str:
    return (error.strerror or type(error).__name__) if isinstance(error, OSError) else str(error)


def _lost(path: Path | str, what: str, hint: str) -> Problem:
    return Problem(path=_shown(path), what=what, hint=hint, lost=True)


def _shown(path: Path | str) -> str:
    """A path as text that can be stored and printed: forward slashes, no broken bytes, no control characters."""
    posix = Path(path).as_posix()
    return stored_text(os.fsencode(posix).decode("utf-8", "replace")).replace("\n", " ")
