"""From a plan to zones: walls, windows, slabs, roof and what lies between zones.

Storeys are grouped: ground, middle (one zone stands for all of them) and top. Areas
are those of one of the storeys that a zone stands for; only a surface between two
zones, which is listed once, has the area of all its storeys.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from twin.io.archetype_record import ByOrientation, ZoneRule
from twin.io.filter import Filters
from twin.io.material import half_slab
from twin.io.plan import Plan, Strip, shared_area, split_plan
from twin.io.surroundings import Scene, roof_exposure, wall_exposure
from twin.model.material import Construction, Glazing
from twin.model.usage import Usage
from twin.model.zone import Boundary, Exposure, Surface, Window, Zone

LEAST_AREA: Final = 1e-6
"""Smaller faces are left out [m²]."""

LEAST_PART: Final = 0.1
"""Zones that get less of the cooling they want have no air conditioner [-]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """How one building is made, its own values put over those of its archetype."""

    storeys: int
    storey_height: float
    """Floor to floor [m]."""
    clear_height: float
    """Floor to ceiling [m]."""
    wwr: ByOrientation
    wall: Construction
    roof: Construction
    ground: Construction
    slab: Construction
    partition: Construction
    glazing: Glazing
    openable_fraction: float
    """Share of window area that opens [-]."""
    window_height: float
    """Height of openings [m]."""
    overhang_depth: float
    """Depth of overhangs [m]."""
    shading_factor: float
    """Transmission of fixed devices [-]."""
    furniture_capacity: float
    """Heat capacity of furniture [J/(m²K)]."""
    residents: float
    """People of the building [-]."""
    cooling_available: float
    """Cooling capacity of all its air conditioners [W]."""
    has_flats: bool
    """Whether a dwelling lies on one storey, so that each storey has its own."""
    usages: dict[str, Usage]
    filters: Filters
    zones: tuple[ZoneRule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreyGroup:
    """Storeys that one set of zones stands for."""

    name: str
    """``ground``, ``middle`` or ``top``."""
    multiplier: int
    level: float
    """Height of the lowest floor above ground [m]."""
    rules: tuple[ZoneRule, ...]
    strips: tuple[Strip, ...]
    walls: tuple[Exposure, ...]
    """Exposure of each facade of the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """A zone to be: its rule, its strip and the group it stands in."""

    group: StoreyGroup
    index: int

    @property
    def rule(self) -> ZoneRule:
        return self.group.rules[self.index]

    @property
    def strip(self) -> Strip:
        return self.group.strips[self.index]

    @property
    def name(self) -> str:
        return f"{self.group.name}_{self.rule.name}"

    def dwelling(self, *, has_flats: bool) -> str:
        """Return its dwelling, empty where its rule names none."""
        named = self.rule.dwelling or ""
        return f"{self.group.name}_{named}" if named and has_flats else named

    @property
    def total_area(self) -> float:
        """Floor area of all its storeys [m²]."""
        return self.strip.area * self.group.multiplier


def make_zones(plan: Plan, design: Design, scene: Scene) -> tuple[Zone, ...]:
    """Return the zones of a building, from the ground up.

    Parameters
    ----------
    plan
        Plan of every storey.
    design
        How the building is made.
    scene
        All buildings of the community, this one among them.

    Returns
    -------
    tuple[Zone, ...]
        Zones with their surfaces and windows.
    """
    groups = storey_groups(plan, design, scene)
    middle = (
        sum(x for x, _ in plan.outline) / len(plan.outline),
        sum(y for _, y in plan.outline) / len(plan.outline),
    )
    roof = roof_exposure(scene, middle, design.storeys * design.storey_height)
    cells = [
        _Cell(group=one, index=i) for one in groups for i in range(len(one.strips))
    ]
    cooling = _cooling(cells, design.cooling_available)
    people = _people(cells, design.residents)
    zones = []
    for cell in cells:
        position = groups.index(cell.group)
        below = groups[position - 1] if position else None
        is_top = position == len(groups) - 1
        surfaces = (
            *_outer_walls(cell, design),
            *_partitions(cell, design),
            *_floors(cell, below, plan, design),
            *_ceilings(cell, roof if is_top else None, design),
        )
        usage = design.usages[cell.rule.usage]
        present = people(cell)
        zones.append(
            Zone(
                name=cell.name,
                usage=replace(usage, moisture_source=usage.moisture_source * present),
                floor_area=cell.strip.area,
                volume=cell.strip.area * design.clear_height,
                height_above_ground=cell.group.level,
                people=present,
                surfaces=surfaces,
                windows=_windows(cell, design),
                multiplier=cell.group.multiplier,
                furniture_capacity=design.furniture_capacity,
                is_cooled=cooling(cell) > 0.0,
                cooling_capacity=cooling(cell),
                is_heated=cell.rule.is_heated,
                heating_capacity=cell.rule.heating * cell.strip.area,
                dwelling=cell.dwelling(has_flats=design.has_flats),
                cleaner_flow=design.filters.clean_flow(cell.rule.cleaner)
                * cell.strip.area,
            )
        )
    return tuple(zones)


def storey_groups(plan: Plan, design: Design, scene: Scene) -> list[StoreyGroup]:
    """Return the groups of storeys of a building, from the ground up.

    Parameters
    ----------
    plan
        Plan of every storey.
    design
        How the building is made.
    scene
        All buildings of the community.

    Returns
    -------
    list[StoreyGroup]
        One group for one storey, two for two, else three.
    """
    count = design.storeys
    parts = [("ground", 0, 1)]
    if count > 2:  # noqa: PLR2004 - ground, middle and top
        parts.append(("middle", 1, count - 2))
    if count > 1:
        parts.append(("top", count - 1, 1))
    height = design.storey_height
    levels = [(first + 0.5 * number) * height for _, first, number in parts]
    views = [
        wall_exposure(scene, one.middle, one.azimuth, levels) for one in plan.facades
    ]
    groups = []
    for index, (name, first, number) in enumerate(parts):
        storey = "ground" if first == 0 else "upper"
        rules = tuple(one for one in design.zones if one.storeys in {"all", storey})
        groups.append(
            StoreyGroup(
                name=name,
                multiplier=number,
                level=first * height,
                rules=rules,
                strips=split_plan(plan, [one.share for one in rules]),
                walls=tuple(view[index] for view in views),
            )
        )
    return groups


def _walls(cell: _Cell, design: Design) -> list[tuple[int, Exposure, float, float]]:
    """Return facade, exposure, gross area and window share of each outer wall."""
    found = []
    for facade, length in enumerate(cell.strip.walls):
        exposure = cell.group.walls[facade]
        area = length * design.storey_height
        if area > LEAST_AREA:
            found.append((facade, exposure, area, design.wwr.at(exposure.azimuth)))
    return found


def _outer_walls(cell: _Cell, design: Design) -> list[Surface]:
    """Return the outer walls of a zone, windows taken off."""
    return [
        Surface(
            name=f"wall_{facade}",
            area=area * (1.0 - share),
            construction=design.wall,
            boundary=Boundary.OUTDOOR,
            exposure=exposure,
        )
        for facade, exposure, area, share in _walls(cell, design)
    ]


def _windows(cell: _Cell, design: Design) -> tuple[Window, ...]:
    """Return the windows of a zone, one for each facade."""
    return tuple(
        Window(
            name=f"window_{facade}",
            area=area * share,
            glazing=design.glazing,
            exposure=exposure,
            openable_fraction=design.openable_fraction,
            height=design.window_height,
            overhang_depth=design.overhang_depth,
            shading_factor=design.shading_factor,
        )
        for facade, exposure, area, share in _walls(cell, design)
        if area * share > LEAST_AREA
    )


def _partitions(cell: _Cell, design: Design) -> list[Surface]:
    """Return the wall to the next zone along the axis, of all storeys."""
    area = cell.strip.cut * design.storey_height * cell.group.multiplier
    if area <= LEAST_AREA:
        return []
    following = _Cell(group=cell.group, index=cell.index + 1)
    return [
        Surface(
            name=f"partition_{following.name}",
            area=area,
            construction=design.partition,
            boundary=Boundary.ZONE,
            exposure=Exposure(tilt=90.0, azimuth=0.0),
            neighbour=following.name,
        )
    ]


def _floors(
    cell: _Cell, below: StoreyGroup | None, plan: Plan, design: Design
) -> list[Surface]:
    """Return what a zone stands on: ground, or the zones below and its own kind."""
    exposure = Exposure(tilt=180.0, azimuth=0.0)
    if below is None:
        return [
            Surface(
                name="ground",
                area=cell.strip.area,
                construction=design.ground,
                boundary=Boundary.GROUND,
                exposure=exposure,
            )
        ]
    found = []
    for index in range(len(below.strips)):
        other = _Cell(group=below, index=index)
        area = shared_area(plan, cell.strip, other.strip)
        if area > LEAST_AREA:
            found.append(
                Surface(
                    name=f"floor_{other.name}",
                    area=area,
                    construction=design.slab,
                    boundary=Boundary.ZONE,
                    exposure=exposure,
                    neighbour=other.name,
                )
            )
    return found + _between(cell, design, is_floor=True)


def _ceilings(cell: _Cell, roof: Exposure | None, design: Design) -> list[Surface]:
    """Return the roof of a zone, or the slabs between storeys of its own kind.

    The slab to a zone above is listed there.
    """
    if roof is None:
        return _between(cell, design, is_floor=False)
    return [
        Surface(
            name="roof",
            area=cell.strip.area,
            construction=design.roof,
            boundary=Boundary.OUTDOOR,
            exposure=roof,
            is_roof=True,
        )
    ]


def _between(cell: _Cell, design: Design, *, is_floor: bool) -> list[Surface]:
    """Return one half of the slabs between the storeys that a zone stands for."""
    number = cell.group.multiplier
    if number == 1:
        return []
    return [
        Surface(
            name="floor_same" if is_floor else "ceiling_same",
            area=cell.strip.area * (number - 1) / number,
            construction=half_slab(design.slab, is_upper=is_floor),
            boundary=Boundary.ADIABATIC,
            exposure=Exposure(tilt=180.0 if is_floor else 0.0, azimuth=0.0),
        )
    ]


def _people(cells: Sequence[_Cell], residents: float) -> Callable[[_Cell], float]:
    """Return a function that gives the people of a zone at full occupancy.

    Residents spread over the zones of one usage by floor area.
    """
    areas: dict[str, float] = {}
    for cell in cells:
        usage = cell.rule.usage
        areas[usage] = areas.get(usage, 0.0) + cell.total_area

    def people(cell: _Cell) -> float:
        if cell.rule.floor_area_person is not None:
            return cell.strip.area / cell.rule.floor_area_person
        share = cell.rule.people_share or 0.0
        return residents * share * cell.strip.area / areas[cell.rule.usage]

    return people


def _cooling(cells: Sequence[_Cell], available: float) -> Callable[[_Cell], float]:
    """Return a function that gives the cooling capacity of a zone, per storey.

    Zones of the first order are served in full before those of the next; where the
    capacity does not suffice for an order, all its zones get the same part.
    """
    parts: dict[int, float] = {}
    cooled = [one for one in cells if one.rule.is_cooled]
    for order in sorted({one.rule.cooling_order for one in cooled}):
        zones = [one for one in cooled if one.rule.cooling_order == order]
        wanted = sum(one.rule.cooling * one.total_area for one in zones)
        part = min(1.0, available / wanted)
        parts[order] = part if part >= LEAST_PART else 0.0
        available = max(0.0, available - wanted)

    def cooling(cell: _Cell) -> float:
        if not cell.rule.is_cooled:
            return 0.0
        return parts[cell.rule.cooling_order] * cell.rule.cooling * cell.strip.area

    return cooling
