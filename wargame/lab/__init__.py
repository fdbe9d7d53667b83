"""Floor 12: games of bots by the thousand.

`play` plays one, `run` many, over cores or machines; `store` keeps them; `report` and `intervals`
make figures of them. What is asked of them lies in `studies`.
"""
