/**
 * Blends the pixels along the outline of what moves with their neighbours, as a lens would: without it outlines are
 * stairs, which look wrong and cost a video encoder many bits.
 *
 * @param rgb    three bytes a pixel, changed in place
 * @param owners what each pixel belongs to
 */
export function softenEdgesInto(rgb: Uint8Array, owners: Uint8Array, width: number): void {
  const edges: number[] = [];
  for (let pixel = width; pixel < owners.length - width; pixel++) {
    const owner = owners[pixel]!;
    if (owner !== owners[pixel + 1] || owner !== owners[pixel - 1] || owner !== owners[pixel + width] || owner !== owners[pixel - width]) edges.push(pixel);
  }
  const blended = new Uint8Array(edges.length * 3);
  for (let index = 0; index < edges.length; index++) {
    for (let channel = 0; channel < 3; channel++) {
      const at = edges[index]! * 3 + channel;
      const around = rgb[at - 3]! + rgb[at + 3]! + rgb[at - width * 3]! + rgb[at + width * 3]!;
      blended[index * 3 + channel] = (rgb[at]! * 4 + around + 4) >> 3;
    }
  }
  for (let index = 0; index < edges.length; index++) {
    for (let channel = 0; channel < 3; channel++) rgb[edges[index]! * 3 + channel] = blended[index * 3 + channel]!;
  }
}
