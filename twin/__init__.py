"""Digital twin of a community of buildings.

Hourly heat, moisture and air; decades of events; energy, whole-life carbon, money
and health counted from the same hours; scenarios compared and judged.

The names below are loaded when they are first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twin.criteria.judge import judge
    from twin.io.project import Project, load_project
    from twin.model.building import Building, Community
    from twin.model.programme import Scenario
    from twin.scenario.desk import Options
    from twin.scenario.study import StudyResult, run_study

__version__ = "0.1.0"

__all__ = [
    "Building",
    "Community",
    "Options",
    "Project",
    "Scenario",
    "StudyResult",
    "judge",
    "load_project",
    "run_study",
]

_HOMES = {
    "Building": "twin.model.building",
    "Community": "twin.model.building",
    "Options": "twin.scenario.desk",
    "Project": "twin.io.project",
    "Scenario": "twin.model.programme",
    "StudyResult": "twin.scenario.study",
    "judge": "twin.criteria.judge",
    "load_project": "twin.io.project",
    "run_study": "twin.scenario.study",
}


def __getattr__(name: str) -> object:
    """Return a public name, loading its module now."""
    if name not in _HOMES:
        message = f"module 'twin' has no attribute {name!r}"
        raise AttributeError(message)
    found: object = getattr(import_module(_HOMES[name]), name)
    return found


def __dir__() -> list[str]:
    """Return the public names, loaded or not."""
    return sorted({*globals(), *__all__})
