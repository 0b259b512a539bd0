"""A warm host: a flow run that has a pool's models and browser ready and serves stages until it is told to leave.

Started by the pool's worker or by ECS, wanted by the warm-up flow or an operator. SIGTERM drains it: the stages that
run are finished, those that wait are left to other hosts.
"""

from __future__ import annotations

from typing import Annotated

from prefect import flow
from prefect.exceptions import TerminationSignal
from prefect.logging import get_run_logger
from prefect.runtime import flow_run
from pydantic import Field

from contracts.errors import ConfigurationError
from tasks.dispatch.host import HostActivity, Serving
from tasks.dispatch.settings import URL_SETTING, dispatch_url
from tasks.signs_of_life import HOST_BEAT, HOST_LEFT, HOST_READY, show_life
from tasks.warm_up import Pool, stages_of, warm_up

BEAT_S = 5.0


def host_name() -> str:
    """Name of the current run and of its host, e.g. `gpu-1f0c6b2e`."""
    return f"{flow_run.parameters['pool']}-{flow_run.id[:8]}"


@flow(name="warm-host", flow_run_name=host_name)
def warm_host(
    pool: Pool,
    slots: Annotated[int, Field(ge=1)] = 2,
    idle_leave_s: Annotated[float | None, Field(gt=0)] = None,
) -> int:
    """Serves the stages of `pool`, `slots` at once, and returns how many it served.

    Args:
        idle_leave_s: leaves after that many seconds without a call; None: stays until SIGTERM or until its run is
            cancelled.

    Raises:
        ConfigurationError, ResourceExhausted: this machine cannot serve the pool, e.g. because no browser draws.
    """
    log = get_run_logger()
    if not dispatch_url():
        raise ConfigurationError(
            f"a warm host needs Redis; set {URL_SETTING} for its worker, e.g. to redis://127.0.0.1:6379/0",
            code="dispatch_not_configured",
        )
    warm_up(pool)
    serving = Serving(stages_of(pool), pool=pool, slots=slots, host=host_name())
    show_life(HOST_READY, flow_run.id, pool=pool, payload={"slots": slots})
    log.info("%s is warm and serves %d stages at once", host_name(), slots)
    try:
        stay(serving, pool, idle_leave_s)
    finally:
        show_life(HOST_LEFT, flow_run.id, pool=pool, payload={"served": serving.activity.served})
    log.info("%s leaves after %d stages", host_name(), serving.activity.served)
    return serving.activity.served


def stay(serving: Serving, pool: Pool, idle_leave_s: float | None) -> None:
    """Returns when the host has left. Prefect turns SIGTERM into an exception of this thread; it may come again."""
    while True:
        try:
            if serving.ended(within_s=BEAT_S):
                return
            show_life(HOST_BEAT, flow_run.id, pool=pool, payload=activity_payload(serving.activity))
            if idle_leave_s is not None and serving.activity.idle_s() >= idle_leave_s:
                serving.leave()
        except TerminationSignal:
            serving.leave()


def activity_payload(activity: HostActivity) -> dict[str, float]:
    """What a beat says of the host."""
    return {"running": activity.running, "served": activity.served, "idle_s": round(activity.idle_s(), 1)}
