"""What English verbs of use mean in an app: the class of an action, and the noun of what it leaves behind."""

from __future__ import annotations

from dataclasses import dataclass

from promptreal.design.english.words import glossary, lemma, vocabulary
from promptreal.spec import ActionKind


@dataclass(frozen=True)
class Verb:
    """A verb's meaning: its action kind, the activity or mark it makes, or the status it leads to.

    `kind` None marks what a web application made from templates cannot do by itself; `reason` says so.
    """

    lemma: str
    kind: ActionKind | None
    noun: str = ""
    to: str = ""
    reason: str = ""
    known: bool = True


_PLAIN: dict[ActionKind, str] = {
    ActionKind.BROWSE: (
        "browse explore list display show showcase present discover offer introduce promote provide store "
        "collect_data publish_on highlight feature advertise sell organise_by"
    ),
    ActionKind.VIEW: (
        "view see check read monitor access look learn understand get retrieve inspect examine consult "
        "preview watch receive open listen visit observe know count"
    ),
    ActionKind.SEARCH: "search find query locate lookup match connect",
    ActionKind.FILTER: "filter categorize categorise narrow classify group segment",
    ActionKind.SORT: "sort rank prioritize prioritise",
    ActionKind.CREATE: (
        "create add post submit publish upload write record log input enter fill make place start compose "
        "draft schedule build issue save propose design report plan insert capture load ingest cast initiate "
        "exhibit conduct raise file send host launch define set_up setup import express"
    ),
    ActionKind.UPDATE: (
        "update edit modify manage customize customise adjust change organize organise configure maintain "
        "assign set move upgrade handle arrange process control administer track operate allocate rename "
        "style adapt train revise estimate calculate select choose pick circulate"
    ),
    ActionKind.DELETE: "delete remove undo erase clear",
    ActionKind.COMPARE: "compare",
    ActionKind.REPORT: (
        "generate summarize summarise analyze analyse visualize visualise export chart aggregate consolidate"
    ),
    ActionKind.DOWNLOAD: "download",
    ActionKind.SHARE: "share",
    ActionKind.PRINT: "print",
    ActionKind.CONTACT: "contact enquire inquire reach",
    ActionKind.MESSAGE: "message chat communicate notify interact send converse talk dm",
    ActionKind.REGISTER: "register signup enrol_user",
    ActionKind.LOGIN: "login log_in signin authenticate",
}
_ATTACH = glossary(
    "reply:reply respond:response comment:comment review:review rate:rating book:booking reserve:reservation "
    "apply:application order:order buy:purchase purchase:purchase bid:bid enroll:enrollment enrol:enrollment "
    "donate:donation pay:payment join:membership participate:comment answer:answer lease:lease rent:rental "
    "vote:vote borrow:loan lend:loan request:request invest:investment pledge:pledge subscribe:subscription "
    "attend:attendance take:attempt deposit:deposit withdraw:withdrawal discuss:comment collaborate:comment "
    "sponsor:sponsorship contribute:contribution hire:hire adopt:adoption rsvp:rsvp volunteer:signup "
    "trade:trade transact:transaction checkout:order nominate:nomination endorse:endorsement claim:claim "
    "recommend:recommendation evaluate:evaluation annotate:annotation test:test_result debate:comment "
    "exchange:exchange swap:exchange register_for:registration offer_on:offer tip:tip score:score "
    "condole:condolence refer:referral quote:quote feedback:feedback"
)
_TOGGLE = glossary(
    "follow:follow favourite:favourite favorite:favorite collect:collection like:like bookmark:bookmark "
    "wishlist:wishlist_entry star:star upvote:upvote watchlist:watchlist_entry pin:pin"
)
_TRANSITION = glossary(
    "approve:Approved reject:Rejected cancel:Cancelled confirm:Confirmed resign:Resigned renew:Renewed "
    "release:Released complete:Completed close:Closed resolve:Resolved archive:Archived activate:Active "
    "deactivate:Inactive verify:Verified accept:Accepted decline:Declined ship:Shipped deliver:Delivered "
    "finish:Finished suspend:Suspended revive:Revived transfer:Transferred return:Returned pause:Paused "
    "resume:In_progress merge:Merged dispute:Disputed escalate:Escalated refund:Refunded block:Blocked "
    "ban:Banned sign:Signed redeem:Redeemed mark:Done moderate:Moderated flag:Flagged validate:Validated "
    "authorize:Authorized authorise:Authorized reopen:Open earn:Earned terminate:Terminated stop:Stopped "
    "promote_to:Promoted"
)
PLAYBACK = "playing media inside the page needs a player; files and links can be opened"
_GAME = "the rules of a game are code that has to be written for that game; the app keeps its records instead"
_BEYOND = {
    "play": _GAME,
    "win": _GAME,
    "battle": _GAME,
    "fight": _GAME,
    "shoot": _GAME,
    "deal": _GAME,
    "convert": "conversions of documents or units need code of their own",
    "translate": "translations need an outside service",
    "stream": "streaming media needs a media server",
    "remind": "reminders are not sent; dates are shown and can be filtered",
    "switch": "switching between modes needs an editor written for it",
    "detect": "detection needs a trained model",
    "predict": "predictions need a trained model",
    "recognize": "recognition needs a trained model",
    "scan": "scanning needs a device or a model",
}
# Verbs that say nothing by themselves about what a user does with the app.
EMPTY = vocabulary(
    "be have include contain support use ensure help allow enable let adapt need want work do perform attract "
    "engage keep navigate click facilitate improve optimize implement develop integrate streamline protect "
    "inspire educate motivate serve focus consist cover utilize give become carry go come follow_up require "
    "like_to"
)
# Verbs that are nouns as often: they need a look at what surrounds them.
AMBIGUOUS = vocabulary(
    "order review report comment post reply message rate design plan schedule track record list search view "
    "filter book bid answer vote like share access request purchase rent lease return display sort transfer "
    "deposit log input estimate upgrade battle train chat contact update download upload support study issue "
    "check star follow group rank host file process set make query trade score quote tip pin feedback "
    "exchange claim chart offer feature show test look match swap store release refund dispute text flag "
    "block ban stop pause move mark sign pledge sponsor export import start save change watch deal play "
    "manage sell print login signup work program"
) - {"manage", "make", "set", "sell"}


