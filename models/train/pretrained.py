"""Weights out of ONNX files: YOLOX-nano's (Apache-2.0) in our detector, and those of a pose network whose checkpoint is gone."""
import onnx
import torch
from onnx import numpy_helper
from torch import nn

import detector
from layers import ConvBlock

PERSON = 0
CLASSES = 80


def convolutions_of(path):
    """Weights and biases of a file's convolutions, in the order in which they run, their normalisation folded in."""
    graph = onnx.load(path).graph
    values = {each.name: torch.from_numpy(numpy_helper.to_array(each).copy()) for each in graph.initializer}
    return [(values[node.input[1]], values[node.input[2]]) for node in graph.node if node.op_type == 'Conv']


def convolutions_in_order(network, pixels):
    """Convolutions in the order in which they run."""
    order = []
    hooks = [each.register_forward_hook(lambda module, *_: order.append(module)) for each in network.modules() if isinstance(each, nn.Conv2d)]
    with torch.no_grad():
        network.maps(pixels)
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
    published = convolutions_of(path)
    own = convolutions_in_order(network, torch.zeros((1, 64, 64, 3), dtype=torch.uint8))
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


def load_exported(network, path, pixels):
    """
    Fills a network from an ONNX file that `export.py` made of one like it. What was folded is taken apart again: each normalisation gets the
    mean and the spread that its convolution has on `pixels` [B, H, W, 3], and undoes them, so that the network says what the file says.
    """
    exported = convolutions_of(path)
    folded = dict(zip(convolutions_in_order(network, pixels[:1]), exported))
    with torch.no_grad():
        for module, (weight, bias) in folded.items():
            module.weight.copy_(weight)
            if module.bias is not None:
                module.bias.copy_(bias)

        def unfold(block, inputs):
            convolution, norm = block[0], block[1]
            output = convolution(inputs[0])
            norm.running_mean.copy_(output.mean((0, 2, 3)))
            norm.running_var.copy_(output.var((0, 2, 3)))
            norm.weight.copy_((norm.running_var + norm.eps).sqrt())
            norm.bias.copy_(norm.running_mean + folded[convolution][1])

        hooks = [each.register_forward_pre_hook(unfold) for each in network.modules() if isinstance(each, ConvBlock)]
        network.eval().maps(pixels)
        for hook in hooks:
            hook.remove()
    return network
