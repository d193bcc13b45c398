"""Ranges of a network's inner tensors over real pictures, found by running the exported graph itself in PyTorch."""
import numpy as np
import torch
from onnx import helper, numpy_helper
from torch.nn import functional

# Rare extremes would cost all other values their resolution: so many of a tensor's values lie inside its range.
COVERED = 0.99995


def convolution(x, weight, bias, attributes):
    return functional.conv2d(x, weight, bias, attributes['strides'], attributes['pads'][:2], attributes['dilations'], attributes['group'])


def run_node(node, inputs):
    """One operator of the networks' body, as ONNX opset 13 defines it."""
    attributes = {each.name: helper.get_attribute_value(each) for each in node.attribute}
    if node.op_type == 'Conv':
        return convolution(*inputs, attributes)
    if node.op_type == 'Relu':
        return inputs[0].relu()
    if node.op_type == 'Add':
        return inputs[0] + inputs[1]
    if node.op_type == 'Resize':
        return functional.interpolate(inputs[0], scale_factor=2, mode='nearest')
    if node.op_type == 'MaxPool':
        return functional.max_pool2d(inputs[0], attributes['kernel_shape'], attributes['strides'], attributes['pads'][:2])
    if node.op_type == 'Concat':
        return torch.cat(inputs, attributes['axis'])
    raise ValueError(f'{node.op_type} in the body of a network')


def body_of(graph):
    """The nodes between the normalised picture and the inputs of those convolutions that nothing convolves further."""
    normalised = next(node.input[0] for node in graph.node if node.op_type == 'Conv')
    needed, body = set(), []
    for node in reversed(graph.node):
        if node.output[0] in needed - {normalised}:
            needed.update(node.input if node.op_type in ('Add', 'Concat') else node.input[:1])
            body.append(node)
        elif node.op_type == 'Conv':
            needed.add(node.input[0])
    return body[::-1]


def normalisation_of(graph):
    """Scale and zero point with which pixels p become (p - zero) * scale."""
    constants = {node.output[0]: float(numpy_helper.to_array(node.attribute[0].t)) for node in graph.node if node.op_type == 'Constant' and node.attribute[0].t.dims == []}
    scale, zero = 1.0, 0.0
    for node in graph.node:
        if node.op_type == 'Conv':
            return scale, int(round(zero))
        if node.op_type == 'Div':
            scale /= constants[node.input[1]]
        if node.op_type == 'Sub':
            zero += constants[node.input[1]] / scale


def ranges_of(model, pixels, batch=16):
    """
    Least and greatest value, extremes aside, of each tensor of the body, the normalised picture included.

    `model`: exported float network; `pixels`: uint8 BGR [n, height, width, 3]
    """
    body, (scale, zero) = body_of(model.graph), normalisation_of(model.graph)
    constants = {each.name: torch.from_numpy(numpy_helper.to_array(each).copy()) for each in model.graph.initializer}
    for node in model.graph.node:
        if node.op_type == 'Identity' and node.input[0] in constants:
            constants[node.output[0]] = constants[node.input[0]]
    ranges = {}
    for start in range(0, len(pixels), batch):
        values = {body[0].input[0]: (torch.from_numpy(pixels[start : start + batch]).permute(0, 3, 1, 2).float() - zero) * scale}
        for node in body:
            values[node.output[0]] = run_node(node, [values.get(name, constants.get(name)) for name in node.input if name])
        for name, value in values.items():
            low, high = np.quantile(value.numpy(), [1 - COVERED, COVERED])
            known = ranges.get(name, (0.0, 0.0))
            ranges[name] = (min(known[0], float(low)), max(known[1], float(high)))
    return ranges
