"""A digest made by hand: small, but with one of everything that a page has to show."""

from summarizer.records import (
    Conflict,
    Digest,
    DigestRejected,
    Evidence,
    MergedRecord,
    MergedValue,
    Modality,
    Origin,
    Outcome,
    Problem,
    PromptRef,
    Reason,
    Rejected,
    Relation,
    Run,
    RunTotal,
    Source,
    Story,
    Support,
)

WIRE, COPY, DAILY = "sha256:a1", "sha256:b2", "sha256:c3"
_OUTLETS = {WIRE: "Northern Wire", COPY: None, DAILY: "The Daily Ledger"}
_ORIGINS = {WIRE: "origin-1", COPY: "origin-1", DAILY: "origin-2"}


def support(article: str, quote: str, start: int = 0, modality: Modality = Modality.STATED) -> Support:
    evidence = Evidence(quote=quote, start=start, end=start + len(quote))
    return Support(
        article=article,
        fact=f"{article}/{start}",
        outlet=_OUTLETS[article],
        origin=_ORIGINS[article],
        modality=modality,
        evidence=evidence,
    )


def merged(value: object, *said: Support, conflicts: tuple[Conflict, ...] = ()) -> MergedValue:
    return MergedValue.model_validate(
        {
            "value": value,
            "support": said,
            "origins": len({item.origin for item in said}),
            "conflicts": conflicts,
            "policy": "most independent origins",
        }
    )


def record(kind: str, label: str, said: tuple[Support, ...], main: bool = False, **fields: object) -> MergedRecord:
    values = {name: value if isinstance(value, MergedValue) else merged(value, *said) for name, value in fields.items()}
    origins = len({item.origin for item in said})
    return MergedRecord(
        id=f"{kind}:{label}", kind=kind, label=label, fields=values, support=said, origins=origins, main=main
    )


