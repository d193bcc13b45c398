#!/usr/bin/python3
"""
Makes a trained network smaller: channels are taken out in steps, and after each step the rest is trained on, with a teacher if
there is one.

Method: what the loss would change by without a channel, to first order (Molchanov et al., "Importance Estimation for Neural
Network Pruning", CVPR 2019, equation 8), over the multiply-adds that it costs: by importance alone the cheap deep layers were
gutted and the dear early ones left.
"""
from pathlib import Path

import numpy as np
import torch
from torch import nn

import train_detector
import train_pose
from channels import graph_of
from networks import BUILD, INPUT, fitted, load, macs_of
from training import Training, arguments

TASKS = {'detector': train_detector.Tasks, 'pose': train_pose.Tasks}
# Vector units take 16 channels at a time: other numbers cost as much as the next higher one.
GROUP = 16
# No step takes more of a layer: what is left of it could not learn its work anew.
LEAST_SHARE = 0.5
BATCHES = 24


def importance(network, graph, tasks, seed):
    """By how much the loss would change without each channel, squared and summed over batches [channels]."""
    rng, worth = np.random.default_rng(seed), torch.zeros(len(graph.parents))
    layers = dict(network.named_modules())
    network.eval()
    for _ in range(BATCHES):
        batch = tasks.make(rng)
        network.zero_grad()
        sum(tasks.losses(network(batch[0]), batch).values()).backward()
        change = torch.zeros(len(graph.parents))
        for use in graph.writes:
            layer = layers[use.layer]
            parts = (layer.weight * layer.weight.grad).flatten(1).sum(1)
            if layer.bias is not None:
                parts = parts + layer.bias * layer.bias.grad
            change.index_add_(0, torch.tensor(use.channels), parts.detach())
        worth += change**2
    return worth


def cells_of(name, network):
    """Cells of each convolution's output."""
    cells, hooks = {}, []
    for path, module in network.named_modules():
        if isinstance(module, nn.Conv2d):
            hooks.append(module.register_forward_hook(lambda _, __, output, path=path: cells.update({path: output[0, 0].numel()})))
    with torch.no_grad():
        network.eval()(torch.zeros(INPUT[name], dtype=torch.uint8))
    for hook in hooks:
        hook.remove()
    return cells


def costs(name, network, graph):
    """Multiply-adds that each channel causes where it is written, worked on and read [channels]."""
    cost, cells, layers = torch.zeros(len(graph.parents)), cells_of(name, network), dict(network.named_modules())
    for uses, filters in ((graph.writes, lambda weight: weight[0].numel()), (graph.alone, lambda weight: weight[0].numel()), (graph.reads, lambda weight: weight[:, 0].numel())):
        for use in uses:
            if use.layer in cells:
                each = float(cells[use.layer] * filters(layers[use.layer].weight))
                cost.index_add_(0, torch.tensor(use.channels), torch.full((len(use.channels),), each))
    return cost


def removed(name, network, graph, worth, target):
    """Channels to take out, so that the network has at most about `target` multiply-adds."""
    cost, macs, gone = costs(name, network, graph), macs_of(name, network), set()
    layers = {tuple(sorted(set(use.channels))) for use in graph.writes if not graph.fixed & set(use.channels)}
    waiting = [sorted(layer, key=lambda channel: float(worth[channel])) for layer in sorted(layers)]
    floors = [max(GROUP, int(np.ceil(LEAST_SHARE * len(layer) / GROUP)) * GROUP) for layer in waiting]
    while macs > target:
        # What is over a whole number of groups saves the time of a group.
        counts = [len(layer) % GROUP or GROUP for layer in waiting]
        candidates = [
            (float(worth[layer[:count]].sum() / (GROUP * cost[layer[:count]].mean())), i)
            for i, (layer, floor, count) in enumerate(zip(waiting, floors, counts)) if len(layer) - count >= floor
        ]
        if not candidates:
            break
        _, i = min(candidates)
        taken, waiting[i] = waiting[i][: counts[i]], waiting[i][counts[i] :]
        gone.update(taken)
        # What two layers share is counted with both: a little less is freed than this says, which the steps make good.
        macs -= 0.9 * float(cost[taken].sum())
    return gone


def without(name, network, graph, gone):
    """The network without those channels."""
    state = dict(network.state_dict())
    for uses, axis in ((graph.writes, 0), (graph.alone, 0), (graph.reads, 1)):
        for use in uses:
            kept = torch.tensor([i for i, channel in enumerate(use.channels) if channel not in gone])
            for key in ('weight', 'bias', 'running_mean', 'running_var')[: 4 if axis == 0 else 1]:
                if f'{use.layer}.{key}' in state:
                    state[f'{use.layer}.{key}'] = state[f'{use.layer}.{key}'].index_select(axis, kept)
    return fitted(BUILD[name](), state)


def pruned(name, network, target, tasks, seed=1):
    """A network of about `target` multiply-adds with the channels of `network` that matter most to the losses of `tasks`."""
    graph = graph_of(network)
    return without(name, network, graph, removed(name, network, graph, importance(network, graph, tasks, seed), target))


def main():
    parser = arguments(__doc__, steps=2000, batch=16)
    parser.add_argument('network', choices=sorted(BUILD))
    parser.add_argument('--checkpoint', required=True, help='of the trained, dense network')
    parser.add_argument('--shares', type=float, nargs='+', default=[0.75, 0.5], help="multiply-adds after each step, of the dense network's (default %(default)s)")
    parser.add_argument('--teacher', help='checkpoint of a network whose outputs are to be met as well')
    options = parser.parse_args()
    dense = load(options.network, options.checkpoint)
    teacher = load(options.network, options.teacher) if options.teacher else None
    tasks = TASKS[options.network](options)
    tasks.begin(dense, 0)
    macs, folder, network = macs_of(options.network, dense), Path(options.out), dense
    for number, share in enumerate(options.shares, 1):
        options.out = folder / f'step-{number}'
        # A step that was begun goes on with the channels it chose then.
        begun = options.out / 'checkpoint.pt'
        network = load(options.network, begun) if begun.exists() else pruned(options.network, network, share * macs, tasks)
        training = Training(options, network, tasks, teacher=teacher)
        print(f'step {number}: {macs_of(options.network, network)} of {macs} multiply-adds', flush=True)
        training.run()
        network = load(options.network, begun)


if __name__ == '__main__':
    main()
