import { expect, test } from '@playwright/test';

test('a visitor fills the cart', async ({ page, browserName }) => {
  test.skip(browserName === 'webkit', 'drag and drop is broken in webkit');
  await page.goto('/');
  await page.getByText('Mug').dragTo(page.getByTestId('cart'));
  await expect(page.getByTestId('count')).toHaveText('1');
});
