"""The words that tell a phrase naming an agreement from the words around it, for `summarizer.read.agreements`.

English only, since the phrase grammar is English. Every list is closed: a word in none of them belongs to the phrase.
"""

# Heads that are acronyms count in capitals only ("LoI", not a Frenchman's "loi").
ACRONYM_HEADS = frozenset("mou moa loa loi fta mous moas loas lois ftas".split())
# Words with a second, commoner sense ("a compact radar", "charter flights", "a party convention", "safety protocol");
# they head an agreement inside a name, or where what follows says between whom or about what it is.
WEAK_HEADS = frozenset({"charter", "compact", "convention", "covenant", "protocol"})
WEAK_NEEDS = frozenset({"between", "with", "on", "amending", "against"})
# Papers that are instruments only with their complement: "letter of intent", "Letter of Offer and Acceptance".
PAPERS = frozenset({"letter", "letters", "declaration", "statement"})
PAPER_COMPLEMENTS = frozenset({"intent", "offer", "agreement", "understanding", "acceptance"})
# "of Understanding", "of Agreement": part of the name of a memorandum or letter, not its subject.
HEAD_COMPLEMENTS = frozenset({"understanding", "agreement", "intent", "cooperation", "association", "offer"})
# "a great deal", "of its own accord", "in agreement": nothing was agreed.
IDIOMS = frozenset({("great", "deal"), ("own", "accord"), ("in", "agreement"), ("in", "accord")})
# A party's congress, not a treaty.
CONGRESSES = frozenset({"national", "party", "annual", "republican", "democratic"})
# Plural names of one instrument: "the Abraham Accords", "the Geneva Conventions".
NAMED_PLURALS = frozenset({"accords", "agreements", "conventions", "protocols", "treaties"})
# Words a modifier chain cannot reach over: determiners, prepositions, conjunctions, auxiliaries, pronouns …
FUNCTION_WORDS = frozenset(
    "a an the this that these those its their his her our my your some any no each every both all such other another "
    "own one two three four five several many most more of on in at by for from with to into over under after before "
    "against between among amid during about as than and or but nor neither either without within through until "
    "since despite beyond so yet if while when where which who whom whose what because although though is are was "
    "were be been being has have had having do does did will would shall should can could may might must not it "
    "they he she we you i them him us there here then also only just even still already ahead including via per "
    "yesterday today tomorrow".split()
)
# … and the verbs that news writing puts in front of an agreement, most of all in headlines.
NEWS_VERBS = frozenset(
    "says say said saying told called calls signed signs signing sign ratified ratifies ratify ratifying approved "
    "approves approve approving endorsed endorses endorse inked inks ink inking struck strikes strike striking "
    "sealed seals seal sealing reached reaches reach reaching concluded concludes conclude negotiated negotiate "
    "negotiating negotiates finalised finalise finalises finalized finalize finalizes announced announces announce "
    "initialled initials rejected rejects reject suspended suspends suspend terminated terminates terminate "
    "cancelled cancels cancel canceled clinched clinch clinches won wins win winning awarded awards award awarding "
    "hailed hails described describes backed backs back welcomed welcomes proposed proposes propose make makes made "
    "making discussed discuss discusses discussing considering consider considers mulling mulls mull eyeing eyes eye "
    "seeks seek sought adopted adopts adopt renewed renews renew extended extends extend scrapped scraps scrap "
    "ditched ditches ditch quit quits join joins joined leave leaves left passed passes pass cleared clears clear "
    "nears near nearing pushes push pushed urges urge slams slam dumps dumped axes axed halts halt halted pauses "
    "pause paused freezes freeze froze unveils unveil unveiled launches launch launched secures secure secured "
    "lands land landed bags bag bagged gets get got pursues pursue pursued explores explore agrees agree agreed "
    "kills kill killed revives revive revived breaks break broke violates violate violated breaches breach breached "
    "amends amend amended revokes revoke revoked denounces denounce denounced delays delay delayed completes "
    "complete completed cements cement forges forge forged brokers broker brokered offers offered wants want wanted "
    "needs need needed enters enter entered ends ended begins begin began brings bring brought takes take took "
    "gives give gave threatens threaten demands demanded defends criticises criticizes criticised criticized "
    "praises praised".split()
)
STOPS = FUNCTION_WORDS | NEWS_VERBS
# Praise, size and age say nothing of which agreement it is; they are left off the front of a phrase.
EVALUATIVE = frozenset(
    "new key major big huge landmark historic pivotal important significant proposed planned recent latest "
    "previous existing long-awaited so-called crucial ambitious sweeping draft final first second third initial "
    "current potential possible separate similar broader wider long-term interim lucrative massive mega longstanding "
    "controversial upcoming fresh formal signed ratified ongoing bilateral multi-year".split()
)
# A month, weekday or scale word in front belongs to a date or sum beside the agreement.
NUMBER_WORDS = frozenset(
    "million billion trillion crore lakh jan feb mar apr may jun jul aug sep sept oct nov dec january february "
    "march april june july august september october november december monday tuesday wednesday thursday friday "
    "saturday sunday".split()
)
NEGATIVE = frozenset({"no", "without", "any", "neither", "nor"})
DEFINITE = frozenset({"the", "this", "that"})
# Acronyms that everybody writes without expansion …
KNOWN_ACRONYMS = frozenset(
    "BIT CECA CEPA CETA COMCASA CPTPP CTBT ECTA FTA GSOMIA IGA INF JCPOA LEMOA LOI MOA MoU MOU NAFTA NPT RCEP "
    "RELOS SOFA START TIPP TTIP USMCA BECA TEPA SAFTA AfCFTA".split()
)
# … of which these name a type of instrument, not one instrument …
TYPE_ACRONYMS = frozenset("MoU MOU LOI LoI LOA LoA MOA MoA FTA IGA BIT EPA SOFA".split())
# … and these are common words too, so they mean nothing where every word is in capitals.
COMMON_WORDS_IN_CAPITALS = frozenset({"START", "SOFA", "BIT", "INF"})
