"""What an app has no use for is left out of its pages: templates, their macros, rules of styles, parts of scripts.

The layers hold what any app may need. Whoever reads one app's repository must find nothing in it that nothing uses, so
what no page names is dropped once everything is rendered. Names are looked for as words: what only looks used stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_APP = "app/"
_TEMPLATES = "app/templates/"
_STATIC = "app/static/"
_MACRO = re.compile(r"\{%-?\s*macro\s+(\w+)\(.*?\{%-?\s*endmacro\s*-?%\}\n*", re.DOTALL)
_TOKEN = re.compile(r"[A-Za-z][\w-]*")
_CLASS = re.compile(r"\.([A-Za-z][\w-]*)")
_IN_PARENTHESES = re.compile(r"\([^()]*\)")
_SELECTOR = re.compile(r",(?![^(]*\))")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LONELY_COMMENT = re.compile(r"/\*[^*]*\*/\s*(?=/\*|\Z)")
_DATA = re.compile(r"data-[\w-]+")
_DEFINED = re.compile(r"^(?:const|let|function|class)\s+(\w+)", re.MULTILINE)


def without_unused(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of an app without the templates, macros, rules of styles and parts of scripts that no page uses."""
    texts = {path: content.decode() for path, content in files.items() if _is_read(path)}
    _drop_templates(texts)
    for path in [one for one in texts if one.startswith(_TEMPLATES)]:
        texts[path] = _used_macros(path, texts)
    pages = "\n".join(text for path, text in texts.items() if not path.endswith((".css", ".js")))
    for path in [one for one in texts if one.startswith(_STATIC) and one.endswith(".js")]:
        texts[path] = _used_blocks(texts[path], pages)
    shown = "\n".join(text for path, text in texts.items() if not path.endswith(".css"))
    for path in [one for one in texts if one.startswith(_STATIC) and one.endswith(".css")]:
        texts[path] = _used_rules(texts[path], shown)
    return {
        path: texts[path].encode() if path in texts else content
        for path, content in files.items()
        if path in texts or not _is_read(path)
    }


def _is_read(path: str) -> bool:
    return path.startswith(_APP) and path.endswith((".py", ".html", ".css", ".js"))


def _drop_templates(texts: dict[str, str]) -> None:
    """Until every template left is named by code, or by another one that is."""
    while True:
        unused = [
            path
            for path in texts
            if path.startswith(_TEMPLATES)
            and not any(path.removeprefix(_TEMPLATES) in text for other, text in texts.items() if other != path)
        ]
        if not unused:
            return
        for path in unused:
            del texts[path]


def _used_macros(path: str, texts: dict[str, str]) -> str:
    """The template without macros that are called nowhere; one that only such macros call goes with them."""
    text = texts[path]
    elsewhere = "\n".join(other for name, other in texts.items() if name != path)
    while True:
        for found in _MACRO.finditer(text):
            call = re.compile(rf"\b{found[1]}\(")
            rest = text[: found.start()] + text[found.end() :]
            if not call.search(rest) and not re.search(rf"\b{found[1]}\b", elsewhere):
                text = rest
                break
        else:
            return text


def _used_blocks(text: str, pages: str) -> str:
    """A script's parts, which empty lines set apart, without those about marks of elements that no page has."""
    blocks = text.strip("\n").split("\n\n")
    marks = set(_DATA.findall(pages))
    blocks = [one for one in blocks if not (asked := set(_DATA.findall(one))) or asked & marks]
    while True:
        for block in blocks:
            others = "\n\n".join(one for one in blocks if one is not block)
            names = _DEFINED.findall(block)
            if names and not any(re.search(rf"\b{name}\b", others) for name in names) and not _acts(block):
                blocks.remove(block)
                break
        else:
            return "\n\n".join(blocks) + "\n"


def _acts(block: str) -> bool:
    """Whether a part of a script does anything but define names."""
    return any(re.match(r"\w", line) and not _DEFINED.match(line) for line in block.splitlines())


@dataclass(frozen=True)
class _Rule:
    """One rule of a style sheet: what stands before its braces, comments included, and what is in them."""

    head: str
    body: str


def _used_rules(text: str, shown: str) -> str:
    tokens = set(_TOKEN.findall(shown))
    beginnings = tuple(one for one in tokens if one.endswith("-"))
    kept = "".join(_written(_rules(text), tokens, beginnings))
    return _LONELY_COMMENT.sub("", kept).rstrip() + "\n"


def _rules(text: str) -> Iterator[_Rule]:
    depth = start = opened = 0
    for found in re.finditer(r"/\*.*?\*/|[{}]", text, re.DOTALL):
        if found[0] == "{":
            depth += 1
            opened = found.end() if depth == 1 else opened
        elif found[0] == "}":
            depth -= 1
            if depth == 0:
                yield _Rule(text[start : opened - 1], text[opened : found.start()])
                start = found.end()


def _written(rules: Iterable[_Rule], tokens: set[str], beginnings: tuple[str, ...]) -> Iterator[str]:
    for rule in rules:
        head = _COMMENT.sub("", rule.head).strip()
        if head.startswith("@"):
            inner = "".join(_written(_rules(rule.body), tokens, beginnings)) if head.startswith("@media") else rule.body
            if inner.strip():
                end = rule.body[len(rule.body.rstrip()) :]
                yield f"{rule.head}{{{inner}{end}}}" if head.startswith("@media") else f"{rule.head}{{{rule.body}}}"
            continue
        selectors = _SELECTOR.split(head)
        used = [one for one in selectors if _is_used(one, tokens, beginnings)]
        if used:
            whole = rule.head if len(used) == len(selectors) else rule.head.replace(head, ",".join(used).strip())
            yield f"{whole}{{{rule.body}}}"
        elif comments := _COMMENT.findall(rule.head):
            # A heading stands before the first rule of its part, which may be the one that goes.
            yield "\n\n" + "\n".join(comments)


def _is_used(selector: str, tokens: set[str], beginnings: tuple[str, ...]) -> bool:
    outside = _IN_PARENTHESES.sub("", selector)
    return all(one in tokens or one.startswith(beginnings) for one in _CLASS.findall(outside))
