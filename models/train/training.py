"""The training loop of both networks: averaged weights, schedule, checkpoints, log, early stopping."""
import argparse
import csv
import ctypes
import math
import queue
import threading
import time
from pathlib import Path

import numpy as np
import torch

from curves import write_curves


def arguments(about, steps, batch):
    """The command line that both trainings share."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument('--data', required=True, help='folder of rendered training frames (npm run dataset)')
    parser.add_argument('--validation', required=True, help='folder of rendered frames of another seed')
    parser.add_argument('--real', help='folder of real frames to mix in (npm run label)')
    parser.add_argument('--out', required=True, help='folder for checkpoint.pt and log.csv; training goes on from a checkpoint there')
    parser.add_argument('--start', help='checkpoint whose weights to begin with, on a schedule of its own')
    parser.add_argument('--steps', type=int, default=steps, help='length of the schedule (default %(default)s)')
    parser.add_argument('--batch', type=int, default=batch, help='default %(default)s')
    parser.add_argument('--rate', type=float, default=2e-3, help='highest learning rate (default %(default)s)')
    parser.add_argument('--every', type=int, default=500, help='steps between validations (default %(default)s)')
    parser.add_argument('--patience', type=int, default=8, help='validations without a better figure before it stops (default %(default)s)')
    parser.add_argument('--threads', type=int, default=1, help='more than one gains only on a machine with nothing else to do (default %(default)s)')
    parser.add_argument('--sharp-from', type=float, default=1.0, help='detector: sharpness of the activations at the first step, 1: SiLU (default %(default)s)')
    parser.add_argument('--sharp-at', type=int, default=0, help='detector: the step at which they have become ReLU (default %(default)s)')
    parser.add_argument('--seed', type=int, default=1, help='default %(default)s')
    return parser


def keep_memory():
    """Lets the C library keep what is freed: giving each step's memory back to the system and having it cleared again halves the speed."""
    trim_threshold, top_pad, mmap_max = -1, -2, -4
    library = ctypes.CDLL(None)
    for setting, value in ((mmap_max, 0), (trim_threshold, 2**31 - 1), (top_pad, 2**28)):
        library.mallopt(setting, value)


SAVE_EVERY_SECONDS = 300


class Average:
    """Exponential moving average of a network's weights and statistics."""

    def __init__(self, network, decay=0.998):
        self.decay, self.steps = decay, 0
        self.state = {name: value.clone() for name, value in network.state_dict().items()}

    def update(self, network):
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        for name, value in network.state_dict().items():
            if value.dtype.is_floating_point:
                self.state[name].lerp_(value, 1 - decay)
            else:
                self.state[name].copy_(value)


def prefetched(make, ahead=4):
    """Batches made by a thread while the network trains on the one before."""
    ready = queue.Queue(ahead)

    def work():
        while True:
            ready.put(make())

    threading.Thread(target=work, daemon=True).start()
    return iter(ready.get, None)


def learning_rate(step, options):
    """Linear warm-up, then half a cosine down to a fiftieth."""
    if step < 200:
        return options.rate * (step + 1) / 200
    return options.rate * max(0.02, 0.5 + 0.5 * math.cos(math.pi * min(1, step / options.steps)))


class Training:
    """
    Trains a network by tasks, an object with `make(rng)`: a batch of tensors, pixels first; `losses(outputs, batch)`: named scalars
    whose sum is minimised; `imitation(outputs, teacher)`: one more where there is a teacher, a network whose outputs are to be met;
    `begin(network, step)`: what is to change with time; `validate(network)`: named figures, of which `best` is to rise; `refresh()`: looks for more data.
    """

    def __init__(self, options, network, tasks, teacher=None):
        torch.manual_seed(options.seed)
        torch.set_num_threads(options.threads)
        keep_memory()
        self.options, self.tasks, self.teacher = options, tasks, teacher
        self.network = network.to(memory_format=torch.channels_last)
        self.average = Average(network)
        self.optimiser = torch.optim.AdamW(network.parameters(), lr=options.rate, weight_decay=1e-2)
        self.step, self.best, self.since_best = 0, -1.0, 0
        self.folder = Path(options.out)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.checkpoint = self.folder / 'checkpoint.pt'
        if self.checkpoint.exists():
            self.resume()

    def resume(self):
        saved = torch.load(self.checkpoint, map_location='cpu')
        self.network.load_state_dict(saved['network'])
        self.optimiser.load_state_dict(saved['optimiser'])
        self.average.state, self.average.steps = saved['average'], saved['step']
        self.step, self.best = saved['step'], saved['best']

    def save(self, path):
        state = {'network': self.network.state_dict(), 'average': self.average.state, 'optimiser': self.optimiser.state_dict()}
        partial = path.with_suffix('.part')
        torch.save({**state, 'step': self.step, 'best': self.best}, partial)
        partial.replace(path)

    def run(self):
        rng = np.random.default_rng([self.options.seed, self.step])
        batches = prefetched(lambda: self.tasks.make(rng))
        started, saved, sums = time.time(), time.time(), {}
        while self.step < self.options.steps and self.since_best < self.options.patience:
            for group in self.optimiser.param_groups:
                group['lr'] = learning_rate(self.step, self.options)
            self.tasks.begin(self.network, self.step)
            for name, value in self.advance(next(batches)).items():
                sums[name] = sums.get(name, 0.0) + value / self.options.every
            if time.time() - saved > SAVE_EVERY_SECONDS:
                self.save(self.checkpoint)
                saved = time.time()
            if self.step % self.options.every == 0:
                self.report(sums, time.time() - started)
                started, sums = time.time(), {}

    def advance(self, batch):
        self.network.train()
        outputs = self.network(batch[0])
        losses = self.tasks.losses(outputs, batch)
        if self.teacher is not None:
            with torch.no_grad():
                wanted = self.teacher(batch[0])
            losses['imitation'] = self.tasks.imitation(outputs, wanted)
        self.optimiser.zero_grad(set_to_none=True)
        sum(losses.values()).backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 10.0)
        self.optimiser.step()
        self.average.update(self.network)
        self.step += 1
        return {name: loss.item() for name, loss in losses.items()}

    def report(self, losses, seconds):
        """Validates the averaged weights, writes a line of the log and the checkpoints, and looks for more data."""
        own = {name: value.clone() for name, value in self.network.state_dict().items()}
        self.network.load_state_dict(self.average.state)
        self.network.eval()
        with torch.no_grad():
            figures = self.tasks.validate(self.network)
        self.network.load_state_dict(own)
        better = figures['best'] > self.best
        self.best, self.since_best = max(self.best, figures['best']), 0 if better else self.since_best + 1
        self.save(self.checkpoint)
        if better:
            self.save(self.folder / 'best.pt')
        self.log({'step': self.step, 'images_per_second': self.options.every * self.options.batch / seconds, **losses, **figures})
        self.tasks.refresh()

    def log(self, row):
        path = self.folder / 'log.csv'
        new = not path.exists()
        with path.open('a', newline='') as file:
            writer = csv.DictWriter(file, row)
            if new:
                writer.writeheader()
            writer.writerow({name: value if isinstance(value, int) else f'{value:.4f}' for name, value in row.items()})
        write_curves(path, path.with_name('curves.svg'))
        print('  '.join(f'{name} {value:.4g}' for name, value in row.items()), flush=True)
