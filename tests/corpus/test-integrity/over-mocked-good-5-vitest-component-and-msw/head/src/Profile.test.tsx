import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import * as api from './api';
import { Profile } from './Profile';

vi.mock('./api');

it('shows the name', async () => {
  vi.mocked(api.fetchUser).mockResolvedValue({ id: 1, name: 'Ada' });
  render(<Profile id={1} />);
  expect(await screen.findByRole('heading')).toHaveTextContent('Ada');
  expect(api.fetchUser).toHaveBeenCalledWith(1);
});

it('waits', () => {
  vi.spyOn(api, 'fetchUser').mockReturnValue(new Promise(() => {}));
  render(<Profile id={1} />);
  expect(screen.getByText('Loading')).toBeInTheDocument();
});

it('tells when it was clicked', async () => {
  const onClick = vi.fn(() => 'ok');
  render(<button onClick={onClick}>Go</button>);
  await userEvent.click(screen.getByText('Go'));
  expect(onClick).toHaveBeenCalledOnce();
  expect(onClick).toHaveReturnedWith('ok');
});
