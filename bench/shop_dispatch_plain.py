"""The environment shop-dispatch in plain Python: Taillard's instance, dispatched by most work remaining, every decision observed.

Arguments: jobs machines time_seed machine_seed seconds. Prints: makespan, decisions of an episode, decisions per second of CPU time.
"""
import sys
import time


class Taillard:
    def __init__(self, seed):
        self.x = seed

    def next(self, low, high):
        k = self.x // 127773
        self.x = 16807 * (self.x % 127773) - k * 2836
        if self.x < 0:
            self.x += 2147483647
        return low + int(self.x / 2147483647 * (high - low + 1))


class ShopDispatch:
    def __init__(self, jobs, machines, time_seed, machine_seed):
        times, routing = Taillard(time_seed), Taillard(machine_seed)
        self.jobs, self.machines = jobs, machines
        self.duration, self.machine = [], []
        for _ in range(jobs):
            route = list(range(machines))
            for k in range(machines):
                other = routing.next(k, machines - 1)
                route[k], route[other] = route[other], route[k]
            self.machine.append(route)
            self.duration.append([times.next(1, 99) for _ in range(machines)])
        self.work = [[sum(row[k:]) for k in range(machines)] for row in self.duration]
        self.mean = sum(map(sum, self.duration)) / (jobs * machines)

    def reset(self):
        self.now, self.left = 0, self.jobs * self.machines
        self.next, self.ready = [0] * self.jobs, [0] * self.jobs
        self.free, self.load = [0] * self.machines, [0] * self.machines
        for j in range(self.jobs):
            for k in range(self.machines):
                self.load[self.machine[j][k]] += self.duration[j][k]
        self._go_on()
        self.scale = 1 / max(1, self.bound)

    def step(self, candidate):
        before = self.bound
        self._begin(self.candidates[candidate])
        self._go_on()
        return -(self.bound - before) * self.scale, self.left == 0

    def observe(self):
        rows = []
        for j in self.candidates:
            k = self.next[j]
            m, d, w = self.machine[j][k], self.duration[j][k], self.work[j][k]
            row = [
                d / self.mean, w * self.scale, (self.machines - k) / self.machines, (self.now - self.ready[j]) / self.mean,
                self.load[m] * self.scale, self.waiting[m] / self.jobs, (self.now + w) / self.bound, (self.now + self.load[m]) / self.bound,
            ]
            if k + 1 == self.machines:
                row += [1.0, 0.0, 0.0, 0.0]
            else:
                a = self.machine[j][k + 1]
                row += [0.0, self.duration[j][k + 1] / self.mean, self.load[a] * self.scale, max(0, self.free[a] - self.now - d) / self.mean]
            rows.append(row)
        return [self.left / (self.jobs * self.machines), len(rows) / self.jobs, self.now * self.scale, self.bound * self.scale - 1], rows

    def _ready(self, j):
        k = self.next[j]
        return k < self.machines and self.ready[j] <= self.now and self.free[self.machine[j][k]] <= self.now

    def _begin(self, j):
        k = self.next[j]
        m, d = self.machine[j][k], self.duration[j][k]
        self.next[j] += 1
        self.free[m] = self.ready[j] = self.now + d
        self.load[m] -= d
        self.left -= 1

    def _go_on(self):
        while self.left:
            ready = [j for j in range(self.jobs) if self._ready(j)]
            if not ready:
                self.now = min(max(self.ready[j], self.free[self.machine[j][self.next[j]]]) for j in range(self.jobs) if self.next[j] < self.machines)
                continue
            self.waiting = [0] * self.machines
            for j in ready:
                self.waiting[self.machine[j][self.next[j]]] += 1
            alone = [j for j in ready if self.waiting[self.machine[j][self.next[j]]] == 1]
            if not alone:
                self.candidates = ready
                break
            self._begin(alone[0])
        bound = 0
        for j in range(self.jobs):
            begun, k = self.ready[j], self.next[j]
            if k < self.machines:
                begun = max(self.now, begun, self.free[self.machine[j][k]]) + self.work[j][k]
            bound = max(bound, begun)
        for m in range(self.machines):
            bound = max(bound, max(self.now, self.free[m]) + self.load[m] if self.load[m] else self.free[m])
        self.bound = bound


def main():
    jobs, machines, time_seed, machine_seed = map(int, sys.argv[1:5])
    environment = ShopDispatch(jobs, machines, time_seed, machine_seed)
    total, began = 0, time.process_time()
    while True:
        environment.reset()
        decisions, over = 0, environment.left == 0
        while not over:
            environment.observe()
            candidates = environment.candidates
            best = min(range(len(candidates)), key=lambda i: -environment.work[candidates[i]][environment.next[candidates[i]]])
            _, over = environment.step(best)
            decisions += 1
        total += decisions
        seconds = time.process_time() - began
        if seconds >= float(sys.argv[5]):
            break
    print(environment.bound, decisions, total / seconds)


main()
