import { prisma } from "../db";

export async function bySlug(prefix: string) {
  return prisma.article.findMany({
    where: { slug: { startsWith: prefix } },
    select: { id: true, title: true },
    take: 20,
  });
}

export function matching(titles: string[], term: string): string[] {
  return titles.filter((title) => title.includes(term));
}
