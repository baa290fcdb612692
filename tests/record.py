"""Records the cassettes anew from the embedded model: `python tests/record.py [PART-OF-NAME …]` (extra `local`).

What lands in cassettes/ is what the model really answered, and nothing else may: never edit an answer by hand.
"""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from vcr.record_mode import RecordMode

from cassettes import FOLDER, cassette
from summarizer.extract.embedded import serve
from summarizer.extract.extractor import Extractor, Plan
from summarizer.extract.llm import Client
from summarizer.extract.question import Sampling
from summarizer.extract.weights import default_cache_dir, find_weights
from summarizer.read import read
from summarizer.records import Article
from summarizer.values.names import Registry

SEEDS = Path(__file__).parents[1] / "seeds"


def name_of(plan: Plan, article: Article) -> str:
    """Which cassette holds the answers about an article under a plan."""
    return f"test_replay/{plan.value}-{Path(article.path).stem}"


def _wanted(name: str) -> bool:
    """Whether a cassette is to be recorded: all are, or those named on the command line."""
    return not sys.argv[1:] or any(part in name for part in sys.argv[1:])


async def _record(plan: Plan, article: Article, client: Client, model: str, registry: Registry) -> None:
    name = name_of(plan, article)
    unfinished = FOLDER / f"{name}.part.yaml"
    unfinished.unlink(missing_ok=True)
    with cassette(f"{name}.part", RecordMode.ALL):
        done = await Extractor(client.ask, model=model, plan=plan, registry=registry).extract(article)
    # an interrupted recording never takes the place of a whole one
    unfinished.replace(FOLDER / f"{name}.yaml")
    print(f"{name}: {done.outcome}, {len(done.facts)} facts, {done.run.calls} calls", file=sys.stderr, flush=True)


async def main() -> None:
    """Records every seed under both plans."""
    registry = Registry.load()
    with serve(find_weights(None, default_cache_dir()), context=8192, parallel=1, threads=None) as server:
        client = Client(
            model=server.model,
            base_url=server.base_url,
            api_key=server.api_key,
            sampling=Sampling(),
            timeout_s=600,
            now=lambda: datetime.now(UTC),
        )
        try:
            for plan in Plan:
                for article in read([SEEDS]):
                    if isinstance(article, Article) and _wanted(name_of(plan, article)):
                        await _record(plan, article, client, server.model, registry)
        finally:
            await client.close()


if __name__ == "__main__":
    asyncio.run(main())
