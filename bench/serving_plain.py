"""vLLM V1's step rules in plain Python, as one would write them first: running requests, then waiting ones, blocks of 16 tokens, the newest preempted.

Arguments: requests, tokens of KV, most requests at once, tokens a step. Every request arrives at 0 with 100 prompt tokens; request i makes
500 + (7919 i mod 1000) tokens. Prints the number of steps and the seconds they took.
"""
import sys
import time

count, kv, most, budget = (int(a) for a in sys.argv[1:5])
BLOCK = 16
PROMPT = 100
free = kv // BLOCK
waiting = list(range(count))
output = [500 + i * 7919 % 1000 for i in range(count)]
generated = [0] * count
computed = [0] * count
blocks = [0] * count
running = []


def grow(request, tokens):
    global free
    need = -(-(computed[request] + tokens) // BLOCK) - blocks[request]
    if need > free:
        return False
    if need > 0:
        free -= need
        blocks[request] += need
    return True


began = time.perf_counter()
steps = 0
clock = 0.0
while waiting or running:
    left = budget
    plan = {}
    preempted = []
    place = 0
    while place < len(running) and left > 0:
        request = running[place]
        tokens = min(PROMPT + generated[request] - computed[request], left)
        while not grow(request, tokens):
            victim = running.pop()
            left += plan.pop(victim, 0)
            free += blocks[victim]
            blocks[victim] = computed[victim] = 0
            preempted.insert(0, victim)
            if victim == request:
                break
        else:
            plan[request] = tokens
            left -= tokens
            place += 1
            continue
        break
    waiting[:0] = preempted
    while not preempted and waiting and left > 0 and len(running) < most:
        request = waiting[0]
        tokens = min(PROMPT + generated[request], left)
        if not grow(request, tokens):
            break
        waiting.pop(0)
        running.append(request)
        plan[request] = tokens
        left -= tokens
    context = sum(PROMPT + generated[r] for r in plan)
    clock += 8e-3 + 2e-5 * len(plan) + 4e-8 * context
    for request, tokens in plan.items():
        computed[request] += tokens
        if computed[request] == PROMPT + generated[request]:
            generated[request] += 1
    for request in [r for r in running if generated[r] == output[r]]:
        running.remove(request)
        free += blocks[request]
        blocks[request] = 0
    steps += 1
print(steps, time.perf_counter() - began)
