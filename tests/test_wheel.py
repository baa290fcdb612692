"""The wheel as a user gets it: everything the package reads at run time is inside, and it runs without the checkout."""

import json
import subprocess
import sys
import zipfile
from email import message_from_string
from pathlib import Path

import pytest
from hatchling.build import build_wheel

ROOT = Path(__file__).parent.parent

# What a user's first minutes touch, far from the checkout; told as JSON.
CHILD = """
import json, sys
from pathlib import Path
unpacked, checkout = (Path(given) for given in sys.argv[1:3])
sys.path = [str(unpacked), *(path for path in sys.path if Path(path).resolve() != checkout)]
import summarizer, summarizer.cli
from summarizer.extract.extractor import KINDS
from summarizer.extract.prompts import load_prompt
from summarizer.values.names import Registry
print(json.dumps({
    "prompts": [load_prompt(name).name for name in ["system", *(kind.name for kind in KINDS)]],
    "one": Registry.load().same_actor("USA", "United States"),
    "page": summarizer.render(summarizer.merge([])),
    "record": summarizer.render(summarizer.merge([]), "json"),
    "furniture": summarizer.api.article_from_text("Oslo signs pact.\\n\\nSubscribe to our newsletter").text,
    "outside": [
        module.__file__
        for name, module in sys.modules.items()
        if name.partition(".")[0] == "summarizer" and not module.__file__.startswith(f"{unpacked}/")
    ],
}))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("dist")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        return zipfile.ZipFile(folder / build_wheel(str(folder)))


def in_checkout(folder: str) -> dict[str, bytes]:
    """The files of a folder of the checkout that belong into a package, by path."""
    files = (path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in files}


def test_the_package_and_the_prompts_are_inside_byte_for_byte_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    expected = in_checkout("summarizer") | {
        f"summarizer/{path}": content for path, content in in_checkout("prompts").items()
    }
    inside = {name: wheel.read(name) for name in wheel.namelist() if ".dist-info/" not in name}
    assert sorted(inside) == sorted(expected)
    assert inside == expected


@pytest.mark.parametrize(
    "path",
    [
        "summarizer/py.typed",
        "summarizer/prompts/system.md",
        "summarizer/values/data/weapons.toml",
        "summarizer/read/furniture.toml",
        "summarizer/digest/templates/digest.md.j2",
    ],
)
def test_what_is_read_at_run_time_is_inside(wheel: zipfile.ZipFile, path: str) -> None:
    assert path in wheel.namelist()


def test_the_metadata_names_the_licence_the_command_and_the_python(wheel: zipfile.ZipFile) -> None:
    info = {name.partition(".dist-info/")[2]: wheel.read(name).decode() for name in wheel.namelist()}
    assert info["licenses/LICENSE"] == (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "summarizer = summarizer.cli:main" in info["entry_points.txt"].splitlines()
    metadata = message_from_string(info["METADATA"])
    assert (metadata["Name"], metadata["License-Expression"]) == ("summarizer", "Apache-2.0")
    assert metadata["Requires-Python"] == ">=3.11"


def test_the_package_runs_without_the_checkout(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    unpacked, elsewhere = tmp_path / "unpacked", tmp_path / "elsewhere"
    wheel.extractall(unpacked)
    elsewhere.mkdir()
    command = [sys.executable, "-I", "-c", CHILD, str(unpacked), str(ROOT.resolve())]
    ran = subprocess.run(command, cwd=elsewhere, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert told["outside"] == []
    assert told["prompts"] == ["system", "agreements", "weapons", "dates", "figures", "stances"]
    assert told["one"] is True
    assert told["page"]
    assert json.loads(told["record"])["stories"] == []
    assert told["furniture"].startswith("Oslo signs pact.")
    assert list(elsewhere.iterdir()) == []
