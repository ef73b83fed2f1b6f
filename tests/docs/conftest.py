"""The folder of the built site, for the tests that look at it."""

from pathlib import Path

import pytest


def pytest_addoption(parser):
    parser.addoption("--site", help="folder of the documentation that mkdocs has built")


@pytest.fixture(scope="session")
def site(request):
    folder = request.config.getoption("--site")
    if not folder:
        pytest.skip("needs --site FOLDER, built by mkdocs")
    return Path(folder)
