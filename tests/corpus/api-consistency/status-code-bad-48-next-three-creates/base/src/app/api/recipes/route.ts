import { NextRequest, NextResponse } from "next/server";
import { auth } from "@/lib/auth";
import { prisma } from "@/lib/prisma";
import { recipeSchema } from "@/lib/schemas";

export async function GET(request: NextRequest) {
  const session = await auth();
  if (!session) return NextResponse.json({ error: "Unauthorized" }, { status: 401 });
  const page = Number(request.nextUrl.searchParams.get("page") ?? "1");
  const limit = Math.min(Number(request.nextUrl.searchParams.get("limit") ?? "20"), 100);
  const items = await prisma.recipe.findMany({ where: { ownerId: session.user.id }, take: limit, skip: (page - 1) * limit });
  return NextResponse.json({ items, page, limit });
}

export async function POST(request: NextRequest) {
  const session = await auth();
  if (!session) return NextResponse.json({ error: "Unauthorized" }, { status: 401 });
  const parsed = recipeSchema.safeParse(await request.json());
  if (!parsed.success) return NextResponse.json({ error: "Invalid input" }, { status: 400 });
  const created = await prisma.recipe.create({ data: { ...parsed.data, ownerId: session.user.id } });
  return NextResponse.json(created, { status: 201 });
}
