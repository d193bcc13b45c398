"""The person detector: anchor-free boxes at strides 8, 16 and 32.

Architecture: YOLOX-nano (Ge et al., "YOLOX: Exceeding YOLO Series in 2021") with one class and ReLU, whose published weights it can
start from (pretrained.py): it then knows real people before it sees the first rendered one.
"""
import torch
from torch import nn

from layers import BiasedConv, CrossStage, PyramidPooling, doubled, separable

HEIGHT, WIDTH, STRIDES = 192, 320, (8, 16, 32)
MAXIMUM_BOXES = 128
# Brings 0 to 255 to about one, and zero stays zero: outside the picture is black, as where the weights come from.
PIXEL_SCALE = 64.0


class Head(nn.Module):
    """Maps of one stride: box (centre's x and y, logarithms of width and height, all in cells), whether there is anything, whether it is a person."""

    def __init__(self, inputs, width=64):
        super().__init__()
        self.stem = BiasedConv(inputs, width)
        self.kind, self.place = (nn.Sequential(separable(width, width), separable(width, width)) for _ in range(2))
        self.person, self.box, self.object = (nn.Conv2d(width, outputs, 1) for outputs in (1, 4, 1))

    def forward(self, x):
        x = self.stem(x)
        person = self.person(self.kind(x))
        place = self.place(x)
        return torch.cat([self.box(place), self.object(place), person], 1)


class Detector(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = BiasedConv(3, 16, 6, 2, padding=2)
        self.quarter = nn.Sequential(separable(16, 32, 2), CrossStage(32, 32, 1))
        self.eighth = nn.Sequential(separable(32, 64, 2), CrossStage(64, 64, 3))
        self.sixteenth = nn.Sequential(separable(64, 128, 2), CrossStage(128, 128, 3))
        self.thirtysecond = nn.Sequential(separable(128, 256, 2), PyramidPooling(256), CrossStage(256, 256, 1, False))
        self.lateral = nn.ModuleList([BiasedConv(256, 128), BiasedConv(128, 64)])
        self.merge_up = nn.ModuleList([CrossStage(256, 128, 1, False), CrossStage(128, 64, 1, False)])
        self.halve = nn.ModuleList([separable(64, 64, 2), separable(128, 128, 2)])
        self.merge_down = nn.ModuleList([CrossStage(128, 128, 1, False), CrossStage(256, 256, 1, False)])
        self.heads = nn.ModuleList(Head(width) for width in (64, 128, 256))

    def maps(self, pixels):
        """uint8 BGR [B, H, W, 3], sides multiples of 32, to what each head says [B, 6, h, w]."""
        x = (pixels.permute(0, 3, 1, 2).float() / PIXEL_SCALE).contiguous(memory_format=torch.channels_last)
        eighth = self.eighth(self.quarter(self.stem(x)))
        sixteenth = self.sixteenth(eighth)
        deep = self.lateral[0](self.thirtysecond(sixteenth))
        middle = self.lateral[1](self.merge_up[0](torch.cat([doubled(deep), sixteenth], 1)))
        levels = [self.merge_up[1](torch.cat([doubled(middle), eighth], 1))]
        levels.append(self.merge_down[0](torch.cat([self.halve[0](levels[0]), middle], 1)))
        levels.append(self.merge_down[1](torch.cat([self.halve[1](levels[1]), deep], 1)))
        return [head(level) for head, level in zip(self.heads, levels)]

    def forward(self, pixels):
        """uint8 BGR [B, 192, 320, 3] to logits of something [B, N] and of a person [B, N], and corners x1, y1, x2, y2 in input pixels [B, 4, N]."""
        maps = self.maps(pixels)
        box, something, person = torch.cat([each.flatten(2) for each in maps], 2).split((4, 1, 1), 1)
        x, y, stride = cells([each.shape[2:] for each in maps])
        centre = torch.stack([box[:, 0] + x, box[:, 1] + y], 1) * stride
        half = box[:, 2:].clamp(max=4.0).exp() * stride / 2
        return something[:, 0], person[:, 0], torch.cat([centre - half, centre + half], 1)


def cells(shapes):
    """Column, row and stride of each cell of maps of these shapes, finest first [N] each."""
    rows = [torch.meshgrid(torch.arange(height), torch.arange(width), indexing='ij') for height, width in shapes]
    column, row = (torch.cat([each[axis].flatten() for each in rows]).float() for axis in (1, 0))
    stride = torch.cat([torch.full((int(height * width),), float(each)) for (height, width), each in zip(shapes, STRIDES)])
    return column, row, stride


def scores_of(something, person):
    """Probability that a cell's box is a person's [B, N]."""
    return something.sigmoid() * person.sigmoid()


class DetectorWithDecoder(nn.Module):
    """
    What is exported: pixels in; the likeliest boxes x, y, width, height [B, 128, 4] and scores [B, 128] out, several for each person.
    `slope` and `shift` of the scores' logits make them the share of boxes that are right (evaluate.calibrate).
    """

    def __init__(self, detector, slope=1.0, shift=0.0):
        super().__init__()
        self.detector, self.slope, self.shift = detector, slope, shift

    def forward(self, image):
        something, person, corners = self.detector(image)
        scores, chosen = scores_of(something, person).topk(MAXIMUM_BOXES)
        scores = scores.clamp(1e-6, 1 - 1e-6)
        scores = (self.slope * (scores / (1 - scores)).log() + self.shift).sigmoid()
        box = corners.gather(2, chosen[:, None].expand(-1, 4, -1))
        x1, x2 = (box[:, i].clamp(0, WIDTH) for i in (0, 2))
        y1, y2 = (box[:, i].clamp(0, HEIGHT * 15 / 16) for i in (1, 3))
        return torch.stack([x1, y1, x2 - x1, y2 - y1], 2), scores
