export { pictures } from './pictures.ts';
export type { Picture, PictureRequest } from './pictures.ts';
export { shoppingPictures } from './shopping-pictures.ts';
export type { PersonLabel } from './labels.ts';
export { IMAGE_SIZE } from './random-camera.ts';
