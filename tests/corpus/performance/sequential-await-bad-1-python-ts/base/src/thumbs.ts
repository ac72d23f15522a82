import sharp from 'sharp';

export const SIZE = 320;
