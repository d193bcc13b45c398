#!/usr/bin/python3
"""
Writes an exported network with int8 convolutions: uint8 activations, int8 weights with a scale for each channel, int32 biases.

Quantisation as in Jacob et al., "Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference"
(CVPR 2018), written as QuantizeLinear and DequantizeLinear pairs (QDQ), which ONNX Runtime fuses. What is not
of the body stays as it is: the last convolutions and the decoder work on floats, so that positions keep their fractions of a pixel.
"""
import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from calibration import normalisation_of, ranges_of
from evaluate import calibration_pictures
from networks import BUILD

# Two products of 8 bits are added in 16 bits on machines with AVX2 and no VNNI: weights of 7 bits cannot overflow there.
LARGEST_WEIGHT = 63


class Quantiser:
    """Rewrites the nodes of a graph one by one. `ranges`: least and greatest value of each tensor met in calibration."""

    def __init__(self, graph, ranges):
        self.graph, self.ranges = graph, ranges
        self.constants = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
        self.nodes, self.initialisers, self.ready, self.parameters = [], [], {}, {}

    def constant(self, name, value):
        self.initialisers.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def node(self, kind, inputs, output, **attributes):
        self.nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    def scale_of(self, tensor):
        """Scale and zero point of a tensor; 0 is met exactly, as padding and ReLU need it."""
        if tensor not in self.parameters:
            low, high = self.ranges[tensor]
            low, high = min(0.0, low), max(0.0, high)
            scale = max(high - low, 1e-6) / 255
            self.parameters[tensor] = scale, int(round(-low / scale))
        return self.parameters[tensor]

    def quantised(self, tensor):
        """A tensor's name after a QDQ pair, made when first asked for."""
        if tensor not in self.ready:
            scale, zero = self.scale_of(tensor)
            names = [self.constant(f'{tensor}/scale', np.float32(scale)), self.constant(f'{tensor}/zero', np.uint8(zero))]
            self.node('QuantizeLinear', [tensor, *names], f'{tensor}/quantised')
            self.ready[tensor] = self.node('DequantizeLinear', [f'{tensor}/quantised', *names], f'{tensor}/dequantised')
        return self.ready[tensor]

    def pixels(self, tensor, source):
        """Pixels are bytes already: their normalisation is a dequantisation."""
        scale, zero = normalisation_of(self.graph)
        names = [self.constant('pixels/scale', np.float32(scale)), self.constant('pixels/zero', np.uint8(zero))]
        self.ready[tensor] = self.node('DequantizeLinear', [source, *names], f'{tensor}/dequantised')
        self.parameters[tensor] = scale, zero

    def convolution(self, node):
        name, inputs = node.output[0], self.quantised(node.input[0])
        weight, bias = (self.constants[each] for each in node.input[1:3])
        scale = np.maximum(np.abs(weight).reshape(len(weight), -1).max(1), 1e-8) / LARGEST_WEIGHT
        whole = np.clip(np.round(weight / scale[:, None, None, None]), -LARGEST_WEIGHT, LARGEST_WEIGHT)
        bias_scale = scale * self.scale_of(node.input[0])[0]
        parts = []
        for part, value, value_scale, kind in (('weight', whole, scale, np.int8), ('bias', np.round(bias / bias_scale), bias_scale, np.int32)):
            names = [
                self.constant(f'{name}/{part}', value.astype(kind)), self.constant(f'{name}/{part}/scale', value_scale.astype(np.float32)),
                self.constant(f'{name}/{part}/zero', np.zeros(len(value), kind)),
            ]
            parts.append(self.node('DequantizeLinear', names, f'{name}/{part}/dequantised', axis=0))
        self.nodes.append(helper.make_node('Conv', [inputs, *parts], [name], **{each.name: helper.get_attribute_value(each) for each in node.attribute}))

    def other(self, node):
        copy = onnx.NodeProto()
        copy.CopyFrom(node)
        for index, tensor in enumerate(copy.input):
            if node.op_type in ('Add', 'Resize', 'MaxPool', 'Concat') and node.output[0] in self.ranges and tensor in self.ranges:
                copy.input[index] = self.quantised(tensor)
            elif node.op_type == 'Conv' and index == 0:
                copy.input[0] = self.quantised(tensor)
        self.nodes.append(copy)


def quantise(model, ranges):
    """The model with int8 convolutions. `ranges` as from `ranges_of`; the body is what they cover."""
    graph = model.graph
    inline_aliases(graph)
    work = Quantiser(graph, ranges)
    normalised = next(node.input[0] for node in graph.node if node.op_type == 'Conv')
    for node in graph.node:
        if node.op_type in ('Resize', 'MaxPool'):
            # Repeating and choosing cells makes no new values: the same scale lets the runtime do it with bytes.
            work.parameters[node.output[0]] = work.scale_of(node.input[0])
    before_body = True
    for node in graph.node:
        if node.op_type == 'Constant':
            work.nodes.append(node)
            continue
        if before_body:
            if node.op_type == 'Transpose':
                work.nodes.append(node)
                work.pixels(normalised, node.output[0])
            before_body = normalised not in node.output
            continue
        if node.op_type == 'Conv' and node.output[0] in ranges:
            work.convolution(node)
        else:
            work.other(node)
    kept = {name for node in work.nodes for name in node.input}
    work.nodes = [node for node in work.nodes if node.op_type != 'Constant' or node.output[0] in kept]
    initialisers = [each for each in graph.initializer if each.name in kept] + work.initialisers
    del graph.node[:], graph.initializer[:]
    graph.node.extend(work.nodes)
    graph.initializer.extend(initialisers)
    onnx.checker.check_model(model)
    return model


def inline_aliases(graph):
    """torch names a constant that is used twice through Identity nodes: every user gets the constant itself."""
    constants = {each.name for each in graph.initializer}
    alias = {node.output[0]: node.input[0] for node in graph.node if node.op_type == 'Identity' and node.input[0] in constants}
    nodes = [node for node in graph.node if node.output[0] not in alias]
    for node in nodes:
        for index, name in enumerate(node.input):
            node.input[index] = alias.get(name, name)
    del graph.node[:]
    graph.node.extend(nodes)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('network', choices=sorted(BUILD))
    parser.add_argument('--model', required=True, help='ONNX file that export.py wrote')
    parser.add_argument('--data', required=True, help='folder of rendered frames to measure ranges on: training frames')
    parser.add_argument('--images', type=int, default=200, help='default %(default)s')
    parser.add_argument('--out', required=True, help='ONNX file to write')
    options = parser.parse_args()
    model = onnx.load(options.model)
    pixels = calibration_pictures(options.network, options.data, options.images)
    with torch.no_grad():
        ranges = ranges_of(model, pixels)
    onnx.save(quantise(model, ranges), options.out)
    print(f'{options.out}: {Path(options.out).stat().st_size} bytes')


if __name__ == '__main__':
    main()
