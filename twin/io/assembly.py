"""From a record, a plan and an archetype to a building."""

from collections.abc import Iterable, Sequence
from typing import Final

from twin.ground.quality import Origin
from twin.io.archetype import Archetype
from twin.io.archetype_record import ArchetypeFile, ComponentRule
from twin.io.equipment import Drivers, Known, count_units, make_components
from twin.io.feature import BuildingRecord
from twin.io.layout import Design, make_zones
from twin.io.material import Fabric
from twin.io.plan import Plan
from twin.io.surroundings import Scene
from twin.model.building import Building, BuildingUse, OriginCount
from twin.model.component import Kind
from twin.model.zone import Boundary, Zone

OVERRIDES: Final = (
    "storey_height",
    "wwr",
    "n50",
    "shelter",
    "wall",
    "roof",
    "glazing",
    "residents",
)
"""Values that a building may give instead of its archetype."""

PLAIN_VALUES: Final = ("hot_water", "cooking", "usages")
"""Values that always come from the archetype."""

OUTLINE_VALUES: Final = ("outline", "year_built", "storeys")
"""Values whose origin is that of the building as a whole."""


def make_building(
    record: BuildingRecord,
    plan: Plan,
    archetype: Archetype,
    fabric: Fabric,
    scene: Scene,
) -> Building:
    """Return a building from what is known of it and its archetype.

    Parameters
    ----------
    record
        What the community file says.
    plan
        Its footprint.
    archetype
        What its type says.
    fabric
        Constructions and glazing by name.
    scene
        All buildings of the community.

    Returns
    -------
    Building
        The building at the start of the study.
    """
    kind = archetype.record
    floor_area = plan.area * record.storeys
    dwellings = _dwellings(kind, floor_area)
    residents = _residents(record, kind, floor_area, dwellings)
    height = _storey_height(record, kind)
    drivers = Drivers(
        dwelling=dwellings,
        resident=residents,
        floor_area=floor_area,
        roof_area=plan.area,
        window_area=height * record.storeys * _window_length(plan, record, kind),
    )
    rules = _units(record, kind, drivers)
    coolers = rules.get(Kind.AIR_CONDITIONER)
    available = coolers[1].quantity * kind.unit_capacity if coolers else 0.0
    people = (residents, dwellings)
    design = _design(record, archetype, fabric, people, available)
    zones = make_zones(plan, design, scene)
    cooks = dwellings if kind.cooking.per == "dwelling" else residents
    power = record.pv_kwp
    return Building(
        id=record.id,
        name=record.name,
        archetype=record.archetype,
        use=kind.use,
        year_built=record.year_built,
        storeys=record.storeys,
        height=height * record.storeys,
        floor_area=floor_area,
        roof_area=plan.area,
        wall_area=_wall_area(zones),
        window_area=_window_area(zones),
        dwellings=dwellings,
        residents=residents,
        n50=record.n50.value if record.n50 else kind.n50,
        shelter=record.shelter.value if record.shelter else kind.shelter,
        hot_water=kind.hot_water,
        cooking=kind.cooking.value * cooks,
        zones=zones,
        components=make_components(
            record.id,
            record.year_built,
            rules,
            Known(quantity=power.value, origin=power.origin) if power else None,
        ),
        outline=plan.outline,
        origins=_origins(record, [known.origin for _, known in rules.values()]),
    )


def building_height(record: BuildingRecord, archetype: Archetype) -> float:
    """Return the height of a building.

    Parameters
    ----------
    record
        What the community file says.
    archetype
        What its type says.

    Returns
    -------
    float
        Height of the eaves above ground [m].
    """
    return record.storeys * _storey_height(record, archetype.record)


def _units(
    record: BuildingRecord, kind: ArchetypeFile, drivers: Drivers
) -> dict[Kind, tuple[ComponentRule, Known]]:
    """Return rule and number of units of each kind that the archetype knows."""
    found = {}
    for rule in kind.components:
        quantity, origin = count_units(record.id, rule, drivers), Origin.ARCHETYPE
        given = record.air_conditioners
        if rule.kind is Kind.AIR_CONDITIONER and given is not None:
            quantity, origin = float(given.value), given.origin
        found[rule.kind] = (rule, Known(quantity=quantity, origin=origin))
    return found


