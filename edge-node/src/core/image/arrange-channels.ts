export interface ChannelOrder {
  readonly layout: 'NHWC' | 'NCHW';
  readonly channels: 'BGR' | 'RGB';
}

/**
 * Copies blue-green-red pixels into the order a network wants, values unchanged (0 to 255).
 *
 * @param target holds as many numbers as `pixels` has bytes
 */
export function arrangeChannelsInto(target: Uint8Array | Float32Array, pixels: Uint8Array, order: ChannelOrder): void {
  const { layout, channels } = order;
  if (layout === 'NHWC' && channels === 'BGR') {
    target.set(pixels);
    return;
  }
  const area = pixels.length / 3;
  const [step, plane] = layout === 'NCHW' ? [1, area] : [3, 1];
  for (let c = 0; c < 3; c++) {
    const start = plane * (channels === 'BGR' ? c : 2 - c);
    for (let i = 0; i < area; i++) target[start + i * step] = pixels[3 * i + c]!;
  }
}
