#!/usr/bin/python3
"""Trains the person detector on rendered frames."""
import cv2
import numpy as np
import torch
from torch import nn

import augment
import detector
from dataset import Dataset
from evaluate import validate_detector
from layers import cell_centres
from training import Training, arguments

PICTURE = (detector.WIDTH, detector.HEIGHT * 15 // 16)
MOST_PEOPLE = 16
OUTSIDE = -1000.0


def shrunk(frame):
    """A frame's picture at half its size, each pixel the mean of four."""
    return cv2.resize(frame, PICTURE, interpolation=cv2.INTER_AREA)


def sample(rng, frame, people):
    """A padded picture [192, 320, 3] BGR and its people [16, 5]: corners in input pixels and 1 counted, 0 ignored, -1 nobody."""
    size = np.array(PICTURE) * np.exp(rng.uniform(-0.22, 0.22))
    centre = np.array(PICTURE) / 2 + rng.uniform(-0.12, 0.12, 2) * PICTURE
    matrix = augment.affine(centre, 0.0, size, rng.random() < 0.5, PICTURE)
    picture = augment.warp(augment.degraded(rng, shrunk(frame)), matrix, PICTURE)
    padded = np.full((detector.HEIGHT, detector.WIDTH, 3), augment.GREY, np.uint8)
    padded[: PICTURE[1]] = picture[:, :, ::-1]
    return padded, moved_boxes(people, matrix)


def moved_boxes(people, matrix):
    labels = np.full((MOST_PEOPLE, 5), OUTSIDE, np.float32)
    labels[:, 4] = -1
    start, extent = people.boxes[:, :2] / 2, people.boxes[:, 2:] / 2
    ends = np.stack([augment.moved(start, matrix), augment.moved(start + extent, matrix)])
    corners = np.concatenate([ends.min(0), ends.max(0)], 1)
    clipped = np.clip(corners, 0, np.tile(PICTURE, 2))
    area = lambda box: np.prod(np.maximum(box[:, 2:] - box[:, :2], 0), 1)
    kept = area(clipped) / np.maximum(area(corners), 1e-6)
    rows = np.flatnonzero(kept > 0)[:MOST_PEOPLE]
    labels[: len(rows), :4] = clipped[rows]
    labels[: len(rows), 4] = (~people.ignored & (kept > 0.2))[rows]
    return labels


def targets(labels):
    """
    People [B, 16, 5] to: heat [B, h, w] (1 at the cell of each centre), weight [B, h, w] (0 where ignored people are), and for the
    cells around a centre the corners to learn [B, 4, h, w] with their mask [B, h, w].
    """
    x, y = cell_centres(detector.HEIGHT // detector.STRIDE, detector.WIDTH // detector.STRIDE, detector.STRIDE)
    corner, kind = labels[:, :, :4, None, None], labels[:, :, 4, None, None]
    centre_x, centre_y = (corner[:, :, 0] + corner[:, :, 2]) / 2, (corner[:, :, 1] + corner[:, :, 3]) / 2
    width, height = corner[:, :, 2] - corner[:, :, 0], corner[:, :, 3] - corner[:, :, 1]
    cells_x, cells_y = (x - centre_x) / detector.STRIDE, (y - centre_y) / detector.STRIDE
    sigma_x, sigma_y = (side.mul(0.12 / detector.STRIDE).clamp(min=0.7) for side in (width, height))
    heat = torch.exp(-0.5 * ((cells_x / sigma_x) ** 2 + (cells_y / sigma_y) ** 2))
    at_centre = (cells_x.abs() <= 0.5) & (cells_y.abs() <= 0.5)
    weight = 1.0 - ((heat > 0.05) & (kind == 0)).any(1).float()
    heat = torch.where(at_centre, torch.ones_like(heat), heat * 0.99) * (kind > 0)
    distance = torch.maximum(cells_x.abs(), cells_y.abs()) + 1e6 * (kind <= 0)
    nearest, owner = distance.min(1)
    boxes = labels[:, :, :4].gather(1, owner.flatten(1)[:, :, None].expand(-1, -1, 4)).transpose(1, 2).reshape(-1, 4, *owner.shape[1:])
    return heat.amax(1), weight, boxes, (nearest <= 1.5).float()


def overlap_loss(predicted, wanted):
    """1 - generalised IoU of corners [B, 4, h, w] (Rezatofighi et al., CVPR 2019)."""
    intersection = (torch.minimum(predicted[:, 2:], wanted[:, 2:]) - torch.maximum(predicted[:, :2], wanted[:, :2])).clamp(min=0).prod(1)
    hull = (torch.maximum(predicted[:, 2:], wanted[:, 2:]) - torch.minimum(predicted[:, :2], wanted[:, :2])).prod(1)
    areas = [(box[:, 2:] - box[:, :2]).clamp(min=0).prod(1) for box in (predicted, wanted)]
    union = sum(areas) - intersection
    return 1 - intersection / union.clamp(min=1) + (hull - union) / hull.clamp(min=1)


def losses(outputs, batch):
    """Named losses of the network's outputs for a batch of `Tasks.make`."""
    heat, weight, boxes, mask = targets(batch[1])
    logit, sides = outputs
    score = logit.sigmoid().clamp(1e-4, 1 - 1e-4)
    centre = (heat == 1).float()
    focal = -centre * (1 - score) ** 2 * score.log() - (1 - centre) * weight * (1 - heat) ** 4 * score**2 * (1 - score).log()
    overlap = overlap_loss(detector.corners(sides), boxes)
    return {'centre': focal.sum() / centre.sum().clamp(min=1), 'box': 2 * (overlap * mask).sum() / mask.sum().clamp(min=1)}


def imitation(outputs, teacher):
    """How far scores and, where the teacher sees somebody, box sides are from the teacher's (Hinton et al., 2015)."""
    (logit, sides), (wanted, wanted_sides) = outputs, teacher
    score = wanted.sigmoid()
    apart = ((sides.log() - wanted_sides.log()).abs().mean(1) * score).sum() / score.sum().clamp(min=1)
    return nn.functional.binary_cross_entropy_with_logits(logit, score, reduction='sum') / score.sum().clamp(min=1) + apart


class Tasks:
    def __init__(self, options):
        self.training, self.validation = Dataset(options.data), Dataset(options.validation)
        self.batch, self.losses, self.imitation = options.batch, losses, imitation

    def make(self, rng):
        frames = rng.integers(len(self.training), size=self.batch)
        samples = [sample(rng, self.training.frames[each], self.training.labels[each]) for each in frames]
        return [torch.from_numpy(np.stack(column)) for column in zip(*samples)]

    def validate(self, network):
        return validate_detector(network, self.validation, most=400)

    def refresh(self):
        self.training.refresh()


def main():
    options = arguments(__doc__, steps=6000, batch=16).parse_args()
    torch.manual_seed(options.seed)
    Training(options, detector.Detector(), Tasks(options)).run()


if __name__ == '__main__':
    main()
