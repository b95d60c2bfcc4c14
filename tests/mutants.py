"""Breaks laws on purpose, one at a time, and reports what no test noticed.

Coverage says which lines ran; a mutant says whether anybody would have cared. Each
entry names the law, the file, a text that stands in it once, what it becomes, and the
tests that must fail. They run in a copy of the tree, so the checkout stays as it is.

    python tests/mutants.py             all of them, for the night
    python tests/mutants.py hazard air  those whose law or file holds one of the words
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COPIED = ("twin", "tests", "buildings", "scenarios", "weather", "packs", "docs")
SECONDS = 600


@dataclass(frozen=True, slots=True)
class Mutant:
    """One law, broken."""

    law: str
    file: str
    old: str
    new: str
    tests: str = ""
    """Folders or files, separated by blanks; empty for the folder of the floor."""

    @property
    def selection(self) -> list[str]:
        """Paths that pytest is given: the tests, and the module's own examples."""
        floor = self.file.split("/")[1]
        return [*(self.tests or f"tests/{floor}").split(), self.file]


PSYCHROMETRICS = "twin/ground/psychrometrics.py"
RANDOM = "twin/ground/random.py"
HASHING = "twin/ground/hashing.py"
BALANCE = "twin/ground/balance.py"
CALENDAR = "twin/ground/calendar.py"
EXCHANGE = "twin/air/exchange.py"
FLOW = "twin/air/flow.py"
CONDUCTION = "twin/physics/conduction.py"
DISCRETE = "twin/physics/discrete.py"
PLANT = "twin/physics/plant.py"
ELEMENTS = "twin/physics/elements.py"
NETWORK = "twin/physics/network.py"
REDUCTION = "twin/physics/reduction.py"
FILMS = "twin/physics/films.py"
GROUND_FLOOR = "twin/physics/ground_floor.py"
COOLER = "twin/systems/room_air_conditioner.py"
SUNPOWER = "twin/systems/photovoltaic.py"
HEAT_INDEX = "twin/health/heat_index.py"
ADAPTIVE = "twin/health/adaptive.py"
HAZARD = "twin/life/hazard.py"
WEAR = "twin/life/wear.py"
OPERATION = "twin/ledger/operation.py"
EMBODIED = "twin/ledger/embodied.py"
REFRIGERANT = "twin/ledger/refrigerant.py"
MONEY = "twin/ledger/money.py"
VIEW = "twin/ledger/view.py"
WEIGH = "twin/criteria/weigh.py"