def _storey_height(record: BuildingRecord, kind: ArchetypeFile) -> float:
    """Return the height from floor to floor [m]."""
    return record.storey_height.value if record.storey_height else kind.storey_height


def _window_length(plan: Plan, record: BuildingRecord, kind: ArchetypeFile) -> float:
    """Return the window area of one metre of storey height [m]."""
    shares = record.wwr.value if record.wwr else kind.wwr
    points = [*plan.outline, plan.outline[0]]
    total = 0.0
    for i, facade in enumerate(plan.edge_facades):
        (x, y), (u, v) = points[i], points[i + 1]
        azimuth = plan.facades[facade].azimuth
        total += shares.at(azimuth) * ((u - x) ** 2 + (v - y) ** 2) ** 0.5
    return total


def _dwellings(kind: ArchetypeFile, floor_area: float) -> int:
    """Return the number of dwellings."""
    if kind.use is not BuildingUse.DWELLING:
        return 0
    if kind.floor_area_per_dwelling is None:
        return 1
    return max(1, round(floor_area / kind.floor_area_per_dwelling))


def _residents(
    record: BuildingRecord, kind: ArchetypeFile, floor_area: float, dwellings: int
) -> float:
    """Return the people who live in a building or use it daily."""
    if record.residents is not None:
        return record.residents.value
    if kind.residents.per_dwelling is not None:
        return kind.residents.per_dwelling * dwellings
    return floor_area / (kind.residents.floor_area_each or floor_area)


def _design(
    record: BuildingRecord,
    archetype: Archetype,
    fabric: Fabric,
    people: tuple[float, int],
    cooling_available: float,
) -> Design:
    """Return how a building is made, its own values put over its archetype's.

    `people` are residents and dwellings.
    """
    kind = archetype.record
    names = kind.constructions
    height = _storey_height(record, kind)
    return Design(
        storeys=record.storeys,
        storey_height=height,
        clear_height=height - (kind.storey_height - kind.clear_height),
        wwr=record.wwr.value if record.wwr else kind.wwr,
        wall=fabric.constructions[record.wall.value if record.wall else names.wall],
        roof=fabric.constructions[record.roof.value if record.roof else names.roof],
        ground=fabric.constructions[names.ground],
        slab=fabric.constructions[names.slab],
        partition=fabric.constructions[names.partition],
        glazing=fabric.glazings[
            record.glazing.value if record.glazing else kind.glazing
        ],
        openable_fraction=kind.openable_fraction,
        window_height=kind.window_height,
        overhang_depth=kind.overhang_depth,
        shading_factor=kind.shading_factor,
        furniture_capacity=kind.furniture_capacity,
        residents=people[0],
        cooling_available=cooling_available,
        has_flats=people[1] > 1,
        usages=archetype.usages,
        filters=archetype.filters,
        zones=kind.zones,
    )


def _wall_area(zones: Iterable[Zone]) -> float:
    """Return the net area of the outer walls of all storeys [m²]."""
    return sum(
        surface.area * zone.multiplier
        for zone in zones
        for surface in zone.surfaces
        if surface.boundary is Boundary.OUTDOOR and not surface.is_roof
    )


def _window_area(zones: Iterable[Zone]) -> float:
    """Return the area of the windows of all storeys [m²]."""
    return sum(
        window.area * zone.multiplier for zone in zones for window in zone.windows
    )


def _origins(
    record: BuildingRecord, components: Sequence[Origin]
) -> tuple[OriginCount, ...]:
    """Return how many input values of a building have each origin."""
    found = [
        Origin.ASSUMED if key in record.imputed else record.origin
        for key in OUTLINE_VALUES
    ]
    found += [Origin.ARCHETYPE] * len(PLAIN_VALUES)
    for key in OVERRIDES:
        given = getattr(record, key)
        found.append(given.origin if given is not None else Origin.ARCHETYPE)
    found += components
    if record.pv_kwp is not None:
        found.append(record.pv_kwp.origin)
    return tuple(OriginCount(origin=one, count=found.count(one)) for one in Origin)
