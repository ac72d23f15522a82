import { gql } from '@apollo/client';

export const PLAYLIST = gql`
  query Playlist($id: ID!) {
    playlist(id: $id) {
      id
      title
    }
  }
`;