def _table() -> dict[str, Verb]:
    table: dict[str, Verb] = {}
    for kind, words in _PLAIN.items():
        for word in words.split():
            table.setdefault(word, Verb(word, kind))
    for kind, nouns in ((ActionKind.ATTACH, _ATTACH), (ActionKind.TOGGLE, _TOGGLE)):
        for word, noun in nouns.items():
            table[word] = Verb(word, kind, noun=noun)
    for word, status in _TRANSITION.items():
        table[word] = Verb(word, ActionKind.TRANSITION, to=status.replace("_", " "))
    for word, reason in _BEYOND.items():
        table[word] = Verb(word, None, reason=reason)
    return table


VERBS = _table()

# Nouns that name an action ("job application", "dispute resolution"), by the verb they stand for.
NOMINALS = glossary(
    "registration:register_for login:login application:apply booking:book reservation:reserve enrollment:enroll "
    "enrolment:enroll comparison:compare generation:generate submission:submit resolution:resolve "
    "confirmation:confirm release:release renewal:renew transfer:transfer approval:approve "
    "cancellation:cancel search:search filter:filter payment:pay donation:donate publication:publish "
    "creation:create deletion:delete editing:edit collaboration:collaborate discussion:discuss "
    "communication:communicate organization:organize categorization:categorize customization:customize "
    "visualization:visualize analysis:analyze management:manage administration:manage scheduling:schedule "
    "tracking:track monitoring:monitor reporting:generate upload:upload download:download calculation:calculate "
    "collection:collect storage:store sharing:share maintenance:maintain assignment:assign processing:process "
    "configuration:configure subscription:subscribe rental:rent purchase:purchase introduction:introduce "
    "showcase:showcase display:display chat:chat messaging:message entry:enter estimation:estimate "
    "sorting:sort planning:plan handling:handle checkout:checkout voting:vote commenting:comment "
    "selection:select playback:play "
    "verification:verify authentication:login rating:rate reviewing:review participation:participate"
)


def verb_of(word: str) -> Verb:
    """What a verb, in any of its forms, means; a verb that the lexicon lacks comes back with `known` false."""
    low = word.lower()
    for form in (low, _stem(low)):
        if form in VERBS:
            return VERBS[form]
    return Verb(_stem(low), ActionKind.TRANSITION, to=_participle(_stem(low)), known=False)


def is_verb(word: str) -> bool:
    """Whether the lexicon has this base form, or counts it among the empty ones."""
    return word.lower() in VERBS or word.lower() in EMPTY


def _stem(low: str) -> str:
    one = lemma(low)
    if one != low or not low.endswith("ing") or len(low) < 6:
        return {"renewing": "renew", "searching": "search"}.get(low, one)
    base = low[:-3]
    if base in VERBS or base in EMPTY:
        return base
    if base + "e" in VERBS or base + "e" in EMPTY:
        return base + "e"
    if len(base) > 3 and base[-1] == base[-2] and base[:-1] in VERBS:
        return base[:-1]
    return base


def _participle(base: str) -> str:
    if base.endswith("e"):
        done = base + "d"
    elif len(base) < 6 and base[-1] not in "aeiouwxy" and base[-2:-1] in "aeiou" and base[-3:-2] not in "aeiou":
        done = base + base[-1] + "ed"
    elif base.endswith("y") and base[-2:-1] not in "aeiou":
        done = base[:-1] + "ied"
    else:
        done = base + "ed"
    return done.capitalize()
