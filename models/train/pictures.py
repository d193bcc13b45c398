#!/usr/bin/python3
"""Draws what networks fail at: the frames with most missed and false boxes, and the crops whose wrists are furthest off."""
import argparse
from pathlib import Path

import cv2
import numpy as np
import torch

from dataset import Dataset
from evaluate import WRISTS, detect, found_poses, overlaps, true_boxes_of
from networks import load

COLUMNS, FRAMES, CROPS = 3, 6, 18
SURE = 0.4
# Blue, green, red.
TRUE, MISSED, FOUND, FALSE = (160, 200, 160), (0, 220, 255), (255, 255, 255), (80, 80, 255)


def rectangle(picture, box, colour):
    x, y, width, height = (int(round(float(each))) for each in box)
    cv2.rectangle(picture, (x, y), (x + width, y + height), colour, 2)


def sheet(pictures, columns):
    rows = [np.hstack(pictures[at : at + columns]) for at in range(0, len(pictures) - len(pictures) % columns, columns)]
    return np.vstack(rows)


def detector_sheet(network, dataset):
    """Truth thin and green or, where missed, yellow; what was found white or, where false, red. Worst frames first."""
    drawn = []
    for frame, people, (boxes, scores) in zip(dataset.frames, dataset.labels, detect(network, dataset.frames)):
        boxes = boxes[scores >= SURE]
        overlap = overlaps(boxes, people.boxes) if len(boxes) and len(people.boxes) else np.zeros((len(boxes), len(people.boxes)))
        met, right = (overlap >= 0.5).any(0), (overlap >= 0.5).any(1)
        picture = np.ascontiguousarray(frame[:, :, ::-1])
        for box, colour in [(box, TRUE if hit else MISSED) for box, hit, ignored in zip(people.boxes, met, people.ignored) if not ignored]:
            rectangle(picture, box, colour)
        for box, hit in zip(boxes, right):
            rectangle(picture, box, FOUND if hit else FALSE)
        drawn.append((int((~met & ~people.ignored).sum() + (~right).sum()), picture))
    drawn.sort(key=lambda each: -each[0])
    return sheet([picture for _, picture in drawn[:FRAMES]], COLUMNS)


def pose_sheet(network, dataset):
    """Visible wrists: a line from where each is (yellow) to where it was found (red), furthest off first, by the person's height."""
    chosen = dataset.people()
    boxes = true_boxes_of(dataset, chosen)
    found, wanted, keypoints, crops, matrices = found_poses(network, dataset, chosen, boxes)
    found, wanted, keypoints = found[:, WRISTS, :2], wanted[:, WRISTS], keypoints[:, WRISTS]
    error = np.linalg.norm(found - wanted, axis=2) * (keypoints[:, :, 2] == 2) / matrices[:, 0, 0][:, None] / boxes[:, 3:]
    drawn = []
    for person in np.argsort(-error.max(1))[:CROPS]:
        picture = np.ascontiguousarray(crops[person])
        for wrist in np.flatnonzero(error[person] > 0.05):
            ends = [tuple(int(round(float(each))) for each in end) for end in (wanted[person, wrist], found[person, wrist])]
            cv2.line(picture, *ends, FALSE, 1, cv2.LINE_AA)
            cv2.circle(picture, ends[0], 3, MISSED, -1, cv2.LINE_AA)
            cv2.circle(picture, ends[1], 3, FALSE, -1, cv2.LINE_AA)
        drawn.append(picture)
    return sheet(drawn, 3 * COLUMNS)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--data', required=True, help='folder of rendered frames that were not trained on')
    parser.add_argument('--detector', help='checkpoint of a detector')
    parser.add_argument('--pose', help='checkpoint of a pose network')
    parser.add_argument('--out', required=True, help='folder for person-detector.jpg and person-pose.jpg')
    options = parser.parse_args()
    dataset, out = Dataset(options.data), Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    with torch.no_grad():
        if options.detector:
            cv2.imwrite(str(out / 'person-detector.jpg'), detector_sheet(load('detector', options.detector), dataset), [cv2.IMWRITE_JPEG_QUALITY, 80])
        if options.pose:
            cv2.imwrite(str(out / 'person-pose.jpg'), pose_sheet(load('pose', options.pose), dataset), [cv2.IMWRITE_JPEG_QUALITY, 85])


if __name__ == '__main__':
    main()
