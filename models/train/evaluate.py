#!/usr/bin/python3
"""Figures of a detector and a pose network on rendered frames of another seed."""
import argparse
import json

import cv2
import numpy as np
import torch

import augment
import detector
import pose
from dataset import Dataset
from networks import load

BOX_SCALE = 1.25
SUPPRESSION = 0.6
WRISTS = [9, 10]


def overlaps(boxes, others):
    """IoU [n, m] of boxes x, y, width, height."""
    start = np.maximum(boxes[:, None, :2], others[None, :, :2])
    end = np.minimum((boxes[:, :2] + boxes[:, 2:])[:, None], (others[:, :2] + others[:, 2:])[None])
    common = np.maximum(end - start, 0).prod(2)
    return common / np.maximum(boxes[:, 2:].prod(1)[:, None] + others[:, 2:].prod(1)[None] - common, 1e-6)


def suppressed(boxes, scores, threshold=0.05):
    """Boxes and scores that remain, strongest first, after non-maximum suppression."""
    kept = []
    overlap = overlaps(boxes, boxes)
    for each in np.argsort(-scores):
        if scores[each] >= threshold and all(overlap[each, other] < SUPPRESSION for other in kept):
            kept.append(each)
    return boxes[kept], scores[kept]


def pictures_of(frames):
    """What the detector gets of frames: uint8 BGR [n, 192, 320, 3], half size, padded below."""
    pixels = np.full((len(frames), detector.HEIGHT, detector.WIDTH, 3), 114, np.uint8)
    for row, frame in zip(pixels, frames):
        row[: detector.HEIGHT * 15 // 16] = cv2.resize(frame, (320, 180), interpolation=cv2.INTER_AREA)[:, :, ::-1]
    return pixels


def detect(network, frames):
    """Boxes (frame pixels) and scores of each frame."""
    decoder = detector.DetectorWithDecoder(network)
    found = []
    for start in range(0, len(frames), 16):
        boxes, scores = (each.numpy() for each in decoder(torch.from_numpy(pictures_of(frames[start : start + 16]))))
        found += [suppressed(box * 2, score) for box, score in zip(boxes, scores)]
    return found


def matches(found, labels, least=0.5):
    """For each detection of one frame, strongest first: its score and 1 right, 0 wrong, -1 of an ignored person."""
    boxes, scores = found
    overlap = overlaps(boxes, labels.boxes) if len(labels.boxes) else np.zeros((len(boxes), 1))
    free, rows = np.ones(overlap.shape[1], bool), []
    ignored = labels.ignored if len(labels.boxes) else np.zeros(1, bool)
    for each, score in enumerate(scores):
        best = int(np.argmax(overlap[each] * free * np.where(ignored, 0.5, 1)))
        hit = overlap[each, best] * free[best] >= least
        free[best] &= not hit
        rows.append((score, (-1 if ignored[best] else 1) if hit else 0))
    return rows


def calibrate(network, dataset, most=400):
    """
    Slope and shift of the logits of scores that make them the share of boxes that are right, after suppression, by logistic regression
    (Platt, "Probabilistic Outputs for Support Vector Machines", 1999).
    """
    frames, labels = dataset.frames[:most], dataset.labels[:most]
    rows = [row for found, people in zip(detect(network, frames), labels) for row in matches(found, people)]
    score, right = np.array([row for row in rows if row[1] >= 0], np.float64).T
    inputs = np.stack([np.log(score / (1 - score)), np.ones(len(score))], 1)
    weights = np.array([1.0, 0.0])
    for _ in range(20):
        expected = 1 / (1 + np.exp(-inputs @ weights))
        curvature = (inputs * (expected * (1 - expected))[:, None]).T @ inputs
        weights = weights + np.linalg.solve(curvature, inputs.T @ (right - expected))
    return tuple(float(each) for each in weights)


def validate_detector(network, dataset, most=None):
    """Average precision at IoU 0.5 (all-point interpolation), and precision and recall of what scores at least 0.3."""
    frames, labels = dataset.frames[:most], dataset.labels[:most]
    rows = [row for found, people in zip(detect(network, frames), labels) for row in matches(found, people)]
    rows = np.array(sorted((row for row in rows if row[1] >= 0), reverse=True), np.float64).reshape(-1, 2)
    people = sum(int((~each.ignored).sum()) for each in labels)
    right = rows[:, 1].cumsum()
    recall, precision = right / max(1, people), right / np.arange(1, len(rows) + 1)
    envelope = np.maximum.accumulate(precision[::-1])[::-1]
    average = float((np.diff(recall, prepend=0) * envelope).sum())
    kept = rows[:, 0] >= 0.3
    sure = envelope >= 0.95
    return {
        'best': average, 'ap50': average, 'recall': float(rows[kept, 1].sum() / max(1, people)),
        'precision': float(rows[kept, 1].mean()) if kept.any() else 0.0,
        'recallAtPrecision95': float(recall[sure].max()) if sure.any() else 0.0,
    }


def crops_of(dataset, chosen, boxes):
    """Crops [n, 160, 128, 3] BGR around boxes (frame pixels), and the matrices that made them [n, 2, 3]."""
    output = (pose.WIDTH, pose.HEIGHT)
    matrices = [augment.affine(box[:2] + box[2:] / 2, 0.0, augment.crop_size(box, BOX_SCALE, output), False, output) for box in boxes]
    crops = [augment.warp(dataset.frames[frame], matrix, output)[:, :, ::-1] for (frame, _), matrix in zip(chosen, matrices)]
    return np.stack(crops), np.stack(matrices)


def calibration_pictures(name, folder, images):
    """Inputs of a network, spread over a folder's frames."""
    dataset = Dataset(folder)
    if name == 'detector':
        return pictures_of([dataset.frames[frame] for frame in np.linspace(0, len(dataset) - 1, images).astype(int)])
    people = dataset.people()
    chosen = people[np.linspace(0, len(people) - 1, images).astype(int)]
    return crops_of(dataset, chosen, true_boxes_of(dataset, chosen))[0]


def found_poses(network, dataset, chosen, boxes):
    """
    What the network finds of people in boxes [n, 17, 3] and where their keypoints are [n, 17, 2], both in pixels of their crops; the labels
    in frame pixels [n, 17, 3]; the crops and their matrices, as from `crops_of`.
    """
    crops, matrices = crops_of(dataset, chosen, boxes)
    decoder = pose.PoseWithDecoder(network)
    found = np.concatenate([decoder(torch.from_numpy(crops[at : at + 64])).numpy() for at in range(0, len(crops), 64)])
    keypoints = np.stack([dataset.labels[frame].keypoints[person] for frame, person in chosen])
    wanted = np.stack([augment.moved(points[:, :2], matrix) for points, matrix in zip(keypoints, matrices)])
    return found, wanted, keypoints, crops, matrices


def true_boxes_of(dataset, chosen):
    return np.stack([dataset.labels[frame].boxes[person] for frame, person in chosen])


def validate_pose(network, dataset, most=None, boxes=None):
    """
    Share of visible keypoints within 0.05 of the longer side of the person's box (PCK), of all and of wrists; median wrist error
    in crop and in frame pixels; how well confidence tells good keypoints: the share of good ones among those above 0.5, and how
    many of all good ones those are. Boxes are the true ones, or those given.
    """
    chosen = dataset.people()[:most]
    true_boxes = true_boxes_of(dataset, chosen)
    found, wanted, keypoints, _, matrices = found_poses(network, dataset, chosen, true_boxes if boxes is None else boxes)
    error = np.linalg.norm(found[:, :, :2] - wanted, axis=2)
    visible, scale = keypoints[:, :, 2] == 2, matrices[:, 0, 0][:, None]
    relative = error / scale / true_boxes[:, 2:].max(1)[:, None]
    good, sure = visible & (relative < 0.05), found[:, :, 2] > 0.5
    share = lambda these, of: float(these[of].mean()) if of.any() else 0.0
    wrists = np.zeros_like(visible)
    wrists[:, WRISTS] = visible[:, WRISTS]
    return {
        'best': share(good, visible) + share(good, wrists), 'pck': share(good, visible), 'wristPck': share(good, wrists),
        'wristErrorCropPx': float(np.median(error[wrists])), 'wristErrorFramePx': float(np.median((error / scale)[wrists])),
        'wristErrorFramePxP90': float(np.percentile((error / scale)[wrists], 90)),
        'surePrecision': share(good, sure), 'sureRecall': share(sure, good),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--data', required=True, help='folder of rendered frames')
    parser.add_argument('--detector', help='checkpoint of train_detector.py')
    parser.add_argument('--pose', help='checkpoint of train_pose.py')
    options = parser.parse_args()
    dataset, figures = Dataset(options.data), {}
    with torch.no_grad():
        if options.detector:
            figures['detector'] = validate_detector(load('detector', options.detector), dataset)
        if options.pose:
            figures['pose'] = validate_pose(load('pose', options.pose), dataset)
    print(json.dumps({task: {name: round(value, 4) for name, value in each.items() if name != 'best'} for task, each in figures.items()}, indent=2))


if __name__ == '__main__':
    main()
