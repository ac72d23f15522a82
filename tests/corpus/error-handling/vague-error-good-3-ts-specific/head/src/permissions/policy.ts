import createHttpError from "http-errors";

export type Role = "owner" | "editor" | "viewer";

const GRANTS: Record<Role, readonly string[]> = {
  owner: ["read", "write", "delete"],
  editor: ["read", "write"],
  viewer: ["read"],
};

export class ForbiddenError extends Error {
  constructor(role: Role, action: string) {
    super(`${role} may not ${action}`);
    this.name = "ForbiddenError";
  }
}

export function check(role: Role, action: string): void {
  const grants = GRANTS[role];
  if (grants === undefined) {
    throw new Error(`unknown role ${role}`);
  }
  if (!grants.includes(action)) {
    throw new ForbiddenError(role, action);
  }
}

export function usePolicy<T>(context: T | null): T {
  if (context === null) {
    throw new Error("usePolicy must be used within a PolicyProvider");
  }
  return context;
}

export function required(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw createHttpError(500, `${name} is not set`);
  }
  return value;
}

export function rethrow(error: unknown): never {
  throw error instanceof Error ? error : new Error(String(error));
}
