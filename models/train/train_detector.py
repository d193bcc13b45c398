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
from layers import Sharpening
from networks import load
from pretrained import load_yolox_nano
from training import Training, arguments

PICTURE = (detector.WIDTH, detector.HEIGHT * 15 // 16)
MOST_PEOPLE = 16
OUTSIDE = -1000.0
# Real frames among those of a batch, where there are any.
REAL_SHARE = 0.15
CELLS_A_PERSON = 10
SHARPEST = 16.0
# A person whom no box meets yet must still be learned by someone.
LEAST_OVERLAP = 0.2


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


def shared_areas(boxes, others):
    """Areas of intersection and of union of corners [B, 4, G, 1] and [B, 4, 1, N]: each [B, G, N]."""
    common = (torch.minimum(boxes[:, 2:], others[:, 2:]) - torch.maximum(boxes[:, :2], others[:, :2])).clamp(min=0).prod(1)
    area, other = ((each[:, 2:] - each[:, :2]).clamp(min=0).prod(1) for each in (boxes, others))
    return common, area + other - common


@torch.no_grad()
def assigned(labels, scores, corners):
    """
    Which cells learn which person, from what the network says now: of the cells within a person's box those whose score and
    box fit best (task-aligned assignment; Feng et al., "TOOD", ICCV 2021, section 3.2).

    labels [B, 16, 5], scores [B, N], corners [B, 4, N] to: wanted score [B, N] (0: nobody), wanted corners [B, 4, N] and
    weight of saying nobody [B, N] (0 on ignored people)
    """
    column, row, stride = detector.cells([(detector.HEIGHT // each, detector.WIDTH // each) for each in detector.STRIDES])
    x, y = (column + 0.5) * stride, (row + 0.5) * stride
    person, kind = labels[:, :, :4].transpose(1, 2)[..., None], labels[:, :, 4, None]
    middle, half = (person[:, :2] + person[:, 2:]) / 2, (person[:, 2:] - person[:, :2]) / 2
    apart = torch.maximum((x - middle[:, 0]).abs() - torch.maximum(half[:, 0], stride), (y - middle[:, 1]).abs() - torch.maximum(half[:, 1], stride))
    common, union = shared_areas(person, corners[:, :, None])
    overlap = (common / union.clamp(min=1)).clamp(min=LEAST_OVERLAP)
    fit = scores[:, None].clamp(min=1e-4) * overlap**6 * ((apart < 0) & (kind > 0))
    fit = fit * (fit >= fit.topk(CELLS_A_PERSON, 2).values[:, :, -1:])
    best, owner = (overlap * (fit > 0)).max(1)
    fit = fit * (torch.arange(fit.shape[1])[:, None] == owner[:, None])
    quality = fit / fit.amax(2, keepdim=True).clamp(min=1e-12) * (overlap * (fit > 0)).amax(2, keepdim=True)
    boxes = labels[:, :, :4].gather(1, owner[:, :, None].expand(-1, -1, 4)).transpose(1, 2)
    ignored = ((apart < 0) & (kind == 0)).any(1) & (best == 0)
    return quality.amax(1), boxes, 1 - ignored.float()


def overlap_loss(predicted, wanted):
    """1 - generalised IoU of corners [B, 4, N] (Rezatofighi et al., CVPR 2019)."""
    common, union = shared_areas(predicted, wanted)
    hull = (torch.maximum(predicted[:, 2:], wanted[:, 2:]) - torch.minimum(predicted[:, :2], wanted[:, :2])).clamp(min=0).prod(1)
    return 1 - common / union.clamp(min=1) + (hull - union) / hull.clamp(min=1)


def logarithms(something, person):
    """Logarithms of a cell's score and of one less it."""
    score = nn.functional.logsigmoid(something) + nn.functional.logsigmoid(person)
    return score, torch.log1p(-score.exp().clamp(max=1 - 1e-6))


def losses(outputs, batch):
    """Named losses of the network's outputs for a batch of `Tasks.make`; scores by varifocal loss (Zhang et al., CVPR 2021, equation 2)."""
    something, person, corners = outputs
    score = detector.scores_of(something, person).detach()
    wanted, boxes, counts = assigned(batch[1], score, corners.detach())
    yes, no = logarithms(something, person)
    known = -wanted * (wanted * yes + (1 - wanted) * no)
    nobody = -0.75 * score**2 * no * counts
    people = wanted.sum().clamp(min=1)
    return {
        'score': torch.where(wanted > 0, known, nobody).sum() / people,
        'box': 2.5 * (overlap_loss(corners, boxes) * wanted).sum() / people,
    }


def imitation(outputs, teacher):
    """How far scores and, where the teacher sees somebody, boxes are from the teacher's (Hinton et al., 2015)."""
    yes, no = logarithms(*outputs[:2])
    wanted = detector.scores_of(*teacher[:2])
    people = wanted.sum().clamp(min=1)
    apart = -(wanted * yes + (1 - wanted) * no)
    return (apart.sum() + 2.5 * (overlap_loss(outputs[2], teacher[2]) * wanted).sum()) / people


def sharpen(network, step, options):
    """Activations from `sharp_from` at step 0 (1: SiLU) by equal factors to `SHARPEST`, and ReLU from step `sharp_at` on."""
    sharpness = options.sharp_from * (SHARPEST / options.sharp_from) ** (step / options.sharp_at) if step < options.sharp_at else None
    for module in network.modules():
        if isinstance(module, Sharpening):
            module.sharpness = sharpness


class Tasks:
    def __init__(self, options):
        self.training, self.validation = Dataset(options.data), Dataset(options.validation)
        self.real = Dataset(options.real) if options.real else None
        self.batch, self.losses, self.imitation = options.batch, losses, imitation
        self.options = options

    def make(self, rng):
        samples = []
        for _ in range(self.batch):
            dataset = self.real if self.real and rng.random() < REAL_SHARE else self.training
            chosen = rng.integers(len(dataset))
            samples.append(sample(rng, dataset.frames[chosen], dataset.labels[chosen]))
        return [torch.from_numpy(np.stack(column)) for column in zip(*samples)]

    def begin(self, network, step):
        sharpen(network, step, self.options)

    def validate(self, network):
        return validate_detector(network, self.validation, most=400)

    def refresh(self):
        self.training.refresh()


def main():
    parser = arguments(__doc__, steps=6000, batch=16)
    parser.add_argument('--pretrained', help='yolox_nano.onnx to start from')
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    network = load('detector', options.start) if options.start else detector.Detector()
    if options.pretrained:
        load_yolox_nano(network, options.pretrained)
    Training(options, network, Tasks(options)).run()


if __name__ == '__main__':
    main()
