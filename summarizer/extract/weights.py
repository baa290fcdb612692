"""Weights."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Weights:
    """A GGUF file to serve. `name` goes into the records: the same bytes have the same name on every machine."""

    path: Path
    sha256: str | None
    source: str
    name: str
