"""Boards whose figures are listed behind a colon: "dashboard for a call centre: calls per hour, waiting by queue"."""

from __future__ import annotations

import re

from promptreal.design.english.words import capital

_LISTED = re.compile(
    r"^(?P<lead>\s*(?:an?\s+|the\s+)?)(?P<topic>[^.:;]*?)\s*\b(?P<board>dashboard|analytics|overview)\b"
    r"(?:\s+(?:for|of|about)\s+(?:an?\s+|the\s+|our\s+|my\s+)?(?P<about>[^.:;]*?))?\s*:\s*(?P<figures>[^.]+)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:number|count) of (?P<counted>[a-z]+s)\b|\b(?P<paced>[a-z]+s) (?:per|by) (?:hour|day|week|month)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"(?:,\s*|;\s*)?(?:and\s+)?(?:the\s+)?(?P<share>(?:share|percentage|proportion) of [a-z]+s (?:that (?:are|were) )?"
    r"[a-z]+(?:ed|en|st))\b",
    re.IGNORECASE,
)


def unlisted(prompt: str) -> tuple[str, list[str]]:
    """A prompt for a board as a sentence about the records that it counts, and lines on what it cannot show.

    A prompt that lists no figures behind a colon, or counts nothing, comes back as it is.
    """
    found = _LISTED.match(prompt)
    counted = _COUNTED.search(found["figures"]) if found is not None else None
    if found is None or counted is None:
        return prompt, []
    unmet = [
        f"“{capital(one['share'])}”: no shares are worked out; what is counted can be filtered."
        for one in _SHARE.finditer(found["figures"])
    ]
    figures = _SHARE.sub("", found["figures"]).replace(";", ",").strip(" ,")
    noun = (counted["counted"] or counted["paced"]).lower()
    topic = (found["about"] or found["topic"]).strip()
    subject = topic if re.search(rf"\b{noun}\b", topic, re.IGNORECASE) else f"{topic} {noun}".strip()
    return f"{found['board']} of {subject} with {figures}{prompt[found.end() :]}", unmet
