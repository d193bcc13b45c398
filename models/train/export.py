#!/usr/bin/python3
"""Writes a checkpoint's averaged weights as ONNX with decoding inside; without a checkpoint, untrained weights of the same shape."""
import argparse
from pathlib import Path

import torch

import detector
import pose
from dataset import Dataset
from evaluate import calibrate
from networks import BUILD, INPUT, load, macs_of

WRAP = {'detector': (detector.DetectorWithDecoder, 'image', ['boxes', 'scores']), 'pose': (pose.PoseWithDecoder, 'crops', ['keypoints'])}


def export(name, network, path, scores=()):
    """Exports a network to `path`, with a dynamic batch, opset 13. `scores`: the detector's calibration."""
    wrap, input_name, output_names = WRAP[name]
    pixels = torch.randint(0, 256, (2, *INPUT[name][1:]), dtype=torch.uint8)
    torch.onnx.export(
        wrap(network, *scores).eval(), (pixels,), str(path), opset_version=13, input_names=[input_name], output_names=output_names,
        dynamic_axes={each: {0: 'batch'} for each in (input_name, *output_names)},
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('network', choices=sorted(BUILD))
    parser.add_argument('--checkpoint', help='checkpoint of train_detector.py, train_pose.py or prune.py')
    parser.add_argument('--calibrate', help='detector: folder of frames not trained on; scores become the share of boxes that are right there')
    parser.add_argument('--seed', type=int, default=1, help='of untrained weights')
    parser.add_argument('--out', required=True, help='ONNX file to write')
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    network = load(options.network, options.checkpoint) if options.checkpoint else BUILD[options.network]()
    scores = ()
    if options.calibrate:
        with torch.no_grad():
            scores = calibrate(network, Dataset(options.calibrate))
        print('logits of scores: slope %.3f, shift %.3f' % scores)
    export(options.network, network, options.out, scores)
    parameters = sum(each.numel() for each in network.parameters())
    print(f'{options.out}: {Path(options.out).stat().st_size} bytes, {parameters} parameters, {macs_of(options.network, network)} multiply-adds')


if __name__ == '__main__':
    main()
