"""The words that numbers, figures and quantities are written with, by language where English is not enough.

Data only. Left out on purpose are words that mean something else in another language of the list ("mil", "once",
"do"). Scales follow the long scale where the language does (Spanish "billones" are 10**12).
"""

from types import MappingProxyType

from summarizer.records import Bound

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_TEENS = "seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"

CARDINALS = MappingProxyType(
    {word: number for number, word in enumerate(f"{_ONES} {_TEENS}".split())}
    | {word: 10 * number for number, word in enumerate(_TENS.split(), start=2)}
    | {"a couple of": 2, "a pair of": 2, "couple of": 2, "pair of": 2}
)

SCALES: MappingProxyType[int, tuple[str, ...]] = MappingProxyType(
    {
        100: ("hundred",),
        10**3: tuple(
            "thousand mille tausend mila tys. тыс тыс. тысяч тысячи тысяча тисяч тисячі tysięcy tysiące हज़ार हजार"
            " ألف آلاف 千".split()
        ),
        10**4: ("万", "萬"),
        10**5: ("lakh", "lakhs", "lac", "lacs", "लाख", "十万"),
        10**6: tuple(
            "million millions millionen mio mio. millón millones milhão milhões milione"
            " milioni млн млн. миллион миллиона"
            " миллионов мільйон мільйона мільйонів мільйони milyon mln milion miliona"
            " miliony milionów مليون ملايين 百万 百萬".split()
        ),
        10**7: ("crore", "crores", "cr", "करोड़", "करोड़", "千万", "千萬"),
        10**8: ("亿", "億"),
        10**9: (
            *tuple(
                "billion billions milliard milliards milliarden mrd mrd. md miliardo miliardi"
                " bilhão bilhões bilhao bilhoes млрд"
                " млрд. миллиард миллиарда миллиардов мільярд мільярда мільярдів мільярди milyar"
                " mld mld. miliard miliarda"
                " miliardy miliardów अरब مليار مليارات 十亿 十億".split()
            ),
            "mil millones",
            "mil milhões",
            "thousand million",
        ),
        10**12: (
            *tuple(
                "trillion trillions billionen billón billones trilhão trilhões трлн трлн."
                " триллион триллиона триллионов трильйон"
                " трильйона трильйонів trilyon bilion biliona bilionów تريليون تريليونات 兆 万亿 萬億".split()
            ),
            "lakh crore",
            "लाख करोड़",
        ),
    }
)

SCALE_LETTERS = MappingProxyType(
    {"k": 10**3, "m": 10**6, "mn": 10**6, "b": 10**9, "bn": 10**9, "t": 10**12, "tn": 10**12, "trn": 10**12}
)
"""Written against the digits ("$50B", "68.7bn"), or apart only where a currency shows that an amount is meant."""

DOZENS = ("dozen",)

VAGUE = MappingProxyType(
    {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "tens of thousands": 20_000}
    | {"hundreds of thousands": 200_000, "tens": 20, "десятки": 20, "сотни": 200, "docenas": 24, "dizaines": 20}
)
"""Counts that state no number, with the least that the plural can mean."""

