"""Published weights of YOLOX-nano (Apache-2.0) in our detector."""
import onnx
import torch
from onnx import numpy_helper
from torch import nn

import detector

PERSON = 0
CLASSES = 80


def convolutions_in_order(network):
    """Convolutions in the order in which they run."""
    order = []
    hooks = [each.register_forward_hook(lambda module, *_: order.append(module)) for each in network.modules() if isinstance(each, nn.Conv2d)]
    with torch.no_grad():
        network.maps(torch.zeros((1, 64, 64, 3), dtype=torch.uint8))
    for hook in hooks:
        hook.remove()
    return order


def unfocused(weight):
    """The first convolution, 3x3 over four interleaved quarters of the picture, as one of 6x6 and stride 2 over the picture itself."""
    wide = torch.zeros(weight.shape[0], 3, 6, 6)
    for quarter, (down, right) in enumerate(((0, 0), (1, 0), (0, 1), (1, 1))):
        wide[:, :, down::2, right::2] = weight[:, 3 * quarter : 3 * quarter + 3]
    return wide * detector.PIXEL_SCALE


def load_yolox_nano(network, path):
    """Fills a detector from `yolox_nano.onnx`, whose convolutions stand in the order they run and hold their normalisation; of the 80 classes people only."""
    graph = onnx.load(path).graph
    values = {each.name: torch.from_numpy(numpy_helper.to_array(each).copy()) for each in graph.initializer}
    published = [(values[node.input[1]], values[node.input[2]]) for node in graph.node if node.op_type == 'Conv']
    own = convolutions_in_order(network)
    if len(own) != len(published):
        raise ValueError(f'{path} has {len(published)} convolutions, the detector {len(own)}')
    with torch.no_grad():
        for number, (module, (weight, bias)) in enumerate(zip(own, published)):
            if number == 0:
                weight = unfocused(weight)
            if len(weight) == CLASSES:
                weight, bias = weight[PERSON : PERSON + 1], bias[PERSON : PERSON + 1]
            module.weight.copy_(weight)
            module.bias.copy_(bias)
    return network
