"""The thirteen archetypes and the usages they name."""

import copy
import math

import pytest
import yaml

from twin.ground.errors import InputError
from twin.io.archetype import load_archetype, load_archetypes
from twin.io.material import load_fabric
from twin.io.usage import load_usages
from twin.model.component import Kind

FILMS = {"wall": 0.17, "roof": 0.14}

# Baoting archetype table: years, window share, U of wall, roof and window, SHGC, n50.
# A single value is met within a tenth; `None` is not in the table. Two cells give a
# rough value that its own layers cannot meet: their range is widened, as noted.
TABLE = {
    "li_traditional": ((0, 1990), 0.05, (3, 4), (0.3, 0.3), None, 0.3, None),
    "rural_brick": ((1985, 2005), 0.12, (2.0, 2.4), (3.2, 3.2), 5.7, 0.75, (10, 15)),
    "rural_villa": ((2005, 2025), 0.20, (2.4, 2.5), (3.2, 3.2), 5.7, 0.75, (8, 12)),
    "urban_1990s": ((1988, 2000), 0.22, (2.0, 2.4), (2.5, 3.2), 6.0, 0.78, (8, 10)),
    "urban_2000s": ((2001, 2010), 0.27, (2.0, 2.0), (1.0, 1.5), 5.7, 0.70, (6, 8)),
    "urban_2010s": ((2011, 2021), 0.32, (1.5, 1.5), (0.9, 0.9), 4.0, 0.48, (4, 6)),
    "new_gb55015": ((2022, 2025), 0.32, (0, 1.5), (0, 0.4), 3.0, 0.33, (3, 4)),
    "snowbird_flat": ((2008, 2021), 0.32, (1.5, 1.5), (0.9, 0.9), 4.0, 0.48, (4, 6)),
    "resort_hotel": ((2005, 2025), 0.35, (1.2, 1.2), (0.6, 0.6), 4.5, 0.45, (4, 4)),
    "school": ((1995, 2020), 0.30, (2.0, 2.0), (1.0, 2.5), 5.7, 0.75, (8, 8)),
    "clinic": ((1990, 2020), 0.28, (1.5, 2.1), (0.8, 1.5), 4.5, 0.60, (5, 5)),
    "office": ((1995, 2020), 0.35, (1.5, 2.1), (0.9, 0.9), 4.5, 0.55, (5, 5)),
    "market": ((1990, 2020), 0.30, (2.4, 2.4), (3.2, 3.2), 5.7, 0.75, (10, 10)),
}


@pytest.fixture(scope="module")
def library(root):
    folder = root / "buildings"
    return load_fabric(folder), load_usages(folder / "usages.yaml").usages


@pytest.fixture(scope="module")
def archetypes(root, library):
    return load_archetypes(root / "buildings" / "archetypes", *library)


