"""The settings of a run, from three places: a TOML file, the environment, the command line, weakest first.

Every value keeps the place it came from until it has been checked, so that an error can say which file, variable or
option to mend. The key of a server is a secret: it is taken from the environment, refused in a file, never shown.
"""

import difflib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

from summarizer.errors import Misconfigured

FILE_NAME = "summarizer.toml"
PREFIX = "SUMMARIZER_"
# Taken when SUMMARIZER_API_KEY is not set: the name every OpenAI-compatible tool knows.
SHARED_KEY = "OPENAI_API_KEY"
# The embedded model shares this machine's processor: a second article at once takes its prefix cache away.
EMBEDDED_JOBS = 1
# Enough to hide a server's latency, few enough for the rate limits of a small account.
SERVER_JOBS = 4


class Settings(BaseModel):
    """How to run: which model, how asked, what is kept where. Immutable.

    `context` counts tokens, `timeout_s` seconds; `threads` None leaves the choice to llama.cpp; `plan`
    None leaves it to the kind of model; `cache` None is the user's state directory; `names` are further registry files.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    base_url: str | None = None
    model: str | None = None
    api_key: SecretStr | None = None
    plan: Literal["whole", "by_kind"] | None = None
    jobs: int = Field(default=EMBEDDED_JOBS, ge=1)
    cache: Path | None = None
    names: tuple[Path, ...] = ()
    # of one request to the embedded model: an article of some 4,000 words with its question and answer
    context: int = Field(default=8192, ge=512)
    threads: int | None = Field(default=None, ge=1)
    temperature: float = Field(default=0.0, ge=0, le=2)
    seed: int = Field(default=0, ge=0)
    # a whole answer of the embedded model on a slow pair of cores (10 tokens a second) takes under three minutes
    timeout_s: float = Field(default=600.0, gt=0)

    @property
    def embedded(self) -> bool:
        """Whether the model runs here: no server is named, and the model, if named, is a GGUF file."""
        return _is_embedded(self.base_url, self.model)

    @property
    def gguf(self) -> Path | None:
        """The file of the embedded model that the user named, if she named one."""
        return Path(self.model) if self.embedded and self.model is not None else None

    @field_validator("base_url")
    @classmethod
    def _is_http(cls, url: str | None) -> str | None:
        if url is None:
            return None
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("it is not an http(s) address; give one such as http://localhost:8000/v1")
        if parts.username or parts.password:
            raise ValueError(f"it holds a password; give the server's key in the environment as {PREFIX}API_KEY")
        return url

    @classmethod
    def load(cls, config: Path | None, flags: Mapping[str, object], environ: Mapping[str, str]) -> Self:
        """The settings out of the file `config`, the environment and the command line, the later ones winning.

        `config` None means summarizer.toml in the working directory, if there is one. Relative paths in a file start
        at the file's own folder. Raises `Misconfigured`, naming the place, the key and what to do.
        """
        given = _from_file(config) | _from_environment(environ) | _from_flags(flags)
        values = {key: item.value for key, item in given.items()}
        if "jobs" not in values and not _is_embedded(values.get("base_url"), values.get("model")):
            values["jobs"] = SERVER_JOBS
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False, include_context=False)[0]
            key = str(first["loc"][0])
            message = first["msg"].removeprefix("Value error, ")
            raise Misconfigured(f"{given[key].where}: {key}: {message}") from None


class _Given(NamedTuple):
    """A value as it was given, not yet checked, and the place to mend it."""

    value: object
    where: str


def _is_embedded(base_url: object, model: object) -> bool:
    return base_url is None and (model is None or str(model).lower().endswith(".gguf"))


def _from_file(config: Path | None) -> dict[str, _Given]:
    path = Path(FILE_NAME) if config is None else config
    try:
        table = tomllib.loads(path.read_bytes().decode("utf-8"))
    except FileNotFoundError:
        if config is None:
            return {}
        raise Misconfigured(f"there is no settings file {path}; check --config") from None
    except OSError as error:
        raise Misconfigured(f"{path} cannot be read ({error.strerror}); check --config and its permissions") from None
    except ValueError as error:  # not TOML, or not UTF-8
        raise Misconfigured(f"{path} is not a TOML file: {error}") from None
    if "api_key" in table:
        raise Misconfigured(
            f"{path}: api_key: a key does not belong in a file; take it out and set {PREFIX}API_KEY in the environment"
        )
    for key in table:
        _check_known(key, str(path), key, {name: name for name in Settings.model_fields if name != "api_key"})
    return {key: _Given(_beside(path, key, value), str(path)) for key, value in table.items()}


def _beside(file: Path, key: str, value: Any) -> object:
    """The paths of a settings file are meant from where it lies, not from where the program was started."""
    if key == "names" and isinstance(value, list):
        return [_beside(file, "name", item) for item in value]
    is_path = key in ("cache", "name") or (key == "model" and _is_embedded(None, value))
    return str(file.parent / value) if is_path and isinstance(value, str) else value


def _from_environment(environ: Mapping[str, str]) -> dict[str, _Given]:
    """SUMMARIZER_<KEY>, upper case; several files in SUMMARIZER_NAMES are separated by commas; empty means not set."""
    known = {PREFIX + name.upper(): name for name in Settings.model_fields}
    given = {}
    if environ.get(SHARED_KEY):
        given["api_key"] = _Given(environ[SHARED_KEY], f"environment variable {SHARED_KEY}")
    for variable in sorted(environ):
        if not variable.startswith(PREFIX) or not environ[variable]:
            continue
        _check_known(variable, "environment", variable, known)
        key, value = known[variable], environ[variable]
        items = [part.strip() for part in value.split(",") if part.strip()] if key == "names" else value
        given[key] = _Given(items, f"environment variable {variable}")
    return given


def _from_flags(flags: Mapping[str, object]) -> dict[str, _Given]:
    """Options of the command line by the name of their setting; None means not given."""
    given = {}
    for key, value in flags.items():
        option = "--" + key.replace("_", "-")
        _check_known(key, "command line", option, {name: name for name in Settings.model_fields})
        if value is not None:
            given[key] = _Given(value, option)
    return given


def _check_known(key: str, where: str, shown: str, known: Mapping[str, str]) -> None:
    if key in known:
        return
    close = difflib.get_close_matches(key, known, n=1)
    hint = f"did you mean {close[0]}?" if close else f"known are {', '.join(known)}"
    raise Misconfigured(f"{where}: there is no setting {shown}; {hint}")
