"""The token, and names under which this machine may be asked."""

import base64

import pytest

from w2vkit.server.access import Access
from w2vkit.server.problems import RequestError

LOCAL = Access("127.0.0.1")


def status(access, **headers):
    """Return the status with which headers are refused, 0 if they are accepted."""
    try:
        access.check({"host": "127.0.0.1:8765", **headers})
    except RequestError as error:
        return error.status
    return 0


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8765", "localhost:1", "LOCALHOST", "[::1]:8765", "localhost."]
)
def test_names_of_this_machine(host):
    assert status(LOCAL, host=host) == 0


@pytest.mark.parametrize(
    "host",
    [
        "evil.com",
        "localhost.evil.com",
        "127.0.0.1.evil.com",
        "10.0.0.1",
        "",
        "[",
        "[::1].evil.com:1",
    ],
)
def test_other_names_may_be_of_another_site(host):
    assert status(LOCAL, host=host) == 421


def test_an_open_server_is_asked_by_its_addresses_and_allowed_names():
    access = Access("0.0.0.0", names=["lab.example"])
    assert status(access, host="10.0.0.1:8765") == status(access, host="Lab.example") == 0
    assert status(access, host="evil.com") == 421


def test_pages_of_other_sites_are_refused():
    assert status(LOCAL, origin="http://localhost:8765") == 0
    assert status(LOCAL, origin="https://evil.com") == 403
    assert status(LOCAL, origin="null") == 403


def basic(token):
    return "Basic " + base64.b64encode(f"me:{token}".encode()).decode()


@pytest.mark.parametrize("sent", ["Bearer secret", "bearer secret", basic("secret")])
def test_the_token_is_accepted(sent):
    assert status(Access("127.0.0.1", "secret"), authorization=sent) == 0


@pytest.mark.parametrize(
    "sent",
    ["", "secret", "Bearer", "Bearer Secret", "Bearer secret2", basic("x"), "Basic ä", "Basic !"],
)
def test_without_the_token_nothing_is_answered(sent):
    assert status(Access("127.0.0.1", "secret"), authorization=sent) == 401
