"""Findings for code scanning: a SARIF 2.1.0 log (OASIS standard), with the manual of every code that is in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from okrctl import __version__
from okrctl.core.finding import Finding, Span
from okrctl.core.pattern import pattern
from okrctl.lint import MANUALS
from okrctl.render.json.text import dumps

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "advice": "note"}

_PLACEHOLDER = pattern(r"\{(?=\d+\})")


def findings_sarif(findings: Sequence[Finding], prefix: str = "") -> str:
    """The log; `prefix` leads from the top of the repository to the workspace, such as `goals/`."""
    codes = sorted({finding.code for finding in findings})
    seen: Counter[str] = Counter()
    results = [_result(finding, prefix, codes, seen) for finding in findings]
    driver = {"name": "okrctl", "version": __version__, "rules": [_rule(code) for code in codes]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(code: str) -> dict[str, Any]:
    manual = MANUALS[code]
    help_ = f"{manual.why}\n\nBad:\n\n{manual.bad}\nGood:\n\n{manual.good}"
    return {
        "id": code,
        "shortDescription": _message(manual.what),
        "fullDescription": _message(manual.why),
        "help": _message(help_),
        "defaultConfiguration": {"level": LEVELS[manual.level]},
    }


def _result(finding: Finding, prefix: str, codes: Sequence[str], seen: Counter[str]) -> dict[str, Any]:
    said = f"{finding.message}. {finding.help}" if finding.help else finding.message
    related = [
        {**_location(prefix + r.path, r.span), "id": number, "message": _message(r.message)}
        for number, r in enumerate(finding.related, start=1)
    ]
    return {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": LEVELS[finding.level],
        "message": _message(said),
        "locations": [_location(prefix + finding.path, finding.span)],
        **({"relatedLocations": related} if related else {}),
        "partialFingerprints": {"okrctl/v1": _fingerprint(finding, seen)},
    }


def _location(path: str, span: Span | None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(path)}}
    if span:
        keys = ("startLine", "startColumn", "endLine", "endColumn")
        physical["region"] = dict(zip(keys, (span.line, span.column, span.end_line, span.end_column), strict=True))
    return {"physicalLocation": physical}


def _fingerprint(finding: Finding, seen: Counter[str]) -> str:
    """What stays the same when lines move: the code, the file and the keys; equal ones are counted."""
    whole = "\0".join((finding.code, finding.path, *map(str, finding.keys)))
    seen[whole] += 1
    return f"{sha256(whole.encode()).hexdigest()[:16]}:{seen[whole]}"


def _message(text: str) -> dict[str, str]:
    """The text as a SARIF message, in which `[words](target)` would be a link and `{0}` a placeholder."""
    return {"text": _PLACEHOLDER.sub("{{", text).replace("](", "] (")}
