"""Names: from what a person typed to a label that every outside system accepts, and the names made of it."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from promptreal.errors import InvalidRequest

LABEL = r"^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$"
LONGEST = 32

RESERVED = frozenset(
    {
        "admin",
        "ai-builder",
        "api",
        "app",
        "apps",
        "auth",
        "dagster",
        "default",
        "docs",
        "gateway",
        "health",
        "healthz",
        "ingress",
        "kubernetes",
        "localhost",
        "login",
        "mail",
        "metrics",
        "minio",
        "postgres",
        "promptreal",
        "public",
        "registry",
        "root",
        "static",
        "status",
        "system",
        "test",
        "tests",
        "www",
    }
)
RESERVED_PREFIXES = ("kube-", "dagster-", "promptreal-", "xn-")
# An app called `shop-candidate` would carry the label of the candidate of `shop`, and `shop-db` that of its database.
RESERVED_SUFFIXES = ("-candidate", "-db")

# Words that ask for an app without saying which one.
_ASKING_WORDS = (
    "a about all also am an and any app application applications apps are as based basic be beautiful "
    "best build by called can clean comprehensive content could create creates design develop developed "
    "development display displays easy every feature features for from fully functionalities functions "
    "generate get give go good great have hello help hey hi i implement in interactive into is it its "
    "just let like little make me modern my named need needs new nice of on one online our page platform "
    "please portal professional program project provide provides real responsive set should showcase "
    "simple site small software solution some something system that thanks the their them there these "
    "this to tool us use user users very want we web webapp webpage website websites would write you your"
)
_ENDING_WORDS = "such that which where who whose to so with using through via when while including"
_ASKING = frozenset(_ASKING_WORDS.split())
_CLAUSE_ENDS = frozenset(_ENDING_WORDS.split())
_BEFORE_DOING = frozenset({"for", "and", "of", "or"})
# "a dashboard of customer analytics" is about customer analytics.
_KIND = re.compile(
    r"^\W*(?:(?:please|build|create|make|implement|develop|design|me|us)\s+)*(?:an?|the)\s+(?:rest(?:ful)?\s+)?"
    r"(?:dashboard|api|(?:report )?generator|etl pipeline|admin panel)\s+(?:of|for|about|on)\s+",
    re.IGNORECASE,
)
_DERIVED_WORDS = 3
_DERIVED_LENGTH = 28


def sanitize_name(raw: str) -> str:
    """The DNS-1123 label (also DNS-1035: it begins with a letter) of at most 32 characters that stands for `raw`.

    Letters of other scripts and emoji are transliterated; whatever else is not a letter or a digit becomes a dash; a
    leading digit gets `app-` before it; what is too long is cut and ends in six hexadecimal digits of its hash, so that
    two long names stay two.

    32, because the longest names made of it must fit into the 63 characters of a label:

    ==================================  ============================  =====
    pod of `generated-app-{app}`         14 + 32 + 1 + 10 + 1 + 5      63
    pod of `{app}-candidate`             32 + 10 + 1 + 10 + 1 + 5      59
    revision of `{app}-db`               32 + 3 + 1 + 10               46
    pod of job `ai-builder-{app}-{8}`    11 + 32 + 1 + 8 + 1 + 5       58
    ==================================  ============================  =====

    Raises:
        InvalidRequest: nothing of it can be part of a name, or the name is reserved.
    """
    label = transliterated(raw)
    if not label:
        raise InvalidRequest(
            f"app_name: {raw[:80]!r} has no letter or digit to make a name of",
            hint="give a name such as stock-reports, or leave it out and one is made from the prompt",
        )
    if label[0].isdigit():
        label = f"app-{label}"
    if len(label) > LONGEST:
        mark = hashlib.sha256(raw.encode()).hexdigest()[:6]
        label = f"{label[: LONGEST - 7].rstrip('-')}-{mark}"
    if is_reserved(label):
        raise InvalidRequest(
            f"app_name: {label!r} is reserved for the platform itself",
            hint=f"call it something else, for example my-{_without_reserved_parts(label)}",
        )
    return label


def transliterated(raw: str) -> str:
    """`raw` in lower-case letters, digits and single dashes; empty if nothing of it can be written so.

    Raises:
        InvalidRequest: it holds half a character (a lone surrogate).
    """
    from anyascii import anyascii  # noqa: PLC0415 (tables are loaded only where a name is made)

    refuse_surrogates("app_name", raw)
    text = unicodedata.normalize("NFKC", raw)
    if not text.isascii():
        text = anyascii(text)
    text = re.sub(r"['’`]", "", text.lower())
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")


def is_reserved(label: str) -> bool:
    """Whether the platform keeps this name, or a name made of it, for itself."""
    return label in RESERVED or label.startswith(RESERVED_PREFIXES) or label.endswith(RESERVED_SUFFIXES)


def refuse_surrogates(field: str, text: str) -> None:
    """Refuses text that cannot be written down.

    Raises:
        InvalidRequest: it holds a lone surrogate.
    """
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InvalidRequest(
            f"{field}: character {error.start + 1} is half a character (a lone surrogate)",
            hint="type or paste the text again; it was damaged on its way here",
        ) from error


def derive_name(prompt: str) -> str:
    """A short readable label from the prompt's leading words; the same for the same prompt.

    "Please implement a website for generating stock reports to provide …" gives `stock-reports`.
    """
    words: list[str] = []
    doings: list[str] = []  # "for bidding and trading": what is left when nothing else says what the app is
    before = ""
    for token in re.findall(r"[^\W_]+(?:['’][^\W_]+)?|[.!?;:,\n]", _KIND.sub("", prompt[:600])):
        lower = token.lower()
        label = transliterated(token)
        if not label or lower in _CLAUSE_ENDS:
            if words or doings:
                break
        elif lower.endswith("ing") and len(lower) > 5 and (not words or before in _BEFORE_DOING):
            doings.append(label)
        elif lower not in _ASKING and label not in words:
            words.append(label)
        if len(words) == _DERIVED_WORDS:
            break
        before = lower
    words = words or doings[:_DERIVED_WORDS]
    while len(words) > 1 and len("-".join(words)) > _DERIVED_LENGTH:
        words.pop()
    name = "-".join(words) or "my-app"
    return sanitize_name(f"my-{_without_reserved_parts(name)}" if is_reserved(name) else name)


def numbered(name: str, number: int) -> str:
    """`name` with `-number` at its end, still a label: `stock-reports-2`."""
    ending = f"-{number}"
    return f"{name[: LONGEST - len(ending)].rstrip('-')}{ending}"


def job_name(app: str, run_id: str) -> str:
    """`ai-builder-{app}-{first 8 of the run id}`."""
    return f"ai-builder-{app}-{run_id[:8]}"


def _without_reserved_parts(label: str) -> str:
    for suffix in RESERVED_SUFFIXES:
        label = label.removesuffix(suffix)
    for prefix in RESERVED_PREFIXES:
        label = label.removeprefix(prefix)
    return label or "app"
