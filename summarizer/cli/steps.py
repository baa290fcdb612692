"""What the commands do between parsing and exiting: read, ask, take lines in, sum up. Each step tells the screen."""

import asyncio
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from summarizer.cli.screen import Meter, Screen, Usage, print_out, usage_words, write_file
from summarizer.config import Settings
from summarizer.digest import count, plain, problem_words
from summarizer.errors import ContractError, InputError, Misconfigured
from summarizer.pipeline import Extracts, extract_all
from summarizer.read import read as read_paths
from summarizer.records import Article, Digest, Extraction, Outcome, Problem, parse_record
from summarizer.session import Event, WeightsProgress
from summarizer.values.names import Registry


class ExitCode(IntEnum):
    """How a command ended, for scripts. 2 is what typer itself returns for wrong usage; 130 and 141 are the shell's
    own codes for a program ended by Ctrl-C (SIGINT) and by a reader that went away (SIGPIPE)."""

    GOOD = 0
    FAILED = 1
    MISCONFIGURED = 2
    PARTLY = 3
    INTERRUPTED = 130
    PIPE_CLOSED = 141


# An article with one of these got no usable answer; one whose answer was cut short has facts, and is only listed.
_NO_ANSWER = (Outcome.FAILED, Outcome.REFUSED, Outcome.INVALID)


@dataclass(frozen=True)
class Reading:
    """What the paths of a command held."""

    articles: list[Article]
    problems: list[Problem]

    @property
    def lost(self) -> bool:
        return any(problem.lost for problem in self.problems)


def read(paths: Sequence[Path], screen: Screen) -> Reading:
    """All articles of `paths`, and what could not be read, which is told at once."""
    items = list(read_paths(paths, sys.stdin.buffer))
    problems = [item for item in items if isinstance(item, Problem)]
    articles = [item for item in items if isinstance(item, Article)]
    tell_problems(screen, problems)
    if not articles:
        screen.tell(f"nothing to do: no article in {', '.join(map(str, paths))}")
    return Reading(articles, problems)


def tell_problems(screen: Screen, problems: Sequence[Problem]) -> None:
    """A line for each input: those left out always, those read all the same unless quiet."""
    screen.tell_all([f"{item.path}: not read: {problem_words(item)}" for item in problems if item.lost])
    for item in problems:
        if not item.lost:
            screen.note(f"{item.path}: {problem_words(item)}")


class Session(Extracts, Protocol):
    """What the commands need of `summarizer.session.Session`; `where` is the model's place in words."""

    @property
    def model(self) -> str: ...
    @property
    def plan(self) -> str: ...
    @property
    def where(self) -> str: ...
    @property
    def usage(self) -> Usage: ...


OpenSession = Callable[[Settings, Registry, Callable[[Event], None]], AbstractAsyncContextManager[Session]]


@dataclass(frozen=True)
class Extracted:
    """What became of the articles: model and place in words, usage, and the articles without a usable answer."""

    model: str
    where: str
    usage: Usage
    failed: list[Extraction]
    all_failed: bool


def ask(
    open_session: OpenSession,
    settings: Settings,
    registry: Registry,
    articles: Sequence[Article],
    screen: Screen,
    take: Callable[[Extraction], None],
    shares_terminal: bool = False,
) -> Extracted:
    """Ask about every article; `take` gets the results one by one, in the order of the articles."""

    async def ask_all(meter: Meter) -> Extracted:
        failed = []

        def on_event(event: Event) -> None:
            if isinstance(event, WeightsProgress):
                meter.weights(event.done, event.total)

        async with open_session(settings, registry, on_event) as session:
            plan = f"plan {session.plan}"
            screen.note(f"{session.model} ({session.where}, {plan}) for {count(len(articles), 'article')}")
            async for extraction in extract_all(articles, session, settings.jobs):
                take(extraction)
                meter.article_done(session.usage)
                if extraction.outcome in _NO_ANSWER:
                    failed.append(extraction)
            return Extracted(session.model, session.where, session.usage, failed, len(failed) == len(articles))

    with screen.meter(len(articles), shares_terminal=shares_terminal) as meter:
        done = asyncio.run(ask_all(meter))
    screen.tell_all(
        [f"{item.article.path}: {item.outcome.value}: {item.detail or 'no answer'}" for item in done.failed]
    )
    return done


