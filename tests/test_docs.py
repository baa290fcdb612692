"""What the documents say is so: commands can be typed, files exist, names are right, the help is the program's own."""

import ast
import re
import shlex
import shutil
import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
import typer.main
from fault_server import fault_server, valid
from help_text import END, START, block
from markdown_it import MarkdownIt
from markdown_it.token import Token
from typer.testing import CliRunner

import summarizer
from summarizer.cli import build_app
from summarizer.config import PREFIX, Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SHELLS = {"console", "sh", "shell", "bash"}
# Written in the README as a path of the checkout: its first part is one of the checkout's own folders.
FOLDERS = sorted(path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith("."))
OUR_PATH = re.compile(rf"(?:{'|'.join(map(re.escape, FOLDERS))})/[\w./-]*")


@cache
def tokens(name: str) -> tuple[Token, ...]:
    """A document's blocks and, behind each, what stands inside it."""
    blocks = MarkdownIt().parse((ROOT / name).read_text(encoding="utf-8"))
    return tuple(token for each in blocks for token in (each, *(each.children or ())))


def fenced(languages: set[str]) -> list[str]:
    """The README's blocks of code in some languages, without the help, which is compared as a whole."""
    by_hand = README.partition(START)[0] + README.partition(END)[2]
    blocks = MarkdownIt().parse(by_hand)
    return [token.content for token in blocks if token.type == "fence" and token.info.strip() in languages]


def typed() -> list[list[str]]:
    """Every command that the README shows, as words: prompts, comments and continued lines undone, pipes apart."""
    words: list[list[str]] = []
    for content in fenced(SHELLS):
        lines = content.replace("\\\n", " ").splitlines()
        prompted = any(line.startswith("$ ") for line in lines)
        for line in lines:
            if line.startswith("$ ") or not prompted:
                lexer = shlex.shlex(line.removeprefix("$ "), posix=True, punctuation_chars="|>&;")
                lexer.whitespace_split = True
                words += [part for part in _split(list(lexer)) if part]
    return words


def _split(words: list[str]) -> list[list[str]]:
    """The commands of one line; a file behind > is none of a command's arguments."""
    commands: list[list[str]] = [[]]
    for before, word in pairwise(["", *words]):
        if word in {"|", "&&", ";", "||"}:
            commands.append([])
        elif word not in {">", ">>"} and before not in {">", ">>"}:
            commands[-1].append(word)
    return commands


def ours() -> list[list[str]]:
    return [words[1:] for words in typed() if words[0] == "summarizer"]


def test_there_are_commands_to_install_and_to_run() -> None:
    assert [words for words in typed() if words[:2] == ["pip", "install"]]
    assert [words for words in ours() if words[:1] == ["run"]]


def test_what_is_installed_has_extras_of_that_name() -> None:
    named = re.findall(r"(?:summarizer|\.)\[([\w,-]+)\]", README)
    assert {extra for names in named for extra in names.split(",")} <= set(PROJECT["optional-dependencies"])


def test_every_command_can_be_typed() -> None:
    program = typer.main.get_group(build_app())
    for command, *arguments in ours():
        if command.startswith("-"):
            continue
        # raises a usage error for an option or an argument that the command does not take
        program.commands[command].make_context(command, arguments)


def test_the_run_it_begins_with_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = next(words for words in ours() if words[:1] == ["run"] and "--base-url" not in words)
    said = typer.main.get_group(build_app()).commands["run"].make_context("run", command[1:]).params
    for folder in said["folders"]:
        shutil.copytree(ROOT / "seeds", tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    with fault_server([valid]) as server:
        given = {"BASE_URL": server.base_url, "MODEL": "m", "CACHE": str(tmp_path / "answers.sqlite")}
        result = CliRunner().invoke(build_app(), command, env={PREFIX + name: value for name, value in given.items()})
    assert result.exit_code == 0, result.output
    written = sorted(path.name for path in (tmp_path / said["out"]).iterdir())
    assert written == ["digest.json", "digest.md", "facts.jsonl"]


def test_the_help_is_the_programs_own() -> None:
    """`python tests/help_text.py` prints the block to paste."""
    assert README.count(START) == README.count(END) == 1
    assert START + README.partition(START)[2].partition(END)[0] + END == block()


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md"])
def test_every_file_that_is_named_exists(name: str) -> None:
    links = [str(t.attrs[at]) for t in tokens(name) for at in ("href", "src") if at in t.attrs]
    here = [link.partition("#")[0] for link in links if not re.match(r"[a-z]+:|#", link)]
    code = [t.content for t in tokens(name) if t.type == "code_inline" and OUR_PATH.fullmatch(t.content)]
    assert [path for path in [*here, *code] if not (ROOT / path).exists()] == []


def test_every_link_inside_the_readme_leads_to_a_heading() -> None:
    pairs = pairwise(t for t in tokens("README.md") if t.type in {"heading_open", "inline"})
    titles = [inline.content for opening, inline in pairs if opening.type == "heading_open"]
    slugs = {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
    wanted = [str(t.attrs["href"]) for t in tokens("README.md") if str(t.attrs.get("href", "")).startswith("#")]
    assert [link for link in wanted if link.removeprefix("#") not in slugs] == []


def test_python_in_the_readme_uses_public_names() -> None:
    for content in fenced({"python", "py"}):
        plain = "\n".join(line.removeprefix(">>> ").removeprefix("... ") for line in content.splitlines())
        for node in ast.walk(ast.parse(plain)):
            if isinstance(node, ast.ImportFrom) and node.module == "summarizer":
                assert {alias.name for alias in node.names} <= set(summarizer.__all__)


def test_every_environment_variable_is_a_setting() -> None:
    named = re.findall(rf"\b{PREFIX}([A-Z_]+)\b", README)
    assert {name.lower() for name in named} <= set(Settings.model_fields)


def test_the_changelog_has_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[?v?{re.escape(PROJECT['version'])}\]?(?:\s|$)", changelog, re.MULTILINE)
