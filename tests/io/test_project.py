"""A project is read whole, and its run is named after what was read."""

import dataclasses
import shutil

import pytest

import twin
from twin.ground.errors import InputError
from twin.io.defaults import copy_defaults, default_folder
from twin.io.project import (
    PACK,
    SCENARIOS,
    find_folders,
    load_project,
    pack_path,
    scenario_path,
)
from twin.scenario.desk import Options

OPTIONS = Options(seed=1, futures=2, years=3)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The embedded project, read once; never changed."""
    folder = tmp_path_factory.mktemp("project") / "mine"
    copy_defaults(folder)
    return folder, load_project(folder, scenarios=["baseline"])


@pytest.fixture
def mine(whole, tmp_path):
    """A copy of the project that a test may spoil."""
    shutil.copytree(whole[0], tmp_path / "mine")
    return tmp_path / "mine"


def _edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_embedded_project_has_the_scenarios_that_it_promises():
    folder = default_folder("scenarios")
    assert all((folder / f"{name}.yaml").is_file() for name in SCENARIOS)
    assert (default_folder("packs") / PACK).is_file()


def test_a_project_holds_all_that_a_study_reads(whole):
    _, project = whole
    assert len(project.community.buildings) == 67
    assert [one.name for one in project.scenarios] == ["baseline"]
    names = [name for name, _ in project.files]
    assert names == sorted(set(names))
    for name in (
        "catalogue/products.yaml",
        "catalogue/world.yaml",
        "community.geojson",
        "packs/provisional-1.5c.yaml",
        "scenarios/baseline.yaml",
        "weather/baoting.epw",
        "weather/hainan_warming.csv",
    ):
        assert name in names
    assert all(len(digest) == 64 for _, digest in project.files)


@pytest.mark.parametrize(
    ("change", "is_same"),
    [
        ({"seed": 2}, False),
        ({"futures": 3}, False),
        ({"years": 4}, False),
        ({"start": 2026}, False),
        ({"hourly": ("house_01",)}, False),
        ({"assessment": 2026}, False),
        ({"workers": 7}, True),
    ],
)
def test_a_run_is_named_after_its_options_but_not_its_threads(whole, change, is_same):
    _, project = whole
    before = project.run_id(OPTIONS)
    after = project.run_id(dataclasses.replace(OPTIONS, **change))
    assert (before == after) is is_same


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (
            "scenarios/baseline.yaml",
            "maintenance_interval: 3.0",
            "maintenance_interval: 4.0",
        ),
        ("packs/provisional-1.5c.yaml", "rejection: 0.05", "rejection: 0.04"),
        ("weather/hainan_warming.csv", "#", "# Edited.\n#"),
        ("buildings/baoting/community.geojson", "1987", "1986"),
        ("buildings/catalogue/world.yaml", "#", "# Edited.\n#"),
    ],
)
def test_a_run_is_named_after_every_byte_of_its_inputs(whole, mine, name, old, new):
    _, project = whole
    _edit(mine / name, old, new)
    edited = load_project(mine, scenarios=["baseline"])
    assert edited.run_id(OPTIONS) != project.run_id(OPTIONS)


def test_a_run_is_not_named_after_where_its_inputs_lie(whole, mine, tmp_path):
    _, project = whole
    away = tmp_path / "elsewhere" / "baseline.yaml"
    away.parent.mkdir()
    shutil.move(mine / "scenarios" / "baseline.yaml", away)
    moved = load_project(mine, scenarios=[str(away)])
    assert moved.run_id(OPTIONS) == project.run_id(OPTIONS)
    assert moved.files == project.files


def test_scenarios_of_one_file_name_are_both_part_of_the_name(mine, tmp_path):
    other = tmp_path / "other" / "baseline.yaml"
    other.parent.mkdir()
    shutil.copyfile(mine / "scenarios" / "baseline.yaml", other)
    _edit(other, "name: baseline", "name: other")
    names = ["baseline", str(other)]
    before = load_project(mine, scenarios=names)
    assert len(dict(before.files)) == len(before.files)
    for path in (mine / "scenarios" / "baseline.yaml", other):
        _edit(path, "Like for like", "Edited")
        after = load_project(mine, scenarios=names)
        assert after.run_id(OPTIONS) != before.run_id(OPTIONS)
        before = after


def test_the_order_of_scenarios_is_part_of_the_name(mine):
    forth = load_project(mine, scenarios=["baseline", "electrify"])
    back = load_project(mine, scenarios=["electrify", "baseline"])
    assert forth.run_id(OPTIONS) != back.run_id(OPTIONS)


def test_folders_that_are_missing_are_named_all_at_once(tmp_path):
    (tmp_path / "packs").mkdir()
    with pytest.raises(InputError) as caught:
        load_project(tmp_path)
    paths = [one.path for one in caught.value.problems]
    assert paths == ["buildings", "scenarios", "weather"]
    assert "twin init" in str(caught.value)


def test_the_working_folder_is_the_project_if_it_is_one(mine, tmp_path, monkeypatch):
    monkeypatch.chdir(mine)
    assert find_folders(None).packs == mine / "packs"
    monkeypatch.chdir(tmp_path)
    assert find_folders(None).packs == default_folder("packs")


def test_scenarios_and_packs_are_found_by_name_or_path(tmp_path):
    for find in (scenario_path, pack_path):
        assert find("mine", tmp_path) == tmp_path / "mine.yaml"
        assert find("mine-1.5c", tmp_path) == tmp_path / "mine-1.5c.yaml"
        for given in ("mine.yaml", "a/mine.yml", "a/mine", "/a/mine.yaml"):
            assert str(find(given, tmp_path)) == given
    assert pack_path(None, tmp_path) == tmp_path / PACK


@pytest.mark.parametrize(
    ("key", "file"),
    [("weather_file", "baoting.epw"), ("climate_table", "hainan_warming.csv")],
)
@pytest.mark.parametrize("outside", ["../secret.txt", "/etc/passwd"])
def test_no_name_in_a_file_leads_out_of_its_folder(mine, key, file, outside):
    (mine / "secret.txt").write_text("a secret")
    site = mine / "buildings" / "baoting" / "site.yaml"
    _edit(site, f"{key}: {file}", f"{key}: {outside}")
    with pytest.raises(InputError) as caught:
        load_project(mine, scenarios=["baseline"])
    assert key in str(caught.value)
    assert "a secret" not in str(caught.value)


def test_a_link_that_leads_out_is_refused(mine, tmp_path):
    weather = mine / "weather" / "baoting.epw"
    outside = tmp_path / "outside.epw"
    shutil.move(weather, outside)
    weather.symlink_to(outside)
    with pytest.raises(InputError, match="must stay inside"):
        load_project(mine, scenarios=["baseline"])


@pytest.mark.parametrize("name", ["../scenarios", "/", "..", "nowhere"])
def test_no_community_lies_outside_of_buildings(mine, name):
    with pytest.raises(InputError):
        load_project(mine, scenarios=["baseline"], community=name)


def test_two_scenarios_need_two_names(mine):
    with pytest.raises(InputError, match="need different names"):
        load_project(mine, scenarios=["baseline", "baseline"])


def test_the_public_names_are_offered():
    assert set(twin.__all__) <= set(dir(twin))
    assert all(getattr(twin, name) for name in twin.__all__)
    with pytest.raises(AttributeError, match="'castle'"):
        _ = twin.castle
