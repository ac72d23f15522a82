"""Examples of broken and kept contracts in protobuf, GraphQL and split OpenAPI documents."""

from __future__ import annotations

from checks.rules import Example

_PROTO = """syntax = "proto3";

package shop.v1;

service Shop {
  rpc GetItem(GetItemRequest) returns (Item);
  rpc ListItems(ListItemsRequest) returns (ListItemsResponse);
}

message GetItemRequest {
  string id = 1;
}

message ListItemsRequest {
  int32 page_size = 1;
}

message ListItemsResponse {
  repeated Item items = 1;
}

enum State {
  STATE_UNSPECIFIED = 0;
  STATE_ON_SALE = 1;
  STATE_SOLD_OUT = 2;
}

message Item {
  string id = 1;
  string name = 2;
  int64 price = 3;
  State state = 4;
}
"""
_GRAPHQL = """type Query {
  item(id: ID!): Item
  items(first: Int = 20, after: String): [Item!]!
}

enum Sort {
  NAME
  PRICE
}

type Item {
  id: ID!
  name: String!
  price: Int!
  note: String
}

input ItemInput {
  name: String!
  price: Int!
}
"""
_ROOT = """openapi: 3.1.0
info: {title: Shop, version: 1.2.0}
paths:
  /items:
    get:
      summary: All items
      responses:
        '200':
          description: The items
          content:
            application/json:
              schema: {type: array, items: {$ref: schemas/item.yaml}}
"""
_ITEM = """type: object
required: [id, name]
properties:
  id:
    type: string
  name:
    type: string
  note:
    type: string
"""

CONTRACT_BAD = (
    Example(
        base={"proto/shop.proto": _PROTO},
        files={
            "proto/shop.proto": _PROTO.replace(
                "  int64 price = 3;", "  string price = 3; // <-- here"
            ).replace("rpc ListItems(ListItemsRequest) returns (ListItemsResponse);", "rpc ListItems(ListItemsRequest) returns (stream Item); // <-- here"),
        },
        note="Another type under the same number, and a method that streams now.",
    ),
    Example(
        base={"proto/shop.proto": _PROTO},
        files={
            "proto/shop.proto": _PROTO.replace("  string name = 2;\n  int64 price = 3;\n", "  int64 price = 2; // <-- here\n").replace(
                "  STATE_SOLD_OUT = 2;", "  STATE_RESERVED = 2; // <-- here"
            ),
        },
        note="A removed field's number goes to its neighbour.",
    ),
    Example(
        base={"schema.graphql": _GRAPHQL},
        files={
            "schema.graphql": _GRAPHQL.replace("item(id: ID!): Item", "item(id: ID!, shop: ID!): Item # <-- here")
            .replace("  name: String!\n  price: Int!\n  note", "  name: String # <-- here\n  price: Int!\n  note")
            .replace("  price: Int!\n}", "  price: Int!\n  shop: ID! # <-- here\n}"),
        },
        note="A required argument, a field that may be null, a required input field.",
    ),
    Example(
        base={"src/schema.ts": f"export const typeDefs = gql`\n{_GRAPHQL}`;\n"},
        files={"src/schema.ts": f"export const typeDefs = gql`\n{_GRAPHQL}`;\n".replace("  price: Int!\n  note", "  price: Float! # <-- here\n  note")},
    ),
    Example(
        base={"api/openapi.yaml": _ROOT, "api/schemas/item.yaml": _ITEM},
        files={
            "api/openapi.yaml": _ROOT,
            "api/schemas/item.yaml": _ITEM.replace("  name:\n    type: string", "  name:\n    type: [string, 'null'] # <-- here"),
        },
        note="In a file that the document draws on.",
    ),
)  # fmt: skip
CONTRACT_GOOD = (
    Example(
        base={"proto/shop.proto": _PROTO},
        files={
            "proto/shop.proto": _PROTO.replace(
                "  string name = 2;\n", '  reserved 2;\n  reserved "name";\n  string title = 5;\n'
            ).replace("  STATE_SOLD_OUT = 2;", "  STATE_SOLD_OUT = 2;\n  STATE_RESERVED = 3;"),
        },
        note="The number and the name are kept from use.",
    ),
    Example(
        base={"schema.graphql": _GRAPHQL},
        files={
            "schema.graphql": _GRAPHQL.replace("item(id: ID!): Item", "item(id: ID!, shop: ID): Item")
            .replace(
                "  note: String\n", '  note: String @deprecated(reason: "Use notes.")\n  notes: [String!]!\n'
            )
            .replace("  price: Int!\n}", "  price: Int!\n  shop: ID\n}"),
        },
    ),
    Example(
        base={"api/openapi.yaml": _ROOT, "api/schemas/item.yaml": _ITEM},
        files={"api/openapi.yaml": _ROOT.replace("schemas/item.yaml", "item.yaml"), "api/item.yaml": _ITEM},
        note="The file moved, the contract did not change.",
    ),
)
