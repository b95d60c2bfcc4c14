"""A detailed building through one year, with its timetables and its own ground."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from twin.annual import scratch as row
from twin.annual.outdoor import OutdoorYear
from twin.annual.series import Hours
from twin.annual.shell import Shell, build_shell
from twin.annual.simulate import BuildingRun, Task
from twin.annual.variant import Variant
from twin.ground.calendar import HOURS_PER_MONTH
from twin.ground.constants import HOURS_PER_YEAR
from twin.io.timetable import Timetable, gains_of
from twin.model.building import Building
from twin.model.programme import Habits
from twin.model.zone import Boundary
from twin.physics.elements import Merge
from twin.physics.response import construction_response

_CO2_OUTDOOR: Final = 425.0  # ppm, mean of 2025
_CONTACT: Final = 1e4  # W/(m²K), a face that has the temperature of the ground
_MONTHS: Final = 12


def simulate_detailed(
    building: Building,
    outdoor: OutdoorYear,
    timetables: Mapping[str, Timetable],
    ground: Sequence[float] = (),
) -> Hours:
    """Return the hours of a building whose days differ, as it stands.

    Parameters
    ----------
    building
        Building without events; nobody cooks in it.
    outdoor
        Climate year.
    timetables
        What happens in its zones, by name; those without follow their usage.
    ground
        Temperature of the outer faces that touch the ground, by month; none for the
        soil of EN ISO 13370 under the climate [°C].

    Returns
    -------
    Hours
        Arrays, shape ``(hour, zone)``.

    Raises
    ------
    BalanceError
        Heat, water or CO₂ is not conserved.
    """
    plain = _as_it_stands(building.id)
    run = BuildingRun(
        building=building,
        products={},
        outdoors={0.0: _over_ground(outdoor, ground)},
        co2_outdoor=_CO2_OUTDOOR,
        merge=Merge.BY_FACE,
        gains=gains_of(building, timetables),
    )
    if ground:
        key = (*plain.envelope_key, plain.shading, str(plain.albedo))
        run.shells[key] = touching_ground(build_shell(building, merge=Merge.BY_FACE))
    return run.simulate(Task(variant=plain, node=0.0))[1]


def touching_ground(shell: Shell) -> Shell:
    """Return an envelope whose slabs lie on ground of a known temperature.

    Parameters
    ----------
    shell
        Envelope with soil under its slabs.

    Returns
    -------
    Shell
        The same without soil: the outer face has the temperature of the ground.
    """
    responses = list(shell.responses)
    face = shell.face.copy()
    for number, one in enumerate(shell.elements):
        if one.boundary is not Boundary.GROUND:
            continue
        bare = construction_response(one.construction)
        through = bare.through * one.area
        responses[number] = bare
        face[number, row.D_IN] = through[0, 0]
        face[number, row.D_OUT] = through[1, 1]
        face[number, row.D_CROSS] = -through[0, 1]
        face[number, row.LINK_GROUND] = one.area * _CONTACT
    return dataclasses.replace(shell, responses=tuple(responses), face=face)


def _over_ground(outdoor: OutdoorYear, ground: Sequence[float]) -> OutdoorYear:
    """Return a climate whose ground has a known temperature in each month."""
    if not ground:
        return outdoor
    if len(ground) != _MONTHS:
        message = f"needs {_MONTHS} temperatures of the ground, has {len(ground)}"
        raise ValueError(message)
    hours = np.repeat(np.asarray(ground, dtype=np.float64), HOURS_PER_MONTH)
    assert len(hours) == HOURS_PER_YEAR  # noqa: S101 - the calendar is that of `twin`
    return dataclasses.replace(outdoor, temp_ground=hours)


def _as_it_stands(building: str) -> Variant:
    """Return the variant of a building that nothing has changed."""
    return Variant(
        building=building,
        albedo=None,
        window="",
        roof_insulation="",
        wall_insulation="",
        shading="",
        cooker="",
        has_cooling=True,
        habits=Habits(name="as_is"),
    )