def sample() -> Digest:
    pact_wire = support(WIRE, "The Nordic Supply Pact was signed in Oslo on 3 March.", 100)
    pact_copy = support(COPY, "The Nordic Supply Pact was signed in Oslo on 3 March.", 90)
    pact_daily = support(DAILY, "Parliament ratified the Nordic Supply Pact, officials said.", 40, Modality.REPORTED)
    visit_wire = support(WIRE, "The king visits on March 10–12.", 200)
    visit_daily = support(DAILY, "He will visit on March 10–12, the palace said on Friday.", 140)
    missiles = support(COPY, "Norway wants 300 IRIS-T missiles.", 300, Modality.REPORTED)
    launchers = support(DAILY, "Six launchers are in service.", 320)
    trade_wire = support(WIRE, "Trade reached $68.7B in FY25.", 400)
    trade_daily = support(DAILY, "Trade was at least $60 billion.", 440)
    praise = support(WIRE, "Minister Berg praised the pact.", 500)
    doubt = support(DAILY, "Minister Berg doubted the pact.", 540)
    pact = record(
        "agreement",
        "Nordic Supply Pact",
        (pact_wire, pact_copy, pact_daily),
        main=True,
        name="Nordic Supply Pact",
        parties=["Norway", "Sweden"],
        status=merged(
            "ratified",
            pact_daily,
            conflicts=(Conflict(value="signed", support=(pact_wire, pact_copy), relation=Relation.SUPERSEDED),),
        ),
        acts=[{"actor": "Parliament", "step": "ratified", "date_text": None}],
    )
    visit = record(
        "date",
        "royal visit",
        (visit_wire, visit_daily),
        event=merged(
            "royal visit",
            visit_wire,
            conflicts=(Conflict(value="the king's tour", support=(visit_daily,), relation=Relation.REFINEMENT),),
        ),
        date_text="March 10–12",
        date="XXXX-03-10/XXXX-03-12",
    )
    signing = record("date", "signing", (pact_wire, pact_copy), event="signing", date_text="3 March", date="2025-03-03")
    statement = record("date", "statement", (visit_daily,), event="palace statement", date_text="Friday", date=None)
    iris = record(
        "weapon",
        "IRIS-T",
        (missiles,),
        designation="IRIS-T",
        system="weapon:iris-t-slm",
        quantity=300,
        quantity_text="300",
        unit="missiles",
        stage="requested",
        recipient="Norway",
    )
    launcher = record(
        "weapon",
        "launchers",
        (launchers,),
        designation="launchers",
        system="designation:launchers",
        quantity=6,
        stage="in_service",
        supplier=None,
    )
    trade = record(
        "trade_figure",
        "trade",
        (trade_wire, trade_daily),
        figure_text="$68.7B",
        value=merged(
            "68700000000",
            trade_wire,
            conflicts=(Conflict(value="60000000000", support=(trade_daily,), relation=Relation.CONTRADICTION),),
        ),
        unit="USD",
        bound="exact",
        measure="trade",
        period="2024-04/2025-03",
        period_text="FY25",
    )
    stance = record(
        "stance",
        "Minister Berg on the pact",
        (praise, doubt),
        holder="Minister Berg",
        target="the pact",
        position=merged(
            "supportive",
            praise,
            conflicts=(Conflict(value="critical", support=(doubt,), relation=Relation.CONTRADICTION),),
        ),
    )
    framing = record("stance", "article on pact", (praise,), holder="article", target="the pact", position="supportive")
    story = Story(
        id="story-1",
        title="Nordic Supply Pact",
        articles=(WIRE, COPY, DAILY),
        origins=(
            Origin(id="origin-1", articles=(WIRE, COPY), reason="copy: 97% of the shorter text's 5-word shingles"),
            Origin(id="origin-2", articles=(DAILY,), reason="on its own"),
        ),
        records=(pact, visit, signing, statement, iris, launcher, trade, stance, framing),
    )
    return Digest(
        stories=(story,),
        sources=(
            _source(WIRE, "news/1.txt", "2025-03-04", "Pact signed", 6),
            _source(COPY, "news/2.txt", None, None, 3),
            _source(DAILY, "news/3.html", "2025-03-05", "Pact ratified", 7, Outcome.TRUNCATED),
        ),
        rejected=(
            DigestRejected(
                article=DAILY,
                rejected=Rejected(
                    fact={"kind": "weapon", "designation": "Leopard 3", "quantity": 40},
                    reason=Reason.VALUE_NOT_IN_ARTICLE,
                ),
            ),
            DigestRejected(
                article=WIRE,
                rejected=Rejected(
                    fact={"kind": "agreement", "name": "Nordic Supply Pact", "parties": ["Denmark"]},
                    reason=Reason.PARTY_NOT_IN_ARTICLE,
                    field="parties",
                    detail="Denmark does not occur in the article",
                ),
            ),
        ),
        problems=(
            Problem(path="news/scan.pdf", what="This is a PDF.", hint="Convert it to text first.", lost=True),
            Problem(path="news/2.txt", what="3 bytes are not UTF-8.", hint="They are shown as �.", lost=False),
        ),
        runs=(
            RunTotal(
                run=Run(
                    model="qwen2.5-coder-1.5b-instruct-q4_k_m",
                    prompt=PromptRef(name="by_kind/1", hash="sha256:0123456789abcdef0123456789abcdef"),
                    schema="summarizer-facts/1",
                    calls=15,
                    prompt_tokens=7617,
                    completion_tokens=2120,
                ),
                articles=3,
            ),
        ),
    )


def _source(
    article: str, path: str, published: str | None, title: str | None, facts: int, outcome: Outcome = Outcome.OK
) -> Source:
    return Source(
        id=article,
        path=path,
        outlet=_OUTLETS[article],
        published=published,
        title=title,
        url=None,
        origin=_ORIGINS[article],
        outcome=outcome,
        facts=facts,
    )
