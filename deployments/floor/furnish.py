"""`python -m deployments.floor.furnish gpu=1x4 cpu=1x4` gives a new server all that a floor needs, and ends.

Deployments, no hosts of yesterday, the first hosts of today. In a process of its own, as Prefect and every flow are
imported for it: that happens while the server starts, and their memory goes when it is done.
"""

from __future__ import annotations

import shlex
import sys
import time
from collections.abc import Iterable, Mapping
from typing import Any

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import VariableCreate, VariableUpdate, WorkPoolUpdate
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.settings import get_current_settings
from prefect.states import Cancelled

from contracts.errors import ConfigurationError
from deployments.apply import apply
from deployments.floor.plan import HostPlan
from deployments.server_process import is_healthy

POOLS_VARIABLE = "fanchant_pools"
HOST_FLOW, HOST_DEPLOYMENT = "warm-host", "warm-host/{pool}"
SERVER_PATIENCE_S = 120.0
UNFINISHED = [StateType.SCHEDULED, StateType.PENDING, StateType.RUNNING, StateType.PAUSED, StateType.CANCELLING]


def furnish(pools: Mapping[str, HostPlan]) -> None:
    """Applies the deployments, settles how many hosts `pools` have, and begins them; waits for the server first."""
    _wait_for_server()
    apply()
    with get_client(sync_client=True) as client:
        forget_hosts(client)
        settle_hosts(client, pools)
        for pool, plan in pools.items():
            for _ in range(plan.hosts):
                begin_host(client, pool, {"slots": plan.slots})


def settle_hosts(client: SyncPrefectClient, pools: Mapping[str, HostPlan]) -> None:
    """Tells the warm-up flow that this machine has room for these hosts; what else is planned of a pool stays."""
    variable = client.read_variable_by_name(POOLS_VARIABLE)
    plans = dict(variable.value) if variable is not None and isinstance(variable.value, Mapping) else {}
    for pool, plan in pools.items():
        most = max(1, plan.hosts)
        plans[pool] = {**plans.get(pool, {}), "slots": plan.slots, "min_hosts": plan.hosts, "max_hosts": most}
        client.update_work_pool(pool, WorkPoolUpdate(concurrency_limit=most))
    if variable is None:
        client.create_variable(VariableCreate(name=POOLS_VARIABLE, value=plans))
    elif plans != variable.value:
        client.update_variable(VariableUpdate(name=POOLS_VARIABLE, value=plans))


def forget_hosts(client: SyncPrefectClient) -> None:
    """Ends the flow runs of hosts that did not live to say that they left: one floor, so none of them can be alive."""
    runs = client.read_flow_runs(
        flow_filter=FlowFilter(name=FlowFilterName(any_=[HOST_FLOW])),
        flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=UNFINISHED))),
        sort=FlowRunSort.ID_DESC,  # without them the server refuses what the client sends
        limit=200,
    )
    for run in runs:
        client.set_flow_run_state(run.id, Cancelled(message="the floor that it was part of has ended"), force=True)


def begin_host(client: SyncPrefectClient, pool: str, parameters: Mapping[str, Any]) -> None:
    """A new flow run of the pool's host, which its worker then starts.

    Without a command of its own Prefect starts a host by way of another process, which imports Prefect once more.
    """
    deployment = client.read_deployment_by_name(HOST_DEPLOYMENT.format(pool=pool))
    client.create_flow_run_from_deployment(
        deployment.id,
        parameters=deployment.parameters | dict(parameters),
        job_variables={"command": shlex.join([sys.executable, "-m", "prefect.engine"])},
    )


def parse_pools(words: Iterable[str]) -> dict[str, HostPlan]:
    """`gpu=1x4` says: one host of four slots for the pool gpu."""
    plans = {}
    for word in words:
        pool, _, numbers = word.partition("=")
        hosts, _, slots = numbers.partition("x")
        plans[pool] = HostPlan(hosts=int(hosts), slots=int(slots))
    return plans


def _wait_for_server() -> None:
    api_url = get_current_settings().api.url or ""
    deadline = time.monotonic() + SERVER_PATIENCE_S
    while not is_healthy(api_url):
        if time.monotonic() > deadline:
            raise ConfigurationError(f"the Prefect server at {api_url} does not answer", code="server_not_reachable")
        time.sleep(0.2)


if __name__ == "__main__":
    furnish(parse_pools(sys.argv[1:]))
