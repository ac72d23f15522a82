import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { login } from './api';
import { Login } from './Login';

jest.mock('./api');

test('tells who logged in', async () => {
  (login as jest.Mock).mockResolvedValue({ name: 'ada' });
  const onDone = jest.fn();
  render(<Login onDone={onDone} />);
  fireEvent.change(screen.getByLabelText('Name'), { target: { value: 'ada' } });
  fireEvent.click(screen.getByText('Go'));
  await waitFor(() => expect(onDone).toHaveBeenCalledWith('ada'));
  expect(login).toHaveBeenCalledWith('ada');
  expect(screen.queryByText('Login failed')).toBeNull();
});

test('shows failures', async () => {
  (login as jest.Mock).mockRejectedValue(new Error('no'));
  const { container } = render(<Login onDone={jest.fn()} />);
  fireEvent.click(screen.getByText('Go'));
  await waitFor(() => expect(container.querySelector('.error')).not.toBeNull());
  expect(container.querySelector('.error')!.textContent).toBe('Login failed');
});
