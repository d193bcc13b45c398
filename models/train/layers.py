"""Building blocks of both networks: convolutions that are cheap on one CPU thread."""
import torch
from torch import nn


class ConvBlock(nn.Sequential):
    """Convolution, batch normalisation and (unless linear) ReLU, padded so that stride 1 keeps the size."""

    def __init__(self, inputs, outputs, kernel=3, stride=1, groups=1, linear=False):
        layers = [nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False), nn.BatchNorm2d(outputs)]
        super().__init__(*layers, *([] if linear else [nn.ReLU(inplace=True)]))


class InvertedResidual(nn.Module):
    """MobileNetV2's block: widen 1x1, depthwise, narrow 1x1 linear (Sandler et al., CVPR 2018, section 3)."""

    def __init__(self, inputs, outputs, stride=1, hidden=None):
        super().__init__()
        self.hidden = hidden = hidden or 3 * inputs
        self.block = nn.Sequential(
            ConvBlock(inputs, hidden, 1),
            ConvBlock(hidden, hidden, 3, stride, groups=hidden),
            ConvBlock(hidden, outputs, 1, linear=True),
        )
        self.residual = stride == 1 and inputs == outputs

    def forward(self, x):
        return x + self.block(x) if self.residual else self.block(x)


class Residual(nn.Module):
    """
    Two plain 3x3 convolutions around `hidden` channels, added to the input where shapes allow (He et al., CVPR 2016, figure 5).
    Plain convolutions are what int8 makes faster, and the channels inside can be pruned without a change outside.
    """

    def __init__(self, inputs, outputs, stride=1, hidden=None):
        super().__init__()
        self.hidden = hidden = hidden or outputs
        self.first = ConvBlock(inputs, hidden, 3, stride)
        self.second = ConvBlock(hidden, outputs, 3, linear=True)
        self.residual = stride == 1 and inputs == outputs

    def forward(self, x):
        y = self.second(self.first(x))
        return nn.functional.relu(x + y if self.residual else y)


class Separable(nn.Sequential):
    """Depthwise, then pointwise convolution."""

    def __init__(self, inputs, outputs):
        super().__init__(ConvBlock(inputs, inputs, groups=inputs), ConvBlock(inputs, outputs, 1))


def stage(block, inputs, outputs, hidden):
    """As many blocks as `hidden` has numbers of channels inside them (None: the block's own); the first block halves the size."""
    first, *others = hidden
    return nn.Sequential(block(inputs, outputs, 2, first), *(block(outputs, outputs, 1, each) for each in others))


def blocks_of(network):
    """The blocks whose inner channels can be pruned, in order."""
    return [module for module in network.modules() if isinstance(module, (Residual, InvertedResidual))]


def hidden_of(network):
    """Channels inside each block: with them a network is built anew."""
    return [block.hidden for block in blocks_of(network)]


def doubled(x):
    """A map of twice the size, each cell repeated."""
    return nn.functional.interpolate(x, scale_factor=2, mode='nearest')


def normalised(pixels):
    """uint8 [B, H, W, 3] to float [B, 3, H, W] around zero."""
    return pixels.permute(0, 3, 1, 2).float() / 64.0 - 2.0


def cell_centres(height, width, stride):
    """Centres of a map's cells in input pixels: x and y, each [height, width]."""
    y, x = torch.meshgrid(torch.arange(height), torch.arange(width), indexing='ij')
    return (x + 0.5) * stride, (y + 0.5) * stride
