"""Four embedded buildings, three years, two futures; and parts made by hand."""

import dataclasses
from collections.abc import Callable

import pytest

from twin.ground.quality import Status
from twin.io.catalogue import read_products
from twin.io.climate import read_climate_table
from twin.io.community import load_community
from twin.io.epw import read_epw
from twin.io.scenario import read_scenario
from twin.io.world import read_world
from twin.life.record import Tenure
from twin.model.building import Community
from twin.model.component import Carrier, Factor, Kind, Product
from twin.model.programme import Measure, Programme, Scenario
from twin.scenario.desk import Options
from twin.scenario.study import StudyResult, run_study

CHOSEN = ("house_01", "villa_01", "block_00s_1", "office_town")


def _factor(value):
    return Factor(value=value, unit="-", source="test", status=Status.ASSUMPTION)


@pytest.fixture(scope="session")
def make_product() -> Callable[..., Product]:
    def make(
        name,
        kind=Kind.AIR_CONDITIONER,
        carrier=Carrier.ELECTRICITY,
        efficiency=3.0,
        wear=0.0,
        fouling=0.0,
        **extra,
    ):
        return Product(
            name=name,
            kind=kind,
            unit="piece",
            carrier=carrier,
            efficiency=_factor(efficiency),
            efficiency_loss=_factor(wear),
            fouling_loss=_factor(fouling),
            weibull_shape=_factor(3.0),
            weibull_scale=_factor(10.0),
            cost=_factor(1.0),
            embodied=_factor(1.0),
            embodied_end=_factor(1.0),
            mass=_factor(1.0),
            crew="smith",
            crew_days=_factor(0.0),
            **extra,
        )

    return make


@pytest.fixture(scope="session")
def make_tenure() -> Callable[..., Tenure]:
    def make(product, start, end, **changes):
        plain = Tenure(
            building="house",
            component="part",
            kind=Kind.AIR_CONDITIONER,
            product=product,
            quantity=1.0,
            start=start,
            end=end,
            installed=start,
            is_working=True,
        )
        return dataclasses.replace(plain, **changes)

    return make


@pytest.fixture(scope="session")
def weather(root):
    return read_epw(root / "weather" / "baoting.epw")[0]


@pytest.fixture(scope="session")
def climate(root):
    return read_climate_table(root / "weather" / "hainan_warming.csv")


@pytest.fixture(scope="session")
def community(root) -> Community:
    home = root / "buildings"
    products = read_products(home / "catalogue" / "products.yaml")
    world = read_world(home / "catalogue" / "world.yaml")
    whole = load_community(home / "baoting", products, world)
    by_id = {one.id: one for one in whole.buildings}
    return dataclasses.replace(whole, buildings=tuple(by_id[name] for name in CHOSEN))


@pytest.fixture(scope="session")
def baseline(root, community) -> Scenario:
    path = root / "scenarios" / "baseline.yaml"
    return read_scenario(path, community.products, community.world)


@pytest.fixture(scope="session")
def measures(baseline) -> Scenario:
    """Bright roofs and panels soon, on every building whose turn comes."""
    programme = Programme(
        name="roofs",
        start=2025.2,
        end=2028.0,
        measures=(
            Measure(
                kind=Kind.ROOF_COATING, product="roof_cool_paint",
                quantity_per="roof_area",
            ),
            Measure(
                kind=Kind.PHOTOVOLTAIC, product="pv_rooftop",
                quantity_per="roof_share", amount=0.05,
            ),
        ),
        uses=(),
        archetypes=(),
        built_before=2100,
        priority="oldest_first",
        budget=1e6,
    )  # fmt: skip
    return dataclasses.replace(baseline, name="measures", programmes=(programme,))


OPTIONS = Options(seed=1, futures=2, start=2025, years=3, workers=2)


@pytest.fixture(scope="session")
def study(community, weather, climate):
    """Run a study of the small community."""

    def run(*scenarios, among=community, **changes) -> StudyResult:
        options = dataclasses.replace(OPTIONS, **changes)
        return run_study(among, scenarios, weather, climate, options)

    return run


@pytest.fixture(scope="session")
def done(study, baseline, measures) -> StudyResult:
    again = dataclasses.replace(baseline, name="again", title="The same again")
    return study(baseline, measures, again)
