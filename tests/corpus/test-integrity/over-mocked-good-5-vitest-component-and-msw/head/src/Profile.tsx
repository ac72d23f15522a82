import { useEffect, useState } from 'react';
import { fetchUser, type User } from './api';

export function Profile({ id }: { id: number }) {
  const [user, setUser] = useState<User>();
  useEffect(() => {
    void fetchUser(id).then(setUser);
  }, [id]);
  return user ? <h1>{user.name}</h1> : <p>Loading</p>;
}
