"""The words of the calendar: months, weekdays, relative days, seasons, quarters, and where fiscal years begin.

Month and weekday names in the languages of `currencies.LANGUAGES` come from the Unicode CLDR through Babel; inflected
forms that the CLDR leaves out (Slavic locatives and accusatives) and everything English stand here.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from babel import Locale

from summarizer.values.currencies import LANGUAGES

FISCAL_START: Mapping[str, int] = MappingProxyType(
    dict.fromkeys(("CA", "GB", "HK", "IN", "JP", "SG", "ZA"), 4)
    | dict.fromkeys(("AU", "BD", "EG", "KE", "PK"), 7)
    | dict.fromkeys(("TH", "US"), 10)
    | dict.fromkeys(("AE", "BR", "CN", "DE", "ES", "FR", "IT", "KR", "PL", "RU", "SA", "SE", "TR", "UA"), 1)
)
"""First month of the central government's budget year by ISO 3166-1 code (CIA World Factbook, "fiscal year").
A country that is not listed is not known here, which is no statement that its year is the calendar's."""

FISCAL_NAMED_FOR_START = frozenset({"JP", "SG", "HK"})
"""States whose FY2025 is the year that *begins* in 2025. Elsewhere (US, India, Pakistan, Australia) it ends in 2025."""

# Names shared with everyday words or given names: a month only with a day, a year, or a word like "in" before it.
AMBIGUOUS_MONTHS = frozenset(
    "may march mars mai mart marca maja maj mayo julio juni juli augusto agosto set luty".split()
)

# Abbreviations that are words of another language ("out", "set" in Portuguese, "ago" in Spanish) are not read at all.
_NOT_READ = frozenset(
    "out set ago gen sie mag as ara mar dic cer oca kas eki sub lun mer gio ven sab dom domingo".split()
)

_ENGLISH_SHORT = "jan feb mar apr jun jul aug sep oct nov dec".split()
_SLAVIC = {
    "ru": "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре",
    "uk": "січні лютому березні квітні травні червні липні серпні вересні жовтні листопаді грудні",
    "pl": "styczniu lutym marcu kwietniu maju czerwcu lipcu sierpniu wrześniu październiku listopadzie grudniu",
}
_SLAVIC_DAYS = {
    "среду": 2,
    "пятницу": 4,
    "субботу": 5,
    "середу": 2,
    "неділю": 6,
    "środę": 2,
    "sobotę": 5,
    "niedzielę": 6,
}

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}

RELATIVE_DAYS: Mapping[str, int] = MappingProxyType(
    {
        "today": 0,
        "tonight": 0,
        "this morning": 0,
        "this afternoon": 0,
        "this evening": 0,
        "yesterday": -1,
        "tomorrow": 1,
    }
    | {"day before yesterday": -2, "day after tomorrow": 2, "aujourd'hui": 0, "hier": -1, "demain": 1, "heute": 0}
    | {
        "gestern": -1,
        "morgen": 1,
        "hoy": 0,
        "ayer": -1,
        "сегодня": 0,
        "вчера": -1,
        "завтра": 1,
        "сьогодні": 0,
        "вчора": -1,
    }
    | {"oggi": 0, "ieri": -1, "domani": 1, "hoje": 0, "ontem": -1, "amanhã": 1, "dzisiaj": 0, "wczoraj": -1, "bugün": 0}
    | {"今天": 0, "昨天": -1, "明天": 1, "आज": 0, "اليوم": 0, "أمس": -1}
)
"""Days counted from the day of publication."""

SHIFTS = MappingProxyType(
    {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "upcoming": 1, "this": 0, "current": 0}
    | {"earlier this": 0, "later this": 0}
)
PERIODS = MappingProxyType({"week": "week", "month": "month", "year": "year", "quarter": "quarter"})
PERIOD_COUNTS = MappingProxyType(
    {"day": "day", "days": "day", "weeks": "week", "months": "month", "years": "year"} | dict(PERIODS)
)
PARTS = MappingProxyType(
    {"early": 0, "beginning of": 0, "the beginning of": 0, "start of": 0, "the start of": 0, "mid": 1, "middle of": 1}
    | {"the middle of": 1, "late": 2, "end of": 2, "the end of": 2, "end": 2, "early in": 0, "late in": 2}
)
"""Parts of a decade, year or month: its first, second or last third."""


@cache
def calendar_entries() -> tuple[tuple[str, str, object], ...]:
    """Lexicon entries: M month, m a month's name that may be no month, W weekday, v a weekday's short form, and more.

    R relative day, L last or next, u period, P part, Q quarter or half with (first month, months), q the letter before
    the number of one, s season, F fiscal year, y n z the characters for year, month, day.
    """
    return (*_english(), *_other_languages())


def _english() -> Iterator[tuple[str, str, object]]:
    for word, shift in RELATIVE_DAYS.items():
        yield word, "R", shift
    for word, shift in SHIFTS.items():
        yield word, "L", shift
    for word, period in PERIOD_COUNTS.items():
        yield word, "u" if word in PERIODS else "U", period
    for word, part in PARTS.items():
        yield word, "P", part
    for word, number in _ORDINALS.items():
        yield f"{word} quarter", "Q", (3 * number - 2, 3)
        if number <= 2:
            yield f"{word} half", "Q", (6 * number - 5, 6)
    for word, season in _SEASONS.items():
        yield word, "s", season
    for word in ("fy", "fiscal", "fiscal year", "financial year", "fiscal years", "financial years", "budget year"):
        yield word, "F", None
    for number, (full, short) in enumerate(zip(_months("en", "wide"), _ENGLISH_SHORT_BY_MONTH, strict=True), start=1):
        yield full, "m" if full in AMBIGUOUS_MONTHS else "M", number
        if short:
            yield short, "m", number
    yield "sept", "m", 9
    for number, name in enumerate(_days("en", "wide")):
        yield name, "W", number
        yield name[:3], "v", number
    yield from (("tues", "v", 1), ("thurs", "v", 3), ("thur", "v", 3))
    for word, kind in {"年": "y", "月": "n", "日": "z", "년": "y", "월": "n", "일": "z", "号": "z"}.items():
        yield word, kind, None


def _other_languages() -> Iterator[tuple[str, str, object]]:
    for language in LANGUAGES[1:]:
        for width in ("wide", "abbreviated"):
            for number, name in enumerate(_months(language, width), start=1):
                if name.rstrip(".") not in _NOT_READ and not name[0].isdigit():
                    plain_latin = name.isascii() and name.islower()
                    yield name.rstrip("."), "m" if plain_latin or width != "wide" else "M", number
        for number, name in enumerate(_months(language, "wide", "stand-alone"), start=1):
            yield name, "m" if name.isascii() else "M", number
        for number, name in enumerate(_days(language, "wide")):
            if name not in _NOT_READ:
                yield name, "W", number
    for forms in _SLAVIC.values():
        for number, name in enumerate(forms.split(), start=1):
            yield name, "m" if name.isascii() else "M", number
    for name, number in _SLAVIC_DAYS.items():
        yield name, "W", number
    for number in range(7):
        yield "周" + "一二三四五六日"[number], "W", number


_ENGLISH_SHORT_BY_MONTH = [*_ENGLISH_SHORT[:4], "", *_ENGLISH_SHORT[4:]]


def _months(language: str, width: str, context: str = "format") -> list[str]:
    names = Locale.parse(language).months[context][width]
    return [str(names[number]).lower() for number in range(1, 13)]


def _days(language: str, width: str) -> list[str]:
    names = Locale.parse(language).days["format"][width]
    return [str(names[number]).lower() for number in range(7)]