# The examples of a module count as tests as well, see `Mutant.selection`.
MUTANTS = (
    # ---------------------------------------------------------------- ground
    Mutant(
        "saturation follows Magnus",
        PSYCHROMETRICS,
        "MAGNUS_SLOPE * theta / (MAGNUS_TEMP + theta)",
        "MAGNUS_SLOPE * theta / (MAGNUS_TEMP - theta)",
    ),
    Mutant(
        "vapour displaces dry air",
        PSYCHROMETRICS,
        "MOLAR_RATIO_WATER_AIR * vapour / (pressure - vapour)",
        "MOLAR_RATIO_WATER_AIR * vapour / (pressure + vapour)",
    ),
    Mutant(
        "vapour pressure inverts the humidity ratio",
        PSYCHROMETRICS,
        "ratio * pressure / (MOLAR_RATIO_WATER_AIR + ratio)",
        "ratio * pressure / MOLAR_RATIO_WATER_AIR",
    ),
    Mutant(
        "warm air is lighter",
        PSYCHROMETRICS,
        "dtype=np.float64) + KELVIN",
        "dtype=np.float64) - KELVIN",
    ),
    Mutant(
        "relative humidity is not clipped in silence",
        PSYCHROMETRICS,
        "np.asarray(vapour / vapour_pressure_saturation(temp_air))",
        "np.minimum(vapour / vapour_pressure_saturation(temp_air), 1.0)",
    ),
    Mutant("every key counts", RANDOM, "(seed, *keys)", "(seed, *keys[:1])"),
    Mutant("the seed counts", RANDOM, "(seed, *keys)", "(0, *keys)"),
    Mutant(
        "keys do not run into each other",
        RANDOM,
        'digest.update(len(text).to_bytes(4, "big"))',
        "pass",
    ),
    Mutant("text and number differ", RANDOM, 'f"str:{part}"', 'f"int:{part}"'),
    Mutant("field order is no key order", HASHING, "in sorted(thing)", "in thing"),
    Mutant("a dataclass counts by name", HASHING, "D{type(thing).__name__}(", "D("),
    Mutant("floats count exactly", HASHING, "float(thing).hex()", "float(thing):.12g"),
    Mutant(
        "the shape of an array counts",
        HASHING,
        "A{thing.dtype.str}{thing.shape}",
        "A{thing.dtype.str}",
    ),
    Mutant("text knows its length", HASHING, "U{len(thing)}:{thing};", "U{thing}"),
    Mutant("residuals have two signs", BALANCE, "np.max(np.abs(", "np.max(("),
    Mutant(
        "what is no number is not conserved",
        BALANCE,
        "if not relative <= TOLERANCE",
        "if relative > TOLERANCE",
    ),
    Mutant("a balance is tight", BALANCE, "Final = 1e-9", "Final = 1e-6"),
    Mutant("February has 28 days", CALENDAR, "(31, 28, 31, 30", "(31, 29, 30, 30"),
    Mutant("the first weekday is kept", CALENDAR, "+ first_weekday) % 7", "+ 2) % 7"),
    # ---------------------------------------------------------------- air
    Mutant(
        "an excess decays",
        EXCHANGE,
        "share = -math.expm1(-exponent)",
        "share = math.expm1(exponent)",
        "tests/air",
    ),
    Mutant(
        "the steady state is source over loss",
        EXCHANGE,
        "settled = source_rate / loss_rate",
        "settled = source_rate * loss_rate",
        "tests/air",
    ),
    Mutant(
        "the mean lies between start and end",
        EXCHANGE,
        "settled + gap * share / exponent",
        "settled + gap * share",
        "tests/air",
    ),
    Mutant(
        "without air change a source accumulates",
        EXCHANGE,
        "gained = source_rate * duration",
        "gained = 0.5 * source_rate * duration",
        "tests/air",
    ),
    Mutant(
        "stack and wind act against each other in part",
        FLOW,
        "_INTERACTION: Final = -0.33",
        "_INTERACTION: Final = 0.33",
        "tests/air",
    ),
    Mutant(
        "leaks follow a power law",
        FLOW,
        "float(leakage * together**LEAK_EXPONENT)",
        "float(leakage * together)",
        "tests/air",
    ),
    Mutant(
        "the pressure test is at 50 Pa",
        FLOW,
        "/ 3600.0 / _REFERENCE**LEAK_EXPONENT",
        "/ 3600.0",
        "tests/air",
    ),
    Mutant(
        "the stronger drive opens the window's flow",
        FLOW,
        "math.sqrt(max(wind, stack))",
        "math.sqrt(min(wind, stack))",
        "tests/air",
    ),
    Mutant(
        "tiny losses keep the source's triangle",
        EXCHANGE,
        "0.5 * (gained - fall) - exponent",
        "1.0 * (gained - fall) - exponent",
        "tests/air/test_exchange.py",
    ),
    Mutant(
        "pure stack has its factor",
        FLOW,
        "* 0.5 ** (LEAK_EXPONENT + 1.0)",
        "* 0.5 ** LEAK_EXPONENT",
        "tests/air/test_flow.py",
    ),
    Mutant(
        "dynamic pressure is half",
        FLOW,
        "0.5 * density * wind_local * wind_local",
        "density * wind_local * wind_local",
        "tests/air/test_flow.py",
    ),
    # ---------------------------------------------------------------- physics
    Mutant(
        "cells together conduct as the layer",
        CONDUCTION,
        "layer.material.conductivity / share",
        "layer.material.conductivity / layer.thickness",
        "tests/physics",
    ),
    Mutant(
        "cells together hold the heat of the layer",
        CONDUCTION,
        "capacities.append(heat / 2.0)",
        "capacities.append(heat)",
        "tests/physics",
    ),
    Mutant(
        "a ramp acts half as much as a step",
        DISCRETE,
        "two = (one - 1.0) / safe",
        "two = one / 2.0",
        "tests/physics",
    ),
    Mutant(
        "plant stops at its capacity",
        PLANT,
        "return FIXED if need < least or need > largest else HOLD",
        "return HOLD",
        "tests/physics tests/annual",
    ),
    Mutant(
        "cooling starts above its set-point",
        PLANT,
        "end > set_point + _TOUCH",
        "end < set_point + _TOUCH",
        "tests/physics tests/annual",
    ),
    Mutant(
        "heat halves at a cell's faces go to both",
        CONDUCTION,
        "capacities[-1] += heat / 2.0",
        "capacities[-1] += heat / 4.0",
        "tests/physics/test_conduction.py",
    ),
    Mutant(
        "walls are cut fine enough",
        CONDUCTION,
        "math.ceil(layer.thickness / CELL_THICKNESS)",
        "math.ceil(layer.thickness / 1.0)",
        "tests/physics/test_conduction.py",
    ),
    Mutant(
        "what lies between zones counts once",
        ELEMENTS,
        "1 if surface.boundary is Boundary.ZONE else zone.multiplier",
        "zone.multiplier",
        "tests/physics/test_elements.py",
    ),
    Mutant(
        "storeys multiply walls",
        ELEMENTS,
        "else zone.multiplier",
        "else 1",
        "tests/physics/test_elements.py",
    ),
    Mutant(
        "roofs and walls stay apart",
        ELEMENTS,
        "                surface.is_roof,\n",
        "                False,\n",
        "tests/physics/test_elements.py",
    ),
    Mutant(
        "outer faces radiate",
        NETWORK,
        "films.convection_outside + outside)",
        "films.convection_outside)",
        "tests/physics/test_network.py",
    ),
    Mutant(
        "inner faces radiate",
        NETWORK,
        "area * radiation_coefficient(emissivity)",
        "area * radiation_coefficient(0.5)",
        "tests/physics/test_network.py",
    ),
    Mutant(
        "a slab has a ceiling below it",
        NETWORK,
        "180.0 - element.tilt, inside",
        "element.tilt, inside",
        "tests/physics/test_network.py",
    ),
    Mutant(
        "radiant heat is shared by area",
        NETWORK,
        "+= area / total[zone]",
        "+= 1.0 / total[zone]",
        "tests/physics/test_network.py",
    ),
    Mutant(
        "what leaves is counted against the boundary",
        NETWORK,
        "loss_input[border] -= value",
        "loss_input[border] += value",
        "tests/physics/test_network.py",
    ),
    Mutant(
        "nodes without mass leave their conductance behind",
        NETWORK,
        "np.ix_(keep, keep)] + cross",
        "np.ix_(keep, keep)] - cross",
        "tests/physics/test_network.py",
    ),
    Mutant(
        "inputs at nodes without mass arrive",
        NETWORK,
        "gain=gain[keep] - cross @ input_to_gone",
        "gain=gain[keep]",
        "tests/physics/test_network.py",
    ),
    Mutant(
        "soil is half a metre",
        NETWORK,
        "_SOIL_CONDUCTIVITY / step * area",
        "_SOIL_CONDUCTIVITY / _SOIL_THICKNESS * area",
        "tests/physics/test_network.py",
    ),
    Mutant(
        "furniture holds heat",
        NETWORK,
        "(air + zone.furniture_capacity * zone.floor_area)",
        "(air)",
        "tests/physics/test_network.py",
    ),
    Mutant(
        "fast states are settled",
        REDUCTION,
        "settled = -np.linalg.solve(",
        "settled = np.linalg.solve(",
        "tests/physics/test_reduction.py",
    ),
    Mutant(
        "settled states carry inputs through",
        REDUCTION,
        "network.through + output[:, fast] @ settled[:, order:]",
        "network.through",
        "tests/physics/test_reduction.py",
    ),
    Mutant(
        "stored heat closes the balance",
        REDUCTION,
        "storage=-output_modes[-1] / rate",
        "storage=output_modes[-1] / rate",
        "tests/physics/test_reduction.py",
    ),
    Mutant(
        "ports weigh as they swing",
        REDUCTION,
        "scale * network.gain * np.concatenate([_SWING_TEMPS, faces, air, air])",
        "scale * network.gain",
        "tests/physics/test_reduction.py",
    ),
    Mutant(
        "the most visible states are kept",
        REDUCTION,
        "hankel[::-1], 0.0), basis[:, ::-1]",
        "hankel[::-1], 0.0), basis",
        "tests/physics/test_reduction.py",
    ),
    Mutant(
        "a curved ramp has a third function",
        DISCRETE,
        "three = (two - 0.5) / safe",
        "three = (two - 1.0) / safe",
        "tests/physics/test_discrete.py",
    ),
    Mutant(
        "the mean hears the start",
        DISCRETE,
        "            phi_1,\n            duration * phi_2,",
        "            np.exp(exponent),\n            duration * phi_2,",
        "tests/physics/test_discrete.py",
    ),
    Mutant(
        "air heat acts at once too",
        DISCRETE,
        "@ heat[air].T + through[:, air]",
        "@ heat[air].T",
        "tests/physics/test_discrete.py",
    ),
    Mutant(
        "held zones end at the set-point",
        PLANT,
        "matrix[zone, other] = answers[1][zone, other]",
        "matrix[zone, other] = answers[0][zone, other]",
        "tests/physics/test_plant.py",
    ),
    Mutant(
        "outdoor air is felt by the hour's mean",
        PLANT,
        "gain * (supply[1][zone] - free[0][zone])",
        "gain * (supply[1][zone] - free[1][zone])",
        "tests/physics/test_plant.py",
    ),
    Mutant(
        "what outdoor air brings is no plant",
        PLANT,
        "need = total[zone] - supply[0][zone] * (supply[1][zone] - mean)",
        "need = total[zone]",
        "tests/physics/test_plant.py",
    ),
    Mutant(
        "no plant without a solution",
        PLANT,
        "plant[zone] = min(max(need, least[zone]), largest[zone])",
        "plant[zone] = max(need, least[zone])",
        "tests/physics/test_plant.py",
    ),
    Mutant(
        "glass reflects slanting sun",
        FILMS,
        "shgc * (1.0 - tangent_half_squared**2)",
        "shgc * (1.0 - tangent_half_squared)",
        "tests/physics/test_films.py",
    ),
    Mutant(
        "the rated inside film is taken off",
        FILMS,
        "1.0 / u_value - _RESISTANCE_INSIDE",
        "1.0 / u_value",
        "tests/physics/test_films.py",
    ),
    Mutant(
        "ceilings follow the climate",
        FILMS,
        "0.7 if temp_outdoor > warm_year else 5.0",
        "5.0 if temp_outdoor > warm_year else 0.7",
        "tests/physics/test_films.py",
    ),
    Mutant(
        "small slabs lose at their edge",
        GROUND_FLOOR,
        "2.0 * area / perimeter",
        "area / perimeter",
        "tests/physics/test_ground_floor.py",
    ),
    Mutant(
        "insulated slabs have a formula of their own",
        GROUND_FLOOR,
        "if thickness < dimension:",
        "if thickness < 1e9:",
        "tests/physics/test_ground_floor.py",
    ),
    # ---------------------------------------------------------------- systems
    Mutant(
        "the coil is cold enough for its rating",
        COOLER,
        "TEMP_COIL: Final = 12.1",
        "TEMP_COIL: Final = 12.6",
        "tests/systems/test_room_air_conditioner.py",
    ),
    Mutant(
        "the coil's humidity belongs to its temperature",
        COOLER,
        "HUMIDITY_COIL: Final = 0.00877",
        "HUMIDITY_COIL: Final = 0.00908",
        "tests/systems/test_room_air_conditioner.py",
    ),
    Mutant(
        "air that passes the coil by is not cooled",
        COOLER,
        "capacity_rated * (1.0 - BYPASS) * part_load",
        "capacity_rated * part_load",
        "tests/systems/test_room_air_conditioner.py",
    ),
    Mutant(
        "no heating from a cold coil",
        COOLER,
        "(temp_air - TEMP_COIL), 0.0))",
        "(temp_air - TEMP_COIL), -1e9))",
        "tests/systems/test_room_air_conditioner.py",
    ),
    Mutant(
        "curves multiply wet bulb and outdoors",
        COOLER,
        "curve[5] * x * y",
        "curve[5] * x",
        "tests/systems/test_room_air_conditioner.py",
    ),
    Mutant(
        "hot cells give less",
        SUNPOWER,
        "TEMP_COEFFICIENT: Final = -0.0035",
        "TEMP_COEFFICIENT: Final = 0.0035",
        "tests/systems/test_photovoltaic.py",
    ),
    Mutant(
        "modules face the equator",
        SUNPOWER,
        "180.0 if weather.latitude >= 0.0 else 0.0",
        "0.0 if weather.latitude >= 0.0 else 180.0",
        "tests/systems/test_photovoltaic.py",
    ),
    Mutant(
        "losses are lost",
        SUNPOWER,
        "power * (1.0 - LOSSES) * INVERTER",
        "power * (1.0 + LOSSES) * INVERTER",
        "tests/systems/test_photovoltaic.py",
    ),
    # ---------------------------------------------------------------- health
    Mutant(
        "humidity adds to heat",
        HEAT_INDEX,
        "+ 10.14333127 * damp",
        "- 10.14333127 * damp",
        "tests/health/test_heat_index.py",
    ),
    Mutant(
        "cool hours use the simple formula",
        HEAT_INDEX,
        "if 0.5 * (simple + warm) >= _SIMPLE_BELOW:",
        "if warm >= -1e9:",
        "tests/health/test_heat_index.py",
    ),
    Mutant(
        "dry heat is milder",
        HEAT_INDEX,
        "index -= (13.0 - damp)",
        "index += (13.0 - damp)",
        "tests/health/test_heat_index.py",
    ),
    Mutant(
        "danger begins at its class",
        HEAT_INDEX,
        "DANGER: Final = 41.0",
        "DANGER: Final = 46.0",
        "tests/health/test_heat_index.py",
    ),
    Mutant(
        "today is not yet in the running mean",
        ADAPTIVE,
        "result[number] = running",
        "result[number] = (1.0 - MEMORY) * float(day) + MEMORY * running",
        "tests/health/test_adaptive.py",
    ),
    Mutant(
        "yesterday weighs a fifth",
        ADAPTIVE,
        "MEMORY: Final = 0.8",
        "MEMORY: Final = 0.7",
        "tests/health/test_adaptive.py",
    ),
    Mutant(
        "people accept more cold than heat",
        ADAPTIVE,
        "(-3.0, 2.0)",
        "(-2.0, 3.0)",
        "tests/health/test_adaptive.py",
    ),
    Mutant(
        "December precedes January",
        ADAPTIVE,
        "for day in daily[-_SPIN_UP:]:",
        "for day in daily[:_SPIN_UP]:",
        "tests/health/test_adaptive.py",
    ),
    # ---------------------------------------------------------------- life
    Mutant(
        "a used unit has used up some of its life",
        HAZARD,
        "spent = math.pow(age / scale, shape)",
        "spent = 0.0",
        "tests/life",
    ),
    Mutant(
        "what is left is counted from now",
        HAZARD,
        "1.0 / shape) - age)",
        "1.0 / shape))",
        "tests/life",
    ),
    Mutant(
        "survival falls with age",
        HAZARD,
        "math.exp(-math.pow(age / scale, shape))",
        "math.exp(-math.pow(scale / age, shape))",
        "tests/life",
    ),
    Mutant(
        "working times keep their mean",
        HAZARD,
        "normal - variance / 2.0)",
        "normal)",
        "tests/life",
    ),
    Mutant(
        "what broke waits for a crew",
        WEAR,
        "with crews.request(priority=REPAIR_FIRST) as turn:\n        yield turn",
        "with crews.request(priority=REPAIR_FIRST) as turn:\n        turn",
        "tests/life",
    ),
    Mutant(
        "owners follow a rule with its probability",
        WEAR,
        "< rule.share",
        ">= rule.share",
        "tests/life",
    ),
    Mutant(
        "a rule holds from its start",
        WEAR,
        "rule.start <= town.env.now",
        "rule.start >= town.env.now",
        "tests/life",
    ),
    # ---------------------------------------------------------------- ledger
    Mutant(
        "electricity never has less than its least upstream emission",
        OPERATION,
        "np.maximum(direct * path.upstream_uplift, direct + path.upstream_floor)",
        "np.minimum(direct * path.upstream_uplift, direct + path.upstream_floor)",
    ),
    Mutant(
        "export earns its own price",
        OPERATION,
        "-rise * world.electricity_export_price",
        "rise * world.electricity_export_price",
    ),
    Mutant(
        "upstream of a fuel comes on top of burning it",
        OPERATION,
        "fuel.direct * (fuel.upstream_uplift - 1.0)",
        "fuel.direct * fuel.upstream_uplift",
    ),
    Mutant(
        "transport counts tonnes",
        EMBODIED,
        "masses[book.product] / 1000.0",
        "masses[book.product]",
    ),
    Mutant(
        "a programme refurbishes, a failure replaces",
        EMBODIED,
        'return "B5" if cause.startswith(PROGRAMME_PREFIX) else "B4"',
        'return "B4" if cause.startswith(PROGRAMME_PREFIX) else "B5"',
    ),
    Mutant(
        "no more leaks than was charged",
        REFRIGERANT,
        "np.minimum(1.0, leak * np.maximum(age, 0.0))",
        "leak * np.maximum(age, 0.0)",
    ),
    Mutant(
        "what is left escapes in part at the end",
        REFRIGERANT,
        "quantity * charge * left * escape",
        "quantity * charge * escape",
    ),
    Mutant(
        "later money is worth less",
        MONEY,
        "(base_year - np.asarray(year, dtype=np.float64))",
        "(np.asarray(year, dtype=np.float64) - base_year)",
    ),
    Mutant(
        "payback holds for good",
        MONEY,
        "year[negative[-1] + 1]",
        "year[negative[0] + 1]",
    ),
    Mutant(
        "what lies beyond the boundary is in no sum",
        VIEW,
        "fossil * ~(is_operation | is_export)",
        "fossil * ~is_operation",
    ),
    Mutant(
        "direct emission is a part of operation",
        VIEW,
        "fossil * (is_operation & is_direct)",
        "fossil * is_operation",
    ),
    # ---------------------------------------------------------------- criteria
    Mutant(
        "a missing value never passes",
        WEIGH,
        "unknown = applies & ~_known(sample, missing_limit)",
        "unknown = applies & ~applies",
    ),
    Mutant(
        "doubt counts against passing",
        WEIGH,
        "worst = sample.values + sign * sample.doubt",
        "worst = sample.values - sign * sample.doubt",
    ),
    Mutant(
        "on the limit is within it",
        WEIGH,
        "values <= threshold",
        "values < threshold",
    ),
    Mutant(
        "an interval across the limit is not shown",
        WEIGH,
        "State.FAIL if possible <= decision.rejection else State.NOT_SHOWN",
        "State.FAIL",
    ),
)


