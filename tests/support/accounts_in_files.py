"""Accounts of one event, to make files of each format of."""

from benchmarks.formats.format_files import Account

LOCK = Account(
    "Lock gives way at Oudemeer",
    "De Bode",
    "Ann Pols",
    "2024-04-26",
    (
        (
            "The upper gate of the lock at Oudemeer gave way shortly after four in the "
            "morning, and the canal emptied into the lower basin within half an hour."
        ),
        (
            "“Nobody was on the bridge,” said Ann Pols, who keeps the lock. The water took "
            "two barges and a shed with it; what the repair will cost is not yet known."
        ),
        (
            "The province had postponed an inspection that was due in March, as letters show "
            "which the paper has read. It would not say why, and referred all questions to "
            "the water board."
        ),
    ),
)
BARGES = Account(
    "Two barges lost as lock fails",
    "Canal Courier",
    "Bram Kuip",
    "2024-04-26",
    (
        (
            "Two barges were lost and a shed was carried off when a lock gate failed at "
            "Oudemeer before dawn; nobody was hurt, the fire brigade said."
        ),
        (
            "Engineers from the water board expect that the canal stays closed for six weeks. "
            "Skippers have to go round by the river, which takes them a day longer."
        ),
    ),
)
ACCOUNTS = (LOCK, BARGES)
