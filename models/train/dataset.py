"""Rendered datasets: shards of raw frames beside their labels, memory-mapped, picked up while they are still being written."""
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

WIDTH, HEIGHT = 640, 360
FRAME_BYTES = WIDTH * HEIGHT * 3


@dataclass
class People:
    """The people of one frame, in frame pixels."""

    boxes: np.ndarray  # [n, 4] x, y, width, height of the whole body, clipped to the frame
    keypoints: np.ndarray  # [n, 17, 3] x, y and 0 outside the frame, 1 hidden, 2 visible
    visible_share: np.ndarray  # [n]
    ignored: np.ndarray  # [n] bool: too small or too hidden to count


def people_of(line):
    people = json.loads(line)['people']
    column = lambda of, shape: np.array([of(person) for person in people], np.float32).reshape(len(people), *shape)
    return People(
        column(lambda person: person['box'], (4,)),
        column(lambda person: person['keypoints'], (17, 3)),
        column(lambda person: person['visibleShare'], ()),
        column(lambda person: person.get('ignore', False), ()) > 0,
    )


class Dataset:
    """Frames [360, 640, 3] uint8 RGB by number, with their people."""

    def __init__(self, folder, shards=None):
        self.folder, self.limit = Path(folder), shards
        self.labels, self.frames, self.loaded = [], [], {}
        self.refresh()

    def refresh(self):
        """Takes in shards, of subfolders too, that are complete (as many frames as labels) and were not there before."""
        for labels in sorted(self.folder.rglob('labels-*.jsonl'))[: self.limit]:
            frames = labels.with_name(labels.name.replace('labels', 'frames')).with_suffix('.rgb')
            if labels in self.loaded or not frames.exists():
                continue
            lines = labels.read_text().splitlines()
            if not lines or frames.stat().st_size != len(lines) * FRAME_BYTES:
                continue
            pixels = np.memmap(frames, np.uint8, 'r', shape=(len(lines), HEIGHT, WIDTH, 3))
            self.loaded[labels] = len(lines)
            self.labels += [people_of(line) for line in lines]
            self.frames += list(pixels)

    def __len__(self):
        return len(self.frames)

    def people(self, minimum_height=30, minimum_share=0.15):
        """Frame and person numbers [n, 2] of those seen well enough to learn a pose from."""
        chosen = [
            (frame, person)
            for frame, people in enumerate(self.labels)
            for person in np.flatnonzero(
                ~people.ignored & (people.visible_share >= minimum_share) & (people.boxes[:, 2:].max(1, initial=0) >= minimum_height)
            )
        ]
        return np.array(chosen, np.int64).reshape(-1, 2)
