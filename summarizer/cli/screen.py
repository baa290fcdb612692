"""What the program says to the person who runs it: notes and progress on stderr, results on stdout or in files.

Whatever is printed as a line goes through `plain` first, so a title, a path or a server's message cannot move the
cursor, recolour the terminal or forge a line. Progress is drawn only on a real terminal; in a log it would be noise.
rich is imported where it is used: `--help` and quiet commands need none of it, and it takes a while to load.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from summarizer.digest import count, plain
from summarizer.errors import RunFailed

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

# More lines than this about inputs that could not be read would push everything else off the screen.
_PROBLEMS_SHOWN = 20
_MEGABYTE = 1_000_000


class Usage(Protocol):
    """What this run took: calls made, answers found in the cache, tokens of the calls made."""

    @property
    def calls(self) -> int: ...
    @property
    def from_cache(self) -> int: ...
    @property
    def prompt_tokens(self) -> int: ...
    @property
    def completion_tokens(self) -> int: ...


def usage_words(usage: Usage) -> str:
    """The usage of a run in one line."""
    made = f"{count(usage.calls, 'call')}, {count(usage.from_cache, 'answer')} from the cache"
    return f"{made}; {usage.prompt_tokens:,} tokens in, {usage.completion_tokens:,} out"


class Meter:
    """Progress through the articles, and through the embedded model's file where that has to be put together first."""

    def __init__(self, progress: "Progress", articles: int) -> None:
        self._progress = progress
        self._articles = progress.add_task("articles", total=articles, done=f"0 of {articles:,}")
        self._total = articles
        self._done = 0

    def article_done(self, usage: Usage) -> None:
        self._done += 1
        done = f"{self._done:,} of {self._total:,} · {usage_words(usage)}"
        self._progress.update(self._articles, completed=self._done, done=done)

    def weights(self, done: int, total: int) -> None:
        """Bytes of the embedded model that are in place, of so many."""
        known = [task.id for task in self._progress.tasks if task.id != self._articles]
        task = known[0] if known else self._progress.add_task("embedded model", total=total, done="")
        words = f"{done // _MEGABYTE:,} of {total // _MEGABYTE:,} MB"
        self._progress.update(task, completed=done, total=total, done=words, visible=done < total)


class Screen:
    """The person's side of one command. `quiet` leaves errors and unread inputs, and nothing else."""

    def __init__(self, quiet: bool = False) -> None:
        self._quiet = quiet

    @cached_property
    def _console(self) -> "Console":
        from rich.console import Console

        return Console(stderr=True, highlight=False, emoji=False, markup=False)

    def note(self, line: str) -> None:
        """One line that a person may want to know; not shown when quiet."""
        if not self._quiet:
            self.tell(line)

    def tell(self, line: str) -> None:
        """One line that a person has to know."""
        from rich.text import Text

        self._console.print(Text(f"summarizer: {plain(line)}"), soft_wrap=True)

    def tell_all(self, lines: Sequence[str]) -> None:
        """One line each, up to a screenful."""
        for line in lines[:_PROBLEMS_SHOWN]:
            self.tell(line)
        if len(lines) > _PROBLEMS_SHOWN:
            self.tell(f"and {len(lines) - _PROBLEMS_SHOWN:,} more like these")

    @contextmanager
    def meter(self, articles: int, *, shares_terminal: bool = False) -> Iterator[Meter]:
        """Progress while the block runs; drawn only on a terminal that results are not printed on at the same time."""
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

        # Not the console's own opinion of what a terminal is: FORCE_COLOR would make it draw into a log file.
        live = sys.stderr.isatty() and not self._console.is_dumb_terminal
        progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TextColumn("{task.fields[done]}", markup=False),
            TimeRemainingColumn(),
            console=self._console,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        # One that is never entered draws nothing; one that is disabled would still end with an empty line.
        with nullcontext() if self._quiet or shares_terminal or not live else progress:
            yield Meter(progress, articles)


def print_out(text: str) -> None:
    """`text` to stdout, at once: UTF-8 with "\\n" line ends on every system."""
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


def write_file(path: Path, text: str) -> None:
    """`text` into the file `path` whole or not at all: written beside it first, then put in its place.

    Raises `RunFailed` if it cannot be written.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(text.encode())
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        reason = error.strerror or error
        raise RunFailed(f"{path}: cannot be written: {reason}; choose another place with --out or -o") from error
