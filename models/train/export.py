#!/usr/bin/python3
"""Writes a checkpoint's averaged weights as ONNX with decoding inside; without a checkpoint, untrained weights of the same shape."""
import argparse
from pathlib import Path

import torch

import detector
import pose

NETWORKS = {
    'detector': (detector, lambda: detector.Detector(), detector.DetectorWithDecoder, 'image', ['boxes', 'scores']),
    'pose': (pose, lambda: pose.Pose(), pose.PoseWithDecoder, 'crops', ['keypoints']),
}


def export(name, checkpoint, path):
    """Exports network `name` from a checkpoint file (or None) to `path`, with a dynamic batch, opset 13."""
    module, build, wrap, input_name, output_names = NETWORKS[name]
    network = build()
    if checkpoint is not None:
        network.load_state_dict(torch.load(checkpoint, map_location='cpu')['average'])
    pixels = torch.randint(0, 256, (2, module.HEIGHT, module.WIDTH, 3), dtype=torch.uint8)
    torch.onnx.export(
        wrap(network).eval(), (pixels,), str(path), opset_version=13, input_names=[input_name], output_names=output_names,
        dynamic_axes={each: {0: 'batch'} for each in (input_name, *output_names)},
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('network', choices=sorted(NETWORKS))
    parser.add_argument('--checkpoint', help='checkpoint of train_detector.py or train_pose.py')
    parser.add_argument('--seed', type=int, default=1, help='of untrained weights')
    parser.add_argument('--out', required=True, help='ONNX file to write')
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    export(options.network, options.checkpoint, options.out)
    print(f'{options.out}: {Path(options.out).stat().st_size} bytes')


if __name__ == '__main__':
    main()
