"""The M/M/1 queue on SimPy 2 (Debian's python3-simpy), as its manual writes one: a process a customer, a resource for the server.

usage: mm1_simpy.py JOBS REPETITIONS ARRIVAL_RATE SERVICE_RATE

Prints a line a repetition: version, jobs, seconds, mean wait. Exit code 3 when SimPy 2 is not installed.
"""
import random
import sys
import time

try:
    import SimPy
    from SimPy.Simulation import Process, Resource, activate, hold, initialize, now, release, request, simulate
except ImportError:
    sys.exit(3)


class Source(Process):
    def generate(self, model, jobs, server):
        for _ in range(jobs):
            yield hold, self, model.stream.expovariate(model.arrival_rate)
            customer = Customer()
            activate(customer, customer.visit(model, server))


class Customer(Process):
    def visit(self, model, server):
        arrived = now()
        yield request, self, server
        model.wait += now() - arrived
        yield hold, self, model.stream.expovariate(model.service_rate)
        yield release, self, server


class Model:
    def __init__(self, seed, arrival_rate, service_rate):
        self.stream = random.Random(seed)
        self.arrival_rate = arrival_rate
        self.service_rate = service_rate
        self.wait = 0.0

    def run(self, jobs):
        initialize()
        source = Source()
        activate(source, source.generate(self, jobs, Resource(capacity=1)))
        simulate(until=1e18)
        return self.wait / jobs


def main():
    jobs, repetitions = int(sys.argv[1]), int(sys.argv[2])
    arrival_rate, service_rate = float(sys.argv[3]), float(sys.argv[4])
    for seed in range(1, repetitions + 1):
        began = time.perf_counter()
        wait = Model(seed, arrival_rate, service_rate).run(jobs)
        print(SimPy.__version__, jobs, time.perf_counter() - began, wait, flush=True)


main()
