"""The change that adds a review: what an objective's, or a KPI's, cycle taught."""

from __future__ import annotations

from okrctl.core.entities import cycle_of, entity_in, name_of, with_entity
from okrctl.core.errors import UsageError, unknown
from okrctl.core.frozen import dataclass
from okrctl.core.model import Workspace
from okrctl.core.review import KpiReview, Review


@dataclass(frozen=True, slots=True)
class AddReview:
    """The review of an objective (`2026-Q4/reviews/win-finance`) or of a KPI (`2026-Q4/reviews/kpis/nps`)."""

    entity: str
    review: Review | KpiReview

    @property
    def of(self) -> str:
        """The ref of what is reviewed."""
        name = name_of(self.entity)
        return f"kpis/{name}" if isinstance(self.review, KpiReview) else f"{cycle_of(self.entity)}/{name}"

    @property
    def sentence(self) -> str:
        """What was done, in plain words."""
        review = self.review
        said = [review.verdict, review.decision if isinstance(review, Review) else None]
        words = ", ".join(word.replace("_", " ") for word in said if word)
        return f"reviewed {self.of}" + (f": {words}" if words else "")

    def applied_to(self, workspace: Workspace) -> Workspace:
        """The workspace with the review."""
        if entity_in(workspace, self.of) is None:
            raise unknown("objective or KPI", self.of, [])
        if entity_in(workspace, self.entity) is not None:
            raise UsageError(f"{self.of} is reviewed already", help="run the command again to change the review")
        return with_entity(workspace, self.entity, self.review)
