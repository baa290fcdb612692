"""What must hold of the settings: the order of strength, the place named in every error, and the key never shown."""

from itertools import product
from pathlib import Path

import pytest

from summarizer.config import EMBEDDED_JOBS, SERVER_JOBS, Settings
from summarizer.errors import Misconfigured

SECRET = "sk-very-secret"


def settings_file(folder: Path, text: str) -> Path:
    path = folder / "summarizer.toml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(("in_file", "in_environment", "flag"), list(product([None, 2], [None, 3], [None, 5])))
def test_flag_beats_environment_beats_file(
    tmp_path: Path, in_file: int | None, in_environment: int | None, flag: int | None
) -> None:
    text = "" if in_file is None else f"jobs = {in_file}"
    path = settings_file(tmp_path, text)
    environ = {} if in_environment is None else {"SUMMARIZER_JOBS": str(in_environment)}
    expected = flag or in_environment or in_file or EMBEDDED_JOBS
    assert Settings.load(path, {"jobs": flag}, environ).jobs == expected


def test_nothing_given_means_the_embedded_model_and_the_documented_defaults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings.load(None, {}, {"HOME": "/nowhere", "SUMMARIZER_MODEL": ""})
    assert settings.model_dump() == {
        "base_url": None,
        "model": None,
        "api_key": None,
        "plan": None,
        "jobs": EMBEDDED_JOBS,
        "cache": None,
        "names": (),
        "context": 8192,
        "threads": None,
        "temperature": 0.0,
        "seed": 0,
        "timeout_s": 600.0,
    }
    assert settings.embedded
    assert settings.gguf is None


def test_the_file_of_the_working_directory_is_read_when_none_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings_file(tmp_path, 'model = "m"\nbase_url = "https://llm.example/v1"')
    monkeypatch.chdir(tmp_path)
    settings = Settings.load(None, {}, {})
    assert (settings.model, settings.base_url) == ("m", "https://llm.example/v1")


@pytest.mark.parametrize(
    ("flags", "embedded", "jobs"),
    [
        ({}, True, EMBEDDED_JOBS),
        ({"model": "weights/Any.GGUF"}, True, EMBEDDED_JOBS),
        ({"model": "gpt-x"}, False, SERVER_JOBS),
        ({"base_url": "http://localhost:8000/v1"}, False, SERVER_JOBS),
        ({"base_url": "http://localhost:8000/v1", "model": "served.gguf"}, False, SERVER_JOBS),
        ({"base_url": "http://localhost:8000/v1", "jobs": 9}, False, 9),
    ],
)
def test_which_model_is_meant(tmp_path: Path, flags: dict[str, object], embedded: bool, jobs: int) -> None:
    settings = Settings.load(settings_file(tmp_path, ""), flags, {})
    assert (settings.embedded, settings.jobs) == (embedded, jobs)
    model = flags.get("model")
    assert settings.gguf == (Path(str(model)) if embedded and model else None)


def test_paths_in_a_file_start_at_the_file_and_those_elsewhere_do_not(tmp_path: Path) -> None:
    path = settings_file(tmp_path, 'names = ["a.toml", "/etc/b.toml"]\ncache = "c.sqlite"\nmodel = "m.gguf"')
    settings = Settings.load(path, {}, {})
    assert settings.names == (tmp_path / "a.toml", Path("/etc/b.toml"))
    assert settings.cache == tmp_path / "c.sqlite"
    assert settings.gguf == tmp_path / "m.gguf"
    elsewhere = Settings.load(path, {"cache": "d.sqlite"}, {"SUMMARIZER_NAMES": "x.toml, y.toml"})
    assert elsewhere.names == (Path("x.toml"), Path("y.toml"))
    assert elsewhere.cache == Path("d.sqlite")


def test_our_key_beats_the_shared_one_and_neither_is_shown(tmp_path: Path) -> None:
    path = settings_file(tmp_path, "")
    shared = Settings.load(path, {}, {"OPENAI_API_KEY": SECRET})
    ours = Settings.load(path, {}, {"OPENAI_API_KEY": "other", "SUMMARIZER_API_KEY": SECRET})
    for settings in (shared, ours):
        assert settings.api_key is not None
        assert settings.api_key.get_secret_value() == SECRET
        assert SECRET not in f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"


@pytest.mark.parametrize(
    ("text", "flags", "environ", "message"),
    [
        ("job = 3", {}, {}, "{file}: there is no setting job; did you mean jobs?"),
        ("jobs = 0", {}, {}, "{file}: jobs: Input should be greater than or equal to 1"),
        ('jobs = "many"', {"plan": "whole"}, {}, "{file}: jobs: Input should be a valid integer"),
        ("jobs = ", {}, {}, "{file} is not a TOML file: "),
        (
            f'api_key = "{SECRET}"',
            {},
            {},
            "{file}: api_key: a key does not belong in a file; take it out and set SUMMARIZER_API_KEY",
        ),
        (
            "",
            {},
            {"SUMMARIZER_TIMEOUT": "5"},
            "environment: there is no setting SUMMARIZER_TIMEOUT; did you mean SUMMARIZER_TIMEOUT_S?",
        ),
        ("", {}, {"SUMMARIZER_PLAN": "some"}, "environment variable SUMMARIZER_PLAN: plan: Input should be 'whole' or"),
        ("jobs = 2", {}, {"SUMMARIZER_JOBS": "-1"}, "environment variable SUMMARIZER_JOBS: jobs: "),
        ("", {"base_url": "localhost:8000"}, {}, "--base-url: base_url: it is not an http(s) address"),
        ("", {"base_url": f"http://me:{SECRET}@host/v1"}, {}, "--base-url: base_url: it holds a password"),
        ("", {"thread": 3}, {}, "command line: there is no setting --thread; did you mean threads?"),
        ("today = 1", {}, {}, "{file}: there is no setting today; known are base_url, model, plan, jobs"),
        ('names = ["a", 3]', {}, {}, "{file}: names: "),
    ],
)
def test_errors_name_the_place_the_key_and_the_remedy(
    tmp_path: Path, text: str, flags: dict[str, object], environ: dict[str, str], message: str
) -> None:
    path = settings_file(tmp_path, text)
    with pytest.raises(Misconfigured) as caught:
        Settings.load(path, flags, environ)
    assert str(caught.value).startswith(message.format(file=path))
    assert SECRET not in str(caught.value)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=r"there is no settings file .*absent.toml; check --config"):
        Settings.load(tmp_path / "absent.toml", {}, {})
    with pytest.raises(Misconfigured, match=r"cannot be read \(Is a directory\)"):
        Settings.load(tmp_path, {}, {})
    (tmp_path / "latin.toml").write_bytes(b'model = "\xe9"')
    with pytest.raises(Misconfigured, match="is not a TOML file"):
        Settings.load(tmp_path / "latin.toml", {}, {})
