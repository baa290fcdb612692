"""One key for one person, however an article introduces him: without titles, offices and appositions."""

import re

from summarizer.values.matching import fold, words

POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
# Bodies, offices and subjects of a government: words that leave "Indian Ministry of Defence" with India.
GOVERNMENT_WORDS = frozenset(
    """
    the of and for s in on at to government governments ministry ministries department ministers minister prime
    president presidency presidential premier chancellor secretary deputy parliament parliamentary lawmakers legislature
    senate congress assembly national federal state states officials official authorities authority administration
    cabinet leadership leaders leader side delegation embassy ambassador envoy diplomats mission foreign external
    affairs defence defense trade commerce finance industry economy economic energy interior army navy air force forces
    armed military marine coast guard command commission council committee republic kingdom federation islamic people
    peoples
    union democratic sultanate emirate commonwealth court supreme king queen emir crown prince security office
    spokesperson spokesman spokeswoman upper lower house speaker representative
    """.split()
)
_TITLES = frozenset(
    """
    president presidents premier pm minister ministers chancellor secretary deputy vice prime chief general admiral
    marshal colonel major captain lieutenant commander brigadier air sergeant ambassador envoy senator sen rep
    congressman congresswoman representative governor mayor speaker spokesperson spokesman spokeswoman chairman
    chairwoman chairperson chair director commissioner king queen prince princess emir sheikh sultan emperor sir lord
    lady dame dr prof professor mr mrs ms miss justice judge leader head ceo cfo coo analyst adviser advisor shri smt
    hon honourable honorable excellency he his her marshall gen col maj capt lt adm cmdr brig eam nsa
    """.split()
)


def person_key(name: str) -> str:
    """A person's name folded, without titles and offices before it and appositions after it.

    "Defense Minister Andrei Belousov" and "Deputy Prime Minister Andrei Belousov, the defense minister" are both
    "andrei belousov"; "PM Modi" is "modi". A text that is all title is returned folded.
    """
    head = next((part for part in re.split(r"[,(;]", name) if part.strip()), "")
    spelled = words(POSSESSIVE.sub("", head.strip()))
    cut = max((place + 1 for place, word in enumerate(spelled[:-1]) if word in _TITLES), default=0)
    while 0 < cut < len(spelled) - 1 and spelled[cut] in GOVERNMENT_WORDS:
        cut += 1
    return " ".join(spelled[cut:]) or fold(name).strip()
