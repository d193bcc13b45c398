"""Which channels of a network stand or fall together: what writes each, what works on it alone, and what reads it, found by following the network's graph."""
import operator
from dataclasses import dataclass, field

import torch
from torch import fx, nn


@dataclass
class Use:
    """One side of a layer: the channel that each of its numbered rows or columns belongs to."""

    layer: str
    channels: list


@dataclass
class Graph:
    """Channels are numbers; those that are added to each other have one number in common."""

    writes: list = field(default_factory=list)
    alone: list = field(default_factory=list)
    reads: list = field(default_factory=list)
    fixed: set = field(default_factory=set)
    parents: list = field(default_factory=list)

    def new(self, count):
        start = len(self.parents)
        self.parents += range(start, start + count)
        return list(range(start, start + count))

    def root(self, channel):
        while self.parents[channel] != channel:
            channel = self.parents[channel]
        return channel

    def join(self, some, others):
        for one, other in zip(some, others):
            self.parents[self.root(other)] = self.root(one)
        return some


class Maps(nn.Module):
    """A network up to its last convolutions: what comes after them does not read channels."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, pixels):
        return self.network.maps(pixels)


def through_layer(graph, name, module, channels):
    """Channels that leave a layer which those of `channels` enter (None: the picture's)."""
    if isinstance(module, nn.Conv2d) and module.groups == 1:
        if channels is not None:
            graph.reads.append(Use(name, channels))
        written = graph.new(module.out_channels)
        graph.writes.append(Use(name, written))
        return written
    if isinstance(module, (nn.Conv2d, nn.BatchNorm2d)):
        graph.alone.append(Use(name, channels))
    return channels


def graph_of(network):
    """The channels of a network that has `maps(pixels)`."""
    graph, traced = Graph(), fx.symbolic_trace(Maps(network))
    layers, values = dict(traced.named_modules()), {}
    of = lambda argument: values.get(argument) if isinstance(argument, fx.Node) else None
    for node in traced.graph.nodes:
        if node.op == 'call_module':
            values[node] = through_layer(graph, node.target.removeprefix('network.'), layers[node.target], of(node.args[0]))
        elif node.target is torch.cat:
            values[node] = [each for part in node.args[0] for each in of(part)]
        elif node.target in (operator.add, operator.iadd):
            values[node] = graph.join(*map(of, node.args))
        elif node.op == 'output':
            ends = [node.args[0]] if isinstance(node.args[0], fx.Node) else node.args[0]
            graph.fixed = {each for end in ends for each in of(end)}
        elif node.op != 'placeholder':
            values[node] = of(node.args[0])
    graph.fixed = {graph.root(each) for each in graph.fixed}
    for uses in (graph.writes, graph.alone, graph.reads):
        for use in uses:
            use.channels = [graph.root(each) for each in use.channels]
    return graph
