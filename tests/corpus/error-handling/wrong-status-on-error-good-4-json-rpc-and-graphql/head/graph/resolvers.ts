import { GraphQLError } from "graphql";
import { accounts } from "../services/accounts";

export const resolvers = {
  Mutation: {
    async rename(_: unknown, args: { id: string; name: string }) {
      if (args.name.trim() === "") {
        return { account: null, userErrors: [{ field: "name", message: "must not be empty" }] };
      }
      const account = await accounts.rename(args.id, args.name);
      if (!account) {
        throw new GraphQLError("account not found", { extensions: { code: "NOT_FOUND" } });
      }
      return { account, userErrors: [] };
    },
  },
};
