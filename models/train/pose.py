"""The pose network: 17 keypoints of the person in the centre of a crop.

Each keypoint is a probability over the cells of a map at stride 4 (softmax), read out as the mean of that probability near
its peak, so below a cell's size (Sun et al., "Integral Human Pose Regression", ECCV 2018; the window as in
Nibali et al., "Numerical Coordinate Regression", 2018, section 5). A second map says how well the keypoint is seen there.
"""
import torch
from torch import nn

from layers import ConvBlock, Separable, cell_centres, doubled, normalised, stage

HEIGHT, WIDTH, STRIDE = 160, 128, 4
KEYPOINTS = 17
WINDOW_CELLS = 3.0


class Pose(nn.Module):
    """`widths` of the stem, of strides 4, 8 and 16."""

    def __init__(self, widths=(16, 24, 48, 96), neck=48):
        super().__init__()
        stem, quarter, eighth, sixteenth = widths
        self.stem = nn.Sequential(ConvBlock(3, stem, stride=2), ConvBlock(stem, quarter, stride=2))
        self.eighth = stage(quarter, eighth, 3)
        self.sixteenth = stage(eighth, sixteenth, 5)
        self.lateral = nn.ModuleList(ConvBlock(width, neck, 1, linear=True) for width in (quarter, eighth, sixteenth))
        self.merge = nn.ModuleList([Separable(neck, neck), Separable(neck, neck)])
        self.head = nn.Sequential(Separable(neck, neck), nn.Conv2d(neck, 2 * KEYPOINTS, 1))

    def maps(self, pixels):
        """uint8 BGR [B, 160, 128, 3] to logits of place, then of being seen [B, 34, 40, 32]."""
        quarter = self.stem(normalised(pixels).contiguous(memory_format=torch.channels_last))
        eighth = self.eighth(quarter)
        x = self.lateral[2](self.sixteenth(eighth))
        x = self.merge[1](doubled(x) + self.lateral[1](eighth))
        x = self.merge[0](doubled(x) + self.lateral[0](quarter))
        return self.head(x)

    def forward(self, pixels):
        """uint8 BGR [B, 160, 128, 3] to logits of place and of being seen, each [B, 17, 40, 32]."""
        place, seen = self.maps(pixels).split(KEYPOINTS, 1)
        return place, seen


def decode(place, seen):
    """Maps to x and y in crop pixels [B, 17, 2] and the logit of being seen well [B, 17]."""
    width = WIDTH // STRIDE
    x, y = (centre.flatten() for centre in cell_centres(HEIGHT // STRIDE, width, STRIDE))
    probability = place.flatten(2).softmax(2)
    peak = probability.argmax(2, keepdim=True).float()
    peak_y = torch.floor(peak / width)
    peak_x = (peak - peak_y * width + 0.5) * STRIDE
    peak_y = (peak_y + 0.5) * STRIDE
    distance = torch.maximum((x - peak_x).abs(), (y - peak_y).abs())
    near = probability * (distance <= WINDOW_CELLS * STRIDE).float()
    near = near / near.sum(2, keepdim=True)
    position = torch.stack([(near * x).sum(2), (near * y).sum(2)], 2)
    return position, (near * seen.flatten(2)).sum(2)


class PoseWithDecoder(nn.Module):
    """What is exported: crops in; x, y (crop pixels) and confidence in [0, 1] out, [B, 17, 3]."""

    def __init__(self, pose):
        super().__init__()
        self.pose = pose

    def forward(self, crops):
        position, seen = decode(*self.pose(crops))
        return torch.cat([position, seen.sigmoid()[:, :, None]], 2)