def is_noticed(mutant: Mutant, copy: Path) -> bool | None:
    """Break a law in the copy, run its tests, mend it; None where nothing ran."""
    path = copy / mutant.file
    source = path.read_text(encoding="utf-8")
    path.write_text(source.replace(mutant.old, mutant.new), encoding="utf-8")
    try:
        status = run_tests(mutant.selection, copy)
    finally:
        path.write_text(source, encoding="utf-8")
    return None if status == 5 else status != 0


def run_tests(selection: list[str], copy: Path) -> int:
    """Return pytest's exit status in the copy: 0 passed, 5 no tests."""
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONHASHSEED": "0"}
    environment.pop("NUMBA_CACHE_DIR", None)
    paths = [name for name in selection if (copy / name).exists()]
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"]
    try:
        return subprocess.run(
            [*command, *paths],
            cwd=copy,
            env=environment,
            timeout=SECONDS,
            capture_output=True,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired:
        return 1  # a law so broken that the tests do not end


def copy_tree(target: Path) -> None:
    """Copy what the tests need; the copy is a checkout of its own."""
    for name in COPIED:
        ignored = shutil.ignore_patterns("__pycache__", "architecture")
        shutil.copytree(ROOT / name, target / name, ignore=ignored)
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, target / name)


def main(words: list[str]) -> int:
    """Run the mutants whose law or file holds one of the words."""
    chosen = [
        one
        for one in MUTANTS
        if not words or any(word in f"{one.law} {one.file}" for word in words)
    ]
    survivors = []
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy = Path(folder)
        copy_tree(copy)
        for selection in sorted({tuple(one.selection) for one in chosen}):
            if run_tests(list(selection), copy) not in {0, 5}:
                print(f"{' '.join(selection)}: fails without any mutant")
                return 2
        for mutant in chosen:
            start = time.monotonic()
            noticed = is_noticed(mutant, copy)
            told = {True: "noticed", False: "SURVIVED", None: "NO TESTS"}[noticed]
            spent = time.monotonic() - start
            print(f"{told:9} {spent:5.1f} s  {mutant.file}: {mutant.law}", flush=True)
            if not noticed:
                survivors.append(mutant)
    print(f"{len(chosen) - len(survivors)} of {len(chosen)} broken laws were noticed")
    return int(bool(survivors))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
