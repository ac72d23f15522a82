import { renderHook, waitFor } from '@testing-library/react';
import { vi, it, expect } from 'vitest';
import { api } from './api';
import { useUser } from './useUser';

it('loads the user', async () => {
  const get = vi.spyOn(api, 'get').mockResolvedValue({ name: 'ada' });
  const { result } = renderHook(() => useUser(1));
  await waitFor(() => expect(result.current.user).toEqual({ name: 'ada' }));
  expect(get).toHaveBeenCalledWith('/users/1');
});

it('calls back', async () => {
  const onSave = vi.fn().mockResolvedValue(true);
  const { result } = renderHook(() => useUser(1, { onSave }));
  const saved = await result.current.save();
  expect(saved).toBe(true);
});
