"""A vote of the fictional county: what the pit village of Skaythorpe would do with two million pounds.

Five groups of residents want different things, as anywhere. The largest agrees on what it wants, so that counting by
votes alone would give it nearly all of the money; who wins, and by how much, is left to the ballots.
"""

from __future__ import annotations

from fractions import Fraction

from leastfirst.decide import Ballot, Election, Project, merge
from leastfirst.exchange.pabulib import document_bytes, document_of
from tools.county.chance import chance

FILE_NAME = "vote-2026.pb"
BUDGET = 2_000_000
MOST_CHOICES = 5

# id, what it costs in pounds, name, category, for whom, what it is.
_PROJECTS = (
    ("1", 640_000, "A new roof and heating for the Lamp Room hall", "buildings", "everybody",
     "The hall leaks and cannot be heated. With a new roof it could open all winter."),
    ("2", 520_000, "Changing rooms at the Headstocks sports field", "sport", "adults",
     "Six teams change in a shed. Warm rooms with showers, for men and women."),
    ("3", 380_000, "The bandstand and the square on Chapel Row", "streets", "everybody",
     "Level paving, trees and a bandstand where the bus shelter was."),
    ("4", 310_000, "A car park for the Lamp Room hall", "streets", "adults",
     "Sixty marked spaces with lights."),
    ("5", 240_000, "Cameras and brighter lamps on Weighbridge Road", "streets", "everybody",
     "Lamps every thirty metres, and four cameras."),
    ("6", 90_000, "Lights and a market at Christmas for ten years", "culture", "everybody",
     "Lights on Chapel Row, stalls on the square and a lantern walk, each year until 2036."),
    ("7", 190_000, "A skate park behind the Fan House", "sport", "young people",
     "Concrete bowls and rails, drawn by the young people who asked for it."),
    ("8", 145_000, "The Tub: a café run by young people", "buildings", "young people",
     "An empty shop, a kitchen, one youth worker for three years."),
    ("9", 60_000, "A room to make music in", "culture", "young people",
     "Sound-proof, with drums, a desk and someone to teach."),
    ("10", 170_000, "A playground for every age at Screens Green", "green", "children",
     "Swings that wheelchairs can use, a tower, sand and water."),
    ("11", 85_000, "Meals and play in every school holiday", "care", "children",
     "Hot meals and things to do for 60 children, for three years."),
    ("12", 110_000, "A path for prams and wheelchairs over the Old Tip", "green", "everybody",
     "Two miles, level, dry in winter, with views over the valley."),
    ("13", 46_000, "Forty allotments on Wagon Lane", "green", "everybody",
     "Fences, water, sheds to share and two raised beds."),
    ("14", 34_000, "The Kettle: shared meals and English classes", "care", "newcomers",
     "A weekly meal cooked by families who are new here, and classes at every level."),
    ("15", 72_000, "A minibus that you can ring for", "care", "older people",
     "To the surgery, the shops and the hall, four days a week for two years."),
    ("16", 45_000, "A shelter and benches on Chapel Row", "streets", "older people",
     "Eight benches with arms and backs, four of them under a roof."),
    ("17", 45_000, "A shelter and benches on Screens Green", "green", "older people",
     "Eight benches with arms and backs, four of them under a roof."),
    ("18", 2_600_000, "The Plunge: a swimming pool for Skaythorpe", "sport", "everybody",
     "Four lanes of twenty metres. It costs more than the whole budget; the board promised to put it to the vote."),
)  # fmt: skip

# The groups: how many voters, and of ten of them, how many would like each project (or both of two, which then have
# the same voters, the same cost and the same price: a tie that the order of ties has to settle).
_GROUPS: tuple[tuple[int, dict[str, int]], ...] = (
    (148, {"1": 9, "2": 8, "3": 8, "4": 8, "5": 6, "6": 4, "18": 3, "16,17": 1, "15": 1}),
    (52, {"7": 9, "8": 8, "9": 7, "18": 5, "12": 2, "5": 1}),
    (46, {"10": 9, "11": 8, "12": 5, "18": 5, "14": 1, "6": 2}),
    (34, {"13": 9, "12": 7, "15": 6, "16,17": 4, "1": 2}),
    (22, {"14": 9, "11": 5, "13": 3, "8": 2}),
)


def vote(seed: int) -> Election:
    """The vote, the same for the same seed: 302 voters, each for at most five of 18 projects."""
    rng = chance(seed, "vote")
    place = {each[0]: i for i, each in enumerate(_PROJECTS)}
    ballots = []
    for voters, likes in _GROUPS:
        for _ in range(voters):
            liked = [projects for projects, of_ten in likes.items() if rng.random() < of_ten / 10]
            chosen: list[str] = []
            for projects in rng.permutation(liked or [max(likes, key=lambda each: likes[each])]):
                several = str(projects).split(",")
                chosen += several if len(chosen) + len(several) <= MOST_CHOICES else []
            ballots.append(Ballot(tuple((at, 1) for at in sorted(place[each] for each in chosen))))
    meta = {
        "description": "What shall Skaythorpe do with two million pounds?",
        "country": "Corvestershire (fictional)",
        "unit": "Skaythorpe",
        "instance": "2026",
        "num_projects": str(len(_PROJECTS)),
        "num_votes": str(len(ballots)),
        "budget": str(BUDGET),
        "vote_type": "approval",
        "rule": "equal-shares-cost-add1-topup",
        "date_begin": "02.05.2026",
        "date_end": "16.05.2026",
        "min_length": "1",
        "max_length": str(MOST_CHOICES),
        "currency": "GBP",
        "language": "en",
        "fictional": "1",
        "comment": f"Invented by a seeded generator (seed {seed}): no such place, people or votes. CC0 1.0 or MIT.",
    }
    return Election(
        title=meta["description"],
        vote_type="approval",
        unit=Fraction(1),
        currency=meta["currency"],
        budget=BUDGET,
        projects=tuple(
            Project(id, name, cost, (category,), (target,), (("description", words),))
            for id, cost, name, category, target, words in _PROJECTS
        ),
        ballots=merge(ballots),
        meta=tuple(meta.items()),
    )


def vote_bytes(seed: int) -> bytes:
    """The vote as a .pb file."""
    return document_bytes(document_of(vote(seed)))
