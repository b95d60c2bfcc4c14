"""What several test folders share; a handful, without logic."""

import os
from pathlib import Path

import numpy as np
import pytest

from twin.cli.compiled import use_fresh_cache

use_fresh_cache(os.environ)  # before any test imports the compiled kernel


@pytest.fixture(scope="session")
def root() -> Path:
    """Root of the checkout."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture
def rng() -> np.random.Generator:
    """A generator that gives the same numbers in every run."""
    return np.random.default_rng(20250101)
