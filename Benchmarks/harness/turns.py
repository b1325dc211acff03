"""Subjects taking turns, round after round, and the medians of what was measured."""

from statistics import median


class Bench:
    """What every row of the benchmark needs."""

    def __init__(self, folder, binaries, rounds, seconds, say):
        self.folder, self.binaries, self.rounds, self.seconds, self.say = folder, binaries, rounds, seconds, say

    def turns(self, label, subjects, measure):
        """Measures each subject once per round; `measure` gets what `subjects` holds and gives a dictionary."""
        samples = []
        for number in range(self.rounds):
            for name, subject in subjects.items():
                samples.append({"work": label, "subject": name, "round": number + 1, **measure(subject)})
            self.say(f"    {label}, round {number + 1} of {self.rounds}: " + ", ".join(
                f"{one['subject']} {one['cpu']:.1f} us" for one in samples[-len(subjects):]))
        return samples


def ratio(samples, name, base, key="cpu"):
    """The median of the ratios of two subjects within a round."""
    own, other = by_round(samples, name), by_round(samples, base)
    return median(own[number][key] / other[number][key] for number in own)


def middle(samples, name, key):
    return median(one[key] for one in by_round(samples, name).values())


def by_round(samples, name):
    return {one["round"]: one for one in samples if one["subject"] == name}


def lines(samples, base):
    """Table lines for one work: subject, CPU, ratio to `base`, rate, p50, p99."""
    names = list(dict.fromkeys(one["subject"] for one in samples))
    return [[samples[0]["work"], name, f"{middle(samples, name, 'cpu'):.1f}", f"{ratio(samples, name, base):.2f}",
             f"{middle(samples, name, 'rate'):,.0f}", f"{middle(samples, name, 'p50'):,.0f}",
             f"{middle(samples, name, 'p99'):,.0f}"] for name in names]


def columns(base):
    return ["work", "subject", "CPU per request, us", f"of {base}'s", "requests/s", "p50, us", "p99, us"]


class Running:
    """Subjects and origins that end with the block, whatever happens in it."""

    def __init__(self):
        self.processes = []

    def add(self, started):
        """Takes what a function of `subjects` gave: (process, port)."""
        self.processes.append(started[0])
        return started

    def origin(self, origin):
        if origin.process:
            self.processes.append(origin.process)
        return origin

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            process.stop()
