import { useState } from 'react';
import { login } from './api';

export function Login({ onDone }: { onDone: (name: string) => void }) {
  const [name, setName] = useState('');
  const [error, setError] = useState('');
  const submit = async () => {
    try {
      const user = await login(name);
      onDone(user.name);
    } catch (e) {
      setError('Login failed');
    }
  };
  return (
    <form>
      <input aria-label="Name" value={name} onChange={(e) => setName(e.target.value)} />
      <button type="button" onClick={submit}>Go</button>
      {error && <p className="error">{error}</p>}
    </form>
  );
}