def exit_code(reading: Reading, done: Extracted) -> ExitCode:
    """Nothing usable is a failed run; a part that is missing makes it a partly finished one."""
    if done.all_failed:
        return ExitCode.FAILED
    return ExitCode.PARTLY if done.failed or reading.lost else ExitCode.GOOD


def read_lines(streams: Iterable[tuple[str, BinaryIO]]) -> tuple[list[Extraction], list[Problem]]:
    """The extractions in files of JSON Lines; lines that are none become one problem a file."""
    extractions, problems = [], []
    for name, stream in streams:
        bad: list[str] = []
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            try:
                extractions.append(parse_record(Extraction, line.decode(), f"line {number}"))
            except (ContractError, UnicodeDecodeError) as error:
                bad.append(str(error) if isinstance(error, ContractError) else f"line {number}: not UTF-8")
        if bad:
            what = f"{count(len(bad), 'line')} left out; the first: {bad[0]}."
            problems.append(Problem(path=name, what=what, hint="Give it lines that `extract` wrote.", lost=True))
    return extractions, problems


def streams(files: Sequence[Path]) -> Iterator[tuple[str, BinaryIO]]:
    """The files by name, one open at a time; stdin for "-" and where there are none."""
    for path in files or [Path("-")]:
        if str(path) == "-":
            yield "stdin", sys.stdin.buffer
            continue
        try:
            with path.open("rb") as stream:
                yield str(path), stream
        except OSError as error:
            raise InputError(f"{path}: cannot be read: {error.strerror or error}; check the path") from error


def emit(text: str, output: Path | None) -> None:
    """`text` into the file, or to stdout where there is none."""
    if output is None:
        print_out(text)
    else:
        write_file(output, text)


def outside(out: Path, folders: Sequence[Path]) -> None:
    """Refuse to write where the next run would read: its own page would come back as an article."""
    for folder in folders:
        if folder.is_dir() and out.resolve().is_relative_to(folder.resolve()):
            raise Misconfigured(f"--out {out} lies inside {folder}, which is read; choose a folder outside it")


def summarise(digest: Digest, done: Extracted, files: Mapping[str, Path], code: ExitCode) -> dict[str, Any]:
    """What a run came to, as JSON types: the contract of `run --json`."""
    return {
        "stories": len(digest.stories),
        "articles": len(digest.sources),
        "origins": len({source.origin for source in digest.sources}),
        "facts": sum(len(story.records) for story in digest.stories),
        "rejected": len(digest.rejected),
        "not_read": sum(problem.lost for problem in digest.problems),
        "failed": [{"path": item.article.path, "outcome": item.outcome.value} for item in done.failed],
        "model": done.model,
        "where": done.where,
        "calls": done.usage.calls,
        "from_cache": done.usage.from_cache,
        "prompt_tokens": done.usage.prompt_tokens,
        "completion_tokens": done.usage.completion_tokens,
        "files": {name: str(path) for name, path in files.items()},
        "exit_code": int(code),
    }


def summary_table(summary: Mapping[str, Any], done: Extracted) -> str:
    """The same for a person, in five lines."""
    stories, articles = count(summary["stories"], "story", "stories"), count(summary["articles"], "article")
    failed = count(len(done.failed), "article")
    rows = {
        "stories": f"{stories} from {articles}, {count(summary['origins'], 'independent origin')} at most",
        "facts": f"{summary['facts']:,} merged, {summary['rejected']:,} proposals rejected",
        "problems": f"{count(summary['not_read'], 'input')} not read, {failed} without a usable answer",
        "model": f"{done.model} ({done.where}): {usage_words(done.usage)}",
        "look at": " · ".join(reversed(summary["files"].values())),
    }
    return "".join(f"{name:<9} {plain(value)}\n" for name, value in rows.items())
