"""Currency signs, codes and names as lexicon entries, each with its ISO 4217 code.

Names in thirteen languages come from the Unicode CLDR through Babel ("US dollars", "долларов США"); short forms that
newsrooms use ("US$", "Rs", "dollars") stand here. A short form that several states share is read as the one that
international reporting means when it says no more: "$" is the US dollar, "Rs" the Indian rupee, "¥" the yen, "£" and
"pounds" sterling, "kroner" Norwegian, "francs" Swiss. Forms without such a reading ("dinars", "pesos") are no figure.
"""

from functools import cache

from babel import Locale
from babel.numbers import get_currency_name

LANGUAGES = ("en", "fr", "de", "es", "it", "pt", "ru", "uk", "pl", "tr", "hi", "ar", "zh")
"""The languages whose names for dates and currencies are known."""

# Enough to meet every plural form of CLDR's languages: one, two, few, many, other.
_COUNTS = (1, 2, 3, 5, 100)

# Of the CLDR's some 300 codes those in use by states whose deals are reported; a code that also stands before numbers
# for something else (COP 30, RON 95, TOP 5, ALL, AMD) is left to its names.
_CODES = (
    *(
        "USD EUR GBP JPY CNY INR RUB KRW AUD CAD HKD SGD TWD NZD BRL CHF SEK NOK DKK ISK"
        " PLN CZK HUF BGN TRY UAH ILS".split()
    ),
    *(
        "AED SAR QAR KWD BHD OMR EGP IQD IRR JOD PKR LKR BDT NPR THB MYR IDR PHP VND MXN"
        " ARS CLP ZAR NGN KES ETB DZD".split()
    ),
    *("TND KZT UZS AZN BYN RSD MMK KHR UYU".split()),
)
_NAMED_ONLY = ("MAD", "PEN", "GEL", "LAK", "CUP", "ALL", "COP", "RON", "AMD")

_SIGNS = {
    "USD": "$ us$ u.s.$ usd$",
    "EUR": "€",
    "GBP": "£ uk£ gb£",
    "JPY": "¥ ￥ jp¥ 円 円",
    "CNY": "cn¥ rmb¥ rmb 元 人民币 人民幣",
    "INR": "₹ rs rs. ₨ inr. रु. रु रुपये रुपए",
    "RUB": "₽ rbl rbls руб руб.",
    "KRW": "₩",
    "AUD": "a$ au$ aud$",
    "CAD": "c$ ca$ cad$ cdn$",
    "HKD": "hk$",
    "SGD": "s$ sg$",
    "TWD": "nt$",
    "NZD": "nz$",
    "BRL": "r$",
    "MXN": "mx$",
    "ILS": "₪ nis",
    "TRY": "₺",
    "UAH": "₴ грн грн.",
    "VND": "₫",
    "NGN": "₦",
    "THB": "฿",
    "PHP": "₱",
    "PLN": "zł",
    "KZT": "₸",
    "CZK": "kč",
}

_NAMES = {
    "USD": "dollar dollars dólares dólar доллар доллара долларов долари доларів dolar"
    " dolarów dolarów डॉलर دولار دولارات 美元 美金",
    "EUR": "euro euros евро євро यूरो يورو 欧元 歐元",
    "CNY": "yuan renminbi юань юаней юанів",
    "JPY": "yen yens иен йен 日元 日圓",
    "INR": "rupee rupees рупий рупій",
    "RUB": "ruble rubles rouble roubles рубль рубля рублей rublos rubel rubli rubli",
    "UAH": "hryvnia hryvnias hryvnya гривень гривні",
    "PLN": "zloty zlotys zlotych złoty złotych złote злотых",
    "SEK": "krona kronor",
    "NOK": "kroner krone",
    "TRY": "lira liras lirası",
    "AED": "dirham dirhams",
    "SAR": "riyal riyals",
    "ILS": "shekel shekels sheqels",
    "THB": "baht",
    "MYR": "ringgit",
    "IDR": "rupiah",
    "BDT": "taka",
    "BRL": "reais",
    "CHF": "francs franken",
    "HUF": "forint forints",
    "CZK": "koruna korunas",
    "KZT": "tenge",
    "NGN": "naira",
}

# Everyday words: money only behind a scale ("43 trillion won", not "won 5"; "40,000 pounds of thrust").
_ONLY_SCALED = {
    "KRW": "won 원",
    "GBP": "pound pounds libras livres фунтов",
    "ZAR": "rand",
    "VND": "dong",
    "BRL": "real",
}

BARE_DOLLAR = "$"


@cache
def currency_entries() -> tuple[tuple[str, str, object], ...]:
    """Lexicon entries: class $ for signs and codes on either side of the number, c for names, C for scaled ones."""
    entries: list[tuple[str, str, object]] = []
    for kind, table in (("$", _SIGNS), ("c", _NAMES), ("C", _ONLY_SCALED)):
        entries += [(word, kind, code) for code, words in table.items() for word in words.split()]
    entries += [(code.lower(), "$", code) for code in _CODES]
    for language in LANGUAGES:
        locale = Locale.parse(language)
        for code in (*_CODES, *_NAMED_ONLY):
            names = {count: get_currency_name(code, count, locale) for count in _COUNTS}
            entries += [(name.lower(), "c", code) for name in names.values() if " " in name or not name.isascii()]
    return tuple(entries)
