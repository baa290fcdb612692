"""The command line from outside: what it prints, writes and returns, on good days and bad ones."""

import asyncio
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sample_digest import sample
from typer.testing import CliRunner, Result

from summarizer.cli import build_app
from summarizer.cli.steps import ExitCode
from summarizer.config import Settings
from summarizer.digest import from_json, to_json, to_markdown
from summarizer.errors import ModelUnavailable, NoModel
from summarizer.records import Article, Evidence, Extraction, Outcome, PromptRef, Run, Stance, parse_record
from summarizer.session import ModelLoading, Usage, WeightsProgress
from summarizer.values.names import Registry

RUN = Run(model="fake-1", prompt=PromptRef(name="whole/1", hash="sha256:0"), schema="s/1", calls=1, prompt_tokens=10)
LOAD = Registry.load
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass
class FakeSession:
    """Answers from a table of outcomes by file name; an exception in it is raised."""

    outcomes: dict[str, Outcome | BaseException]
    model: str = "fake-1"
    where: str = "http://127.0.0.1:9"
    plan: str = "whole"
    usage: Usage = field(default_factory=Usage)

    async def extract(self, article: Article) -> Extraction:
        name = Path(article.path).name
        await asyncio.sleep(60 if name == "sleep.txt" else 0)
        outcome = self.outcomes.get(name, self.outcomes.get("*", Outcome.OK))
        if isinstance(outcome, BaseException):
            raise outcome
        self.usage = self.usage._replace(
            calls=self.usage.calls + 1,
            prompt_tokens=self.usage.prompt_tokens + 10,
            completion_tokens=self.usage.completion_tokens + 4,
        )
        quote = article.text[:5]
        stance = Stance(
            evidence=Evidence(quote=quote, start=0, end=len(quote)), holder="article", target="it", position="neutral"
        )
        facts = (stance,) if outcome is Outcome.OK else ()
        detail = None if outcome is Outcome.OK else "the server\x1b[2J said no"
        return Extraction(article=article, facts=facts, outcome=outcome, run=RUN, detail=detail)

    def failed(self, article: Article, detail: str) -> Extraction:
        return Extraction(article=article, outcome=Outcome.FAILED, run=RUN, detail=detail)


def fake(
    outcomes: dict[str, Outcome | BaseException] | None = None,
    at_opening: BaseException | None = None,
    seen: list[Settings] | None = None,
) -> Any:
    """What opens a `FakeSession`; `seen` collects the settings it is opened with."""

    @asynccontextmanager
    async def open_session(settings: Settings, registry: Registry, on_event: Any) -> AsyncIterator[FakeSession]:
        if seen is not None:
            seen.append(settings)
        if at_opening is not None:
            raise at_opening
        on_event(WeightsProgress(5, 10))
        on_event(WeightsProgress(10, 10))
        on_event(ModelLoading("fake-1"))
        yield FakeSession(outcomes or {})

    return open_session


