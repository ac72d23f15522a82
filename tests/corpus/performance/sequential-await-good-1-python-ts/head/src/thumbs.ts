import sharp from 'sharp';

export async function thumbs(files: string[]): Promise<Buffer[]> {
  return Promise.all(files.map((file) => sharp(file).resize(320).toBuffer()));
}

export async function follow(read: (cursor?: string) => Promise<{ next?: string }>): Promise<void> {
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    cursor = page.next;
  } while (cursor);
}
