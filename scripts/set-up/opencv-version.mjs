import { readFileSync } from 'node:fs';

/** Where Debian's libopencv-dev puts the version. */
export const OPENCV_HEADER = '/usr/include/opencv4/opencv2/core/version.hpp';

/** @param {string} header text of OpenCV's version.hpp @returns {string} such as `4.6.0` */
export function versionInHeader(header) {
  const part = (/** @type {string} */ name) => new RegExp(`#define CV_VERSION_${name}\\s+(\\d+)`).exec(header)?.[1] ?? '0';
  return `${part('MAJOR')}.${part('MINOR')}.${part('REVISION')}`;
}

/** @returns {string} the installed OpenCV's version */
export const opencvVersion = () => versionInHeader(readFileSync(OPENCV_HEADER, 'utf8'));
