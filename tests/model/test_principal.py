import numpy as np

from w2vkit.model.principal import principal_axes, projected


def test_axes_are_those_of_the_singular_value_decomposition():
    rng = np.random.default_rng(1)
    vectors = (rng.standard_normal((300, 20)) * np.linspace(3, 0.1, 20)).astype(np.float32)
    axes = principal_axes(vectors, 6)
    _, _, right = np.linalg.svd(np.asarray(vectors, np.float64), full_matrices=False)
    assert np.allclose(np.abs(axes.T @ right[:6].T), np.eye(6), atol=1e-4)
    assert (axes[np.abs(axes).argmax(axis=0), np.arange(6)] > 0).all()
    assert np.allclose(projected(vectors, axes), vectors @ axes, atol=1e-4)
