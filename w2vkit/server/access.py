"""Who may ask: the token, and the names by which this machine may be addressed.

A page of another site can make a browser send requests to this machine, under a name of its own
that it lets point here (DNS rebinding). So only requests for names of this machine are answered.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address

from w2vkit.base.messages import msg, shortened
from w2vkit.server.problems import FORBIDDEN, MISDIRECTED, UNAUTHORIZED, RequestError

LOCAL_NAME = "localhost"
CHALLENGE = 'Basic realm="w2vkit", Bearer'
"""Browsers ask for a password; that is the token, with any name."""


def is_loopback(host: str) -> bool:
    """Return whether a host is this machine as only its own programs reach it.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    if host == LOCAL_NAME:
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def host_name(authority: str) -> str:
    """Return the host of an authority, without port and brackets.

    >>> host_name("localhost:8765"), host_name("[::1]:8765"), host_name("::1")
    ('localhost', '::1', '::1')
    """
    name = authority.strip().lower()
    if name.startswith("["):
        inside, _, port = name[1:].partition("]")
        return inside if not port or port.startswith(":") else ""
    return name if name.count(":") > 1 else name.partition(":")[0].rstrip(".")


@dataclass(frozen=True)
class Access:
    """The rules by which requests are accepted.

    Attributes:
        host: where the server listens.
        token: what a client has to know; "" if nothing.
        names: further names of this machine.

    """

    host: str
    token: str = ""
    names: Iterable[str] = ()

    def check(self, headers: Mapping[str, str]) -> None:
        """Raise RequestError unless a request with these headers is accepted.

        Args:
            headers: by name in lower case.

        """
        host = headers.get("host", "")
        if not self._is_own(host_name(host)):
            raise RequestError(
                MISDIRECTED,
                "foreign_host",
                msg("“{host}” is not a name of this server.", host=shortened(host, 60)),
                msg("Use its address, or allow the name: w2vkit serve --allow-host NAME."),
            )
        origin = headers.get("origin", "")
        if origin and not self._is_own(host_name(origin.partition("://")[2])):
            raise RequestError(
                FORBIDDEN,
                "foreign_origin",
                msg("Pages of {origin} may not ask.", origin=shortened(origin, 60)),
                msg("Ask from a program, or from the page of this server."),
            )
        if self.token and not self._is_token(headers.get("authorization", "")):
            raise RequestError(
                UNAUTHORIZED,
                "unauthorized",
                msg("The token is missing or wrong."),
                msg("Send it in the header “Authorization: Bearer TOKEN”."),
            )

    def _is_own(self, name: str) -> bool:
        """Return whether a name can only mean this machine; no site can take over an address."""
        if name == self.host.lower() or name in map(str.lower, self.names) or is_loopback(name):
            return True
        if is_loopback(self.host):
            return False
        try:
            ip_address(name)
        except ValueError:
            return False
        return True

    def _is_token(self, authorization: str) -> bool:
        scheme, _, given = authorization.partition(" ")
        if scheme.lower() == "basic":
            try:
                given = base64.b64decode(given, validate=True).decode("utf-8").partition(":")[2]
            except ValueError:
                return False
        elif scheme.lower() != "bearer":
            return False
        return hmac.compare_digest(given.strip().encode(), self.token.encode())
