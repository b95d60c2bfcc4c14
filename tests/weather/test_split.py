import numpy as np
import pytest

from twin.weather.split import clearness_index, diffuse_fraction_erbs, split_global


def test_parts_close_even_where_the_beam_is_capped(sun):
    light = 1.1 * sun.irradiance_extra_horizontal + 5.0
    direct, diffuse = split_global(sun, light, np.zeros(8760))
    np.testing.assert_allclose(diffuse + direct * sun.cos_zenith, light, atol=1e-9)
    high = sun.sun_elevation > 3.0
    np.testing.assert_allclose(direct[high], 0.9 * sun.irradiance_extra[high])
    assert diffuse.min() > 0.0


def test_light_of_a_low_sun_is_all_diffuse(sun):
    light = np.full(8760, 20.0)
    direct, diffuse = split_global(sun, light, np.zeros(8760))
    low = sun.sun_elevation <= 3.0
    assert not direct[low].any()
    np.testing.assert_array_equal(diffuse[low], 20.0)


@pytest.mark.parametrize(
    ("clearness", "share"),
    [(0.1, 0.991), (0.5, 0.6592), (0.9, 0.165)],
)
def test_diffuse_share_follows_erbs(sun, clearness, share):
    """Erbs et al. (1982): 1 − 0.09 k; quartic at 0.5; 0.165 above 0.80."""
    light = clearness * sun.irradiance_extra_horizontal
    high = sun.sun_elevation > 20.0
    found = diffuse_fraction_erbs(sun, light)[high]
    np.testing.assert_allclose(found, share, atol=2e-3)
    np.testing.assert_allclose(clearness_index(sun, light)[high], clearness)
