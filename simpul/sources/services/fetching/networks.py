"""Which addresses are part of the open network, and which closed ones may be asked all the same."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
IP = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True)
class Allowed:
    """Names and networks that may be asked though they are not part of the open network."""

    names: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()

    @classmethod
    def read(cls, entries: Iterable[str]) -> "Allowed":
        names, networks = set(), []
        for entry in filter(None, (entry.strip() for entry in entries)):
            try:
                networks.append(ipaddress.ip_network(entry, strict=False))
            except ValueError:
                names.add(entry.lower().rstrip("."))
        return cls(frozenset(names), tuple(networks))

    def names_host(self, host: str) -> bool:
        try:
            return self.holds(ipaddress.ip_address(host))
        except ValueError:
            return host in self.names

    def holds(self, ip: IP) -> bool:
        return any(ip in network for network in self.networks if network.version == ip.version)


def is_open(ip: IP) -> bool:
    """Say whether an address is part of the open network, whatever dress it wears."""
    inner = _inside(ip)
    if inner is not None:
        return is_open(inner)
    closed = (
        ip.is_private
        or ip.is_loopback
        or ip.is_link_local
        or ip.is_multicast
        or ip.is_reserved
        or ip.is_unspecified
    )
    return ip.is_global and not closed


def _inside(ip: IP) -> IP | None:
    """The older address that a newer one carries: mapped, tunnelled or translated."""
    if isinstance(ip, ipaddress.IPv4Address):
        return None
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip.sixtofour is not None:
        return ip.sixtofour
    if ip.teredo is not None:
        return ip.teredo[1]
    if ip in _NAT64 or (ip.packed[:12] == bytes(12) and int(ip) > 1):
        return ipaddress.IPv4Address(ip.packed[12:])
    return None
