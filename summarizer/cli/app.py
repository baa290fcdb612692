"""The commands: what can be asked for, with which options, and how a command ends.

`run` is `extract`, `merge` and `render` in one; the three also work alone, through files and pipes. Results go to
stdout or to files, everything else to stderr.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli.screen import Screen, print_out, write_file
from summarizer.cli.steps import (
    ExitCode,
    OpenSession,
    ask,
    emit,
    exit_code,
    outside,
    read,
    read_lines,
    streams,
    summarise,
    summary_table,
    tell_problems,
)
from summarizer.config import Settings
from summarizer.digest import RENDERERS, from_json, pretty, to_line
from summarizer.errors import ContractError, Misconfigured, SummarizerError
from summarizer.merge import merge as merge_extractions
from summarizer.records import Extraction
from summarizer.session import open_session
from summarizer.values.names import Registry

# The "\b" keeps the lines apart where the help is wrapped.
EPILOG = """\b
Exit codes:
  0    all good
  1    the run failed: the model did not answer, or a result could not be written
  2    wrong usage or a setting at fault; nothing was attempted
  3    finished in part: an input could not be read, an article got no usable answer, or there was nothing to do
  130  stopped with Ctrl-C; the same command goes on from there
  141  the program reading the output went away
"""


class Plan(StrEnum):
    """How an article is asked about."""

    WHOLE = "whole"
    BY_KIND = "by_kind"


# --- options -------------------------------------------------------------------------------------------------------

Config = Annotated[Path | None, typer.Option(help="Settings file (TOML).", dir_okay=False)]
BaseUrl = Annotated[
    str | None, typer.Option(help="Any OpenAI-compatible server, for example http://localhost:8000/v1.")
]
Model = Annotated[str | None, typer.Option(help="The server's model, or a path to a .gguf file to serve here.")]
PlanOption = Annotated[Plan | None, typer.Option(help="One call an article, or one short question for each kind.")]
Jobs = Annotated[int | None, typer.Option(min=1, help="Calls under way at once.")]
Cache = Annotated[Path | None, typer.Option(help="File of answers to reuse.", dir_okay=False)]
Names = Annotated[
    list[Path] | None, typer.Option(metavar="FILE", help="Further file of names (weapons, countries, outlets).")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Only errors and unread inputs.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", dir_okay=False, help="File to write; default: stdout.")]


def _known_format(name: str) -> str:
    if name not in RENDERERS:
        raise typer.BadParameter(f"{name!r} is not one of {', '.join(RENDERERS)}")
    return name


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"summarizer {version('summarizer')}")
        raise typer.Exit


def _flags(**given: object) -> dict[str, object]:
    """The options that were given; what was not given must not outweigh the environment or the settings file."""
    said = {name: value for name, value in given.items() if value not in (None, [])}
    return {name: value.value if isinstance(value, StrEnum) else value for name, value in said.items()}


@contextmanager
def _errors_told(screen: Screen, debug: bool) -> Iterator[None]:
    """Turn every expected end of a command into a line on stderr and its exit code."""
    try:
        yield
    except BrokenPipeError:
        # Python flushes stdout once more at its own end, which would fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(ExitCode.PIPE_CLOSED) from None
    except KeyboardInterrupt:
        screen.tell("stopped; answers so far are kept, the same command goes on from there")
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    except SummarizerError as error:
        if debug:
            raise
        screen.tell(f"error: {error}")
        code = ExitCode.MISCONFIGURED if isinstance(error, Misconfigured) else ExitCode.FAILED
        raise typer.Exit(code) from None


def common(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """One trustworthy record per story from a folder of news articles."""


def run(
    context: typer.Context,
    folders: Annotated[list[Path], typer.Argument(metavar="FOLDER", help="Folders or files of articles.")],
    out: Annotated[Path, typer.Option(help="Folder for digest.md, digest.json, facts.jsonl.", file_okay=False)],
    config: Config = None,
    base_url: BaseUrl = None,
    model: Model = None,
    plan: PlanOption = None,
    jobs: Jobs = None,
    cache: Cache = None,
    names: Names = None,
    quiet: Quiet = False,
    as_json: Annotated[bool, typer.Option("--json", help="Summary on stdout as JSON.")] = False,
    debug: Debug = False,
) -> None:
    """Read a folder, ask the model, merge, and write the digest: extract, merge and render in one."""
    screen = Screen(quiet)
    with _errors_told(screen, debug):
        outside(out, folders)
        flags = _flags(base_url=base_url, model=model, plan=plan, jobs=jobs, cache=cache, names=names)
        settings = Settings.load(config, flags, os.environ)
        registry = Registry.load(*settings.names)
        reading = read(folders, screen)
        if not reading.articles:
            raise typer.Exit(ExitCode.PARTLY)
        extractions: list[Extraction] = []
        done = ask(context.obj, settings, registry, reading.articles, screen, extractions.append)
        digest = merge_extractions(extractions, registry, reading.problems)
        files = {"facts": out / "facts.jsonl", "digest": out / "digest.json", "page": out / "digest.md"}
        write_file(files["facts"], "".join(map(to_line, extractions)))
        write_file(files["digest"], RENDERERS["json"](digest))
        write_file(files["page"], RENDERERS["md"](digest))
        code = exit_code(reading, done)
        summary = summarise(digest, done, files, code)
        if as_json:
            print_out(pretty(summary))
        elif not quiet:
            print_out(summary_table(summary, done))
        raise typer.Exit(code)


def extract(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help='Folders or files; "-" is stdin.')],
    output: Output = None,
    config: Config = None,
    base_url: BaseUrl = None,
    model: Model = None,
    plan: PlanOption = None,
    jobs: Jobs = None,
    cache: Cache = None,
    names: Names = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Ask the model about every article; write one line of JSON an article."""
    screen = Screen(quiet)
    with _errors_told(screen, debug):
        flags = _flags(base_url=base_url, model=model, plan=plan, jobs=jobs, cache=cache, names=names)
        settings = Settings.load(config, flags, os.environ)
        registry = Registry.load(*settings.names)
        reading = read(paths, screen)
        if not reading.articles:
            raise typer.Exit(ExitCode.PARTLY)
        lines: list[str] = []
        take = print_out if output is None else lines.append
        shares = output is None and sys.stdout.isatty()
        done = ask(context.obj, settings, registry, reading.articles, screen, lambda item: take(to_line(item)), shares)
        if output is not None:
            write_file(output, "".join(lines))
        raise typer.Exit(exit_code(reading, done))


