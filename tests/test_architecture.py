"""The shape of the house: which way imports go, who may know which library, how long a file may be."""

import ast
import json
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "summarizer"
MODULES = sorted(PACKAGE.rglob("*.py"))
# More than one idea fits into so many lines; then it is time for a second file.
LONGEST = 400
# Libraries that only some files may know: changing a model's SDK must not be felt anywhere else.
RESERVED = {
    "openai": {"extract/llm.py"},
    "instructor": {"extract/llm.py"},
    "tenacity": {"extract/llm.py"},
    "xllamacpp": {"extract/embedded.py", "extract/embedded_child.py"},
    "sqlite3": {"extract/cache.py"},
    "typer": {"cli/app.py"},
    "rich": {"cli/screen.py"},
    "jinja2": {"digest/markdown.py", "digest/html.py", "digest/atom.py"},
}

# Libraries that take longer to load than a whole run whose answers are all in the cache: loaded at their first use.
HEAVY = ("openai", "instructor", "trafilatura", "lxml", "jinja2", "charset_normalizer", "huggingface_hub", "xllamacpp")


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def imported(path: Path) -> frozenset[str]:
    """The top-level packages that a file imports anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}: a relative import hides which room it reaches into"
            found.add((node.module or "").partition(".")[0])
    return frozenset(found)


def layers() -> list[str]:
    """All modules named in the contract on layers, from the top down."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    lines = [line for contract in settings["contracts"] if contract["type"] == "layers" for line in contract["layers"]]
    return [module.strip(" ()") for line in lines for module in line.replace(":", "|").split("|")]


def test_imports_go_downwards_only(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_every_room_has_its_layer() -> None:
    rooms = {f"summarizer.{path.stem}" for path in PACKAGE.iterdir() if path.suffix == ".py" or _is_room(path)}
    assert sorted(rooms - {"summarizer.__init__"} - set(layers())) == []


def _is_room(path: Path) -> bool:
    return (path / "__init__.py").exists()


@pytest.mark.parametrize("path", [path for path in MODULES if path.name == "__init__.py"], ids=name_of)
def test_a_package_shows_names_and_does_nothing(path: Path) -> None:
    body = ast.parse(path.read_text(encoding="utf-8")).body
    allowed = [node for node in body if isinstance(node, ast.Import | ast.ImportFrom) or _is_docstring(node)]
    exported = [node for node in body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"]
    assert len(allowed) + len(exported) == len(body)
    names = [alias.asname or alias.name for node in body if isinstance(node, ast.ImportFrom) for alias in node.names]
    listed = ast.literal_eval(exported[0].value) if exported else []
    assert sorted(listed) == sorted(names)


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_file_opens_with_its_idea_and_is_short_enough_to_hold_one(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)) or not text.strip()
    assert len(text.splitlines()) <= LONGEST


@pytest.mark.parametrize("library", sorted(RESERVED))
def test_a_library_is_known_where_it_belongs_only(library: str) -> None:
    knowing = {name_of(path) for path in MODULES if library in imported(path)}
    assert knowing - RESERVED[library] == set()
    assert knowing


def test_starting_loads_nothing_heavy() -> None:
    show = "import json, sys, summarizer.cli; print(json.dumps(sorted(sys.modules)))"
    loaded = set(json.loads(subprocess.run([sys.executable, "-c", show], capture_output=True, check=True).stdout))
    assert "summarizer.api" in loaded
    assert loaded & set(HEAVY) == set()
