import { expect, test } from '@playwright/test';

test.describe('checkout', () => {
  test.beforeEach(async ({ page }) => {
    await page.goto('/cart');
  });

  test('shows the total', async ({ page }) => {
    await expect(page.getByTestId('total')).toHaveText('24.50');
  });

  test('asks for an address', async ({ page }) => {
    await page.getByRole('button', { name: 'Pay' }).click();
    await expect(page.getByLabel('Street')).toBeVisible();
  });
});
