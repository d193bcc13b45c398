"""What cameras and codecs do to a picture, and where in it a crop lies. Pictures are uint8 [H, W, 3]."""
import cv2
import numpy as np

cv2.setNumThreads(1)
GREY = (114, 114, 114)
# Drawn once: normal noise is the dearest of all effects, and a random part of this is as good.
NOISE = np.random.default_rng(0).standard_normal((1024, 1536, 3), np.float32)
# Keypoints after a mirror: nose, then each left with its right.
MIRRORED = np.array([0, 2, 1, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11, 14, 13, 16, 15])


def affine(centre, angle, size, mirror, output):
    """
    The matrix [2, 3] that takes a picture's points to a crop of `output` = (width, height) pixels: what lies around `centre`,
    `size` = (width, height) across, turned by `angle` radians and mirrored if asked. Points run from the top left corner of the top left pixel.
    """
    scale_x, scale_y = output[0] / size[0], output[1] / size[1]
    flip = -1 if mirror else 1
    linear = np.diag([flip * scale_x, scale_y]) @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return np.column_stack([linear, np.array(output) / 2 - linear @ np.asarray(centre)])


def warp(picture, matrix, output):
    """The crop by bilinear sampling, grey outside the picture. OpenCV puts pixel centres at whole numbers: hence the halves."""
    shifted = matrix.copy()
    shifted[:, 2] += matrix[:, :2] @ [0.5, 0.5] - 0.5
    return cv2.warpAffine(picture, shifted, output, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=GREY)


def moved(points, matrix):
    """Points [..., 2] by a matrix of `affine`."""
    return points @ matrix[:, :2].T + matrix[:, 2]


def crop_size(box, scale, output):
    """Width and height of the crop of a box: grown by `scale`, then the shorter side grown to the shape of `output`."""
    width, height = box[2] * scale, box[3] * scale
    shape = output[0] / output[1]
    return max(width, height * shape), max(height, width / shape)


def exposed(rng, picture):
    """Gain, gamma, contrast (an S or its mirror image), black level and colour cast."""
    level = np.arange(256, dtype=np.float32)[:, None] / 255
    gain = np.exp(rng.normal(0, 0.2) + rng.normal(0, 0.07, 3))
    curve = level ** np.exp(rng.normal(0, 0.25))
    curve = curve + rng.normal(0, 0.35) * curve * (1 - curve) * (2 * curve - 1)
    return cv2.LUT(picture, ((curve * gain + rng.normal(0, 0.03)).clip(0, 1) * 255).astype(np.uint8)[None])


def lit(rng, picture):
    """Light that comes and goes over the picture in patches of a tenth of it or more, and tints it a little."""
    patches = np.exp(rng.normal(0, rng.uniform(0.05, 0.3), (4, 6, 1)) + rng.normal(0, 0.05, (4, 6, 3))).astype(np.float32)
    height, width = picture.shape[:2]
    return np.clip(picture * cv2.resize(patches, (width, height), interpolation=cv2.INTER_CUBIC), 0, 255).astype(np.uint8)


def grained(rng, picture):
    """A grain on every surface, of 1 to 6 pixels and brighter where the picture is: paper, cloth and dust, as no renderer has it by itself."""
    height, width = picture.shape[:2]
    size = rng.uniform(1, 6)
    rows, columns = int(height / size) + 2, int(width / size) + 2
    top, left = rng.integers(NOISE.shape[0] - rows), rng.integers(NOISE.shape[1] - columns)
    grain = cv2.resize(NOISE[top : top + rows, left : left + columns, 0], (width, height), interpolation=cv2.INTER_LINEAR)
    return np.clip(picture * (1 + rng.uniform(0.03, 0.15) * grain)[:, :, None], 0, 255).astype(np.uint8)


def blurred(rng, picture):
    """Motion along a line of 2 to 7 pixels, or a little out of focus."""
    if rng.random() < 0.5:
        return cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.4, 1.2))
    length, angle = rng.uniform(2, 7), rng.uniform(0, np.pi)
    kernel = np.zeros((7, 7), np.float32)
    reach = np.array([np.cos(angle), np.sin(angle)]) * (length - 1) / 2
    cv2.line(kernel, tuple(np.rint(3 - reach).astype(int).tolist()), tuple(np.rint(3 + reach).astype(int).tolist()), 1)
    return cv2.filter2D(picture, -1, kernel / kernel.sum())


def noisy(rng, picture):
    """Sensor noise of 1 to 8 levels, partly common to the colours."""
    height, width = picture.shape[:2]
    top, left = rng.integers(NOISE.shape[0] - height), rng.integers(NOISE.shape[1] - width)
    noise = NOISE[top : top + height, left : left + width]
    return np.clip(picture + rng.uniform(1, 8) * (noise + rng.random() * noise[:, :, :1]), 0, 255).astype(np.uint8)


def compressed(rng, picture):
    """Blocks, ringing and colour at half resolution, as JPEG and H.264 leave them."""
    quality = int(rng.uniform(25, 90))
    return cv2.imdecode(cv2.imencode('.jpg', picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], cv2.IMREAD_COLOR)


def degraded(rng, picture):
    """A camera's picture of a clean one, in the order in which a camera spoils it."""
    for chance, effect in ((0.25, grained), (0.25, lit), (0.7, exposed), (0.2, blurred), (0.3, noisy), (0.5, compressed)):
        if rng.random() < chance:
            picture = effect(rng, picture)
    return picture
