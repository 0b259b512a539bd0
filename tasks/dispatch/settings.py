"""Where stages run, and how their calls are leased."""

from __future__ import annotations

import os

URL_SETTING, LEASE_SETTING = "FANCHANT_DISPATCH_URL", "FANCHANT_LEASE_S"
DEFAULT_LEASE_S = 8.0


def dispatch_url() -> str:
    """Redis that carries the calls, `redis://host:port/db`; empty: every stage runs in its flow's own process."""
    return os.environ.get(URL_SETTING, "")


def lease_s() -> float:
    """For how long a silent host keeps a call before another host gets it, in seconds.

    Hosts renew their leases four times as often, and look for abandoned calls every quarter of it: a call is taken over
    at most 1.32 leases after its host died.
    """
    return float(os.environ.get(LEASE_SETTING, DEFAULT_LEASE_S))


def docket_name(pool: str) -> str:
    """The docket of a pool's calls."""
    return f"fanchant-{pool}"
