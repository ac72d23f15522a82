import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { login } from './api';
import { Login } from './Login';

jest.mock('./api');

test('tells who logged in', async () => {
  (login as jest.Mock).mockResolvedValue({ name: 'ada' });
  const onDone = jest.fn();
  render(<Login onDone={onDone} />);
  await userEvent.type(screen.getByLabelText('Name'), 'ada');
  await userEvent.click(screen.getByRole('button', { name: 'Go' }));
  await waitFor(() => expect(onDone).toHaveBeenCalledWith('ada'));
  expect(login).toHaveBeenCalledWith('ada');
  expect(screen.queryByRole('alert')).not.toBeInTheDocument();
});

test('shows failures', async () => {
  (login as jest.Mock).mockRejectedValue(new Error('no'));
  render(<Login onDone={jest.fn()} />);
  await userEvent.click(screen.getByRole('button', { name: 'Go' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('Login failed');
});
