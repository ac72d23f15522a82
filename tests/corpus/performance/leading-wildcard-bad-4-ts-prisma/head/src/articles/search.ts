import { prisma } from "../db";

export async function searchArticles(term: string) {
  return prisma.article.findMany({
    where: { body: { contains: term, mode: "insensitive" } },
    select: { id: true, title: true },
    take: 20,
  });
}
