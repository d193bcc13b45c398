"""Both networks by name: how to build them, and from a checkpoint."""
import torch
from torch import nn

import detector
import pose

BUILD = {'detector': detector.Detector, 'pose': pose.Pose}
INPUT = {'detector': (1, detector.HEIGHT, detector.WIDTH, 3), 'pose': (1, pose.HEIGHT, pose.WIDTH, 3)}


def load(name, path):
    """The network of a checkpoint with its averaged weights, as wide as it was pruned to, ready to run."""
    saved = torch.load(path, map_location='cpu')
    network = BUILD[name](hidden=saved['hidden']) if 'hidden' in saved else BUILD[name]()
    network.load_state_dict(saved['average'])
    return network.eval()


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
