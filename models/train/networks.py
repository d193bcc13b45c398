"""Both networks by name: how to build them, and from a checkpoint."""
import torch
from torch import nn

import detector
import pose

BUILD = {'detector': detector.Detector, 'pose': pose.Pose}
INPUT = {'detector': (1, detector.HEIGHT, detector.WIDTH, 3), 'pose': (1, pose.HEIGHT, pose.WIDTH, 3)}


def fitted(network, state):
    """The network with each layer as wide as its weights in `state` are, which pruning may have made fewer, and with those weights."""
    for name, module in network.named_modules():
        if isinstance(module, nn.Conv2d):
            weight = state[f'{name}.weight']
            depthwise = module.groups > 1
            module.out_channels, module.in_channels = len(weight), len(weight) if depthwise else weight.shape[1]
            module.groups = len(weight) if depthwise else 1
            module.weight = nn.Parameter(torch.empty_like(weight))
            module.bias = None if module.bias is None else nn.Parameter(torch.empty(len(weight)))
        if isinstance(module, nn.BatchNorm2d):
            count = len(state[f'{name}.weight'])
            module.__init__(count)
    network.load_state_dict(state)
    return network


def load(name, path):
    """The network of a checkpoint with its averaged weights, as wide as it was pruned to, ready to run."""
    return fitted(BUILD[name](), torch.load(path, map_location='cpu')['average']).eval()


def macs_of(name, network):
    """Multiply-adds of one picture or crop, those of convolutions."""
    counted = []
    hooks = [
        module.register_forward_hook(lambda module, _, output: counted.append(output.numel() * module.weight[0].numel()))
        for module in network.modules() if isinstance(module, nn.Conv2d)
    ]
    training = network.training
    with torch.no_grad():
        network.eval()(torch.zeros(INPUT[name], dtype=torch.uint8))
    network.train(training)
    for hook in hooks:
        hook.remove()
    return sum(counted)
