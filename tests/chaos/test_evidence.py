"""Whether a chaos run would notice what it is there to notice."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.chaos import faulty_store
from benchmarks.chaos.evidence import duplicates, orphans, read_starts, recoveries_s, redelivered
from benchmarks.chaos.faults import DEFAULT_FAULTS, Broken, drawn_faults, full_disk, mount_disk, unmount_disk
from benchmarks.dispatch.light_stages import SLEEPS_S, critical_path_s
from blocks.media_store import MediaStore
from contracts.errors import ResourceExhausted, Transient
from contracts.media import MediaKind
from contracts.submission import Consent, Submission

CALL, LEASE_S = "render_shot:0", 8.0


def note(folder: Path, pid: int, *events: tuple[float, str]) -> None:
    lines = [json.dumps({"call": CALL, "what": what, "at": at, "pid": pid}) for at, what in events]
    (folder / f"{pid}.jsonl").write_text("\n".join(lines))


def host_killed(at: float, pid: int) -> Broken:
    return Broken("host killed", "gpu-1", at, at + 2, pid)


def test_faults_follow_from_their_seed() -> None:
    hosts = ["gpu-1", "cpu-1"]
    first, again, other = (drawn_faults(seed, 300, DEFAULT_FAULTS, hosts, workers=2) for seed in ("1", "1", "2"))
    assert first == again != other
    assert sorted(fault.kind for fault in first) == sorted(kind for kind, n in DEFAULT_FAULTS.items() for _ in range(n))
    assert all(0 < fault.at_s < 300 for fault in first)
    assert {fault.target for fault in first if fault.kind == "host killed"} <= set(hosts)


def test_a_call_that_died_with_its_host_is_timed_until_it_begins_again(tmp_path: Path) -> None:
    note(tmp_path, 1, (10.0, "began"))
    note(tmp_path, 2, (19.5, "began"), (20.0, "done"))
    starts = read_starts(tmp_path)
    killed = host_killed(10.5, 1)
    assert recoveries_s(starts, [killed]) == [(killed, CALL, 9.0)]
    assert duplicates(starts, [killed], LEASE_S) == []


def test_a_call_that_never_begins_again_shows(tmp_path: Path) -> None:
    note(tmp_path, 1, (10.0, "began"))
    killed = host_killed(10.5, 1)
    assert recoveries_s(read_starts(tmp_path), [killed]) == [(killed, CALL, None)]


def test_failed_tries_are_no_duplicates_but_work_done_twice_is(tmp_path: Path) -> None:
    note(tmp_path, 1, (10.0, "began"), (11.0, "store_unreachable"), (12.0, "began"), (13.0, "done"))
    assert duplicates(read_starts(tmp_path), [], LEASE_S) == []
    note(tmp_path, 2, (14.0, "began"), (15.0, "done"))
    assert duplicates(read_starts(tmp_path), [], LEASE_S) == [CALL]
    redis_died = Broken("redis killed", "redis", 12.9, 15.0, 3)
    assert duplicates(read_starts(tmp_path), [redis_died], LEASE_S) == []
    host_died_later = host_killed(100.0, 1)
    assert duplicates(read_starts(tmp_path), [host_died_later], LEASE_S) == [CALL]


def test_what_begins_while_the_first_is_at_work_is_the_lease(tmp_path: Path) -> None:
    note(tmp_path, 1, (10.0, "began"), (21.0, "done"))
    note(tmp_path, 2, (20.0, "began"), (22.0, "done"))
    starts = read_starts(tmp_path)
    assert duplicates(starts, [], LEASE_S) == []
    assert redelivered(starts) == [CALL]


def test_what_nobody_refers_to_is_an_orphan(tmp_path: Path) -> None:
    store, results = MediaStore.model_validate(store_at(tmp_path / "media")), tmp_path / "results"
    results.mkdir()
    sent = [store.put_bytes(word, MediaKind.IMAGE, ".jpg") for word in (b"selfie", b"voice")]
    kept, forgotten = (store.put_bytes(word, MediaKind.VIDEO, ".mp4") for word in (b"kept", b"forgotten"))
    (results / "key").write_text(json.dumps({"result": kept.model_dump_json()}))
    half = tmp_path / "media" / f"{kept.uri}.0.partial"
    half.write_bytes(b"ha")
    consent = Consent(version="test", given_at=datetime(2026, 1, 1, tzinfo=UTC))
    fan = Submission(id="a", template="light", selfie=sent[0], voice=sent[1], name="A", consent=consent)
    assert orphans(tmp_path / "media", results, [fan]) == sorted([Path(forgotten.uri).name, half.name])


def test_a_faulty_store_fails_as_often_as_it_should(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in faulty_store.CALLS:
        monkeypatch.setattr(MediaStore, name, getattr(MediaStore, name))
    faults = {"failing": 0.1, "slow": 0.0, "slow_s": 0.0, "seed": "test"}
    monkeypatch.setenv(faulty_store.SETTING, json.dumps(faults))
    faulty_store.make_store_faulty()
    store, failed = MediaStore.model_validate(store_at(tmp_path)), 0
    for number in range(600):
        try:
            store.put_bytes(str(number).encode(), MediaKind.IMAGE, ".png")
        except Transient:
            failed += 1
    assert 20 < failed < 120


def test_a_full_disk_is_full_and_is_free_again(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    if not mount_disk(disk, 4):
        pytest.skip("this user may not mount a file system")
    store = MediaStore.model_validate(store_at(disk / "media"))
    try:
        with full_disk(disk), pytest.raises(ResourceExhausted):
            store.put_bytes(b"x" * 8192, MediaKind.IMAGE, ".png")
        assert store.exists(store.put_bytes(b"x" * 8192, MediaKind.IMAGE, ".png"))
        assert [path for path in disk.rglob("*.partial")] == []
    finally:
        unmount_disk(disk)


def test_the_critical_path_is_shorter_than_all_sleeps_and_longer_than_any() -> None:
    assert max(SLEEPS_S.values()) < critical_path_s(1.0) < sum(SLEEPS_S.values())
    assert critical_path_s(2.0) == pytest.approx(2 * critical_path_s(1.0))


def store_at(folder: Path) -> dict[str, str]:
    """Fields of a store in `folder`."""
    field = "location" if "location" in MediaStore.model_fields else "folder"
    return {field: str(folder)}