@pytest.fixture
def raw(root):
    path = root / "buildings" / "archetypes" / "urban_1990s.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def refused(tmp_path, library, raw) -> dict[str, str]:
    path = tmp_path / "mine.yaml"
    path.write_text(yaml.safe_dump(raw), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_archetype(path, *library)
    return {one.path: one.message for one in caught.value.problems}


def test_the_archetypes_are_those_of_the_table(archetypes):
    assert set(archetypes) == set(TABLE)


@pytest.mark.parametrize("name", TABLE)
def test_an_archetype_keeps_to_its_row_of_the_table(archetypes, library, name):
    _, wwr, wall, roof, window, shgc, n50 = TABLE[name]
    record, (fabric, _) = archetypes[name].record, library
    sides = [record.wwr.at(azimuth) for azimuth in (0, 90, 180, 270)]
    assert sum(sides) / 4 == pytest.approx(wwr, abs=0.04)
    for key, (low, high) in (("wall", wall), ("roof", roof)):
        construction = fabric.constructions[getattr(record.constructions, key)]
        u_value = 1.0 / (construction.resistance + FILMS[key])
        assert low * 0.95 <= u_value <= high * 1.05, key
    glazing = fabric.glazings[record.glazing]
    assert glazing.shgc == pytest.approx(shgc, abs=0.03)
    if window is not None:
        assert glazing.u_value == pytest.approx(window, rel=0.1)
    if n50 is not None:
        assert n50[0] <= record.n50 <= n50[1]


@pytest.mark.parametrize("name", TABLE)
def test_an_archetype_was_built_in_the_years_of_the_table(archetypes, name):
    first, last = TABLE[name][0]
    era = archetypes[name].record.era
    assert era[1] == last
    assert first == 0 or era[0] == first


def test_numbers_of_an_archetype_say_where_they_come_from(archetypes):
    for one in archetypes.values():
        assert {"wwr", "n50", "hot_water", "cooking"} <= set(one.record.sources)


def test_heat_per_household_lies_in_the_published_range(archetypes):
    kwh, litre = 3.6e6, 4186.0 * 36.0
    for name, one in archetypes.items():
        record = one.record
        if record.cooking.per == "dwelling":
            assert 0.8 * kwh <= record.cooking.value <= 1.2 * kwh, name
            assert (
                record.hot_water == 0.0 or 20 * litre <= record.hot_water <= 30 * litre
            )


@pytest.mark.parametrize(
    ("azimuth", "side"),
    [(0, "north"), (44.9, "north"), (45, "east"), (134, "east"), (180, "south"),
     (226, "west"), (315, "north"), (359.9, "north")],
)  # fmt: skip
def test_a_window_share_belongs_to_a_quarter_of_the_compass(archetypes, azimuth, side):
    sides = {"north": 0.1, "east": 0.2, "south": 0.3, "west": 0.4}
    wwr = archetypes["school"].record.wwr.model_validate(sides)
    assert wwr.at(azimuth) == sides[side]


MISTAKES = {
    "wrong type": (("n50",), "nine", "n50"),
    "wrong use": (("use",), "castle", "use"),
    "too many windows": (("wwr",), 0.95, "wwr"),
    "too many windows on one side":
        (("wwr",), {"north": 0.95, "east": 0, "south": 0, "west": 0}, "wwr.north"),
    "negative storeys": (("storeys",), -1, "storeys"),
    "low storeys": (("storey_height",), 1.0, "storey_height"),
    "open beyond all": (("openable_fraction",), 1.5, "openable_fraction"),
    "share of nothing": (("zones", 0, "share"), 0.0, "zones.0.share"),
    "no kind": (("components", 0, "kind"), "robot", "components.0.kind"),
    "seven groups": (("components", 0, "groups"), 7, "components.0.groups"),
    "bad name": (("zones", 1, "name"), "../x", "zones.1.name"),
    "unknown key": (("storey_heigth",), 3.0, "storey_heigth"),
}  # fmt: skip


def mend(raw, keys, value):
    place = raw
    for key in keys[:-1]:
        place = place[key]
    place[keys[-1]] = value


@pytest.mark.parametrize("what", MISTAKES)
def test_a_mistake_in_an_archetype_is_named_with_its_place(
    tmp_path, library, raw, what
):
    keys, value, path = MISTAKES[what]
    mend(raw, keys, value)
    assert path in refused(tmp_path, library, raw)


def test_all_mistakes_of_an_archetype_are_named_at_once(tmp_path, library, raw):
    for keys, value, _ in MISTAKES.values():
        if keys != ("wwr",):
            mend(raw, keys, value)
    raw["wwr"] = 0.95
    del raw["glazing"]
    found = refused(tmp_path, library, raw)
    expected = {path for _, _, path in MISTAKES.values()} - {"wwr.north"}
    assert expected | {"glazing"} <= set(found)
    assert "did you mean 'storey_height'?" in found["storey_heigth"]


CLASHES = {
    "shares": (("zones", 0, "share"), 0.6, "zones"),
    "usage": (("zones", 0, "usage"), "livingroom", "zones.0.usage"),
    "wall": (("constructions", "wall"), "wall_brik_240", "constructions.wall"),
    "glazing": (("glazing",), "single_clear", "glazing"),
    "people": (("zones", 0, "floor_area_person"), 20.0, "zones.0"),
    "residents": (("residents",), {}, "residents"),
    "ceiling": (("clear_height",), 2.9, "clear_height"),
    "windows": (("window_height",), 2.8, "window_height"),
    "era": (("era",), [2000, 1988], "era"),
    "twice": (("zones", 1, "name"), "living", "zones.1.name"),
    "kinds": (("components", 1, "kind"), "air_conditioner", "components.1.kind"),
    "ages": (("components", 0, "oldest"), 99, "components.0.products"),
    "capacity": (("zones", 0, "cooling"), 0.0, "zones.0.cooling"),
    "no dwellings": (("use",), "office", "residents"),
    "filter": (
        ("zones", 0, "cleaner"),
        {"flow": 0.001, "filter": "f6"},
        "zones.0.cleaner.filter",
    ),
    "cleaner": (("zones", 0, "cleaner"), {"flow": 0.001}, "zones.0.cleaner"),
    "dwelling": (("zones", 0, "dwelling"), "east", "zones.1.dwelling"),
    "sources": (("sources", "n51"), {"text": "x", "status": "A"}, "sources.n51"),
}  # fmt: skip


@pytest.mark.parametrize("what", CLASHES)
def test_values_that_do_not_fit_together_are_refused(tmp_path, library, raw, what):
    keys, value, path = CLASHES[what]
    mend(raw, keys, value)
    if what == "ages":
        raw["components"][0]["products"][-1]["age_below"] = 30.0
    assert path in refused(tmp_path, library, raw)


@pytest.mark.parametrize(
    ("kind", "path"),
    [("water_heater", "hot_water"), ("cooker", "cooking.value"),
     ("air_conditioner", "zones")],
)  # fmt: skip
def test_a_need_without_the_machine_that_meets_it_is_refused(
    tmp_path, library, raw, kind, path
):
    raw["components"] = [x for x in raw["components"] if x["kind"] != kind]
    assert kind in refused(tmp_path, library, raw)[path]


def test_a_folder_without_archetypes_is_refused(tmp_path, library):
    with pytest.raises(InputError, match="no archetype"):
        load_archetypes(tmp_path / "none", *library)


# ------------------------------------------------------------------------- usages

# Persily and de Jonge (2017), table 4 [L/s at 273 K, 1 atm]: the rows that the usages
# average, men then women.
PERSILY = {
    "living_room": ([4.8, 4.6, 4.6, 4.6], [3.8, 3.5, 3.6, 3.6]),
    "bedroom": ([3.9, 3.7, 3.8, 3.8], [3.1, 2.9, 2.9, 3.0]),
    "office": ([4.8, 4.6, 4.6, 4.6], [3.8, 3.5, 3.6, 3.6]),
    "classroom": ([3.0, 4.1], [2.7, 3.5]),
    "ward": ([3.8, 3.3, 3.1], [3.0, 2.7, 2.6]),
    "hotel_lobby": ([5.6, 5.3, 5.4, 5.4], [4.4, 4.1, 4.2, 4.2]),
    "living_room_snowbird": ([4.0, 3.8], [3.3, 3.2]),
    "bedroom_snowbird": ([3.3, 3.1], [2.7, 2.6]),
}


@pytest.mark.parametrize("name", PERSILY)
def test_people_breathe_out_what_persily_and_de_jonge_give(library, name):
    men, women = PERSILY[name]
    mean = (sum(men) / len(men) + sum(women) / len(women)) / 2 * 1e-6
    assert library[1][name].co2_person == pytest.approx(mean, rel=0.02)


@pytest.mark.parametrize("suffix", ["", "_rural", "_snowbird"])
@pytest.mark.parametrize("days", ["occupancy_weekday", "occupancy_weekend"])
def test_nobody_is_in_two_rooms_at_once(library, suffix, days):
    living, bedroom = (library[1][f"{x}{suffix}"] for x in ("living_room", "bedroom"))
    pairs = zip(getattr(living, days), getattr(bedroom, days), strict=True)
    assert max(a + b for a, b in pairs) <= 1.0 + 1e-9


def test_villagers_switch_cooling_on_one_kelvin_later(library):
    usages = library[1]
    for room, trigger in (("bedroom", 28.5), ("living_room", 29.5)):
        assert usages[room].cooling_trigger == trigger
        assert usages[f"{room}_rural"].cooling_trigger == trigger + 1.0
        assert usages[room].cooling_setpoint == 26.0


def test_every_day_has_twenty_four_hours(library):
    for usage in library[1].values():
        for days in (
            usage.occupancy_weekday,
            usage.lighting_share,
            usage.cooling_hours,
        ):
            assert len(days) == 24


def usages_file(root, tmp_path, change):
    raw = yaml.safe_load((root / "buildings" / "usages.yaml").read_text("utf-8"))
    change(raw["usages"])
    path = tmp_path / "usages.yaml"
    path.write_text(yaml.safe_dump(raw), encoding="utf-8")
    return path


def test_a_schedule_of_twenty_three_values_is_refused(root, tmp_path):
    def change(usages):
        usages["office"]["lighting_share"].pop()
        usages["office"]["lighting_share"][3] = 1.2
        usages["ward"]["cooling_hours"][0] = 0.5
        usages["ward"]["cooling_triger"] = 27
        usages["shop"]["cooling_setpoint"] = 50
        usages["bedroom_rural"]["like"] = "bedrom"

    with pytest.raises(InputError) as caught:
        load_usages(usages_file(root, tmp_path, change))
    paths = {one.path for one in caught.value.problems}
    assert "usages.office.lighting_share.3" in paths
    assert "usages.ward.cooling_hours.0" in paths
    assert "usages.ward.cooling_triger" in paths
    assert "usages.shop.cooling_setpoint" in paths
    assert "usages.bedroom_rural.like" in paths


def test_a_short_schedule_alone_is_refused(root, tmp_path):
    def change(usages):
        usages["office"]["lighting_share"].pop()

    with pytest.raises(InputError, match="at least 24 items") as caught:
        load_usages(usages_file(root, tmp_path, change))
    assert caught.value.problems[0].path == "usages.office.lighting_share"


def test_cooling_cannot_start_below_what_it_holds(root, tmp_path):
    def change(usages):
        usages["office"]["cooling_trigger"] = 25

    with pytest.raises(InputError, match="must not lie below cooling_setpoint"):
        load_usages(usages_file(root, tmp_path, change))


def test_a_usage_like_another_changes_only_what_it_names(root, tmp_path, library):
    base, rural = library[1]["bedroom"], library[1]["bedroom_rural"]
    same = {"occupancy_weekday", "co2_person", "cooling_hours", "is_bedroom"}
    assert all(getattr(base, key) == getattr(rural, key) for key in same)
    assert base.appliances != rural.appliances

    def change(usages):
        usages["office"] = {"like": "bedroom_rural"}

    with pytest.raises(InputError, match="not itself like another"):
        load_usages(usages_file(root, tmp_path, change))


def test_sources_of_usages_are_kept(root):
    notes = load_usages(root / "buildings" / "usages.yaml").sources
    assert notes["co2_person"].text.startswith("Persily")
    assert notes["ward.cooling_hours"].status == "A"


def test_components_cover_what_wears_out(archetypes):
    for name, one in archetypes.items():
        kinds = {rule.kind for rule in one.record.components}
        assert name == "li_traditional" or {Kind.WINDOW, Kind.ROOF_COATING} <= kinds
        assert math.isclose(
            sum(z.share for z in one.record.zones if z.storeys in {"all", "ground"}),
            1.0,
        )
    assert copy.deepcopy(archetypes["school"].record) == archetypes["school"].record
