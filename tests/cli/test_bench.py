"""The bench as a command: it prints its figures and refuses nonsense."""

import json

import pytest
from typer.testing import CliRunner

from twin.cli.main import app
from twin.ground.errors import InputError


def test_a_tiny_bench_prints_figures_and_json():
    words = ["bench", "--zones", "1", "--repeats", "1", "--profile"]
    done = CliRunner().invoke(app, words, catch_exceptions=False)
    assert done.exit_code == 0
    for part in (
        "box, ideal load",
        "six rooms",
        "limit:",
        "moisture",
        "residual",
        "air and health together",
        "people",
    ):
        assert part in done.stdout
    told = json.loads(
        CliRunner().invoke(app, ["bench", "--zones", "1", "--repeats", "1", "--json"])
        .stdout
    )  # fmt: skip
    assert [one["zones"] for one in told["kernels"]] == [1]
    assert told["energyplus"] is None
    passes = [one["name"] for one in told["passes"]]
    assert passes == ["heat and moisture", "comfort", "contaminants", "mould", "people"]
    assert all(one["nanoseconds"] > 0.0 for one in told["passes"])


def test_a_bench_of_no_zones_is_refused():
    with pytest.raises(InputError, match="whole numbers"):
        CliRunner().invoke(app, ["bench", "--zones", "0"], catch_exceptions=False)
