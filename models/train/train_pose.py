#!/usr/bin/python3
"""Trains the pose network on crops of people in rendered frames."""
from functools import partial

import numpy as np
import torch

import augment
import pose
from dataset import HEIGHT, WIDTH, Dataset
from evaluate import BOX_SCALE, validate_pose
from layers import cell_centres
from networks import load
from training import Training, arguments

OUTPUT = (pose.WIDTH, pose.HEIGHT)
# Wrists say who took what; elbows carry them.
IMPORTANCE = torch.ones(pose.KEYPOINTS).index_fill_(0, torch.tensor([9, 10]), 2.0).index_fill_(0, torch.tensor([7, 8]), 1.4)
SIGMA_CELLS = 1.2
HIDDEN_WEIGHT = 0.25
# Weight of the error of keypoints that are nearly right, in cells.
PRECISION = 0.2
# A keypoint counts as seen well within about this many crop pixels.
TOLERANCE = 6.0


def sample(rng, frame, people, person):
    """A crop [160, 128, 3] BGR, positions in it [17, 2] and visibility [17] (0 outside, 1 hidden, 2 visible)."""
    box = people.boxes[person]
    size = np.array(augment.crop_size(box, BOX_SCALE, OUTPUT)) * np.exp(rng.uniform(-0.22, 0.22))
    centre = box[:2] + box[2:] / 2 + rng.normal(0, 0.05, 2) * size
    mirror = rng.random() < 0.5
    matrix = augment.affine(centre, rng.normal(0, 0.12), size, mirror, OUTPUT)
    keypoints = people.keypoints[person][augment.MIRRORED if mirror else slice(None)]
    position = augment.moved(keypoints[:, :2], matrix)
    inside = ((position >= 0) & (position < OUTPUT)).all(1)
    visibility = keypoints[:, 2] * inside
    crop = cut(rng, frame, centre, size, matrix)
    if rng.random() < 0.15:
        hidden = hide_part(rng, crop, position)
        visibility[hidden] = np.minimum(visibility[hidden], 1)
    return crop[:, :, ::-1], position.astype(np.float32), visibility.astype(np.float32)


def cut(rng, frame, centre, size, matrix):
    """The part of the frame that a crop needs, spoilt as by a camera at the frame's own resolution, then cropped."""
    reach = np.hypot(*size) / 2 + 2
    left, top = np.clip(np.floor(centre - reach).astype(int), 0, [WIDTH - 8, HEIGHT - 8])
    right, bottom = np.clip(np.ceil(centre + reach).astype(int), [left + 8, top + 8], [WIDTH, HEIGHT])
    moved = matrix.copy()
    moved[:, 2] += matrix[:, :2] @ [left, top]
    return augment.warp(augment.degraded(rng, frame[top:bottom, left:right]), moved, OUTPUT)


def hide_part(rng, crop, position):
    """Puts a plain patch over some of the crop, as goods, boards and other people do; which keypoints lie under it [17]."""
    extent = (rng.uniform(0.1, 0.35, 2) * OUTPUT).astype(int)
    start = rng.integers(0, OUTPUT - extent)
    end = start + extent
    crop[start[1] : end[1], start[0] : end[0]] = rng.integers(0, 256, 3)
    return ((position >= start) & (position < end)).all(1)


def losses(outputs, batch, precision):
    """Named losses of the network's outputs for a batch of `Tasks.make`."""
    _, wanted, visibility = batch
    place, seen = outputs
    x, y = (centre.flatten() for centre in cell_centres(*place.shape[2:], pose.STRIDE))
    squared = (x - wanted[:, :, :1]) ** 2 + (y - wanted[:, :, 1:]) ** 2
    target = (-squared / (2 * (SIGMA_CELLS * pose.STRIDE) ** 2)).softmax(2)
    cross_entropy = -(target * (place.flatten(2).log_softmax(2) - target.clamp(min=1e-9).log())).sum(2)
    weight = IMPORTANCE * torch.where(visibility == 2, torch.ones_like(visibility), HIDDEN_WEIGHT * visibility)
    position, confidence = pose.decode(place, seen)
    error = (position - wanted).norm(dim=2)
    near = weight * (error < 4 * pose.STRIDE)
    good = (visibility == 2) * torch.exp(-0.5 * (error.detach() / TOLERANCE) ** 2)
    return {
        'place': (weight * cross_entropy).sum() / weight.sum().clamp(min=1),
        'position': precision * (near * error / pose.STRIDE).sum() / weight.sum().clamp(min=1),
        'confidence': 0.5 * torch.nn.functional.binary_cross_entropy_with_logits(confidence, good),
    }


def imitation(outputs, teacher):
    """How far the maps of place, as distributions, and of being seen are from the teacher's (Hinton et al., 2015)."""
    (place, seen), (wanted, wanted_seen) = ([each.flatten(2) for each in maps] for maps in (outputs, teacher))
    apart = -(wanted.softmax(2) * place.log_softmax(2)).sum(2).mean()
    return apart + ((seen.sigmoid() - wanted_seen.sigmoid()) ** 2).mean()


# Real crops among those of a batch, where there are any.
REAL_SHARE = 0.15


def people_of(dataset):
    return dataset.people(minimum_height=40, minimum_share=0.25)


class Tasks:
    def __init__(self, options, precision=PRECISION):
        self.training, self.validation = Dataset(options.data), Dataset(options.validation)
        self.real = Dataset(options.real) if options.real else None
        self.real_people = people_of(self.real) if self.real else None
        self.batch, self.imitation = options.batch, imitation
        self.losses = partial(losses, precision=precision)
        self.refresh()

    def make(self, rng):
        samples = []
        for _ in range(self.batch):
            real = self.real and rng.random() < REAL_SHARE
            dataset, people = (self.real, self.real_people) if real else (self.training, self.people)
            frame, person = people[rng.integers(len(people))]
            samples.append(sample(rng, dataset.frames[frame], dataset.labels[frame], person))
        return [torch.from_numpy(np.stack(column)) for column in zip(*samples)]

    def begin(self, network, step):
        pass

    def validate(self, network):
        return validate_pose(network, self.validation, most=1000)

    def refresh(self):
        self.training.refresh()
        self.people = people_of(self.training)


def main():
    parser = arguments(__doc__, steps=10000, batch=16)
    parser.add_argument('--precision', type=float, default=PRECISION, help="weight of the error of keypoints that are nearly right, in cells (default %(default)s)")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    network = load('pose', options.start).train() if options.start else pose.Pose()
    Training(options, network, Tasks(options, options.precision)).run()


if __name__ == '__main__':
    main()
