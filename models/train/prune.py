#!/usr/bin/python3
"""
Makes a trained network smaller: channels inside its blocks are taken out in steps, and after each step the rest is trained
on with the network it came from as its teacher.

Method: channels by the scale of their batch normalisation times the weight that reads them (Liu et al., "Learning Efficient
Convolutional Networks through Network Slimming", ICCV 2017), over the multiply-adds that each frees: by scale alone the cheap
deep blocks were gutted and the dear early ones left.
"""
import math
from pathlib import Path

import torch

import train_detector
import train_pose
from layers import InvertedResidual, blocks_of
from networks import BUILD, load, macs_of
from training import Training, arguments

TASKS = {'detector': train_detector.Tasks, 'pose': train_pose.Tasks}
# Vector units take eight channels at a time: other numbers cost as much as the next higher one.
GROUP = 8
# No step takes more of a block: what is left of it could not learn its work anew.
LEAST_SHARE = 0.5


def convolutions(block):
    """What writes the inner channels, what (if anything) works on each alone, and what reads them: each convolution with its normalisation."""
    if isinstance(block, InvertedResidual):
        return block.block[0], block.block[1], block.block[2]
    return block.first, None, block.second


def importance(block):
    """How much each inner channel matters to what the block puts out [hidden]."""
    writes, alone, reads = convolutions(block)
    scale = (alone or writes)[1].weight.abs()
    return (scale * reads[0].weight.abs().sum((0, 2, 3))).detach()


def freed_by(block, name, network):
    """Multiply-adds that one inner channel costs."""
    slim = BUILD[name](hidden=[each.hidden - GROUP * (each is block) for each in blocks_of(network)])
    return (macs_of(name, network) - macs_of(name, slim)) / GROUP


def chosen_channels(name, network, target):
    """Inner channels to keep in each block, so that the network has at most `target` multiply-adds."""
    blocks = blocks_of(network)
    cost = [freed_by(block, name, network) if block.hidden > GROUP else 1.0 for block in blocks]
    order = [importance(block).sort(descending=True) for block in blocks]
    kept = [block.hidden for block in blocks]
    least = [max(GROUP, math.ceil(LEAST_SHARE * block.hidden / GROUP) * GROUP) for block in blocks]
    macs = macs_of(name, network)
    # Blocks are compared within one network: each block's importance as a share of its own.
    worth = [values / values.sum() for values, _ in order]
    while macs > target:
        candidates = [
            (float(worth[i][kept[i] - GROUP : kept[i]].sum()) / cost[i], i) for i in range(len(blocks)) if kept[i] - GROUP >= least[i]
        ]
        if not candidates:
            break
        _, i = min(candidates)
        kept[i] -= GROUP
        macs -= GROUP * cost[i]
    return [indices[:count].sort().values for (_, indices), count in zip(order, kept)]


def copy_block(block, source, channels):
    """Fills a slim block with the chosen inner channels of another."""
    with torch.no_grad():
        for own, other, outputs, inputs in zip(convolutions(block), convolutions(source), (channels, channels, None), (None, None, channels)):
            if own is None:
                continue
            weight = other[0].weight
            weight = weight[outputs] if outputs is not None else weight
            own[0].weight.copy_(weight[:, inputs] if inputs is not None else weight)
            for name in ('weight', 'bias', 'running_mean', 'running_var'):
                value = getattr(other[1], name)
                getattr(own[1], name).copy_(value[outputs] if outputs is not None else value)


def pruned(name, network, target):
    """A network of at most `target` multiply-adds with the channels of `network` that matter most."""
    channels = chosen_channels(name, network, target)
    slim = BUILD[name](hidden=[len(each) for each in channels])
    inside = {f'{prefix}.' for prefix, module in network.named_modules() if module in blocks_of(network)}
    state = {key: value for key, value in network.state_dict().items() if not any(key.startswith(prefix) for prefix in inside)}
    slim.load_state_dict(state, strict=False)
    for block, source, chosen in zip(blocks_of(slim), blocks_of(network), channels):
        copy_block(block, source, chosen)
    return slim


def main():
    parser = arguments(__doc__, steps=2000, batch=16)
    parser.add_argument('network', choices=sorted(BUILD))
    parser.add_argument('--checkpoint', required=True, help='of the trained, dense network')
    parser.add_argument('--shares', type=float, nargs='+', default=[0.8, 0.65, 0.5], help="multiply-adds after each step, of the dense network's (default %(default)s)")
    options = parser.parse_args()
    dense = load(options.network, options.checkpoint)
    macs, folder, network = macs_of(options.network, dense), Path(options.out), dense
    for number, share in enumerate(options.shares, 1):
        network = pruned(options.network, network, share * macs)
        options.out = folder / f'step-{number}'
        training = Training(options, network, TASKS[options.network](options), teacher=dense)
        print(f'step {number}: {macs_of(options.network, network)} of {macs} multiply-adds', flush=True)
        training.run()
        network = load(options.network, options.out / 'checkpoint.pt')


if __name__ == '__main__':
    main()
