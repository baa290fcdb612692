"""Web pages and JSON as they come from browsers, scrapers and news APIs."""

import json
from typing import Any

import pytest

from summarizer.read.formats.dumps import read_json, read_jsonl
from summarizer.read.formats.html import read_html
from summarizer.records import Article, Problem

PARAGRAPHS = (
    "Russia's State Duma ratified the logistics agreement with India on Tuesday, lawmakers said in Moscow.",
    "The two sides signed the pact on 18 February after seven years of talks about ports and airfields.",
    "Officials said the first deliveries of five squadrons of the S-400 would begin early next year.",
)
PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>Duma ratifies pact | The Example</title>
<meta property="og:site_name" content="The Example">
<meta property="article:published_time" content="2025-12-02T10:00:00+03:00">
<link rel="canonical" href="https://example.org/pact"><script>alert("never")</script></head><body>
<nav><a href="/">Home</a> <a href="/w">World</a> <a href="/s">Sport</a></nav>
<article><h1>Duma ratifies pact</h1>{body}</article><footer>© 2025 The Example</footer></body></html>"""


def one(items: Any) -> Article:
    [article] = list(items)
    assert isinstance(article, Article), article
    return article


def as_json(value: object) -> list[Article | Problem]:
    return list(read_json(json.dumps(value).encode(), "d.json"))


def test_page() -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    article = one(read_html(PAGE.replace("{body}", body).encode(), "a.html"))
    assert article.text.split("\n\n")[0] == article.title == "Duma ratifies pact"
    assert (article.outlet, article.published, article.url) == ("The Example", "2025-12-02", "https://example.org/pact")
    assert all(paragraph in article.text for paragraph in PARAGRAPHS)
    assert article.text.count("Duma ratifies pact") == 1
    assert "never" not in article.text
    assert "Sport" not in article.text


def test_json_ld_states_more_than_the_page() -> None:
    linked = {
        "@graph": [
            {
                "@type": "NewsArticle",
                "headline": "Duma ratifies pact",
                "datePublished": "2025-12-02",
                "publisher": {"@type": "Organization", "name": "Example Wire"},
            }
        ]
    }
    script = f'<script type="application/ld+json">{json.dumps(linked)}</script>'
    page = f"<html><head>{script}</head><body><p>{PARAGRAPHS[0]}</p>"
    article = one(read_html(page.encode(), "a.html"))
    assert (article.title, article.outlet, article.published) == ("Duma ratifies pact", "Example Wire", "2025-12-02")


def test_page_in_its_declared_encoding() -> None:
    text = "Государственная дума во вторник ратифицировала соглашение с Индией."
    page = f'<html><head><meta charset="windows-1251"></head><body><p>{text}</p></body></html>'.encode("cp1251")
    assert one(read_html(page, "a.html")).text == text


@pytest.mark.parametrize(
    "page",
    [
        "<html><body>" + "<div>" * 20_000 + "Russia approved the pact on Tuesday.",
        "<html><body>" + "<b><i>" * 2_000 + "Russia approved the pact on Tuesday.",
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]><html><body>'
        "<p>&b; Russia approved the pact on Tuesday.</p></body></html>",
        "<" * 50_000,
        "<html></html>",
        "",
    ],
)
def test_hostile_pages_give_one_item(page: str) -> None:
    [item] = read_html(page.encode(), "a.html")
    assert isinstance(item, Problem) == ("approved the pact" not in page)
    assert isinstance(item, Problem) or "Russia approved the pact on Tuesday." in item.text
    assert isinstance(item, Problem) or "<" not in item.text


SHAPES: dict[str, Any] = {
    "newsapi": {
        "status": "ok",
        "articles": [
            {
                "source": {"id": None, "name": "The Example"},
                "title": "Duma ratifies pact",
                "description": "Short.",
                "url": "https://example.org/1",
                "publishedAt": "2025-12-02T10:00:00Z",
                "content": PARAGRAPHS[0],
            }
        ],
    },
    "news-please": {
        "title": "Duma ratifies pact",
        "maintext": PARAGRAPHS[0],
        "source_domain": "The Example",
        "date_publish": "2025-12-02 10:00:00",
        "url": "https://example.org/1",
    },
    "newspaper3k": [
        {
            "title": "Duma ratifies pact",
            "text": PARAGRAPHS[0],
            "source": "The Example",
            "publish_date": "Tue, 02 Dec 2025 10:00:00 GMT",
            "url": "https://example.org/1",
        }
    ],
    "wordpress": [
        {
            "date": "2025-12-02T10:00:00",
            "link": "https://example.org/1",
            "title": {"rendered": "Duma ratifies pact"},
            "content": {"rendered": f"<p>{PARAGRAPHS[0]}</p>"},
            "publisher": {"name": "The Example"},
        }
    ],
    "elasticsearch": {
        "hits": {
            "hits": [
                {
                    "_source": {
                        "headline": "Duma ratifies pact",
                        "body": PARAGRAPHS[0],
                        "site": "The Example",
                        "timestamp": 1764633600000,
                        "url": "https://example.org/1",
                    }
                }
            ]
        }
    },
    "scrapy": [
        {
            "title": ["Duma ratifies pact"],
            "article_body": [PARAGRAPHS[0]],
            "outlet": "The Example",
            "published": {"$date": "2025-12-02T00:00:00Z"},
            "url": "https://example.org/1",
        }
    ],
}


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes(shape: str) -> None:
    article = one(as_json(SHAPES[shape]))
    assert article.text == f"Duma ratifies pact\n\n{PARAGRAPHS[0]}"
    assert (article.title, article.outlet, article.published, article.url) == (
        "Duma ratifies pact",
        "The Example",
        "2025-12-02",
        "https://example.org/1",
    )
    assert article.path == ("d.json" if shape == "news-please" else "d.json#1")


def test_json_lines_go_on_after_a_broken_one() -> None:
    lines = [json.dumps({"text": text}) for text in PARAGRAPHS]
    data = "\n".join([lines[0], "{broken", "", lines[1], '{"id": 1}', lines[2]]).encode()
    found = list(read_jsonl(data, "f.jsonl"))
    assert [(item.path, isinstance(item, Article)) for item in found] == [
        ("f.jsonl#1", True),
        ("f.jsonl#2", False),
        ("f.jsonl#4", True),
        ("f.jsonl#5", False),
        ("f.jsonl#6", True),
    ]
    assert next(iter(read_json(data, "f.json"))).path == "f.json#1"


def test_array_in_a_jsonl_file() -> None:
    data = json.dumps([{"text": text} for text in PARAGRAPHS], indent=2).encode()
    assert [item.path for item in read_jsonl(data, "f.jsonl")] == ["f.jsonl#1", "f.jsonl#2", "f.jsonl#3"]


def test_ambiguous_dates_and_host_names_stay_open() -> None:
    article = one(as_json({"text": PARAGRAPHS[0], "date": "03/04/2025"}))
    assert (article.title, article.outlet, article.published) == (None, None, None)


def test_cut_text_is_said() -> None:
    warning, article = as_json({"title": "Duma ratifies", "content": PARAGRAPHS[0] + "… [+2345 chars]"})
    assert isinstance(warning, Problem)
    assert not warning.lost
    assert "2345" in warning.what
    assert isinstance(article, Article)
    assert article.text == f"Duma ratifies\n\n{PARAGRAPHS[0]}"


def test_markup_and_entities_in_fields() -> None:
    article = one(
        as_json({"title": "Q&amp;A: the pact", "body": "<p>R&amp;D pact</p><script>x()</script><p>Two<br>lines</p>"})
    )
    assert article.text == "Q&A: the pact\n\nR&D pact\n\nTwo\n\nlines"
    assert (
        one(as_json({"text": "Output < 5% and > 3% of GDP is spent."})).text == "Output < 5% and > 3% of GDP is spent."
    )


@pytest.mark.parametrize("value", [{}, [], 1, "text", {"title": "Only a title"}, {"a": [1, {"b": None}]}])
def test_no_article_is_a_problem(value: object) -> None:
    [problem] = as_json(value)
    assert isinstance(problem, Problem)
    assert problem.lost


def test_deep_nesting_is_a_problem() -> None:
    [problem] = read_json(b"[" * 200_000, "d.json")
    assert isinstance(problem, Problem)
    assert "too deeply" in problem.what
