"""Classes of English nouns and adjectives by the part they play in the description of an app, whatever it is about."""

from __future__ import annotations

import re

from promptreal.design.english.words import vocabulary

# Adjectives and participles that do not tell one kind of thing from another.
EMPTY_MODIFIERS = vocabulary(
    "different various multiple several many new existing own other others more most all any each every such "
    "related relevant corresponding specific certain available current past previous recent latest detailed "
    "detail basic simple advanced full complete comprehensive accurate correct proper suitable favorite "
    "favourite preferred desired desirable selected chosen necessary unnecessary required needed useful "
    "important key main major minor general common popular local unique good better best great easy quick "
    "fast efficient effective intuitive modern minimalistic responsive interactive secure safe reliable real "
    "real-time realtime online offline web-based web digital virtual smart automated automatic automatically "
    "robust powerful seamless smooth user-friendly dynamic scalable possible individual personal personalized "
    "customized customised custom private public active upcoming ongoing identical similar same first second "
    "last next prospective potential interested interesting visited both entire whole overall some few two "
    "three four five six seven eight nine ten hundred thousand appropriate prior additional extra further "
    "monthly weekly daily yearly annual quarterly hourly as also well clear together mobile cross-platform "
    "direct shareable predefined user-created user-submitted user-generated user-uploaded external internal "
    "particular respective provided associated following above based top featured trending nearby own's "
    "diverse rich high-quality quality total overdue selling performing complex complicated extensive plain nice "
    "beautiful little small big large used pinned"
)
# Adjectives above that still make a title sound right when the noun would be bare without them.
TITLE_KEEPERS = frozenset(
    {"virtual", "online", "personal", "smart", "private", "public", "user-created", "local", "digital", "mobile"}
)
# Heads that only carry what stands before them: "claims information" is about claims.
LIGHT = vocabulary(
    "information info data detail details record records list lists listing listings history entry entries "
    "item items management database inventory_list collection_list directory catalog catalogue portfolio "
    "archive content contents log logs activity operation operations set sets number numbers posting postings "
    "overview material's administration repository feed facts fact process processes situation situations "
    "account accounts work_items library index"
) - {"portfolio", "account", "accounts", "fact", "facts", "library"}
# "best-selling drinks" are drinks, and nobody bestsells them.
DESCRIBES = re.compile(
    r"(?:best|top|long|high|low|well|fast|slow|hard|ever|never|self|time|money|award|record)-[a-z]+(?:ing|ed|en)$"
)
# Heads that are places in the app.
PLACES = vocabulary(
    "page section panel menu screen center centre tab area portal lobby backend homepage dashboard view hub "
    "corner wall board gallery portfolio form interface catalog catalogue directory showcase backoffice"
) - {"interface"}
# Heads that are about the app itself.
APP_WORDS = vocabulary(
    "website site webpage page web app system platform portal software mini-program feature features "
    "functionality functionalities function functions capability capabilities ability option options support "
    "service's implementation interface ui ux design experience navigation layout style theme color colour "
    "background component element button speed performance's security privacy user-interface user-experience "
    "backend frontend mode modes way means need needs requirement requirements preference's interest criteria "
    "condition etc more other others them it they everything something anything variety range's kind type's "
    "purpose goal order's addition step time's end lot access editor maker tracker others' understanding "
    "attention desktop mobile screen responsiveness api endpoint endpoints integration compliance efficiency "
    "engagement convenience bar reference e-commerce mobile-app webapp functionalitys drag-and-drop please "
    "internet feature's workflow"
) - {"service's", "order's", "time's"}
FEATURE_HEADS = vocabulary(
    "functionality function feature capability ability option mechanism module support facility integration "
    "system component"
)
STATISTICS = vocabulary(
    "trend trends statistic statistics analytics demographics performance distribution growth breakdown chart "
    "charts graph graphs visualization visualizations visualisation metric metrics kpi kpis insight insights "
    "summary average averages forecast's revenue's comparison's analysis's timeline's leaderboard's overview's volume"
)
REPORTS = vocabulary("report reports reporting summary")
ACCOUNT = vocabulary(
    "registration login logout signup sign-up sign-in account accounts profile profiles password authentication"
)
# Nouns for people, besides those that end like agents.
PEOPLE = vocabulary(
    "user users people person member customer client student teacher patient doctor employee staff admin "
    "administrator visitor buyer seller vendor supplier guest owner manager driver engineer kid child "
    "children company companies organization organisation agent band artist band-member advertiser provider "
    "player reader author tenant landlord candidate recruiter parent nurse tutor business businesses "
    "individual partner volunteer donor host traveler traveller passenger citizen officer team learner "
    "instructor moderator editor's everyone anyone public community attendee organizer trainer coach "
    "freelancer contractor subscriber viewer employer seeker shopper resident lawyer detective farmer "
    "musician developer designer vet barber chef librarian salesperson pupil secretary caretaker neighbour neighbor "
    "receptionist cashier clerk accountant assistant technician coordinator supervisor waiter captain coach referee "
    "rep representative jury "
    "organiser applicant participant inspector dentist physician pharmacist therapist donor friend others"
)
# What may be an attribute of something, so that "stock code" is a field of stocks.
ATTRIBUTES = vocabulary(
    "name title code id number description price cost amount quantity date time status state category type "
    "level rating score rank email phone address location city country color colour size weight height length "
    "width age gender salary budget deadline duration function brand model fabric measurement measurements "
    "bio photo picture image link url note priority availability progress relevance percentage rate discount "
    "fee total balance unit video version symbol stage theme capacity role attribute attributes sex birthday "
    "income occupation education qualification serving format formats position seat purpose value usage "
    "lyrics expiration expiry currency prices serving-size specification difficulty severity urgency"
)
# Prepositional complements that say nothing.
EMPTY_COMPLEMENTS = frozenset({"interest", "choice", "use", "need", "need's", "ease", "future reference", "reference"})


