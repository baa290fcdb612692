"""What all records share: they are frozen, have one spelling as JSON, and are read back with errors a person can use.

Ids are hashes of canonical JSON, so the same content has the same id in every run, process and machine.
"""

import hashlib
import json
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from summarizer.errors import ContractError


def canonical_json(value: Any) -> str:
    """`value` (JSON types only) as JSON with sorted keys and no spare white space: one spelling for one content."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content_hash(value: Any) -> str:
    """SHA-256 of the canonical JSON of `value`, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(value).encode("utf-8", "surrogatepass")).hexdigest()


R = TypeVar("R", bound="Record")


class Record(BaseModel):
    """Base of all records: immutable, and a field nobody knows is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def parse_record(kind: type[R], line: str, where: str) -> R:
    """One JSON text as a record of `kind`; `where` (a file and line) goes into the `ContractError` it raises."""
    try:
        return kind.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "the whole line"
        raise ContractError(f"{where}: not a valid {kind.__name__}: {place}: {first['msg']}") from error
