"""A type of ours -> its JSON Schema, draft 7, which editors and older validators know best.

This module needs pydantic as a whole; whoever uses it imports it inside a function.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode

DRAFT = "http://json-schema.org/draft-07/schema#"

Node = dict[str, Any]


class Generator(GenerateJsonSchema):
    """Pydantic's generator, quieter: no titles made of names, numbers are numbers, no default that says "nothing"."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - pydantic's protocol
        """Never: a title made of the name only repeats the key."""
        return False

    def decimal_schema(self, schema: Any) -> Node:  # noqa: ARG002 - pydantic's protocol
        """A number, as it is written and printed."""
        return {"type": "number"}

    def encode_default(self, dft: Any) -> Any:
        """The default as it would be written."""
        return dft if isinstance(dft, Decimal) else super().encode_default(dft)

    def default_schema(self, schema: Any) -> Node:
        """With its default where that is a word or a number."""
        node = super().default_schema(schema)
        if not isinstance(node.get("default"), str | int | Decimal):
            node.pop("default", None)
        return node


class FileGenerator(Generator):
    """For what people write: a key that has nothing to say is left out, so null is offered nowhere."""

    def nullable_schema(self, schema: Any) -> Node:
        """What it is where it is there."""
        return self.generate_inner(schema["schema"])


def draft_7(kind: Any, generator: type[Generator], mode: JsonSchemaMode = "validation") -> Node:
    """The schema of the type, its definitions under `definitions`."""
    node = TypeAdapter(kind).json_schema(schema_generator=generator, mode=mode, ref_template="#/definitions/{model}")
    tidy: Node = _everywhere(node, lambda part: _alone(_closed(_numeric(part))))
    definitions = tidy.pop("$defs", {})
    return {"$schema": DRAFT, **tidy} | ({"definitions": definitions} if definitions else {})


def _everywhere(node: Any, change: Callable[[Node], Node]) -> Any:
    """The tree with every part that is a schema changed, the innermost first."""
    if isinstance(node, list):
        return [_everywhere(item, change) for item in node]
    if isinstance(node, dict):
        return change({key: _everywhere(item, change) for key, item in node.items()})
    return node


def _numeric(part: Node) -> Node:
    """A fraction as the number that it is printed as, and each alternative once."""
    if part.get("format") == "fraction":
        return {"type": "number"}
    arms = part.pop("anyOf", [])
    once = [arm for at, arm in enumerate(arms) if arm not in arms[:at]]
    return {**part, **once[0]} if len(once) == 1 else {**part, "anyOf": once} if once else part


def _closed(part: Node) -> Node:
    """A mapping by id with other keys refused; pydantic only describes those that fit."""
    return {**part, "additionalProperties": False} if "patternProperties" in part else part


def _alone(part: Node) -> Node:
    """A reference without neighbours: draft 7 ignores what stands beside one."""
    if "$ref" not in part or len(part) == 1:
        return part
    reference = part.pop("$ref")
    return {"allOf": [{"$ref": reference}], **part}
