"""Print a digest of the log of each shipped scenario, under each profile, with two seeds.

It runs in any Python that has the application of the page in its path, the page's own as well.
"""

import json

from simulator.content.library.library import DEFAULT_FORCE, Library
from simulator.session.clock import ManualClock
from simulator.web.in_page import InPage

SEEDS = (0, 1)


def digests(every: int) -> str:
    """Return the digests by what was run, as JSON; of every so manieth run."""
    library = Library(())
    page = InPage(library, ManualClock())
    profiles = sorted(library.profile(each).profile.id for each in library.paths_of("profile"))
    forces = {each.id: library.scenario(each.id).scenario.force for each in library.survey()[0]}
    runs = [
        (name, profile, seed) for name in sorted(forces) for profile in profiles for seed in SEEDS
    ]
    found = {
        f"{name} {profile} {seed}": page.digest(name, profile, forces[name] or DEFAULT_FORCE, seed)
        for name, profile, seed in runs[::every]
    }
    return json.dumps(found)
