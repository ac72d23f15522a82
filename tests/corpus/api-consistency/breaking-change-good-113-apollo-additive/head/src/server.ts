import { ApolloServer } from '@apollo/server';
import { gql } from 'graphql-tag';
import { resolvers } from './resolvers.js';

export const typeDefs = gql`
  scalar DateTime

  enum Unit {
    SECONDS
    MINUTES
  }

  type Query {
    playlist(id: ID!): Playlist
    playlists(owner: ID, first: Int = 20, after: String): PlaylistPage!
  }

  type Mutation {
    addTrack(playlistId: ID!, trackId: ID!, position: Int): Playlist!
    removeTrack(playlistId: ID!, trackId: ID!): Playlist!
  }

  type PlaylistPage {
    nodes: [Playlist!]!
    endCursor: String
  }

  type Playlist {
    id: ID!
    title: String!
    tracks: [Track!]!
    createdAt: DateTime!
    duration(unit: Unit = SECONDS): Int!
  }

  type Artist {
    id: ID!
    name: String!
  }

  type Track {
    id: ID!
    title: String!
    artist: String! @deprecated(reason: "Use performers.")
    performers: [Artist!]!
    seconds: Int!
  }
`;

export const server = new ApolloServer({ typeDefs, resolvers });
