"""What the server does by itself when a worker or a host falls silent or a submission is late.

Submissions have a deployment, a work pool and beats of their worker; hosts have beats of their own. An automation that
waits for silence begins at the first beat: hosts that start slowly, as on ECS, are not touched.

A server or a Redis that restarts may lose an event. So one that is missing must do no harm: silence means several
beats.

A lost submission is called crashed first and sent again because it crashed. Sending it again at once would take a run
that its operator has just cancelled, or that has failed for good, out of its end where the worker's last beat arrives
after it: the server lets an ended run become scheduled, but never crashed.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from prefect.client.schemas.objects import StateType
from prefect.events import (
    AutomationCore,
    ChangeFlowRunState,
    DoNothing,
    EventTrigger,
    Posture,
    ResourceSpecification,
    RunDeployment,
    SendNotification,
)

from deployments.description import Watch
from tasks.signs_of_life import HOST_BEAT, HOST_LEFT, SUBMISSION_BEAT

FLOW_RUNS = {"prefect.resource.id": "prefect.flow-run.*"}
SUBMISSIONS = [
    {"prefect.resource.role": "flow", "prefect.resource.name": "make-video"},
    {"prefect.resource.role": "work-pool", "prefect.resource.name": "submissions"},
]
HOSTS = [{"prefect.resource.role": "flow", "prefect.resource.name": "warm-host"}]

FELL_SILENT = "The worker of this submission fell silent."
REPLACE_AT_MOST_EVERY = timedelta(seconds=10)
"""A host that dies at every start must not make a loop without a pause; the schedule replaces what this leaves out."""


def _states(*names: str) -> set[str]:
    return {f"prefect.flow-run.{name}" for name in names}


DELIVERED_OR_OVER = _states("Completed", "Failed", "Cancelled", "Cancelling")
NOT_WITH_A_WORKER = DELIVERED_OR_OVER | _states("Scheduled", "Late", "Paused", "Suspended")
"""Without `Crashed` and `AwaitingRetry`, which silence itself leads to: Prefect forgets a silence only after it has
acted upon it. An expected event that it hears of in between makes it act once more, on a run sent again by then."""


def automations(watch: Watch, *, replace_hosts: UUID, notifier: UUID | None) -> list[AutomationCore]:
    """All automations.

    Args:
        replace_hosts: the deployment of the warm-up flow.
        notifier: a notification block that operators saved; without one a warning is an event in the event feed.
    """
    return [
        _automation(
            "a silent submission has crashed",
            f"Its worker has sent no beat for {watch.submission_silent_s:g} s.",
            EventTrigger(
                posture=Posture.Proactive,
                match=_resource(FLOW_RUNS),
                after={SUBMISSION_BEAT},
                expect={SUBMISSION_BEAT} | NOT_WITH_A_WORKER,
                for_each={"prefect.resource.id"},
                within=timedelta(seconds=watch.submission_silent_s),
            ),
            _crashed(FELL_SILENT),
        ),
        _automation(
            "a submission that was not begun is sent again",
            "Its worker died between taking it and beginning it. One that cannot be begun at all is not sent again.",
            _submission_crashed({"prefect.run-count": "0", "prefect.state-message": FELL_SILENT}),
            _again("The worker before died."),
        ),
        _automation(
            "a crashed submission is sent again",
            f"It is begun at most {watch.submission_attempts} times; stages that are done are not done again.",
            _submission_crashed({"prefect.run-count": _attempts(1, watch.submission_attempts - 1)}),
            _again("The attempt before crashed."),
        ),
        _automation(
            "a submission is given up",
            f"It crashed {watch.submission_attempts} times; somebody has to look at it.",
            _submission_crashed({"prefect.run-count": [str(watch.submission_attempts)]}),
            _warning(notifier, f"A submission crashed {watch.submission_attempts} times and is given up."),
        ),
        _automation(
            "a submission is late",
            f"It was not delivered within {watch.submission_deadline_s:g} s of its arrival.",
            EventTrigger(
                posture=Posture.Proactive,
                match=_resource(FLOW_RUNS),
                match_related=[_resource(labels) for labels in SUBMISSIONS],
                after=_states("Scheduled"),
                expect=DELIVERED_OR_OVER,
                for_each={"prefect.resource.id"},
                within=timedelta(seconds=watch.submission_deadline_s),
            ),
            _warning(notifier, f"A submission was not delivered within {watch.submission_deadline_s:g} s."),
        ),
        _automation(
            "a silent host has crashed",
            f"It served and has sent no beat for {watch.host_silent_s:g} s.",
            EventTrigger(
                posture=Posture.Proactive,
                match=_resource(FLOW_RUNS),
                after={HOST_BEAT},
                expect={HOST_BEAT, HOST_LEFT} | NOT_WITH_A_WORKER | _states("Crashed", "AwaitingRetry"),
                for_each={"prefect.resource.id"},
                within=timedelta(seconds=watch.host_silent_s),
            ),
            _crashed("This host fell silent."),
        ),
        _automation(
            "a lost host is replaced",
            "The warm-up flow looks at once instead of at the next minute.",
            EventTrigger(
                match=_resource(FLOW_RUNS),
                match_related=[_resource(labels) for labels in HOSTS],
                expect=_states("Crashed", "Failed"),
                within=REPLACE_AT_MOST_EVERY,
            ),
            RunDeployment(deployment_id=replace_hosts),
        ),
    ]


def _submission_crashed(labels: dict[str, str | list[str]]) -> EventTrigger:
    """For every submission that crashes and whose flow run has these labels."""
    return EventTrigger(
        match=_resource(FLOW_RUNS | labels),
        match_related=[_resource(labels) for labels in SUBMISSIONS],
        expect=_states("Crashed"),
        for_each={"prefect.resource.id"},
    )


def _automation(
    name: str,
    description: str,
    trigger: EventTrigger,
    action: ChangeFlowRunState | RunDeployment | SendNotification | DoNothing,
) -> AutomationCore:
    return AutomationCore(
        name=f"fanchant: {name}", description=description, tags=["fanchant"], trigger=trigger, actions=[action]
    )


def _resource(labels: dict[str, str] | dict[str, str | list[str]]) -> ResourceSpecification:
    return ResourceSpecification.model_validate(labels)


def _attempts(first: int, last: int) -> list[str]:
    """Labels of how often a run was begun; none of them where `last` lies before `first`."""
    return [str(count) for count in range(first, last + 1)] or ["none"]


def _crashed(message: str) -> ChangeFlowRunState:
    return ChangeFlowRunState(state=StateType.CRASHED, name="Crashed", message=message)


def _again(message: str) -> ChangeFlowRunState:
    return ChangeFlowRunState(state=StateType.SCHEDULED, name="AwaitingRetry", message=message)


def _warning(notifier: UUID | None, body: str) -> SendNotification | DoNothing:
    """The firing of an automation is itself an event with the flow run's id; a notifier also tells people."""
    if notifier is None:
        return DoNothing()
    return SendNotification(
        block_document_id=notifier,
        subject="{{ automation.name }}",
        body=body + " Flow run: {{ flow_run.name }}, {{ flow_run.id }}",
    )
