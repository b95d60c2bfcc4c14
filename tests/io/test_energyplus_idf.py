"""An IDF brought in through eppy: its text, its dictionary, its building and report."""

import importlib.util
import sys

import numpy as np
import pytest

from twin.ground.errors import InputError
from twin.io.detailed import read_detailed
from twin.io.energyplus.idf_file import read_idf
from twin.io.energyplus.idf_text import read_idf_text
from twin.io.energyplus.import_idf import import_idf

IDF = """Version,25.2;
Building,A house,0,Suburbs,0.04,0.4,FullExterior,25,6;
GlobalGeometryRules,UpperLeftCorner,Counterclockwise,World;
Site:GroundTemperature:BuildingSurface,1,2,3,4,5,6,7,8,9,10,11,12;
ScheduleTypeLimits,Any;
Schedule:Compact,Work,Any,Through: 5/31,For: Weekdays,Until: 8:00,0,Until: 18:00,1,
  Until: 24:00,0,For: AllOtherDays,Until: 24:00,0.25,
  Through: 12/31,For: AllDays,Until: 24:00,0.5;
Schedule:Constant,Warm,Any,20;
Schedule:Constant,Cool,Any,26;
Schedule:Constant,Four,Any,4;
Schedule:Constant,Watts,Any,120;
Material,Brick,Rough,0.2,0.8,1700,900;
Construction,Wall,Brick;
WindowMaterial:SimpleGlazingSystem,Glass,1.8,0.5;
Construction,Pane,Glass;
Zone,Room <b>1</b>;
Zone,123;
ZoneList,Both,Room <b>1</b>,123;
{faces}
FenestrationSurface:Detailed,W,Window,Pane,A south,,,,,4,
  1,0,2, 1,0,1, 3,0,1, 3,0,2;
Lights,Lamps,Both,Work,Watts/Area,,10,,0,0.6,0.2,1;
People,Folk,Room <b>1</b>,Work,People,2,,,0.3,,Watts;
ElectricEquipment,Plug,123,Work,EquipmentLevel,100,,,0.1,0.4,0.0;
ZoneInfiltration:DesignFlowRate,Leak,Both,Work,AirChanges/Hour,,,,0.5,1,0,0,0;
ThermostatSetpoint:DualSetpoint,Limits,Warm,Cool;
ZoneControl:Thermostat,T,Both,Four,ThermostatSetpoint:DualSetpoint,Limits;
ZoneHVAC:EquipmentConnections,Room <b>1</b>,List,In,,Air,Out;
ZoneHVAC:EquipmentList,List,SequentialLoad,ZoneHVAC:PackagedTerminalAirConditioner,P,1,1;
Exterior:Lights,Fridge,Work,5;
"""


def box(tag, zone, x, behind):
    """Six faces of a cube of 4 m; one wall leads to the other room."""
    a, b, side = x, x + 4, "east" if x == 0 else "west"
    rows = {
        "south": ("Wall", [(a, 0, 4), (a, 0, 0), (b, 0, 0), (b, 0, 4)]),
        "north": ("Wall", [(b, 4, 4), (b, 4, 0), (a, 4, 0), (a, 4, 4)]),
        "east": ("Wall", [(b, 0, 4), (b, 0, 0), (b, 4, 0), (b, 4, 4)]),
        "west": ("Wall", [(a, 4, 4), (a, 4, 0), (a, 0, 0), (a, 0, 4)]),
        "roof": ("Roof", [(a, 4, 4), (a, 0, 4), (b, 0, 4), (b, 4, 4)]),
        "floor": ("Floor", [(a, 0, 0), (a, 4, 0), (b, 4, 0), (b, 0, 0)]),
    }
    for name, (kind, points) in rows.items():
        outside = "Ground," if name == "floor" else "Outdoors,"
        if name == side:
            outside = f"Surface,{behind}"
        corners = ",".join(f"{x},{y},{z}" for x, y, z in points)
        yield (
            f"BuildingSurface:Detailed,{tag} {name},{kind},Wall,{zone},,{outside},"
            f"SunExposed,WindExposed,,4,{corners};"
        )


