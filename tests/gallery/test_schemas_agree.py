"""The JSON Schemas of editors and the program agree on every file of the gallery, the manuals and the examples.

The files are read as the YAML language server reads them: YAML 1.2 with numbers and booleans, dates as text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import YAMLError

from okrctl.core.finding import Finding
from okrctl.lint import MANUALS
from okrctl.storage.loading import load
from okrctl.storage.schemas import FILE_KINDS, file_schema

TOP = Path(__file__).parent.parent.parent
CASES = {path.stem: path.read_bytes().decode() for path in sorted(Path(__file__).parent.glob("OKR*.txt"))}
SAMPLES = {name: re.split(r"^\$ okrctl", text, maxsplit=1, flags=re.MULTILINE)[0] for name, text in CASES.items()}
SAMPLES |= {f"{code} set right": manual.good for code, manual in MANUALS.items()}
EXAMPLES = [path.parent for path in sorted((TOP / "examples").rglob("okrctl.yaml"))]

KINDS = (
    (r"okrctl\.yaml", "workspace"),
    (r"cycles/[^/]+/cycle\.ya?ml", "cycle"),
    (r"cycles/[^/]+/objectives/.*", "objective"),
    (r"cycles/[^/]+/checkins/.*", "checkin"),
    (r"cycles/[^/]+/reviews/.*", "review"),
    (r"kpis/readings/.*", "readings"),
    (r"kpis/[^/]+\.ya?ml", "kpi"),
)
WRONG = {"OKR010", "OKR011", "OKR013", "OKR014", "OKR015", "OKR016", "OKR033"}
"""Codes about keys and values, which a schema may know as well as the program."""

BEYOND_A_SCHEMA = {
    "OKR011": "what a kind needs",
    "OKR011-between": "what a kind needs",
    "OKR013": "1e3 is a number to YAML",
    "OKR013-address": "which addresses are safe",
    "OKR013-level": "the levels stand in another file",
    "OKR013-source": "that a source has one place",
    "OKR013-step": "the steps stand in another file",
    "OKR014": ".inf is a number to YAML",
    "OKR014-digits": "the digits of a number",
    "OKR014-exponent": "the digits of a number",
    "OKR015": "the days of a month",
    "OKR015-zone": "zones of a time",
    "OKR016": "names of files",
    "OKR016-device": "names of files",
    "OKR016-record-case": "names of files",
    "OKR016-same-id": "names of files",
    "OKR016-twins": "names of files",
}
"""Files that the program rejects and a schema cannot, with what it does not see."""

EMPTY_VALUES = {"OKR007-all"}
"""A key without a value: nothing to the program, which warns of what was lost; something to be written to an editor."""


class _Texts(SafeConstructor):
    """Constructs dates as the texts they are written as."""


_Texts.add_constructor("tag:yaml.org,2002:timestamp", lambda _self, node: node.value)


@pytest.fixture(scope="module")
def schemas() -> dict[str, Draft7Validator]:
    return {kind: Draft7Validator(file_schema(kind)) for kind in FILE_KINDS}


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_each_schema_is_one_of_draft_7(kind: str) -> None:
    Draft7Validator.check_schema(file_schema(kind))


@pytest.mark.parametrize("name", SAMPLES)
def test_schema_and_program_agree(
    name: str, sample: Callable[[str], Path], schemas: dict[str, Draft7Validator]
) -> None:
    root = sample(SAMPLES[name])
    loaded = load(root)

    by_schema = {path for path, _ in rejected(root, schemas)} - loaded.unreadable
    by_program = {path for path, _ in read_files(root) if is_wrong(path, loaded.findings)} - loaded.unreadable

    if name in BEYOND_A_SCHEMA:
        assert by_schema < by_program
    elif name in EMPTY_VALUES:
        assert by_program < by_schema
    else:
        assert by_schema == by_program


@pytest.mark.parametrize("root", EXAMPLES, ids=lambda root: root.name)
def test_the_examples_are_valid(root: Path, schemas: dict[str, Draft7Validator]) -> None:
    assert list(rejected(root, schemas)) == []


def is_wrong(path: str, findings: tuple[Finding, ...]) -> bool:
    return any(f.path == path and f.level == "error" and f.code in WRONG for f in findings)


def rejected(root: Path, schemas: dict[str, Draft7Validator]) -> Iterator[tuple[str, str]]:
    for path, document in read_files(root):
        kind = next(kind for pattern, kind in KINDS if re.fullmatch(pattern, path))
        for error in schemas[kind].iter_errors(document):
            yield path, error.message


def read_files(root: Path) -> Iterator[tuple[str, Any]]:
    """The files that can be read as YAML with keys and values at the top, by path."""
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = _Texts
    for file in sorted(path for path in root.rglob("*.y*ml") if path.is_file()):
        path = file.relative_to(root).as_posix()
        known = any(re.fullmatch(pattern, path) for pattern, _ in KINDS)
        try:
            document = yaml.load(file.read_bytes().decode("utf-8-sig")) if known else None
        except (UnicodeDecodeError, YAMLError):
            continue
        if isinstance(document, dict) and all(isinstance(key, str) for key in document):
            yield path, document
