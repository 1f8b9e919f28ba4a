"""Slack-aware EDF on one prefill server, stopped at chunk ends alone: FlowPrefill's rules written anew in plain Python, as a second opinion on one ablation.

Arguments: the CSV of measured rows (prompt_tokens, ttft_slo_s), requests, seeds, tokens of a chunk. Prints the highest rate in req/s with 90 % of first
tokens in time, the number of simulated runs, and the chunk. Exit code 3 when the file is absent.
"""
import csv
import os
import random
import sys

path, count, seeds, chunk = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
if not os.path.exists(path):
    sys.exit(3)
with open(path, newline="") as text:
    rows = [(int(row["prompt_tokens"]), float(row["ttft_slo_s"])) for row in csv.DictReader(text)]
OUTSIDE, CONTROL, BATCH, URGENT, TABLE = 0.014, 0.002, 2048, 0.1, 20480


def pass_time(tokens, past=0):
    gemm = (281.5e-6 ** 1.5 + (1.92e-6 * tokens) ** 1.5) ** (1 / 1.5)
    other = 26e-6 + 0.16e-6 * tokens
    return 32 * (gemm + other + 16384 * tokens * (past + tokens / 2) / 165e12) + 0.0015


def predicted(tokens):
    if tokens <= 0:
        return 0.0
    if tokens <= TABLE:
        return pass_time(tokens) + OUTSIDE
    return (tokens // chunk) * (pass_time(chunk) + OUTSIDE + 0.01) + predicted(tokens % chunk)


def attainment(rate, seed):
    draw = random.Random(seed)
    arrivals, at = [], 0.0
    for _ in range(count):
        at += draw.expovariate(rate)
        tokens, slo = draw.choice(rows)
        arrivals.append((at, at + slo, tokens, slo))
    # A job: deadline, tokens, done, arrivals of its members.
    waiting, started, now, next_one, in_time = [], [], 0.0, 0, 0

    def key(deadline, remaining):
        return (-1 if deadline - now - remaining > 0 else 1) / deadline

    while next_one < count or waiting or started:
        if not waiting and not started:
            now = max(now, arrivals[next_one][0])
        while next_one < count and arrivals[next_one][0] <= now:
            waiting.append(arrivals[next_one])
            next_one += 1
        order = [(key(job[0], predicted(job[1] - job[2])), 0, job) for job in started]
        fresh = sorted(((key(one[1], predicted(one[2])), 1, one) for one in waiting), key=lambda entry: entry[0])
        head = min(order + fresh, key=lambda entry: entry[:2])
        job = head[2]
        if head[1] == 1:
            first, members = head[2], [head[2]]
            total = first[2]
            if total <= BATCH and first[1] - now >= URGENT * first[3]:
                for _, _, other in fresh:
                    if other is first or total + other[2] > BATCH:
                        continue
                    if first[1] - now - predicted(total + other[2]) < URGENT * first[3]:
                        break
                    members.append(other)
                    total += other[2]
            waiting = [one for one in waiting if one not in members]
            job = [first[1], total, 0, members]
            started.append(job)
            now += CONTROL
        step = min(chunk, job[1] - job[2])
        now += pass_time(step, job[2])
        job[2] += step
        if job[2] >= job[1]:
            started.remove(job)
            in_time += sum(now + OUTSIDE <= one[1] for one in job[3])
    return in_time / count


low, high, runs = 0.3, 20.0, 0
while high - low > 0.05:
    middle = (low + high) / 2
    runs += seeds
    if sum(attainment(middle, seed) for seed in range(1, seeds + 1)) >= 0.9 * seeds:
        low = middle
    else:
        high = middle
print(f"{low:.2f} {runs} {chunk}")
