"""Every metric that this version computes, by name."""

from types import MappingProxyType
from typing import Final

from twin.criteria import metrics_energy, metrics_health, metrics_record
from twin.criteria.metric import Metric

REGISTRY: Final[MappingProxyType[str, Metric]] = MappingProxyType(
    {
        one.name: one
        for module in (metrics_energy, metrics_health, metrics_record)
        for one in module.METRICS
    }
)
"""Metrics read from the result tables; `twin.criteria.derived` adds those read from
the verdicts on other criteria."""
