import sharp from 'sharp';

export const SIZE = 320;

export async function thumbs(files: string[]): Promise<Buffer[]> {
  const made: Buffer[] = [];
  for (const file of files) {
    const image = await sharp(file).resize(SIZE).toBuffer();
    made.push(image);
  }
  return made;
}
