"""One count by pabutools, in an environment of its own: `python pabutools_side.py FILE.pb STEP`.

It stands alone, as neither leastfirst nor the other benchmarks are installed there. Equal shares, cost satisfaction,
shares raised by STEP units of the currency, stopping only when an outcome overspends; ties by lower cost, then more
votes, then the order of the file. Identical ballots are merged first, which is pabutools' own quicker way. Prints JSON.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from pabutools.election import Cost_Sat, parse_pabulib
from pabutools.rules import exhaustion_by_budget_increase, method_of_equal_shares
from pabutools.tiebreaking import TieBreakingRule


def peak_megabytes() -> float:
    """The most memory held since this program began; 0 where the system does not say."""
    about = Path("/proc/self/status")
    lines = about.read_text().splitlines() if about.is_file() else []
    return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("VmHWM")), 0.0)


def main() -> None:
    path, step = sys.argv[1], int(sys.argv[2])
    instance, profile = parse_pabulib(path)
    place = {project: i for i, project in enumerate(instance.project_meta)}
    voters = len(profile)
    votes = {project: profile.approval_score(project) for project in instance}
    order = TieBreakingRule(lambda *given: (given[-1].cost, -votes[given[-1]], place[given[-1]]))
    start = time.perf_counter()
    elected = exhaustion_by_budget_increase(
        instance,
        profile.as_multiprofile(),
        method_of_equal_shares,
        {"sat_class": Cost_Sat, "tie_breaking": order},
        exhaustive_stop=False,
        budget_step=step * voters,
    )
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "megabytes": peak_megabytes(), "elected": sorted(p.name for p in elected)}))


if __name__ == "__main__":
    main()
