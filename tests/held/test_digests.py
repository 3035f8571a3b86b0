"""A daily sample of the digests; ``.ci/thorough`` checks them all."""

import multiprocessing

from tests.held import digests
from tests.session.calls import LIBRARY

DEFAULT = "iopc_2019"
SAMPLE = [
    # The golden logs hold every log under the default profile; this is another corner.
    digests.logs_under(
        *("surrey_2019", "northern_keys", "1", "partner-in-the-room", "rings-back"),
        *("somebody-picks-up", "two-short-calls", "low-battery", "another-voice"),
    ),
    *(job for job in digests.jobs() if job.words[0] == "flow" and len(job.words) == 3),
    *(job for job in digests.jobs() if job.words[0] == "flow" and DEFAULT in job.words),
]


def test_what_must_not_change_is_as_it_was() -> None:
    """The output has its committed digest; the failure names each log that differs.

    In a process of its own, as on the command line: other tests may leave caches behind.
    """
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        found = {key: each for of in pool.map(digests.digests, SAMPLE) for key, each in of.items()}
    expected = {key: digest for key, digest in digests.committed().items() if key in found}
    assert digests.differing(found, expected) == []


def test_every_log_has_its_digest() -> None:
    """There is a digest of each scenario under each force and each profile that it fits."""
    logs = {tuple(key.split()[1:]) for key in digests.committed() if key.startswith("log ")}
    library = LIBRARY
    scenarios = [library.scenario(entry.id).scenario for entry in library.scenarios()]
    assert logs == {
        (each.id, profile, force, seed)
        for each in scenarios
        for profile in digests.PROFILES
        for force in digests.FORCES
        for seed in digests.SEEDS
        if profile not in each.not_under
    }


def test_a_difference_is_named() -> None:
    """By scenario, profile, force and seed."""
    before, after = {"log a": "0", "log b": "0", "log c": "0"}, {"log a": "0", "log b": "1"}
    differing = digests.differing({**after, "log d": "0"}, before)
    assert differing == ["changed: log b", "gone: log c", "new: log d"]