BOUND_WORDS: MappingProxyType[Bound, tuple[str, ...]] = MappingProxyType(
    {
        Bound.AT_LEAST: (
            *(
                "more than",
                "over",
                "at least",
                "above",
                "exceeding",
                "in excess of",
                "upwards of",
                "upward of",
                "beyond",
            ),
            *(
                "no less than",
                "not less than",
                "no fewer than",
                "not fewer than",
                "well over",
                "greater than",
                "a minimum of",
            ),
            *(
                "just over",
                "slightly more than",
                "a little over",
                "well above",
                "surpassing",
                "topping",
                "north of",
                ">",
                "≥",
            ),
            *(
                "plus de",
                "au moins",
                "más de",
                "al menos",
                "mais de",
                "pelo menos",
                "oltre",
                "più di",
                "almeno",
                "mehr als",
            ),
            *(
                "über",
                "mindestens",
                "более",
                "более чем",
                "больше",
                "свыше",
                "не менее",
                "понад",
                "більше",
                "щонайменше",
            ),
            *("ponad", "co najmniej", "en az", "超过", "超過", "至少", "逾", "أكثر من", "से अधिक"),
        ),
        Bound.AT_MOST: (
            *(
                "up to",
                "under",
                "below",
                "less than",
                "fewer than",
                "at most",
                "no more than",
                "not more than",
                "as much as",
            ),
            *(
                "as many as",
                "a maximum of",
                "maximum of",
                "not exceeding",
                "just under",
                "slightly less than",
                "well under",
            ),
            *("capped at", "<", "≤", "jusqu'à", "moins de", "hasta", "menos de", "até", "fino a", "meno di", "bis zu"),
            *("weniger als", "unter", "до", "менее", "не более", "менше", "не більше", "mniej niż", "en fazla"),
            *("不到", "至多", "最多", "أقل من"),
        ),
        Bound.APPROXIMATE: (
            *(
                "nearly",
                "almost",
                "about",
                "around",
                "approximately",
                "approx",
                "approx.",
                "roughly",
                "some",
                "circa",
                "ca.",
            ),
            *(
                "close to",
                "an estimated",
                "estimated",
                "just about",
                "in the region of",
                "in the order of",
                "~",
                "more or less",
            ),
            *("près de", "environ", "quelque", "presque", "casi", "unos", "unas", "cerca de", "alrededor de", "quase"),
            *("aproximadamente", "circa", "quasi", "rund", "etwa", "knapp", "около", "почти", "примерно", "порядка"),
            *(
                "близько",
                "майже",
                "приблизно",
                "około",
                "prawie",
                "blisko",
                "yaklaşık",
                "约",
                "約",
                "近",
                "大约",
                "लगभग",
                "करीब",
            ),
            *("حوالي", "نحو", "ما يقرب من"),
        ),
    }
)
"""Words before a number that bound it. "More than 50" is read as 50 or more: prose does not tell the two apart."""

BOUND_SUFFIXES: MappingProxyType[Bound, tuple[str, ...]] = MappingProxyType(
    {
        Bound.AT_LEAST: ("+", "-plus", "or more", "and more", "or higher", "以上"),
        Bound.AT_MOST: ("or less", "or fewer", "at most", "以下"),
        Bound.APPROXIMATE: ("or so", "-odd", "左右"),
    }
)

_VERBS = "did does do is was were are ca could wo would has have had should need must".split()

NEGATIONS: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(
    {
        "not": (
            *(
                "not",
                *(f"{verb}n't" for verb in _VERBS),
                "cannot",
                "no",
                "nor",
                "neither",
                "none",
                "non",
                "pas",
                "aucun",
                "aucune",
                "nicht",
                "kein",
            ),
            *(
                "keine",
                "keinen",
                "keiner",
                "keinem",
                "não",
                "не",
                "нет",
                "ни",
                "ні",
                "немає",
                "nie",
                "değil",
                "yok",
                "नहीं",
            ),
            *("لا", "لم", "لن", "ليس", "ليست", "不", "没", "沒", "未", "无", "無", "并非"),
        ),
        "never": ("never", "jamais", "nunca", "jamás", "niemals", "nigdy", "никогда", "ніколи", "从未", "從未"),
        "without": ("without", "sans", "sin", "sem", "senza", "ohne", "без", "bez", "बिना", "بدون"),
        "deny": (
            *("deny", "denies", "denied", "denying", "denial", "refute", "refuted", "refutes", "niega"),
            *("negó", "nega", "negou", "bestreitet", "bestritt", "отрицает", "отрицал", "опроверг", "опровергает"),
            *("заперечує", "спростував", "zaprzecza", "zaprzeczył", "नकार", "نفى", "نفت", "否认", "否認"),
        ),
    }
)
"""Negation by English lemma."""
