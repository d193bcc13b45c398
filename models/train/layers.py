"""Building blocks of both networks: convolutions that are cheap on one CPU thread."""
import torch
from torch import nn


class ConvBlock(nn.Sequential):
    """Convolution, batch normalisation and (unless linear) ReLU, padded so that stride 1 keeps the size."""

    def __init__(self, inputs, outputs, kernel=3, stride=1, groups=1, linear=False):
        layers = [nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False), nn.BatchNorm2d(outputs)]
        super().__init__(*layers, *([] if linear else [nn.ReLU(inplace=True)]))


class Sharpening(nn.Module):
    """
    SiLU that can be made sharper, x * sigmoid(s * x), until it is ReLU (s = None), which costs nothing behind a convolution. Weights that were
    learned with SiLU forget most of what they know when it is exchanged at once.
    """

    def __init__(self):
        super().__init__()
        self.sharpness = None

    def forward(self, x):
        if self.sharpness is None:
            return nn.functional.relu(x, inplace=True)
        return nn.functional.silu(x * self.sharpness) / self.sharpness if self.sharpness > 1 else nn.functional.silu(x)


class BiasedConv(nn.Sequential):
    """Convolution with a bias and ReLU: what is left of a block once its normalisation is folded in, as in weights out of an ONNX file."""

    def __init__(self, inputs, outputs, kernel=1, stride=1, groups=1, padding=None):
        padding = kernel // 2 if padding is None else padding
        super().__init__(nn.Conv2d(inputs, outputs, kernel, stride, padding, groups=groups), Sharpening())


def separable(inputs, outputs, stride=1):
    """Depthwise, then pointwise convolution, each with bias and ReLU."""
    return nn.Sequential(BiasedConv(inputs, inputs, 3, stride, inputs), BiasedConv(inputs, outputs))


class Bottleneck(nn.Module):
    """Pointwise, then separable convolution, added to the input if asked."""

    def __init__(self, width, shortcut):
        super().__init__()
        self.first, self.second, self.shortcut = BiasedConv(width, width), separable(width, width), shortcut

    def forward(self, x):
        y = self.second(self.first(x))
        return x + y if self.shortcut else y


class CrossStage(nn.Module):
    """Half of the channels through bottlenecks, half past them (Wang et al., "CSPNet", CVPR workshops 2020)."""

    def __init__(self, inputs, outputs, bottlenecks, shortcut=True):
        super().__init__()
        half = outputs // 2
        self.through, self.past = BiasedConv(inputs, half), BiasedConv(inputs, half)
        self.blocks = nn.Sequential(*(Bottleneck(half, shortcut) for _ in range(bottlenecks)))
        self.joined = BiasedConv(outputs, outputs)

    def forward(self, x):
        through = self.through(x)
        past = self.past(x)
        return self.joined(torch.cat([self.blocks(through), past], 1))


class PyramidPooling(nn.Module):
    """The map beside its maxima over 5, 9 and 13 cells (He et al., "Spatial Pyramid Pooling", ECCV 2014)."""

    def __init__(self, width):
        super().__init__()
        self.first, self.second = BiasedConv(width, width // 2), BiasedConv(2 * width, width)

    def forward(self, x):
        x = self.first(x)
        return self.second(torch.cat([x, *(nn.functional.max_pool2d(x, size, 1, size // 2) for size in (5, 9, 13))], 1))


class InvertedResidual(nn.Module):
    """MobileNetV2's block: widen 1x1, depthwise, narrow 1x1 linear (Sandler et al., CVPR 2018, section 3)."""

    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        hidden = 3 * inputs
        self.block = nn.Sequential(
            ConvBlock(inputs, hidden, 1),
            ConvBlock(hidden, hidden, 3, stride, groups=hidden),
            ConvBlock(hidden, outputs, 1, linear=True),
        )
        self.residual = stride == 1 and inputs == outputs

    def forward(self, x):
        return x + self.block(x) if self.residual else self.block(x)


class Separable(nn.Sequential):
    """Depthwise, then pointwise convolution."""

    def __init__(self, inputs, outputs):
        super().__init__(ConvBlock(inputs, inputs, groups=inputs), ConvBlock(inputs, outputs, 1))


def stage(inputs, outputs, blocks):
    """So many blocks, the first of which halves the size."""
    return nn.Sequential(InvertedResidual(inputs, outputs, 2), *(InvertedResidual(outputs, outputs) for _ in range(blocks - 1)))


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
