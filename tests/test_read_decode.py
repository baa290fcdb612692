"""Bytes to stored text: known encodings exactly, broken and unknown ones with a word about it."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.read.decode import decode, stored_text

TEXT = "Путин и Моди – “S-400”, €5 млрд.\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
        codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
)
def test_known_encodings(data: bytes) -> None:
    assert decode(data, "a.txt") == (TEXT, ())


def test_utf16_without_a_mark() -> None:
    assert decode("The pact is signed.".encode("utf-16-le"), "a").text == "The pact is signed."
    assert decode("The pact is signed.".encode("utf-16-be"), "a").text == "The pact is signed."


def test_declared_encoding_is_used_unless_the_bytes_are_utf8() -> None:
    assert decode(TEXT.encode("cp1251"), "a", "windows-1251") == (TEXT, ())
    assert decode(TEXT.encode(), "a", "windows-1251") == (TEXT, ())
    assert decode("50 €".encode("cp1252"), "a", "ISO-8859-1") == ("50 €", ())
    assert decode("日本".encode("iso-2022-jp"), "a", "iso-2022-jp") == ("日本", ())


def test_guesses_are_said() -> None:
    cyrillic = "Государственная дума ратифицировала соглашение с Индией о взаимной логистической поддержке. " * 5
    text, problems = decode(cyrillic.encode("cp1251"), "a.txt")
    assert text == cyrillic
    assert [(problem.lost, "cp1251" in problem.what) for problem in problems] == [(False, True)]
    text, problems = decode("India’s “pact” – £5bn".encode("cp1252"), "a.txt")
    assert text == "India’s “pact” – £5bn"
    assert len(problems) == 1


def test_broken_bytes_are_replaced_and_said() -> None:
    text, problems = decode("Россия ".encode() + b"\xff" + " Индия".encode(), "a.txt")
    assert text == "Россия \ufffd Индия"
    assert [(problem.path, problem.lost) for problem in problems] == [("a.txt", False)]
    assert "1 broken byte" in problems[0].what


def test_odd_declarations_are_ignored() -> None:
    for name in ("base64", "rot13", "utf-7", "unicode_escape", "idna", "x" * 30, "utf-16"):
        assert decode(TEXT.encode(), "a", name).text == TEXT


def test_hidden_and_control_characters() -> None:
    assert stored_text("a\0b\x1b[31mc\x85d\u2028e\r\nf") == "a b [31mc\nd\ne\nf"
    assert stored_text("mis\u00adsile \u202e004-S \ufeff\U000e0041x") == "missile 004-S x"
    assert stored_text("क्\u200dष می\u200cخواهد") == "क्\u200dष می\u200cخواهد"
    assert stored_text("\ud800x") == "\ufffdx"


@given(st.text(st.characters()))
def test_stored_text_is_a_fixed_point_and_encodable(text: str) -> None:
    once = stored_text(text)
    assert stored_text(once) == once
    assert once.encode("utf-8").decode("utf-8") == once


@given(st.binary(max_size=500))
def test_never_raises(data: bytes) -> None:
    text, problems = decode(data, "a")
    assert text is not None or [problem.lost for problem in problems] == [True]