def invoke(*args: object, session: Any = None, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(build_app(session or fake()), [str(arg) for arg in args], input=stdin)


@pytest.fixture(autouse=True)
def _one_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading the registry takes most of a second; without further files it is the same every time."""
    monkeypatch.setattr(Registry, "load", lambda *extra: LOAD(*extra) if extra else _registry())


@cache
def _registry() -> Registry:
    return LOAD()


@pytest.fixture(autouse=True)
def _own_settings_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings file and no variable of the person who runs the tests."""
    monkeypatch.chdir(tmp_path)
    for name in [*os.environ]:
        if name.startswith("SUMMARIZER_") or name == "OPENAI_API_KEY":
            monkeypatch.delenv(name)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("Alpha is here.", encoding="utf-8")
    (folder / "b.txt").write_text("Beta is here.", encoding="utf-8")
    return folder


# --- run -----------------------------------------------------------------------------------------------------------


def test_run_writes_three_files_and_says_where(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = invoke("run", folder, "--out", out)
    assert result.exit_code == ExitCode.GOOD
    assert result.stderr == "summarizer: fake-1 (http://127.0.0.1:9, plan whole) for 2 articles\n"
    assert result.stdout == (
        "stories   2 stories from 2 articles, 2 independent origins at most\n"
        "facts     2 merged, 0 proposals rejected\n"
        "problems  0 inputs not read, 0 articles without a usable answer\n"
        "model     fake-1 (http://127.0.0.1:9): 2 calls, 0 answers from the cache; 20 tokens in, 8 out\n"
        f"look at   {out}/digest.md · {out}/digest.json · {out}/facts.jsonl\n"
    )
    assert sorted(path.name for path in out.iterdir()) == ["digest.json", "digest.md", "facts.jsonl"]
    lines = (out / "facts.jsonl").read_text(encoding="utf-8").splitlines()
    assert [parse_record(Extraction, line, "").article.text for line in lines] == ["Alpha is here.", "Beta is here."]
    digest = from_json((out / "digest.json").read_text(encoding="utf-8"), "digest.json")
    assert (out / "digest.md").read_text(encoding="utf-8") == to_markdown(digest)


def test_run_twice_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert invoke("run", folder, "--out", tmp_path / name).exit_code == 0
    for name in ("digest.md", "digest.json", "facts.jsonl"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_run_json_summary(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (folder / "c.pdf").write_bytes(b"%PDF")
    result = invoke("run", folder, "--out", out, "--json", "--quiet", session=fake({"b.txt": Outcome.FAILED}))
    assert result.exit_code == ExitCode.PARTLY
    assert json.loads(result.stdout) == {
        "stories": 2,
        "articles": 2,
        "origins": 2,
        "facts": 1,
        "rejected": 0,
        "not_read": 1,
        "failed": [{"path": str(folder / "b.txt"), "outcome": "failed"}],
        "model": "fake-1",
        "where": "http://127.0.0.1:9",
        "calls": 2,
        "from_cache": 0,
        "prompt_tokens": 20,
        "completion_tokens": 8,
        "files": {
            "page": f"{out}/digest.md",
            "digest": f"{out}/digest.json",
            "facts": f"{out}/facts.jsonl",
        },
        "exit_code": 3,
    }


def test_quiet_run_says_nothing(folder: Path, tmp_path: Path) -> None:
    result = invoke("run", folder, "--out", tmp_path / "out", "--quiet")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


def test_quiet_still_names_what_was_not_read(folder: Path, tmp_path: Path) -> None:
    (folder / "c.pdf").write_bytes(b"%PDF")
    result = invoke("run", folder, "--out", tmp_path / "out", "--quiet")
    assert result.exit_code == ExitCode.PARTLY
    assert re.fullmatch(rf"summarizer: {folder}/c\.pdf: not read: [^\n]*PDF[^\n]*\.\n", result.stderr)


def test_an_empty_folder_is_nothing_to_do_and_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    out = tmp_path / "out"
    out.mkdir()
    (out / "digest.md").write_text("yesterday", encoding="utf-8")
    result = invoke("run", tmp_path / "news", "--out", out)
    assert (result.exit_code, result.stdout) == (ExitCode.PARTLY, "")
    assert result.stderr.splitlines()[-1] == f"summarizer: nothing to do: no article in {tmp_path}/news"
    assert [path.name for path in out.iterdir()] == ["digest.md"]


def test_an_empty_folder_beside_a_full_one_loses_nothing(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    result = invoke("run", folder, tmp_path / "none", "--out", tmp_path / "out")
    assert result.exit_code == ExitCode.GOOD
    assert f"summarizer: {tmp_path}/none: the folder holds no files" in result.stderr


@pytest.mark.parametrize(
    ("outcomes", "code"),
    [
        ({"a.txt": Outcome.TRUNCATED}, ExitCode.GOOD),
        ({"a.txt": Outcome.EMPTY}, ExitCode.GOOD),
        ({"a.txt": Outcome.REFUSED}, ExitCode.PARTLY),
        ({"a.txt": Outcome.INVALID, "b.txt": Outcome.FAILED}, ExitCode.FAILED),
        ({"b.txt": ModelUnavailable("http://127.0.0.1:9 does not answer; start it")}, ExitCode.PARTLY),
        ({"*": ModelUnavailable("http://127.0.0.1:9 does not answer; start it")}, ExitCode.FAILED),
        ({"b.txt": KeyboardInterrupt()}, ExitCode.INTERRUPTED),
    ],
)
def test_exit_codes_of_a_run(folder: Path, tmp_path: Path, outcomes: dict[str, Any], code: ExitCode) -> None:
    result = invoke("run", folder, "--out", tmp_path / "out", session=fake(outcomes))
    assert result.exit_code == code
    assert "Traceback" not in result.output


def test_an_error_is_one_line_unless_debugging(folder: Path, tmp_path: Path) -> None:
    session = fake(at_opening=NoModel("no model: set --base-url or install summarizer[local]"))
    result = invoke("run", folder, "--out", tmp_path / "out", session=session)
    assert result.exit_code == ExitCode.MISCONFIGURED
    assert result.stderr == "summarizer: error: no model: set --base-url or install summarizer[local]\n"
    debugged = invoke("run", folder, "--out", tmp_path / "out", "--debug", session=session)
    assert isinstance(debugged.exception, NoModel)


def test_the_output_may_not_lie_in_what_is_read(folder: Path) -> None:
    result = invoke("run", folder, "--out", folder / "out")
    assert result.exit_code == ExitCode.MISCONFIGURED
    assert "lies inside" in result.stderr
    assert not (folder / "out").exists()


def test_a_result_that_cannot_be_written_is_a_failed_run(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file, not a folder", encoding="utf-8")
    result = invoke("extract", folder, "-o", tmp_path / "out" / "facts.jsonl")
    assert result.exit_code == ExitCode.FAILED
    assert "cannot be written" in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["news", "out"]


def test_options_reach_the_settings_and_outweigh_the_environment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARIZER_MODEL", "from-environment")
    monkeypatch.setenv("SUMMARIZER_JOBS", "7")
    seen: list[Settings] = []
    options = ["--plan", "by_kind", "--jobs", "3", "--base-url", "http://h/v1", "--cache", "c.db"]
    assert invoke("extract", folder, *options, session=fake(seen=seen)).exit_code == 0
    wanted = {
        "plan": "by_kind",
        "jobs": 3,
        "base_url": "http://h/v1",
        "model": "from-environment",
        "cache": Path("c.db"),
    }
    assert {name: getattr(seen[0], name) for name in wanted} == wanted


def test_a_setting_or_a_file_of_names_at_fault(folder: Path) -> None:
    for option, words in (("--config", "settings file"), ("--names", "registry")):
        result = invoke("extract", folder, option, "no.toml")
        assert (result.exit_code, result.stdout) == (ExitCode.MISCONFIGURED, "")
        assert result.stderr.startswith("summarizer: error: ")
        assert words in result.stderr


# --- pipes ---------------------------------------------------------------------------------------------------------


def test_extract_merge_render_give_what_run_gives(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    invoke("run", folder, "--out", out)
    extracted = invoke("extract", folder)
    merged = invoke("merge", stdin=extracted.stdout_bytes)
    assert extracted.stdout_bytes == (out / "facts.jsonl").read_bytes()
    assert merged.stdout_bytes == (out / "digest.json").read_bytes()
    assert merged.stderr == ""
    for name, format in (("digest.md", "md"), ("digest.json", "json")):
        rendered = invoke("render", "--format", format, stdin=merged.stdout_bytes)
        assert (rendered.exit_code, rendered.stdout_bytes) == (0, (out / name).read_bytes())


def test_the_same_through_files(folder: Path, tmp_path: Path) -> None:
    facts, digest, page = tmp_path / "f.jsonl", tmp_path / "d.json", tmp_path / "deep" / "p.md"
    assert invoke("extract", folder / "a.txt", folder / "b.txt", "-o", facts).stdout == ""
    assert invoke("merge", facts, facts, "-o", digest).stdout == ""
    assert invoke("render", digest, "-o", page).stdout == ""
    assert page.read_text(encoding="utf-8") == to_markdown(from_json(digest.read_text(encoding="utf-8"), ""))


def test_extract_reads_stdin() -> None:
    result = invoke("extract", "-", stdin=b"Tallinn agreed.")
    assert parse_record(Extraction, result.stdout, "").article.text == "Tallinn agreed."


def test_merge_leaves_out_lines_that_are_none_and_says_so(folder: Path) -> None:
    good = invoke("extract", folder).stdout_bytes
    result = invoke("merge", stdin=b"{}\n" + good + b"\n\xff\n")
    assert result.exit_code == ExitCode.PARTLY
    assert result.stderr == (
        "summarizer: stdin: not read: 2 lines left out; the first: line 1: not a valid Extraction: article: "
        "Field required. Give it lines that `extract` wrote.\n"
    )
    digest = from_json(result.stdout, "")
    assert (len(digest.sources), len(digest.problems)) == (2, 1)


def test_merging_nothing_is_nothing_to_do() -> None:
    result = invoke("merge", stdin=b"\n")
    assert (result.exit_code, result.stdout) == (ExitCode.PARTLY, "")
    assert result.stderr == "summarizer: nothing to do: no line of JSON that extract wrote\n"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    result = invoke("merge", tmp_path / "no.jsonl")
    assert result.exit_code == ExitCode.FAILED
    assert (
        result.stderr
        == f"summarizer: error: {tmp_path}/no.jsonl: cannot be read: No such file or directory; check the path\n"
    )


def test_render_refuses_what_is_no_digest() -> None:
    result = invoke("render", stdin=b"[]")
    assert (result.exit_code, result.stdout) == (ExitCode.FAILED, "")
    assert result.stderr.startswith("summarizer: error: stdin: not a valid Digest")


def test_render_refuses_an_unknown_format() -> None:
    result = invoke("render", "--format", "docx", stdin=to_json(sample()).encode())
    assert result.exit_code == ExitCode.MISCONFIGURED
    assert "'docx' is not one of md, json" in result.stderr


# --- help, version, completion -------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [[], ["run"], ["extract"], ["merge"], ["render"]])
def test_help_lists_the_exit_codes(command: list[str]) -> None:
    result = invoke(*command, "--help")
    assert result.exit_code == 0
    for code in ExitCode:
        assert re.search(rf"^ +{int(code)}  ", result.stdout, re.MULTILINE)


def test_version() -> None:
    assert re.fullmatch(r"summarizer \d+\.\d+\S*\n", invoke("--version").stdout)


def test_wrong_usage() -> None:
    assert invoke("run").exit_code == ExitCode.MISCONFIGURED
    assert invoke("run", "x").exit_code == ExitCode.MISCONFIGURED
    assert invoke("extract", "x", "--plan", "both").exit_code == ExitCode.MISCONFIGURED
    assert invoke("extract", "x", "--jobs", "0").exit_code == ExitCode.MISCONFIGURED


# --- hostile text --------------------------------------------------------------------------------------------------

HOSTILE = "\x1b]0;owned\x07\x1b[2J[bold red]x[/] :smile:\r\u202egpj\x9b31m"


def test_hostile_names_and_titles_do_not_reach_the_terminal_raw(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    name = HOSTILE.replace("/", "")
    (folder / f"{name}.txt").write_text(f"{HOSTILE}\n\nRiga agreed {HOSTILE} with Oslo.", encoding="utf-8")
    (folder / f"{name}.pdf").write_bytes(b"%PDF-1.7")
    for args in (["run", folder, "--out", tmp_path / "out"], ["extract", folder]):
        result = invoke(*args, session=fake({"*": Outcome.REFUSED}))
        assert not CONTROL.search(result.stdout + result.stderr)
        assert "[bold red]x[] :smile:" in result.stderr
        assert "refused: the server [2J said no" in result.stderr
    rendered = invoke("render", tmp_path / "out" / "digest.json")
    assert rendered.exit_code == 0
    assert not CONTROL.search(rendered.stdout)


# --- a real process ------------------------------------------------------------------------------------------------

PROGRAM = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
import test_cli
from summarizer.cli import build_app
build_app(test_cli.fake())()
"""


def test_a_reader_that_goes_away_is_no_error_message(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number:02}.txt").write_text("word " * 2_000 + str(number), encoding="utf-8")
    command = [sys.executable, "-c", PROGRAM, "extract", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b'{"article"')
        process.stdout.close()
        said = process.stderr.read()
        assert process.wait(60) == ExitCode.PIPE_CLOSED
    assert said.decode() == "summarizer: fake-1 (http://127.0.0.1:9, plan whole) for 30 articles\n"


def test_ctrl_c_ends_the_run_in_order(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("Alpha is here.", encoding="utf-8")
    (folder / "sleep.txt").write_text("Beta is here.", encoding="utf-8")
    command = [sys.executable, "-c", PROGRAM, "extract", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith(b'{"article"')
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
        assert process.returncode == ExitCode.INTERRUPTED
    assert said.decode().splitlines()[1:] == [
        "summarizer: stopped; answers so far are kept, the same command goes on from there"
    ]


def test_progress_is_drawn_on_a_terminal_and_nowhere_else(folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, "run", str(folder), "--out", str(tmp_path / "out")]
    environment = {**os.environ, "TERM": "xterm", "FORCE_COLOR": "1", "COLUMNS": "200"}
    assert "2 of 2 · 2 calls" in on_terminal(command, environment)
    piped = CliRunner().invoke(build_app(fake()), command[3:], env=environment)
    assert piped.stderr == "summarizer: fake-1 (http://127.0.0.1:9, plan whole) for 2 articles\n"


def on_terminal(command: list[str], environment: dict[str, str]) -> str:
    """What `command` writes to stderr where that is a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs, env=environment) as process:
        os.close(theirs)
        chunks = []
        started = time.monotonic()
        while time.monotonic() - started < 60:
            try:
                chunk = os.read(ours, 4096)
            except OSError:
                break
            if not chunk:
                break
            chunks.append(chunk)
        process.wait(60)
    os.close(ours)
    return b"".join(chunks).decode(errors="replace")
