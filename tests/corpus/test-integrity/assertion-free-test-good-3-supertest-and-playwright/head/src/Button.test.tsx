import { render, screen } from '@testing-library/react';
import { Button } from './Button';

function expectLabel(text: string) {
  expect(screen.getByRole('button')).toHaveTextContent(text);
}

it('renders without crashing', () => {
  render(<Button label="Save" />);
});

it('shows its label', () => {
  render(<Button label="Save" />);
  expectLabel('Save');
});

it('finds the button', async () => {
  render(<Button label="Save" />);
  await screen.findByText('Save');
});