def merge(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE", help="What extract wrote; default: stdin.")
    ] = None,
    output: Output = None,
    config: Config = None,
    names: Names = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Merge the lines that extract wrote into one digest (JSON)."""
    screen = Screen(quiet)
    with _errors_told(screen, debug):
        settings = Settings.load(config, _flags(names=names), os.environ)
        registry = Registry.load(*settings.names)
        extractions, problems = read_lines(streams(files or []))
        tell_problems(screen, problems)
        if not extractions:
            screen.tell("nothing to do: no line of JSON that extract wrote")
            raise typer.Exit(ExitCode.PARTLY)
        emit(RENDERERS["json"](merge_extractions(extractions, registry, problems)), output)
        raise typer.Exit(ExitCode.PARTLY if problems else ExitCode.GOOD)


def render(
    digest: Annotated[Path, typer.Argument(metavar="DIGEST", help="What merge wrote; default: stdin.")] = Path("-"),
    format: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="|".join(RENDERERS),
            callback=_known_format,
            autocompletion=lambda: list(RENDERERS),
            help="The page's format.",
        ),
    ] = "md",
    output: Output = None,
    debug: Debug = False,
) -> None:
    """Turn a digest (JSON) into a page for people."""
    with _errors_told(Screen(), debug):
        for name, stream in streams([digest]):
            try:
                text = stream.read().decode()
            except UnicodeDecodeError as error:
                raise ContractError(f"{name}: not UTF-8; give it a digest that merge wrote") from error
            emit(RENDERERS[format](from_json(text, name)), output)


def build_app(open_session: OpenSession = open_session) -> typer.Typer:
    """The program; `open_session` opens what answers, and a test's fake takes its place."""
    app = typer.Typer(
        name="summarizer",
        epilog=EPILOG,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "obj": open_session},
    )
    app.callback()(common)
    for command in (run, extract, merge, render):
        app.command(epilog=EPILOG)(command)
    return app


def main() -> None:
    """The entry point that `pip` installs."""
    build_app()()