def house(**changes):
    faces = [*box("A", "Room <b>1</b>", 0, "B west"), *box("B", "123", 4, "A east")]
    text = IDF.replace("{faces}", "\n".join(faces))
    for old, new in changes.get("swap", {}).items():
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.fixture
def write(tmp_path):
    def put(text, name="house.idf"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return put


@pytest.fixture(scope="module")
def tools():
    """Skip where the extra is not installed."""
    if not all(importlib.util.find_spec(one) for one in ("pyenergyplus", "eppy")):
        pytest.skip("the extra energyplus is not installed")


def refusal(call):
    with pytest.raises(InputError) as caught:
        call()
    return str(caught.value)


# ---------------------------------------------------------------- text, no eppy needed


def test_objects_are_found_on_their_lines(write):
    text = read_idf_text(write("! a; b,\n\nVersion,25.2;\n Zone, !- name\n  Hall;\n"))
    assert text.version == "25.2"
    assert text.line_of("ZONE", "hall") == 4
    assert text.line_of("Lights", "") == 0


def test_an_object_without_an_end_is_refused_with_its_line(write):
    path = write("Version,25.2;\n\nZone,\n  Hall\n")
    assert "line 3: object does not end" in refusal(lambda: read_idf_text(path))


def test_a_lost_semicolon_is_refused_where_the_type_stands(write):
    path = write("Version,25.2;\n<html>,x;\n")
    assert "line 2: is no type of an object" in refusal(lambda: read_idf_text(path))


def test_an_old_version_is_named_with_the_one_that_is_needed(write):
    message = refusal(lambda: read_idf(write("Version,9.2;\nZone,Hall;\n")))
    assert "line 1: Version" in message
    assert "version 25.2 is needed" in message
    assert "'9.2'" in message


def test_a_file_without_version_is_refused(write):
    assert "names no version" in refusal(lambda: read_idf(write("Zone,Hall;\n")))


# ---------------------------------------------------------------- through eppy


def test_a_missing_or_strange_dictionary_is_told(write, tools, tmp_path):
    path = write(house())
    assert "no such file" in refusal(lambda: read_idf(path, tmp_path / "no.idd"))
    wrong = tmp_path / "wrong.idd"
    wrong.write_text("Zone, A1;\n", encoding="utf-8")
    assert "is no dictionary" in refusal(lambda: read_idf(path, wrong))


def test_two_imports_with_two_dictionaries_do_not_touch_each_other(
    write, tools, tmp_path
):
    path = write(house())
    first = read_idf(path)
    old = tmp_path / "old.idd"
    old.write_text(
        "!IDD_Version 9.2.0\n\\group Simulation\n\nVersion,\n  A1; \\field Version\n\n"
        "Zone,\n  A1; \\field Name\n",
        encoding="utf-8",
    )
    assert "9.2" in refusal(lambda: read_idf(write("Version,25.2;", "v.idf"), old))
    assert read_idf(path).raw == first.raw
    assert not any(name.split(".")[0] == "eppy" for name in sys.modules)


def test_an_unknown_type_is_refused_with_its_line(write, tools):
    text = house(swap={"Exterior:Lights": "Exterior:Rocket"})
    line = text[: text.index("Exterior:Rocket")].count("\n") + 1
    message = refusal(lambda: read_idf(write(text)))
    assert f"line {line}: is no type of an object in EnergyPlus 25.2" in message


def test_a_name_that_leads_nowhere_is_refused_and_nothing_is_written(
    write, tools, tmp_path
):
    text = house(swap={"Window,Pane,": "Window,Gone,"})
    folder = tmp_path / "out"
    message = refusal(lambda: import_idf(write(text), folder))
    line = text[: text.index("FenestrationSurface")].count("\n") + 1
    assert f"line {line}: FenestrationSurface:Detailed.W.construction_name" in message
    assert not folder.exists()


def test_the_file_that_is_written_is_the_building_that_was_read(write, tools, tmp_path):
    found = import_idf(write(house()), tmp_path / "out")
    written = read_detailed(found.path)
    read, back = found.reading.building, written.building
    assert back.floor_area == pytest.approx(32.0)
    assert [one.name for one in back.zones] == ["Room_b_1_b", "123"]
    for ours, theirs in zip(back.zones, read.zones, strict=True):
        assert ours.volume == pytest.approx(64.0)
        assert ours.people == theirs.people
        assert ours.is_ideal == theirs.is_ideal
        areas = [one.area for one in ours.surfaces]
        assert areas == pytest.approx([one.area for one in theirs.surfaces])
        assert [one.boundary for one in ours.surfaces] == [
            one.boundary for one in theirs.surfaces
        ]
        assert ours.usage.appliances == pytest.approx(theirs.usage.appliances)
        assert ours.usage.lighting == pytest.approx(theirs.usage.lighting)
    assert written.ground == tuple(range(1, 13))
    window = back.zones[0].windows[0]
    assert (window.area, window.width, window.height) == pytest.approx((2.0, 2.0, 1.0))
    assert back.zones[0].surfaces[0].area == pytest.approx(14.0)


def test_rooms_that_share_a_wall_stay_coupled(write, tools, tmp_path):
    found = import_idf(write(house()), tmp_path / "out")
    shared = [
        (zone.name, one.neighbour)
        for zone in read_detailed(found.path).building.zones
        for one in zone.surfaces
        if one.neighbour
    ]
    assert shared == [("Room_b_1_b", "123")]


def test_every_day_of_the_schedules_is_kept(write, tools, tmp_path):
    found = import_idf(write(house()), tmp_path / "out")
    tables = read_detailed(found.path).timetables
    share = np.full((365, 24), 0.5)
    share[:151] = 0.25
    weekday = (np.arange(151) + 2) % 7 < 5
    share[:151][weekday] = [0.0] * 8 + [1.0] * 10 + [0.0] * 6
    lamps = next(one for one in tables["123"].sources if one.is_lighting)
    assert lamps.power == pytest.approx(160.0 * share)
    assert lamps.radiant == pytest.approx(0.8)
    assert tables["Room_b_1_b"].people == pytest.approx(2.0 * share)
    assert tables["123"].air_change == pytest.approx(0.5 * share)
    assert tables["123"].cooling is None
    assert tables["Room_b_1_b"].heating == pytest.approx(np.full((365, 24), 20.0))


def test_the_report_names_what_is_left_out_with_its_line(write, tools, tmp_path):
    text = house()
    found = import_idf(write(text), tmp_path / "out")
    told = found.report.read_text(encoding="utf-8")
    line = text[: text.index("Exterior:Lights")].count("\n") + 1
    assert f"line {line}: Exterior:Lights Fridge: not read" in told
    assert "PackagedTerminalAirConditioner" in told
    assert "taken as an ideal load" in told
    assert "zone Room <b>1</b> → Room_b_1_b" in told
    assert "IDF of EnergyPlus 25.2, read with the IDD of 25.2" in told
