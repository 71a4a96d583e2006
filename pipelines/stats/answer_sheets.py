"""How many sets of answer sheets give the same mean: what a published score leaves open about persons."""

from functools import lru_cache


@lru_cache(maxsize=4096)
def sheets(people: int, points: int, total: int, enough: int = 10) -> int:
    """Different sets of `people` scores of 0 to `points` whole points that add up to `total`; at most `enough`.

    The partitions of `total` into at most `people` parts of at most `points` each: the coefficient of q^total in
    the Gaussian binomial of people + points over people (Andrews 1976, The Theory of Partitions, 3.2). Sets, not
    orders: who gave which is not published. Counting stops at `enough`.
    """
    if people < 1 or points < 1 or not 0 <= total <= people * points:
        return 0
    total = min(total, people * points - total)  # turned round it is the same number
    if total * 2 <= 1:
        return 1
    # ways[k][t]: sets of at most k scores, the largest considered so far, that add up to t
    ways = [[1 if t == 0 else 0 for t in range(total + 1)] for _ in range(people + 1)]
    for largest in range(1, min(points, total) + 1):
        for k in range(1, people + 1):
            for t in range(largest, total + 1):
                ways[k][t] = min(enough, ways[k][t] + ways[k - 1][t - largest])
    return ways[people][total]
