"""The M/M/1 queue on SimPy 2 (Debian's python3-simpy), as its manual writes one: a process a customer, a resource for the server.

usage: mm1_simpy.py SEED JOBS ARRIVAL_RATE SERVICE_RATE

Prints SimPy's version, seconds and mean wait. Exit code 3 when SimPy 2 is not installed.
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
    seed, jobs = int(sys.argv[1]), int(sys.argv[2])
    model = Model(seed, float(sys.argv[3]), float(sys.argv[4]))
    began = time.perf_counter()
    wait = model.run(jobs)
    print(SimPy.__version__, time.perf_counter() - began, wait)


main()
