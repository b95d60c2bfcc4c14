"""What attributes and their values mean in the layers that people have."""

from dataclasses import dataclass
from typing import Final

from twin.model.building import BuildingUse

FEET: Final = 0.3048
"""Length of a foot [m]."""
FIELDS: Final = ("id", "name", "archetype", "use", "year_built", "storeys", "height")
"""What is looked for in a layer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """Names that a family of tools gives to attributes."""

    name: str
    markers: tuple[tuple[str, ...], ...]
    """Attributes of which one set tells the style."""
    fields: dict[str, tuple[str, ...]]
    """Attributes of each field, the first that is there counts."""
    height_unit: float = 1.0
    """Unit of heights [m]."""


STYLES: Final = (
    Style(
        name="twin",
        markers=(("archetype", "year_built"),),
        fields={one: (one,) for one in FIELDS if one != "use"},
    ),
    Style(
        name="URBANopt",
        markers=(("building_type", "number_of_stories"),),
        fields={
            "id": ("id", "@id"),
            "name": ("name",),
            "use": ("building_type",),
            "year_built": ("year_built",),
            "storeys": ("number_of_stories_above_ground", "number_of_stories"),
            "height": ("maximum_roof_height",),
        },
        height_unit=FEET,
    ),
    Style(
        name="CEA",
        markers=(("floors_ag",), ("height_ag",)),
        fields={
            "id": ("name", "Name"),
            "name": ("name", "Name"),
            "use": ("use_type1", "1ST_USE", "use_type"),
            "year_built": ("year", "YEAR", "built"),
            "storeys": ("floors_ag",),
            "height": ("height_ag",),
        },
    ),
    Style(
        name="OpenStreetMap",
        markers=(("building:levels",), ("building",)),
        fields={
            "id": ("@id", "osm_id", "id", "full_id"),
            "name": ("name", "addr:housename"),
            "use": ("building:use", "building"),
            "year_built": ("start_date", "year_of_construction"),
            "storeys": ("building:levels", "building_levels"),
            "height": ("height",),
        },
    ),
    Style(
        name="plain",
        markers=((),),
        fields={
            "id": ("id", "ID", "fid", "@id", "building_id"),
            "name": ("name", "Name", "NAME", "address"),
            "archetype": ("archetype",),
            "use": ("use", "usage", "function", "type"),
            "year_built": ("year_built", "year", "built"),
            "storeys": ("storeys", "stories", "levels", "floors", "Floor"),
            "height": ("height", "Height", "HEIGHT"),
        },
    ),
)
"""Known styles, the first that fits counts."""

_DWELLING = (
    "dwelling residential house detached semidetached_house terrace apartments "
    "apartment bungalow farm cabin hut dormitory flat single_res multi_res "
    "single-family_detached single-family_attached multifamily villa home"
)
_OFFICE = "office government civic public commercial bank city_hall"
_HOTEL = "hotel resort guest_house hostel motel lodging"
_SCHOOL = "school kindergarten university college education classroom"
_CLINIC = "clinic hospital health_care outpatient inpatient outpatient_health_care"
_MARKET = "market retail shop supermarket food_sales mercantile store mall"

USES: Final[dict[str, BuildingUse]] = {
    word: use
    for use, words in (
        (BuildingUse.DWELLING, _DWELLING),
        (BuildingUse.OFFICE, _OFFICE),
        (BuildingUse.HOTEL, _HOTEL),
        (BuildingUse.SCHOOL, _SCHOOL),
        (BuildingUse.CLINIC, _CLINIC),
        (BuildingUse.MARKET, _MARKET),
    )
    for word in words.split()
}
"""Use by the words of OpenStreetMap, CEA and URBANopt, in small letters with ``_``."""

_EMPTY = (
    "garage garages carport shed roof ruins construction parking greenhouse "
    "service transformer_tower site_origin region district_system"
)
SKIPPED: Final = frozenset(_EMPTY.split())
"""Values of a use that are no building in which people live or work."""


def word_of(value: object) -> str:
    """Return a value in small letters with ``_`` for blanks.

    Parameters
    ----------
    value
        A value of an attribute.

    Returns
    -------
    str
        Word to look up.

    Examples
    --------
    >>> word_of(" Office ") in USES, word_of("Single-Family Detached")
    (True, 'single-family_detached')
    """
    return "_".join(str(value).strip().lower().split())


def style_of(columns: tuple[str, ...]) -> Style:
    """Return the style of a layer with these attributes.

    Parameters
    ----------
    columns
        Names of attributes.

    Returns
    -------
    Style
        The first of `STYLES` of which a set of markers is there.

    Examples
    --------
    >>> style_of(("Name", "floors_ag", "height_ag")).name
    'CEA'
    """
    for style in STYLES:
        if any(set(marks) <= set(columns) for marks in style.markers):
            return style
    raise AssertionError
