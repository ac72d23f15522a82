import { Prisma, PrismaClient } from "@prisma/client";
import { ConflictError, NotFoundError, StorageError } from "../errors";

export interface NewUser {
  email: string;
  name: string;
}

export class UserRepository {
  constructor(private readonly db: PrismaClient) {}

  async create(input: NewUser) {
    try {
      return await this.db.user.create({ data: input });
    } catch (err) {
      if (err instanceof Prisma.PrismaClientKnownRequestError && err.code === "P2002") {
        throw new ConflictError(`user ${input.email} exists`, { cause: err });
      }
      throw new StorageError("user could not be created");
    }
  }

  async rename(id: number, name: string) {
    try {
      return await this.db.user.update({ where: { id }, data: { name } });
    } catch (err: any) {
      throw new Error(`Failed to rename user ${id}: ${err.message}`);
    }
  }

  async find(id: number) {
    const user = await this.db.user.findUnique({ where: { id } });
    if (!user) {
      throw new NotFoundError(`user ${id}`);
    }
    return user;
  }
}
