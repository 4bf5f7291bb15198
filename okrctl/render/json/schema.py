"""The JSON Schema of `report --json`, made of the values that the report is made of."""

from __future__ import annotations

from typing import Any

from okrctl.render.json.text import LEFT_OUT_WHEN_NONE, names
from okrctl.report.values import CycleReport

REPORT_SCHEMA = "okrctl.report/1"


def report_schema() -> dict[str, Any]:
    """The schema of an `okrctl.report/1` document; later versions may add keys, so others are not refused."""
    from okrctl.storage.schema_generator import Generator, draft_7

    class ReportGenerator(Generator):
        """Only what is printed, and all of it in every document."""

        def field_is_required(self, field: Any, total: bool) -> bool:  # noqa: ARG002, FBT001 - pydantic's protocol
            """Whether every document has it."""
            return field["name"] not in LEFT_OUT_WHEN_NONE

        def dataclass_schema(self, schema: Any) -> dict[str, Any]:
            """The fields that are printed."""
            node: dict[str, Any] = super().dataclass_schema(schema)
            printed = names(schema["cls"])
            node["properties"] = {name: about for name, about in node["properties"].items() if name in printed}
            node["required"] = [name for name in node["required"] if name in printed]
            return node

    node = draft_7(CycleReport, ReportGenerator, mode="serialization")
    node["title"] = "okrctl report"
    node["properties"] = {"schema": {"const": REPORT_SCHEMA}} | node["properties"]
    node["required"] = ["schema", *node["required"]]
    return node
