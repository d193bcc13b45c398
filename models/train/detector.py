"""The person detector: an anchor-free map of centres and box sides at stride 8.

Method: centres as peaks of a heat map (Zhou et al., "Objects as Points", 2019), box sides as distances from the cell
(Tian et al., "FCOS", ICCV 2019).
"""
import torch
from torch import nn

from layers import ConvBlock, Residual, cell_centres, doubled, normalised, stage

HEIGHT, WIDTH, STRIDE = 192, 320, 8
MAXIMUM_PEOPLE = 64


class Detector(nn.Module):
    """`widths` of the stem, of strides 4, 8, 16 and 32; `hidden` channels inside each of the six blocks (default: as wide as the block)."""

    def __init__(self, widths=(16, 32, 48, 64, 96), neck=48, hidden=(None,) * 6):
        super().__init__()
        stem, quarter, eighth, sixteenth, thirtysecond = widths
        self.stem = nn.Sequential(ConvBlock(3, stem, stride=2), ConvBlock(stem, quarter, stride=2))
        self.eighth = stage(Residual, quarter, eighth, hidden[:2])
        self.sixteenth = stage(Residual, eighth, sixteenth, hidden[2:4])
        self.thirtysecond = stage(Residual, sixteenth, thirtysecond, hidden[4:])
        self.lateral = nn.ModuleList(ConvBlock(width, neck, 1, linear=True) for width in (eighth, sixteenth, thirtysecond))
        self.merge = nn.ModuleList([ConvBlock(neck, neck), ConvBlock(neck, neck)])
        self.head = nn.Sequential(ConvBlock(neck, neck), nn.Conv2d(neck, 5, 1))
        nn.init.constant_(self.head[-1].bias, 0.0)
        nn.init.constant_(self.head[-1].bias[:1], -4.0)
        nn.init.constant_(self.head[-1].bias[1:], 1.0)

    def forward(self, pixels):
        """uint8 BGR [B, 192, 320, 3] to the centre's logit [B, 24, 40] and box sides in cells (left, top, right, bottom) [B, 4, 24, 40]."""
        eighth = self.eighth(self.stem(normalised(pixels).contiguous(memory_format=torch.channels_last)))
        sixteenth = self.sixteenth(eighth)
        x = self.lateral[2](self.thirtysecond(sixteenth))
        x = self.merge[1](doubled(x) + self.lateral[1](sixteenth))
        x = self.merge[0](doubled(x) + self.lateral[0](eighth))
        x = self.head(x)
        return x[:, 0], x[:, 1:].clamp(max=4.0).exp()


def corners(sides):
    """Box sides in cells [B, 4, h, w] to corners x1, y1, x2, y2 in input pixels, not clipped."""
    x, y = cell_centres(HEIGHT // STRIDE, WIDTH // STRIDE, STRIDE)
    left, top, right, bottom = (sides * STRIDE).unbind(1)
    return torch.stack([x - left, y - top, x + right, y + bottom], 1)


class DetectorWithDecoder(nn.Module):
    """What is exported: pixels in; the strongest peaks as boxes x, y, width, height [B, 64, 4] and scores [B, 64] out."""

    def __init__(self, detector):
        super().__init__()
        self.detector = detector

    def forward(self, image):
        logit, sides = self.detector(image)
        score = logit.sigmoid()
        peak = nn.functional.max_pool2d(score[:, None], 3, 1, 1)[:, 0]
        score = (score * (score >= peak)).flatten(1)
        scores, cells = score.topk(MAXIMUM_PEOPLE)
        box = corners(sides).flatten(2).gather(2, cells[:, None].expand(-1, 4, -1))
        x1, x2 = (box[:, i].clamp(0, WIDTH) for i in (0, 2))
        y1, y2 = (box[:, i].clamp(0, HEIGHT * 15 / 16) for i in (1, 3))
        return torch.stack([x1, y1, x2 - x1, y2 - y1], 2), scores
