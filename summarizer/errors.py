"""Every error a caller can meet, told apart by who can mend it.

    SummarizerError
    ├── Misconfigured          the person who started the run can mend it; nothing was attempted
    │   ├── NoModel            neither a server nor the embedded model is available
    │   ├── WeightsError       the embedded model's file is missing, cut or not the one pinned
    │   ├── PromptError        a prompt file is missing or its front matter is wrong
    │   └── RegistryError      a file of names (weapons, countries, outlets) cannot be read
    ├── InputError             one input is at fault; the others go on
    │   └── ContractError      a line of JSON is not a record of the contract
    └── RunFailed              the attempt was made and failed
        ├── ModelUnavailable   the server did not answer, or answered with an error
        │   └── QuestionRefused    the server will not take this one question (too long, not its form)
        └── CacheError         the cache of answers cannot be opened, read or written

A message says what was wrong, where, and what to do, in one or two sentences that a person can act on.
"""


class SummarizerError(Exception):
    """Base of all errors this package raises on purpose."""


class Misconfigured(SummarizerError):
    """A setting, file or installation is at fault; nothing was attempted."""


class NoModel(Misconfigured):
    """There is no model to ask: no server is configured and the embedded model is not installed."""


class WeightsError(Misconfigured):
    """The weights of the embedded model are missing, cut, or not the pinned file."""


class PromptError(Misconfigured):
    """A prompt file is missing or malformed."""


class RegistryError(Misconfigured):
    """A registry file (names of weapons, countries, outlets) is missing or malformed."""


class InputError(SummarizerError):
    """One input cannot be used; the rest of the run is not touched by it."""


class ContractError(InputError):
    """A line of JSON is not a record of the contract (see `summarizer.records`)."""


class RunFailed(SummarizerError):
    """The work was attempted and failed."""


class ModelUnavailable(RunFailed):
    """The model's server did not answer, or answered with an error that waiting did not cure."""


class QuestionRefused(ModelUnavailable):
    """The server will not take this one question; others may well be answered."""


class CacheError(RunFailed):
    """The cache of answers cannot be opened, read or written."""
