import { db } from './db.js';

export const resolvers = {
  Query: {
    playlist: (_: unknown, { id }: { id: string }) => db.playlists.find(id),
  },
  Track: {
    artist: (track: { artistId: string }) => db.artists.find(track.artistId),
  },
  Playlist: {
    duration: (playlist: { tracks: { seconds: number }[] }) =>
      playlist.tracks.reduce((sum, track) => sum + track.seconds, 0),
  },
};
