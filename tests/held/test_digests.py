"""A daily sample of the digests; ``.ci/thorough`` checks them all."""

import multiprocessing

import pytest

from simulator.content.library.library import Library
from tests.held import digests

DEFAULT = "iopc_2019"
SAMPLE = [
    # The golden logs hold every log under the default profile; this is another corner.
    digests.logs_under("surrey_2019", "northern_keys", "1"),
    pytest.param(digests.run_as_json(DEFAULT), marks=pytest.mark.thorough),
    *(job for job in digests.jobs() if job.words[0] == "flow" and len(job.words) == 3),
    *(job for job in digests.jobs() if job.words[0] == "flow" and DEFAULT in job.words),
]


@pytest.mark.parametrize("job", SAMPLE, ids=lambda job: " ".join(job.words))
def test_what_must_not_change_is_as_it_was(job: digests.Job) -> None:
    """The output has its committed digest; the failure names each log that differs.

    Each job has a process of its own, as on the command line: other tests may leave caches behind.
    """
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        found = pool.apply(digests.digests, (job,))
    expected = {key: digest for key, digest in digests.committed().items() if key in found}
    assert digests.differing(found, expected) == []


def test_every_log_has_its_digest() -> None:
    """There is a digest of each scenario under each force and each profile that it fits."""
    logs = {tuple(key.split()[1:]) for key in digests.committed() if key.startswith("log ")}
    library = Library()
    scenarios = [library.scenario(entry.id).scenario for entry in library.scenarios()]
    assert logs == {
        (each.id, profile, force, seed)
        for each in scenarios
        for profile in digests.PROFILES
        for force in digests.FORCES
        for seed in digests.SEEDS
        if profile not in each.not_under
    }


@pytest.mark.parametrize(
    ("found", "line"),
    [
        ({"log a wmp generic 0": "1"}, "changed: log a wmp generic 0"),
        ({}, "gone: log a wmp generic 0"),
        ({"log a wmp generic 0": "0", "log b wmp generic 0": "1"}, "new: log b wmp generic 0"),
    ],
)
def test_a_difference_is_named(found: dict[str, str], line: str) -> None:
    """By scenario, profile, force and seed."""
    assert digests.differing(found, {"log a wmp generic 0": "0"}) == [line]