def is_person(noun: str) -> bool:
    """Whether a singular noun names people, by the list or by an agent's ending."""
    if noun in PEOPLE:
        return True
    if noun in _NOT_AGENTS or len(noun) < 5:
        return False
    return noun.endswith(("ist", "eer", "ician", "woman", "man")) and not noun.endswith(("list", "exist", "human"))


_NOT_AGENTS = frozenset(
    {"playlist", "wishlist", "checklist", "career", "watchlist", "shortlist", "twist", "beer", "talisman", "mist"}
)

# Nouns that are kept as records although they have no plural: "production" is a list of production records.
MASS = vocabulary(
    "inventory production attendance personnel infrastructure procurement leave payroll finance equipment "
    "staff news housing training research traffic logistics maintenance stock-taking mail homework music "
    "media content marketing accounting budgeting costing income scheduling billing shipping pricing "
    "recruitment hiring weather"
)
_COUNTED = vocabulary(
    "screening building meeting listing booking rating setting training painting recording drawing finding saving "
    "offering heading thing ring viewing earring string king wedding hearing reading filing posting opening "
    "outing"
)


def is_mass(noun: str) -> bool:
    """Whether a noun has no plural of its own, as most names of doings in -ing."""
    return noun in MASS or (noun.endswith("ing") and noun not in _COUNTED)


# Nouns for whoever runs the site: in the singular they are its subject, not its records.
OWNERS = vocabulary(
    "company team organization organisation business institute office firm agency school studio club shop "
    "store bar restaurant clinic bakery hospital designer photographer artist university college church gym "
    "hotel cafe salon event family foundation charity developer owner engineer writer musician"
)
ABBREVIATIONS = {
    "ad": "advertisement",
    "ads": "advertisement",
    "doc": "document",
    "pic": "picture",
    "info": "information",
    "rep": "representative",
    "photograph": "photo",
}

_MANNER = re.compile(
    r",?\s+(?:side by side|one by one|step by step|face to face|in real[- ]time|at a glance|hand in hand)\b",
    re.IGNORECASE,
)


def without_manner(text: str) -> str:
    """A sentence without the words for how something is done, which would be taken for things."""
    return _MANNER.sub("", text)
