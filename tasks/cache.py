"""The cache key of a stage: content only, so equal work is done once, whoever asked for it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from typing import Any

from prefect.cache_policies import CachePolicy
from prefect.context import TaskRunContext
from prefect.results import ResultStore
from pydantic import BaseModel
from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_exponential

from blocks.media_store import MediaStore
from blocks.template_library import open_template, template_folders
from contracts.character import Character
from contracts.errors import Transient
from contracts.media import MediaRef
from contracts.submission import Submission
from contracts.template import Shot
from tasks.code_version import stage_version
from tasks.policy import STAGES

SUBMISSION_CONTENT = ("template", "selfie", "voice", "name", "locale")
"""What of a submission its media depend on; its id, consent and call-back do not change a frame."""


def content_of(value: Any) -> Any:
    """`value` as JSON data that is equal exactly where the content is: media by hash, characters by their key."""
    if isinstance(value, MediaRef):
        return ["media", value.kind, value.sha256]
    if isinstance(value, Character):
        return ["character", value.key]
    if isinstance(value, Submission):
        return {field: content_of(getattr(value, field)) for field in SUBMISSION_CONTENT}
    if isinstance(value, BaseModel):
        return {field: content_of(getattr(value, field)) for field in type(value).model_fields}
    if isinstance(value, Mapping):
        return {str(key): content_of(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [content_of(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return value


def template_content(inputs: Mapping[str, Any], beside: Sequence[str] = ()) -> list[str]:
    """Revision of the template in the inputs, hashes of the comp of a shot among them and of files `beside` it."""
    submission, template_id = inputs.get("submission"), inputs.get("template_id")
    if isinstance(submission, Submission):
        template_id = submission.template
    if not isinstance(template_id, str):
        return []
    bundle = open_template(template_id)
    comps = [shot.comp for shot in inputs.values() if isinstance(shot, Shot) and shot.comp]
    files = [bundle.path(comp) for comp in comps]
    files += [path for f in template_folders() for name in beside if (path := f / template_id / name).is_file()]
    return [bundle.template.revision, *(hashlib.sha256(path.read_bytes()).hexdigest() for path in files)]


def block_content(name: str) -> str:
    """What the block `module:class` is configured to, as JSON; a saved block may change under the same name."""
    module, class_name = name.split(":")
    configured: BaseModel = getattr(import_module(module), class_name).configured()
    return configured.model_dump_json()


def stage_key(stage: str, inputs: Mapping[str, Any]) -> str:
    """Key of the result of `stage` for `inputs` (its parameters by name): a SHA-256 in hexadecimal."""
    policy = STAGES[stage]
    parts = [
        stage,
        stage_version(policy),
        [block_content(block) for block in policy.blocks],
        template_content(inputs, policy.template_files),
        content_of(inputs),
    ]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def media_in(value: Any) -> Iterator[MediaRef]:
    """Every media reference inside a stage's result."""
    if isinstance(value, MediaRef):
        yield value
    elif isinstance(value, BaseModel):
        for field in type(value).model_fields:
            yield from media_in(getattr(value, field))
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from media_in(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from media_in(item)


def all_media_there(result: Any) -> bool:
    """Whether the store still has all media that a stage's result refers to.

    A store that does not answer is asked again: Prefect takes an error here for a stage that cannot be cached.

    Raises:
        Transient: the store does not answer.
    """
    return all(_is_there(MediaStore.configured(), media) for media in media_in(result))


@retry(retry=retry_if_exception_type(Transient), stop=stop_after_attempt(5), wait=wait_exponential(0.1), reraise=True)
def _is_there(store: MediaStore, media: MediaRef) -> bool:
    return store.exists(media)


def usable_key(key: str, results: ResultStore) -> str:
    """`key`, or its next edition where the stored result refers to media that the store no longer has.

    A further edition instead of a deletion: it works on every result storage and never takes a result from under
    another run that is reading it.
    """
    edition = 0
    while True:
        candidate = f"{key}-{edition}" if edition else key
        if not results.exists(candidate):
            return candidate
        if all_media_there(results.read(candidate).result):
            return candidate
        edition += 1


@dataclass
class StageCache(CachePolicy):
    """Prefect's cache policy of one stage."""

    stage: str = ""

    def compute_key(
        self, task_ctx: TaskRunContext, inputs: dict[str, Any], flow_parameters: dict[str, Any], **kwargs: Any
    ) -> str | None:
        return usable_key(stage_key(self.stage, inputs), task_ctx.result_store)
