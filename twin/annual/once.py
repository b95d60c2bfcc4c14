"""One building through one year, as it stands and without a study around it."""

from twin.annual.outdoor import OutdoorYear
from twin.annual.series import Hours
from twin.annual.simulate import BuildingRun, Task
from twin.annual.variant import Variant
from twin.model.building import Building
from twin.model.programme import Habits
from twin.physics.elements import Merge
from twin.physics.response import ERROR_BOUND

_CO2_OUTDOOR = 425.0  # ppm, mean of 2025


def simulate_once(
    building: Building,
    outdoor: OutdoorYear,
    co2_outdoor: float = _CO2_OUTDOOR,
    merge: Merge = Merge.BY_FACE,
    error_bound: float = ERROR_BOUND,
) -> Hours:
    """Return the hours of a building as it stands.

    Parameters
    ----------
    building
        Building without events; nobody cooks in it.
    outdoor
        Climate year.
    co2_outdoor
        Outdoor CO₂ [ppm].
    merge
        Which surfaces become one element; by default only those that look alike.
    error_bound
        Bound of the reduction of each element, zero for none [W/(m²K)].

    Returns
    -------
    Hours
        Arrays, shape ``(hour, zone)``.

    Raises
    ------
    BalanceError
        Heat, water or CO₂ is not conserved.
    """
    run = BuildingRun(
        building=building,
        products={},
        outdoors={0.0: outdoor},
        co2_outdoor=co2_outdoor,
        merge=merge,
        error_bound=error_bound,
    )
    plain = Variant(
        building=building.id,
        albedo=None,
        window="",
        roof_insulation="",
        wall_insulation="",
        shading="",
        cooker="",
        has_cooling=True,
        habits=Habits(name="as_is"),
    )
    return run.simulate(Task(variant=plain, node=0.0))[1]
